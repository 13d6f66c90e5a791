"""A sheet that overlaps with the log, and one that changed since it was imported."""

from datetime import date

import pytest

from distributions.models import Correction, DailyCount, SheetTotal
from distributions.months import line_of
from tests.distributions.asking import ledger_closes, log_of, on_hand


def test_overlap_stores_nothing_until_somebody_chooses(agency, run, sheet_of, leave):
    leave("12207", items=2)
    file = sheet_of("11/20/2026,12207,2,0", "11/19/2026,12208,1,0")

    code, said = run(file)

    assert code == 2
    assert said.endswith("Days: 2026-11-20")
    assert log_of(agency) == (1, 2, 0)
    assert not SheetTotal.objects.exists()


@pytest.mark.parametrize(("overlap", "log", "remembered"), [("add", (3, 5, 0), 2), ("skip", (2, 3, 0), 1)])
def test_overlap_is_added_or_left_out(agency, run, sheet_of, leave, overlap, log, remembered):
    leave("12207", items=2)

    code, _said = run(sheet_of("11/20/2026,12207,2,0", "11/19/2026,12208,1,0"), overlap=overlap)

    assert code == 0
    assert log_of(agency) == log
    assert SheetTotal.objects.count() == remembered


def test_what_was_left_out_is_asked_again(run, sheet_of, leave):
    leave("12207", items=2)
    file = sheet_of("11/20/2026,12207,2,0")
    run(file, overlap="skip")

    assert run(file)[0] == 2


def test_what_fell_is_listed_and_lowered_only_on_request(agency, run, sheet_of):
    run(sheet_of("11/02/2026,12207,3,1", "11/03/2026,12208,2,0"))
    fallen = sheet_of("11/02/2026,12207,1,1")

    code, said = run(fallen)

    assert code == 0
    assert "2026-11-02 12207: \u22122 kits, 0 times, 0 people trained" in said
    assert "2 days and places fell or vanished and stay as they are: --replace applies them." in said
    assert log_of(agency) == (2, 5, 1)

    code, said = run(fallen, replace=True)

    assert code == 0
    assert "lowered: \u22124 kits, \u22121 time, 0 people trained" in said
    assert log_of(agency) == (1, 1, 1)
    assert set(Correction.objects.values_list("reason", flat=True)) == {"sheet_changed"}


def test_what_was_corrected_by_hand_meanwhile_is_not_lowered_again(agency, run, sheet_of, leave):
    run(sheet_of("11/02/2026,12207,3,0"))
    DailyCount.objects.update(items=1)

    code, said = run(sheet_of("11/03/2026,12207,1,0"), replace=True)

    assert code == 1
    assert "The log of Nov 2, 2026 was corrected since" in said
    assert log_of(agency) == (2, 2, 0)
    assert not Correction.objects.exists()


@pytest.mark.parametrize("sealed", [False, True])
@pytest.mark.parametrize(
    ("lines", "log"), [(["1", "2"], (2, 3, 0)), (["4"], (1, 4, 0)), (["1", "1", "5"], (3, 7, 0))]
)
def test_a_line_that_changed_its_shape_changes_the_log(stocked, run, sheet_of, seal, sealed, lines, log):
    run(sheet_of("11/02/2026,12207,3,0"))
    if sealed:
        seal(date(2026, 10, 1))

    code, _said = run(sheet_of(*(f"11/02/2026,12207,{kits},0" for kits in lines)), on="2027-01-25")

    assert code == 0
    assert line_of(DailyCount.objects.order_by("posted_month").first()) == log
    assert on_hand(stocked) == 40 - log[1]
    assert all(0 < count.handouts <= count.items for count in DailyCount.objects.all())
    assert Correction.objects.exists() == (sealed and log != (3, 7, 0))
    assert ledger_closes()
