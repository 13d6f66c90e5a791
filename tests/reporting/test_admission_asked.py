"""Who is asked whether an agency takes part, when, and how they answer."""

import re
import time
from datetime import date, timedelta

import pytest

from agencies.actions.agency import open_agency
from agencies.actions.asking import ask_who_knows
from agencies.actions.suppliers import change_supplier
from agencies.links import sign
from agencies.models import Agency, AuditEvent, SentOnce, Supplier, SupplyAgreement
from distributions.models import DailyCount
from lbn.reporting.returns.actions.admission import admit, leave_out
from lbn.reporting.returns.actions.furnishing import say_furnished, say_not_furnished
from tests import cast

TODAY = date(2026, 11, 23)
LISTED = "orders@capital.example"


@pytest.fixture
def listed(supplier):
    supplier.email = LISTED
    supplier.save()
    return supplier


@pytest.fixture
def newcomer(new_york, listed, counties):
    made = open_agency(
        program=new_york,
        name="Helping Hands",
        kind="law_enforcement",
        jurisdiction=counties["Albany"],
        supplier=listed,
        by=None,
        day=TODAY,
    )
    cast.user("Carol", role="coordinator", agency=made)
    return made


@pytest.fixture
def ask(newcomer, mailed):
    """Ask on a day; return (address, subject) of each mail."""

    def on(day, of=None):
        mails = mailed(lambda: ask_who_knows(agency=of or Agency.objects.get(pk=newcomer.pk), today=day))
        return sorted((mail.to[0], mail.subject) for mail in mails)

    return on


@pytest.fixture
def link(newcomer):
    return f"/admission/{sign(SupplyAgreement.objects.get(agency=newcomer))}/"


def test_supplier_and_office_are_asked_at_once_and_again_after_5_and_15_business_days(ask, sam, olga):
    days = [TODAY + timedelta(days=number) for number in range(40)]

    asked = {day: ask(day) for day in days}

    office, question = "Helping Hands waits to be confirmed", "Do you furnish Helping Hands?"
    first = [("olga@example.org", office), (LISTED, question), ("sam@example.org", question)]
    again = [(who, f"Reminder: {text[:1]}{text[1:]}") for who, text in first]
    again = [(who, text.replace("Reminder: Do", "Reminder: do")) for who, text in again]
    assert {day: mails for day, mails in asked.items() if mails} == {
        TODAY: sorted(first),
        date(2026, 12, 1): sorted(again),
        date(2026, 12, 15): sorted(again),
    }
    assert AuditEvent.objects.filter(what="admission.asked").count() == 6


def test_after_a_gap_one_mail_stands_for_all(ask, olga):
    ask(TODAY)

    assert len(ask(date(2027, 2, 1))) == 2
    assert ask(date(2027, 2, 2)) == []


def test_nobody_is_asked_once_it_is_answered(ask, newcomer, link, client, sam):
    ask(TODAY)
    client.post(link, {"furnished": "yes"})

    assert ask(date(2026, 12, 1)) == []


def test_a_supplier_that_an_agency_typed_in_is_not_asked(ask, newcomer, new_york, olga):
    made = cast.supplier(new_york, name="Me Myself", listed_on=None, typed_in_by=newcomer, email="me@example.org")
    newcomer.agreements.update(supplier=made)

    assert [who for who, _subject in ask(TODAY)] == ["olga@example.org"]


def test_another_supplier_is_asked_from_then_on(ask, newcomer, new_york, mailed, olga):
    ask(TODAY)
    other = cast.supplier(new_york, name="MATTERS", kind="matters", email="help@matters.example")
    carol = newcomer.memberships.get().user

    mails = mailed(lambda: change_supplier(agency=newcomer, supplier=other, by=carol, day=date(2026, 11, 24)))

    assert [mail.to for mail in mails] == [["help@matters.example"]]


def test_the_question_names_the_agency_its_county_and_its_coordinator(newcomer, mailed):
    mail = next(one for one in mailed(lambda: ask_who_knows(agency=newcomer, today=TODAY)) if one.to == [LISTED])

    assert "Helping Hands (Albany County)" in mail.body
    assert "carol@example.org" in mail.body
    assert re.search(r"http://127.0.0.1:8000/admission/[\w:-]+/", mail.body)


def test_opening_the_link_changes_nothing(link, client, newcomer):
    before = Agency.objects.values().get(pk=newcomer.pk), AuditEvent.objects.count()

    page = client.get(link).content.decode()

    assert "Yes, we furnish this agency" in page
    assert "carol@example.org" in page
    assert (Agency.objects.values().get(pk=newcomer.pk), AuditEvent.objects.count()) == before


def test_yes_lets_the_agency_in_and_tells_its_coordinator(link, client, newcomer, mailed):
    mails = mailed(lambda: client.post(link, {"furnished": "yes"}))

    newcomer.refresh_from_db()
    assert (newcomer.status, newcomer.admitted_by) == ("admitted", "supplier")
    assert [(mail.to, mail.subject) for mail in mails] == [(["carol@example.org"], "Helping Hands is confirmed")]
    assert newcomer.scope_memberships.get().scope.supplier.name == "Capital Harm Reduction"


def test_no_ends_the_agreement_and_tells_its_coordinator(link, client, newcomer, mailed):
    mails = mailed(lambda: client.post(link, {"furnished": "no"}))

    agreement = SupplyAgreement.objects.get()
    assert (agreement.status, Agency.objects.get().status) == ("declined", "waiting")
    assert [mail.subject for mail in mails] == ["Choose a supplier again: Helping Hands"]
    assert client.get(link).status_code == 410


