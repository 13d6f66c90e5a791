"""Two suppliers become one: what was published stays, what is open follows, and the people read both."""

from datetime import date, timedelta

import pytest

from agencies.actions.roles import remove_member
from agencies.actions.scopes import scope_for
from agencies.actions.suppliers import change_supplier
from agencies.actions.team import accept_invitation, invite
from agencies.actions.walls import WallRefused
from agencies.clock import now
from agencies.life import SupplierRefused
from agencies.links import LinkRefused, sign
from agencies.models import (
    AuditEvent,
    Invitation,
    Membership,
    Program,
    Registration,
    ReportingScope,
    ScopeMembership,
    Supplier,
    SupplyAgreement,
)
from distributions.models import DailyCount
from lbn.reporting.models import AgencyReport, Issue
from lbn.reporting.published.actions import publish_roll_ups, seal
from lbn.reporting.returns import actions
from lbn.reporting.returns.actions.merging import foresee_merger, merge_suppliers
from tests import cast
from tests.reporting.conftest import Q1, Q4

SEALED_AT = now()
Q3 = date(2026, 7, 1)


@pytest.fixture
def into(new_york):
    return cast.supplier(new_york, name="Mohawk Valley EMS", kind="regional_ems")


@pytest.fixture
def merge(supplier, into, olga, today):
    def run(*, old=supplier, new=into, on=today):
        merge_suppliers(supplier=old, into=new, by=olga, today=on)

    return run


def facts():
    """What a refused merger must not change."""
    return {
        "agreements": set(SupplyAgreement.objects.values_list("agency", "supplier", "status")),
        "people": set(Membership.objects.values_list("user", "supplier")),
        "scopes": set(ScopeMembership.objects.values_list("agency", "scope", "from_on")),
        "suppliers": set(Supplier.objects.values_list("pk", "merged_into", "listed_on")),
        "trail": AuditEvent.objects.count(),
    }


def sealed(supplier, starts_on, today=None):
    scope = ReportingScope.objects.get(supplier=supplier)
    return seal(scope=scope, starts_on=starts_on, at=SEALED_AT, today=today or date(2027, 6, 1))


def test_agreements_people_invitations_and_registrations_follow(supplier, into, agency, sam, olga, merge, new_york):
    asked = invite(owner=supplier, email="new@capital.example", role="supplier_staff", by=sam, at=now())
    waiting = Registration.objects.create(
        program=new_york,
        agency_name="Colonie",
        kind="fire",
        jurisdiction=agency.jurisdiction,
        coordinator_name="Carl",
        coordinator_email="carl@example.org",
        supplier=supplier,
        submitted_at=now(),
    )
    assert foresee_merger(supplier) == (1, 1, 1)

    merge()

    assert SupplyAgreement.objects.get().supplier == into
    assert Membership.objects.get(user=sam).supplier == into
    assert Invitation.objects.get(pk=asked.pk).supplier == into
    assert Registration.objects.get(pk=waiting.pk).supplier == into
    supplier.refresh_from_db()
    assert (supplier.merged_into, supplier.listed_on) == (into, None)
    event = AuditEvent.objects.get(what="supplier.merged")
    assert (event.supplier, event.program, event.by, event.details) == (
        into,
        new_york,
        olga,
        {"merged": supplier.name},
    )


def test_open_counts_and_reports_follow_and_published_ones_stay(supplier, into, agency, alice, sam, leave, merge, at):
    agency.scope_memberships.update(from_on=Q3)
    leave("12207", times=12, on=date(2026, 9, 20))
    (old,) = [one for one in sealed(supplier, Q3) if one.starts_on == Q3]
    leave("12207", times=5, on=date(2026, 10, 20))
    content = old.content

    merge()

    target = into.scopes.get()
    assert list(DailyCount.objects.order_by("posted_month").values_list("scope__supplier", "handouts")) == [
        (supplier.pk, 12),
        (into.pk, 5),
    ]
    tenures = ScopeMembership.objects.filter(agency=agency).values_list("from_on", "scope__supplier")
    assert list(tenures) == [(Q3, supplier.pk), (Q4, into.pk)]
    (new,) = [
        one for one in seal(scope=target, starts_on=Q4, at=SEALED_AT, today=Q1.replace(day=20)) if one.span[0] == Q4
    ]
    assert new.read().report.total.handouts == 5
    browser = at(sam)  # who worked for the one that was merged
    for issue in (old, new):
        page = browser.get(f"/suppliers/{into.slug}/reports/{issue.pk}/")
        assert page.status_code == 200
    assert browser.get(f"/suppliers/{supplier.slug}/reports/{old.pk}/").status_code == 404
    assert Issue.objects.get(pk=old.pk).content == content


