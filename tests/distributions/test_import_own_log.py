"""The log as it is downloaded can be brought in again: by an agency that merges, or moves."""

import pytest

from agencies.sheets import OWN_LOG
from distributions.models import DailyCount
from tests.agencies.sheet_files import refusal
from tests.distributions.asking import log_of

OWN = "Date or month,ZIP code,Town,County,Item,Times,How many,People trained"


@pytest.fixture
def bring(run, tmp_path):
    def bring(*lines):
        file = tmp_path / "log.csv"
        file.write_text("\n".join(lines), encoding="utf-8-sig")
        code, said = run(file)
        return code, said.splitlines()

    return bring


def test_a_downloaded_log_gives_the_same_log_again(agency, other_agency_log, bring):
    code, _said = bring(*other_agency_log)

    assert code == 0
    assert log_of(agency) == (4, 127, 4)


@pytest.fixture
def other_agency_log():
    return [
        OWN,
        "2026-09-01,12202,Albany,Albany County,Naloxone kit (two 4 mg doses),1,1,1",
        "2026-09-02,12206,Albany,Albany County,Naloxone kit (two 4 mg doses),3,126,3",
        "2026-08,,,Albany County,Naloxone kit (two 4 mg doses),1,0,0",
        "2026-07,,,Albany County,Naloxone kit (two 4 mg doses),1,,0",
    ]


def test_the_file_of_the_page_is_read_as_it_comes(agency, leave, coordinator, url, run, tmp_path):
    leave("12207", items=2, trained=1)
    leave("12207", items=1)
    leave("", items=4)
    before = log_of(agency)
    answer = coordinator.get(url("export"))
    assert answer["Content-Type"].startswith("text/csv")
    file = tmp_path / "log.csv"
    file.write_bytes(answer.content)
    DailyCount.objects.all().delete()

    code, _said = run(file)

    assert (code, log_of(agency)) == (0, before)


def test_more_times_than_kits_are_refused(agency, bring):
    code, said = bring(OWN, "2026-09-01,12202,Albany,Albany County,,3,2,0", "2026-09-01,12202,,,,14:03,2,0")

    assert code == 1
    assert said[:2] == [
        "Row 2, Times: Each time leaves one kit at least: this is more times than kits.",
        "Row 3, Times: Write a whole number in digits, such as 2.",
    ]


@pytest.mark.parametrize("header", ["Date,Town,Kits", "Date,Times,Kits", "Date,Town,How many"])
def test_town_and_times_alone_refuse_a_sheet(header):
    assert refusal(f"{header}\n", columns=OWN_LOG).startswith("Remove the column T")
