"""What stands on the last day: stock that needs somebody, late lines, corrections, registrations that wait."""

from datetime import date, timedelta

from agencies.actions.locations import add_location
from agencies.actions.registration import close_registration, confirm_registration
from agencies.actions.team import add_member
from agencies.actions.terminals import note_visit, open_terminal, revoke
from agencies.links import sign
from agencies.models import Registration, Role
from agencies.periods import add_months, month_end, quarter_of
from distributions.actions import log_kits
from distributions.actions.correct import correct_day, exact
from distributions.counts import Counts, total_of
from distributions.models import Correction, DailyCount
from inventory.actions import hold_back, recall, write_off
from inventory.models import Lot
from lbn.demo import cast
from lbn.demo.lives import tell_lives
from lbn.demo.shelves import CASE, count_shelf, days_before, deliver, receive_lot
from lbn.demo.visits import draw_entry
from lbn.demo.world import Site, World

SHORT_OF_KITS = "larkmoor"
FAIR = (42, 36, 40)


def end(world: World) -> None:
    """Bring everything to where it stands on the last day."""
    shown = world.sites[cast.SHOWN]
    stock_in_every_state(world, shown)
    terminals_in_every_state(world, shown)
    hire(world, shown)
    run_short(world, world.sites[SHORT_OF_KITS])
    hold_a_fair(world, world.sites[cast.FAIRGROUND])
    for site in (shown, world.sites[cast.FAIRGROUND]):
        log_late(world, site)
    correct_some(world, shown)
    register_some(world)
    tell_lives(world)


def stock_in_every_state(world: World, site: Site) -> None:
    """A lot that expires soon, one that has expired, one recalled and one held back."""
    cabinet = add_location(agency=site.agency, name="Court House Cabinet", kind="station", by=site.coordinator)
    expired, soon = days_before(world, 12), world.on + timedelta(days=38)
    old = receive_lot(
        world, site, number="N-0417", expires_on=expired, quantity=8, day=days_before(world, 75), at=cabinet
    )
    lose(world, site, old, cabinet, 2, "expired")
    receive_lot(world, site, number="N-0522", expires_on=soon, quantity=18, day=days_before(world, 3))
    far = month_end(add_months(world.on, 20))
    recalled = receive_lot(world, site, number="R-1180", expires_on=far, quantity=10, day=days_before(world, 5))
    recall(lot=recalled)
    damp = receive_lot(world, site, number="N-0733", expires_on=far, quantity=4, day=days_before(world, 5))
    lose(world, site, damp, site.storeroom, 1, "damaged")
    hold_back(lot=damp, by=site.coordinator)


def lose(world: World, site: Site, lot: Lot, location, quantity: int, reason: str) -> None:
    """Write some of a lot off on the last day."""
    entered = {"on": world.on, "today": world.on, "by": site.coordinator}
    write_off(agency=site.agency, location=location, lot=lot, quantity=quantity, reason=reason, **entered)


def terminals_in_every_state(world: World, site: Site) -> None:
    """One terminal in use, one that nobody has opened for weeks, one that was revoked."""
    quiet = site.agency.terminals.get(location=site.storeroom)
    note_visit(terminal=quiet, today=days_before(world, 47))
    old = open_terminal(agency=site.agency, location=site.posts[-1], label="Old lobby computer", by=site.coordinator)
    note_visit(terminal=old, today=days_before(world, 120))
    revoke(terminal=old, by=site.coordinator)


def hire(world: World, site: Site) -> None:
    """Somebody who keeps stock and roster beside the coordinator."""
    staff = world.user(f"staff@{site.part.key}.example", "Robin Ellis")
    add_member(role=Role.AGENCY_STAFF, owner=site.agency, user=staff, by=site.coordinator)


def run_short(world: World, site: Site) -> None:
    """Almost nothing is left on the shelf, and more is logged than was there."""
    count_shelf(world, site, world.on, left=2)
    entries = [draw_entry(site, world.kit, world.on)._replace(items=2) for _visit in range(3)]
    log_kits(agency=site.agency, location=site.posts[-1], entries=entries, today=world.on)


def hold_a_fair(world: World, site: Site) -> None:
    """Many kits on one day, entered as one event."""
    kits, times, people = FAIR
    day = days_before(world, 9)
    deliver(site, world.kit, day, cases=-(-kits // CASE))
    event = draw_entry(site, world.kit, day)._replace(items=kits, handouts=times, people_trained=people)
    log_kits(agency=site.agency, location=site.storeroom, entries=[event], today=world.on)


def log_late(world: World, site: Site) -> None:
    """A paper line turns up after its quarter: it counts in the quarter that is still open."""
    day = quarter_of(world.on) - timedelta(days=6)
    entries = [draw_entry(site, world.kit, day) for _line in range(2)]
    log_kits(agency=site.agency, location=site.storeroom, entries=entries, today=world.on)


def correct_some(world: World, site: Site) -> None:
    """A day of this quarter that was typed twice, and one of a quarter that was published long ago."""
    this_quarter, last_year = quarter_of(world.on), add_months(quarter_of(world.on), -12)
    lower_busiest(world, site, this_quarter, world.on)
    lower_busiest(world, site, last_year, add_months(last_year, 1))


def lower_busiest(world: World, site: Site, first: date, last: date) -> None:
    """Correct the busiest day and place from `first` to `last`: one visit with its kits was counted twice."""
    counts = DailyCount.objects.of(site.agency).of_naloxone().left_between(first, last).filter(handouts__gte=2)
    busiest = counts.order_by("-handouts", "handed_out_on", "zip_code").first()
    if busiest is None:
        return
    said = total_of(exact(count) for count in DailyCount.objects.alike(busiest))
    wanted = Counts(said.handouts - 1, said.items - 1, min(said.people_trained, said.items - 1))
    correct_day(
        count=busiest,
        seen=said,
        wanted=wanted,
        reason=Correction.Reason.COUNTED_TWICE,
        today=world.on,
        by=site.coordinator,
    )


def register_some(world: World) -> None:
    """One agency that has just begun, two whose mail was not opened yet, one that is known already.

    No mail goes out: these addresses are nobody's.
    """
    for name, kind, county, coordinator, days, fate in world.cast.registrations:
        day = days_before(world, days)
        registration = Registration.objects.create(
            program=world.program,
            agency_name=name,
            kind=kind,
            jurisdiction=world.find_counties(county)[0],
            coordinator_name=coordinator,
            coordinator_email=f"{coordinator.split()[0].lower()}@{name.split()[0].lower()}.example",
            submitted_at=world.instant(day, 10),
        )
        if fate == "confirmed":
            confirm(world, registration, day)
        elif fate == "duplicate":
            duplicate = Registration.Status.DUPLICATE
            close_registration(registration=registration, status=duplicate, by=world.office, day=day)


def confirm(world: World, registration: Registration, day: date) -> None:
    """The coordinator opens the mail's link an hour later; first steps are ahead of them."""
    user = world.user(registration.coordinator_email, registration.coordinator_name)
    confirm_registration(token=sign(registration), today=day, now=world.instant(day, 11), user=user)
