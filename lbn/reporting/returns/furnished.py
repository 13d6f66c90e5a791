"""Agencies that name a supplier, as its people read them: who, where, whom to call; never what they log or hold."""

from __future__ import annotations

from django.db.models import Case, Count, Prefetch, Q, QuerySet, When
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from agencies.models import Agency, Membership, Role, Supplier, SupplyAgreement
from agencies.tables import EmptyState, ListColumn, ListTable, StatusWord

TONES: dict[str, str] = {Agency.Status.ADMITTED: "ok", Agency.Status.WAITING: "attention"}


def agreements_with(supplier: Supplier) -> QuerySet[SupplyAgreement]:
    """Return a supplier's agreements in force with their agencies, those that wait for its answer first.

    `agency.memberships.all()` are the coordinators of each, and nobody else. Two queries.
    """
    people = Membership.objects.filter(role=Role.COORDINATOR, user__is_active=True).select_related("user")
    found = SupplyAgreement.objects.filter(supplier=supplier, status=SupplyAgreement.Status.ACTIVE)
    found = found.select_related("agency__jurisdiction", "agency__program", "supplier__program")
    found = found.prefetch_related(Prefetch("agency__memberships", people.order_by("user__name", "user__email")))
    waiting_first = Case(When(agency__status=Agency.Status.WAITING, then=0), default=1)
    return found.order_by(waiting_first, "agency__name", "id")


def furnished_counts(supplier: Supplier) -> dict[str, int]:
    """Return how many agencies of a supplier take part ("agencies"), and how many wait for its answer ("asking").

    One query.
    """
    in_force = SupplyAgreement.objects.filter(supplier=supplier, status=SupplyAgreement.Status.ACTIVE)
    running = Q(agency__in=Agency.objects.running().taking_part())
    waiting = Q(agency__status=Agency.Status.WAITING) if supplier.is_listed else Q(pk__in=[])
    return in_force.aggregate(agencies=Count("pk", filter=running), asking=Count("pk", filter=waiting))


def list_furnished(supplier: Supplier, asked: QueryDict, *, decides: bool) -> ListTable:
    """Return the agencies that name `supplier` as a table; `decides` leads to the page where it answers."""

    def page_of(agreement: SupplyAgreement) -> str:
        return reverse("supplier:decide", args=[supplier.slug, agreement.pk]) if decides else ""

    return ListTable(
        name="furnished",
        caption=_("Agencies that name you as their supplier"),
        columns=[
            ListColumn("agency", _("Agency"), value="agency.name", order_by=("agency__name",), link=page_of),
            ListColumn("county", _("County"), value="agency.jurisdiction.label", order_by=("agency__jurisdiction",)),
            ListColumn("contact", _("Coordinators"), value=contacts_in_words),
            ListColumn("since", _("Since"), kind="day", value="from_on", order_by=("from_on",)),
            ListColumn("status", _("Status"), kind="status", value=status_of_agency, order_by=("agency__status",)),
        ],
        rows=agreements_with(supplier),
        asked=asked,
        search_by=["agency__name", "agency__jurisdiction__name"],
        file_name="agencies",
        empty=EmptyState(
            _("No agency names you yet"),
            _("An agency chooses its supplier when it registers, and on its page “Supplier”."),
        ),
    )


def contact_of(agency: Agency, supplier: Supplier) -> list[tuple[str, str]]:
    """Return who an agency is and whom to call there, as (term, value); its coordinators while it names `supplier`.

    Two queries.
    """
    agreement = agreements_with(supplier).filter(agency=agency).first()
    facts = [(_("County"), agency.jurisdiction.label), (_("Kind of agency"), agency.get_kind_display())]
    if agreement is None:
        return [*facts, (_("Supplier"), _("It names another supplier now, or none."))]
    return [*facts, (_("Coordinators"), contacts_in_words(agreement) or _("none"))]


def contacts_in_words(agreement: SupplyAgreement) -> str:
    return ", ".join(f"{one.user} ({one.user.email})" for one in agreement.agency.memberships.all())


def status_of_agency(agreement: SupplyAgreement) -> StatusWord:
    agency = agreement.agency
    if agency.status == Agency.Status.WAITING:
        return StatusWord("attention", _("Waits for your answer"))
    return StatusWord(TONES.get(agency.status, "quiet"), agency.get_status_display())
