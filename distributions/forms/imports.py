"""A sheet to import, and the decision after its dry run."""

from datetime import date

from django import forms
from django.core import signing
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from agencies.forms.branches import Refusable
from agencies.forms.choices import offer_rows
from agencies.models import Jurisdiction
from agencies.sheets import SheetRefused
from agencies.wording import say
from distributions.actions.sheets import Plan
from distributions.counts import NOTHING, Counts, Key
from distributions.elsewhere import Already, Grain
from distributions.forms.labels import HINT, judge_label
from distributions.forms.lines import FromStock
from distributions.models.sheet import LABEL_LENGTH
from distributions.overlaps import first_overlaps
from distributions.sheet_names import ImportedSheet
from distributions.tracking import too_many
from inventory.models import Item

VALID_FOR = 60 * 60
LONGEST_TOKEN = 900_000
MOST_KEYS = 50_000
SALT = "distributions.import."


class SheetForm(Refusable, FromStock):
    file = forms.FileField(
        label=_("Sheet"),
        help_text=_("A workbook (.xlsx) or CSV in UTF-8, up to 10 MB."),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
        error_messages={
            "required": _("Choose the file of your tracking sheet."),
            "empty": _("This file is empty. Choose the sheet again."),
        },
    )
    label = forms.CharField(
        label=_("Label"),
        required=False,
        max_length=LABEL_LENGTH,
        help_text=HINT,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    jurisdiction = forms.ModelChoiceField(
        Jurisdiction.objects.none(),
        label=_("County of lines without a ZIP code"),
        required=False,
        empty_label=_("Refuse such lines"),
    )
    item = forms.ModelChoiceField(
        Item.objects.none(),
        label=_("Item of lines that name none"),
        required=False,
        empty_label=_("Refuse such lines"),
    )

    field_order = ["file", "label", "jurisdiction", "item", "location"]

    def __init__(self, *args, agency, **kwargs):
        super().__init__(*args, agency=agency, **kwargs)
        offer_rows(self, "jurisdiction", Jurisdiction.objects.in_state(agency.program.state))
        kits = Item.objects.kits_of(agency)
        offer_rows(self, "item", kits)
        if len(kits) == 1:
            del self.fields["item"]

    def clean_label(self):
        return judge_label(self.cleaned_data["label"], agency=self.agency)


LEAVE_OUT, ADD = "skip", "add"
WHAT_THEY_ARE = [(LEAVE_OUT, _("Leave out: they are the same kits")), (ADD, _("Add: they are other kits"))]
IN_SHORT = [(LEAVE_OUT, _("Same kits: leave out")), (ADD, _("Other kits: add"))]


class DecisionForm(forms.Form):
    """What to do with the totals of a dry run, which come back signed: the file itself is kept nowhere.

    `overlap` decides on whatever is counted otherwise already and has no choice of its own; `choices` are one by one.
    Nothing is chosen beforehand.
    """

    overlap = forms.ChoiceField(
        label=_("For all the others"),
        choices=WHAT_THEY_ARE,
        widget=forms.RadioSelect,
        required=False,
    )
    replace = forms.BooleanField(label=_("Lower what fell or vanished, as corrections"), required=False)
    judged = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args, plan, **kwargs):
        super().__init__(*args, **kwargs)
        self.plan = plan
        self.names = {key: f"overlap_{number}" for number, key in enumerate(first_overlaps(plan))}
        for name in self.names.values():
            self.fields[name] = forms.ChoiceField(
                label=gettext("What are they?"), choices=IN_SHORT, widget=forms.RadioSelect, required=False
            )
        if not plan.overlapping:
            del self.fields["overlap"]
        if not plan.fallen:
            del self.fields["replace"]

    @property
    def choices(self):
        """The choices one by one: {key: its bound field}."""
        return {key: self[name] for key, name in self.names.items()}

    @property
    def unlisted(self):
        """How many days and places have no choice of their own."""
        return len(self.plan.overlapping) - len(self.names)

    def clean(self):
        super().clean()
        if "overlap" in self.fields and not self.cleaned_data.get("overlap"):
            chosen = sum(bool(self.cleaned_data.get(name)) for name in self.names.values())
            if open_still := len(self.plan.overlapping) - chosen:
                sentence = ngettext(
                    "%(n)s of these days and places has no choice yet. Choose for it, or once for all.",
                    "%(n)s of these days and places have no choice yet. Choose for each, or once for all.",
                    open_still,
                )
                self.add_error("overlap", say(sentence, n=open_still))
        return self.cleaned_data

    def find_left_out(self):
        """The days and places that are the same kits as those counted already; the form is valid."""
        for_all = self.cleaned_data.get("overlap")
        own = {key: self.cleaned_data[name] for key, name in self.names.items()}
        return {key for key in self.plan.overlapping if (own.get(key) or for_all) == LEAVE_OUT}


def sign_plan(verdict, *, agency, user):
    """Return the sheet and the plan as text for a hidden field, signed for this user at this agency; raise
    `SheetRefused` if it is too long."""
    plan = verdict.plan
    added = [_row(key, part, plan) for key, part in plan.added.items()]
    fallen = [_row(key, part, plan) for key, part in plan.fallen.items()]
    overlapping = [(number, *plan.already[key]) for number, key in enumerate(plan.added) if key in plan.overlapping]
    token = signing.dumps(
        {
            "sheet": verdict.sheet,
            "location": str(verdict.location.pk),
            "added": added,
            "fallen": fallen,
            "overlapping": overlapping,
        },
        salt=salt_of(agency, user),
        compress=True,
    )
    if len(token) > LONGEST_TOKEN:
        raise SheetRefused(too_many())
    return token


def read_plan(token, *, agency, user):
    """Return (`ImportedSheet`, `Plan`, location) of what `sign_plan` made for this user within the hour; raise
    `SheetRefused`."""
    try:
        held = signing.loads(token, salt=salt_of(agency, user), max_age=VALID_FOR)
    except signing.BadSignature:
        raise SheetRefused(gettext("This dry run is too old to be confirmed. Choose the sheet again.")) from None
    plan = Plan()
    for name in ("added", "fallen"):
        for day, *place, now, before in held[name]:
            key = Key(date.fromisoformat(day), *place)
            getattr(plan, name)[key] = Counts(*now)
            if before:
                plan.before[key] = Counts(*before)
    added = list(plan.added.items())
    for number, items, grains in held["overlapping"]:
        key, figures = added[number]
        plan.overlapping[key] = figures
        plan.already[key] = Already(items, tuple(map(Grain, grains)))
    return ImportedSheet(*held["sheet"]), plan, agency.locations.get(pk=held["location"])


def salt_of(agency, user):
    return f"{SALT}{agency.pk}.{user.pk}"


def _row(key, part, plan):
    before = plan.before.get(key, NOTHING)
    return [key.handed_out_on.isoformat(), *key[1:], part, before if before != NOTHING else None]
