"""What a sheet may be called and what it may not, because it would tell of somebody or of one act."""

import pytest
from django.core.exceptions import ValidationError

from distributions.forms.labels import judge_label
from training.models import Person

NUMBER = "This looks like the number of a badge"
NAME = "This looks like the name of somebody"


@pytest.mark.parametrize(
    ("label", "sentence"),
    [
        ("Engine 7", NUMBER),
        ("Ambulance 3 night", NUMBER),
        ("M12", NUMBER),
        ("E-7", NUMBER),
        ("Rescue 12", NUMBER),
        ("Truck 4", NUMBER),
        ("Ladder 12 ER", NUMBER),
        ("squad 2", NUMBER),
        ("car 54", NUMBER),
        ("Lt. 7", NUMBER),
        ("at 22.14", NUMBER),
        ("nine pm", NUMBER),
        ("nine p.m.", NUMBER),
        ("9-14", NUMBER),
        ("2026-11-20", "This looks like a phone number"),
        ("No 12 34 56", NUMBER),
        ("\N{FULLWIDTH DIGIT FOUR}" * 4, NUMBER),
        ("Medic J", NAME),
        ("Sgt Kowalski", NAME),
        ("deputy Brown", NAME),
        ("J. Smith", NAME),
        ("Smith, J.", NAME),
    ],
)
def test_a_label_that_tells_of_somebody_or_of_one_act_is_refused(agency, label, sentence):
    with pytest.raises(ValidationError, match=sentence):
        judge_label(label, agency=agency)


@pytest.mark.parametrize(
    "label",
    [
        "Station 2, summer",
        "Station 2 2026",
        "2026",
        "2025-26",
        "2025-2026",
        "County jail, Q3",
        "Fall 2026",
        "Women's shelter",
        "Night kits",
        "St. Peter's Hospital",
    ],
)
def test_a_label_that_tells_of_a_place_or_a_season_is_kept(agency, label):
    assert judge_label(label, agency=agency) == label


@pytest.mark.parametrize("label", ["Núñez", "NUNEZ kits", "jose's sheet", "Jose\N{COMBINING ACUTE ACCENT}"])
def test_names_of_the_roster_are_known_without_accents(agency, label):
    Person.objects.create(agency=agency, last_name="Núñez", first_name="José")

    with pytest.raises(ValidationError, match="Somebody on your roster has this name"):
        judge_label(label, agency=agency)


def test_names_of_the_team_are_known(agency, alice):
    alice.name = "Alice Okonkwo"
    alice.save()

    for label in ("okonkwo", "Alice's sheet"):
        with pytest.raises(ValidationError, match="Somebody on your team has this name"):
            judge_label(label, agency=agency)
