"""The same numbers in every format, and who took which."""

import hashlib
import json
import re
from datetime import date, datetime
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from agencies.models import Jurisdiction, ZipCode
from lbn.reporting.documents import read_document
from lbn.reporting.models import CountyResidents, Download, FigureSource, Issue
from lbn.reporting.published.actions import publish_roll_ups, show_public_figures, withdraw
from lbn.reporting.published.files import file_of
from lbn.reporting.published.tables import tables_of
from tests import cast
from tests.reporting.conftest import Q1, Q4, SEAL_DAY, scope_of, seal_period, send
from tests.reporting.facts import facts_in_json, in_facts, missing_in_facts
from tests.reporting.reading import (
    at_department,
    at_supplier,
    figures_in,
    in_charts,
    in_page,
    in_workbook,
    in_zip,
    kits_in_pictures,
    numbers_in_workbook,
)

NEXT_SEAL = date(2027, 4, 20)


@pytest.fixture
def published(request, issue, state_issue, agency, leave, new_york, olga):
    """What every kind of reader is published: `published("state")` gives the report and its address."""

    def of(kind):
        if kind in ("sum", "public"):
            leave("12207", times=25, kits=30, on=date(2027, 2, 3))
            show_public_figures(program=new_york, shows=True, by=olga)
            new_york.refresh_from_db()
            seal_period(scope_of(agency), Q1, on=NEXT_SEAL)
            list(publish_roll_ups(program=new_york, day=NEXT_SEAL))
        stored = found(kind, issue, state_issue, new_york)
        return stored, address_of(kind, stored, new_york)

    return of


def found(kind, issue, state_issue, program):
    if kind in ("supplier", "department"):
        return issue if kind == "supplier" else state_issue
    issues = {
        "sum": Issue.objects.filter(scope=issue.scope, starts_on=Q4, ends_on=date(2027, 3, 31)),
        "office": Issue.objects.of_state(program).filter(starts_on=Q4),
        "public": Issue.objects.public_of(program).filter(starts_on=Q4, ends_on=date(2027, 3, 31)),
    }
    return issues[kind].get()


def address_of(kind, stored, program):
    if stored.scope:
        return at_supplier("issue", stored.scope.supplier, stored.pk)
    if stored.department:
        return at_department("issue", stored.department, stored.pk)
    if kind == "public":
        return reverse("figures:issue", args=[program.slug, stored.pk])
    return reverse("office:issue", args=[stored.pk])


READERS = {"supplier": "sam", "sum": "sam", "department": "dana", "office": "olga", "public": "sam"}


@pytest.mark.parametrize("kind", READERS)
def test_page_files_and_charts_say_the_same(kind, published, request, browser):
    for zip_code, where in LOCATED.items():
        ZipCode.objects.filter(zip=zip_code).update(latitude=where[0], longitude=where[1])
    stored, address = published(kind)
    document = read_document(file_of(stored, "frozen").content.decode())
    tables = tables_of(document)

    page = browser(request.getfixturevalue(READERS[kind]), "2027-05-01").get(address).content.decode()
    facts = in_facts(file_of(stored, "csv").content)
    workbook = numbers_in_workbook(file_of(stored, "xlsx").content, tables)
    parts = in_zip(file_of(stored, "zip").content)

    assert set(parts) >= {"facts.csv", "reports.csv", "notes.csv", "dictionary.csv", "counties.csv"}
    assert [dict(zip(parts["facts.csv"][0], row, strict=True)) for row in parts["facts.csv"][1:]] == facts
    assert in_page(page) == figures_in(tables)
    assert workbook == figures_in(tables)
    assert missing_in_facts(document, tables, facts) == []
    assert facts_in_json(file_of(stored, "json").content) == facts
    assert in_charts(page) == kits_in_pictures(tables)
    assert {"totals", "counties"} <= {table.name for table in tables if table.rows}


LOCATED = {"12207": (42.65, -73.75), "12208": (42.66, -73.80), "12047": (42.78, -73.71), "12110": (42.75, -73.76)}


