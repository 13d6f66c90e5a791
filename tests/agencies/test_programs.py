"""Packs become programs once, and places take on what the packs say about them."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from agencies.actions.places import load_places
from agencies.actions.programs import Outcome, load_program
from agencies.models import Jurisdiction, Program, ZipCode
from agencies.packs import read_pack

SHIPPED = Path(__file__).parents[2] / "agencies" / "programs"
TRIAL = Path(__file__).parents[1] / "data" / "packs"
SHIPPED_VERSIONS = {"los_angeles_county": 1, "maryland_ems": 7, "new_york": 5, "san_diego": 6}
FIRST = datetime(2026, 1, 1, tzinfo=UTC)
LATER = datetime(2026, 2, 1, tzinfo=UTC)

pytestmark = pytest.mark.usefixtures("empty")


def test_a_program_is_what_its_pack_says():
    pack = read_pack(SHIPPED / "new_york.toml")

    outcome = load_program(pack=pack, at=FIRST)

    program = Program.objects.get()
    assert outcome == Outcome.CREATED
    assert (program.slug, program.state, program.entry, program.version) == ("new_york", "NY", "listed", 5)
    assert (program.office_name, program.time_zone) == ("NY ORS team", "America/New_York")
    assert (program.sha256, program.loaded_at) == (pack.sha256, FIRST)
    assert program.pack == pack.content
    assert program.rules == pack.rules
    assert program.courses == pack.content["courses"]


def test_loading_a_pack_again_changes_nothing():
    pack = read_pack(SHIPPED / "new_york.toml")
    load_program(pack=pack, at=FIRST)
    before = list(Program.objects.values())

    outcome = load_program(pack=pack, at=LATER)

    assert outcome == Outcome.UNCHANGED
    assert list(Program.objects.values()) == before


def test_a_changed_pack_changes_its_program_and_keeps_its_id(tmp_path):
    load_program(pack=read_pack(TRIAL / "maryland.toml"), at=FIRST)
    before = Program.objects.get()
    changed = tmp_path / "maryland.toml"
    changed.write_text(
        (TRIAL / "maryland.toml")
        .read_text()
        .replace("version = 3", "version = 4")
        .replace("Trial office", "New office")
    )

    outcome = load_program(pack=read_pack(changed), at=LATER)

    after = Program.objects.get()
    assert outcome == Outcome.CHANGED
    assert (after.id, after.version, after.office_name, after.loaded_at) == (before.id, 4, "New office", LATER)
    assert after.sha256 != before.sha256


@pytest.mark.parametrize("places_first", [True, False])
def test_places_take_on_what_the_packs_say_in_either_order(places_first):
    pack = read_pack(SHIPPED / "new_york.toml")
    steps = [load_places, lambda: load_program(pack=pack, at=FIRST)]

    for step in steps if places_first else reversed(steps):
        step()

    city = Jurisdiction.objects.filter(region="New York City").values_list("slug", flat=True)
    assert sorted(city) == ["ny-bronx", "ny-kings", "ny-new-york", "ny-queens", "ny-richmond"]
    assert sorted(ZipCode.objects.filter(too_small=True).values_list("zip", flat=True)) == ["10041", "10118"]


def test_the_command_loads_the_packs_that_come_with_the_application(capsys):
    call_command("load_programs")
    call_command("load_programs")

    assert capsys.readouterr().out.splitlines() == [
        f"{pack}: {outcome}, version {version}."
        for outcome in ("created", "unchanged")
        for pack, version in SHIPPED_VERSIONS.items()
    ]
    assert sorted(Program.objects.values_list("slug", flat=True)) == list(SHIPPED_VERSIONS)


def test_the_command_loads_another_directory(capsys):
    call_command("load_programs", TRIAL)

    assert capsys.readouterr().out == "maryland_trial: created, version 3.\n"


def test_checking_loads_nothing(capsys):
    call_command("check_programs")

    said = [f"{pack}: version {version} is in order." for pack, version in SHIPPED_VERSIONS.items()]
    assert capsys.readouterr().out.splitlines() == said
    assert not Program.objects.exists()


@pytest.mark.parametrize("command", ["load_programs", "check_programs"])
def test_one_faulty_pack_stops_all_and_nothing_is_loaded(tmp_path, command):
    good = (TRIAL / "maryland.toml").read_text()
    (tmp_path / "a.toml").write_text(good)
    (tmp_path / "b.toml").write_text(good.replace('slug = "maryland_trial"\n', ""))

    with pytest.raises(CommandError) as refusal:
        call_command(command, tmp_path)

    assert str(refusal.value) == ('b.toml, slug: missing, expected a slug in lower-case letters, digits and "_".')
    assert refusal.value.returncode == 2
    assert not Program.objects.exists()
