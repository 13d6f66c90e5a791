"""What is kept in stock, and in which lots."""

from uuid import uuid4

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency
from agencies.retention import Kept


class ItemQuerySet(models.QuerySet):
    def kits(self):
        return self.filter(kind=Item.Kind.NALOXONE_KIT)

    def held_by(self, agency):
        """Items of which the agency has, or once had, a lot."""
        return self.filter(Exists(Lot.objects.filter(agency=agency, item=OuterRef("pk"))))

    def kits_of(self, agency):
        """The agency's active naloxone kits; an agency without stock has the standard kit."""
        held = self.kits().filter(active=True).held_by(agency)
        return self.filter(Q(pk__in=held) | (Q(slug=Item.STANDARD_KIT) & ~Exists(held)))

    def logged_by(self, agency):
        """What the agency may log: its active kits as in `kits_of`, and the strips that it stocks; kits first."""
        stocked = self.filter(active=True).exclude(kind=Item.Kind.SUPPLY).held_by(agency)
        wanted = Q(pk__in=self.kits_of(agency)) | Q(pk__in=stocked)
        return self.filter(wanted).kits_first()

    def kits_first(self):
        return self.order_by("-doses_per_item", "name")


class Item(models.Model):
    """A kind of thing that is left with people. Kits, boxes and doses differ: doses per item are stored here."""

    kept = Kept.for_good("counts and ledgers name it")

    STANDARD_KIT = "naloxone-kit"

    class Kind(models.TextChoices):
        NALOXONE_KIT = "naloxone_kit", _("Naloxone kit")
        FENTANYL_STRIPS = "fentanyl_strips", _("Fentanyl test strips")
        XYLAZINE_STRIPS = "xylazine_strips", _("Xylazine test strips")
        SUPPLY = "supply", _("Supply")

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(_("kind"), max_length=16, choices=Kind.choices)
    doses_per_item = models.PositiveSmallIntegerField(_("doses in each"), default=0)
    shelf_life_months = models.PositiveSmallIntegerField(_("usual shelf life in months"), null=True, blank=True)
    active = models.BooleanField(_("in use"), default=True)

    objects = ItemQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="naloxone_kit", doses_per_item__gte=1)
                | (~Q(kind="naloxone_kit") & Q(doses_per_item=0)),
                name="item_kits_have_doses",
                violation_error_message=_("A naloxone kit, and only a kit, has doses."),
            )
        ]

    def __str__(self):
        return self.name

    @property
    def words(self):
        """The name in the language of the page, which a standard item has; any other name is as it was given."""
        return gettext(self.name)


class Lot(models.Model):
    """One manufacturer's lot as one agency holds it. A lot "not recorded" has neither number nor expiry."""

    kept = Kept.with_its("agency")

    class Status(models.TextChoices):
        ACTIVE = "active", _("In use")
        QUARANTINED = "quarantined", _("Held back")
        RECALLED = "recalled", _("Recalled")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    agency = models.ForeignKey(Agency, models.CASCADE, related_name="lots")
    item = models.ForeignKey(Item, models.PROTECT, related_name="lots")
    number = models.CharField(_("lot number"), max_length=40, blank=True)
    expires_on = models.DateField(_("expires on"), null=True, blank=True)
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.ACTIVE)

    class Meta:
        ordering = [F("expires_on").asc(nulls_last=True), "number", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "item", "number"],
                name="lot_once_per_agency",
                violation_error_message=_("This lot is recorded already."),
            ),
            models.CheckConstraint(
                condition=Q(number="", expires_on=None) | (~Q(number="") & Q(expires_on__isnull=False)),
                name="lot_number_and_expiry_together",
                violation_error_message=_("Give both the lot number and the expiry date from the label, or neither."),
            ),
        ]

    def __str__(self):
        return self.number or str(_("not recorded"))