FIGURES = ("times", "kits", "doses")
STANDINGS = ("on_time", "late", "no_kits", "not_confirmed", "missed", "waived", "none_expected")
TYPED = ("initial_doses", "refills", "people_served", "reported_used")
TRAINING = ("personnel_trained", "personnel_current", "sessions", "people_trained")
OF_BOTH = {
    "comparison": ("compared", "period_from", "period_to", *FIGURES, "kits_change"),
    "places": ("place", "town", "county", *FIGURES),
    "counties": ("county", *FIGURES),
    "regions": ("region", *FIGURES),
    "by_month": ("month", *FIGURES),
    "months": ("area", "month", *FIGURES),
    "other_items": ("item", "item_times", "items"),
}
OF_AGENCY = ("people_trained", "received", "on_hand", "county", "kind", "arrival")
OF_SCOPE = OF_BOTH | {
    "totals": ("line", *FIGURES, "people_trained", "received"),
    "agencies": ("agency", "report", *FIGURES, *OF_AGENCY),
    "agency_reports": ("agency", "expected", "came", *STANDINGS),
    "training": ("agency", *TRAINING),
    "typed": ("agency", *TYPED),
}
OF_STATE = OF_BOTH | {
    "totals": ("line", *FIGURES, "people_trained"),
    "to_date": ("since", "until", "jurisdictions", "doses", "people", "people_are"),
    "reporting": ("jurisdictions", "agencies", "expected", "came", *STANDINGS),
    "by_kind": ("kind", "agencies", "expected", "came", "on_time", "personnel_trained", "sessions"),
    "typed": TYPED,
}


def test_column_names_are_stable(issue, state_issue):
    assert {table.name: table.header for table in tables_of(issue.read())} == OF_SCOPE
    assert {table.name: table.header for table in tables_of(state_issue.read())} == OF_STATE


def test_every_file_says_what_must_not_be_added(issue, supplier, sam, browser):
    sentence = "Do not add kits furnished and kits left: the same kit appears in both."

    page = browser(sam).get(at_supplier("issue", supplier, issue.pk)).content.decode()
    told = json.loads(file_of(issue, "json").content)["notes"]
    parts = in_zip(file_of(issue, "zip").content)
    cover = in_workbook(file_of(issue, "xlsx").content)["Summary"]

    assert page.count(sentence) == 1
    assert sentence in told
    assert sentence in [cell for row in cover for cell in row]
    assert [row[1] for row in parts["notes.csv"][1:]] == told


def test_a_total_of_the_workbook_says_of_how_many_agencies_it_is(agency, supplier, new_york, leave, receive):
    cast.agency(new_york, name="Cohoes Fire", supplier=supplier)
    receive(90)
    leave("12207", times=14)
    send(agency)
    stored = seal_period(scope_of(agency))[0]

    head, *rows = in_workbook(file_of(stored, "xlsx").content)["Agencies"]

    total = next(row for row in rows if row[0] == "Total")
    assert [total[head.index(name)] for name in ("Kits left", "Kits furnished")] == [14, "90, from 1 of 2"]


def test_everything_holds_whose_figures_rates_rest_on(state_issue):
    source = FigureSource.objects.create(name="Census Bureau", dated_on=date(2026, 7, 1), is_made_up=True)
    place = Jurisdiction.objects.get(slug="ny-albany")
    CountyResidents.objects.create(jurisdiction=place, year=2026, residents=318_500, source=source)

    notes = [row[1] for row in in_zip(file_of(state_issue, "zip").content)["notes.csv"]]

    words = "Residents in 2026: Census Bureau, Jul 1, 2026. These figures are made up."
    assert [note.endswith(words) for note in notes].count(True) == 1


def test_a_reader_sees_the_fingerprint_of_its_own_report_alone(issue, state_issue, department, dana, browser):
    page = browser(dana).get(at_department("issue", department, state_issue.pk)).content.decode()
    files = [file_of(state_issue, name).content for name in ("csv", "json")]
    cover = in_workbook(file_of(state_issue, "xlsx").content)["Summary"]
    cover = [row[:2] for row in cover]
    of_supplier = [row[:2] for row in in_workbook(file_of(issue, "xlsx").content)["Summary"]]

    for content in (page, str(cover), *map(str, files)):
        assert issue.content_hash not in content
    assert page.count(state_issue.content_hash) == 1
    for rows, one in ((of_supplier, issue), (cover, state_issue)):
        assert ["Fingerprint (SHA-256) of the report as published", one.content_hash] in rows
    assert ["Data as of", datetime(2027, 1, 20)] in cover
    assert ["Threshold (visits)", 11] in cover


def test_a_hidden_total_reads_not_shown(agency, leave, new_york, department, dana, browser):
    leave(times=4, kits=77)
    seal_period(scope_of(agency))
    stored = next(one for one in publish_roll_ups(program=new_york, day=SEAL_DAY) if one.department)

    page = browser(dana).get(at_department("issue", department, stored.pk)).content.decode()

    assert in_page(page)["totals"] == [["not shown"] * 4]
    assert not re.search(r"\b(77|154)\b", re.sub(r"<head>.*?</head>|datetime=\S+", "", page, flags=re.DOTALL))


