"""Papers are asked of whoever holds the authorization: an agency that never applied, or the supplier of one."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from agencies import clock
from agencies.actions.papers import say_who_is_authorized
from agencies.actions.programs import load_program
from agencies.actions.required_documents import judge_document, let_documents_expire
from agencies.models import Agency, AuditEvent, Jurisdiction, Program, RequiredDocument
from agencies.packs import read_pack
from agencies.querysets.papers import papers_of
from lbn.home.papers import about_papers
from lbn.reporting.returns.actions.merging import merge_suppliers
from tests import cast
from tests.agencies.applicants import PDF, TODAY

PAPERS = ["Naloxone standing order", "Agreement with a licensed health care provider", "Dispensing protocol"]
MISSING = f"Not uploaded yet: {', '.join(PAPERS)}."


@pytest.fixture
def maryland(db, settings, tmp_path, monkeypatch):
    """Maryland's program, with Olive at its office."""
    settings.LBN_MEDIA_DIR = tmp_path / "documents"
    monkeypatch.setattr(clock, "today", lambda zone: TODAY)
    load_program(pack=read_pack(cast.NEW_YORK.with_name("maryland_ems.toml")), at=datetime(2026, 1, 1, tzinfo=UTC))
    Jurisdiction.objects.create(slug="md-howard", state="MD", name="Howard", kind="county")
    program = Program.objects.get(slug="maryland_ems")
    cast.user("Olive", role="operator", program=program)
    return program


@pytest.fixture
def orp(maryland):
    """The county's program, which holds an authorization, with Otto."""
    supplier = cast.supplier(maryland, name="Howard ORP", kind="county_orp")
    cast.user("Otto", role="supplier_staff", supplier=supplier)
    return supplier


@pytest.fixture
def medics(maryland, orp):
    """An agency that never applied, with Ann as its coordinator."""
    agency = cast.agency(maryland, name="Howard Medics", county="Howard", supplier=orp)
    cast.user("Ann", role="coordinator", agency=agency)
    return agency


def user(owner):
    return owner.memberships.get().user


def listed(at, program):
    """What the office reads of everybody's papers: (whose, document, status)."""
    answer = at(user(program)).get(reverse("operator:papers"), {"download": "csv"})
    return [tuple(line.split(",")[:3]) for line in answer.content.decode("utf-8-sig").split("\r\n")[1:] if line]


def upload(browser, owner, desk, paper="standing_order", issued_on=TODAY):
    address = reverse(f"{desk}:document_upload", args=[owner.slug, paper])
    said = {"file": SimpleUploadedFile("order.pdf", PDF), "issued_on": issued_on.isoformat()}
    return browser.post(address, said, follow=True)


def test_the_supplier_that_holds_the_authorization_is_asked_for_its_papers(at, maryland, orp, medics):
    of_agency = at(user(medics)).get(reverse("agencies:documents", args=[medics.slug])).content.decode()
    of_supplier = at(user(orp)).get(reverse("supplier:documents", args=[orp.slug])).content.decode()
    home = at(user(orp)).get(reverse("home")).content.decode()

    assert "Dispensing protocol</strong>" not in of_agency
    assert all(f"<strong>{name}</strong>" in of_supplier for name in PAPERS)
    assert MISSING in home
    assert listed(at, maryland) == [("Howard ORP", name, "Missing") for name in PAPERS]
    assert about_papers(medics, TODAY) == []


def test_an_agency_that_says_that_it_holds_it_is_asked_instead_and_can_take_that_back(at, maryland, orp, medics):
    browser, address = at(user(medics)), reverse("agencies:authorize", args=[medics.slug])

    page = browser.post(address, {"holds_authorization": "yes"}, follow=True).content.decode()

    assert all(f"<strong>{name}</strong>" in page for name in PAPERS)
    assert MISSING in browser.get(reverse("home")).content.decode()
    assert listed(at, maryland) == [("Howard Medics", name, "Missing") for name in PAPERS]
    at(user(medics)).post(address, {"holds_authorization": "no"})
    assert listed(at, maryland) == [("Howard ORP", name, "Missing") for name in PAPERS]
    assert AuditEvent.objects.filter(what="agency.authorization").count() == 2


