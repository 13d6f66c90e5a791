"""What a supplier asks of an agency: how often, until when, which figures; and where that is read and heeded."""

from datetime import date

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from agencies.actions.suppliers import change_supplier
from agencies.actions.terms import change_terms
from agencies.life import SupplierRefused
from agencies.models import AuditEvent, SupplyAgreement
from lbn.reporting.calendar.deadlines import due_on
from lbn.reporting.models import AgencyReport
from lbn.reporting.returns.actions.reminders import calls_of
from lbn.reporting.returns.recipients import recipients_of
from lbn.reporting.returns.states import state_on
from tests import cast
from tests.reporting.conftest import Q4, scope_of, send

TODAY = date(2026, 11, 21)
NEXT_QUARTER = date(2027, 1, 1)
NOTHING = {"cadence": "", "due_day": None, "asks_for": []}


@pytest.fixture
def agreement(agency):
    return agency.agreements.get()


@pytest.fixture
def page(agreement, supplier):
    return reverse("supplier:terms", args=[supplier.slug, agreement.pk])


@pytest.fixture
def ask(agreement, sam):
    """Let the supplier ask for something: `ask(due_day=5)`."""

    def change(day=TODAY, **said):
        return change_terms(agreement=agreement, by=sam, day=day, **NOTHING | said)

    return change


def told(answer):
    return [str(message) for message in get_messages(answer.wsgi_request)]


def agreed():
    return SupplyAgreement.objects.values_list("cadence", "due_day", "due_day_from_on", "asks_for").get()


def changes():
    return [event.details["changed"] for event in AuditEvent.objects.filter(what="supply.terms")]


def test_the_supplier_says_what_it_asks_for(agency, sam, browser, page):
    said = {"cadence": "monthly", "due_day": "5", "asks_for": ["reported_used", "people_served"]}

    answer = browser(sam, "2026-11-21").post(page, said)

    assert told(answer) == [
        "Albany County Sheriff's Office reads this on its pages. Its reports are monthly from Jan 1, 2027 on."
    ]
    assert agreed() == ("monthly", 5, TODAY, ["people_served", "reported_used"])
    assert changes() == [
        {
            "cadence": {"was": "", "now": "monthly"},
            "due_day": {"was": None, "now": 5},
            "asks_for": {"was": [], "now": ["people_served", "reported_used"]},
        }
    ]
    event = AuditEvent.objects.get(what="supply.terms")
    assert (event.by, event.agency, event.supplier) == (sam, agency, agency.agreements.get().supplier)


def test_reports_are_monthly_from_the_next_quarter_on(agency, ask):
    ask(cadence="monthly")

    tenures = agency.scope_memberships.order_by("from_on").values_list("from_on", "scope__cadence")
    assert list(tenures) == [(Q4, "quarterly"), (NEXT_QUARTER, "monthly")]


def test_what_is_taken_back_leaves_reports_as_they_were(agency, ask):
    ask(cadence="monthly")

    ask()

    assert list(agency.scope_memberships.values_list("scope__cadence", flat=True)) == ["quarterly"]


def test_another_supplier_asks_for_nothing_yet(agency, new_york, ask, alice):
    ask(cadence="monthly", due_day=5)

    change_supplier(agency=agency, by=alice, day=TODAY, supplier=cast.supplier(new_york, name="Hudson OOPP"))

    assert list(agency.scope_memberships.order_by("from_on").values_list("scope__cadence", flat=True)) == [
        "quarterly",
        "quarterly",
    ]
    assert state_on(agency, Q4, date(2027, 1, 2)).due_on == date(2027, 1, 5)


@pytest.mark.parametrize(
    ("due_day", "due"),
    [(None, date(2027, 1, 10)), (1, date(2027, 1, 1)), (15, date(2027, 1, 15)), (25, date(2027, 1, 19))],
)
def test_a_report_is_never_due_on_its_seal_day_or_later(agency, due_day, due):
    assert due_on(scope_of(agency), Q4, due_day) == due


def test_the_due_day_stands_in_the_calendar_of_the_running_period(agency, ask):
    ask(due_day=5)

    state = state_on(agency, Q4, date(2027, 1, 6))

    assert (state.due_on, state.sealed_on, state.status) == (date(2027, 1, 5), date(2027, 1, 20), "overdue")


def test_a_period_that_had_ended_keeps_its_day(agency, ask):
    ask(day=date(2027, 1, 4), due_day=3)

    state = state_on(agency, Q4, date(2027, 1, 6))

    assert (state.due_on, state.status) == (date(2027, 1, 10), "due")


def test_reminders_follow_the_due_day(agency, alice, ask):
    ask(due_day=5)

    calls = {day: [call.days for call in calls_of(agency, day)] for day in (date(2027, 1, 2), date(2027, 1, 5))}

    assert calls == {date(2027, 1, 2): [-3], date(2027, 1, 5): [0]}


@pytest.mark.parametrize(("on", "is_late"), [(date(2027, 1, 5), False), (date(2027, 1, 6), True)])
def test_a_report_is_late_after_the_day_that_was_asked_for(agency, ask, on, is_late):
    ask(due_day=5)

    send(agency, on=on, no_kits=True)

    assert AgencyReport.objects.get().submitted_late == is_late


