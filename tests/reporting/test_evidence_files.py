"""Files with residents and deaths of counties: all of a file is kept, with its source, or nothing."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from agencies.models import Jurisdiction
from lbn.reporting.models import CountyDeaths, CountyResidents, FigureSource

pytestmark = pytest.mark.django_db
SOURCE = ("--source", "Census Bureau, Vintage 2024", "--dated", "2024-07-01")
CODES = {"Albany": "36001", "Rensselaer": "36083", "Schenectady": "36093"}


@pytest.fixture(autouse=True)
def counties(new_york):
    """The three counties of the cast, as they are coded."""
    for name, code in CODES.items():
        Jurisdiction.objects.filter(state="NY", name=name).update(fips=code)


@pytest.fixture
def file(tmp_path):
    def put(text, *, name="file.csv", encoding="utf-8"):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode(encoding))
        return str(path)

    return put


def load(command, path, *options):
    said = StringIO()
    call_command(command, path, *SOURCE, *options, stdout=said)
    return said.getvalue()


def residents():
    kept = CountyResidents.objects.order_by("year", "jurisdiction__name")
    return list(kept.values_list("jurisdiction__name", "year", "residents", "source__name", "source__dated_on"))


def deaths():
    return list(CountyDeaths.objects.order_by("year", "jurisdiction__name").values_list("year", "deaths"))


PLAIN = 'fips,year,residents,remark\n36001,2024,318500,a\n36083,2024,"160,232",b\n36093,2024,162000,\n'
WHO, WHEN = "Census Bureau, Vintage 2024", date(2024, 7, 1)
KEPT = [
    ("Albany", 2024, 318500, WHO, WHEN),
    ("Rensselaer", 2024, 160232, WHO, WHEN),
    ("Schenectady", 2024, 162000, WHO, WHEN),
]


def test_a_plain_file_is_kept_with_its_source_and_day(file):
    assert load("load_population", file(PLAIN)) == "NY, 2024: 3 figures of counties.\n"

    assert residents() == KEPT


def test_the_estimates_of_the_census_bureau_are_read_as_they_come(file):
    estimates = (
        "SUMLEV,REGION,STATE,COUNTY,STNAME,CTYNAME,POPESTIMATE2023,POPESTIMATE2024,NPOPCHG2024\n"
        "040,1,36,000,New York,New York,19737367,19867248,129881\n"
        "050,1,36,001,New York,Albany County,317000,318500,1500\n"
        "050,1,36,083,New York,Rensselaer County,160000,160232,232\n"
        "050,1,36,093,New York,Schenectady County,161000,162000,1000\n"
        "050,4,35,013,New Mexico,Doña Ana County,225000,226000,1000\n"
    )

    assert (
        load("load_population", file(estimates, encoding="latin-1")) == "NY, 2023 to 2024: 6 figures of counties.\n"
    )

    assert residents()[3:] == KEPT
    assert [row[2] for row in residents()[:3]] == [317000, 160000, 161000]


def test_a_newer_file_replaces_what_it_says_anew_and_its_source(file):
    load("load_population", file(PLAIN))
    call_command("load_population", file(PLAIN.replace("318500", "318600")), "--source", "B", "--dated", "2025-07-01")

    assert residents()[0][2:] == (318600, "B", date(2025, 7, 1))
    assert [source.name for source in FigureSource.objects.all()] == ["B"]


def test_a_file_replaces_of_each_state_the_years_that_it_has(file):
    """Maryland's 2022 stays where a file with it has only New York's."""
    Jurisdiction.objects.filter(state="MD").exclude(fips="").update(fips="")
    slug = {"slug": "md-allegany"}
    Jurisdiction.objects.update_or_create(
        **slug, defaults={"fips": "24001", "state": "MD", "name": "Allegany", "kind": "county"}
    )
    both = ("--states", "NY,MD")
    first = [f"{code},2022,{number}" for number, code in enumerate(("24001", *CODES.values()), 1)]
    newer = [f"{code},{year},50" for code in CODES.values() for year in (2022, 2023)]

    load("load_population", file(plain(*first)), *both)
    load("load_population", file(plain(*newer, "24001,2023,60")), *both)

    kept = [("Allegany", 2022, 1), ("Allegany", 2023, 60)]
    kept += [(name, year, 50) for name in CODES for year in (2022, 2023)]
    assert sorted(row[:3] for row in residents()) == sorted(kept)


WITHHELD = "County Code\tYear\tDeaths\n36001\t2025\t41\n36083\t2025\t{}\n36093\t2025\t9\n"


@pytest.mark.parametrize("cell", ["", "s", "<10", "< 5", "Suppressed", "*"])
def test_deaths_that_a_source_withholds_stay_unknown(file, cell):
    said = load("load_deaths", file(WITHHELD.format(cell)))

    assert said == "NY, 2025: 2 figures of counties, 1 withheld by the source.\n"
    assert deaths() == [(2025, 41), (2025, None), (2025, 9)]


def test_a_code_that_no_county_here_has_is_named_and_left_out(file):
    said = load("load_population", file(PLAIN + "36999,2024,5,\n24005,2024,850000,\n"))

    assert said.splitlines()[1] == "No county here has these codes, which were left out: 36999."
    assert residents() == KEPT


def plain(*lines):
    return "fips,year,residents\n" + "".join(f"{line}\n" for line in lines)


WHOLE = ("36001,2024,318500", "36083,2024,160232", "36093,2024,162000")
REFUSED = {
    "another kind": (
        "Name,Badge\nA,1\n",
        "file.csv is not a file of county populations: its first line must name fips, year and residents.",
    ),
    "empty": ("", "file.csv is not a file of county populations: its first line must name fips, year and residents."),
    "a workbook": (
        b"PK\x03\x04 workbook",
        "file.csv is not a CSV file; save it as CSV and load that; nothing was loaded.",
    ),
    "twice": (plain(*WHOLE, WHOLE[0]), "Albany County, NY is there twice for 2024; nothing was loaded."),
    "missing": (plain(*WHOLE[1:]), "Albany County, NY is missing for 2024; nothing was loaded."),
    "missing in a year": (
        plain(*WHOLE, "36001,2025,318500"),
        "Rensselaer County, NY and Schenectady County, NY are missing for 2025; nothing was loaded.",
    ),
    "no number": (
        plain("36001,2024,many", *WHOLE[1:]),
        "Line 2 has “many” where a whole number belongs; nothing was loaded.",
    ),
    "negative": (
        plain("36001,2024,-3", *WHOLE[1:]),
        "Line 2 has “-3” where a whole number belongs; nothing was loaded.",
    ),
    "not whole": (
        plain("36001,2024,3.5", *WHOLE[1:]),
        "Line 2 has “3.5” where a whole number belongs; nothing was loaded.",
    ),
    "withheld residents": (
        plain("36001,2024,<10", *WHOLE[1:]),
        "Line 2 has “<10” where a whole number belongs; nothing was loaded.",
    ),
    "nobody": (plain("36001,2024,0", *WHOLE[1:]), "Line 2 says that nobody lives there; nothing was loaded."),
    "no code": (
        plain("Albany,2024,3", *WHOLE[1:]),
        "Line 2 has “Albany” where a county's five digits belong; nothing was loaded.",
    ),
    "no year": (plain("36001,24,3", *WHOLE[1:]), "Line 2 has “24” where a year belongs; nothing was loaded."),
    "ragged": (plain("36001,2024,3,4"), "Line 2 has 4 cells, the first line 3; nothing was loaded."),
    "another state": (plain("24005,2024,850000"), "file.csv has no county of NY; nothing was loaded."),
    "no CSV": ('fips,year,residents\n36001,2024,"3\n', "Line 2 of file.csv is not CSV; nothing was loaded."),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_bad_file_is_refused_in_one_sentence_and_nothing_of_it_is_kept(file, case):
    load("load_population", file(PLAIN, name="first.csv"))
    text, sentence = REFUSED[case]

    with pytest.raises(CommandError) as refused:
        load("load_population", file(text))

    assert (str(refused.value), refused.value.returncode) == (sentence, 2)
    assert residents() == KEPT
    assert FigureSource.objects.count() == 1


def test_deaths_below_zero_and_a_county_that_is_missing_are_refused(file):
    for text, sentence in (
        (WITHHELD.format("-1"), "Line 3 has “-1” where a whole number belongs; nothing was loaded."),
        (
            "fips,year,deaths\n36001,2025,41\n36083,2025,3\n",
            "Schenectady County, NY is missing for 2025; nothing was loaded.",
        ),
    ):
        with pytest.raises(CommandError, match="nothing was loaded") as refused:
            load("load_deaths", file(text))
        assert str(refused.value) == sentence
    assert deaths() == []


def test_a_file_that_is_not_there_and_a_day_that_is_none_are_refused(tmp_path, file):
    with pytest.raises(CommandError) as absent:
        load("load_population", str(tmp_path / "absent.csv"))
    with pytest.raises(CommandError) as undated:
        call_command("load_population", file(PLAIN), "--source", "A", "--dated", "last July")

    assert str(absent.value) == "There is no file absent.csv that can be read; nothing was loaded."
    assert str(undated.value) == "--dated must be a day as YYYY-MM-DD; nothing was loaded."
    assert residents() == []


@pytest.mark.parametrize("residents", [0, -1])
def test_the_database_keeps_no_county_of_nobody(residents):
    source = FigureSource.objects.create(name="A", dated_on=date(2024, 7, 1))
    albany = Jurisdiction.objects.get(slug="ny-albany")

    with pytest.raises(IntegrityError), transaction.atomic():
        CountyResidents.objects.create(jurisdiction=albany, year=2024, residents=residents, source=source)


def test_the_database_keeps_one_figure_for_a_county_and_year():
    source = FigureSource.objects.create(name="A", dated_on=date(2024, 7, 1))
    albany = Jurisdiction.objects.get(slug="ny-albany")
    CountyDeaths.objects.create(jurisdiction=albany, year=2024, deaths=None, source=source)

    with pytest.raises(IntegrityError), transaction.atomic():
        CountyDeaths.objects.create(jurisdiction=albany, year=2024, deaths=3, source=source)