def test_a_report_of_before_is_decided_by_the_people_of_the_one_that_remains(
    supplier, into, agency, alice, sam, merge, at
):
    agency.scope_memberships.update(from_on=Q3)
    scope = agency.scope_memberships.get().scope
    day = date(2026, 10, 8)
    told = {"comment": "", "no_kits": True, "by": alice, "today": day}
    report = actions.submit(agency=agency, scope=scope, starts_on=Q3, **told)
    sealed(supplier, Q3)

    merge()
    browser = at(sam)
    listed = browser.get(f"/suppliers/{into.slug}/agencies/").content.decode()
    browser.post(f"/suppliers/{into.slug}/agencies/reports/{report.pk}/accept/")

    assert "Albany County Sheriff" in listed
    assert AgencyReport.objects.get(pk=report.pk).status == "accepted"


def test_a_change_of_supplier_that_is_planned_stays_planned(supplier, into, agency, alice, merge, today):
    other = cast.supplier(supplier.program, name="Hudson OOPP")
    change_supplier(agency=agency, by=alice, day=today, supplier=other)

    merge()

    tenures = ScopeMembership.objects.filter(agency=agency).values_list("from_on", "scope__supplier")
    assert list(tenures) == [(Q4, into.pk), (Q1, other.pk)]


def test_whoever_was_to_come_comes_to_the_one_that_remains(supplier, into, new_york, alice, merge, today):
    other = cast.supplier(new_york, name="Hudson OOPP")
    newcomer = cast.agency(new_york, name="Cohoes Police", supplier=other)
    bea = cast.user("Bea", role="coordinator", agency=newcomer)
    change_supplier(agency=newcomer, by=bea, day=today, supplier=supplier)

    merge()

    tenures = ScopeMembership.objects.filter(agency=newcomer).values_list("from_on", "scope__supplier")
    assert list(tenures) == [(Q4, other.pk), (Q1, into.pk)]


def test_two_suppliers_with_people_are_never_merged(supplier, into, agency, sam, merge, mailed):
    cast.user("Rita", role="supplier_staff", supplier=into)
    before = facts()

    with pytest.raises(WallRefused, match="Both have people") as refused:
        merge()

    assert refused.value.field == "into"
    assert facts() == before


@pytest.mark.parametrize("which", ["supplier", "into"])
def test_an_invitation_of_the_office_leads_nowhere_once_the_one_merged_has_people(
    supplier, into, sam, olga, merge, which
):
    people, other = (into, supplier) if which == "supplier" else (supplier, into)
    sam.memberships.update(supplier=people)
    asked = invite(owner=other, email="friend@elsewhere.example", role="supplier_staff", by=olga, at=now())

    merge()

    with pytest.raises(LinkRefused, match="was taken back"):
        accept_invitation(token=sign(asked), now=now(), name="Friend", password="seven kits on a shelf")
    assert [hat.user for hat in into.memberships.all()] == [sam]
    event = AuditEvent.objects.get(what="team.invitation_taken_back")
    assert (event.subject, event.supplier, event.by) == ("friend@elsewhere.example", other, olga)


