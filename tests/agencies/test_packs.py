"""A program pack is read as it is meant, and its rules answer what one asks of them."""

from datetime import date
from pathlib import Path

import pytest

from agencies.models import AgencyKind
from agencies.packs import Deadlines, read_pack, read_packs
from agencies.packs.schema import AGENCY_KINDS

SHIPPED = Path(__file__).parents[2] / "agencies" / "programs"
TRIAL = Path(__file__).parents[1] / "data" / "packs"
MARYLAND = (TRIAL / "maryland.toml").read_text()
NEW_YORK_CITY = ["New York", "Kings", "Queens", "Bronx", "Richmond"]


@pytest.fixture
def new_york():
    return read_pack(SHIPPED / "new_york.toml").rules


@pytest.fixture
def maryland():
    return read_pack(TRIAL / "maryland.toml").rules


def slugs(entries):
    return [entry["slug"] for entry in entries]


def test_what_a_pack_leaves_out_is_there_with_its_default(maryland):
    assert maryland.content["documents"] == [
        {
            "slug": "standing_order",
            "name": "Standing order",
            "about": "",
            "required": True,
            "validity_months": 24,
            "held_by": "agency",
            "asked_for": "application",
            "before_start": False,
            "review_months": None,
            "above_units": None,
            "if_recurring": False,
        }
    ]
    assert maryland.content["glossary"] == []
    assert maryland.content["supplier_kinds"][0]["who"] == "any"
    assert maryland.content["reporting_profiles"][1]["due_day"] == 10
    assert maryland.content["settings"] == {"course_validity_preset_months": None, "review_business_days": 10}


def test_the_hash_is_of_what_a_pack_says(tmp_path):
    path = tmp_path / "maryland.toml"
    path.write_text("# a comment\n" + MARYLAND)
    commented = read_pack(path)
    path.write_text(MARYLAND.replace("Trial office", "Other office"))
    changed = read_pack(path)

    assert commented.sha256 == read_pack(TRIAL / "maryland.toml").sha256
    assert changed.sha256 != commented.sha256


def test_new_york_is_a_listed_program_of_eight_kinds_of_agency(new_york):
    assert [pack.slug for pack in read_packs(SHIPPED)] == [
        "los_angeles_county",
        "maryland_ems",
        "new_york",
        "san_diego",
    ]
    assert new_york.content["entry"] == "listed"
    assert new_york.content["time_zone"] == "America/New_York"
    assert new_york.content["office"]["name"] == "NY ORS team"
    assert new_york.content["documents"] == []
    assert len(new_york.content["agency_kinds"]) == 8


def test_packs_and_agencies_know_the_same_kinds():
    assert list(AGENCY_KINDS) == AgencyKind.values


def test_maryland_accepts_a_health_department_where_new_york_refuses_it(maryland, new_york):
    in_maryland = maryland.supplier_kinds_for(agency_is_oopp=False)
    in_new_york = new_york.supplier_kinds_for(agency_is_oopp=False)

    assert slugs(in_maryland) == ["health_department", "county_orp"]
    assert slugs(in_new_york) == ["oopp", "regional_ems", "matters"]
    assert maryland.supplier_refusal("health_department", agency_is_oopp=False) is None
    assert new_york.supplier_refusal("health_department", agency_is_oopp=False) == (
        "The state health department furnishes kits only to agencies that are registered OOPPs themselves."
    )


def test_new_york_lets_a_registered_oopp_have_the_health_department(new_york):
    kinds = new_york.supplier_kinds_for(agency_is_oopp=True)

    assert slugs(kinds) == ["oopp", "regional_ems", "matters", "health_department"]
    assert new_york.supplier_refusal("health_department", agency_is_oopp=True) is None


def test_a_kind_of_supplier_that_the_pack_does_not_know_is_refused(new_york):
    refusal = new_york.supplier_refusal("ndp", agency_is_oopp=False)

    assert refusal == "This state program has no supplier of this kind."


@pytest.mark.parametrize(
    ("agency_is_oopp", "counties", "profiles", "cadence"),
    [
        (False, ["Albany"], ["supplier"], "quarterly"),
        (False, ["Kings"], ["supplier"], "quarterly"),
        (True, ["Albany"], ["state"], "quarterly"),
        (True, ["Albany", "Bronx"], ["new_york_city"], "monthly"),
        *((True, [county], ["new_york_city"], "monthly") for county in NEW_YORK_CITY),
    ],
)
def test_new_york_reports_go_where_the_agency_is(new_york, agency_is_oopp, counties, profiles, cadence):
    found = new_york.reporting_profiles_for(agency_is_oopp=agency_is_oopp, counties=counties)

    assert slugs(found) == profiles
    assert new_york.cadence_for(agency_is_oopp=agency_is_oopp, counties=counties) == cadence


