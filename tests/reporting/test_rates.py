"""Kits by residents and by deaths: of whole counties alone, from figures that stand beside them."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from agencies.models import Jurisdiction
from lbn.reporting.documents import PublicReport
from lbn.reporting.evidence.files import DEATHS, RESIDENTS, CountyYear
from lbn.reporting.evidence.loading import SourceGiven, keep_figures
from lbn.reporting.fold import Cell, County, Level, fold
from lbn.reporting.published.rates import NO_RATES, CountyRate, divide_kits, rates_of
from lbn.reporting.published.tables import tables_of
from tests.documents import area_report
from tests.reporting.audit.printed import rates_of_nothing_shown

pytestmark = pytest.mark.django_db
CODES = {"Albany": "36001", "Rensselaer": "36083", "Schenectady": "36093"}
YEAR = tuple(date(2026, month, 1) for month in range(1, 13))
QUARTER = YEAR[:3]
GAP = ("not shown",) * 3
CENSUS = SourceGiven("Census Bureau, Vintage 2024", date(2024, 7, 1))
STATE = SourceGiven("State health department", date(2027, 3, 1), is_made_up=True)


@pytest.fixture(autouse=True)
def counties(new_york):
    for name, code in CODES.items():
        Jurisdiction.objects.filter(state="NY", name=name).update(fips=code)


def keep(shape, year, *figures, source):
    rows = [CountyYear(0, code, year, figure) for code, figure in zip(CODES.values(), figures, strict=True)]
    keep_figures(rows, shape, source, name="test")


def folded(months=QUARTER, **visits):
    """Visits in the first month by county, two kits each."""
    cells = [
        Cell(County(f"ny-{key}", f"{key.title()} County"), "", months[0], n, 2 * n, 4 * n)
        for key, n in visits.items()
    ]
    options = {"key": b"key 3", "scope": "NY", "period": "q", "level": Level.AREA}
    return fold(cells, months=months, regions=(), **options).report


def of_year(**visits):
    return replace(area_report(folded(YEAR, **visits)), ends_on=date(2026, 12, 31))


def counties_of(document):
    (table,) = [table for table in tables_of(document) if table.name == "counties"]
    return table


def test_kits_by_residents_stand_beside_the_kits_of_a_county_that_is_shown():
    keep(RESIDENTS, 2024, 318_500, 160_232, 162_000, source=CENSUS)
    document = area_report(folded(albany=60, rensselaer=30, schenectady=5), operating=("ny-albany", "ny-schenectady"))

    table = counties_of(document)

    assert table.header == ("county", "times", "kits", "doses", "residents", "kits_per_100k")
    rows = {row[0]: row[1:] for row in table.rows}
    assert rows["Albany County"] == (60, 120, 240, 318_500, Decimal("37.7"))
    assert rows["Schenectady County"] == (*GAP, 162_000, "not shown")
    assert rows["Rest of state"] == (35, 70, 140, None, None)
    assert table.about == (
        "Kits per 100,000 residents counts all kits left in the period. It is not an annual rate. "
        "Residents in 2024: Census Bureau, Vintage 2024, Jul 1, 2024."
    )


def test_a_county_where_no_kit_was_left_has_a_rate_of_nothing():
    keep(RESIDENTS, 2024, 318_500, 160_232, 162_000, source=CENSUS)

    rates = rates_of(area_report(folded(albany=60, schenectady=40), operating=("ny-albany", "ny-rensselaer")))

    assert rates.of("ny-rensselaer") == CountyRate(residents=160_232, per_100k=Decimal("0.0"))


def test_residents_are_of_the_newest_year_up_to_the_reports():
    for year, number in ((2025, 100_000), (2026, 200_000), (2027, 400_000)):
        keep(RESIDENTS, year, number, 1, 1, source=CENSUS)

    rates = rates_of(area_report(folded(albany=60)))

    assert (rates.residents.year, rates.of("ny-albany").per_100k) == (2026, Decimal("60.0"))


def test_residents_of_a_later_year_are_better_than_none():
    keep(RESIDENTS, 2028, 100_000, 1, 1, source=CENSUS)

    assert rates_of(area_report(folded(albany=60))).residents.year == 2028


def test_kits_by_deaths_are_of_a_calendar_year_and_say_what_they_leave_out():
    keep(DEATHS, 2026, 41, 9, None, source=STATE)
    document = of_year(albany=60, rensselaer=30, schenectady=40)

    table = counties_of(document)

    assert table.header == ("county", "times", "kits", "doses", "deaths", "kits_per_death")
    assert table.rows == [
        ("Albany County", 60, 120, 240, 41, Decimal("2.9")),
        ("Rensselaer County", 30, 60, 120, "not shown", "not shown"),
        ("Schenectady County", 40, 80, 160, "not shown", "not shown"),
    ]
    assert table.about == (
        "Kits per opioid death counts only the kits that agencies of this program left. Kits that people got in "
        "another way are not counted. It says nothing about deaths that were prevented. It is not shown where deaths "
        "are not known or fewer than 10. Opioid deaths in 2026: State health department, Mar 1, 2027. These figures "
        "are made up."
    )


def test_ten_deaths_are_enough_and_a_hidden_county_has_no_rate_however_many_there_were():
    keep(DEATHS, 2026, 10, 400, 400, source=STATE)

    rates = rates_of(of_year(albany=60, rensselaer=30, schenectady=5))

    assert rates.of("ny-albany") == CountyRate(deaths=10, per_death=Decimal("12.0"))
    assert rates.of("ny-schenectady").per_death is None


@pytest.mark.parametrize("ends_on", [date(2026, 3, 28), date(2026, 11, 30)])
def test_a_shorter_report_has_no_rate_by_deaths(ends_on):
    keep(DEATHS, 2026, 41, 41, 41, source=STATE)

    assert rates_of(replace(of_year(albany=60), ends_on=ends_on)).deaths is None


def test_deaths_of_another_year_are_beside_nothing():
    keep(DEATHS, 2025, 41, 41, 41, source=STATE)

    assert rates_of(of_year(albany=60)).deaths is None


def test_where_nothing_is_loaded_there_is_no_column_and_no_sentence():
    table = counties_of(area_report(folded(albany=60)))

    assert (table.header, table.about) == (("county", "times", "kits", "doses"), "")


def test_a_suppliers_report_has_no_rate_because_others_leave_kits_there_too(new_york):
    keep(RESIDENTS, 2024, 318_500, 160_232, 162_000, source=CENSUS)

    assert rates_of("a supplier's report") is NO_RATES


def test_everyone_reads_the_same_rates():
    keep(RESIDENTS, 2024, 100_000, 1, 1, source=CENSUS)
    one = area_report(folded(albany=60))
    public = PublicReport(
        reader="Everyone", state="NY", starts_on=one.starts_on, ends_on=one.ends_on, as_of=one.as_of,
        report=one.report, operating=("ny-albany",),
    )  # fmt: skip

    assert counties_of(public).rows == counties_of(one).rows
    assert rates_of(public).of("ny-albany").per_100k == Decimal("120.0")


@pytest.mark.parametrize(
    ("kits", "by", "per", "rate"),
    [(1, 20, 1, "0.1"), (1, 21, 1, "0.0"), (3, 20, 1, "0.2"), (0, 5, 1, "0.0"), (120, 318_500, 100_000, "37.7")],
)
def test_a_rate_has_one_decimal_rounded_half_up(kits, by, per, rate):
    assert divide_kits(kits, by, per=per) == Decimal(rate)


@pytest.mark.parametrize(("kits", "by"), [(None, 10), (5, None), (5, 0)])
def test_of_what_is_not_known_there_is_no_rate(kits, by):
    assert divide_kits(kits, by) is None


def test_the_audit_finds_a_rate_of_a_county_that_is_not_shown(monkeypatch):
    """The fault where it would be made: the rate is made of the log instead of what is shown."""
    keep(RESIDENTS, 2024, 100_000, 100_000, 100_000, source=CENSUS)
    keep(DEATHS, 2026, 41, 41, 41, source=STATE)
    document = replace(of_year(albany=60, rensselaer=30, schenectady=5), operating=("ny-schenectady",))
    assert list(rates_of_nothing_shown(document)) == []

    really = "lbn.reporting.published.rates.county_rate"
    told = CountyRate(residents=100_000, per_100k=Decimal("10.0"), deaths=41, per_death=Decimal("0.2"))
    monkeypatch.setattr(really, lambda report, county, people, dead: told)

    found = list(rates_of_nothing_shown(document))
    assert "the kits_per_100k of Schenectady County" in found
    assert "the kits_per_death of Schenectady County" in found
    assert "the kits_per_100k of Albany County" in found


def test_the_audit_finds_deaths_that_are_few(monkeypatch):
    monkeypatch.setattr("lbn.reporting.published.rates.FEWEST_DEATHS", 1)
    keep(DEATHS, 2026, 9, 41, 41, source=STATE)

    assert list(rates_of_nothing_shown(of_year(albany=60))) == ["the deaths of Albany County"]