def test_nobody_is_asked_where_nobody_leaves_kits_under_an_authorization(at, maryland, orp):
    assert listed(at, maryland) == []


def test_a_suppliers_paper_is_read_by_the_office_and_told_when_it_runs_out(
    at, maryland, orp, medics, mailoutbox, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        page = upload(at(user(orp)), orp, "supplier").content.decode()
    document = orp.required_documents.get()
    told = [(one.to, one.subject) for one in mailoutbox]

    assert "Naloxone standing order is uploaded. Center for Harm Reduction Services reads it." in page
    assert told == [([user(maryland).email], "Howard ORP uploaded a document")]
    assert "Howard ORP" in at(user(maryland)).get(reverse("home")).content.decode()
    judge_document(document=document, number=1, verdict="accepted", words="", by=user(maryland), today=TODAY)
    document.refresh_from_db()
    assert document.valid_until_on == date(2028, 11, 19)
    mailoutbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        let_documents_expire(program=maryland, today=date(2028, 11, 1))
        let_documents_expire(program=maryland, today=date(2028, 11, 20))
    assert [(one.to, one.subject) for one in mailoutbox] == [
        (["otto@example.org"], "One of your documents expires soon"),
        (["otto@example.org"], "One of your documents has expired"),
    ]
    assert listed(at, maryland)[0] == ("Howard ORP", "Naloxone standing order", "Expired")


def test_a_supplier_reads_no_other_suppliers_paper(at, maryland, orp, medics):
    upload(at(user(orp)), orp, "supplier")
    other = cast.supplier(maryland, name="Anne Arundel ORP", kind="county_orp")
    cast.user("Oda", role="supplier_staff", supplier=other)
    file = reverse("supplier:document_file", args=[orp.slug, "standing_order", 1])
    own = reverse("supplier:document_file", args=[other.slug, "standing_order", 1])

    assert [at(user(orp)).get(file).status_code, at(user(other)).get(file).status_code] == [200, 404]
    assert at(user(other)).get(own).status_code == 404


@pytest.mark.parametrize("paper", ["standing_order", "diary"])
def test_a_paper_that_nobody_asks_of_an_agency_is_not_taken(at, medics, paper):
    answer = upload(at(user(medics)), medics, "agencies", paper)

    assert answer.status_code == 404
    assert not RequiredDocument.objects.exists()


def test_a_day_to_come_is_refused_and_no_paper_is_made(at, medics):
    say_who_is_authorized(agency=medics, is_agency=True, by=user(medics))

    page = upload(at(user(medics)), Agency.objects.get(), "agencies", issued_on=TODAY + timedelta(days=1))

    assert "This day is still to come: enter the day on the document." in page.content.decode()
    assert not RequiredDocument.objects.exists()


def test_a_merged_suppliers_papers_go_along_where_the_other_has_none(at, maryland, orp, medics):
    upload(at(user(orp)), orp, "supplier")
    upload(at(user(orp)), orp, "supplier", "dispensing_protocol")
    other = cast.supplier(maryland, name="Howard County ORP", kind="county_orp")
    RequiredDocument.objects.create(
        program=maryland, supplier=other, slug="dispensing_protocol", status="uploaded", version=1
    )
    user(orp).memberships.all().delete()

    merge_suppliers(supplier=orp, into=other, by=user(maryland), today=TODAY)

    assert sorted(other.required_documents.values_list("slug", flat=True)) == [
        "dispensing_protocol",
        "standing_order",
    ]
    assert [paper.row.slug for paper in papers_of(other) if paper.row.version] == [
        "standing_order",
        "dispensing_protocol",
    ]
