"""An order from the NDP: which documents go along, the mail, the files in one, and the record of sending."""

import zipfile
from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from agencies import clock
from agencies.actions.papers import file_paper
from agencies.management.pack_command import SHIPPED
from agencies.models import AuditEvent, RequiredDocument
from agencies.packs import read_pack
from distributions.models import MonthlyTally
from lbn.reporting.models import SentOrder
from lbn.reporting.returns.actions.orders import OrderRefused, record_order, take_back_order
from lbn.reporting.returns.actions.statements import make_statement
from lbn.reporting.returns.orders import OrderSize, prepare_order
from tests.agencies.applicants import PDF
from tests.reporting.asking import give, recipients, shipped_forms

TODAY = date(2026, 11, 14)
PACK = read_pack(SHIPPED / "san_diego.toml").content
ONCE, LARGE, HUGE = OrderSize(48, False), OrderSize(49, False), OrderSize(2401, False)


@pytest.fixture(autouse=True)
def ndp(new_york, agency, settings, tmp_path, monkeypatch):
    """A program whose supplier asks with each order, as the NDP does in San Diego."""
    settings.LBN_MEDIA_DIR = tmp_path / "documents"
    monkeypatch.setattr(clock, "today", lambda zone: TODAY)
    of_pack = {"documents": PACK["documents"], "order": PACK["order"], "forms": shipped_forms("ndp_order")}
    give(new_york, {"cadence": "on_reorder", "form": "ndp_order"}, **of_pack)
    agency.program.refresh_from_db()
    agency.program.__dict__.pop("rules", None)


@pytest.fixture
def stated(agency, alice, leave, receive):
    """The agency has left five kits and heard of two that were used; its figures are made."""
    receive(40)
    leave(times=3, kits=5, on=date(2026, 11, 12))
    MonthlyTally.objects.create(agency=agency, month=date(2026, 11, 1), reported_used=2)
    return make_statement(agency=agency, recipient=recipients(agency, TODAY)[0], by=None, today=TODAY)


def file(agency, alice, *slugs, today=TODAY):
    for slug in slugs:
        file_paper(holder=agency, slug=slug, data=PDF, kind="pdf", by=alice, today=today, issued_on=today)


def states(agency, size, today=TODAY):
    return {one.paper.row.slug: str(one.state) for one in prepare_order(agency, today, size).papers}


def send(agency, by, size=ONCE, on=TODAY):
    return record_order(package=prepare_order(agency, on, size), sent_on=on, by=by)


@pytest.mark.parametrize(
    ("size", "plan", "justification"),
    [
        (ONCE, "not_asked", "not_asked"),
        (LARGE, "missing", "not_asked"),
        (OrderSize(2400, False), "missing", "not_asked"),
        (HUGE, "missing", "missing"),
        (OrderSize(12, True), "not_asked", "missing"),
    ],
)
def test_what_is_asked_hangs_on_how_much(agency, size, plan, justification):
    found = states(agency, size)

    assert (found["standing_order"], found["license"]) == ("missing", "missing")
    assert (found["distribution_plan"], found["justification"]) == (plan, justification)


def test_within_twelve_months_the_next_order_takes_the_form_alone(agency, alice, stated):
    file(agency, alice, "standing_order", "license", "justification")
    first = send(agency, alice, OrderSize(24, True))
    assert first.papers == {"standing_order": 1, "license": 1, "justification": 1}

    soon = states(agency, OrderSize(24, True), date(2027, 11, 12))
    later = states(agency, ONCE, date(2027, 11, 14))

    assert (soon["standing_order"], soon["license"], soon["justification"]) == ("is_there", "is_there", "goes_along")
    assert (later["standing_order"], later["license"]) == ("expired", "expired")


def test_a_new_version_goes_along_though_the_old_one_is_there(agency, alice, stated):
    file(agency, alice, "standing_order", "license")
    send(agency, alice)
    file(agency, alice, "license")

    found = states(agency, ONCE)

    assert (found["standing_order"], found["license"]) == ("is_there", "goes_along")


def test_an_order_taken_back_has_nothing_with_the_supplier(agency, alice, stated):
    file(agency, alice, "standing_order", "license")
    order = send(agency, alice)

    take_back_order(order=order, by=alice)

    assert states(agency, ONCE)["license"] == "goes_along"
    assert not SentOrder.objects.exists()
    found = AuditEvent.objects.filter(what__startswith="supply.order").values_list("what", flat=True)
    assert sorted(found) == ["supply.order_sent", "supply.order_taken_back"]


