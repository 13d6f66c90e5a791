"""What is typed beside the figures: a comment, a confirmation, a question."""

import re

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.forms.branches import Refusable

TELLING = re.compile(
    r"\b\d{3}[-. )]{1,2}\d{3}[-. ]\d{4}\b"  # a phone
    r"|\b\d{1,2}[/.]\d{1,2}[/.]\d{2,4}\b|\b\d{4}-\d{1,2}-\d{1,2}\b"  # a day
    r"|\b\d{1,2}:\d{2}\b"  # an hour
    r"|\b\d{2,4}-\d{4,}\b|#\s*\d{3,}|\b\d{7,}\b"  # a case
)
REMINDER = _("About the figures only: no names, phone numbers, days, addresses or case numbers.")


def refuse_telling(text):
    """Raise ValidationError where words seem to hold a phone number, a day, an hour or a case number."""
    if TELLING.search(text):
        raise forms.ValidationError(
            _("This looks like a phone number, a day, an hour or a case number. Leave it out: say it without.")
        )


class SendForm(Refusable, forms.Form):
    """What goes with an agency's report; "no kits" is asked only where none was logged."""

    no_kits = forms.BooleanField(
        label=_("No kits this period: none was left"),
        error_messages={"required": _("Confirm that no kit was left, or log what is missing first.")},
    )
    comment = forms.CharField(
        label=_("Comment for your supplier"),
        help_text=REMINDER,
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        validators=[refuse_telling],
    )

    def __init__(self, *args, is_empty, **kwargs):
        super().__init__(*args, **kwargs)
        if not is_empty:
            del self.fields["no_kits"]

    @property
    def answers(self):
        """What `submit` takes."""
        return {"comment": self.cleaned_data["comment"], "no_kits": self.cleaned_data.get("no_kits", False)}


class QuestionForm(Refusable, forms.Form):
    """What the supplier asks back."""

    question = forms.CharField(
        label=_("Your question"),
        help_text=REMINDER,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        validators=[refuse_telling],
        error_messages={"required": _("Write what you would like to know.")},
    )


class WithdrawForm(forms.Form):
    """Why a published report is withdrawn, for those who have read it."""

    because = forms.CharField(
        label=_("Sentence for its readers"),
        help_text=_("What is wrong with it, and where the right figures will be: they come with the next report."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        validators=[refuse_telling],
        error_messages={"required": _("Say in one sentence why it is withdrawn.")},
    )
