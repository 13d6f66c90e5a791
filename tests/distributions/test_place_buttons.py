"""The place buttons on an agency's terminals."""

from datetime import date

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from agencies.actions.presets import add_preset
from agencies.models import AuditEvent, PlacePreset, ZipCode
from distributions.place_buttons import suggest_places

ALBANY = ["12202", "12203", "12204", "12205", "12206", "12207", "12208", "12209"]


@pytest.fixture
def told():
    """The sentences that an answer tells the user: `told(answer)`."""
    return lambda answer: [str(message) for message in get_messages(answer.wsgi_request)]


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


def suggested(agency, today):
    return [(one.zip_code.pk, one.visits) for one in suggest_places(agency, today=today)]


def test_a_new_agency_is_suggested_the_largest_town_of_its_county(agency, today):
    assert suggested(agency, today) == [(number, 0) for number in ALBANY]


def test_a_town_in_the_agencys_name_comes_first(agency, today):
    agency.name = "Cohoes Police Department"

    assert suggested(agency, today)[:2] == [("12047", 0), ("12202", 0)]


def test_where_kits_are_left_comes_first_of_all(agency, today, leave):
    for zip_code, visits in (("12180", 2), ("12110", 3)):
        for _ in range(visits):
            leave(zip_code)

    assert suggested(agency, today)[:3] == [("12110", 3), ("12180", 2), ("12202", 0)]


def test_what_lies_more_than_a_year_back_suggests_nothing(agency, today, leave):
    leave("12180", day=date(2025, 11, 25), on=date(2025, 11, 25))

    assert "12180" not in dict(suggested(agency, today))


def test_places_that_are_never_named_are_never_suggested(agency, today, leave):
    leave("12202")
    ZipCode.objects.filter(pk="12202").update(too_small=True)

    assert "12202" not in dict(suggested(agency, today))


def test_no_more_are_suggested_than_fit(agency, alice, today):
    for zip_code in ("12047", "12110", *ALBANY[:5]):
        add_preset(agency=agency, zip_code=zip_code, by=alice)

    assert suggested(agency, today) == [("12207", 0)]
    add_preset(agency=agency, zip_code="12207", by=alice)
    assert suggested(agency, today) == []


def test_another_agencys_log_suggests_nothing(agency, stranger, today, leave):
    leave("12110", to=stranger)

    assert suggested(agency, today)[0] == ("12202", 0)


def test_all_that_are_suggested_get_a_button_with_one_press(agency, alice, at, page, today, told):
    shown = at(alice).get(f"{page}places/").context["suggestions"]

    answer = at(alice).post(f"{page}places/suggested/", {"places": shown["places"].value()})

    assert told(answer) == ["8 places have a button now, on every terminal of your agency."]
    assert list(PlacePreset.objects.order_by("zip_code").values_list("zip_code", flat=True)) == ALBANY
    assert AuditEvent.objects.filter(what="preset.added", agency=agency).count() == 8


@pytest.mark.parametrize(
    ("ticked", "sentence"),
    [
        ([], "Tick at least one place."),
        (["05201"], "A place that you ticked has a button already. Look at the list again."),
    ],
)
def test_what_is_not_suggested_gets_no_button(agency, alice, at, page, ticked, sentence):
    answer = at(alice).post(f"{page}places/suggested/", {"places": ticked})

    assert answer.context["suggestions"].errors == {"places": [sentence]}
    assert not PlacePreset.objects.exists()


@pytest.mark.parametrize("rows", [1, 6])
def test_suggestions_cost_the_same_with_more_places(agency, today, leave, rows, django_assert_num_queries):
    for zip_code in ALBANY[:rows]:
        leave(zip_code)

    with django_assert_num_queries(7):
        suggest_places(agency, today=today)