def test_one_whose_people_the_office_just_took_off_is_not_merged(supplier, into, agency, sam, olga, merge, today):
    cast.user("Rita", role="supplier_staff", supplier=into)
    remove_member(membership=sam.memberships.get(), by=olga)
    AuditEvent.objects.update(at=now())
    before = facts()

    with pytest.raises(WallRefused, match="Somebody was taken off at Capital Harm Reduction"):
        merge()

    assert facts() == before
    AuditEvent.objects.update(at=now() - timedelta(days=7))
    merge()
    assert Supplier.objects.get(pk=supplier.pk).merged_into == into


def test_those_merged_before_follow_too(supplier, into, new_york, merge, agency, leave):
    agency.scope_memberships.update(from_on=Q3)
    leave("12207", times=12, on=date(2026, 9, 20))
    (old, *_rest) = sealed(supplier, Q3)
    last = cast.supplier(new_york, name="Hudson OOPP")

    merge()
    merge(old=into, new=last)

    supplier.refresh_from_db()
    assert supplier.merged_into == last
    assert old in Issue.objects.of_supplier(last)


def test_what_is_left_of_the_merged_one_is_sealed_and_published_no_more(
    supplier, into, agency, leave, merge, new_york
):
    agency.scope_memberships.update(from_on=Q3)
    sealed(supplier, Q3)
    merge()
    last_of_year = sealed(supplier, Q4)

    afterwards = sealed(supplier, Q1)
    for starts_on in (Q4, Q1):
        seal(scope=into.scopes.get(), starts_on=starts_on, at=SEALED_AT, today=date(2027, 6, 1))
    state = list(publish_roll_ups(program=new_york, day=date(2027, 6, 1)))

    assert last_of_year[0].starts_on == Q4
    assert afterwards == []
    assert Q1 in {issue.starts_on for issue in state if issue.program}


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        ("itself", "A supplier cannot be merged into itself."),
        ("elsewhere", "Both suppliers have to be in your program."),
        ("unlisted", "Put Mohawk Valley EMS on the list first."),
        ("again", "One of the two was merged before: nothing was changed."),
        ("kind", "cannot have a supplier of this kind"),
    ],
)
def test_what_cannot_be_merged_is_told_and_nothing_changes(supplier, into, agency, merge, spoil, sentence, new_york):
    if spoil == "itself":
        into = supplier
    if spoil == "elsewhere":
        other = Program.objects.get(pk=new_york.pk)
        other.pk, other.slug = None, "elsewhere"
        other.save()
        into.program = other
        into.save()
    if spoil == "unlisted":
        Supplier.objects.filter(pk=into.pk).update(listed_on=None)
    if spoil == "again":
        Supplier.objects.filter(pk=supplier.pk).update(
            merged_into=cast.supplier(new_york, name="Old"), listed_on=None
        )
    if spoil == "kind":
        Supplier.objects.filter(pk=into.pk).update(kind="health_department")
    before = facts()

    with pytest.raises(SupplierRefused, match=sentence) as refused:
        merge(old=Supplier.objects.get(pk=supplier.pk), new=Supplier.objects.get(pk=into.pk))

    assert refused.value.field == "into"
    assert facts() == before


def test_an_agency_that_waits_keeps_waiting(supplier, into, agency, merge):
    waiting = Supplier.objects.create(slug="waiting", name="Waiting", program=supplier.program, kind=Supplier.WAITING)
    scope = cast.scope(waiting)
    agency.scope_memberships.update(scope=scope)
    type(agency).objects.filter(pk=agency.pk).update(status="waiting", admitted_on=None, admitted_by="")

    merge()

    agency.refresh_from_db()
    assert agency.scope_memberships.get().scope == scope
    assert scope_for(agency=agency, supplier=into) == scope
    assert ReportingScope.objects.filter(supplier=into, memberships__isnull=False).count() == 0


def test_an_agency_whose_supplier_asks_for_months_goes_on_by_month(supplier, into, agency, merge):
    agency.agreements.update(cadence="monthly")
    agency.scope_memberships.update(scope=cast.scope(supplier, cadence="monthly"))

    merge()

    scope = agency.scope_memberships.get().scope
    assert (scope.supplier, scope.cadence) == (into, "monthly")
    assert agency.agreements.get().cadence == "monthly"