def test_the_typed_figures_are_asked_for_in_the_report(agency, alice, ask, browser, leave):
    leave()
    ask(asks_for=["people_served"])
    address = reverse("reports:report", args=[agency.slug, 2026, 10])

    form = browser(alice, "2027-01-05").get(address).context["form"]
    browser(alice, "2027-01-05").post(f"{address}send/", {"people_served": "12", "comment": ""})

    assert form.asked == ("people_served",)
    assert AgencyReport.objects.get().read().typed["people_served"] == 12


def test_the_agency_reads_what_is_asked_of_it(agency, alice, ask, browser):
    ask(cadence="monthly", due_day=5, asks_for=["people_served"])
    sentence = "A report every month. Reports by day 5 of the month after. In each report: People served."
    pages = [
        reverse("agencies:supplier", kwargs={"slug": agency.slug}),
        reverse("reports:report", args=[agency.slug, 2026, 10]),
    ]

    signed_in = browser(alice, "2027-01-02")

    assert [sentence in signed_in.get(page).content.decode() for page in pages] == [True, True]


def test_who_gets_what_says_the_day(agency, ask):
    ask(due_day=5)

    (supplier,) = recipients_of(agency, TODAY)

    assert (supplier.how_often, supplier.due_on, supplier.sealed_on) == (
        "Every quarter",
        date(2027, 1, 5),
        date(2027, 1, 20),
    )


def test_who_gets_what_says_that_it_is_monthly_soon(agency, ask):
    ask(cadence="monthly")

    (supplier,) = recipients_of(agency, TODAY)

    assert (supplier.how_often, supplier.remark) == (
        "Every month",
        "Your reports become monthly with the next quarter.",
    )


def test_the_settings_say_who_asks(agency, alice, ask, browser):
    ask(cadence="monthly")

    answer = browser(alice, "2026-11-21").get(reverse("agencies:settings", kwargs={"slug": agency.slug}))

    assert answer.context["reports"] == [
        "Your reports are quarterly.",
        "From Jan 1, 2027 on your reports are monthly, because Capital Harm Reduction asks for a report every month.",
    ]


@pytest.mark.parametrize(
    ("said", "errors"),
    [
        ({"due_day": "20"}, {"due_day": ["Periods close on day 20. Choose a day from 1 to 19."]}),
        ({"due_day": "0"}, {"due_day": ["Enter a day of the month, such as 8, or leave it empty."]}),
        ({"due_day": "x"}, {"due_day": ["Enter a day of the month, such as 8, or leave it empty."]}),
        ({"due_day": "5", "cadence": "daily"}, None),
        ({"due_day": "5", "asks_for": ["names"]}, None),
    ],
)
def test_what_cannot_be_asked_is_refused_and_changes_nothing(sam, browser, page, said, errors):
    before = agreed()

    answer = browser(sam, "2026-11-21").post(page, said)

    found = answer.context["form"].errors
    assert found == errors if errors else found
    assert (agreed(), changes()) == (before, [])


def test_an_agreement_that_has_ended_is_not_changed(agreement, ask):
    SupplyAgreement.objects.update(status="ended", until_on=TODAY)

    with pytest.raises(SupplierRefused, match="ended already"):
        ask(due_day=5)

    assert (agreed(), changes()) == (("", None, None, []), [])


def test_nothing_changed_leaves_no_trail(ask, sam, browser, page):
    assert ask() == []
    assert told(browser(sam, "2026-11-21").post(page, {})) == ["Nothing was changed."]
    assert changes() == []


def test_another_supplier_finds_nothing_there(new_york, page, browser, agreement):
    other = cast.supplier(new_york, name="Hudson OOPP")
    saul = cast.user("Saul", role="supplier_staff", supplier=other)

    theirs = browser(saul).get(reverse("supplier:terms", args=[other.slug, agreement.pk]))

    assert (theirs.status_code, browser(saul).get(page).status_code) == (404, 404)


def test_the_suppliers_page_of_the_agency_says_it_and_leads_there(sam, browser, page, ask, supplier, agreement):
    ask(due_day=5)

    address = reverse("supplier:decide", args=[supplier.slug, agreement.pk])
    listed = browser(sam, "2026-11-21").get(address).content.decode()

    assert page in listed
    assert "Reports by day 5 of the month after." in listed


def test_a_period_that_has_ended_keeps_the_day_that_held_then(agency, ask):
    ask(due_day=8)

    ask(day=date(2027, 1, 5), due_day=12)
    moved = state_on(agency, Q4, date(2027, 1, 6)).due_on
    ask(day=date(2027, 1, 6), due_day=None)

    assert (moved, state_on(agency, Q4, date(2027, 1, 7)).due_on) == (date(2027, 1, 8), date(2027, 1, 8))
    assert state_on(agency, NEXT_QUARTER, date(2027, 4, 2)).due_on == due_on(scope_of(agency), NEXT_QUARTER)
