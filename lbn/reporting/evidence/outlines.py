"""Keeping the outlines of a state's counties: simple, in one frame, with their source."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from agencies.models import Jurisdiction, Program
from lbn.reporting.evidence.files import EvidenceRefused
from lbn.reporting.evidence.frame import Frame, frame_around
from lbn.reporting.evidence.loading import SourceGiven, drop_unused_sources, join_missing
from lbn.reporting.evidence.shapes import Rings, read_shapes
from lbn.reporting.evidence.topology import Ring, simplify_areas, write_path
from lbn.reporting.models.evidence import CountyOutline, FigureSource, StateFrame


@dataclass(frozen=True)
class OutlinesLoaded:
    """Which states have outlines now, and of how many counties."""

    states: tuple[str, ...]
    counties: int


@transaction.atomic
def load_shapes(path: Path, given: SourceGiven, states: Iterable[str] = ()) -> OutlinesLoaded:
    """Load the outlines of all counties of `states` (those with a program, where none is named), or nothing.

    Raises `EvidenceRefused` for a county that is missing, and for what `read_shapes` refuses.
    """
    wanted = sorted(set(states) or set(Program.objects.values_list("state", flat=True)))
    counties = list(Jurisdiction.objects.filter(state__in=wanted).exclude(fips=""))
    shapes = read_shapes(path, {place.fips for place in counties})
    if not shapes:
        raise EvidenceRefused(
            f"{path.name} has no county of {', '.join(wanted) or 'any state here'}; nothing was loaded."
        )
    there = sorted({place.state for place in counties if place.fips in shapes})
    missing = [str(place) for place in counties if place.state in there and place.fips not in shapes]
    if missing:
        raise EvidenceRefused(f"{join_missing(missing)} missing; nothing was loaded.")
    for state in there:
        frame, rings = draw_state({place.fips: shapes[place.fips] for place in counties if place.state == state})
        keep_outlines(state, frame, {code: write_path(each) for code, each in rings.items()}, given)
    return OutlinesLoaded(tuple(there), len(shapes))


def draw_state(shapes: Mapping[str, Rings]) -> tuple[Frame, dict[str, list[Ring]]]:
    """Return the frame of a state's counties, and their outlines in it."""
    frame = frame_around(point for rings in shapes.values() for ring in rings for point in ring)
    areas = {code: [_put_ring(ring, frame) for ring in rings] for code, rings in shapes.items()}
    return frame, simplify_areas(areas)


def _put_ring(ring: Iterable[tuple[float, float]], frame: Frame) -> Ring:
    return [frame.put(latitude, longitude) for longitude, latitude in ring]


@transaction.atomic
def keep_outlines(state: str, frame: Frame, paths: Mapping[str, str], given: SourceGiven) -> None:
    """Keep the outlines of a state, by the codes of its counties, in the place of those it had."""
    StateFrame.objects.filter(state=state).delete()
    source = FigureSource.objects.create(name=given.name, dated_on=given.dated_on, is_made_up=given.is_made_up)
    kept = StateFrame.objects.create(
        state=state, source=source, west=frame.west, south=frame.south, east=frame.east, north=frame.north
    )
    counties = Jurisdiction.objects.filter(state=state, fips__in=paths)
    CountyOutline.objects.bulk_create(
        CountyOutline(frame=kept, jurisdiction=place, path=paths[place.fips]) for place in counties
    )
    drop_unused_sources()
