"""An earlier answer decides which later fields count; those of another answer are neither judged nor kept."""

import pytest
from django import forms

from agencies.forms.branches import BranchForm


class WayForm(BranchForm):
    branch_by = "way"
    branches = {"mail": ["email"], "call": ["phone", "hour"]}

    way = forms.ChoiceField(choices=[("mail", "By mail"), ("call", "By phone"), ("none", "Not at all")])
    email = forms.EmailField()
    phone = forms.CharField()
    hour = forms.IntegerField()


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        (
            {"way": "mail", "email": "a@b.org", "phone": "555", "hour": "noon"},
            {"way": "mail", "email": "a@b.org", "phone": "", "hour": None},
        ),
        (
            {"way": "call", "email": "no address", "phone": "555", "hour": "9"},
            {"way": "call", "email": "", "phone": "555", "hour": 9},
        ),
        ({"way": "none", "email": "no address"}, {"way": "none", "email": "", "phone": "", "hour": None}),
    ],
    ids=["one", "another", "neither"],
)
def test_only_the_fields_of_the_answer_count(sent, kept):
    form = WayForm(sent)

    assert form.is_valid()
    assert form.cleaned_data == kept


def test_the_fields_of_the_answer_are_judged_and_all_are_drawn():
    form = WayForm({"way": "call", "email": "no address", "phone": "", "hour": "noon"})

    assert sorted(form.errors) == ["hour", "phone"]
    assert list(form.fields) == ["way", "email", "phone", "hour"]


def test_without_an_answer_only_the_answer_is_asked_for():
    form = WayForm({"email": "no address"})

    assert list(form.errors) == ["way"]
