"""The one reader of frozen reports takes what it knows, exactly, and refuses everything else by one name."""

import json
from dataclasses import replace

import pytest

from lbn.reporting.documents import UnknownFormat, read_document
from lbn.reporting.documents.canonical import canonical_json
from lbn.reporting.models import AgencyReport, ContentChanged, Issue, Statement
from tests.documents import period_report, statement_figures
from tests.reporting.test_golden import FIRST, SECOND, SHA256, TODAYS, text_of

KINDS = ["agency-report", "statement", "supplier-quarter", "state-quarter", "state-year", "city-department-year"]
KINDS += ["public-quarter"]
# What may be missing: it is left out where it says nothing, an agency's first reports did not know it, or it is
# read no more.
MAY_BE_MISSING = {name: {"typed", "outliers"} for name in SHA256 if "agency-report" in name}
MAY_BE_MISSING |= {name: {"yearly", "place_period"} for name in SECOND}
MAY_BE_MISSING |= {"first-format-department": {"net_corrections"}, "order-statement": {"form"}}

pytestmark = pytest.mark.once


def change(name, path, value):
    """The text of a sample with another value at a place, such as ("agencies", 0, "kits"); Ellipsis takes it out."""
    plain = json.loads(text_of(name))
    inner = plain
    for step in path[:-1]:
        inner = inner[step]
    if value is ...:
        del inner[path[-1]]
    else:
        inner[path[-1]] = value
    return canonical_json(plain)


def refuses(text):
    with pytest.raises(UnknownFormat):
        read_document(text)


@pytest.mark.parametrize("name", KINDS)
def test_a_kind_that_is_none_and_a_newer_format_are_refused(name):
    for path, values in (("kind",), ("nonsense", None, 1, ["scope"])), (("format",), (4, 99, "2", None, 2.0, True)):
        for value in values:
            refuses(change(name, path, value))


@pytest.mark.parametrize("text", ["", "{", "null", "[]", '"scope"', "2", "{}"])
def test_what_is_no_report_at_all_is_refused(text):
    refuses(text)


@pytest.mark.parametrize("name", SHA256)
def test_a_report_without_one_of_its_fields_is_refused(name):
    optional = MAY_BE_MISSING.get(name, set()) | {"withdrawn"}

    for field in json.loads(text_of(name)).keys() - optional:
        refuses(change(name, [field], ...))


@pytest.mark.parametrize("name", SHA256)
def test_a_field_that_nobody_knows_is_refused(name):
    refuses(change(name, ["places"], {"12207": 4}))
    if "report" in json.loads(text_of(name)):
        refuses(change(name, ["report", "by_agency"], []))


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("supplier-quarter", ["agencies", 0, "kits"]),
        ("supplier-quarter", ["agencies", 0, "reports", "on_time"]),
        ("supplier-quarter", ["people_trained"]),
        ("supplier-quarter", ["report", "total", "kits"]),
        ("supplier-quarter", ["net_corrections", "kits"]),
        ("first-format-supplier", ["agencies", 0, "kits"]),
        ("first-format-department", ["reporting", "late"]),
        ("state-quarter", ["reporting", "agencies"]),
        ("agency-report", ["stock", "left"]),
        ("agency-report", ["handouts"]),
        ("statement", ["kits"]),
        ("public-quarter", ["report", "threshold"]),
    ],
)
@pytest.mark.parametrize("value", ["12", 1.0, True, None, [1], {}])
def test_a_count_that_is_no_whole_number_is_refused(name, path, value):
    refuses(change(name, path, value))


@pytest.mark.parametrize(
    ("name", "path", "value"),
    [
        ("agency-report", ["no_kits"], 0),
        ("agency-report", ["typed", "refills"], True),
        ("agency-report", ["typed"], []),
        ("agency-report", ["stock", "other"], {"lost": "2"}),
        ("supplier-quarter", ["starts_on"], 20261001),
        ("supplier-quarter", ["starts_on"], "Oct 1, 2026"),
        ("supplier-quarter", ["starts_on"], "20261001"),
        ("supplier-quarter", ["starts_on"], "2026-10-01T00:00"),
        ("supplier-quarter", ["reader"], 7),
        ("supplier-quarter", ["reader"], None),
        ("supplier-quarter", ["agencies"], {}),
        ("supplier-quarter", ["agencies"], None),
        ("supplier-quarter", ["agencies", 0], "Albany"),
        ("supplier-quarter", ["agencies", 0, "places"], {}),
        ("supplier-quarter", ["comparison"], []),
        ("supplier-quarter", ["report", "rows", 0, "kind"], "nonsense"),
        ("supplier-quarter", ["report", "format"], 1),
        ("second-format-supplier-quarter", ["report", "format"], 2),
        ("supplier-quarter", ["report"], None),
        ("first-format-supplier", ["agencies"], None),
        ("first-format-supplier", ["agencies", 0, "status"], ...),
        ("first-format-supplier", ["agencies", 0, "status"], "nonsense"),
        ("first-format-department", ["reporting"], None),
        ("statement", ["sections"], "stock"),
    ],
)
def test_a_value_of_another_type_is_refused(name, path, value):
    refuses(change(name, path, value))


def test_a_sample_that_nobody_has_changed_is_read():
    """So each refusal above is for its change."""
    for name in (*TODAYS, *FIRST, *SECOND):
        plain = json.loads(text_of(name))

        assert read_document(canonical_json(plain)) == read_document(text_of(name))


ROWS = {
    "agency report": (AgencyReport, period_report(left=3), {"handouts": 4}),
    "statement": (Statement, statement_figures(kits=3), {"kits": 4}),
    "issue": (Issue, read_document(text_of("supplier-quarter")), {"people_trained": 4}),
}


@pytest.mark.parametrize("kind", ROWS)
def test_a_text_that_was_changed_is_not_shown(kind):
    model, document, fields = ROWS[kind]
    row = model(**model.freeze(document))
    assert row.read() == document

    row.content = replace(document, **fields).text

    with pytest.raises(ContentChanged, match=f"^The stored text of {kind} {row.pk} was changed. Restore it from a"):
        row.read()


@pytest.mark.parametrize("kind", ROWS)
def test_a_document_of_another_kind_is_not_shown(kind):
    model, _document, _fields = ROWS[kind]
    other = statement_figures() if model is not Statement else period_report()
    row = model(**model.freeze(other))

    with pytest.raises(ContentChanged, match=f"^The stored text of {kind} {row.pk} is of another kind."):
        row.read()
