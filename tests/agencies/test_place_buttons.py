"""The place buttons on an agency's terminals."""

import pytest
from django.urls import reverse

from agencies.actions.presets import add_preset
from agencies.models import PlacePreset


@pytest.fixture
def page(agency):
    return reverse("agencies:terminals", kwargs={"slug": agency.slug})


def test_place_buttons_are_in_place_name_order(agency, alice, at, page):
    browser = at(alice)
    for zip_code in ("12180", "12207", " 12047 "):
        browser.post(f"{page}places/", {"zip_code": zip_code})

    answer = browser.get(f"{page}places/")

    names = [str(preset.zip_code) for preset in answer.context["presets"]]
    assert names == ["12207 Albany", "12047 Cohoes", "12180 Troy"]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("12207", "This ZIP code has a button already."),
        ("1220", "Enter the five digits of the ZIP code."),
        ("12208-1234", "Enter only the first five digits."),
        ("99999", "This ZIP code is not in our list: check the five digits."),
        ("12222", "Kits left there are counted under Albany County only, which is on every terminal anyway."),
    ],
)
def test_a_place_button_is_refused_at_its_field(agency, alice, at, page, typed, sentence):
    add_preset(agency=agency, zip_code="12207", by=alice)

    answer = at(alice).post(f"{page}places/", {"zip_code": typed})

    assert answer.context["form"].errors == {"zip_code": [sentence]}
    assert PlacePreset.objects.count() == 1


def test_the_ninth_place_button_does_not_fit(agency, alice, at, page):
    browser = at(alice)
    for number in range(12202, 12211):
        answer = browser.post(f"{page}places/", {"zip_code": str(number)})

    assert answer.context["form"].errors == {
        "zip_code": ["Eight place buttons are the most that fit: remove one first."]
    }
    assert PlacePreset.objects.count() == 8


def test_a_place_button_is_removed(agency, alice, at, page):
    preset = add_preset(agency=agency, zip_code="12207", by=alice)

    at(alice).post(f"{page}places/{preset.pk}/remove/")

    assert not PlacePreset.objects.exists()
