"""Words that somebody types and others read: not the place for a phone number, a day, an hour or a case number."""

import re

from django import forms
from django.utils.translation import gettext_lazy as _

TELLING = re.compile(
    r"\b\d{3}[-. )]{1,2}\d{3}[-. ]\d{4}\b"  # a phone
    r"|\b\d{1,2}[/.]\d{1,2}[/.]\d{2,4}\b|\b\d{4}-\d{1,2}-\d{1,2}\b"  # a day
    r"|\b\d{1,2}:\d{2}\b"  # an hour
    r"|\b\d{2,4}-\d{4,}\b|#\s*\d{3,}|\b\d{7,}\b"  # a case
)


def refuse_telling(text):
    """Raise ValidationError where words seem to hold a phone number, a day, an hour or a case number."""
    if TELLING.search(text):
        raise forms.ValidationError(
            _("This looks like a phone number, date, time, or case number. Please leave it out.")
        )
