"""What agencies have said of themselves: that they still run, and which are under another one."""

from datetime import date

from agencies.actions.confirmation import a_year_after, confirm_running
from agencies.actions.parents import answer_child, ask_for_parent
from agencies.life import AGENCY
from agencies.models import Agency
from lbn.demo.world import Site, World

PARENT = "harrowmere"
CHILDREN = ("quillhaven", "wexcombe")
ASKS_TO_BE = "tamarwick"
DUE = "stonewick"  # has not said this year that it is still running


def tell_lives(world: World) -> None:
    """Let agencies say each year that they are running, and a sheriff have the police of two towns under it."""
    for site in world.sites.values():
        confirm_until(site, last=world.on)
    parent = world.sites.get(PARENT)
    if parent is None:
        return
    for key in CHILDREN:
        be_under(world.sites[key], parent, world.first)
    ask_to_be_under(world.sites[ASKS_TO_BE], parent, world.on)


def be_under(child: Site, parent: Site, day: date) -> None:
    """Let an agency ask another one to be its parent on `day`, which accepts."""
    ask_to_be_under(child, parent, day)
    answer_child(parent=parent.agency, child=child.agency.pk, accept=True, by=parent.coordinator, day=day)


def ask_to_be_under(child: Site, parent: Site, day: date) -> None:
    named = {"name": parent.agency.name, "county": parent.agency.jurisdiction}
    ask_for_parent(agency=child.agency, by=child.coordinator, day=day, **named)


def confirm_until(site: Site, *, last: date) -> None:
    """Confirm an agency on each of its days up to `last`; the one that is late leaves out the last of them."""
    day = a_year_after(site.agency.active_since_on)
    while day <= last:
        AGENCY.move(site.agency, to=Agency.Status.CONFIRMATION_DUE, by=None, on=day)
        if site.part.key != DUE or a_year_after(day) <= last:
            confirm_running(agency=site.agency, by=site.coordinator, today=day)
        day = a_year_after(day)
