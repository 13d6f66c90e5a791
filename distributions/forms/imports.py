"""A sheet to import, and the decision after its dry run."""

from datetime import date

from django import forms
from django.core import signing
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agencies.forms.branches import Refusable
from agencies.forms.choices import offer_rows
from agencies.models import Jurisdiction
from agencies.sheets import SheetRefused
from distributions.actions.sheets import Plan
from distributions.counts import NOTHING, Counts, Key
from distributions.forms.labels import HINT, judge_label
from distributions.models.sheet import LABEL_LENGTH
from distributions.sheet_names import ImportedSheet
from distributions.tracking import too_many
from inventory.models import Item

VALID_FOR = 60 * 60
LONGEST_TOKEN = 900_000
MOST_KEYS = 50_000
SALT = "distributions.import."


class SheetForm(Refusable, forms.Form):
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

    def __init__(self, *args, agency, **kwargs):
        super().__init__(*args, **kwargs)
        self.agency = agency
        offer_rows(self, "jurisdiction", Jurisdiction.objects.in_state(agency.program.state))
        kits = Item.objects.kits_of(agency)
        offer_rows(self, "item", kits)
        if len(kits) == 1:
            del self.fields["item"]

    def clean_label(self):
        return judge_label(self.cleaned_data["label"], agency=self.agency)


class DecisionForm(forms.Form):
    """What to do with the totals of a dry run, which come back signed: the file itself is kept nowhere."""

    overlap = forms.ChoiceField(
        label=_("Kits on days and places that the log has counted otherwise already"),
        choices=[("skip", _("Leave out: they are the same kits")), ("add", _("Add: they are other kits"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose whether these are the same kits or other ones.")},
    )
    replace = forms.BooleanField(label=_("Lower what fell or vanished, as corrections"), required=False)
    judged = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args, plan, **kwargs):
        super().__init__(*args, **kwargs)
        if not plan.overlapping:
            del self.fields["overlap"]
        if not plan.fallen:
            del self.fields["replace"]


def sign_plan(verdict, *, agency, user):
    """Return the sheet and the plan as text for a hidden field, signed for this user at this agency; raise
    `SheetRefused` if it is too long."""
    plan = verdict.plan
    added = [_row(key, part, plan) for key, part in plan.added.items()]
    fallen = [_row(key, part, plan) for key, part in plan.fallen.items()]
    overlapping = [number for number, key in enumerate(plan.added) if key in plan.overlapping]
    token = signing.dumps(
        {"sheet": verdict.sheet, "added": added, "fallen": fallen, "overlapping": overlapping},
        salt=salt_of(agency, user),
        compress=True,
    )
    if len(token) > LONGEST_TOKEN:
        raise SheetRefused(too_many())
    return token


def read_plan(token, *, agency, user):
    """Return what `sign_plan` made for this user within the hour: (`ImportedSheet`, `Plan`); raise `SheetRefused`."""
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
    plan.overlapping = dict(added[number] for number in held["overlapping"])
    return ImportedSheet(*held["sheet"]), plan


def salt_of(agency, user):
    return f"{SALT}{agency.pk}.{user.pk}"


def _row(key, part, plan):
    before = plan.before.get(key, NOTHING)
    return [key.handed_out_on.isoformat(), *key[1:], part, before if before != NOTHING else None]
