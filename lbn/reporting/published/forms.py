"""Why a published report is withdrawn."""

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.forms.branches import RefusableForm
from lbn.reporting.returns.forms.reports import refuse_telling


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
