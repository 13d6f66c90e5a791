"""Which casts are told, and what each has beside its months: what stands at the beginning, and on the last day."""

from collections.abc import Callable
from datetime import timedelta
from typing import NamedTuple

from agencies.actions.opting import decide_county
from agencies.actions.services import replace_services
from agencies.models import LocalService
from lbn.demo import cast
from lbn.demo.applications import tell_applicants
from lbn.demo.california import LOS_ANGELES, SAN_DIEGO
from lbn.demo.endings import end, hire, register_some
from lbn.demo.lives import be_under
from lbn.demo.maryland import CHILDREN, DECISIONS, MARYLAND, PARENT
from lbn.demo.parts import Cast
from lbn.demo.world import World


class Telling(NamedTuple):
    """A cast, what happens before its first month, and what on its last day."""

    cast: Cast
    begin: Callable[[World], None]
    end: Callable[[World], None]


def begin_nothing(world: World) -> None:
    """Where everything begins with the first month."""


def let_counties_decide(world: World) -> None:
    """Enter which counties take part, which will, and which does no longer."""
    for name, since, until in DECISIONS:
        (county,) = world.find_counties(name)
        opted_out_on = world.on - timedelta(days=until) if until else None
        decide_county(
            county=county,
            program=world.program,
            opted_in_on=world.on - timedelta(days=since),
            opted_out_on=opted_out_on,
            by=world.office,
        )


def end_in_maryland(world: World) -> None:
    """A county's program is over its companies, some apply, and people find services near them."""
    end_elsewhere(world)
    since = max(world.sites[key].agency.active_since_on for key in (PARENT, *CHILDREN))
    for key in CHILDREN:
        be_under(world.sites[key], world.sites[PARENT], since)
    replace_services(program=world.program, services=[*services_of(world)])


def end_elsewhere(world: World) -> None:
    """Somebody is hired, and agencies wait to come in."""
    hire(world, next(iter(world.sites.values())))
    register_some(world)
    tell_applicants(world)


def services_of(world: World) -> list[LocalService]:
    """The directory of the cast's services, not stored; each was checked some weeks ago."""
    checked_on = world.on - timedelta(days=40)
    counties = {part.county: world.find_counties(part.county)[0] for part in world.cast.services if part.county}
    return [
        LocalService(
            program=world.program,
            jurisdiction=counties.get(part.county),
            checked_on=checked_on,
            **{name: cell for name, cell in part._asdict().items() if name != "county"},
        )
        for part in world.cast.services
    ]


TELLINGS = (
    Telling(cast.NEW_YORK, begin_nothing, end),
    Telling(MARYLAND, let_counties_decide, end_in_maryland),
    Telling(SAN_DIEGO, begin_nothing, end_elsewhere),
    Telling(LOS_ANGELES, begin_nothing, end_elsewhere),
)
