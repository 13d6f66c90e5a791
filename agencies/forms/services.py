"""What the directory of local services is asked for."""

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.forms.operators import CountyFilter
from agencies.models import LocalService


class ServiceFilter(CountyFilter):
    kind = forms.ChoiceField(
        label=_("What it does"), required=False, choices=[("", _("Everything")), *LocalService.Kind.choices]
    )

    def narrow(self, services):
        """Return those of the county that was chosen, with those of the whole state, and of the kind."""
        if not (self.is_bound and self.is_valid()):
            return services
        if county := self.cleaned_data["county"]:
            services = services.filter(Q(jurisdiction=county) | Q(jurisdiction=None))
        return services.filter(kind=self.cleaned_data["kind"]) if self.cleaned_data["kind"] else services
