"""How often an agency reports, and who asks for it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.models import Agency, Cadence, ScopeMembership, Supplier, SupplyAgreement
from agencies.periods import add_months, quarter_of
from agencies.querysets.suppliers import agreement_of
from agencies.wording import say


@dataclass(frozen=True)
class Rhythm:
    """How often an agency reports. It is monthly as soon as anybody asks for it: `asked_by` is who, "" for nobody."""

    cadence: str
    asked_by: str = ""

    @property
    def why(self) -> str:
        """The reason, to be said after "because"."""
        if self.asked_by:
            return _("%(who)s asks for a report every month") % {"who": self.asked_by}
        return _("nobody who gets your reports asks for them every month")


def rhythm_of(*, agency: Agency, supplier: Supplier | None, counties: Collection[str] | None = None) -> Rhythm:
    """Return how often `agency` reports with a supplier (None for none).

    `counties` are the names of those it serves, read where they are not given. At most two queries.
    """
    served = _counties_of(agency) if counties is None else counties
    asked_by = agency.program.rules.who_asks_monthly(agency_is_oopp=agency.is_registered_oopp, counties=served)
    if not asked_by and supplier and terms_with(agency, supplier).cadence == Cadence.MONTHLY:
        asked_by = supplier.name
    return Rhythm(Cadence.MONTHLY if asked_by else Cadence.QUARTERLY, asked_by)


def _counties_of(agency: Agency) -> set[str]:
    """Return the names of the counties that an agency serves. One query."""
    return {agency.jurisdiction.name, *agency.also_serves.values_list("name", flat=True)}


def terms_with(agency: Agency, supplier: Supplier) -> SupplyAgreement:
    """Return the agreement in force between an agency and a supplier; an empty one where there is none. One query."""
    active = SupplyAgreement.objects.filter(agency=agency, supplier=supplier, status=SupplyAgreement.Status.ACTIVE)
    return active.first() or SupplyAgreement(agency=agency, supplier=supplier)


ARE: dict[str, Any] = {
    Cadence.MONTHLY: gettext_lazy("Your reports are monthly."),
    Cadence.QUARTERLY: gettext_lazy("Your reports are quarterly."),
}
BECOME: dict[str, Any] = {
    Cadence.MONTHLY: gettext_lazy("From %(day)s on your reports are monthly, because %(why)s."),
    Cadence.QUARTERLY: gettext_lazy("From %(day)s on your reports are quarterly, because %(why)s."),
}
STAY: dict[str, Any] = {
    Cadence.MONTHLY: gettext_lazy("Your reports stay monthly, because %(why)s."),
    Cadence.QUARTERLY: gettext_lazy("Your reports stay quarterly, because %(why)s."),
}


def wants_reports(agency: Agency, agreement: SupplyAgreement | None) -> bool:
    """Tell whether anybody wants a report of `agency` after each month or quarter: its state program's rules, or the
    supplier with whom it has this agreement. One query at most."""
    if agreement and agreement.cadence:
        return True
    return agency.program.rules.asks_after_periods(
        agency_is_oopp=agency.is_registered_oopp, read_counties=lambda: _counties_of(agency)
    )


@dataclass(frozen=True)
class Outlook:
    """How often an agency reports on the day `today`, and from the next quarter on where that changes."""

    agency: Agency
    supplier: Supplier | None
    present: ScopeMembership | None
    planned: ScopeMembership | None
    today: date
    is_asked: bool = True

    @classmethod
    def of(cls, agency: Agency, today: date) -> "Outlook":
        """Read the scopes of an agency around `today`, and its supplier. Two queries."""
        tenures = list(agency.scope_memberships.select_related("scope").order_by("from_on"))
        had = [tenure for tenure in tenures if tenure.from_on <= today]
        ahead = [tenure for tenure in tenures if tenure.from_on > today]
        agreement = agreement_of(agency)
        supplier = agreement.supplier if agreement else None
        present, planned = had[-1] if had else None, ahead[0] if ahead else None
        return cls(agency, supplier, present, planned, today, wants_reports(agency, agreement))

    @property
    def sentences(self) -> list[str]:
        """How often the agency reports, and what is planned: in words."""
        if not self.is_asked:
            return [_("Nobody asks your agency for a report every month or quarter.")]
        found = [str(ARE[_cadence(self.present)])] if self.present else []
        if self.planned and _cadence(self.planned) != _cadence(self.present):
            rhythm = rhythm_of(agency=self.agency, supplier=self.supplier)
            words = str(BECOME[_cadence(self.planned)])
            found.append(say(words, day=self.planned.from_on, why=rhythm.why))
        return found

    def announce(self, rhythm: Rhythm) -> str:
        """Say from when on the agency reports by another rhythm than is planned, and why; "" where it does not."""
        if not self.is_asked or _cadence(self.planned or self.present) in (rhythm.cadence, ""):
            return ""
        if _cadence(self.present) == rhythm.cadence:
            return say(str(STAY[rhythm.cadence]), why=rhythm.why)
        begins = add_months(quarter_of(self.today), 3)
        return say(str(BECOME[rhythm.cadence]), day=begins, why=rhythm.why)


def _cadence(tenure: ScopeMembership | None) -> str:
    return tenure.scope.cadence if tenure else ""
