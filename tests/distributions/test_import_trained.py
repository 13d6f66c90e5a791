"""People trained are a figure of their own: they may exceed the kits, and never cost them."""

import pytest

from distributions.models import DailyCount
from tests.distributions.asking import log_of


@pytest.mark.parametrize(
    ("line", "log"),
    [
        ("9/1/2026,12207,1,35", (1, 1, 35)),
        ("9/1/2026,12207,1,99", (1, 1, 99)),
        ("2026-09,12207,20,35", (1, 20, 35)),
        ("2026-09,12207,20,2000", (1, 20, 2000)),
        ("9/1/2026,12207,3,", (1, 3, 0)),
    ],
)
def test_more_may_be_trained_than_kits_are_left(agency, run, sheet_of, line, log):
    assert run(sheet_of(line))[0] == 0
    assert log_of(agency) == log


@pytest.mark.parametrize(
    ("line", "kits", "sentence"),
    [
        ("9/1/2026,12207,1,100", 1, "People trained is a number from 0 to 99."),
        ("2026-09,12207,20,2001", 20, "People trained is a number from 0 to 2,000."),
        ("9/1/2026,12207,2,two", 2, "Write a whole number in digits, such as 2."),
        ("9/1/2026,12207,2,-1", 2, "People trained is a number from 0 to 99."),
        ("9/1/2026,12207,2,1.5", 2, "Write a whole number in digits, such as 2."),
    ],
)
def test_what_is_said_of_training_never_costs_the_kits(agency, run, sheet_of, line, kits, sentence):
    code, said = run(sheet_of(line, line))

    assert code == 1
    assert said.splitlines()[:2] == [
        f"Row {row}, People trained: {sentence} The kits of this line are counted." for row in (2, 3)
    ]
    assert log_of(agency) == (2, 2 * kits, 0)


def test_the_corrected_sheet_adds_the_people_and_no_kits(agency, run, sheet_of):
    run(sheet_of("9/1/2026,12207,2,two"))

    code, said = run(sheet_of("9/1/2026,12207,2,2"))

    assert code == 0
    assert "0 kits, 0 times, 2 people trained added" in said
    assert log_of(agency) == (1, 2, 2)


def test_people_trained_without_kits_are_refused(agency, run, sheet_of):
    code, said = run(sheet_of("9/1/2026,12207,0,35", "9/1/2026,12207,,two"))

    assert code == 1
    assert said.count("Write how many kits: this line says that people were trained.") == 2
    assert not DailyCount.objects.exists()
