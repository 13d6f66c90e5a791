"""Who takes part: nothing of an agency that nobody vouched for enters anybody else's report."""

from datetime import date

import pytest
from django.db import transaction

from agencies.actions.agency import open_agency
from agencies.life import AgencyRefused
from agencies.machines import MoveRefused
from agencies.models import Agency, AuditEvent, ReportingPeriod, Supplier, ZipCode
from distributions.actions.correct import correct
from distributions.counts import Counts
from distributions.models import Correction, DailyCount
from lbn.reporting.models import AgencyReport, Issue, ReportDraft
from lbn.reporting.published.actions import publish_roll_ups
from lbn.reporting.returns.actions import save_draft
from lbn.reporting.returns.actions.admission import (
    admit,
    leave_out,
    let_back,
    settle_scopes,
    take_back_admission,
)
from lbn.reporting.returns.completeness import furnished_agencies
from tests import cast
from tests.reporting.conftest import Q1, Q4, SEAL_DAY, scope_of, seal_period, send

TODAY = date(2026, 11, 21)


@pytest.fixture
def newcomer(new_york, supplier, counties):
    """An agency of somebody's own making that names our supplier, registered today."""
    return open_agency(
        program=new_york,
        name="Helping Hands",
        kind="law_enforcement",
        jurisdiction=counties["Albany"],
        supplier=supplier,
        by=None,
        day=TODAY,
    )


def posted(agency):
    """(scope's supplier, posting month, kits) of what an agency has counted."""
    rows = DailyCount.objects.of(agency).order_by("posted_month", "-items")
    return list(rows.values_list("scope__supplier__name", "posted_month", "items"))


def published(supplier):
    """What the supplier would be published if its quarter closed now."""
    with transaction.atomic():
        scope = supplier.scopes.get()
        contents = [issue.content for issue in seal_period(scope)]
        transaction.set_rollback(True)
    return contents


def everything(agency):
    row = Agency.objects.filter(pk=agency.pk).values().get()
    return row, posted(agency), list(agency.scope_memberships.values()), AuditEvent.objects.count()


def test_twenty_counts_in_each_zip_code_of_a_stranger_change_no_report(agency, supplier, newcomer, leave):
    leave("12207", times=14)
    before = published(supplier)

    for place in ZipCode.objects.filter(jurisdiction__slug="ny-albany", kind="standard"):
        leave(place.zip, times=20, of=newcomer)

    assert published(supplier) == before
    assert DailyCount.objects.of(newcomer).count() == 12
    assert list(furnished_agencies(supplier, TODAY)) == [agency]


def test_what_was_counted_in_open_periods_comes_along_once_somebody_vouches(supplier, newcomer, leave, sam):
    leave("12207", times=20, of=newcomer)
    leave("12207", times=5, of=newcomer, on=date(2026, 12, 1))

    admit(agency=newcomer, how="supplier", by=sam, today=TODAY)

    assert posted(newcomer) == [
        ("Capital Harm Reduction", date(2026, 11, 1), 20),
        ("Capital Harm Reduction", date(2026, 12, 1), 5),
    ]
    newcomer.refresh_from_db()
    assert (newcomer.status, newcomer.admitted_on, newcomer.admitted_by) == ("admitted", TODAY, "supplier")
    (issue,) = seal_period(scope_of(newcomer))
    assert issue.read().report.total.handouts == 25
    event = AuditEvent.objects.of_row(newcomer).get(what="agency.admitted")
    assert (event.by, event.supplier, event.details["reason"]) == (sam, supplier, "supplier")


def test_what_was_sealed_while_it_waited_stays_out_and_the_rest_comes(newcomer, leave, olga):
    leave("12207", times=20, of=newcomer)
    waiting = scope_of(newcomer)
    assert seal_period(waiting) == []
    leave("12208", times=3, of=newcomer, on=date(2027, 1, 5))
    leave("12207", times=2, of=newcomer, on=date(2026, 12, 31), today=date(2027, 1, 21))

    admit(agency=newcomer, how="office", by=olga, today=date(2027, 1, 21))

    assert posted(newcomer) == [
        ("Waiting to be confirmed", date(2026, 11, 1), 20),
        ("Capital Harm Reduction", date(2027, 1, 1), 3),
        ("Capital Harm Reduction", date(2027, 1, 1), 2),
    ]
    assert list(newcomer.scope_memberships.order_by("from_on").values_list("from_on", "scope__supplier__kind")) == [
        (Q4, "waiting"),
        (Q1, "oopp"),
    ]


