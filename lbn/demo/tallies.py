"""What agencies tell beside the kits left: their monthly tallies, and figures that a supplier asks them to type."""

from datetime import date

from agencies.actions.terms import change_terms
from agencies.periods import months_between
from agencies.querysets.suppliers import agreement_of
from distributions.actions.tallies import tell_tallies
from distributions.models import MonthlyTally
from lbn.demo import cast
from lbn.demo.visits import KITS_PER_VISIT, visits_on
from lbn.demo.world import Site, World

# Which figures a supplier asks an agency to type; of the first one also that its reports come early.
ASKED = {
    cast.SHOWN: ["people_served", "reported_used"],
    cast.FINDS_A_SLIP: ["reported_used"],
    "ferngate": ["reported_used"],
    "eastpier": ["people_served", "reported_used"],
    "fivelamps": ["people_served", "reported_used"],
}
EARLY_DAY = 8
# How often, beside one visit at which a kit was left.
DECLINED, NONE_ON_HAND, REPORTED_USED, RESPONSES = 0.14, 0.02, 0.09, 1.5
KITS_A_PERSON = 1.2
FIRST_DOSES = 0.7  # the rest goes to people who had a kit before


def ask_terms(world: World, site: Site, day: date) -> None:
    """Let the supplier ask, on the day on which the agency joins, for what its part says."""
    desk, asked = world.desks[site.part.supplier], ASKED.get(site.part.key)
    if asked and desk.staff:
        due_day = EARLY_DAY if site.part.key == cast.SHOWN else None
        terms = {"cadence": "", "due_day": due_day, "asks_for": asked, "by": desk.staff, "day": day}
        change_terms(agreement=agreement_of(site.agency), **terms)


def tell_months(world: World, site: Site, first: date, last: date) -> None:
    """Tell the tallies of the months from `first` to `last`; an agency on paper keeps none."""
    if not site.part.on_paper:
        months = months_between(first, last)
        told = {month: draw_tally(world, site, month) for month in months}
        tell_tallies(agency=site.agency, told=told, by=site.coordinator)


def draw_tally(world: World, site: Site, month: date) -> dict[str, int | None]:
    draw, visits = world.random(f"tally {site.part.key} {month}"), site.part.pace / KITS_PER_VISIT
    shares = {
        "declined": DECLINED,
        "none_on_hand": NONE_ON_HAND,
        "reported_used": REPORTED_USED,
        "overdose_responses": RESPONSES,
    }
    return {name: visits_on(draw, visits * share) for name, share in shares.items()}


def type_figures(site: Site, counted, first: date, last: date) -> dict[str, int]:
    """Return what the agency types in a report of the months from `first` to `last`, of which `counted` are
    its counts; nothing where neither its supplier nor its program's form asks."""
    asked = [*ASKED.get(site.part.key, ()), *site.part.types]
    typed = {}
    if "initial_doses" in asked:
        doses = counted.with_doses()["doses"]
        typed["initial_doses"] = round(doses * FIRST_DOSES)
        typed["refills"] = doses - typed["initial_doses"]
    if "people_served" in asked:
        typed["people_served"] = round(counted.totals()["items"] / KITS_A_PERSON)
    if "reported_used" in asked:
        tallies = MonthlyTally.objects.of(site.agency).between(first, last)
        typed["reported_used"] = sum(tally.reported_used or 0 for tally in tallies)
    return typed
