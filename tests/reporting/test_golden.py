"""What was frozen stays what it was, byte for byte: texts of every kind, in today's and in every earlier format."""

import json
from pathlib import Path

import pytest

from agencies.models import ReportingPeriod
from agencies.packs.schema import TYPED
from lbn.reporting.documents import (
    AgencyCounts,
    AgencyRow,
    AreaReport,
    Balance,
    Comparison,
    NetCorrections,
    PeriodReport,
    PublicReport,
    ReportCounts,
    StatementFigures,
    SupplierReport,
    read_document,
)
from lbn.reporting.documents.canonical import fingerprint
from lbn.reporting.models import AgencyReport, Issue, Statement
from lbn.reporting.published.files import file_of
from tests.reporting.conftest import IN_TIME, SEAL_DAY, scope_of

GOLDEN = Path(__file__).parent.parent / "data" / "golden"
SHA256 = json.loads((GOLDEN / "SHA256.json").read_text())
FIRST = [name for name in SHA256 if name.startswith("first-format")]
SECOND = [name for name in SHA256 if name.startswith("second-format")]
TODAYS = [name for name in SHA256 if name not in (*FIRST, *SECOND)]
NOT_STATED = dict.fromkeys(TYPED)

pytestmark = pytest.mark.once


def text_of(name):
    return (GOLDEN / f"{name}.json").read_text()


@pytest.mark.parametrize("name", SHA256)
def test_a_frozen_text_has_the_fingerprint_that_it_was_given(name):
    assert fingerprint(text_of(name)) == SHA256[name]


@pytest.mark.parametrize("name", TODAYS)
def test_a_frozen_text_is_read_and_written_the_same(name):
    document = read_document(text_of(name))

    assert document.text == text_of(name)
    assert document.sha256 == SHA256[name]


def test_there_are_samples_of_the_first_format_of_every_kind_that_it_had():
    kinds = {name: type(read_document(text_of(name))) for name in FIRST}

    assert kinds == {
        "first-format-agency-report": PeriodReport,
        "first-format-department": AreaReport,
        "first-format-statement": StatementFigures,
        "first-format-supplier": SupplierReport,
    }


def counts(**known):
    return dict.fromkeys(("on_time", "late", "no_kits", "not_confirmed"), 0) | known


def test_what_the_first_format_did_not_say_of_a_supplier_is_nothing_stated():
    document = read_document(text_of("first-format-supplier"))

    assert (document.format, document.cadence) == (1, None)
    assert (document.received, document.withdrawn, document.comparison) == (None, None, Comparison())
    assert (document.people_trained, document.report.total.kits, len(document.agencies)) == (38, 56, 3)
    assert document.agencies[0] == AgencyRow(
        agency="Ambleford Rescue Squad",
        slug="ambleford-rescue-squad",
        kind="",
        county="ny-hamilton",
        county_label="Hamilton County",
        handouts=2,
        kits=3,
        doses=6,
        people_trained=2,
        received=0,
        on_hand=14,
        personnel_trained=None,
        personnel_current=None,
        sessions=None,
        typed=NOT_STATED,
        status="on_time",
        came="on_time",
        expected=True,
        reports=ReportCounts(expected=1, came=1, missed=0, waived=0, none_expected=0, **counts(on_time=1)),
    )


@pytest.mark.parametrize(
    ("status", "arrival", "came"),
    [("on_time", "on_time", 1), ("late", "late", 1), ("no_kits", "", 1), ("not_confirmed", "", 0)],
)
def test_an_agencys_one_report_of_the_first_format_is_known_by_its_status(status, arrival, came):
    text = text_of("first-format-supplier").replace('"status":"on_time"', f'"status":"{status}"')

    for row in read_document(text).agencies:
        assert (row.status, row.came, row.expected) == (status, arrival, True)
        assert row.reports == ReportCounts(
            expected=1, came=came, missed=0, waived=0, none_expected=0, **counts(**{status: 1})
        )


def test_what_the_first_format_did_not_say_of_a_department_is_not_known():
    document = read_document(text_of("first-format-department"))

    not_known = dict.fromkeys(("expected", "came", "missed", "waived", "none_expected"))
    assert document.reporting == AgencyCounts(agencies=8, **counts(on_time=8, late=1), **not_known)
    assert (document.format, document.by_kind, document.operating) == (1, (), None)
    assert (document.comparison, document.withdrawn) == (Comparison(), None)
    assert document.net_corrections == NetCorrections(handouts=0, kits=0, doses=0, people_trained=None)
    assert document.report.total.kits == 153


