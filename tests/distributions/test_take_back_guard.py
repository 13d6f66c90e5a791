"""What keeps a sheet from being taken back, and what is said of one that has nothing left."""

from datetime import date

import pytest

from distributions.actions import take_back
from distributions.actions.correct import CorrectionRefused, correct_day
from distributions.actions.take_back import take_back_in_steps, take_sheet_back
from distributions.counts import Counts
from distributions.forms.corrections import REASONS
from distributions.models import Correction, DailyCount, Sheet
from tests.distributions.asking import log_of, words


def correct_by_hand(wanted, *, on, by):
    count = DailyCount.objects.get(zip_code="12207")
    seen = Counts(count.handouts, count.items, count.people_trained)
    correct_day(count=count, seen=seen, wanted=Counts(*wanted), reason="counted_twice", today=on, by=by)


def test_nobody_says_by_hand_that_a_sheet_was_the_reason(stocked, run, sheet_of, coordinator, url):
    run(sheet_of("11/02/2026,12207,10,0"))
    count = DailyCount.objects.get()
    form = coordinator.get(url("correct", count.pk)).context["form"]
    figures = {"handouts": 1, "items": 7, "people_trained": 0, "seen": form["seen"].value()}

    for reason in ("sheet_changed", "sheet_taken_back"):
        answer = coordinator.post(url("correct", count.pk), figures | {"reason": reason})
        assert list(answer.context["form"].errors) == ["reason"]

    assert [reason for reason, _name in REASONS] == [
        "typed_wrong",
        "counted_twice",
        "not_logged",
        "wrong_place",
        "wrong_day",
    ]
    assert log_of(stocked) == (1, 10, 0)


def test_a_correction_since_the_first_import_counts_however_often_it_is_imported(
    stocked, run, sheet_of, leave, today, alice
):
    leave("12207", day=date(2026, 11, 2), items=21)
    run(sheet_of("11/02/2026,12207,10,0"), overlap="add")
    Sheet.objects.update(on=date(2026, 11, 19))
    correct_by_hand((1, 21, 0), on=date(2026, 11, 20), by=alice)
    run(sheet_of("11/02/2026,12207,10,0", "11/03/2026,12208,1,0"))
    before = log_of(stocked)

    with pytest.raises(CorrectionRefused, match="Nov 2, 2026 by hand on Nov 20, 2026"):
        take_sheet_back(sheet=Sheet.objects.get(), location=stocked.main_location, today=today, by=alice)

    assert (log_of(stocked), before, Sheet.objects.get().totals.count()) == ((2, 22, 0), (2, 22, 0), 2)


def test_a_sheet_that_was_taken_back_counts_since_its_next_import(agency, run, sheet_of, today, alice):
    file = sheet_of("11/02/2026,12207,10,0")
    run(file)
    take_sheet_back(sheet=Sheet.objects.get(), location=agency.main_location, today=today, by=alice)
    Sheet.objects.update(on=date(2026, 11, 2))

    run(file)

    assert Sheet.objects.get().on == today


def test_a_long_sheet_with_a_corrected_day_changes_nothing_at_all(stocked, run, sheet_of, today, alice, monkeypatch):
    monkeypatch.setattr(take_back, "AT_ONCE", 1)
    run(sheet_of("11/01/2026,12208,1,0", "11/02/2026,12207,10,0"))
    correct_by_hand((1, 9, 0), on=today, by=alice)

    with pytest.raises(CorrectionRefused):
        list(take_back_in_steps(sheet=Sheet.objects.get(), location=stocked.main_location, today=today))

    assert (log_of(stocked), Sheet.objects.get().totals.count()) == ((2, 10, 0), 2)


def test_a_part_reads_no_more_than_itself(stocked, run, sheet_of, today):
    run(sheet_of(*(f"11/{day:02d}/2026,12207,1,0" for day in range(2, 14))))
    sheet = Sheet.objects.get()

    part = take_sheet_back(sheet=sheet, location=stocked.main_location, today=today, most=2)

    assert part == Counts(-2, -2, 0)
    assert sheet.totals.earliest("handed_out_on").handed_out_on == date(2026, 11, 4)
    assert Correction.objects.count() == 2
    assert Sheet.objects.get().taken_back_on is None


def test_what_fell_to_nothing_was_not_taken_back_before(stocked, run, sheet_of, coordinator, url):
    run(sheet_of("11/02/2026,12207,10,0"))
    run(sheet_of("11/02/2026,12207,0,0"), replace=True)
    sheet = Sheet.objects.get()

    done = coordinator.post(url("sheet_take_back", sheet.pk), follow=True)

    assert f"Nothing of {sheet} was in the log any more. Nothing was changed." in words(done)
    assert "taken back before" not in words(done)
    assert Sheet.objects.get().taken_back_on is None


@pytest.mark.parametrize(
    ("lines", "asked"),
    [
        (["2026-10,12207,10,0"], "Take 10 kits, left in October 2026, out"),
        (
            ["2026-10,12207,10,0", "11/02/2026,12207,1,0"],
            "Take 11 kits, left from October 2026 to November 2026, out",
        ),
        (["11/02/2026,12207,1,0"], "Take 1 kit, left on Nov 2, 2026, out"),
    ],
)
def test_an_imported_month_is_told_as_a_month(agency, run, sheet_of, coordinator, url, lines, asked):
    run(sheet_of(*lines))

    assert asked in words(coordinator.get(url("sheet_take_back", Sheet.objects.get().pk)))
