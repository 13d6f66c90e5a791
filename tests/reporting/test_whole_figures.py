"""Every figure that a reader of a published report sees is the whole of what it says, or "not shown"."""

import random
import re
from collections import Counter
from datetime import date
from uuid import uuid4

import pytest
from django.db import transaction
from django.urls import reverse

from agencies.models import HealthDepartment, Jurisdiction, Program, ScopeMembership, ZipCode
from agencies.periods import add_months, months_between
from distributions.actions import LogEntry, log_kits
from inventory.models import Item
from lbn.reporting.documents import PublicReport, read_document
from lbn.reporting.fold import Figures, Folded, sum_figures
from lbn.reporting.models import Issue
from lbn.reporting.published import pictures
from lbn.reporting.published.actions import announce_published
from lbn.reporting.published.files import file_of
from lbn.reporting.published.pictures import pictures_of
from lbn.reporting.published.tables import HIDDEN, counties, table, tables_of
from tests import cast
from tests.reporting.facts import facts_in_json, in_facts, missing_in_facts
from tests.reporting.plain import Plain, faults_of, read_counts
from tests.reporting.reading import (
    figures_in,
    in_charts,
    in_page,
    in_zip,
    kits_in_pictures,
    numbers_in_workbook,
)
from tests.reporting.rolling import seal_all

FIRST, LAST = date(2026, 10, 1), date(2027, 12, 1)
DONE = date(2028, 1, 20)
CITY = {"Bronx": ("10451", "10452", "10453"), "Kings": ("11201", "11206"), "Richmond": ("10301",)}
PACES = {
    "Albany County Sheriff's Office": {"12207": 7, "12208": 3, "12047": 0.8, "12110": 0.4, "": 0.3},
    "Troy Police Department": {"12180": 5, "12182": 0.7, "12207": 1},
    "Schenectady EMS": {"12305": 3, "12303": 0.6, "12304": 0.2, "05201": 0.1},
    "Bronx Response": {"10451": 6, "10452": 2, "10453": 0.7, "11201": 0.5, "11206": 4, "10301": 0.1},
}


pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def told(django_db_setup, django_db_blocker):
    """Five quarters of a state with a city in it, read by everybody there is, from the real log; told once for all
    tests of this file."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield tell(*begin())
        transaction.set_rollback(True)


def begin():
    """Everybody who takes part, and the places: two suppliers, one of them monthly, and three health departments."""
    if not Jurisdiction.objects.filter(state="NY", kind="county").exists():
        cast.places()
    program = Program.objects.filter(slug="new_york").first() or cast.new_york()
    for name, zip_codes in CITY.items():
        county = Jurisdiction.objects.create(slug=f"ny-{name.lower()}", state="NY", name=name, kind="county")
        ZipCode.objects.bulk_create(ZipCode(zip=one, jurisdiction=county, kind="standard") for one in zip_codes)
    for number, zip_code in enumerate(ZipCode.objects.order_by("zip")):
        ZipCode.objects.filter(pk=zip_code.pk).update(latitude=42 + number % 5 / 10, longitude=-74 + number % 7 / 10)
    supplier, monthly = cast.supplier(program), cast.supplier(program, name="City Depot")
    agencies = [
        cast.agency(program, supplier=supplier),
        cast.agency(program, name="Troy Police Department", county="Rensselaer"),
        cast.agency(program, name="Schenectady EMS", county="Schenectady", supplier=supplier),
        cast.agency(program, name="Bronx Response", county="Bronx", supplier=supplier),
    ]
    ScopeMembership.objects.filter(agency=agencies[2]).update(scope=cast.scope(monthly, cadence="monthly"))
    cast.department(program)
    for slug, names in (("city", CITY), ("county", ["Albany"])):
        made = HealthDepartment.objects.create(slug=slug, name=slug.title(), level=slug, program=program)
        made.jurisdictions.set(Jurisdiction.objects.filter(state="NY", name__in=names))
    Program.objects.update(shows_public_figures=True)
    program.refresh_from_db()
    return program, agencies


def tell(program, agencies):
    """Leave kits for five quarters, and publish what becomes due."""
    draw, items = random.Random(7), {item.slug: item for item in Item.objects.all()}
    kit, strips = items[Item.STANDARD_KIT], items["fentanyl-strips"]
    for month in months_between(FIRST, LAST):
        for one in agencies:
            leave_some(one, month.replace(day=8), PACES[one.name], draw, kit, strips)
        if month.month % 3 == 0:
            seal_all(program, add_months(month, 1).replace(day=20))
    return program


def leave_some(agency, day, paces, draw, kit, strips):
    """So many visits at each place, some with a second kit, some with strips."""
    entries = []
    for zip_code, pace in paces.items():
        visits = sum(draw.random() < pace / 10 for _ in range(10)) + (3 if draw.random() < pace / 20 else 0)
        found = ZipCode.objects.filter(zip=zip_code).first()
        county = found.jurisdiction_id if found else agency.jurisdiction_id
        if visits:
            more = draw.randint(0, visits)
            entries.append(LogEntry(uuid4(), day, county, zip_code, kit.pk, visits + more, visits // 2, visits))
        if visits > 3:
            entries.append(LogEntry(uuid4(), day, county, zip_code, strips.pk, 5, 0, 1))
    log_kits(agency=agency, location=agency.main_location, entries=entries, today=day)


def faults_in(program):
    counts = read_counts(program)
    return [fault for issue in Issue.objects.all() for fault in faults_of(issue, tables_of(issue.read()), counts)]


def cells_in(name):
    return [
        row
        for issue in Issue.objects.all()
        for one in tables_of(issue.read())
        if one.name == name
        for row in one.rows
    ]


def test_each_table_of_each_reader_is_whole_or_not_shown(told):
    assert faults_in(told) == []
    kinds = {(type(issue.read()).__name__, issue.read().report.is_sum) for issue in Issue.objects.all()}
    assert kinds == {(name, is_sum) for name in READERS for is_sum in (True, False)}
    rows = cells_in("counties")
    assert {row[1] == HIDDEN for row in rows} == {True, False}
    assert any(row[1] == 0 for row in rows)
    assert any(row[0].startswith(("Rest of", "Counties not shown")) for row in rows)


READERS = ("SupplierReport", "StateReport", "AreaReport", "PublicReport")


def test_pages_files_and_charts_say_what_the_tables_say(told, browser):
    for issue in Issue.objects.filter(starts_on__gte=date(2027, 1, 1)):
        document = issue.read()
        tables = tables_of(document)
        page = page_of_reader(issue, browser)
        facts, parts = in_facts(file_of(issue, "csv").content), in_zip(file_of(issue, "zip").content)
        workbook = numbers_in_workbook(file_of(issue, "xlsx").content, tables)

        assert in_page(page) == figures_in(tables)
        assert workbook == figures_in(tables)
        drawn, kits = in_charts(page), kits_in_pictures(tables)
        assert not Counter(drawn.pop("places", ())) - Counter(kits.pop("places", ()))
        assert drawn == {name: rows for name, rows in kits.items() if any(rows)}
        assert [dict(zip(parts["facts.csv"][0], row, strict=True)) for row in parts["facts.csv"][1:]] == facts
        assert missing_in_facts(document, tables, facts) == []
        assert facts_in_json(file_of(issue, "json").content) == facts
        assert read_document(file_of(issue, "frozen").content.decode()) == document
        assert HIDDEN not in file_of(issue, "frozen").content.decode()


def page_of_reader(issue, browser):
    """The page of a published report, as somebody reads it for whom it was made."""
    document = issue.read()
    if isinstance(document, PublicReport):
        return browser(cast.user(f"Eve {issue.pk}"), "2028-02-01").get(address_of(issue)).text
    hat = {"supplier": issue.scope.supplier} if issue.scope else {"department": issue.department}
    role = "supplier_staff" if issue.scope else "department_staff"
    if issue.program:
        hat, role = {"program": issue.program}, "operator"
    answer = browser(cast.user(f"R{issue.pk}", role=role, **hat), "2028-02-01").get(address_of(issue))
    assert answer.status_code == 200
    return answer.text


def address_of(issue):
    if issue.scope:
        return reverse("supplier:issue", args=[issue.scope.supplier.slug, issue.pk])
    if issue.department:
        return reverse("department:issue", args=[issue.department.slug, issue.pk])
    if issue.is_public:
        return reverse("figures:issue", args=[issue.program.slug, issue.pk])
    return reverse("office:issue", args=[issue.pk])


MOST = re.compile(
    r"(?P<of>Of the counties that are shown, m|M|Of the named ZIP codes m)ost kits were left in (.+?): "
)


def false_findings(program):
    """Each finding about counties, and each line over time, that is not so by the counts."""
    counts, found = read_counts(program), []
    for issue in Issue.objects.all():
        plain = Plain.of(issue, counts)
        drawn = {picture.chart_id: picture for picture in pictures_of(issue.read())}
        bars, line = drawn.get("chart-counties"), drawn.get("chart-months")
        said = bars and MOST.match(bars.finding)
        if said and not is_so(said, bars, plain):
            found.append(f"{issue}: {bars.finding}")
        if line and line.chart and sum(one.value for one in line.chart.points) != plain.where()[1]:
            found.append(f"{issue}: {line.finding}")
    return found


def is_so(said, picture, plain):
    """Whether the counties that are named have the most: of those with a bar, or of all."""
    kits = {label: plain.where(label=label)[1] for label in {one.label for one in plain.counts}}
    if said[1] != "M":
        shown = {bar.label for bar in picture.chart.bars}
        kits = {label: number for label, number in kits.items() if label in shown}
    best = {label for label, number in kits.items() if number == max(kits.values())}
    return set(re.split(", | and ", said[2])) == best


def test_findings_of_pictures_are_so(told):
    assert false_findings(told) == []
    assert any("Of the counties that are shown" in one.finding for one in all_pictures())


def all_pictures():
    return [picture for issue in Issue.objects.all() for picture in pictures_of(issue.read())]


SAID_OF_TIME = re.compile(r"https?://\S+|[A-Z][a-z]+ \d{1,2}, \d{4}|\b20\d\d\b|\d+ (new published )?reports")


def test_a_mail_says_no_figure(told, mailed):
    cast.user("Dana", role="department_staff", department=HealthDepartment.objects.get(level="state"))

    mails = mailed(lambda: announce_published(program=told, today=DONE))

    said = [SAID_OF_TIME.sub("", f"{mail.subject} {mail.body}") for mail in mails]
    assert [re.findall(r"\d+", text) for text in said] == [[]] * len(mails)
    assert mails


def remainder_of_county(report, county):
    """The fault that a city's health department met: what no other row holds, printed as the county's."""
    return sum_figures(row.figures or Figures() for row in report.rows if row.county == county)


PLANTED = {
    "a remainder": (Folded, "of_county", remainder_of_county),
    "a zero": (table, "say_figure", lambda figure: figure or 0),
    "a rest that is called a county": (counties, "COUNTIES_TOGETHER", "Albany County"),
}


@pytest.mark.parametrize("fault", PLANTED)
def test_a_planted_fault_is_found(told, monkeypatch, fault):
    where, name, planted = PLANTED[fault]
    monkeypatch.setattr(where, name, planted)

    assert faults_in(told) != []


def test_a_ranking_among_what_is_shown_alone_is_found(told, monkeypatch):
    really = pictures._say_which_county
    monkeypatch.setattr(pictures, "_say_which_county", lambda bars, is_all: really(bars[-1:], is_all=True))

    assert false_findings(told) != []
