"""Kits of a county beside its residents, and beside its deaths from opioids.

A rate is made of a figure that the report shows and of figures that others publish, when a page or file is drawn; it
is not stored. So it tells nothing new: where a county's kits are not shown, neither is a rate, and the kits that one
could work back from a rate stand beside it. Nothing is below a county, no death is guessed, and nothing is said of
deaths that did not happen.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _

from agencies.models import Jurisdiction
from agencies.wording import say
from lbn.reporting.documents import AreaReport, PublicReport, PublishedReport
from lbn.reporting.fold import Folded
from lbn.reporting.models import CountyDeaths, CountyResidents, FigureSource

PER = 100_000
# What fewer deaths come to is chance more than anything else, and sources withhold it.
FEWEST_DEATHS = 10
STEP = Decimal("0.1")


@dataclass(frozen=True)
class RateBasis:
    """The year that a county's figures are of, and who published them."""

    year: int
    source: FigureSource


@dataclass(frozen=True)
class CountyRate:
    """What is said of one county; None where it is not known or not shown."""

    residents: int | None = None
    per_100k: Decimal | None = None
    deaths: int | None = None
    per_death: Decimal | None = None


@dataclass(frozen=True)
class Rates:
    """The rates of a report by the key of the county. Of residents or deaths there is a basis where any are known."""

    residents: RateBasis | None
    deaths: RateBasis | None
    by_county: Mapping[str, CountyRate]

    def of(self, county: str) -> CountyRate:
        return self.by_county.get(county, CountyRate())


NO_RATES = Rates(None, None, {})


@dataclass(frozen=True)
class Evidence:
    """Residents and deaths of counties in every year that is known, and what counties are called, as far as it was
    asked."""

    residents: Sequence[CountyResidents] = ()
    deaths: Sequence[CountyDeaths] = ()
    labels: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, keys: Iterable[str]) -> Evidence:
        """Return what is known of counties. Two queries."""
        wanted = {"jurisdiction__slug__in": sorted(keys)}
        return cls(
            residents=list(CountyResidents.objects.filter(**wanted).select_related("source", "jurisdiction")),
            deaths=list(CountyDeaths.objects.filter(**wanted).select_related("source", "jurisdiction")),
        )

    @classmethod
    def with_labels(cls, keys: Collection[str]) -> Evidence:
        """Return what is known of the counties of many reports, their labels too. Three queries."""
        places = Jurisdiction.objects.filter(slug__in=sorted(keys))
        return replace(cls.of(keys), labels={place.slug: place.label for place in places})


def rates_of(document: PublishedReport, evidence: Evidence | None = None) -> Rates:
    """Return the rates of a report as `rates_from` does. Two queries at most, none where `evidence` is given."""
    if evidence is None:
        evidence = Evidence.of(_counties_of(document)) if _has_rates(document) else Evidence()
    return rates_from(document, evidence)


def rates_from(document: PublishedReport, evidence: Evidence) -> Rates:
    """Return the rates of a report that holds all kits of its counties: of an area or the public, not of a supplier.

    Residents are those of the newest year up to the report's, else of the first one known. Deaths are those of the
    same calendar year, and beside no shorter report.
    """
    if not _has_rates(document):
        return NO_RATES
    keys = _counties_of(document)
    year = document.ends_on.year
    residents = _newest([row for row in evidence.residents if row.jurisdiction.slug in keys], year)
    is_year = _is_calendar_year(document)
    deaths = [row for row in evidence.deaths if is_year and row.year == year and row.jurisdiction.slug in keys]
    people = {row.jurisdiction.slug: row.residents for row in residents}
    dead = {row.jurisdiction.slug: row.deaths for row in deaths}
    return Rates(
        residents=_basis_of(residents),
        deaths=_basis_of(deaths),
        by_county={key: county_rate(document.report, key, people.get(key), dead.get(key)) for key in sorted(keys)},
    )


def _has_rates(document: PublishedReport) -> bool:
    return isinstance(document, AreaReport | PublicReport)


def _counties_of(document: PublishedReport) -> set[str]:
    operating = (document.operating or ()) if isinstance(document, AreaReport | PublicReport) else ()
    return {row.county for row in document.report.counties}.union(operating)


def county_rate(report: Folded, county: str, residents: int | None, deaths: int | None) -> CountyRate:
    """Return the rates of one county, which need its kits to be shown, and at least ten deaths that are known."""
    figures = report.of_county(county)
    kits = None if figures is None else figures.kits
    known = deaths if deaths is not None and deaths >= FEWEST_DEATHS else None
    return CountyRate(
        residents=residents,
        per_100k=divide_kits(kits, residents, per=PER),
        deaths=known,
        per_death=divide_kits(kits, known),
    )


def divide_kits(kits: int | None, by: int | None, *, per: int = 1) -> Decimal | None:
    """Return kits by so many, rounded to one decimal, half up."""
    if kits is None or not by:
        return None
    return (Decimal(kits * per) / Decimal(by)).quantize(STEP, ROUND_HALF_UP)


def explain_rates(rates: Rates) -> str:
    """Say what the rates are of, and whose figures they rest on; "" where there are none."""
    sentences = []
    if rates.residents:
        sentences += [
            _("Kits per 100,000 residents counts all kits left in the period. It is not an annual rate."),
            _name_source(_("Residents in %(year)s: %(source)s, %(day)s."), rates.residents),
        ]
    if rates.deaths:
        sentences += [
            _(
                "Kits per opioid death counts only the kits that agencies of this program left. Kits that people got "
                "in another way are not counted. It says nothing about deaths that were prevented."
            ),
            _("It is not shown where deaths are not known or fewer than 10."),
            _name_source(_("Opioid deaths in %(year)s: %(source)s, %(day)s."), rates.deaths),
        ]
    return " ".join(sentences)


def _name_source(sentence: str, basis: RateBasis) -> str:
    # A year is no number: it has no thousands.
    words = say(sentence, year=str(basis.year), source=basis.source.name, day=basis.source.dated_on)
    return f"{words} {_('These figures are made up.')}" if basis.source.is_made_up else words


def _is_calendar_year(document: PublishedReport) -> bool:
    first, last = document.starts_on, document.ends_on
    return (first.year, first.month, first.day, last.month, last.day) == (last.year, 1, 1, 12, 31)


def _basis_of(rows: Sequence[CountyResidents] | Sequence[CountyDeaths]) -> RateBasis | None:
    return RateBasis(rows[0].year, rows[0].source) if rows else None


def _newest(rows: Sequence[CountyResidents], year: int) -> list[CountyResidents]:
    """Those of the newest year up to `year`, else of the first one."""
    years = sorted({row.year for row in rows})
    newest = max((one for one in years if one <= year), default=years[0] if years else year)
    return [row for row in rows if row.year == newest]
