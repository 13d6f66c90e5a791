"""What everybody who tells the demonstration needs to know of it."""

from dataclasses import dataclass, field
from datetime import date, datetime, time
from random import Random
from typing import NamedTuple
from zoneinfo import ZoneInfo

from agencies import models
from agencies.periods import add_months, month_of
from agencies.places import Place
from inventory.models import Item
from lbn.demo.parts import AgencyPart, Cast

DAYS = 730


class Desk(NamedTuple):
    """A supplier, and who decides on reports there; None where there is none, or nobody signs in."""

    supplier: models.Supplier | None
    staff: models.User | None


@dataclass
class Site:
    """An agency in the demonstration: its part, its people's names for places, where its kits are logged, and whether
    anybody asks it for reports after each period."""

    part: AgencyPart
    agency: models.Agency
    coordinator: models.User
    places: list[tuple[Place, int]]
    posts: list[models.Location]
    random: Random
    reports: bool

    @property
    def storeroom(self) -> models.Location:
        """The main location: the first of the posts."""
        return self.posts[0]


@dataclass
class World:
    """One program. `first` and `on` are the first and the last day that is told; `password` is as the database holds
    it; `office` works at the program office."""

    cast: Cast
    program: models.Program
    first: date
    on: date
    password: str
    desks: dict[str, Desk] = field(default_factory=dict)
    departments: dict[str, models.HealthDepartment] = field(default_factory=dict)
    sites: dict[str, Site] = field(default_factory=dict)
    items: dict[str, Item] = field(default_factory=dict)
    made_office: models.User | None = None

    @property
    def kit(self) -> Item:
        return self.items[Item.STANDARD_KIT]

    @property
    def strips(self) -> Item:
        return self.items["fentanyl-strips"]

    @property
    def office(self) -> models.User:
        """Whoever works at the program office, once it is open."""
        if self.made_office is None:
            raise ValueError("The program office is not open yet.")
        return self.made_office

    def random(self, about: str) -> Random:
        """Chance that is the same for the same last day, whatever else was drawn before."""
        return Random(f"{self.on} {about}")

    def instant(self, day: date, hour: int = 0) -> datetime:
        return datetime.combine(day, time(hour), ZoneInfo(self.program.time_zone))

    def months_ago(self, day: date) -> int:
        """How many months the month of `day` lies before the last one told."""
        return (self.on.year - day.year) * 12 + self.on.month - day.month

    def begins(self, part: AgencyPart) -> date:
        """The day on which an agency joins: early in its month, and never before the first day."""
        return max(self.first, add_months(month_of(self.first), part.began))

    def find_counties(self, *names: str) -> list[models.Jurisdiction]:
        return list(models.Jurisdiction.objects.filter(state=self.program.state, name__in=names))

    def user(self, email: str, name: str) -> models.User:
        """Store somebody who signs in with the demonstration's password."""
        return models.User.objects.create(email=email, name=name, password=self.password)
