"""A file with the outlines of counties, as the Census Bureau publishes it: which ring belongs to which county."""

import struct
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import shapefile  # type: ignore[import-untyped]

from lbn.reporting.evidence.files import EvidenceRefused

POLYGONS = {shapefile.POLYGON, shapefile.POLYGONZ, shapefile.POLYGONM}
LARGEST = 300 * 1024 * 1024
BROKEN = (shapefile.ShapefileException, OSError, struct.error, ValueError, LookupError, EOFError, BadZipFile)
# Rings of a county, each a list of (longitude, latitude).
Rings = list[list[tuple[float, float]]]


def read_shapes(path: Path, wanted: Collection[str]) -> dict[str, Rings]:
    """Return the rings of the counties with the codes `wanted`, as far as they are there.

    Raises `EvidenceRefused` for a file of another kind, one without codes or degrees, and a county that is there
    twice.
    """
    if not path.is_file():
        raise EvidenceRefused(f"There is no file {path.name} that can be read; nothing was loaded.")
    if path.stat().st_size > LARGEST:
        raise EvidenceRefused(f"{path.name} is far larger than a file of county outlines; nothing was loaded.")
    found: dict[str, Rings] = {}
    for code, rings in _shapes_in(path, wanted):
        if code in found:
            raise EvidenceRefused(f"The county {code} is there twice; nothing was loaded.")
        found[code] = rings
    return found


def _shapes_in(path: Path, wanted: Collection[str]) -> Iterator[tuple[str, Rings]]:
    try:
        with shapefile.Reader(str(path), encoding="utf-8", encodingErrors="replace") as reader:
            names = {field[0] for field in reader.fields[1:]}
            if reader.shapeType not in POLYGONS:
                raise EvidenceRefused(f"{path.name} holds no areas; nothing was loaded.")
            if "GEOID" not in names and not {"STATEFP", "COUNTYFP"} <= names:
                raise EvidenceRefused(
                    f"{path.name} has no column GEOID with the codes of counties; nothing was loaded."
                )
            for number, record in enumerate(reader.iterRecords()):
                code = _code_of(record.as_dict())
                if code in wanted:
                    yield code, _rings_of(reader.shape(number), path)
    except EvidenceRefused:
        raise
    except BROKEN:
        raise EvidenceRefused(f"{path.name} is not a shapefile of counties, or a part of it is missing.") from None


def _code_of(record: dict[str, Any]) -> str:
    return str(record.get("GEOID") or f"{record.get('STATEFP', '')}{record.get('COUNTYFP', '')}")


def _rings_of(shape: Any, path: Path) -> Rings:
    """The rings of a shape, in degrees."""
    points = [(float(point[0]), float(point[1])) for point in shape.points]
    if any(abs(longitude) > 180 or abs(latitude) > 90 for longitude, latitude in points):
        raise EvidenceRefused(f"{path.name} has no longitudes and latitudes; nothing was loaded.")
    ends = [*shape.parts[1:], len(points)]
    return [points[first:last] for first, last in zip(shape.parts, ends, strict=True)]
