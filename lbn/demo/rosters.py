"""People on the rosters, and the sessions in which they learn; the newest have not had theirs yet."""

from datetime import date
from io import BytesIO

from agencies.sheets import csv_bytes
from lbn.demo import names
from lbn.demo.world import Site, World
from training.actions import import_roster, mark_left, record_session
from training.models import Person

HEADER = ["Last name", "First name", "Rank", "Unit", "Employee no."]
NOT_YET = 2


def open_roster(site: Site, day: date) -> None:
    """Import the agency's people."""
    draw = site.random
    last_names = draw.sample(names.LAST_NAMES, site.part.people)
    lines = [
        (last, draw.choice(names.FIRST_NAMES), draw.choice(site.part.ranks), draw.choice(names.UNITS), 1000 + number)
        for number, last in enumerate(last_names)
    ]
    file = BytesIO(csv_bytes(HEADER, lines))
    import_roster(agency=site.agency, file=file, name="roster.csv", today=day, by=site.coordinator)


def who_waits_for_training(site: Site) -> list[Person]:
    """Those who have completed nothing, in the order in which they joined."""
    people = Person.objects.filter(agency=site.agency, left_on=None, completions=None)
    return list(people.order_by("employee_number"))


def hold_session(world: World, site: Site, day: date, *, share: float = 1, format: str = "roll_call") -> None:
    """Train that share of those who wait, but for the newest; nothing happens where nobody waits."""
    waiting = who_waits_for_training(site)[:-NOT_YET]
    people = waiting[: max(1, round(len(waiting) * share))]
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


def retire_one(site: Site, day: date) -> None:
    """The longest-serving person leaves."""
    person = Person.objects.filter(agency=site.agency, left_on=None).order_by("employee_number").first()
    mark_left(person=person, by=site.coordinator, today=day)
