"""Keeping the figures of a file: all of it or nothing, with its source and the day that it is of."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.text import get_text_list

from agencies.models import Jurisdiction, Program
from lbn.reporting.evidence.files import DEATHS, RESIDENTS, CountyYear, EvidenceRefused, FileShape, read_county_years
from lbn.reporting.models.evidence import CountyDeaths, CountyResidents, FigureSource, StateFrame

SHOWN = 3


@dataclass(frozen=True)
class SourceGiven:
    """What whoever loads a file says of it."""

    name: str
    dated_on: date
    is_made_up: bool = False


@dataclass(frozen=True)
class FiguresLoaded:
    """What a load did: which states and years, how many figures, and the codes that no county here has."""

    states: tuple[str, ...]
    years: tuple[int, ...]
    figures: int
    not_said: int
    unknown: tuple[str, ...]


def load_population(path: Path, source: SourceGiven, states: Iterable[str] = ()) -> FiguresLoaded:
    """Load how many people live in the counties of `states` (those with a program, where none is named), or nothing.

    What is known of a state in a year is replaced where the file has that year of it. Raises `EvidenceRefused` where
    a county is missing or there twice, and for what `read_county_years` refuses.
    """
    return _load(path, RESIDENTS, source, states)


def load_deaths(path: Path, source: SourceGiven, states: Iterable[str] = ()) -> FiguresLoaded:
    """The same of deaths from opioids. What a source withholds stays unknown."""
    return _load(path, DEATHS, source, states)


def _load(path: Path, shape: FileShape, given: SourceGiven, states: Iterable[str]) -> FiguresLoaded:
    return keep_figures(read_county_years(path, shape), shape, given, states, name=path.name)


@transaction.atomic
def keep_figures(
    every: Sequence[CountyYear], shape: FileShape, given: SourceGiven, states: Iterable[str] = (), *, name: str
) -> FiguresLoaded:
    """Keep what lines say of the counties of some states, as `load_population` does; `name` is what they are from."""
    wanted = sorted(set(states) or set(Program.objects.values_list("state", flat=True)))
    counties = {place.fips: place for place in Jurisdiction.objects.filter(state__in=wanted).exclude(fips="")}
    rows = [row for row in every if row.fips in counties]
    if not rows:
        raise EvidenceRefused(f"{name} has no county of {', '.join(wanted) or 'any state here'}; nothing was loaded.")
    _require_whole(rows, counties)
    _store(shape, rows, counties, given)
    withheld = sum(row.figure is None for row in rows)
    states_there = {counties[row.fips].state for row in rows}
    return FiguresLoaded(
        states=tuple(sorted(states_there)),
        years=tuple(sorted({row.year for row in rows})),
        figures=len(rows) - withheld,
        not_said=withheld,
        unknown=_name_unknown(every, counties),
    )


def _name_unknown(rows: Sequence[CountyYear], counties: dict[str, Jurisdiction]) -> tuple[str, ...]:
    """Return the codes of counties in the same states that no county here has."""
    prefixes = {code[:2] for code in counties}
    return tuple(sorted({row.fips for row in rows if row.fips[:2] in prefixes} - set(counties)))


def _require_whole(rows: Sequence[CountyYear], counties: dict[str, Jurisdiction]) -> None:
    """Raise `EvidenceRefused` unless each year of each state has each of its counties, once."""
    times = Counter((row.fips, row.year) for row in rows)
    twice = next((key for key, number in times.items() if number > 1), None)
    if twice:
        raise EvidenceRefused(f"{counties[twice[0]]} is there twice for {twice[1]}; nothing was loaded.")
    there: dict[tuple[str, int], set[str]] = defaultdict(set)
    for row in rows:
        there[counties[row.fips].state, row.year].add(row.fips)
    for (state, year), codes in sorted(there.items()):
        missing = sorted(str(place) for code, place in counties.items() if place.state == state and code not in codes)
        if missing:
            raise EvidenceRefused(f"{join_missing(missing)} missing for {year}; nothing was loaded.")


def join_missing(names: Sequence[str]) -> str:
    """Return some names with their verb: "Erie County, NY is", "Erie County, NY, Essex County, NY and others are"."""
    some = get_text_list([*names[:SHOWN], *(["others"] if len(names) > SHOWN else [])], "and")
    return f"{some} {'is' if len(names) == 1 else 'are'}"


def _store(
    shape: FileShape, rows: Sequence[CountyYear], counties: dict[str, Jurisdiction], given: SourceGiven
) -> None:
    source = FigureSource.objects.create(name=given.name, dated_on=given.dated_on, is_made_up=given.is_made_up)
    model: Any = CountyResidents if shape is RESIDENTS else CountyDeaths
    name = "residents" if shape is RESIDENTS else "deaths"
    # A file may have other years of each state: what it does not say of a state and year stays.
    for state, year in sorted({(counties[row.fips].state, row.year) for row in rows}):
        places = [place for place in counties.values() if place.state == state]
        model.objects.filter(jurisdiction__in=places, year=year).delete()
    model.objects.bulk_create(
        model(jurisdiction=counties[row.fips], year=row.year, source=source, **{name: row.figure}) for row in rows
    )
    drop_unused_sources()


def drop_unused_sources() -> None:
    """Delete the sources on which nothing rests any more."""
    residents, deaths = CountyResidents.objects.values("source"), CountyDeaths.objects.values("source")
    frames = StateFrame.objects.values("source")
    FigureSource.objects.exclude(pk__in=residents).exclude(pk__in=deaths).exclude(pk__in=frames).delete()
