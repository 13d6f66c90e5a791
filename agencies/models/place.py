"""Where kits are left: a county or a ZIP code, never anything finer."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Substr
from django.utils.translation import gettext_lazy as _

from agencies.retention import Kept

NAMED_IN_FULL = ("Parish", "Borough", "Census Area", "Municipality", "Municipio", "District of Columbia")


class JurisdictionQuerySet(models.QuerySet["Jurisdiction"]):
    def in_state(self, state: str) -> JurisdictionQuerySet:
        return self.filter(state=state)

    def real_places(self) -> JurisdictionQuerySet:
        """Counties and independent cities, without the rows for what is not known."""
        return self.filter(kind__in=[self.model.Kind.COUNTY, self.model.Kind.CITY])

    def open_to_registrations_on(self, day: date) -> JurisdictionQuerySet:
        """Real places that have not opted out by `day`: opting out stops new registrations only."""
        return self.real_places().filter(Q(opted_out_on=None) | Q(opted_out_on__gt=day))

    def opted_in_by(self, day: date) -> JurisdictionQuerySet:
        """Real places that take part on `day` because they decided to."""
        return self.open_to_registrations_on(day).filter(opted_in_on__lte=day)


class Jurisdiction(models.Model):
    """A county or independent city; each state also has one row for each kind of not knowing.

    `name` is "Albany" for Albany County and "Baltimore City" for the city beside Baltimore County. `fips` is the
    code of the county in federal files, "" for what is no county or has none there.
    """

    kept = Kept.for_good("it is public geography")

    class Kind(models.TextChoices):
        COUNTY = "county", _("County")
        CITY = "city", _("City")
        NOT_KNOWN = "not_known", _("County not known")
        ELSEWHERE = "elsewhere", _("Unknown or out of state")

    slug = models.SlugField(max_length=80, unique=True)
    state = models.CharField(max_length=2)
    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    region = models.CharField(max_length=80, blank=True)
    fips = models.CharField(
        max_length=5,
        blank=True,
        validators=[RegexValidator(r"\A[0-9]{5}\Z", _("Enter the five digits of the code."))],
    )
    opted_in_on = models.DateField(null=True, blank=True)
    opted_out_on = models.DateField(null=True, blank=True)

    objects = JurisdictionQuerySet.as_manager()

    class Meta:
        ordering = ["state", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["state", "name"],
                name="jurisdiction_name_once_per_state",
                violation_error_message=_("This state already has a place of that name."),
            ),
            models.UniqueConstraint(
                fields=["state", "kind"],
                condition=Q(kind__in=["not_known", "elsewhere"]),
                name="jurisdiction_unknown_once_per_state",
                violation_error_message=_("This state already has its place for what is not known."),
            ),
            models.UniqueConstraint(
                fields=["fips"],
                condition=~Q(fips=""),
                name="jurisdiction_fips_once",
                violation_error_message=_("Another county has this code."),
            ),
            models.CheckConstraint(
                condition=Q(opted_out_on=None) | Q(opted_in_on=None) | Q(opted_out_on__gte=models.F("opted_in_on")),
                name="jurisdiction_out_after_in",
                violation_error_message=_("A county cannot opt out before it opted in."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label}, {self.state}"

    @property
    def label(self) -> str:
        """What people call it, without the state: Albany County, Baltimore City, Orleans Parish."""
        if self.kind in (self.Kind.NOT_KNOWN, self.Kind.ELSEWHERE):
            return str(self.Kind(self.kind).label)
        if self.kind == self.Kind.CITY or self.name.endswith(NAMED_IN_FULL):
            return self.name
        return str(_("%(name)s County")) % {"name": self.name}

    def label_in(self, state: str) -> str:
        """What people in `state` call it: with its own state where that is another one, for county names repeat."""
        return self.label if self.state == state else str(self)


class ZipCodeQuerySet(models.QuerySet):
    def with_prefix_among(self, prefixes: Iterable[str]) -> set[str]:
        """Those of the three-digit `prefixes` that at least one ZIP code has."""
        found = self.annotate(prefix=Substr("zip", 1, 3)).filter(prefix__in=set(prefixes))
        return set(found.values_list("prefix", flat=True).distinct().order_by())


class ZipCode(models.Model):
    """A delivery route, not an area; it belongs to exactly one jurisdiction.

    `other_names` are further names that people write for it, parted by "|": "Colonie|Roessleville".
    """

    kept = Kept.for_good("it is public geography")

    class Kind(models.TextChoices):
        STANDARD = "standard", _("Standard")
        PO_BOX = "po_box", _("Post office boxes")
        UNIQUE = "unique", _("One organization")
        MILITARY = "military", _("Military")

    zip = models.CharField(
        max_length=5,
        primary_key=True,
        validators=[RegexValidator(r"\A[0-9]{5}\Z", _("Enter the five digits of the ZIP code."))],
    )
    jurisdiction = models.ForeignKey(Jurisdiction, on_delete=models.PROTECT, related_name="zip_codes")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    name = models.CharField(max_length=80, blank=True)
    other_names = models.CharField(max_length=600, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    too_small = models.BooleanField(default=False)
    too_small_from_on = models.DateField(null=True, blank=True)

    objects = ZipCodeQuerySet.as_manager()

    class Meta:
        ordering = ["zip"]

    def __str__(self) -> str:
        return f"{self.zip} {self.name}".strip()

    @property
    def will_be_too_small(self) -> bool:
        """Whether it is marked as too small once what was decided has begun (`too_small_from_on`)."""
        return self.too_small != bool(self.too_small_from_on)

    @property
    def may_be_named(self) -> bool:
        """Whether kits left there are counted under the ZIP code, not under its county only."""
        return self.kind == self.Kind.STANDARD and not self.too_small
