"""Why a published report is withdrawn, and to whom one is given."""

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.forms.branches import RefusableForm, single_line
from agencies.forms.telling import refuse_telling


class WithdrawForm(RefusableForm):
    """Why a published report is withdrawn, for those who have read it."""

    because = forms.CharField(
        label=_("Sentence for its readers"),
        help_text=_("What is wrong with it, and where the right figures will be: they come with the next report."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        validators=[refuse_telling],
        error_messages={"required": _("Say in one sentence why it is withdrawn.")},
    )


class ShareForm(RefusableForm):
    """For whom a link to a published report is, and how long it works."""

    for_whom = forms.CharField(
        label=_("Who is the link for?"),
        help_text=_("A person or an organization. Your colleagues see this in the list of links."),
        max_length=120,
        validators=[refuse_telling],
        error_messages={"required": _("Enter the person or organization that you give the report to.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    email = forms.EmailField(
        label=_("E-mail address, if we should mail the link"),
        help_text=_("We send the link there and do not keep the address."),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    days = forms.TypedChoiceField(
        label=_("How long should the link work?"),
        choices=[(7, _("7 days")), (30, _("30 days")), (90, _("90 days"))],
        coerce=int,
        initial=30,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how long the link should work.")},
    )

    def clean_for_whom(self):
        return single_line(self.cleaned_data["for_whom"])
