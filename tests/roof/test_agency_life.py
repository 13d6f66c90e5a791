"""An agency closes, with what is still open before its eyes, and opens again."""

from datetime import date

import pytest
from django.contrib.messages import get_messages
from django.core.management import call_command
from django.urls import reverse

from agencies.actions.coalitions import start_coalition
from agencies.life import AgencyRefused
from agencies.models import Agency, AuditEvent, Closure, ParentRequest, Terminal
from distributions.models import DailyCount
from inventory.models import StockLevel
from lbn.agency_life.actions import close_agency, reopen_agency
from lbn.agency_life.open_ends import open_ends_of
from lbn.reporting.returns.actions.admission import leave_out, let_back
from lbn.reporting.returns.actions.furnishing import say_not_furnished
from lbn.reporting.returns.actions.reminders import remind
from lbn.reporting.returns.states import state_on

Q3, Q4, Q1, Q2 = (date(2026, 7, 1), date(2026, 10, 1), date(2027, 1, 1), date(2027, 4, 1))
NOTHING_SAID = "Kits are still on hand: write them off first, or say where they go."


@pytest.fixture
def page(agency):
    return reverse("agencies:close", kwargs={"slug": agency.slug})


def told(answer):
    return [str(message) for message in get_messages(answer.wsgi_request)]


def life():
    return Agency.objects.values_list("status", "closed_on").get()


def trail():
    return [(event.what, event.details) for event in AuditEvent.objects.filter(what__startswith="agency.")]


def test_what_is_open_is_listed_with_a_link_each(agency, alice, receive, terminal, stranger, today, at, page):
    receive("A1", 40)
    terminal("Roll call room", today)
    Agency.objects.filter(pk=agency.pk).update(active_since_on=Q3)
    agency.scope_memberships.update(from_on=Q3)
    ParentRequest.objects.create(agency=stranger, parent=agency, asked_on=today)
    agency.refresh_from_db()

    ends = at(alice).get(page).context["ends"]

    assert ends.holds_kits
    assert [end.sentence for end in ends.found] == [
        "Storeroom still has 40 kits. Return them or write them off.",
        "The report for July to September 2026 is not sent.",
        "1 terminal is in use. For 60 days it sends what officers still log; then it stops.",
        "Troy Police Department asks to be under your agency.",
    ]
    assert all(at(alice).get(end.url).status_code == 200 for end in ends.found)


def test_closing_leaves_coalitions_and_says_so_before(agency, alice, stranger, at, page, today):
    coalition = start_coalition(
        agency=agency, name="Capital", others=[stranger], department=None, by=alice, day=today
    )
    ends = open_ends_of(agency, today)
    words = "Your agency shows its totals in the coalition “Capital”. Once it closes, it leaves it."
    assert [(end.sentence, end.url) for end in ends.found] == [
        (words, reverse("agencies:coalition", args=[agency.slug, coalition.pk]))
    ]

    at(alice).post(page)

    assert coalition.members.get(agency=agency).status == "left"
    assert coalition.members.get(agency=stranger).status == "asked"


def test_nothing_open_is_nothing_listed(agency, today):
    ends = open_ends_of(agency, today)

    assert (ends.found, ends.holds_kits) == ((), False)


def test_an_agency_without_kits_closes(agency, alice, at, page, today):
    answer = at(alice).post(page)

    words = "is closed. Terminals send what they hold for 60 days. You can open it again here."
    assert told(answer) == [f"Albany County Sheriff's Office {words}"]
    assert life() == ("closed", today)
    assert trail() == [("agency.closed", {"from": "admitted", "to": "closed", "on": "2026-11-21"})]


def test_with_kits_on_hand_one_says_where_they_go(agency, alice, receive, at, page, today):
    receive("A1", 40)

    refused = at(alice).post(page)

    assert refused.context["form"].errors == {"kits": [NOTHING_SAID]}
    assert (life(), trail()) == (("admitted", None), [])

    at(alice).post(page, {"kits": "collected"})

    assert life() == ("closed", today)
    (event,) = trail()
    assert event[1] == {"from": "admitted", "to": "closed", "on": "2026-11-21", "kits": "collected"}
    assert "40" not in str(event)


def test_kits_that_arrive_meanwhile_are_seen(agency, alice, receive, today):
    receive("A1", 40)

    with pytest.raises(AgencyRefused, match=NOTHING_SAID):
        close_agency(agency=agency, by=alice, today=today)

    assert life() == ("admitted", None)


def test_closing_takes_back_what_was_asked(agency, alice, stranger, today):
    ParentRequest.objects.create(agency=agency, parent=stranger, asked_on=today)

    close_agency(agency=agency, by=alice, today=today)

    assert not ParentRequest.objects.exists()


def test_nothing_is_taken_away(agency, alice, receive, leave, terminal, today):
    receive("A1", 40)
    leave(date(2026, 11, 20), 3)
    terminal("Roll call room", today)

    close_agency(agency=agency, by=alice, today=today, kits="kept")

    assert DailyCount.objects.get(agency=agency).items == 3
    assert StockLevel.objects.get(agency=agency).quantity == 37
    assert Terminal.objects.get().status == "active"


def test_a_closed_agency_is_not_reminded_and_owes_no_later_period(agency, alice, today):
    close_agency(agency=agency, by=alice, today=today)
    agency.refresh_from_db()

    later = date(2027, 4, 10)

    assert remind(agency=agency, today=later) == 0
    assert state_on(agency, Q4, later).status == "overdue"
    assert state_on(agency, Q1, later).status == "not_expected"


