"""Everything that is wrong with what was entered, in the order of the page, each with the box that it is about.

What is read may be a form, a formset, or a form that draws further ones inside and names them as `inner_forms`. The
entries of a formset are named by its `name_entry`, if it has one.
"""

from collections.abc import Iterator
from itertools import chain
from typing import Any, NamedTuple

from django.forms import BaseForm
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _

from agencies.wording import say

GROUPS = ("radioselect", "checkboxselectmultiple")


class Problem(NamedTuple):
    """A sentence to put something right, and the id of the control that it is about; "" where it is about none."""

    words: str
    control: str = ""


def problems_of(form: Any) -> list[Problem]:
    """Return what is wrong with a form or formset, all of it; nothing while it was not sent."""
    if not getattr(form, "is_bound", False):
        return []
    if isinstance(form, BaseForm):
        inner = [problem for part in getattr(form, "inner_forms", ()) for problem in problems_of(part)]
        return [*_of_form(form), *inner]
    return [*(Problem(str(error)) for error in form.non_form_errors()), *_of_entries(form)]


def first_control(field: BoundField) -> str:
    """Return the id of the first control of a field, where a link to the field leads."""
    if field.id_for_label:
        return field.id_for_label
    if field.widget_type in GROUPS and field.subwidgets:
        return field.subwidgets[0].id_for_label
    return f"{field.auto_id}_0"


def _of_form(form: BaseForm) -> Iterator[Problem]:
    """First what is about no field, and what is about one that nobody sees, then field by field."""
    unseen = [form.non_field_errors(), *(field.errors for field in form.hidden_fields())]
    for error in chain.from_iterable(unseen):
        yield Problem(str(error))
    for field in form.visible_fields():
        control = first_control(field) if field.errors else ""
        for error in field.errors:
            yield Problem(f"{field.label} \N{EN DASH} {error}", control)


def _of_entries(formset: Any) -> Iterator[Problem]:
    name_entry = getattr(formset, "name_entry", _name_entry)
    for number, form in enumerate(formset, 1):
        for problem in _of_form(form):
            between = ", " if problem.control else " \N{EN DASH} "
            yield problem._replace(words=f"{name_entry(number)}{between}{problem.words}")


def _name_entry(number: int) -> str:
    return say(_("Entry %(number)s"), number=number)
