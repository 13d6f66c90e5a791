"""What is typed beside the figures: a comment, a confirmation, a question."""

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.forms.branches import Refusable
from agencies.forms.telling import refuse_telling
from agencies.terms import TYPED_LABELS

MOST_TYPED = 1_000_000
REMINDER = _("About the figures only: no names, phone numbers, days, addresses or case numbers.")


def comment_field(*, required, label):
    return forms.CharField(
        label=label,
        help_text=REMINDER,
        max_length=500,
        required=required,
        widget=forms.Textarea(attrs={"rows": 3}),
        validators=[refuse_telling],
        error_messages={"required": _("Say in the comment why the figures change.")},
    )


def typed_field(name):
    return forms.IntegerField(
        label=TYPED_LABELS[name],
        min_value=0,
        max_value=MOST_TYPED,
        required=False,
        help_text=_("Leave it empty where you do not know."),
        error_messages={"invalid": _("Enter a whole number, such as 12, or leave it empty.")},
    )


class Typed(forms.Form):
    """A form with the typed figures that are `asked`, by name."""

    def __init__(self, *args, asked=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.asked = asked
        self.fields = {name: typed_field(name) for name in asked} | self.fields

    @property
    def typed(self):
        """{name: figure}, None where nothing was typed."""
        return {name: self.cleaned_data.get(name) for name in self.asked}


class SendForm(Refusable, Typed):
    """What goes with an agency's report. "No kits" is asked only where none was logged, and `unlike` earlier reports
    a comment, or to send it all the same."""

    no_kits = forms.BooleanField(
        label=_("No kits this period: none was left"),
        error_messages={"required": _("Confirm that no kit was left, or log what is missing first.")},
    )
    comment = comment_field(required=False, label=_("Comment for your supplier"))
    all_the_same = forms.BooleanField(label=_("Send it without a comment"), required=False)

    def __init__(self, *args, is_empty, unlike=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.unlike = unlike
        if not is_empty:
            del self.fields["no_kits"]
        if not unlike:
            del self.fields["all_the_same"]

    def clean(self):
        super().clean()
        cleaned = self.cleaned_data
        commented = cleaned.get("comment") or "comment" in self.errors
        if self.unlike and not commented and not cleaned.get("all_the_same"):
            words = _("Some figures are unlike your earlier reports. Say why in a comment, or send it without one.")
            self.add_error("comment", words)
        return cleaned

    @property
    def answers(self):
        """What `submit` takes."""
        no_kits = self.cleaned_data.get("no_kits", False)
        return {"comment": self.cleaned_data["comment"], "no_kits": no_kits, "typed": self.typed}


class DraftForm(Typed):
    """The same while it is not sent: nothing is asked for."""

    no_kits = forms.BooleanField(required=False)
    comment = comment_field(required=False, label=_("Comment for your supplier"))


class AmendForm(Refusable, Typed):
    """What an amendment may change: typed figures, and the comment, which says why."""

    comment = comment_field(required=True, label=_("What changes, and why"))

    @property
    def answers(self):
        """What `amend` takes."""
        return {"comment": self.cleaned_data["comment"], "typed": self.typed}


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