def test_nothing_is_published_of_those_who_wait_and_nobody_waits_for_them(
    new_york, department, agency, newcomer, leave
):
    leave("12207", times=14)
    leave("12207", times=20, of=newcomer)
    seal_period(scope_of(newcomer))
    seal_period(scope_of(agency))

    state = next(one for one in publish_roll_ups(program=new_york, day=SEAL_DAY) if one.department)

    assert state.read().report.total.handouts == 14
    assert not Issue.objects.filter(scope__supplier__kind=Supplier.WAITING).exists()


def test_whoever_is_left_out_is_in_no_report_that_is_not_published_yet(agency, supplier, leave, olga):
    leave("12207", times=14)
    seal_period(scope_of(agency))
    leave("12207", times=30, on=date(2027, 1, 22))
    frozen = Issue.objects.get().content

    left = leave_out(agency=agency, because="not_an_agency", by=olga, today=date(2027, 1, 23))
    leave("12208", times=2, on=date(2027, 1, 24))

    assert (left.status, left.left_out_because, left.takes_part) == ("left_out", "not_an_agency", False)
    assert posted(agency) == [
        ("Capital Harm Reduction", date(2026, 11, 1), 14),
        ("Waiting to be confirmed", date(2027, 1, 1), 30),
        ("Waiting to be confirmed", date(2027, 1, 1), 2),
    ]
    assert Issue.objects.get().content == frozen
    assert list(furnished_agencies(supplier, date(2027, 1, 25))) == []


def test_leaving_out_by_mistake_can_be_taken_back(agency, leave, olga, sam):
    leave("12207", times=14)
    before = posted(agency)
    leave_out(agency=agency, because="duplicate", by=olga, today=TODAY)

    with pytest.raises(MoveRefused):
        admit(agency=agency, how="supplier", by=sam, today=TODAY)
    let_back(agency=agency, by=olga, today=TODAY)
    admit(agency=agency, how="supplier", by=sam, today=TODAY)

    assert posted(agency) == before
    assert agency.scope_memberships.get().scope.supplier.name == "Capital Harm Reduction"


def test_a_confirmation_by_mistake_can_be_taken_back(newcomer, leave, sam):
    leave("12207", times=14, of=newcomer)
    admit(agency=newcomer, how="supplier", by=sam, today=TODAY)

    again = take_back_admission(agency=newcomer, by=sam, today=TODAY)

    assert (again.status, again.admitted_on, again.admitted_by) == ("waiting", None, "")
    assert posted(newcomer) == [("Waiting to be confirmed", date(2026, 11, 1), 14)]


def test_corrections_and_reports_follow_the_counts(newcomer, leave, sam):
    carol = cast.user("Carol", role="coordinator", agency=newcomer)
    leave("12207", times=14, of=newcomer)
    count = DailyCount.objects.of(newcomer).get()
    correct(count=count, difference=Counts(-1, -1, 0), reason="counted_twice", today=TODAY, by=carol)
    waiting = scope_of(newcomer)
    save_draft(agency=newcomer, scope=waiting, starts_on=Q4, typed={}, comment="A draft", no_kits=False, today=TODAY)

    admit(agency=newcomer, how="supplier", by=sam, today=TODAY)

    scope = scope_of(newcomer)
    correction = Correction.objects.get()
    assert (correction.scope, correction.count_scope) == (scope, scope)
    assert ReportDraft.objects.get().scope == scope != waiting
    sent = send(newcomer)
    assert AgencyReport.objects.get().period == ReportingPeriod.objects.get(scope=scope, starts_on=Q4)
    take_back_admission(agency=newcomer, by=sam, today=TODAY)
    sent.refresh_from_db()
    assert sent.period.scope == waiting


