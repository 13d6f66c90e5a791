"""What the page "Activity" is narrowed to. By GET, so that an address says what it shows."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.forms.choices import offer_choices
from agencies.forms.days import day_field
from agencies.trail import codes_of_kind


class TrailFilter(forms.Form):
    """Which kind, who of those named there, and between which days where the owner is."""

    kind = forms.ChoiceField(label=gettext_lazy("What"), required=False)
    who = forms.CharField(label=gettext_lazy("Who, by name or e-mail"), max_length=160, required=False)
    first = day_field(gettext_lazy("From"), required=False)
    last = day_field(gettext_lazy("To"), required=False)

    def __init__(self, *args, kinds, **options):
        super().__init__(*args, **options)
        offer_choices(self, "kind", [("", _("Everything")), *kinds])

    def clean(self):
        super().clean()
        first, last = (self.cleaned_data.get(name) for name in ("first", "last"))
        if first and last and first > last:
            self.add_error("last", _("This day comes before the first one."))
        return self.cleaned_data

    def narrow(self, trail, *, time_zone):
        """Return the lines of a trail that are asked for; all of them where that cannot be read."""
        asked = self.cleaned_data if self.is_bound and self.is_valid() else {}
        zone = ZoneInfo(time_zone)
        if asked.get("kind"):
            trail = trail.filter(what__in=codes_of_kind(asked["kind"]))
        if asked.get("who"):
            is_called_so = Q(by__name__icontains=asked["who"]) | Q(by__email__icontains=asked["who"])
            trail = trail.filter(is_called_so, names_who=True)
        if asked.get("first"):
            trail = trail.filter(at__gte=datetime.combine(asked["first"], time.min, zone))
        if asked.get("last"):
            trail = trail.filter(at__lt=datetime.combine(asked["last"], time.min, zone) + timedelta(days=1))
        return trail
