"""An epidemiologist and a supplier with the demonstration: what they read and take away, with how many presses.

A number is the same on the page, in its pictures, and in every file of it.
"""

import csv
import io
import json
import re
import zipfile
from decimal import Decimal

import openpyxl
import pytest

from tests.journeys.people import PASSWORD

pytestmark = [pytest.mark.server, pytest.mark.browser, pytest.mark.once]
QUARTER = "July to September 2026"
PAGE = re.compile(rb"/Type\s*/Page\b")
UPRIGHT = b"/MediaBox [0 0 612 792]"


def sign_in(somebody, address):
    somebody.go("/accounts/login/")
    somebody.fill(login=address, password=PASSWORD)
    somebody.press("Sign in")
    somebody.page.wait_for_url("**/home/")


def table(page, name):
    """A table of the page as {first cell: {head: text}}."""
    heads = page.locator(f"[data-table='{name}'] thead th").all_inner_texts()
    rows = page.locator(f"[data-table='{name}'] tbody tr").all()
    cells = [row.locator("th, td").all_inner_texts() for row in rows]
    return {row[0].strip(): dict(zip([head.strip() for head in heads], row, strict=True)) for row in cells}


def whole(text):
    return int(text.replace(",", ""))


def kits_in(facts, kind="county"):
    """The kits of a report's own period in a list of facts, {name: number}."""
    own = [fact for fact in facts if (fact["period_from"], fact["period_to"]) == ("2026-07-01", "2026-09-30")]
    return {fact["name"]: int(fact["value"]) for fact in own if (fact["kind"], fact["measure"]) == (kind, "kits")}


def facts_of(path):
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"))))


def kits_in_workbook(path):
    sheet = openpyxl.load_workbook(io.BytesIO(path.read_bytes()), read_only=True)["Counties"]
    rows = list(sheet.iter_rows(values_only=True))
    rows = rows[1 : next((place for place, row in enumerate(rows) if row[0] is None), len(rows))]
    return {row[0]: row[2] for row in rows}


def kits_in_bars(page):
    rows = page.locator("figure:has(#chart-counties-title) .bar-row:not(.scale)").all_inner_texts()
    return {row.split("\n")[0].strip(): whole(row.split("\n")[-1]) for row in rows}


def said_on_the_map(page):
    """What the map says of each county, {name: rate}."""
    titles = page.locator(".of-counties path.outline title").all_text_contents()
    return dict(title.rsplit(": ", 1) for title in titles)


def sheets_on_paper(page):
    """How many pages the open page prints on, and whether all are upright Letter."""
    printed = page.pdf(prefer_css_page_size=True, format="Letter")
    return len(PAGE.findall(printed)), printed.count(UPRIGHT) > 0 and b"[0 0 792 612]" not in printed


def test_an_epidemiologist_takes_the_newest_quarter_away_and_every_number_is_the_same(somebody):
    page = somebody.page

    sign_in(somebody, "state@health.example")
    somebody.follow(QUARTER)
    somebody.reads("Published report for July to September 2026")
    counties, change = table(page, "counties"), page.locator(".figure").nth(1).inner_text()
    rates = {name: row["Kits per 100,000 residents"] for name, row in counties.items()}
    kits = {name: whole(row["Kits left"]) for name, row in counties.items()}
    facts = facts_of(somebody.download("Facts, one number a row"))
    as_json = json.loads(somebody.download("The same for programs").read_text())["facts"]
    workbook = kits_in_workbook(somebody.download("Excel workbook"))
    everything = zipfile.ZipFile(somebody.download("Everything, all periods"))

    assert somebody.presses == 6
    assert "compared with July to September 2025" in change
    assert len(kits) > 10
    assert kits_in(facts) == kits_in(as_json) == workbook == kits_in_bars(page) == kits
    assert said_on_the_map(page) == rates
    told = {fact["name"]: Decimal(fact["value"]) for fact in facts if fact["measure"] == "kits_per_100k"}
    assert told == {name: Decimal(rate) for name, rate in rates.items()}
    of_all_periods = list(csv.DictReader(io.StringIO(everything.read("facts.csv").decode("utf-8-sig"))))
    assert all(fact in of_all_periods for fact in facts)
    trend = {row["Period"]: whole(row["Kits left"]) for row in table(page, "trend").values()}
    totals = [fact for fact in of_all_periods if (fact["kind"], fact["measure"]) == ("total", "kits")]
    assert sorted(trend.values()) == sorted(int(fact["value"]) for fact in totals if is_quarter(fact))
    sheets, is_upright = sheets_on_paper(page)
    assert (sheets <= 6, is_upright) == (True, True)


def is_quarter(fact):
    own = (fact["period_from"], fact["period_to"]) == (fact["report_from"], fact["report_to"])
    return own and fact["period_kind"] == "quarter"


def test_a_supplier_sees_who_has_not_reported_asks_and_reads_an_agency_over_time(somebody):
    sign_in(somebody, "supplier@lantern.example")
    somebody.follow("All 4 agencies that you furnish")
    somebody.reads("2 of 4 expected reports came")
    listed = facts_of(somebody.download("What is shown"))
    somebody.press("Ask for the report : Larkmoor Fire Department, July to September 2026")
    somebody.reads("We asked Larkmoor Fire Department for its report")
    somebody.reads("Kits left, as stated")  # the agency over time
    periods = table(somebody.page, "reports")

    assert somebody.presses == 4
    assert {row["Agency"]: row["Report"] for row in listed}[
        "Larkmoor Fire Department"
    ] == "Missed: due on Oct 10, 2026"
    assert next(iter(periods)) == QUARTER
    assert len(periods) == 6
    somebody.visit("Published reports")
    somebody.follow(QUARTER)
    sheets, is_upright = sheets_on_paper(somebody.page)
    assert (sheets <= 6, is_upright) == (True, True)
