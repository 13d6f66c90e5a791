"""A count: where and what, then what lies there, then why it differs."""

from typing import NamedTuple
from uuid import UUID

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from agencies.forms.branches import Refusable
from agencies.forms.choices import offer_rows
from agencies.wording import say, write_day
from inventory.actions import STOCK_COUNT_REASONS, CountedLot
from inventory.forms.fields import AtLocationForm, expiry_field, is_uuid, lot_number_field, quantity_field
from inventory.models import Item, StockLevel, StockMovement
from inventory.querysets import Shelf, Variance, shelf_of

SALT = "inventory.stock_count."
DAY = 24 * 60 * 60


class Meanwhile(NamedTuple):
    """How many kits went and came while somebody counted, lot by lot: two of one lot and two of another are both."""

    gone: int
    come: int


class WhereForm(AtLocationForm):
    """By GET: which item is counted where."""

    item = forms.ModelChoiceField(
        label=gettext_lazy("Item"), queryset=Item.objects.none(), to_field_name="slug", empty_label=None
    )

    field_order = ["location", "item"]

    def __init__(self, *args, agency, **options):
        super().__init__(*args, agency=agency, **options)
        offer_rows(self, "item", Item.objects.held_by(agency).kits_first())


class BlindCountForm(Refusable, forms.Form):
    """One box for each lot that should be there, without saying how many, and room for a lot that should not.

    What the ledger had when the page was opened goes with it, unread, so that what was logged meanwhile is known.
    """

    began = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, agency, location, item, **options):
        super().__init__(*args, **options)
        self.at = {"agency": agency, "location": location, "item": item}
        self.lots = self.lots_to_count()
        for lot in self.lots:
            self.fields[f"lot_{lot.pk}"] = quantity_field(lot_label(lot), least=0)
        self.fields["number"] = lot_number_field(
            required=False, help_text=_("Only if you found a lot that is not asked for above.")
        )
        self.fields["expires_on"] = expiry_field(required=False)
        self.fields["found"] = quantity_field(_("How many of it"), least=0, required=False)
        if self.lots:
            self.fields["number"].label = _("Another lot")
        self.initial["began"] = self.sign_shelf(shelf_of(**self.at))

    def lots_to_count(self):
        """The lots that should be there, and those that should have been when the page was opened."""
        asked = [name.removeprefix("lot_") for name in self.data if name.startswith("lot_")]
        at = {"agency": self.at["agency"], "location": self.at["location"], "lot__item": self.at["item"]}
        there = Q(quantity__gt=0) | Q(lot__in=filter(is_uuid, asked))
        levels = StockLevel.objects.filter(there, **at).select_related("lot")
        return [level.lot for level in levels.first_to_expire()]

    def clean(self):
        super().clean()
        cleaned = self.cleaned_data
        named = [cleaned.get(name) for name in ("number", "expires_on")]
        if any(named) and cleaned.get("found") is None and "found" not in self.errors:
            self.add_error("found", _("Enter how many of this lot you found."))
        return cleaned

    def clean_began(self):
        """What the ledger had when the page was opened (`Shelf`); what it has now for a page that says nothing."""
        told = self.cleaned_data["began"]
        if not told:
            return shelf_of(**self.at)
        try:
            by_lot, shortfall = signing.loads(told, salt=self.salt, max_age=DAY)
        except signing.BadSignature:
            raise ValidationError(_("This page is too old. Open it again and count anew.")) from None
        return Shelf({UUID(lot): kits for lot, kits in by_lot.items()}, shortfall)

    @property
    def salt(self):
        return SALT + ".".join(str(thing.pk) for thing in self.at.values())

    def sign_shelf(self, shelf):
        by_lot = {str(lot): kits for lot, kits in shelf.by_lot.items()}
        return signing.dumps([by_lot, shelf.shortfall], salt=self.salt)

    def change(self):
        """What happened since the page was opened, as `Meanwhile` (a valid form)."""
        began, now = self.cleaned_data["began"], shelf_of(**self.at)
        parts = [*began.less(now).values(), now.shortfall - began.shortfall]
        return Meanwhile(sum(max(part, 0) for part in parts), sum(max(-part, 0) for part in parts))

    def counted_lots(self, *, before=False):
        """Return what was counted, lot by lot, of a valid form; `before` what was logged since the page was opened:
        without it, then."""
        cleaned = self.cleaned_data
        lots = [CountedLot(lot.number, lot.expires_on, cleaned[f"lot_{lot.pk}"]) for lot in self.lots]
        if before:
            began, now = cleaned["began"], shelf_of(**self.at)
            fell = began.less(now)
            lots = [
                line._replace(quantity=line.quantity - fell[lot.pk])
                for line, lot in zip(lots, self.lots, strict=True)
            ]
            lots = without(lots, max(0, now.shortfall - began.shortfall))
        if cleaned["found"] is not None:
            lots.append(CountedLot(cleaned["number"], cleaned["expires_on"], cleaned["found"]))
        return lots