def test_counts_that_meet_where_they_go_are_added_up(agency, newcomer, leave, sam):
    leave("12207", times=3, of=newcomer)
    waiting = scope_of(newcomer)
    admit(agency=newcomer, how="supplier", by=sam, today=TODAY)
    there = DailyCount.objects.of(newcomer).get()
    DailyCount.objects.increment(
        {tuple(waiting.pk if name == "scope_id" else getattr(there, name) for name in DailyCount.KEY): (2, 5, 1)}
    )

    take_back_admission(agency=newcomer, by=sam, today=TODAY)

    found = DailyCount.objects.of(newcomer).get()
    assert (found.handouts, found.items, found.people_trained, found.scope) == (5, 8, 1, waiting)


@pytest.mark.parametrize("status", ["admitted", "closed", "left_out"])
def test_what_cannot_be_is_refused_and_changes_nothing(agency, leave, sam, olga, status):
    leave("12207", times=3)
    if status == "closed":
        Agency.objects.filter(pk=agency.pk).update(status="closed", closed_on=TODAY)
    if status == "left_out":
        leave_out(agency=agency, because="duplicate", by=olga, today=TODAY)
    before = everything(agency)

    if status == "left_out":
        with pytest.raises(AgencyRefused, match="let it back first"):
            leave_out(agency=agency, because="duplicate", by=olga, today=TODAY)
    else:
        with pytest.raises(AgencyRefused):
            admit(agency=agency, how="office", by=olga, today=TODAY)

    assert everything(agency) == before


@pytest.mark.parametrize("who", ["alice", "stan", "saul", "tina"])
def test_nobody_vouches_for_themselves_or_for_strangers(newcomer, stranger, leave, new_york, who):
    cast.user("Alice", role="coordinator", agency=newcomer)
    cast.user("Stan", role="agency_staff", agency=newcomer)
    saul = cast.supplier(new_york, name="Mohawk Valley EMS", kind="regional_ems")
    cast.user("Saul", role="supplier_staff", supplier=saul)
    people = {
        one.user.name.lower(): one.user for owner in (newcomer, stranger, saul) for one in owner.memberships.all()
    }
    before = everything(newcomer)

    with pytest.raises(MoveRefused):
        admit(agency=newcomer, how="supplier", by=people[who], today=TODAY)

    assert everything(newcomer) == before


def test_a_supplier_that_the_agency_typed_in_vouches_for_nobody(newcomer, new_york):
    made = cast.supplier(new_york, name="Me Myself", listed_on=None, typed_in_by=newcomer)
    newcomer.agreements.update(supplier=made)
    myself = cast.user("Mia", role="supplier_staff", supplier=made)
    before = everything(newcomer)

    with pytest.raises(MoveRefused):
        admit(agency=newcomer, how="supplier", by=myself, today=TODAY)

    assert everything(newcomer) == before


def test_after_an_upgrade_those_that_nobody_vouched_for_are_put_aside_once(agency, stranger, leave, new_york):
    leave("12207", times=14)
    nobody = {"status": "waiting", "admitted_on": None, "admitted_by": ""}
    Agency.objects.filter(pk=agency.pk).update(**nobody)

    first, second = settle_scopes(program=new_york), settle_scopes(program=new_york)

    assert (first, second) == ([agency], [])
    assert posted(agency) == [("Waiting to be confirmed", date(2026, 11, 1), 14)]
    assert stranger.scope_memberships.get().scope.supplier.is_none


def test_what_lowers_a_count_that_nobody_was_published_lowers_no_report(newcomer, leave, sam):
    carol = cast.user("Carol", role="coordinator", agency=newcomer)
    leave("12207", times=100, of=newcomer)
    seal_period(scope_of(newcomer))
    admit(agency=newcomer, how="supplier", by=sam, today=date(2027, 1, 21))
    count = DailyCount.objects.of(newcomer).get()
    lowered = Counts(-100, -100, 0)

    correct(count=count, difference=lowered, reason="counted_twice", today=date(2027, 2, 1), by=carol)

    scope = newcomer.scope_memberships.order_by("from_on").last().scope
    (issue,) = seal_period(scope, starts_on=Q1, on=date(2027, 4, 20))
    net = issue.read().net_corrections
    assert (net.handouts, net.kits, net.doses, net.people_trained) == (0, 0, 0, 0)
    assert Correction.objects.get().scope == scope
