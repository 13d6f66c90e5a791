"""A faulty program pack is refused with the file, the key and what was expected."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from agencies.packs import PackError, read_pack, read_packs

MARYLAND = (Path(__file__).parents[1] / "data" / "packs" / "maryland.toml").read_text()


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ('state = "MD"\n', "", 'state: missing, expected the two capital letters of a state, such as "NY".'),
        ('name = "Trial office"\n', "", "office.name: missing, expected a text."),
        ('rule = "required"\n', "", "kit_contents[1].rule: missing, expected one of required, recommended,"),
        ("version = 3", 'version = "3"', 'version: expected a whole number from 1 to 100000, found "3".'),
        ("version = 3", "version = true", "version: expected a whole number from 1 to 100000, found true."),
        ("version = 3", "version = 0", "version: expected a whole number from 1 to 100000, found 0."),
        ('name = "Trial office"', "name = 7", "office.name: expected a text, found 7."),
        ('name = "Trial office"', 'name = "  "', 'office.name: expected a text, found "  ".'),
        ('[office]\nname = "Trial office"\nemail', "office", "office: expected a table, found"),
        ("required = true", 'required = "yes"', 'courses[1].required: expected true or false, found "yes".'),
        ("2026-02-01", '"2026-02-01"', "kit_contents[2].from_on: expected a date such as 2026-01-31,"),
        ("2026-02-01", "2026-02-01T10:00:00", "kit_contents[2].from_on: expected a date such as 2026-01-31,"),
        (
            '["Ask whether you may leave a kit."]',
            '"Ask"',
            'card[1].points: expected a list of 1 or more, found "Ask".',
        ),
        (
            '["Ask whether you may leave a kit."]',
            "[]",
            "card[1].points: expected a list of 1 or more, found an empty",
        ),
        ('["ems", "fire"]', '["ems", 5]', "agency_kinds[2]: expected one of law_enforcement, ems, fire,"),
        (
            '{ near = "yes" }',
            "[]",
            "pathways[1].when: expected a table of questions and answers, found an empty list.",
        ),
        ('email = "office', 'emial = "office', 'office.emial: unknown key, expected "email".'),
        ("[settings]", "[settings]\nxyz = 1", "settings.xyz: unknown key, expected one of course_validity_preset"),
        ("[settings]", "[zzz]\n[settings]", "zzz: unknown key, expected one of slug, version, name,"),
        ('"St. Mary\'s"', '"St. Marys"', 'counties[1]: expected a county of MD, found "St. Marys".'),
        (
            '"Talbot", "Worcester"',
            '"Talbot", "Albany"',
            'regions[1].counties[2]: expected a county of MD, found "Albany".',
        ),
        ('state = "MD"', 'state = "ZZ"', 'state: expected a state of the United States, found "ZZ".'),
        (
            'state = "MD"',
            'state = "md"',
            'state: expected the two capital letters of a state, such as "NY", found "md".',
        ),
        (
            '"Talbot", "Worcester"',
            '"Talbot", "Talbot"',
            'regions[1].counties[2]: expected a new value, found "Talbot" again,',
        ),
        (
            '"county_orp"\nname',
            '"health_department"\nname',
            'supplier_kinds[2].slug: expected a new value, found "health_',
        ),
        (
            'slug = "video"',
            'slug = "leave_behind"',
            'courses[2].slug: expected a new value, found "leave_behind" again,',
        ),
        (
            'slug = "no", name',
            'slug = "yes", name',
            'questions[1].answers[2].slug: expected a new value, found "yes" again,',
        ),
        (
            'slug = "video"',
            'slug = "Video 1"',
            'courses[2].slug: expected a slug in lower-case letters, digits and "_"',
        ),
        (
            "America/New_York",
            "America/Albany",
            'time_zone: expected a time zone such as "America/New_York", found "Am',
        ),
        (
            "due_day = 8",
            "due_day = 15",
            "reporting_profiles[1].due_day: expected a day before seal_day 15, found 15.",
        ),
        (
            "due_day = 8",
            "due_day = 31",
            "reporting_profiles[1].due_day: expected a whole number from 1 to 28, found 31.",
        ),
        (
            'cadence = "on_reorder"\n',
            'cadence = "monthly"\n',
            "reporting_profiles[2].seal_day: expected 15 as in the other monthly profile, found 20.",
        ),
        ('cadence = "monthly"', 'cadence = "weekly"', "reporting_profiles[1].cadence: expected one of monthly,"),
        (
            'entry = "reviewed"',
            'entry = "listed"\nchecklist = [{ slug = "a", name = "It is signed" }]',
            'checklist: expected none, because entry is "listed" and the office reviews nothing.',
        ),
        ('entry = "reviewed"', 'entry = "open"', 'entry: expected one of listed, reviewed, found "open".'),
        (
            'recipient = "supplier"',
            'in_region = "bay"\nrecipient = "supplier"',
            'reporting_profiles[2].in_region: expected a region of this file, found "bay".',
        ),
        (
            'supplier_kind = "county_orp"',
            'supplier_kind = "oopp"',
            "pathways[2].supplier_kind: expected a supplier kind of",
        ),
        ('near = "yes" }', 'far = "yes" }', "pathways[1].when.far: unknown key, expected a question of this file."),
        ('near = "yes" }', 'near = "si" }', 'pathways[1].when.near: expected one of no, yes, found "si".'),
        (
            'supplier_kind = "county_orp"',
            'supplier_kind = "county_orp"\nwhen = { near = "no" }',
            "pathways[2].when: expected none, so that the last pathway is there for everyone else.",
        ),
        (
            'name = "County overdose',
            'who = "partner"\nname = "County overdose',
            "supplier_kinds[2].refusal: missing, expected a sentence for the agencies that may not have it.",
        ),
        (
            'slug = "county_orp"',
            'slug = "none"',
            'supplier_kinds[2].slug: expected a kind of supplier, found "none",',
        ),
        ("2026-03-31", "2026-01-31", "kit_contents[2].until_on: expected a day not before from_on 2026-02-01,"),
        (
            'points = ["Ask whether you may leave a kit."]',
            'points = ["Ask.", "Show."]\nspanish = { title = "Ofrezca", points = ["Pregunte."] }',
            "card[1].spanish.points: expected 2 points as in English, found 1.",
        ),
        (
            'source = "kits_left"',
            'source = "kits"',
            "forms[1].lines[1].source: expected one of kits_left, doses_left, times_left, community_trained,",
        ),
        (
            'source = "kits_left"',
            'source = "reported_used"',
            'reporting_profiles[2].sections: expected "reported_used" among them, because the form "order" asks',
        ),
        (
            'form = "order"',
            'form = "orders"',
            'reporting_profiles[2].form: expected a form of this file, found "orders".',
        ),
        (
            'form = "order"\n',
            "",
            'forms[1].slug: expected a form that a reporting profile asks for, found "order".',
        ),
        (
            'form = "order"\nsections = ["kits_left"]\n\n[[forms]]\nslug = "order"',
            'form = "csv"\nsections = ["kits_left"]\n\n[[forms]]\nslug = "csv"',
            'forms[1].slug: expected a name that no file of a report has, found "csv".',
        ),
        ("office@example.org", "the office", 'office.email: expected an e-mail address, found "the office".'),
    ],
)
def test_a_faulty_pack_is_refused_with_the_place_named(tmp_path, old, new, sentence):
    assert old in MARYLAND
    path = tmp_path / "trial.toml"
    path.write_text(MARYLAND.replace(old, new, 1))

    with pytest.raises(PackError) as refusal:
        read_pack(path)

    assert str(refusal.value).startswith(f"trial.toml, {sentence}")
    assert str(refusal.value).endswith(".")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"slug = ", "trial.toml: this is not TOML: Invalid value (at end of document)."),
        (
            b'slug = "a"\nslug = "b"\n',
            "trial.toml: this is not TOML: Cannot overwrite a value (at line 2, column 11).",
        ),
        ('slug = "é"'.encode("utf-16"), "trial.toml: this is not UTF-8 text; save it as UTF-8."),
        (b"", 'trial.toml, slug: missing, expected a slug in lower-case letters, digits and "_".'),
    ],
)
def test_what_is_not_toml_is_refused(tmp_path, content, sentence):
    (tmp_path / "trial.toml").write_bytes(content)

    with pytest.raises(PackError) as refusal:
        read_pack(tmp_path / "trial.toml")

    assert str(refusal.value).splitlines()[0] == sentence


def test_a_pack_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(PackError) as refusal:
        read_pack(tmp_path / "trial.toml")

    assert str(refusal.value) == "trial.toml: this cannot be read (No such file or directory)."


def test_two_packs_cannot_have_one_slug(tmp_path):
    (tmp_path / "a.toml").write_text(MARYLAND)
    (tmp_path / "b.toml").write_text(MARYLAND)

    with pytest.raises(PackError) as refusal:
        read_packs(tmp_path)

    assert str(refusal.value) == 'b.toml, slug: expected a new value, found "maryland_trial" again, as in a.toml.'


def test_a_file_is_read_alone_and_needs_no_settings(tmp_path):
    (tmp_path / "a.toml").write_text(MARYLAND.replace("[settings]", ""))
    (tmp_path / "b.toml").write_text("slug = ")

    [pack] = read_packs(tmp_path / "a.toml")

    assert pack.content["settings"] == {"course_validity_preset_months": None, "review_business_days": 10}


def test_an_empty_directory_is_refused(tmp_path):
    with pytest.raises(PackError) as refusal:
        read_packs(tmp_path)

    assert str(refusal.value) == f"{tmp_path}: there is no program file here: its name ends in .toml."


def test_everything_wrong_is_said_at_once_by_file_and_key(tmp_path):
    wrong = MARYLAND.replace("version = 3", 'version = "3"').replace('entry = "reviewed"', 'entry = "open"')
    wrong = wrong.replace('cadence = "monthly"', 'cadence = "weekly"').replace("[settings]", "[zzz]\n[settings]")
    wrong = wrong.replace('slug = "no", name', 'slug = "yes", name').replace('near = "yes" }', 'far = "yes" }')
    (tmp_path / "a.toml").write_text(wrong)
    (tmp_path / "b.toml").write_text("slug = ")

    with pytest.raises(PackError) as refusal:
        read_packs(tmp_path)

    keys = [sentence.split(":")[0] for sentence in refusal.value.sentences]
    assert keys == [
        "a.toml, zzz",
        "a.toml, version",
        "a.toml, entry",
        "a.toml, questions[1].answers[2].slug",
        "a.toml, reporting_profiles[1].cadence",
        "b.toml",
    ]


def test_parts_that_can_be_read_are_held_against_each_other_all_the_same(tmp_path):
    wrong = MARYLAND.replace("version = 3", 'version = "3"').replace('"St. Mary\'s"', '"St. Marys"')
    path = tmp_path / "a.toml"
    path.write_text(wrong.replace("2026-03-31", "2026-01-31"))

    with pytest.raises(PackError) as refusal:
        read_pack(path)

    assert [sentence.split(":")[0] for sentence in refusal.value.sentences] == [
        "a.toml, version",
        "a.toml, counties[1]",
        "a.toml, kit_contents[2].until_on",
    ]


def test_check_programs_prints_each_fault_on_a_line_and_changes_nothing(tmp_path):
    (tmp_path / "a.toml").write_text(MARYLAND.replace("version = 3", "version = 0").replace('"MD"', '"ZZ"'))

    with pytest.raises(CommandError) as refusal:
        call_command("check_programs", tmp_path)

    assert str(refusal.value).splitlines() == [
        "a.toml, version: expected a whole number from 1 to 100000, found 0.",
        'a.toml, state: expected a state of the United States, found "ZZ".',
    ]