def test_it_opens_again_and_takes_part(agency, alice, at, today):
    Agency.objects.update(status="closed", closed_on=date(2026, 10, 20))

    answer = at(alice).post(reverse("agencies:reopen", kwargs={"slug": agency.slug}))

    assert told(answer) == ["Albany County Sheriff's Office is open again, and takes part as before."]
    assert Agency.objects.values_list("status", "closed_on", "confirmed_on").get() == ("admitted", None, today)
    assert Closure.objects.values_list("closed_on", "reopened_on").get() == (date(2026, 10, 20), today)
    assert [what for what, _details in trail()] == ["agency.reopened"]


def test_who_was_never_confirmed_waits_again(agency, alice, at):
    facts = {"admitted_on": None, "admitted_by": "", "confirmed_on": None}
    Agency.objects.update(status="closed", closed_on=date(2026, 10, 20), **facts)

    answer = at(alice).post(reverse("agencies:reopen", kwargs={"slug": agency.slug}))

    words = "is open again. It waits to be confirmed by its supplier or the program office."
    assert told(answer) == [f"Albany County Sheriff's Office {words}"]
    assert life() == ("waiting", None)


def test_what_is_open_does_not_open_again(agency, alice, at):
    answer = at(alice).post(reverse("agencies:reopen", kwargs={"slug": agency.slug}))

    assert told(answer) == ["This agency is not closed: nothing was changed."]
    assert (life(), trail(), Closure.objects.count()) == (("admitted", None), [], 0)


def test_no_report_is_expected_for_the_time_between(agency, alice):
    close_agency(agency=agency, by=alice, today=date(2026, 12, 1))
    agency.refresh_from_db()
    reopen_agency(agency=agency, by=alice, today=date(2027, 4, 15))
    agency.refresh_from_db()

    later = date(2027, 7, 5)

    statuses = [state_on(agency, starts_on, later).status for starts_on in (Q4, Q1, Q2)]
    assert statuses == ["overdue", "not_expected", "due"]


def test_the_home_of_a_closed_agency_says_so(agency, alice, at, page):
    Agency.objects.update(status="closed", closed_on=date(2026, 11, 2))

    needs = at(alice).get(reverse("home")).context["needs"]

    words = "Your agency is closed since Nov 2, 2026. No report of a later period is expected."
    assert [(one.sentence, one.url) for one in needs if one.word == "Closed"] == [(words, page)]
    assert "Open again" in at(alice).get(page).content.decode()


def test_an_agency_that_is_left_out_reads_why_it_cannot_close(agency, alice, at, page, today):
    Agency.objects.update(status="left_out", left_out_on=today, left_out_because="duplicate")

    assert "The program office has left this agency out" in at(alice).get(page).content.decode()
    assert "left out" in str(at(alice).post(page).context["form"].non_field_errors())
    assert life() == ("left_out", None)


def test_staff_and_strangers_do_not_close(agency, stan, stranger, at, page):
    assert at(stan).post(page).status_code == 403
    assert at(stranger.memberships.get().user).post(page).status_code == 404
    assert Agency.objects.get(pk=agency.pk).status == "admitted"


def test_the_daily_command_asks_for_the_yearly_confirmation(
    at_work, alice, settings, mailoutbox, django_capture_on_commit_callbacks
):
    settings.LBN_NOW = "2027-10-01T15:00:00+00:00"
    Agency.objects.update(active_since_on=date(2027, 10, 1))

    with django_capture_on_commit_callbacks(execute=True):
        call_command("send_digests")

    assert [mail.subject for mail in mailoutbox if "still running" in mail.subject] == [
        "Is the program of Albany County Sheriff's Office still running?"
    ]
    assert Agency.objects.get().status == "confirmation_due"


def test_who_was_disowned_while_closed_waits_again(agency, supplier, alice, sam, today):
    Agency.objects.update(admitted_by="supplier", vouched_by=supplier)
    close_agency(agency=Agency.objects.get(), by=alice, today=today)
    say_not_furnished(agreement=agency.agreements.get(), by=sam, today=today)

    reopen_agency(agency=Agency.objects.get(), by=alice, today=today)

    assert Agency.objects.values_list("status", "admitted_on", "admitted_by", "vouched_by").get() == (
        "waiting",
        None,
        "",
        None,
    )


def test_a_closed_agency_confirms_nothing(agency, alice, at, today):
    close_agency(agency=agency, by=alice, today=today)

    answer = at(alice).post(reverse("agencies:confirm_running", kwargs={"slug": agency.slug}))

    assert told(answer) == ["This agency is closed: open it again first."]
    assert life() == ("closed", today)


def test_leaving_out_a_closed_agency_keeps_the_time_for_which_nothing_was_expected(agency, alice, olga):
    close_agency(agency=agency, by=alice, today=date(2026, 12, 1))
    leave_out(agency=Agency.objects.get(), because="duplicate", by=olga, today=date(2027, 4, 15))

    let_back(agency=Agency.objects.get(), by=olga, today=date(2027, 4, 16))

    assert list(Closure.objects.values_list("closed_on", "reopened_on", "was_left_out")) == [
        (date(2026, 12, 1), date(2027, 4, 15), False),
        (date(2027, 4, 15), date(2027, 4, 16), True),
    ]
    assert state_on(Agency.objects.get(), Q1, date(2027, 7, 5)).status == "not_expected"
