"""ZIP codes become places, and the places are all of the United States."""

import logging
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from agencies import place_data
from agencies.actions.places import load_places
from agencies.models import Jurisdiction, ZipCode
from agencies.places import PlaceRefused, clean_zip, elsewhere_of, locate, locate_one, not_known_of
from tests import cast

FIVE_ONLY = "Enter only the first five digits."
NOT_FIVE = "Enter the five digits of the ZIP code."
NO_SUCH = "No ZIP code begins with these three digits. Check the five digits."


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    """All places, loaded once for this file; what a test changes in them is rolled back."""
    with django_db_blocker.unblock(), transaction.atomic():
        cast.unload()
        load_places(states=["NY", "MD", "CA"])
        yield
        transaction.set_rollback(True)


@pytest.fixture
def places(loaded, db):
    """All places, with the town names of New York, Maryland and California."""


def everything():
    return list(Jurisdiction.objects.order_by("id").values()), list(ZipCode.objects.order_by("zip").values())


@pytest.mark.parametrize("text", ["12208", " 12208 ", "12208\n", "\t12208"])
def test_five_digits_are_a_zip_code(text):
    assert clean_zip(text) == "12208"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("12206-1234", FIVE_ONLY),
        ("12206 1234", FIVE_ONLY),
        ("12206 - 1234", FIVE_ONLY),
        ("12206\u20131234", FIVE_ONLY),
        ("12206+1234", FIVE_ONLY),
        ("122061234", FIVE_ONLY),
        ("1220", NOT_FIVE),
        ("122080", NOT_FIVE),
        ("12208-", NOT_FIVE),
        ("\uff11\uff12\uff12\uff10\uff18", NOT_FIVE),
        ("\u0661\u0662\u0662\u0660\u0668", NOT_FIVE),
        ("12 208", NOT_FIVE),
        ("Albany", NOT_FIVE),
        ("14 Main Street 12208", NOT_FIVE),
        ("", NOT_FIVE),
        ("00000", NO_SUCH),
    ],
)
def test_anything_else_is_refused_and_not_echoed(text, sentence, caplog):
    with caplog.at_level(logging.DEBUG), pytest.raises(PlaceRefused) as refusal:
        clean_zip(text)

    assert str(refusal.value) == sentence
    assert caplog.records == []


def test_each_zip_code_of_a_batch_is_judged_alone(places):
    located = locate([" 12208", "12206-1234", "00399", "05401"], state="NY")

    assert {text: (place.jurisdiction.slug, place.zip_code) for text, place in located.places.items()} == {
        " 12208": ("ny-albany", "12208"),
        "05401": ("vt-chittenden", "05401"),
    }
    assert located.refused == {"12206-1234": FIVE_ONLY, "00399": NO_SUCH}


@pytest.mark.parametrize("zip_code", ["12201", "12222"])
def test_post_office_boxes_and_campuses_are_counted_under_their_county(places, zip_code):
    place = locate_one(zip_code, state="NY")

    assert (place.jurisdiction.slug, place.zip_code) == ("ny-albany", "")


def test_a_zip_code_too_small_to_name_is_counted_under_its_county(places):
    ZipCode.objects.filter(zip="10118").update(too_small=True)

    place = locate_one("10118", state="NY")

    assert (place.jurisdiction.slug, place.zip_code) == ("ny-new-york", "")


def test_a_military_zip_code_is_never_named(places):
    place = locate_one("09001", state="NY")

    assert (place.jurisdiction.slug, place.zip_code) == ("ae-not-known", "")


def test_a_zip_code_without_county_belongs_to_the_states_county_not_known(places):
    place = locate_one("10200", state="NY")

    assert place.jurisdiction == not_known_of("NY")


def test_a_plausible_zip_code_that_nobody_knows_is_elsewhere(places):
    assert not ZipCode.objects.filter(zip="12299").exists()

    place = locate_one("12299", state="MD")

    assert (place.jurisdiction, place.zip_code) == (elsewhere_of("MD"), "")
    assert place.jurisdiction.label == "Unknown or out of state"


@pytest.mark.parametrize("zip_code", ["00399", "00412", "21399", "98799"])
def test_a_prefix_that_no_state_has_is_refused(places, zip_code):
    with pytest.raises(PlaceRefused) as refusal:
        locate_one(zip_code, state="NY")

    assert str(refusal.value) == NO_SUCH


def test_without_places_nothing_real_is_refused(places):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM agencies_zipcode")
        cursor.execute("DELETE FROM agencies_jurisdiction")

    with pytest.raises(Jurisdiction.DoesNotExist):
        locate_one("12208", state="NY")


def test_known_zip_codes_are_found_in_one_query_and_unknown_ones_in_two_more(places, django_assert_num_queries):
    with django_assert_num_queries(1):
        locate(["12208", "12203", "12201", "1220"], state="NY")
    with django_assert_num_queries(3):
        locate(["12208", "12299", "12298", "00399"], state="NY")
    with django_assert_num_queries(0):
        locate(["1220", "12206-1234"], state="NY")


@pytest.mark.parametrize(("state", "number"), [("NY", 62), ("MD", 24), ("CA", 58)])
def test_each_county_is_one_place(places, state, number):
    assert Jurisdiction.objects.in_state(state).real_places().count() == number
    assert Jurisdiction.objects.in_state(state).count() == number + 2


