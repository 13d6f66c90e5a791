"""What a field offers to choose from, where that is known only when the form is made."""

from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from django import forms
from django.db.models import QuerySet

Kind = TypeVar("Kind", bound=forms.Field)
Value = TypeVar("Value")


def offer_rows(form: forms.BaseForm, name: str, rows: QuerySet) -> None:
    """Let the field `name` choose among `rows`."""
    _field(form, name, forms.ModelChoiceField).queryset = rows


def offer_choices(form: forms.BaseForm, name: str, choices: Iterable) -> None:
    """Let the field `name` choose among `choices`: what is sent → what people read, in pairs."""
    _field(form, name, forms.ChoiceField).choices = list(choices)


def offer_values(
    form: forms.BaseForm,
    name: str,
    values: Mapping[str, Value],
    *,
    label: Callable[[Value], str] = str,
    first: Iterable = (),
) -> None:
    """Let the field `name` choose among `values` by their keys, and give the value; `first` are pairs before them."""
    field = _field(form, name, forms.TypedChoiceField)
    field.choices = [*first, *((key, label(value)) for key, value in values.items())]
    field.coerce = values.get


def _field(form: forms.BaseForm, name: str, kind: type[Kind]) -> Kind:
    field = form.fields[name]
    if not isinstance(field, kind):
        raise TypeError(f"{name} is no {kind.__name__}.")
    return field
