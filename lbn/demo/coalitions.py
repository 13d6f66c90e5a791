"""Neighboring agencies that show each other and a health department their totals of closed quarters."""

from datetime import date, timedelta

from agencies.actions.coalitions import answer_coalition, start_coalition
from lbn.demo import cast
from lbn.demo.world import World

NAME = "Upper Hudson neighbors"
BEGAN_MONTHS_AGO = 8
AGREES = "ferngate"
WAITS = "harrowmere"  # has not answered yet
READS = "county"


def begin_coalition(world: World, day: date) -> None:
    """Let an agency ask two others on `day`, of which one agrees a week later."""
    if not {AGREES, WAITS} <= world.sites.keys():
        return
    starter, agrees, waits = (world.sites[key] for key in (cast.SHOWN, AGREES, WAITS))
    named = [agrees.agency, waits.agency]
    made = start_coalition(
        agency=starter.agency,
        name=NAME,
        others=named,
        department=world.departments[READS],
        by=starter.coordinator,
        day=day,
    )
    member = made.members.get(agency=agrees.agency)
    answer_coalition(member=member, accept=True, by=agrees.coordinator, day=day + timedelta(days=7))
