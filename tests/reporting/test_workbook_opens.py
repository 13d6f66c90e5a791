"""The workbook opens in a real spreadsheet, with the same figures, and prints on few pages."""

import csv
import os
import re
import shutil
import subprocess
from io import BytesIO
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from lbn.reporting.published.files import file_of
from tests.reporting.reading import in_workbook

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
MOST_PAGES = 4
needs_office = pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed (Debian: libreoffice-calc)")

pytestmark = [pytest.mark.slow, pytest.mark.once]


def convert(tmp_path, issue, kind):
    """Let LibreOffice write a report's workbook as `kind`; it may say nothing about it."""
    (tmp_path / "report.xlsx").write_bytes(file_of(issue, "xlsx").content)
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    done = subprocess.run(
        [OFFICE, profile, "--headless", "--convert-to", kind, "report.xlsx"],
        cwd=tmp_path,
        env=os.environ | {"HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=120,
    )
    said = [
        line for line in done.stderr.splitlines() if "javaldx" not in line
    ]  # It misses a Java; nothing needs one.
    assert (done.returncode, said) == (0, [])


@needs_office
@pytest.mark.parametrize("kind", ["issue", "state_issue"])
def test_libreoffice_opens_it_without_a_word_and_reads_the_same_figures(kind, request, tmp_path):
    issue = request.getfixturevalue(kind)

    # Commas, quotes, UTF-8, and -1 for a file of each tab.
    convert(tmp_path, issue, "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1")

    for title, rows in in_workbook(file_of(issue, "xlsx").content).items():
        with (tmp_path / f"report-{title}.csv").open(encoding="utf-8") as file:
            read = list(csv.reader(file))
        assert numbers_among(read) == numbers_among([[str(cell) for cell in row] for row in rows])


def numbers_among(rows):
    numbers = [[cell for cell in row if re.fullmatch(r"-?\d+(\.\d)?", cell)] for row in rows]
    return [row for row in numbers if row]


@needs_office
@pytest.mark.parametrize("kind", ["issue", "state_issue"])
def test_a_quarter_prints_on_four_pages_at_most(kind, request, tmp_path):
    convert(tmp_path, request.getfixturevalue(kind), "pdf")

    content = (tmp_path / "report.pdf").read_bytes()
    pages = re.findall(rb"/Type\s*/Page\b(?!s)[^>]*?/MediaBox\s*\[([\d. ]+)\]", content)
    assert 1 <= len(pages) <= MOST_PAGES
    assert set(pages) <= {b"0 0 612 792", b"0 0 792 612"}  # Letter, either way.


@pytest.mark.parametrize("kind", ["issue", "state_issue"])
def test_each_tab_is_set_up_for_paper_and_for_work(kind, request, tmp_path):
    issue = request.getfixturevalue(kind)
    (tmp_path / "report.xlsx").write_bytes(file_of(issue, "xlsx").content)
    workbook = load_workbook(tmp_path / "report.xlsx")

    for tab in workbook:
        assert (str(tab.page_setup.paperSize), tab.page_setup.fitToWidth) == ("1", 1)
        assert tab.sheet_properties.pageSetUpPr.fitToPage
        assert tab.oddFooter.right.text == "Page &P of &N"
        assert not tab.merged_cells.ranges
        if tab.title != "Summary":
            assert (tab.freeze_panes, tab.print_title_rows) == ("B2", "$1:$1")
            assert tab.auto_filter.ref.startswith("A1:")
            assert all(cell.font.bold for cell in tab[1] if cell.value)
    assert workbook.properties.creator == "NY ORS team"
    assert workbook.properties.title.startswith("Kits left, October to December 2026")


@pytest.mark.parametrize("kind", ["issue", "state_issue"])
def test_there_is_one_chart_of_a_table_that_is_shown_whole(kind, request, tmp_path):
    content = file_of(request.getfixturevalue(kind), "xlsx").content
    (tmp_path / "report.xlsx").write_bytes(content)

    with ZipFile(tmp_path / "report.xlsx") as archive:
        charts = [archive.read(name).decode() for name in archive.namelist() if name.startswith("xl/charts/chart")]

    assert len(charts) == 1
    tab, column, first, last = re.search(r"<val><numRef><f>'(\w+)'!\$(\w)\$(\d+):\$\w\$(\d+)</f>", charts[0]).groups()
    rows = load_workbook(BytesIO(content))[tab][f"{column}{first}:{column}{last}"]
    assert all(isinstance(cell.value, int) for row in rows for cell in row)
    assert len(rows) > 1
