"""Names of agencies, towns and suppliers are typed by people: none of them runs where a file is opened."""

import re
from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from lbn.reporting.documents import NetCorrections
from lbn.reporting.models import Issue
from lbn.reporting.published.files import file_of, layout_file
from lbn.reporting.published.tables import tables_of
from tests.reporting.asking import shipped_form
from tests.reporting.reading import figures_in, in_csv_lines, numbers_in_workbook

RISKY = ("=", "+", "-", "@", "\t", "\r")
NUMBER = re.compile(r"-?\d+")
NAMES = st.one_of(
    st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=12),
    st.builds(str.__add__, st.sampled_from(RISKY), st.text("=+-@\t\r\n1a,;\"'", max_size=6)),
    st.sampled_from(['=cmd|" /C calc"!A0', '=HYPERLINK("http://a.example","b")', "-1+1", "@SUM(A1)", "+1", "\x0b=1"]),
)
# The names are short as they are: to shrink them would take minutes.
REPEATED = settings(
    max_examples=40, phases=[Phase.generate], suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def renamed(issue, names, net):
    """The published report with other names and corrections in it, as if it had been published so."""
    document = issue.read()
    agency, town, county, reader = names
    report = replace(
        document.report,
        rows=tuple(replace(row, town=town, county_label=county) for row in document.report.rows),
        counties=tuple(replace(row, county_label=county) for row in document.report.counties),
        times=tuple(replace(row, area=county) for row in document.report.times),
    )
    document = replace(
        document,
        reader=reader,
        report=report,
        agencies=tuple(replace(row, agency=agency, county_label=county) for row in document.agencies),
        net_corrections=NetCorrections(handouts=net, kits=net, doses=net, people_trained=net),
    )
    about = {name: getattr(issue, name) for name in ("scope", "starts_on", "ends_on", "issued_on")}
    made = Issue(**about, **Issue.freeze(document))
    made.withdrawn_because, made.status = reader, Issue.Status.WITHDRAWN
    return made, document


def texts_of(files):
    """Every cell of the CSV files, alone and packed, as text."""
    with ZipFile(BytesIO(files["zip"])) as archive:
        parts = [archive.read(name) for name in archive.namelist() if name.endswith(".csv")]
    return [cell for part in (files["csv"], files["layout"], *parts) for row in in_csv_lines(part) for cell in row]


def files(issue):
    made = {name: file_of(issue, name).content for name in ("csv", "zip", "xlsx")}
    return made | {"layout": layout_file(issue, shipped_form("nyoverdose")).content}


@REPEATED
@given(names=st.tuples(NAMES, NAMES, NAMES, NAMES), net=st.integers(-3000, 3000))
def test_no_cell_of_an_export_runs_and_numbers_stay_numbers(issue, names, net):
    made, document = renamed(issue, names, net)

    written = files(made)

    assert all(NUMBER.fullmatch(cell) for cell in texts_of(written) if cell.startswith(RISKY))
    tabs = load_workbook(BytesIO(written["xlsx"]))
    for tab in tabs:
        for cell in (cell for row in tab.iter_rows() for cell in row):
            assert cell.data_type in ("s", "n", "d", "inlineStr")
            assert not str(cell.value).startswith(RISKY) or isinstance(cell.value, int)
    tables = [table for table in tables_of(document) if table.name != "months"]  # there all have one name now
    assert numbers_in_workbook(written["xlsx"], tables) == figures_in(tables)


@pytest.mark.parametrize("risky", RISKY)
def test_a_name_that_looks_like_a_formula_is_written_as_text(issue, risky):
    made, _document = renamed(issue, [f"{risky}1+1"] * 4, net=-4)

    written = files(made)

    cells = texts_of(written)
    assert f"'{risky}1+1" in cells
    assert f"{risky}1+1" not in cells
    assert "-4" in cells
    tab = load_workbook(BytesIO(written["xlsx"]))["Agencies"]
    # An XML reader takes a lone carriage return for a new line.
    assert tab["A2"].value == f"'{risky}1+1".replace("\r", "\n")