def test_the_second_format_was_of_every_published_kind():
    kinds = {name.removeprefix("second-format-"): type(read_document(text_of(name))).__name__ for name in SECOND}

    todays = {name: type(read_document(text_of(name))).__name__ for name in TODAYS if name in kinds}
    assert kinds == todays
    assert {read_document(text_of(name)).report.version for name in SECOND} == {1}


def rows_in(name):
    """What the rows of places of a sample say: {label: kits}, None where not shown."""
    return {row.label: row.kits for row in read_document(text_of(name)).report.rows}


def test_a_part_that_was_published_as_a_figure_is_not_shown_and_everything_else_as_it_was():
    document, plain = (read(text_of("second-format-city-department-year")) for read in (read_document, json.loads))
    stored = {row["label"]: None if row.get("part") else row["kits"] for row in plain["report"]["rows"]}

    assert plain["report"]["part"]
    assert document.report.total is None
    assert rows_in("second-format-city-department-year") == stored
    assert {None, 166} <= set(stored.values())


def test_a_whole_figure_of_the_former_rules_is_as_it_was_published():
    document = read_document(text_of("second-format-state-quarter"))

    assert (document.report.total.kits, document.people_trained) == (657, 500)
    assert rows_in("second-format-supplier-quarter") == {
        "Other ZIP codes in Jefferson County": 14,
        "13501": 14,
        "Rest of state": 28,
    }


def test_sums_and_comparisons_that_may_have_been_parts_are_not_shown():
    document = read_document(text_of("second-format-state-quarter"))

    assert (document.to_date.doses, document.to_date.people) == (None, None)
    assert [document.comparison.previous.kits, document.comparison.last_year.kits] == [None, None]
    supplier = read_document(text_of("second-format-supplier-quarter"))
    assert supplier.comparison.previous.kits == 72


def test_an_agencys_first_reports_had_no_typed_figure_and_no_outlier():
    document = read_document(text_of("first-format-agency-report"))

    assert document == PeriodReport(
        stock=Balance(
            opening=17, received=0, left=3, other={}, shortfall=0, not_from_stock=0, closing=14, other_change=0
        ),
        handouts=2,
        doses=6,
        net_corrections=0,
        community_trained=2,
        personnel_trained=0,
        personnel_current=3,
        sessions=0,
        no_kits=False,
        typed=NOT_STATED,
        outliers=(),
    )


def test_the_first_statements_had_no_corrections_of_people_trained():
    document = read_document(text_of("first-format-statement"))

    assert document.net_corrections == NetCorrections(handouts=0, kits=0, doses=0, people_trained=None)
    assert (document.format, document.kits, document.people_trained, document.on_hand) == (1, 91, 77, 1)
    assert document.typed == NOT_STATED


@pytest.fixture
def freeze(agency, department):
    """Store a text as it was stored in its day, with the total that a migration put beside it:
    `freeze("first-format-supplier")`."""

    def store(name):
        text, scope = text_of(name), scope_of(agency)
        document, frozen = read_document(text), {"content": text, "content_hash": SHA256[name]}
        match document:
            case PeriodReport():
                period = ReportingPeriod.objects.get_or_create(scope=scope, starts_on=IN_TIME.replace(day=1))[0]
                return AgencyReport.objects.create(agency=agency, period=period, submitted_on=IN_TIME, **frozen)
            case StatementFigures():
                about = {"profile": document.profile, "agency": agency, "made_on": SEAL_DAY}
                span = {"starts_on": document.starts_on, "ends_on": document.ends_on}
                return Statement.objects.create(**about, **span, **frozen)
        reader = {"department": department} if isinstance(document, AreaReport) else {"scope": scope}
        if isinstance(document, PublicReport):
            reader = {"program": agency.program, "is_public": True}
        span = {"starts_on": document.starts_on, "ends_on": document.ends_on}
        return Issue.objects.create(**reader, **span, issued_on=SEAL_DAY, **(Issue.freeze(document) | frozen))

    return store


@pytest.mark.parametrize("name", [*FIRST, *SECOND])
def test_what_was_written_in_an_earlier_format_is_read_and_never_written_again(freeze, name):
    row = freeze(name)

    read = row.read()
    row.save()
    row.refresh_from_db()

    assert read == read_document(text_of(name))
    assert (row.content, row.content_hash) == (text_of(name), SHA256[name])
    if isinstance(row, Issue):
        assert file_of(row, "frozen").content == text_of(name).encode()
