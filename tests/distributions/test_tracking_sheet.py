"""Real sheets, and what each must give: `tests/data/expected.json`."""

import json
from collections import Counter
from io import BytesIO
from pathlib import Path

import pytest
from django.db.models import Sum

from agencies.models import Jurisdiction
from agencies.sheets import TRACKING, SheetRefused, read_sheet
from distributions.actions.sheets import apply_decreases, apply_increases, plan_import
from distributions.counts import Counts, total_of
from distributions.models import Correction, DailyCount, Sheet, SheetTotal
from distributions.sheet_names import name_sheet
from distributions.tracking import Reader
from inventory.models import Item, Shortfall

DATA = Path(__file__).parent.parent / "data"
EXPECTED = json.loads((DATA / "expected.json").read_text())


@pytest.fixture
def judge(agency, today):
    def judge(content, *, jurisdiction=None):
        sheet = read_sheet(BytesIO(content), name="sheet", columns=TRACKING)
        item = Item.objects.get(slug=Item.STANDARD_KIT)
        return Reader(agency=agency, today=today, item=item, jurisdiction=jurisdiction).judge(sheet)

    return judge


@pytest.fixture
def bring_in(agency, today, judge):
    """Import a sheet's increases under the name `sheet`; return the plan."""

    def bring_in(content, *, jurisdiction=None, sheet="2026"):
        named = name_sheet(sheet, agency=agency)
        plan = plan_import(agency=agency, sheet=named, judged=judge(content, jurisdiction=jurisdiction))
        if plan.added:
            apply_increases(agency=agency, sheet=named, totals=plan.added, today=today)
        return plan

    return bring_in


def log_of(agency):
    totals = DailyCount.objects.of(agency).totals()
    return totals["handouts"], totals["items"], totals["people_trained"]


def test_the_tracking_sheet_gives_what_is_expected(agency, bring_in):
    bring_in((DATA / "tracking_sheet.csv").read_bytes())

    assert log_of(agency) == (EXPECTED["rows"], EXPECTED["kits"], EXPECTED["people_trained"])
    kits = dict(DailyCount.objects.order_by("zip_code").values_list("zip_code").annotate(Sum("items")))
    assert kits == EXPECTED["by_zip_kits"]
    by_quarter = Counter()
    for day, handouts in DailyCount.objects.values_list("handed_out_on", "handouts"):
        by_quarter[str((day.month - 1) // 3 + 1)] += handouts
    assert by_quarter == {quarter: given["handouts"] for quarter, given in EXPECTED["by_quarter"].items()}
    assert not Shortfall.objects.exists()


def test_the_same_sheet_again_adds_nothing(agency, bring_in):
    content = (DATA / "tracking_sheet.csv").read_bytes()

    bring_in(content)
    again = bring_in(content)

    assert not again.added
    assert log_of(agency) == (EXPECTED["rows"], EXPECTED["kits"], EXPECTED["people_trained"])


def test_a_grown_and_changed_sheet_adds_the_difference(agency, bring_in):
    lines = (DATA / "tracking_sheet.csv").read_text().splitlines()
    bring_in("\n".join(lines).encode())

    day, zip_code, kits, trained = lines[1].split(",")
    lines[1] = f"{day},{zip_code},{int(kits) + 1},{trained}"
    plan = bring_in("\n".join([*lines, *["11/02/2026,12207,1,1"] * 3]).encode())

    assert log_of(agency) == (EXPECTED["rows"] + 3, EXPECTED["kits"] + 4, EXPECTED["people_trained"] + 3)
    assert plan.fallen == {}


def test_the_workbook_gives_what_is_expected(agency, bring_in):
    bring_in((DATA / "tracking_sheet.xlsx").read_bytes())

    assert log_of(agency) == (EXPECTED["xlsx_rows"], EXPECTED["xlsx_kits"], EXPECTED["xlsx_people_trained"])


@pytest.mark.parametrize("county", [None, "ny-albany"])
def test_each_messy_line_has_its_verdict(agency, judge, bring_in, county):
    content = (DATA / "tracking_sheet_messy.csv").read_bytes()
    jurisdiction = Jurisdiction.objects.get(slug=county) if county else None

    judged = judge(content, jurisdiction=jurisdiction)
    bring_in(content, jurisdiction=jurisdiction)

    refused = {
        line["row"]
        for line in EXPECTED["messy"]
        if line["verdict"].startswith("refused") or (line["row"] == 16 and not county)
    }
    assert {refusal.row for refusal in judged.refused} == refused
    assert judged.skipped == {"empty": 1, "total line": 1, "no kits": 1}
    given = EXPECTED["messy_stored_with_jurisdiction" if county else "messy_stored_without_jurisdiction"]
    assert log_of(agency) == (given["handouts"], given["kits"], given["people_trained"])


@pytest.mark.parametrize(
    ("name", "said"),
    [("tracking_sheet_personal.csv", "Recipient name"), ("tracking_sheet_utf16.csv", "CSV UTF-8")],
)
def test_a_refused_file_leaves_nothing_behind(agency, bring_in, name, said):
    with pytest.raises(SheetRefused, match=said) as refusal:
        bring_in((DATA / name).read_bytes())

    assert "not to be read" not in str(refusal.value)
    assert "26-000123" not in str(refusal.value)
    assert not DailyCount.objects.exists()
    assert not SheetTotal.objects.exists()


def test_what_fell_or_vanished_is_applied_only_on_request(agency, bring_in, today):
    bring_in(b"Date,ZIP,Kits\n11/02/2026,12207,3\n11/02/2026,12207,1\n11/03/2026,12208,2\n")

    plan = bring_in(b"Date,ZIP,Kits\n11/02/2026,12207,3\n")

    assert log_of(agency) == (3, 6, 0)
    assert sorted(figures for figures in plan.fallen.values()) == [Counts(), Counts(1, 3, 0)]

    change = apply_decreases(agency=agency, sheet=name_sheet("2026", agency=agency), fallen=plan.fallen, today=today)

    assert change == Counts(-2, -3, 0)
    assert log_of(agency) == (1, 3, 0)
    assert SheetTotal.objects.get().items == 3
    assert set(Correction.objects.values_list("reason", flat=True)) == {"sheet_changed"}


def test_days_counted_otherwise_are_shown_as_overlapping(agency, bring_in, judge):
    content = b"Date,ZIP,Kits\n11/02/2026,12207,3\n11/03/2026,12208,2\n"
    bring_in(content[:34], sheet="paper")

    plan = plan_import(agency=agency, sheet=name_sheet("2026", agency=agency), judged=judge(content))

    assert total_of(plan.added.values()) == Counts(2, 5, 0)
    assert total_of(plan.overlapping.values()) == Counts(1, 3, 0)


def test_a_line_older_than_a_year_is_unchanged_or_refused(agency, judge, today):
    old = judge(b"Date,ZIP,Kits\n11/02/2025,12207,3\n11/03/2025,12208,2\n")
    key = min(old.totals)
    named = name_sheet("2026", agency=agency)
    sheet = Sheet.objects.create(agency=agency, kind="import", known_by=named.known_by, on=today, lines=1)
    SheetTotal.objects.remember(sheet=sheet, totals={key: old.totals[key]})

    plan = plan_import(agency=agency, sheet=named, judged=old)

    assert list(plan.unchanged) == [key]
    assert [refusal.row for refusal in plan.refused] == [3]
    assert plan.added == {}