@pytest.mark.parametrize("second", ["yes", "no"])
def test_a_second_answer_is_told_what_it_is_now(link, client, newcomer, second):
    client.post(link, {"furnished": "no"})
    before = SupplyAgreement.objects.values().get(), AuditEvent.objects.count()

    answer = client.post(link, {"furnished": second})

    assert (answer.status_code, "This question has been answered" in answer.content.decode()) == (410, True)
    assert (SupplyAgreement.objects.values().get(), AuditEvent.objects.count()) == before


def test_yes_after_the_office_left_it_out_is_a_sentence(link, client, newcomer, olga):
    leave_out(agency=newcomer, because="not_an_agency", by=olga, today=TODAY)

    answer = client.post(link, {"furnished": "yes"})

    assert answer.status_code == 410
    assert "left this agency out of reports" in answer.content.decode()
    assert Agency.objects.get().status == "left_out"


def test_a_link_of_a_supplier_that_left_the_list_leads_nowhere(link, client, listed):
    Supplier.objects.filter(pk=listed.pk).update(listed_on=None)

    assert client.get(link).status_code == 410


@pytest.mark.parametrize("token", ["x", "abc:def", "0:0:0"])
def test_a_broken_link_is_told_so(db, client, token):
    answer = client.get(f"/admission/{token}/")

    assert (answer.status_code, "not complete" in answer.content.decode()) == (410, True)


def test_the_supplier_answers_signed_in(newcomer, listed, sam, browser, leave, mailed):
    leave("12207", times=14, of=newcomer)
    pages = browser(sam, day="2026-11-23")
    agreement = SupplyAgreement.objects.get(agency=newcomer)

    home = pages.get("/home/").content.decode()
    listing = pages.get(f"/suppliers/{listed.slug}/agencies/furnished/").content.decode()
    mailed(lambda: pages.post(f"/suppliers/{listed.slug}/agencies/furnished/{agreement.pk}/", {"furnished": "yes"}))

    assert "1 agency says that you furnish its kits." in home
    assert "Waits for your answer" in listing
    assert "Carol (carol@example.org)" in listing
    assert DailyCount.objects.get().scope.supplier == listed


def test_the_agency_reads_what_it_waits_for(newcomer, browser, listed):
    pages = browser(newcomer.memberships.get().user, day="2026-11-23")

    page = pages.get("/home/").content.decode()

    assert "Capital Harm Reduction or the NY ORS team still has to confirm your agency." in page


def test_what_went_out_stands_in_no_trail_twice(ask, newcomer, olga):
    ask(TODAY)
    ask(TODAY)

    assert SentOnce.objects.filter(what="admission").count() == 2


def test_choosing_a_supplier_again_and_again_mails_it_once(ask, newcomer, listed, mailed, olga):
    ask(TODAY)
    carol = newcomer.memberships.get().user

    def turn():
        for supplier in (None, listed) * 5:
            change_supplier(agency=newcomer, supplier=supplier, by=carol, day=TODAY)

    assert mailed(turn) == []


def test_the_link_answers_once_and_the_supplier_changes_its_mind_signed_in(link, client, newcomer):
    client.post(link, {"furnished": "yes"})

    again = client.post(link, {"furnished": "no"})

    assert again.status_code == 410
    assert (Agency.objects.get().status, SupplyAgreement.objects.get().status) == ("admitted", "active")


@pytest.mark.parametrize("said", [{}, {"furnished": ""}, {"furnished": "perhaps"}])
def test_no_button_is_no_answer(link, client, newcomer, said):
    answer = client.post(link, said)

    assert (answer.status_code, "press one of the buttons" in answer.content.decode()) == (410, True)
    assert (Agency.objects.get().status, SupplyAgreement.objects.get().status) == ("waiting", "active")


def test_a_link_of_two_months_ago_leads_nowhere(link, client, newcomer, monkeypatch):
    later = time.time() + 61 * 24 * 60 * 60
    monkeypatch.setattr("django.core.signing.time.time", lambda: later)

    assert client.get(link).status_code == 410


def test_a_supplier_changed_on_an_old_page_asks_nobody_about_an_agency_that_takes_part(
    newcomer, new_york, mailed, olga, sam
):
    other = cast.supplier(new_york, name="MATTERS", kind="matters", email="help@matters.example")
    carol = newcomer.memberships.get().user
    stale = Agency.objects.get(pk=newcomer.pk)
    admit(agency=newcomer, how="supplier", by=sam, today=TODAY)

    mails = mailed(lambda: change_supplier(agency=stale, supplier=other, by=carol, day=TODAY))

    assert [mail.to for mail in mails] == []
    assert [one.scope.supplier.name for one in newcomer.scope_memberships.order_by("from_on")] == [
        "Capital Harm Reduction",
        "MATTERS",
    ]


def test_another_suppliers_no_does_not_undo_what_one_has_vouched_for(newcomer, new_york, olga, sam):
    agreement = SupplyAgreement.objects.get(agency=newcomer)
    say_furnished(agreement=agreement, by=sam, today=TODAY)
    other = cast.supplier(new_york, name="MATTERS", kind="matters")
    max_ = cast.user("Max", role="supplier_staff", supplier=other)
    carol = newcomer.memberships.get().user
    change_supplier(agency=newcomer, supplier=other, by=carol, day=TODAY)

    say_not_furnished(agreement=newcomer.agreements.get(status="active"), by=max_, today=TODAY)

    newcomer.refresh_from_db()
    assert (newcomer.status, newcomer.vouched_by.name) == ("admitted", "Capital Harm Reduction")
