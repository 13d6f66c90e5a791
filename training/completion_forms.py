"""What people enter about one person's completions and about two entries of one person."""

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.forms.branches import Refusable
from agencies.forms.choices import offer_rows
from agencies.forms.days import day_field
from training.models import Completion, Course, Person


class CompletionForm(Refusable, forms.Form):
    completed_on = day_field(_("Completed on"), missing=_("Enter the day on which it was completed."))


class CertificateForm(Refusable, forms.Form):
    """A course completed elsewhere, which is no session of the agency."""

    course = forms.ModelChoiceField(
        Course.objects.none(),
        label=_("Course"),
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the course.")},
    )
    completed_on = day_field(_("Completed on"), missing=_("Enter the day on the certificate."))
    issued_by = forms.ChoiceField(
        label=_("Certificate given by"),
        choices=Completion.IssuedBy.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who gave the certificate.")},
    )

    def __init__(self, *args, courses, **kwargs):
        super().__init__(*args, **kwargs)
        offer_rows(self, "course", courses)


class EntryChoice(forms.ModelChoiceField):
    """A choice of somebody on the roster, told apart from others of the same name."""

    def label_from_instance(self, obj):
        return describe_entry(obj)


class EntryMergeForm(Refusable, forms.Form):
    """The other entry of the same person."""

    duplicate = EntryChoice(
        Person.objects.none(),
        label=_("The other entry"),
        empty_label=_("Choose a person"),
        error_messages={"required": _("Choose the other entry of this person.")},
    )

    def __init__(self, *args, others, **kwargs):
        super().__init__(*args, **kwargs)
        offer_rows(self, "duplicate", others)


def describe_entry(person):
    """Somebody in one line, so that two of the same name can be told apart."""
    return " · ".join(filter(None, [str(person), person.employee_number, person.unit, person.rank]))
