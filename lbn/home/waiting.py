"""What waits at an agency on a day, read once: its home shows it, and its Monday mail says the same."""

from dataclasses import dataclass
from datetime import date, timedelta

from agencies.models import Agency, SupplyAgreement
from agencies.periods import month_of
from agencies.querysets.suppliers import agreement_of
from distributions.months import kits_by_month
from distributions.supply import Supply, supply_of
from distributions.volume import asked_about_on
from inventory.querysets import stock_warnings
from lbn.home import life, needs, papers
from lbn.home.answers import Said
from lbn.reporting.returns.behind import reports_behind
from lbn.reporting.returns.states import ReportState, states_of
from training.currency import NOTICE_DAYS
from training.models import Person

CHART_MONTHS = 12
A_YEAR = 365


@dataclass(frozen=True)
class AgencyFacts:
    """An agency on a day. `left` is {first of a month: kits left in it}, oldest first; `supply` says how long the
    kits on hand last; `periods` are those of its reports, newest first."""

    agency: Agency
    today: date
    left: dict[date, int]
    supply: Supply
    training: dict[str, int]
    agreement: SupplyAgreement | None
    periods: list[ReportState]

    @property
    def to_send(self) -> list[ReportState]:
        """The periods whose report is asked for here, the longest due first; missed ones are among them."""
        return [one for one in reversed(self.periods) if is_worth_asking(one, self.today)]


def read_facts(agency: Agency, today: date) -> AgencyFacts:
    """Return what is known of `agency` on `today`. The number of queries does not depend on how much there is."""
    return AgencyFacts(
        agency=agency,
        today=today,
        left=kits_left_by_month(agency, today),
        supply=supply_of(agency, today),
        training=training_of(agency, today),
        agreement=agreement_of(agency),
        periods=states_of(agency, today),
    )


def say_what_waits(facts: AgencyFacts) -> list[Said]:
    """Return everything that needs somebody, in no order yet."""
    agency, today = facts.agency, facts.today
    return [
        *needs.about_notices(agency),
        *needs.about_volume(agency, asked_about_on(agency, today)),
        *needs.about_stock(agency, stock_warnings(agency, today)),
        *needs.about_supply(facts.supply, facts.agreement),
        *needs.about_reports(facts.to_send),
        *needs.about_reports_behind(reports_behind(facts.periods)),
        *needs.about_training(**facts.training),
        *papers.about_papers(agency, today),
        *life.about_running(agency),
        *life.about_parents(agency),
        *life.about_children(agency),
        *life.about_coalitions(agency),
        *needs.about_terminals(agency, today),
        *needs.about_admission(agency, facts.agreement),
    ]


def is_worth_asking(period, today):
    """Whether home asks for the report of a period: for a missed one no longer than a year after the period."""
    return period.is_asked_for or (period.can_be_sent and period.ends_on > today - timedelta(days=A_YEAR))


def kits_left_by_month(agency, today):
    """Return {first of a month: kits left in it}, for 12 months up to that of `today`, oldest first.

    Months before the agency was active and before anything was left are not in it. Two queries.
    """
    months = kits_by_month(agency, last=month_of(today), months=CHART_MONTHS)
    began = min([month_of(today), month_of(agency.active_since_on), *(month for month, kits in months if kits.items)])
    return {month: kits.items for month, kits in months if month >= began}


def training_of(agency, today):
    """Return {"people", "current", "lapsing"}: how many, and how many of them until when. Three queries."""
    courses = list(agency.program.training_courses.required_to_leave_kits())
    trained = Person.objects.count_trained(agency, on=today, courses=courses)
    day = today + timedelta(days=NOTICE_DAYS + 1)
    lapsing = Person.objects.lapsing_before(day, agency=agency, today=today, courses=courses)
    return {"people": trained.people, "current": trained.current, "lapsing": lapsing.count()}
