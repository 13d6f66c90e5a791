"""Where kits are kept, and the shared screens on which they are logged."""

from datetime import timedelta
from uuid import uuid4

from django.db import models
from django.db.models import ExpressionWrapper, Q
from django.utils.translation import gettext_lazy as _

from agencies.models.agency import Agency
from agencies.models.place import ZipCode
from agencies.retention import Kept


class LocationQuerySet(models.QuerySet):
    def holding_stock(self):
        """Every location with a ledger of its own: all but vehicles."""
        return self.exclude(kind=Location.Kind.VEHICLE)

    def in_use(self):
        """Those that are offered: all that are not closed."""
        return self.filter(closed_on=None)

    def not_in_use(self):
        return self.filter(closed_on__isnull=False)

    def with_books(self):
        """Those whose own ledger can be read: all that hold stock, or did, and were not merged into another one."""
        return self.holding_stock().filter(merged_into=None)

    def fit_for_terminals(self):
        return self.in_use().filter(kind__in=Location.FIT_FOR_TERMINALS)

    def fit_for_vehicles(self):
        return self.in_use().filter(kind__in=Location.FIT_FOR_VEHICLES)


class Location(models.Model):
    """A storeroom, station, vehicle or event of an agency. A vehicle's kits are its station's.

    `merged_into` is the location which has all that this one had: both were one place, made twice.
    """

    kept = Kept.with_its("agency")

    class Kind(models.TextChoices):
        STOREROOM = "storeroom", _("Storeroom")
        STATION = "station", _("Station")
        VEHICLE = "vehicle", _("Vehicle")
        EVENT = "event", _("Event")

    FIT_FOR_VEHICLES = (Kind.STOREROOM, Kind.STATION)
    FIT_FOR_TERMINALS = (*FIT_FOR_VEHICLES, Kind.EVENT)

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    agency = models.ForeignKey(Agency, models.CASCADE, related_name="locations")
    name = models.CharField(_("name"), max_length=80)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    par = models.PositiveSmallIntegerField(_("kits it should have"), null=True, blank=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="vehicles")
    closed_on = models.DateField(null=True, blank=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged")

    objects = LocationQuerySet.as_manager()

    class Meta:
        ordering = ["agency", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "name"],
                name="location_name_once_per_agency",
                violation_error_message=_("Your agency has a location with this name already."),
            ),
            models.CheckConstraint(
                condition=Q(kind="vehicle", parent__isnull=False, par__isnull=False)
                | (~Q(kind="vehicle") & Q(parent=None)),
                name="location_vehicle_has_station_and_par",
                violation_error_message=_(
                    "A vehicle, and only a vehicle, has a station, and it has a number to carry."
                ),
            ),
            models.CheckConstraint(
                condition=Q(merged_into=None) | Q(closed_on__isnull=False),
                name="location_merged_is_closed",
                violation_error_message=_("A location that was merged is closed."),
            ),
        ]

    def __str__(self):
        return self.name


class TerminalQuerySet(models.QuerySet):
    def active(self):
        return self.filter(status=Terminal.Status.ACTIVE)

    def with_silence_on(self, day):
        """Each with `silent`: whether it is in use, was opened once, and not in the 30 days before `day`."""
        unopened = Q(status=Terminal.Status.ACTIVE, last_seen_on__lt=day - Terminal.SILENT_AFTER)
        return self.annotate(silent=ExpressionWrapper(unopened, models.BooleanField(null=True)))


class Terminal(models.Model):
    """A place's way in to the log: whoever holds one of its keys may add counts there and read its presets."""

    kept = Kept.with_its("agency")

    SILENT_AFTER = timedelta(days=30)

    class Status(models.TextChoices):
        ACTIVE = "active", _("Active")
        REVOKED = "revoked", _("Revoked")
        LOST = "lost", _("Lost")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    agency = models.ForeignKey(Agency, models.CASCADE, related_name="terminals")
    location = models.ForeignKey(Location, models.PROTECT, related_name="terminals")
    label = models.CharField(_("label"), max_length=80)
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.ACTIVE)
    last_seen_on = models.DateField(null=True, blank=True)

    objects = TerminalQuerySet.as_manager()

    class Meta:
        ordering = ["agency", "label", "id"]

    def __str__(self):
        return self.label


class TerminalKey(models.Model):
    """SHA-256 of a 256-bit key that opens a terminal; the key itself is shown once and kept nowhere.

    A key that was replaced opens the terminal until, and on, `until_on`; None is no end.
    """

    kept = Kept.until("it has ended and the link is replaced once more", removed_by="replacing the link")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    agency = models.ForeignKey(Agency, models.CASCADE, related_name="+")
    terminal = models.ForeignKey(Terminal, models.CASCADE, related_name="keys")
    key_hash = models.CharField(max_length=64, unique=True)
    until_on = models.DateField(null=True, blank=True)

    def __str__(self):
        return f"{self.terminal}"


class EnrolmentCode(models.Model):
    """SHA-256 of a code that is read out once to open a terminal in one browser; removed when used."""

    kept = Kept.until(
        "it is used, or it is older than 15 minutes and the next one is made", removed_by="using it, or the next code"
    )

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    agency = models.ForeignKey(Agency, models.CASCADE, related_name="+")
    terminal = models.ForeignKey(Terminal, models.CASCADE, related_name="codes")
    code_hash = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()

    def __str__(self):
        return f"{self.terminal}"


class PlacePreset(models.Model):
    """A place button on the agency's terminals."""

    kept = Kept.until("the button is removed", removed_by="a coordinator")

    MOST = 8

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    agency = models.ForeignKey(Agency, models.CASCADE, related_name="presets")
    zip_code = models.ForeignKey(ZipCode, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["zip_code"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "zip_code"],
                name="preset_once_per_agency",
                violation_error_message=_("This ZIP code has a button already."),
            )
        ]

    def __str__(self):
        return f"{self.zip_code_id} {self.zip_code.name}"
