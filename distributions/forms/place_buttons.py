"""Places that are suggested for buttons."""

from django import forms
from django.utils.translation import gettext_lazy, ngettext

from agencies.forms.branches import RefusableForm
from agencies.forms.choices import offer_choices
from agencies.wording import say


class SuggestedPlacesForm(RefusableForm):
    """`suggested` are the `SuggestedPlace`s; all of them are ticked to begin with."""

    places = forms.MultipleChoiceField(
        label=gettext_lazy("Suggested places"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": gettext_lazy("Tick at least one place."),
            "invalid_choice": gettext_lazy("A place that you ticked has a button already. Look at the list again."),
        },
    )

    def __init__(self, *args, suggested, **kwargs):
        super().__init__(*args, **kwargs)
        offer_choices(self, "places", [(one.zip_code.pk, words_for(one)) for one in suggested])
        self.fields["places"].initial = [one.zip_code.pk for one in suggested]


def words_for(one):
    """The place, and how often kits were left there where that is why it is suggested."""
    if not one.visits:
        return str(one.zip_code)
    sentence = ngettext("%(place)s (%(visits)s visit)", "%(place)s (%(visits)s visits)", one.visits)
    return say(sentence, place=one.zip_code, visits=one.visits)
