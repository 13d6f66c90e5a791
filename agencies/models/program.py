"""A state program: the rules of one jurisdiction, as data."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from agencies.packs.rules import Rules
from agencies.retention import Kept


def part(key: str) -> property:
    return property(lambda program: program.pack[key])


class ProgramQuerySet(models.QuerySet):
    def in_state(self, state: str) -> ProgramQuerySet:
        return self.filter(state=state)


class Program(models.Model):
    """The loaded state of one pack, which only `load_program` writes, and what the program office has chosen."""

    kept = Kept.for_good("what was reported rests on the rules of its time")

    class Entry(models.TextChoices):
        LISTED = "listed", _("Listed: active once the e-mail address is confirmed")
        REVIEWED = "reviewed", _("Reviewed: active once the program office has approved")

    slug = models.SlugField(max_length=50, unique=True)
    name = models.CharField(max_length=120)
    state = models.CharField(max_length=2)
    office_name = models.CharField(max_length=120)
    office_email = models.EmailField(blank=True)
    time_zone = models.CharField(max_length=64)
    entry = models.CharField(max_length=8, choices=Entry.choices)
    version = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    pack = models.JSONField()
    loaded_at = models.DateTimeField()
    shows_public_figures = models.BooleanField(default=False)
    suppliers_read_area_report = models.BooleanField(default=False)

    objects = ProgramQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    agency_kinds = part("agency_kinds")
    supplier_kinds = part("supplier_kinds")
    questions = part("questions")
    courses = part("courses")

    def __str__(self) -> str:
        return self.name

    def find_own_counties(self) -> frozenset[str]:
        """Return the names of its counties where another program shares its state; empty for all of the state."""
        others = Program.objects.in_state(self.state).exclude(pk=self.pk)
        return frozenset(self.pack.get("counties", ())) if others.exists() else frozenset()

    @cached_property
    def rules(self) -> Rules:
        """The questions one can ask of the pack, such as which suppliers an agency may have."""
        content: dict[str, Any] = self.pack
        return Rules(content)