@pytest.mark.parametrize("name", ["csv", "xlsx", "json"])
def test_a_download_is_written_down(issue, supplier, sam, browser, name):
    answer = browser(sam).get(at_supplier("download", supplier, issue.pk, name))

    assert answer.status_code == 200
    assert f"capital-harm-reduction-2026-10-to-2026-12.{name}" in answer["Content-Disposition"]
    assert list(Download.objects.values_list("issue", "by", "format", "on")) == [
        (issue.pk, sam.pk, name, date(2027, 1, 21))
    ]


def test_a_format_that_is_none_is_not_found_and_not_written_down(issue, supplier, sam, browser):
    assert browser(sam).get(at_supplier("download", supplier, issue.pk, "pdf")).status_code == 404
    assert not Download.objects.exists()


@pytest.mark.parametrize("name", ["csv", "xlsx", "json"])
def test_the_command_writes_the_same_file(issue, tmp_path, name):
    target = tmp_path / f"report.{name}"

    call_command("export_issue", str(issue.pk), format=name, output=str(target))

    if name == "xlsx":
        assert in_workbook(target.read_bytes()) == in_workbook(file_of(issue, name).content)
    else:
        assert target.read_bytes() == file_of(issue, name).content


@pytest.mark.parametrize("wrong", ["nonsense", "11111111-1111-4111-8111-111111111111"])
def test_the_command_refuses_what_is_no_report(issue, tmp_path, wrong):
    target = tmp_path / "report.csv"

    with pytest.raises(CommandError, match=f"no published report {wrong}") as refused:
        call_command("export_issue", wrong, format="csv", output=str(target))

    assert refused.value.returncode == 2
    assert not target.exists()


def test_the_command_refuses_changed_content(issue, tmp_path):
    Issue.objects.update(content=issue.content.replace("1020", "1019"))

    with pytest.raises(CommandError, match=f"stored text of issue {issue.pk} was changed"):
        call_command("export_issue", str(issue.pk), format="csv", output=str(tmp_path / "report.csv"))

    assert not (tmp_path / "report.csv").exists()


def test_the_zip_has_the_report_of_its_fingerprint_and_the_figures_beside_each_other(issue):
    content = file_of(issue, "zip").content
    parts = in_zip(content)
    header, *rows = parts["reports.csv"]
    report = dict(zip(header, rows[0], strict=True))

    with ZipFile(BytesIO(content)) as archive:
        published = archive.read(f"as-published/{issue.pk}.json")
        words = archive.read("README.txt").decode()

    assert len(rows) == 1
    assert report["sha256"] == issue.content_hash == hashlib.sha256(published).hexdigest()
    assert (report["report"], report["threshold"], report["report_status"]) == (str(issue.pk), "11", "published")
    assert "Capital Harm Reduction, October to December 2026" in words
    header, *places = parts["places.csv"]
    assert [row[header.index("name") :] for row in places if row[header.index("kind")] == "zip"] == [
        ["12207 Albany", "14", "1020", "2040", "shown"],
        ["12208 Albany", "12", "12", "24", "shown"],
    ]


def test_all_periods_are_one_file_without_what_was_withdrawn(issue, agency, leave, supplier, olga, sam, browser):
    leave("12207", times=25, kits=30, on=date(2027, 2, 3))
    seal_period(scope_of(agency), Q1, on=NEXT_SEAL)
    every = list(Issue.objects.of_supplier(supplier).order_by("starts_on", "ends_on"))
    pages = browser(sam, "2027-05-01")
    expected = [fact for one in every for fact in in_facts(file_of(one, "csv").content)]

    both = in_facts(pages.get(at_supplier("everything", supplier, "csv")).content)
    reports = in_zip(pages.get(at_supplier("everything", supplier, "zip")).content)["reports.csv"]
    withdraw(issue=issue, because="Loaded with a test key.", by=olga)
    left = in_facts(pages.get(at_supplier("everything", supplier, "csv")).content)

    assert len(every) == 3
    assert both == expected
    assert [row[0] for row in reports] == ["report", *(str(one.pk) for one in every)]
    assert left == [fact for fact in expected if fact["report"] != str(issue.pk)]
    assert Download.objects.filter(issue=issue).count() == 2
    assert Download.objects.filter(by=sam, format="all-csv", on=date(2027, 5, 1)).count() == 5


def test_where_nothing_is_published_there_is_no_file_of_all(supplier, sam, browser):
    assert browser(sam).get(at_supplier("everything", supplier, "csv")).status_code == 404


def test_a_file_of_all_in_a_format_that_is_none_is_not_found(issue, supplier, sam, browser):
    assert browser(sam).get(at_supplier("everything", supplier, "xlsx")).status_code == 404
    assert not Download.objects.exists()