def test_what_is_missing_is_said_and_nothing_recorded(agency, alice, stated):
    file(agency, alice, "license")

    with pytest.raises(OrderRefused) as refused:
        send(agency, alice)

    assert str(refused.value) == "Upload first: Standing order or prescription."
    assert not SentOrder.objects.exists()


@pytest.mark.parametrize(
    ("on", "sentence"),
    [
        (date(2026, 11, 15), "This day is still to come: enter the day on which you sent it."),
        (date(2026, 11, 13), "The figures were made later than this day. Enter the day on which you sent it."),
    ],
)
def test_an_impossible_day_is_refused(agency, alice, stated, on, sentence):
    file(agency, alice, "standing_order", "license")

    with pytest.raises(OrderRefused) as refused:
        record_order(package=prepare_order(agency, TODAY, ONCE), sent_on=on, by=alice)

    assert (str(refused.value), refused.value.field) == (sentence, "sent_on")
    assert not SentOrder.objects.exists()


def test_a_paper_of_an_order_is_read_by_nobody_here(agency, alice, mailoutbox, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        file(agency, alice, "license")

    row = RequiredDocument.objects.get()
    assert (row.status, row.valid_until_on) == ("accepted", date(2027, 11, 13))
    assert mailoutbox == []
    assert not RequiredDocument.objects.to_read(agency.program).exists()


def test_from_the_page_to_the_record_and_back(at, agency, alice):
    browser, address = at(alice), reverse("reports:order", args=[agency.slug])
    assert "Make the figures first: they belong to the order." in browser.get(address, {"units": 60}).content.decode()
    made = browser.post(
        reverse("reports:figures_make", args=[agency.slug]), {"profile": "reorder", "for_order": "units=60"}
    )
    assert made.url == f"{address}?units=60"
    for slug in ("standing_order", "license", "distribution_plan"):
        said = {"file": SimpleUploadedFile("a.pdf", PDF), "issued_on": "2026-11-01"}
        upload = f"{reverse('reports:order_paper', args=[agency.slug, slug])}?units=60"
        assert "Upload what is missing before you send the order." in browser.get(made.url).content.decode()
        assert browser.post(upload, said).url == made.url

    page = browser.get(address, {"units": 60}).content.decode()
    packed = browser.get(reverse("reports:order_package", args=[agency.slug]), {"units": 60}).content
    sent = browser.post(f"{address}?units=60", {"sent_on": "2026-11-14"}, follow=True).content.decode()

    assert "Units asked for: 60" in page
    with zipfile.ZipFile(BytesIO(packed)) as archive:
        names = ["ndp_order.csv", "mail.txt", "standing_order.pdf", "license.pdf", "distribution_plan.pdf"]
        assert archive.namelist() == names
        assert archive.read("license.pdf") == PDF
        assert "- Distribution plan" in archive.read("mail.txt").decode()
    assert "Recorded: sent on Nov 14, 2026, 60 units." in sent
    order = SentOrder.objects.get()
    back = browser.post(reverse("reports:order_take_back", args=[agency.slug, order.pk]), follow=True)
    assert "The record is taken back." in back.content.decode()
    assert not SentOrder.objects.exists()


def test_the_mail_has_the_figures_since_the_last_order(agency, alice, stated):
    mail = prepare_order(agency, TODAY, ONCE).mail

    assert "- Reversals reported: 2\n- Units given out: 5\n- Doses given out: 10\n- Units on hand: 35" in mail.body
    assert mail.subject == "Application for naloxone: Albany County Sheriff's Office"
    assert mail.url.startswith("mailto:")


@pytest.mark.parametrize(
    ("units", "sentence"),
    [("", "Enter how many units you ask for."), ("0", "Ask for at least one unit."), ("x", "as a number.")],
)
def test_units_that_are_none_are_explained(at, agency, alice, units, sentence):
    page = at(alice).get(reverse("reports:order", args=[agency.slug]), {"units": units})

    assert sentence in page.content.decode()


def test_a_program_without_orders_has_no_such_page(at, agency, alice, new_york):
    give(new_york, {"cadence": "quarterly"}, order=None, documents=[])

    assert at(alice).get(reverse("reports:order", args=[agency.slug])).status_code == 404
    assert at(alice).get(reverse("reports:order_paper", args=[agency.slug, "license"])).status_code == 404