def test_due_and_seal_days_come_from_the_profiles_of_the_cadence(new_york, maryland):
    assert new_york.deadlines_for("monthly") == Deadlines(due_day=10, seal_day=20)
    assert maryland.deadlines_for("monthly") == Deadlines(due_day=8, seal_day=15)
    assert maryland.deadlines_for("quarterly") == Deadlines(due_day=10, seal_day=20)


@pytest.mark.parametrize(
    ("day", "held"),
    [
        (date(2026, 1, 31), ["naloxone"]),
        (date(2026, 2, 1), ["naloxone", "strips"]),
        (date(2026, 3, 31), ["naloxone", "strips"]),
        (date(2026, 4, 1), ["naloxone"]),
    ],
)
def test_a_kit_holds_what_the_rules_of_the_day_ask(maryland, day, held):
    assert slugs(maryland.kit_contents_on(day, agency_is_oopp=False)) == held


def test_strips_are_part_of_the_kit_for_a_registered_oopp_only(new_york):
    def rule(*, agency_is_oopp):
        contents = new_york.kit_contents_on(date(2026, 11, 21), agency_is_oopp=agency_is_oopp)
        return {content["name"]: content["rule"] for content in contents}[
            "Fentanyl test strips, with how to use them"
        ]

    assert rule(agency_is_oopp=True) == "required"
    assert rule(agency_is_oopp=False) == "separate"


def test_required_courses_are_told_from_the_others(new_york, maryland):
    assert slugs(new_york.required_courses()) == ["naloxone_administration", "lbn_program"]
    assert slugs(maryland.required_courses()) == ["leave_behind"]


@pytest.mark.parametrize(
    ("answers", "pathway"),
    [
        ({"registered_oopp": "yes", "local_oopp": "yes"}, "own_registration"),
        ({"registered_oopp": "no", "local_oopp": "yes", "regional_ems": "yes"}, "partner_oopp"),
        ({"registered_oopp": "no", "local_oopp": "not_sure", "regional_ems": "yes"}, "partner_ems"),
        ({"registered_oopp": "no", "local_oopp": "no", "regional_ems": "no"}, "matters"),
        ({}, "find_oopp"),
    ],
)
def test_the_wizard_recommends_the_first_pathway_that_fits(new_york, answers, pathway):
    assert new_york.pathway_for(answers)["slug"] == pathway


@pytest.fixture(params=["los_angeles_county", "maryland_ems", "new_york", "san_diego"])
def shipped(request):
    return read_pack(SHIPPED / f"{request.param}.toml").rules


def test_every_card_tells_how_to_engage_what_to_say_and_what_not_to(shipped):
    points = {section["slug"]: len(section["points"]) for section in shipped.card("en")}

    assert points.keys() >= {"who", "show", "call_911", "good_samaritan"}
    assert (points["engage"], points["say"], points["do_not_say"]) == (8, 14, 4)


def test_every_card_is_there_in_spanish(shipped):
    english, spanish = shipped.card("en"), shipped.card("es")

    assert slugs(spanish) == slugs(english)
    assert all(one["title"] != other["title"] for one, other in zip(english, spanish, strict=True))
    assert not any(set(one["points"]) & set(other["points"]) for one, other in zip(english, spanish, strict=True))


def test_a_card_that_has_no_spanish_is_shown_in_english(maryland):
    assert maryland.card("es") == maryland.card("en") != []


def test_san_diego_asks_for_a_refused_transport_and_the_others_for_no_setting():
    rules = {pack.slug: pack.content["candidates"]["rule"] for pack in read_packs(SHIPPED)}
    who = read_pack(SHIPPED / "san_diego.toml").rules.card("en")[0]["points"]

    after_refusal = [slug for slug, rule in rules.items() if rule == "after_refused_transport"]
    assert (len(rules), after_refusal) == (4, ["san_diego"])
    assert any("refuses transport" in point for point in who)
    assert any("never takes the place of transport" in point for point in who)
    assert "Protocols S-134 and S-412 apply." in who


def test_maryland_ems_furnishes_by_a_health_department_or_the_countys_program():
    rules = read_pack(SHIPPED / "maryland_ems.toml").rules

    assert slugs(rules.supplier_kinds_for(agency_is_oopp=False)) == ["health_department", "county_orp"]
    assert rules.cadence_for(agency_is_oopp=False, counties=["Talbot"]) == "monthly"
