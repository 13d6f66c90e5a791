"""One day, picked or typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as Sentence  # what `gettext_lazy` returns


def day_field(label: Sentence, *, missing: Sentence | None = None, **options) -> forms.DateField:
    """Return a field for one day; `missing` is the sentence where it is left empty."""
    return forms.DateField(
        label=label,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "invalid": _("Enter a date, such as 2028-03-31."),
            "required": missing or _("Enter the day."),
        },
        **options,
    )
