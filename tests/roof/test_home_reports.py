"""What home says to a coordinator about reports: to send, returned, missed, waived."""

from datetime import UTC, date, datetime

from agencies.models import Agency, ReportingPeriod
from lbn.reporting.returns.actions.waivers import waive
from tests.roof.test_home_of_an_agency import figures, home


def began(agency, day):
    """Let the agency have begun on `day`, the first of a quarter."""
    Agency.objects.filter(pk=agency.pk).update(active_since_on=day)
    agency.scope_memberships.update(from_on=day)


def closed(agency, *starts_on):
    """Close periods of the agency's scope, whoever had sent a report for them."""
    scope = agency.scope_memberships.get().scope
    instant = datetime(2026, 10, 20, 8, tzinfo=UTC)
    for first in starts_on:
        ReportingPeriod.objects.update_or_create(scope=scope, starts_on=first, defaults={"sealed_at": instant})


def test_a_report_that_is_due_overdue_or_returned_is_asked_for(at_work, alice, at, report):
    began(at_work, date(2026, 1, 1))
    report(at_work, date(2026, 1, 1), status="accepted")
    report(at_work, date(2026, 4, 1), status="returned")
    client = at(alice)

    found = home(client)

    assert [(need.word, need.sentence, need.action) for need in found["needs"]] == [
        ("Overdue", "The report for July to September 2026 was due on Oct 10, 2026.", "Send the report"),
        (
            "Returned with a question",
            "Capital Harm Reduction has a question about your report for April to June 2026.",
            "Answer",
        ),
    ]
    assert {client.get(need.url).status_code for need in found["needs"]} == {200}


def test_many_missing_reports_are_one_thing_to_do(at_work, alice, at):
    began(at_work, date(2025, 10, 1))

    found = home(at(alice))

    assert [need.sentence for need in found["needs"]] == [
        "4 reports have not been sent; the first is for October to December 2025."
    ]
    assert figures(found)["Next report due"] == ("Jan 10", "", "for October to December 2025")


def test_a_missed_report_is_asked_for_less_urgently_and_is_not_due_next(at_work, alice, at, receive):
    began(at_work, date(2026, 7, 1))
    closed(at_work, date(2026, 7, 1))
    receive("E5", 5, expires_on=date(2027, 1, 31))
    client = at(alice)

    found = home(client)

    assert [(need.word, need.sentence, need.action) for need in found["needs"]] == [
        (
            "Missed",
            "The period July to September 2026 closed without your report. You can still send it.",
            "Send it late",
        ),
        ("Expires soon", found["needs"][1].sentence, "See the lots"),
    ]
    assert client.get(found["needs"][0].url).status_code == 200
    assert figures(found)["Next report due"] == ("Jan 10, 2027", "", "for October to December 2026")


def test_several_missed_reports_are_one_thing_to_do_for_a_year(at_work, alice, at):
    began(at_work, date(2025, 7, 1))
    closed(at_work, date(2025, 7, 1), date(2025, 10, 1), date(2026, 1, 1), date(2026, 4, 1))

    found = home(at(alice))

    assert [(need.word, need.sentence) for need in found["needs"]] == [
        ("Overdue", "The report for July to September 2026 was due on Oct 10, 2026."),
        ("Missed", "3 periods closed without your report, the last one April to June 2026. You can still send them."),
    ]


def test_a_waived_report_is_not_asked_for(at_work, alice, sam, at):
    began(at_work, date(2026, 7, 1))
    scope = at_work.scope_memberships.get().scope
    at_work.refresh_from_db()
    waive(
        agency=at_work,
        scope=scope,
        starts_on=date(2026, 7, 1),
        reason="paused",
        by=sam,
        today=date(2026, 11, 2),
    )

    assert home(at(alice))["needs"] == []
