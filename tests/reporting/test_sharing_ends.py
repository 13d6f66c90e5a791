"""A link ends for good with the night after its maker left, and is forgotten two years after its last day."""

from datetime import date, timedelta

import pytest
from django.core.management import CommandError, call_command

from agencies.actions.roles import remove_member
from agencies.models import AuditEvent, Membership
from lbn.reporting.models import Issue, ReportLink, SealRun
from lbn.reporting.published.actions import end_link, share_report
from lbn.reporting.returns.actions.merging import merge_suppliers
from tests import cast
from tests.reporting.reading import page_of
from tests.reporting.sharing import at_reader, open_link, path_in, share

TODAY, LAST = date(2027, 1, 21), date(2027, 2, 20)


@pytest.fixture
def beth(supplier):
    return cast.user("Beth", role="supplier_staff", supplier=supplier)


@pytest.fixture
def path(issue, sam, browser):
    """The path of a link to the supplier's report, made by Sam on January 21 for 30 days."""
    return path_in(share(browser(sam), issue))


def leave_team(user, *, by):
    remove_member(membership=user.memberships.get(), by=by)


def come_back(user, supplier):
    Membership.objects.create(user=user, role="supplier_staff", supplier=supplier)


def pass_night(settings, day):
    settings.LBN_NOW = f"{day}T12:00"
    call_command("seal_reports", verbosity=0)


def ends():
    """When links were ended, by for whom they are."""
    return dict(ReportLink.objects.order_by("for_whom").values_list("for_whom", "ended_on"))


def test_a_link_of_somebody_who_left_does_not_come_back_with_them(
    path, issue, sam, beth, supplier, settings, browser
):
    leave_team(sam, by=beth)
    pass_night(settings, "2027-01-22")
    come_back(sam, supplier)

    answer = open_link(path)

    assert (answer.status_code, issue.content_hash in page_of(answer)) == (410, False)
    assert ends() == {"County Board of Health": date(2027, 1, 22)}
    assert [line.by for line in AuditEvent.objects.filter(what="issue.link_ended", supplier=supplier)] == [None]
    page = page_of(browser(beth, "2027-01-22").get(at_reader("issue", issue)))
    assert ("Ended" in page, "End this link" in page) == (True, False)


def test_whoever_was_taken_off_by_mistake_and_is_back_before_the_night_keeps_theirs(
    path, sam, beth, supplier, settings
):
    leave_team(sam, by=beth)
    come_back(sam, supplier)

    pass_night(settings, "2027-01-22")

    assert (open_link(path).status_code, ends()) == (200, {"County Board of Health": None})


def test_links_of_whoever_stays_and_links_that_are_over_stay_as_they_are(issue, sam, beth, settings):
    makers = {"stays": (beth, 30), "expired": (sam, 1), "ended": (sam, 30), "last day": (sam, 2)}
    for name, (by, days) in makers.items():
        share_report(issue=issue, for_whom=name, days=days, by=by, today=TODAY)
    end_link(link=ReportLink.objects.get(for_whom="ended"), by=sam, today=TODAY)
    leave_team(sam, by=beth)

    for _ in range(2):
        pass_night(settings, "2027-01-23")

    assert ends() == {"ended": TODAY, "expired": None, "last day": date(2027, 1, 23), "stays": None}
    assert AuditEvent.objects.filter(what="issue.link_ended", by=None).count() == 1


def test_those_of_departments_and_the_office_end_too(state_issue, department, new_york, dana, olga, settings):
    cast.user("Omar", role="operator", program=new_york)
    of_state = Issue.objects.of_state(new_york).first()
    for report, who in ((state_issue, dana), (of_state, olga)):
        share_report(issue=report, for_whom=who.name, days=30, by=who, today=TODAY)
        leave_team(who, by=who)

    pass_night(settings, "2027-01-22")

    assert ends() == {"Dana": date(2027, 1, 22), "Olga": date(2027, 1, 22)}
    lines = AuditEvent.objects.filter(what="issue.link_ended").values_list("department", "program")
    assert set(lines) == {(department.pk, None), (None, new_york.pk)}


def test_they_end_in_a_night_that_seals_nothing_for_fear_of_a_wrong_clock(path, sam, beth, new_york, settings):
    SealRun.objects.update_or_create(program=new_york, defaults={"on": TODAY - timedelta(days=100)})
    leave_team(sam, by=beth)

    with pytest.raises(CommandError):
        pass_night(settings, "2027-01-22")

    assert ends() == {"County Board of Health": date(2027, 1, 22)}


def test_a_clock_that_is_behind_ends_it_on_the_day_on_which_it_was_made(path, sam, beth, settings):
    leave_team(sam, by=beth)

    pass_night(settings, "2027-01-20")

    assert ends() == {"County Board of Health": TODAY}


def test_a_merger_that_takes_its_maker_along_ends_none(path, supplier, new_york, olga, settings):
    one = cast.supplier(new_york, name="Capital Region Harm Reduction")
    merge_suppliers(supplier=supplier, into=one, by=olga, today=TODAY)

    pass_night(settings, "2027-01-22")

    assert (open_link(path).status_code, ends()) == (200, {"County Board of Health": None})


def test_links_are_forgotten_two_years_after_their_last_day(issue, sam, settings):
    days = {"ended": date(2027, 1, 25), "expired": None}
    for name, ended_on in days.items():
        share_report(issue=issue, for_whom=name, days=30, by=sam, today=TODAY)
        if ended_on:
            end_link(link=ReportLink.objects.get(for_whom=name), by=sam, today=ended_on)

    left = []
    for day in ("2029-01-20", "2029-02-12", "2029-03-12"):
        settings.LBN_NOW = f"{day}T17:00"
        ReportLink.objects.forget(date.fromisoformat(day))
        left.append(sorted(ReportLink.objects.values_list("for_whom", flat=True)))

    assert left == [["ended", "expired"], ["expired"], []]


def test_the_nightly_run_forgets_them(issue, sam, settings):
    share_report(issue=issue, for_whom="Board", days=7, by=sam, today=date(2024, 6, 1))

    call_command("seal_reports", verbosity=0)

    assert not ReportLink.objects.exists()
