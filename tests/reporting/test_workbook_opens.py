"""The workbook opens in a real spreadsheet, with the same figures."""

import csv
import os
import shutil
import subprocess

import pytest

from lbn.reporting.published.files import file_of
from lbn.reporting.published.tables import tables_of

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")


@pytest.mark.slow
@pytest.mark.once
@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed (Debian: libreoffice-calc)")
@pytest.mark.parametrize("kind", ["issue", "state_issue"])
def test_libreoffice_opens_it_without_a_word_and_reads_the_same_figures(kind, request, tmp_path):
    issue = request.getfixturevalue(kind)
    (tmp_path / "report.xlsx").write_bytes(file_of(issue, "xlsx").content)
    # Commas, quotes, UTF-8, and -1 for a file of each tab; javaldx only misses a Java that nothing here needs.
    every_tab = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
    command = [OFFICE, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", every_tab]

    done = subprocess.run(
        [*command, "report.xlsx"],
        cwd=tmp_path,
        env=os.environ | {"HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=120,
    )

    said = [line for line in done.stderr.splitlines() if "javaldx" not in line]
    assert (done.returncode, said) == (0, [])
    for table in tables_of(issue.read()):
        if table.rows:
            with (tmp_path / f"report-{table.title}.csv").open(encoding="utf-8") as file:
                header, *rows = csv.reader(file)
            assert header == list(table.header)
            assert rows == [["" if cell is None else str(cell) for cell in row] for row in table.rows]
