"""Reports that an earlier version published are shown, offered as files, and added up, as they were stored."""

import hashlib
import json
from datetime import date

import pytest

from lbn.reporting.models import Issue
from lbn.reporting.published.actions import publish_roll_ups
from lbn.reporting.published.files import file_of
from lbn.reporting.published.tables import tables_of
from tests.reporting.conftest import Q1, Q4, SEAL_DAY, scope_of, seal_period, send
from tests.reporting.facts import in_facts, missing_in_facts
from tests.reporting.reading import (
    at_department,
    at_supplier,
    figures_in,
    in_page,
    in_zip,
    numbers_in_workbook,
    stored,
)

NEW_IN_SCOPES = ("cadence", "received", "comparison")
NEW_IN_ROWS = (
    "kind",
    "personnel_trained",
    "personnel_current",
    "sessions",
    "typed",
    "came",
    "expected",
    "reports",
)
OF_DEPARTMENTS = (
    *("kind", "reader", "state", "starts_on", "ends_on", "as_of", "report", "reporting"),
    "net_corrections",
)
STANDINGS = ("on_time", "late", "no_kits", "not_confirmed")


LEVELS = {"scope": "base", "area": "rollup"}
NOT_A_PART = {"part": False}


def as_former_fold(report):
    """Places as they were stored under the former rules."""
    kept = {name: report[name] for name in ("scope", "period", "months", "threshold", "key_id", "total", "step")}
    places = {name: [as_former_place(row) for row in report[name]] for name in ("rows", "counties")}
    times = [{name: value for name, value in row.items() if name != "region"} | NOT_A_PART for row in report["times"]]
    nothing = {"too_small": False, "totals_only": False, "left_out": 0, "waiting": 0, "part": False, "version": 1}
    return kept | places | nothing | {"times": times, "format": 1, "level": LEVELS[report["level"]]}


def as_former_place(row):
    return {name: value for name, value in row.items() if name != "region"} | NOT_A_PART | {"area": ""}


def as_format_1(content):
    """A content as the first version stored it."""
    content = content | {"report": as_former_fold(content["report"])}
    if content["kind"] == "scope":
        kept = {name: value for name, value in content.items() if name not in NEW_IN_SCOPES}
        rows = [{name: row[name] for name in row if name not in NEW_IN_ROWS} for row in content["agencies"]]
        return kept | {"format": 1, "agencies": rows}
    kept = {name: content[name] for name in OF_DEPARTMENTS}
    reporting = {name: content["reporting"][name] for name in ("agencies", *STANDINGS)}
    return kept | {"format": 1, "reporting": reporting}


def stored_as_format_1(issue):
    text = json.dumps(as_format_1(stored(issue)), sort_keys=True, separators=(",", ":"))
    Issue.objects.filter(pk=issue.pk).update(content=text, content_hash=hashlib.sha256(text.encode()).hexdigest())
    issue.refresh_from_db()
    return issue


@pytest.mark.parametrize("kind", ["issue", "state_issue"])
def test_a_report_of_the_first_format_is_shown_and_offered(
    kind, request, issue, supplier, department, sam, dana, browser
):
    frozen = stored_as_format_1(request.getfixturevalue(kind))
    text = frozen.content
    tables = tables_of(frozen.read())
    address, reader = at_supplier("issue", supplier, frozen.pk), sam
    if frozen.department:
        address, reader = at_department("issue", department, frozen.pk), dana

    page = browser(reader).get(address)
    facts = in_facts(file_of(frozen, "csv").content)
    workbook = numbers_in_workbook(file_of(frozen, "xlsx").content, tables)
    parts = in_zip(file_of(frozen, "zip").content)

    assert page.status_code == 200
    assert in_page(page.content.decode()) == figures_in(tables) == workbook
    assert missing_in_facts(frozen.read(), tables, facts) == []
    assert [dict(zip(parts["facts.csv"][0], row, strict=True)) for row in parts["facts.csv"][1:]] == facts
    assert file_of(frozen, "frozen").content == text.encode()
    assert [fact["value"] for fact in facts if (fact["kind"], fact["measure"]) == ("total", "kits")][:1] == ["1046"]


def test_the_state_is_published_from_reports_of_the_first_format(agency, leave, new_york, department):
    leave("12207", times=14)
    send(agency)
    stored_as_format_1(seal_period(scope_of(agency))[0])

    document = next(one for one in publish_roll_ups(program=new_york, day=SEAL_DAY) if one.department).read()

    assert document.report.total.handouts == 14
    assert (document.reporting.expected, document.reporting.came) == (1, 1)
    assert (document.by_kind, document.typed) == ((), {})


def test_a_year_goes_on_over_a_change_of_format(agency, leave, new_york, department):
    leave("12207", times=14)
    send(agency)
    first = seal_period(scope_of(agency))[0]
    list(publish_roll_ups(program=new_york, day=SEAL_DAY))
    leave("12207", times=12, on=date(2027, 2, 5))
    stored_as_format_1(first)

    made = seal_period(scope_of(agency), Q1, on=date(2027, 4, 20))
    rolled_up = list(publish_roll_ups(program=new_york, day=date(2027, 4, 20)))

    fiscal = next(one for one in made if one.starts_on == Q4).read()
    state = next(one for one in rolled_up if one.program and one.starts_on == Q4).read()
    assert [document.report.total.handouts for document in (fiscal, state)] == [26, 26]
    assert [row.kits for row in fiscal.agencies] == [26]
    assert state.reporting.agencies == 1
    for reports in (fiscal.agencies[0].reports, state.reporting):
        assert (reports.expected, reports.came, reports.on_time, reports.missed) == (2, 1, 1, 1)
    assert all(tables_of(one.read()) for one in (*made, *rolled_up))
