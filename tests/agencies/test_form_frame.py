"""The frame of every form: all that is wrong at once with a way to each box, what was typed, and the buttons."""

import re

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template.loader import render_to_string

from agencies.forms.branches import RefusableForm
from agencies.forms.problems import problems_of
from tests.house.test_templates import TEMPLATES, name_of


class LotForm(forms.Form):
    number = forms.CharField(label="Lot number")
    reason = forms.ChoiceField(
        label="Why", choices=[("lost", "Lost"), ("expired", "Expired")], widget=forms.RadioSelect
    )
    key = forms.UUIDField(widget=forms.HiddenInput)

    def clean(self):
        self.add_error(None, "This lot is recalled.")


LotForms = forms.formset_factory(LotForm, extra=0, max_num=2, validate_max=True)


class DeliveryForm(RefusableForm):
    came_on = forms.DateField(label="Received on")
    slip = forms.FileField(label="Packing slip", help_text="As a picture.", required=False)

    def __init__(self, data=None, **options):
        super().__init__(data, **options)
        self.inner_forms = [LotForms(data, prefix="lots")]


TYPED = {
    "came_on": "yesterday",
    "lots-TOTAL_FORMS": "2",
    "lots-INITIAL_FORMS": "0",
    "lots-0-number": "A1",
    "lots-0-reason": "stolen",
    "lots-0-key": "x",
    "lots-1-number": "",
    "lots-1-reason": "lost",
    "lots-1-key": "0dd5b5a4-5d71-4a39-8b8a-5d8a3b2a1c00",
}


@pytest.fixture
def refused():
    return DeliveryForm(TYPED)


def draw(form, **more):
    return render_to_string("parts/form.html", {"form": form, "button": "Save", **more})


def test_a_form_that_was_not_sent_has_no_problems():
    assert problems_of(DeliveryForm()) == []
    assert problems_of(LotForms(prefix="lots")) == []


def test_all_problems_are_told_at_once_in_the_order_of_the_page(refused):
    told = problems_of(refused)

    assert [tuple(problem) for problem in told] == [
        ("Received on \N{EN DASH} Enter a valid date.", "id_came_on"),
        ("Entry 1 \N{EN DASH} This lot is recalled.", ""),
        ("Entry 1 \N{EN DASH} Enter a valid UUID.", ""),
        (
            "Entry 1, Why \N{EN DASH} Select a valid choice. stolen is not one of the available choices.",
            "id_lots-0-reason_0",
        ),
        ("Entry 2 \N{EN DASH} This lot is recalled.", ""),
        ("Entry 2, Lot number \N{EN DASH} This field is required.", "id_lots-1-number"),
    ]


def test_what_is_wrong_with_a_formset_as_a_whole_is_told_first():
    told = problems_of(LotForms({**TYPED, "lots-TOTAL_FORMS": "3"}, prefix="lots"))

    assert told[0].words == "Please submit at most 2 forms."


def test_a_formset_may_name_its_entries_in_its_own_way(refused):
    lots = refused.inner_forms[0]
    lots.name_entry = "Line {}".format

    assert problems_of(lots)[0].words == "Line 1 \N{EN DASH} This lot is recalled."


def test_the_frame_keeps_what_was_typed_and_leads_to_each_box(refused):
    page = draw(refused, cancel_url="/stock/")

    assert 'value="yesterday"' in page
    assert '<li><a href="#id_came_on">Received on \N{EN DASH} Enter a valid date.</a></li>' in page
    assert page.count("error-summary") == 1
    assert '<a class="button quiet" href="/stock/">Cancel</a>' in page


def test_a_file_that_was_sent_has_to_be_chosen_again_and_the_frame_says_so(refused):
    sentence = "A page cannot keep a file. Choose it again."
    with_file = DeliveryForm(TYPED, files={"slip": SimpleUploadedFile("slip.png", b"x")})

    assert sentence in draw(with_file)
    assert sentence not in draw(refused)
    assert sentence not in draw(DeliveryForm())
    assert 'enctype="multipart/form-data"' in draw(DeliveryForm())


def test_each_button_says_which_it_is(refused):
    page = draw(refused, button_name="agreed", other_button="More lines", other_name="more", button_look="danger")

    assert re.findall(r"<button class=\"([^\"]*)\" name=\"(\w+)\" value=\"yes\">([^<]*)<", page) == [
        ("button danger", "agreed", "Save"),
        ("button quiet", "more", "More lines"),
    ]


OWN_FORMS = re.compile(r"\|crispy\b|{% crispy |<form class=\"form\b|class=\"error-summary\"")
FRAMES = {"parts/form.html", "parts/error_summary.html", "allauth/elements/form.html", "allauth/elements/fields.html"}


def test_every_form_is_drawn_by_the_frame():
    pages = {name_of(path): path.read_text() for path in TEMPLATES}
    own = [name for name, source in pages.items() if OWN_FORMS.search(source)]

    assert [name for name in own if name not in FRAMES and not name.startswith("lbn/")] == []


@pytest.mark.parametrize(
    "planted", ["{{ form|crispy }}", '<form class="form wide" method="post">', '<div class="error-summary">']
)
def test_a_planted_form_is_found(planted):
    assert OWN_FORMS.search(planted)