@pytest.mark.parametrize(
    ("slug", "label"),
    [
        ("ny-st-lawrence", "St. Lawrence County"),
        ("md-st-marys", "St. Mary's County"),
        ("md-baltimore", "Baltimore County"),
        ("md-baltimore-city", "Baltimore City"),
        ("la-orleans-parish", "Orleans Parish"),
        ("va-james-city", "James City County"),
        ("ny-not-known", "County not known"),
        ("ny-elsewhere", "Unknown or out of state"),
    ],
)
def test_places_are_called_what_people_call_them(places, slug, label):
    assert Jurisdiction.objects.get(slug=slug).label == label


def test_states_limit_only_town_names_and_coordinates(places):
    albany, burlington = ZipCode.objects.get(zip="12208"), ZipCode.objects.get(zip="05401")

    assert ZipCode.objects.count() == 42_789
    assert (albany.name, albany.latitude, albany.longitude) == ("Albany", 42.656, -73.7964)
    assert (burlington.name, burlington.latitude, burlington.longitude) == ("", None, None)


def test_coordinates_of_zero_are_no_coordinates(places):
    load_places()

    assert ZipCode.objects.filter(latitude=0).count() == 0
    assert ZipCode.objects.filter(latitude=None).count() == 872


@pytest.mark.slow
def test_a_second_load_changes_nothing(places):
    before = everything()

    again = load_places(states=["NY", "MD", "CA"])

    assert (again.jurisdictions, again.added, again.changed, again.moved) == (0, 0, 0, [])
    assert everything() == before


def test_a_narrower_load_takes_nothing_away(places):
    before = everything()

    again = load_places(states=["VT"])

    assert again.changed == ZipCode.objects.filter(jurisdiction__state="VT").count()
    assert ZipCode.objects.get(zip="12208").name == "Albany"
    assert everything() != before


def test_a_zip_code_in_another_county_stays_and_is_reported(places, capsys):
    troy = Jurisdiction.objects.get(slug="ny-rensselaer")
    ZipCode.objects.filter(zip="12208").update(jurisdiction=troy)

    call_command("load_places", "--states", "NY,MD,CA")

    assert ZipCode.objects.get(zip="12208").jurisdiction == troy
    assert capsys.readouterr().out == (
        "0 counties and other places added, 0 ZIP codes added, 0 changed.\n"
        "1 ZIP codes are in another county in the new data and keep the county they have: 12208.\n"
    )


@pytest.mark.slow
def test_what_the_operator_marked_too_small_stays_marked(places):
    ZipCode.objects.filter(zip="12208").update(too_small=True, name="Old name")

    load_places()

    marked = ZipCode.objects.get(zip="12208")
    assert (marked.too_small, marked.name) == (True, "Albany")


def test_an_unknown_state_is_refused_and_nothing_is_loaded(places):
    ZipCode.objects.filter(zip="12208").delete()
    before = everything()

    with pytest.raises(CommandError) as refusal:
        call_command("load_places", "--states", "NY,ZZ")

    assert str(refusal.value) == "ZZ is not a state; give two-letter codes such as NY,MD,CA."
    assert refusal.value.returncode == 2
    assert everything() == before


def test_a_new_zip_code_is_added(places):
    ZipCode.objects.filter(zip="12208").delete()

    loaded = load_places(states=["NY", "MD", "CA"])

    assert (loaded.added, loaded.changed) == (1, 0)
    assert str(ZipCode.objects.get(zip="12208")) == "12208 Albany"


def test_the_spellings_of_a_county_are_one():
    spelled = {("MO", "St Louis County"), ("MO", "St. Louis County"), ("MO", "St. Louis city"), ("PR", "San Juan")}

    counties = place_data.match_spellings(spelled | {("PR", "San Juan Municipio")})

    assert counties == {
        ("MO", "St Louis County"): place_data.CountyRow("MO", "St. Louis", "county"),
        ("MO", "St. Louis County"): place_data.CountyRow("MO", "St. Louis", "county"),
        ("MO", "St. Louis city"): place_data.CountyRow("MO", "St. Louis City", "city"),
        ("PR", "San Juan"): place_data.CountyRow("PR", "San Juan Municipio", "county"),
        ("PR", "San Juan Municipio"): place_data.CountyRow("PR", "San Juan Municipio", "county"),
    }


def test_a_county_that_opted_out_takes_no_new_registrations(places):
    Jurisdiction.objects.filter(slug="md-kent").update(opted_out_on=date(2026, 3, 1))
    maryland = Jurisdiction.objects.in_state("MD")

    assert maryland.open_to_registrations_on(date(2026, 2, 28)).count() == 24
    assert maryland.open_to_registrations_on(date(2026, 3, 1)).count() == 23


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"name": "Albany"}, "This state already has a place of that name."),
        ({"kind": "elsewhere"}, "This state already has its place for what is not known."),
        (
            {"opted_in_on": date(2026, 2, 1), "opted_out_on": date(2026, 1, 1)},
            "A county cannot opt out before it opted in.",
        ),
    ],
)
def test_what_cannot_be_true_of_a_place_is_explained(places, change, sentence):
    troy = Jurisdiction.objects.get(slug="ny-rensselaer")
    for column, value in change.items():
        setattr(troy, column, value)

    with pytest.raises(ValidationError) as refusal:
        troy.validate_constraints()

    assert refusal.value.messages == [sentence]
