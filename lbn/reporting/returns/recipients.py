"""Who gets an agency's figures: to whom, how often, until when and how, from the profiles of its state program."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from agencies.models import Agency, Cadence, ReportingScope, SupplyAgreement
from agencies.periods import next_period, period_of
from agencies.querysets.suppliers import agreement_of
from agencies.terms import due_day_for
from agencies.wording import write_day
from lbn.reporting.calendar.deadlines import fiscal_year_end, fiscal_years, sealed_on, year_due_on
from lbn.reporting.documents import AskedForm
from lbn.reporting.returns.layouts import form_named

ANNUAL, ON_REORDER, ON_REQUEST = "annual", "on_reorder", "on_request"
MADE_ON_REQUEST = (ON_REORDER, ON_REQUEST)
MADE_HERE = (ANNUAL, *MADE_ON_REQUEST)


@dataclass(frozen=True)
class Recipient:
    """One reporting profile as it concerns an agency. `scope` is the one that the agency has today; `name` and
    `email` are its supplier's own where the profile is for "your supplier"."""

    profile: dict[str, Any]
    name: str
    email: str
    scope: ReportingScope
    today: date
    terms: SupplyAgreement | None = None

    @property
    def slug(self) -> str:
        return self.profile["slug"]

    @property
    def title(self) -> str:
        return self.profile["name"]

    @property
    def cadence(self) -> str:
        return self.profile["cadence"]

    @property
    def form(self) -> AskedForm | None:
        """Its own form, None where it has none."""
        return form_named(self.profile.get("form", ""), self.scope.supplier.program.rules)

    @property
    def sections(self) -> list[str]:
        return self.profile["sections"]

    @property
    def how(self) -> str:
        return self.profile["how"]

    @property
    def is_made_here(self) -> bool:
        """Its figures are made by the coordinator, not sent with the report of a period."""
        return self.cadence in MADE_HERE

    @property
    def runs_to_today(self) -> bool:
        """Its figures are made up to the day of a new order, and not over closed periods."""
        return self.cadence == ON_REORDER

    @property
    def wants_reversals(self) -> bool:
        return "reported_used" in self.sections

    @property
    def how_often(self) -> str:
        """To whom, how often: in words."""
        return {
            "monthly": _("Every month"),
            "quarterly": _("Every quarter"),
            ANNUAL: _("Every year, over the state's fiscal year"),
            ON_REORDER: _("With a new order, at most once a month"),
            ON_REQUEST: _("When they ask, at most once a month"),
        }[self.cadence]

    @property
    def remark(self) -> str:
        """What is particular: three reports for one quarter, or months that only begin with the next quarter."""
        if self.cadence == "quarterly" and self.scope.cadence == Cadence.MONTHLY:
            return _("They get the three monthly reports of the quarter.")
        if self.cadence == "monthly" and self.scope.cadence == Cadence.QUARTERLY:
            return _("Your reports become monthly with the next quarter.")
        if self.cadence == ON_REORDER:
            return _("You make the figures here, up to the day of the order, and hand them over yourself.")
        if self.cadence in MADE_ON_REQUEST:
            return _("You make the figures here, over whole months that are closed.")
        if self.cadence == ANNUAL:
            return _("You make the figures here once the year's last period is closed.")
        return ""

    @property
    def due_on(self) -> date | None:
        """The next day on which they expect figures, today or later; None where they ask at no fixed time."""
        days = self._next_days()
        return days[0] if days else None

    @property
    def sealed_on(self) -> date | None:
        """The day on which what is due next is closed; None where there is no fixed time."""
        days = self._next_days()
        return days[1] if days else None

    def _next_days(self):
        if self.cadence in MADE_ON_REQUEST:
            return None
        return self._of_year() if self.cadence == ANNUAL else self._of_period()

    def _of_period(self):
        """(due day, seal day) of the running period of the recipient's own cadence, or of the one before it."""
        ended = period_of(self.today, self.cadence)
        for month in (ended, next_period(ended, self.cadence)):
            if self._due_in(month) >= self.today:
                break
        return self._due_in(month), month.replace(day=self.profile["seal_day"])

    def _due_in(self, month):
        """The day of the month after a period on which they expect the figures; never on its seal day or later."""
        asked = due_day_for(self.terms, month - timedelta(days=1))
        day = self.profile["due_day"] if asked is None else min(asked, self.profile["seal_day"] - 1)
        return month.replace(day=day)

    def _of_year(self):
        begins = self.scope.supplier.program.rules.fiscal_year_begins
        for year in fiscal_years(date(self.today.year - 1, 1, 1), begins):
            ends_on = fiscal_year_end(year)
            sealed = sealed_on(self.scope, period_of(ends_on, self.scope.cadence))
            due = year_due_on(ends_on, due_day=self.profile["due_day"], sealed_on=sealed)
            if due >= self.today:
                return due, sealed

    @property
    def when(self) -> str:
        """Until when, in words."""
        if self.due_on is None:
            return _("no fixed day")
        return write_day(self.due_on)


def recipients_of(agency: Agency, today: date) -> list[Recipient]:
    """Return who gets figures of `agency`, in the order of its state program's pack. Four queries.

    Nobody, before the agency is in a reporting scope.
    """
    had = agency.scope_memberships.filter(from_on__lte=today).select_related("scope__supplier__program")
    membership = had.order_by("from_on").last()
    if membership is None:
        return []
    agreement = agreement_of(agency)
    return [_recipient(profile, agreement, membership.scope, today) for profile in profiles_of(agency)]


def _as_agreed(profile, agreement, scope):
    """The profile of "your supplier" as this supplier has it: every month where it asks for that."""
    if profile["cadence"] != Cadence.QUARTERLY or agreement.cadence != Cadence.MONTHLY:
        return profile
    seal_day = scope.supplier.program.rules.deadlines_for(Cadence.MONTHLY).seal_day
    return profile | {"cadence": str(Cadence.MONTHLY), "seal_day": seal_day}


def profiles_of(agency: Agency) -> list[dict[str, Any]]:
    """Return the reporting profiles of the pack that concern `agency`. One query for the counties it serves."""
    rules = agency.program.rules
    return rules.reporting_profiles_for(agency_is_oopp=agency.is_registered_oopp, counties=counties_served(agency))


def counties_served(agency: Agency) -> set[str]:
    """Return the names of the counties that the agency serves. One query, however often it is asked."""
    prefetch_related_objects([agency], "also_serves")
    return {agency.jurisdiction.name, *(county.name for county in agency.also_serves.all())}


def _recipient(profile, agreement, scope, today):
    name, email = profile["recipient_name"], profile["email"]
    if profile["recipient"] == "supplier" and agreement:
        name, email = agreement.supplier.name, email or agreement.supplier.email
        return Recipient(_as_agreed(profile, agreement, scope), name, email, scope, today, agreement)
    return Recipient(profile, name, email, scope, today)


def recipient_named(recipients: Iterable[Recipient], slug: str) -> Recipient | None:
    """Return the one of `recipients` whose profile has this slug, or None."""
    return next((one for one in recipients if one.slug == slug), None)
