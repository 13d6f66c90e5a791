"""After each period: agencies send their reports, suppliers decide, periods are sealed and published."""

from datetime import date, timedelta
from uuid import UUID

from agencies.models import Cadence, ScopeMembership
from agencies.periods import month_of, next_period, period_end, period_of
from distributions.actions import LogEntry, log_kits
from distributions.models import DailyCount
from lbn.demo import cast
from lbn.demo.tallies import tell_months, type_figures
from lbn.demo.world import Desk, Site, World
from lbn.reporting.models import ReportWaiver
from lbn.reporting.published.actions import due_periods, publish_roll_ups, seal
from lbn.reporting.published.catching_up import note_seal_run
from lbn.reporting.returns.actions import accept, amend, return_with_question, submit
from lbn.reporting.returns.actions.statements import make_statement
from lbn.reporting.returns.actions.waivers import waive
from lbn.reporting.returns.recipients import ON_REORDER, recipients_of

QUESTION = "The stock count shows more kits gone than were logged. Was a weekend left out?"
HEARD_LATER = "Two kits were reported used after we had sent the report."
ANSWER = "Checked: the weekend is in the log now."
CHANCES = {"accepted": 84, "late": 8, "missing": 4, "answered": 4}


NOBODY = Desk(None, None)  # where an agency has no supplier yet


def report_on(world: World, ended_on: date) -> None:
    """Every agency whose period ended on `ended_on` tells its tallies, and sends its report in its own way where
    anybody asks for one."""
    scopes = scopes_on(ended_on)
    for site in world.sites.values():
        scope = scopes.get(site.agency.pk)
        if scope and site.agency.active_since_on <= ended_on:
            starts_on = period_of(ended_on, scope.cadence)
            if period_end(starts_on, scope.cadence) == ended_on:
                tell_months(world, site, starts_on, ended_on)
                if site.reports:
                    send_and_decide(world, site, scope, starts_on, ended_on)


def make_orders(world: World, day: date) -> None:
    """Every agency whose supplier wants figures with a new order makes them on `day`."""
    if not any(one["cadence"] == ON_REORDER for one in world.program.rules.content["reporting_profiles"]):
        return
    for site in world.sites.values():
        for recipient in recipients_of(site.agency, day):
            if recipient.cadence == ON_REORDER:
                make_statement(agency=site.agency, recipient=recipient, by=site.coordinator, today=day)


def scopes_on(day: date) -> dict:
    """The reporting scope of each agency on `day`, by the agency's id."""
    had = ScopeMembership.objects.filter(from_on__lte=day).select_related("scope__supplier__program")
    return {membership.agency_id: membership.scope for membership in had.order_by("from_on")}


def send_and_decide(world: World, site: Site, scope, starts_on: date, ended_on: date) -> None:
    """Send the report of a period and let the supplier decide, as chance or, for the last one, the cast has it."""
    is_last = next_period(starts_on, scope.cadence) == period_of(world.on, scope.cadence)
    fate = site.part.last_report if is_last else site.random.choices(list(CHANCES), list(CHANCES.values()))[0]
    if fate == "missing":
        return
    desk = next((desk for desk in world.desks.values() if desk.supplier == scope.supplier), NOBODY)
    if fate == "waived" and desk.staff:
        known = {"agency": site.agency, "scope": scope, "starts_on": starts_on}
        waive(**known, reason=ReportWaiver.Reason.PAUSED, by=desk.staff, today=ended_on + timedelta(days=4))
        return
    day = min(world.on, ended_on + timedelta(days=13 if fate == "late" else site.random.randint(2, 8)))
    report = send_report(site, scope, starts_on, day)
    if is_last and site.part.key == cast.FINDS_A_SLIP:
        log_slip(world, site, ended_on, min(world.on, day + timedelta(days=3)))
    if desk.staff is None or fate == "submitted":
        return
    decided_on = min(world.on, day + timedelta(days=2))
    decided = {"by": desk.staff, "today": decided_on}
    if fate in ("returned", "answered"):
        return_with_question(report=report, question=QUESTION, **decided)
        if fate == "returned":
            return
        report = send_report(site, scope, starts_on, decided_on, comment=ANSWER)
    accept(report=report, **decided)
    if fate == "amended":
        amend_report(site, report, decided_on)


def log_slip(world: World, site: Site, left_on: date, found_on: date) -> None:
    """Log two kits of a slip that turned up after the report was sent: it is completed when the period closes."""
    place = site.places[0][0]
    uuid = UUID(int=found_on.toordinal(), version=4)
    entry = LogEntry(uuid, left_on, place.jurisdiction.pk, place.zip_code, world.kit.pk, 2, 1)
    log_kits(agency=site.agency, location=site.posts[0], entries=[entry], today=found_on)


def amend_report(site: Site, report, day: date) -> None:
    """Amend an accepted report: two people came back to say that they had used a kit."""
    amend(report=report, typed={"reported_used": 2}, comment=HEARD_LATER, by=site.coordinator, today=day)


def send_report(site: Site, scope, starts_on: date, day: date, comment: str = ""):
    last = month_of(period_end(starts_on, scope.cadence))
    counted = DailyCount.objects.of(site.agency).in_scope(scope).posted_between(starts_on, last).of_naloxone()
    return submit(
        agency=site.agency,
        scope=scope,
        starts_on=starts_on,
        comment=comment,
        no_kits=not counted.exists(),
        typed=type_figures(site, counted, starts_on, last),
        by=site.coordinator,
        today=day,
    )


def seal_until(world: World, day: date) -> None:
    """Seal what is due by `day` and publish it; sums over all suppliers follow once a quarter is among it."""
    is_quarter_over = False
    for due in list(due_periods(program=world.program, day=day)):
        seal(scope=due.scope, starts_on=due.starts_on, at=world.instant(day), today=day)
        ends_quarter = due.scope.cadence == Cadence.QUARTERLY or due.starts_on.month % 3 == 0
        is_quarter_over = is_quarter_over or ends_quarter
    if is_quarter_over:
        list(publish_roll_ups(program=world.program, day=day))
    note_seal_run(program=world.program, day=day)
