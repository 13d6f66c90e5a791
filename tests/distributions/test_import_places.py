"""Places and items of a sheet as people write them: where they are counted, and what is said."""

import pytest

from agencies.county_names import fold_county
from agencies.models import Jurisdiction
from distributions.models import DailyCount

COUNTIES = ("Bronx", "Erie", "Kings", "New York", "Queens", "Richmond", "Saratoga", "St. Lawrence")


@pytest.fixture(autouse=True)
def counties(agency):
    """The counties of New York that these tests name, where they are not there already."""
    for name in COUNTIES:
        slug = f"ny-{name.lower().replace('. ', '-').replace(' ', '-')}"
        Jurisdiction.objects.get_or_create(state="NY", name=name, defaults={"slug": slug, "kind": "county"})


@pytest.fixture
def bring(run, tmp_path):
    """Import lines below a header; return (exit code, what was said line by line)."""

    def bring(*lines):
        file = tmp_path / "sheet.csv"
        file.write_text("\n".join(lines))
        code, said = run(file)
        return code, said.splitlines()

    return bring


def places():
    """What is counted: (county, ZIP code, kits)."""
    return list(DailyCount.objects.order_by("handed_out_on").values_list("jurisdiction__name", "zip_code", "items"))


def test_the_boroughs_of_new_york_city_are_known(agency, bring):
    names = ["Manhattan", "brooklyn", "Staten Island", "Queens", "The Bronx", "Borough of Queens"]

    code, _said = bring("Date,Borough,Kits", *(f"9/{day}/2026,{name},{day}" for day, name in enumerate(names, 8)))

    assert code == 0
    assert [name for name, _zip, _kits in places()] == ["New York", "Kings", "Richmond", "Queens", "Bronx", "Queens"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Saint Lawrence", "st lawrence"),
        ("St.Lawrence", "st lawrence"),
        ("ST LAWRENCE COUNTY, N.Y.", "st lawrence"),
        ("Albany Co.", "albany"),
        ("County of Albany", "albany"),
        ("Albany (County), NY", "albany"),
        ("Albany NY", "albany"),
        ("New York", "new york"),
        ("New York, NY", "new york"),
        ("Albany, MA", "albany ma"),
        ("County", "county"),
    ],
)
def test_a_county_is_compared_without_what_people_put_around_its_name(text, name):
    assert fold_county(text, "NY") == name


def test_an_apostrophe_of_any_kind_is_none():
    assert {fold_county(text, "MD") for text in ("St. Mary's", "Saint Mary\u2019s County", "St Marys")} == {
        "st marys"
    }


def test_saint_state_and_county_name_the_same_place(agency, bring):
    code, _said = bring(
        "Date,County,Kits", "9/5/2026,Saint Lawrence,1", '9/7/2026,"Albany, NY",1', "9/11/2026,Albany Co.,1"
    )

    assert code == 0
    assert [name for name, _zip, _kits in places()] == ["St. Lawrence", "Albany", "Albany"]


def test_one_box_for_zip_code_or_county(agency, bring):
    code, said = bring("Date,Jurisdiction or ZIP code,Kits", "9/1/2026,12207,1", "9/2/2026,Rensselaer,2")

    assert code == 0
    assert said[0] == "1 line has a county in place of a ZIP code."
    assert places() == [("Albany", "12207", 1), ("Rensselaer", "", 2)]


def test_a_zip_code_among_the_counties(agency, bring):
    code, said = bring("Date,County,Kits", "9/1/2026,12207,1", "9/2/2026,Rensselaer,2")

    assert code == 0
    assert said[0] == "1 line has a ZIP code in place of a county."
    assert places() == [("Albany", "12207", 1), ("Rensselaer", "", 2)]


def test_a_word_that_is_no_county_among_the_zip_codes_is_refused_and_not_repeated(agency, bring):
    code, said = bring("Date,ZIP,Kits", "9/1/2026,Doe,1")

    assert code == 1
    assert said[0] == "Row 2, ZIP code: Enter the five digits of the ZIP code."
    assert not DailyCount.objects.exists()


def test_zip_code_and_county_that_contradict_each_other_are_listed(agency, bring):
    lines = ["9/1/2026,12207,Erie,1", "9/2/2026,12180,Albany Co.,1", '9/3/2026,12207,"Albany, NY",1']

    code, said = bring("Date,ZIP,County,Kits", *lines)

    assert code == 1
    assert said[:2] == [
        "Row 2, County: The ZIP code is in Albany County, the line says Erie County. Correct one of them.",
        "Row 3, County: The ZIP code is in Rensselaer County, the line says Albany County. Correct one of them.",
    ]
    assert places() == [("Albany", "12207", 1)]


def test_a_zip_code_that_no_table_knows_counts_under_the_county_of_its_line(agency, bring):
    code, said = bring("Date,ZIP,County,Kits", "9/2/2026,12298,Albany,1", "9/3/2026,12199,Saratoga,2")

    assert code == 0
    assert said[0] == "2 lines have ZIP codes that no table knows. They are counted under their counties."
    assert places() == [("Albany", "", 1), ("Saratoga", "", 2)]


def test_a_county_that_is_none_beside_a_zip_code_is_said(agency, bring):
    code, said = bring("Date,ZIP,County,Kits", "9/2/2026,12207,Capital District,1")

    assert code == 0
    assert said[0] == "1 line names a county that this state does not have. It is counted by its ZIP code."
    assert places() == [("Albany", "12207", 1)]


def test_zip_codes_as_programs_write_them(agency, bring):
    code, _said = bring("Date,ZIP,Kits", "9/2/2026,12207.0,1", '9/3/2026,"=""12207""",1', "9/4/2026,'12207,1")

    assert code == 0
    assert places() == [("Albany", "12207", 1)] * 3


def test_the_day_a_form_was_sent_is_taken_and_said(agency, bring):
    code, said = bring("Timestamp,ZIP code where kit was left,Number of kits left", "9/1/2026 14:03:22,12207,2")

    assert code == 0
    assert said[:2] == [
        "We left out the time of 1 date.",
        "The sheet has no date: 1 line has the day on which its form was sent.",
    ]


@pytest.mark.parametrize("name", ["Naloxone kit", "Narcan", "NARCAN KITS", "Nasal naloxone"])
def test_the_one_kit_under_the_names_that_people_give_it(agency, bring, kit, name):
    code, _said = bring("Date,ZIP,Kits,Item", f"9/2/2026,12180,2,{name}")

    assert code == 0
    assert DailyCount.objects.get().item == kit


def test_an_item_that_is_none_is_refused(agency, bring):
    code, said = bring(
        "Date,ZIP,Kits,Item",
        "9/2/2026,12180,2,Naloxone kit (two 8 mg doses)",
        "9/2/2026,12180,5,Fentanyl test strips",
    )

    assert code == 1
    assert said[0] == "Row 2, Item: There is no such item. Leave the cell empty for naloxone kits."
    assert [items for _name, _zip, items in places()] == [5]


def test_footers_and_repeated_headers_are_counted_as_such_and_refuse_nothing(agency, bring):
    header = "Date,ZIP,Kits,People trained"

    code, said = bring(
        header, "9/1/2026,12207,1,1", header, "9/2/2026,12180,2,2", "Sub-total,,3,3", "Grand Total,,3,3"
    )

    assert code == 0
    assert said[:2] == ["2 lines with totals are not read.", "1 line repeats the header and is not read."]
