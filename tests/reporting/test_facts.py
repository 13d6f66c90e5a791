"""The fact file: one number a row, the same numbers as the tables, and files that stack."""

import csv
import re
from datetime import date
from io import StringIO
from types import SimpleNamespace
from uuid import uuid4

import pytest

from agencies.models import Jurisdiction
from agencies.sheets import csv_bytes
from lbn.reporting.documents import PeriodReport, StatementFigures, read_document
from lbn.reporting.models import Issue
from lbn.reporting.published.actions import publish_roll_ups
from lbn.reporting.published.bundle import note_rows
from lbn.reporting.published.facts import Fact, list_facts
from lbn.reporting.published.facts.dictionary import explain_columns
from lbn.reporting.published.files import file_of
from lbn.reporting.published.tables import all_notes, tables_of
from tests.reporting.conftest import Q1, SEAL_DAY, scope_of, seal_period
from tests.reporting.facts import facts_in_json, in_facts, key_of_fact, missing_in_facts
from tests.reporting.test_golden import SHA256, text_of

DOCUMENTS = [name for name in SHA256 if not name.endswith(("statement", "demonstration")) and "agency" not in name]

DAYS = ("report_from", "report_to", "period_from", "period_to")
DAY = re.compile(r"20\d\d-[01]\d-[0-3]\d")
NUMBER = re.compile(r"-?\d+(\.\d)?")

pytestmark = pytest.mark.django_db


def golden(name):
    document = read_document(text_of(name))
    return SimpleNamespace(pk=uuid4(), status=Issue.Status.ISSUED), document


def as_text(facts):
    return [{name: "" if cell is None else str(cell) for name, cell in fact._asdict().items()} for fact in facts]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_number_of_every_format_is_a_fact_once(name):
    issue, document = golden(name)
    assert not isinstance(document, PeriodReport | StatementFigures)

    facts = as_text(list_facts([(issue, document)]))

    assert missing_in_facts(document, tables_of(document), facts) == []
    keys = [key_of_fact(fact) for fact in facts]
    assert len(keys) == len(set(keys))


def test_a_cell_is_empty_only_for_a_reason_of_the_dictionary(state_issue, issue):
    facts = [fact for one in (issue, state_issue) for fact in in_facts(file_of(one, "csv").content)]

    for fact in facts:
        empty = {name for name, cell in fact.items() if not cell} - {"fips"}
        assert empty == ({"value"} if fact["status"] == "not shown" else set())
        assert not fact["fips"] or fact["kind"] in ("county", "zip", "other_zips", "agency")
    words = {(entry.column, entry.word) for entry in explain_columns() if entry.file == "facts"}
    for column in ("report_status", "period_kind", "kind", "measure", "status"):
        assert {(column, fact[column]) for fact in facts} <= words
    assert {entry.column for entry in explain_columns() if entry.file == "facts"} == set(facts[0])


def test_a_total_that_is_not_shown_is_an_empty_value_and_says_so(agency, leave, new_york, department):
    leave(times=4, kits=77)
    seal_period(scope_of(agency))
    stored = next(one for one in publish_roll_ups(program=new_york, day=SEAL_DAY) if one.department)

    content = file_of(stored, "csv").content

    totals = {fact["measure"]: fact for fact in in_facts(content) if fact["kind"] == "total"}
    assert {(totals[name]["value"], totals[name]["status"]) for name in ("visits", "kits", "doses")} == {
        ("", "not shown")
    }
    assert b"77" not in content.replace(str(stored.pk).encode(), b"")


def test_files_put_below_each_other_are_one_file(agency, issue, leave, new_york):
    leave("12207", times=25, kits=30, on=date(2027, 2, 3))
    later = seal_period(scope_of(agency), Q1, on=date(2027, 4, 20))[0]
    both = [file_of(one, "csv").content.decode("utf-8-sig").splitlines(keepends=True) for one in (issue, later)]

    stacked = "".join([*both[0], *both[1][1:]])

    rows = list(csv.DictReader(StringIO(stacked, newline="")))
    assert rows == [fact for one in (issue, later) for fact in in_facts(file_of(one, "csv").content)]
    assert len({key_of_fact(row) for row in rows}) == len(rows)
    kits = [(row["period_from"], row["value"]) for row in rows if is_total(row, "kits")]
    assert kits == [("2026-10-01", "1046"), ("2027-01-01", "30")]


def is_total(row, measure):
    return (row["kind"], row["measure"], row["period_kind"]) == ("total", measure, "quarter")


def test_json_has_the_names_and_the_numbers_of_the_csv(issue, state_issue):
    for one in (issue, state_issue):
        assert facts_in_json(file_of(one, "json").content) == in_facts(file_of(one, "csv").content)


def test_a_county_has_its_fips_code_and_a_zip_code_that_of_its_county(issue):
    Jurisdiction.objects.filter(slug="ny-albany").update(fips="36001")

    facts = in_facts(file_of(issue, "csv").content)

    assert {(fact["kind"], fact["code"], fact["fips"]) for fact in facts if fact["kind"] in ("county", "zip")} == {
        ("county", "ny-albany", "36001"),
        ("zip", "12207", "36001"),
        ("zip", "12208", "36001"),
    }


def test_facts_of_many_reports_ask_as_much_as_of_one(issue, state_issue, django_assert_num_queries):
    one = [(state_issue, state_issue.read())]
    many = [(found, found.read()) for found in (issue, state_issue, state_issue)]

    for reports in (one, many):
        with django_assert_num_queries(3):
            list_facts(reports)


def test_notes_of_many_reports_ask_as_much_as_of_one(issue, state_issue, django_assert_num_queries):
    many = [(found, found.read()) for found in (issue, state_issue, state_issue)]

    with django_assert_num_queries(3):
        noted = note_rows(many)

    assert [note for key, note in noted if key == str(issue.pk)] == all_notes(many[0][1], tables_of(many[0][1]))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_each_column_of_the_csv_is_of_one_type_for_whatever_reads_it(name):
    header, *lines = csv_bytes(Fact._fields, list_facts([golden(name)])).decode("utf-8-sig").splitlines()

    rows = list(csv.DictReader([header, *lines]))

    assert header not in lines
    assert all(DAY.fullmatch(row[column]) for row in rows for column in DAYS)
    assert all(NUMBER.fullmatch(row["value"]) for row in rows if row["status"] == "shown")
    assert {row["value"] for row in rows if row["status"] == "not shown"} <= {""}
    assert {row["status"] for row in rows} <= {"shown", "not shown"}
    assert all(re.fullmatch(r"(\d{5})?", row["fips"]) for row in rows)
