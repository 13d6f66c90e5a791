"""Numbers in place of ZIP codes: a zero is put back only where that gives a ZIP code of the agency's state."""

import pytest

from agencies.models import Jurisdiction, ZipCode
from distributions.models import DailyCount
from tests.agencies.sheet_files import workbook
from tests.distributions.asking import log_of


@pytest.fixture
def places(agency):
    """Holtsville in the agency's state, Bennington in another one, and prefixes that some ZIP code has."""
    albany = Jurisdiction.objects.get(slug="ny-albany")
    ZipCode.objects.create(zip="00501", jurisdiction=albany, kind=ZipCode.Kind.STANDARD, name="Holtsville")
    ZipCode.objects.create(zip="06390", jurisdiction=albany, kind=ZipCode.Kind.STANDARD, name="Fishers Island")


@pytest.fixture
def bring(run, tmp_path):
    """Import a workbook of these ZIP codes, or a CSV where they are text; return (exit code, what was said)."""

    def bring(*zip_codes, as_csv=False):
        file = tmp_path / "sheet.xlsx"
        rows = [["Date", "ZIP", "Kits"], *(["9/1/2026", code, 1] for code in zip_codes)]
        text = "\n".join(",".join(map(str, row)) for row in rows)
        file.write_bytes(text.encode() if as_csv else workbook(("Log", rows)))
        code, said = run(file)
        return code, said.splitlines()

    return bring


@pytest.mark.usefixtures("places")
@pytest.mark.parametrize("as_csv", [True, False])
def test_a_zip_code_of_the_state_gets_its_zeros_back(agency, bring, as_csv):
    numbers = ["501.0", "6390.0", "00501"] if as_csv else [501, 6390.0, "00501"]

    code, _said = bring(*numbers, as_csv=as_csv)

    assert code == 0
    assert sorted(DailyCount.objects.values_list("zip_code", "items")) == [("00501", 2), ("06390", 1)]


@pytest.mark.usefixtures("places")
@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        (5201, "5201 is too short for a ZIP code: 05201 is in Bennington County, VT. Write all five digits."),
        (5299, "5299 is too short for a ZIP code. Write all five digits."),
        (1220, "No ZIP code begins with these three digits. Check the five digits."),
        (12, "Enter the five digits of the ZIP code."),
    ],
)
def test_any_other_short_number_is_refused_with_its_row(agency, bring, number, sentence):
    code, said = bring(12207, number)

    assert code == 1
    assert said[0] == f"Row 3, ZIP code: {sentence}"
    assert log_of(agency) == (1, 1, 0)


@pytest.mark.usefixtures("places")
def test_a_zip_code_of_another_state_that_has_its_zero_is_counted(agency, bring):
    assert bring("05201", 12207)[0] == 0
    assert log_of(agency) == (2, 2, 0)


@pytest.mark.usefixtures("places")
def test_text_that_is_too_short_gets_nothing_back(bring):
    code, said = bring("501", as_csv=True)

    assert code == 1
    assert said[0] == "Row 2, ZIP code: Enter the five digits of the ZIP code."
