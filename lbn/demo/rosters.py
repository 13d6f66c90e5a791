"""People on the rosters, and the sessions in which they learn; the newest have not had theirs yet."""

from datetime import date, timedelta
from io import BytesIO

from django.db.models import Max

from agencies.sheets import csv_bytes
from lbn.demo import names
from lbn.demo.world import Site, World
from training.actions import add_person, import_roster, mark_left, record_session
from training.models import Person

HEADER = ["Last name", "First name", "Rank", "Unit", "Employee no."]
NOT_YET = 2
FIRST_NUMBER = 1000
RESTED, SHARE = 180, 5  # days since somebody's training; a fifth of the roster learns again at a time


def open_roster(site: Site, day: date) -> None:
    """Import the agency's people."""
    draw = site.random
    last_names = draw.sample(names.LAST_NAMES, site.part.people)
    lines = [
        (last, draw.choice(names.FIRST_NAMES), draw.choice(site.part.ranks), draw.choice(names.UNITS), number)
        for number, last in enumerate(last_names, FIRST_NUMBER)
    ]
    file = BytesIO(csv_bytes(HEADER, lines))
    import_roster(agency=site.agency, file=file, name="roster.csv", today=day, by=site.coordinator)


def who_waits_for_training(site: Site) -> list[Person]:
    """Those who have completed nothing, in the order in which they joined."""
    people = Person.objects.filter(agency=site.agency, left_on=None, completions=None)
    return list(people.order_by("employee_number"))


def hold_session(world: World, site: Site, day: date, *, share: float, format: str) -> None:
    """Train that share of those who wait, but for the newest; nothing happens where nobody waits."""
    waiting = who_waits_for_training(site)[:-NOT_YET]
    record_training(world, site, day, waiting[: max(1, round(len(waiting) * share))], format=format)


def record_training(world: World, site: Site, day: date, people: list[Person], *, format: str) -> None:
    """Record a session of these people on `day`, where there are any."""
    if people:
        record_session(
            agency=site.agency,
            held_on=day,
            courses=world.program.training_courses.required_to_leave_kits(),
            people=people,
            trainer="Demonstration trainer",
            format=format,
            sop_version="1",
            today=day,
            by=site.coordinator,
        )


def take_one_on(site: Site) -> None:
    """Somebody new joins; their session comes once two newer ones wait with them."""
    draw = site.random
    add_person(
        agency=site.agency,
        last_name=draw.choice(names.LAST_NAMES),
        first_name=draw.choice(names.FIRST_NAMES),
        rank=site.part.ranks[0],
        unit=draw.choice(names.UNITS),
        employee_number=str(FIRST_NUMBER + Person.objects.filter(agency=site.agency).count()),
        by=site.coordinator,
    )


def train_some(world: World, site: Site, day: date) -> None:
    """Train those who wait, but for the newest, and with them those whose training is longest ago."""
    roster = Person.objects.filter(agency=site.agency, left_on=None).annotate(done=Max("completions__completed_on"))
    old = roster.filter(done__lt=day - timedelta(days=RESTED)).order_by("done", "employee_number")
    people = who_waits_for_training(site)[:-NOT_YET] + list(old[: -(-site.part.people // SHARE)])
    record_training(world, site, day, people, format="roll_call")


def retire_one(site: Site, day: date) -> None:
    """The longest-serving person leaves."""
    person = Person.objects.filter(agency=site.agency, left_on=None).order_by("employee_number").first()
    mark_left(person=person, by=site.coordinator, today=day)