def without(lots, quantity):
    """Return what was counted less `quantity` kits that were taken from any of it, never below 0."""
    left, rest = [], quantity
    for line in lots:
        part = min(rest, max(line.quantity, 0))
        rest -= part
        left.append(line._replace(quantity=max(line.quantity, 0) - part))
    return left


def lot_label(lot):
    if lot.expires_on is None:
        return _("Lot not recorded")
    return _("Lot %(lot)s, expires %(day)s") % {"lot": lot, "day": write_day(lot.expires_on)}


class VarianceForm(forms.Form):
    """The second look: the variance that was shown, and why something is missing."""

    seen_counted = forms.IntegerField(widget=forms.HiddenInput)
    seen_level = forms.IntegerField(widget=forms.HiddenInput)
    seen_shortfall = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.ChoiceField(
        label=gettext_lazy("Why are some missing?"),
        widget=forms.RadioSelect,
        initial=StockMovement.Reason.COUNTED.value,
        choices=[
            (reason.value, gettext_lazy("Not known") if reason == StockMovement.Reason.COUNTED else reason.label)
            for reason in STOCK_COUNT_REASONS
        ],
    )

    def __init__(self, data=None, *, variance, **options):
        shown = {f"seen_{name}": number for name, number in variance._asdict().items()}
        super().__init__(data, initial=shown, **options)
        if variance.difference >= 0:
            self.fields["reason"].widget = forms.HiddenInput()

    def seen_variance(self, now):
        """Return the variance that was looked at, of a valid form; the one of `now` if it differs by as much."""
        seen = Variance(*(self.cleaned_data[f"seen_{name}"] for name in Variance._fields))
        return now if seen.difference == now.difference else seen


class MeanwhileForm(forms.Form):
    """Kits were logged, moved or came in while somebody counted: did the count see it? `change` is what happened
    (`Meanwhile`)."""

    BEFORE, AFTER = "before", "after"

    def __init__(self, data=None, *, change, **options):
        super().__init__(data, **options)
        label, choices = self._ask(*change)
        self.fields["saw"] = forms.ChoiceField(
            label=label,
            choices=choices,
            widget=forms.RadioSelect,
            error_messages={"required": _("Choose what you saw when you counted.")},
        )

    def _ask(self, gone, come):
        """The question, and its answers."""
        if gone and come:
            label = _("%(gone)s were logged or moved away while you counted, and %(come)s came in. You counted")
            choices = [(self.BEFORE, _("before all of this")), (self.AFTER, _("after all of this"))]
        elif gone:
            label = ngettext(
                "%(gone)s kit was logged or moved away while you counted. When you counted, it was",
                "%(gone)s kits were logged or moved away while you counted. When you counted, they were",
                gone,
            )
            choices = [(self.BEFORE, _("still there, and in my count")), (self.AFTER, _("gone already"))]
        else:
            label = ngettext(
                "%(come)s kit came in while you counted. When you counted, it was",
                "%(come)s kits came in while you counted. When you counted, they were",
                come,
            )
            choices = [(self.BEFORE, _("not there yet")), (self.AFTER, _("there, and in my count"))]
        return say(label, gone=gone, come=come), choices

    @classmethod
    def usual(cls, counted, *, before, change):
        """Which answer fits the number that was `counted`: what lay there before, or what lies there now; else ""."""
        if change.gone == change.come:
            return ""
        return {before: cls.BEFORE, before - change.gone + change.come: cls.AFTER}.get(counted, "")

    def saw_before(self):
        """Whether the count is of what lay there when the page was opened (a valid form)."""
        return self.cleaned_data["saw"] == self.BEFORE
