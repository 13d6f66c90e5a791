"""Outlines of counties: read whole or not at all, simple, and closed where two counties meet."""

from datetime import date
from io import StringIO
from itertools import pairwise
from zipfile import ZipFile

import pytest
import shapefile
from django.core.management import CommandError, call_command

from agencies.charts.areas import read_path
from agencies.models import Jurisdiction
from lbn.demo.evidence import read_outlines
from lbn.reporting.evidence.frame import frame_around
from lbn.reporting.evidence.topology import close_up, simplify_areas, simplify_line
from lbn.reporting.models import CountyOutline, FigureSource, StateFrame

CODES = {"Albany": "36001", "Rensselaer": "36083", "Schenectady": "36093"}
ZIGZAG = [(-73.8, 42.4), (-73.79, 42.5), (-73.81, 42.6), (-73.8, 42.8)]
WEST = [*ZIGZAG, (-74.2, 42.8), (-74.2, 42.4), (-73.8, 42.4)]
EAST = [*ZIGZAG[::-1], (-73.4, 42.4), (-73.4, 42.8), (-73.8, 42.8)]
NORTH = [(-74.2, 42.8), (-73.4, 42.8), (-73.4, 43.0), (-74.2, 43.0), (-74.2, 42.8)]
ALL = {"36001": WEST, "36083": EAST, "36093": NORTH}


@pytest.fixture
def counties(new_york):
    for name, code in CODES.items():
        Jurisdiction.objects.filter(state="NY", name=name).update(fips=code)


@pytest.fixture
def file(tmp_path):
    """Write a shapefile of rings by code; the last argument names the column of codes."""

    def put(rings, *, column="GEOID", kind=shapefile.POLYGON, name="counties"):
        with shapefile.Writer(str(tmp_path / name), kind) as writer:
            writer.field(column, "C", 5)
            for code, ring in rings:
                writer.poly([ring]) if kind == shapefile.POLYGON else writer.point(*ring[0])
                writer.record(code)
        return tmp_path / f"{name}.shp"

    return put


def load(path):
    said = StringIO()
    call_command("load_shapes", str(path), "--source", "Census", "--dated", "2016-01-01", stdout=said)
    return said.getvalue()


def borders(path):
    """The straight pieces of an outline, whichever way they are drawn."""
    return {
        frozenset(piece) for ring in read_path(path) for piece in pairwise([*ring, ring[0]]) if piece[0] != piece[1]
    }


@pytest.mark.django_db
def test_outlines_are_kept_in_one_frame_and_share_their_border(counties, file):
    assert load(file(ALL.items())) == "NY: outlines of 3 counties.\n"

    frame = StateFrame.objects.get(state="NY")
    paths = {one.jurisdiction.fips: one.path for one in CountyOutline.objects.all()}
    assert (frame.west, frame.south, frame.east, frame.north) == (-74.2, 42.4, -73.4, 43.0)
    assert (frame.source.name, frame.source.dated_on) == ("Census", date(2016, 1, 1))
    assert paths.keys() == ALL.keys()
    assert len(borders(paths["36001"]) & borders(paths["36083"])) == 3
    assert all(path.startswith("M") and path.endswith("z") for path in paths.values())


@pytest.mark.django_db
def test_a_zipped_file_is_read_as_it_comes_and_replaces_the_outlines_before(counties, file, tmp_path):
    plain = file(ALL.items())
    load(plain)
    before = {one.jurisdiction_id: one.path for one in CountyOutline.objects.all()}
    with ZipFile(tmp_path / "cb.zip", "w") as archive:
        for ending in ("shp", "shx", "dbf"):
            archive.write(plain.with_suffix(f".{ending}"), f"counties.{ending}")

    load(tmp_path / "cb.zip")

    assert {one.jurisdiction_id: one.path for one in CountyOutline.objects.all()} == before
    assert FigureSource.objects.count() == 1


REFUSED = {
    "no codes": ({"column": "NAME"}, ALL, "counties.shp has no column GEOID with the codes of counties"),
    "no areas": ({"kind": shapefile.POINT}, ALL, "counties.shp holds no areas"),
    "missing": ({}, {"36001": WEST, "36083": EAST}, "Schenectady County, NY is missing"),
    "elsewhere": ({}, {"24005": WEST}, "counties.shp has no county of NY"),
    "meters": ({}, ALL | {"36001": [(x * 1000, y) for x, y in WEST]}, "counties.shp has no longitudes and latitudes"),
}


@pytest.mark.django_db
@pytest.mark.parametrize("case", REFUSED)
def test_a_file_of_another_kind_is_refused_and_nothing_of_it_is_kept(counties, file, case):
    options, rings, sentence = REFUSED[case]

    with pytest.raises(CommandError) as refused:
        load(file(rings.items(), **options))

    assert (str(refused.value), refused.value.returncode) == (f"{sentence}; nothing was loaded.", 2)
    assert not StateFrame.objects.exists()


@pytest.mark.django_db
def test_a_county_that_is_there_twice_and_a_file_that_is_no_shapefile_are_refused(counties, file, tmp_path):
    (tmp_path / "notes.shp").write_text("not a shapefile")

    with pytest.raises(CommandError, match="The county 36001 is there twice; nothing was loaded"):
        load(file([*ALL.items(), ("36001", WEST)]))
    with pytest.raises(CommandError, match=r"notes\.shp is not a shapefile of counties, or a part of it is missing"):
        load(tmp_path / "notes.shp")
    with pytest.raises(CommandError, match=r"There is no file absent\.shp that can be read; nothing was loaded"):
        load(tmp_path / "absent.shp")
    assert not StateFrame.objects.exists()


def test_a_border_is_made_simple_once_for_both_of_its_sides():
    wavy = [(0, 0), (2, 100), (-2, 200), (60, 300), (0, 400)]
    left = [*wavy, (-500, 400), (-500, 0)]
    right = [*wavy[::-1], (500, 0), (500, 400)]

    simple = simplify_areas({"left": [left], "right": [right]})

    shared = {(0, 0), (-2, 200), (60, 300), (0, 400)}
    assert shared <= set(simple["left"][0])
    assert shared <= set(simple["right"][0])
    assert (2, 100) not in set(simple["left"][0]) | set(simple["right"][0])


def test_a_county_inside_another_meets_it_everywhere():
    hole = [(100, 100), (100, 300), (203, 400), (300, 300), (300, 100)]
    simple = simplify_areas({"around": [[(0, 0), (500, 0), (500, 500), (0, 500)], hole[::-1]], "inside": [hole]})

    assert set(simple["around"][1]) == set(simple["inside"][0])


def test_small_islands_go_and_a_county_of_nothing_else_stays():
    dot = [(0, 0), (2, 0), (2, 2), (0, 2)]
    land = [(100, 100), (200, 100), (200, 200), (100, 200)]

    simple = simplify_areas({"coast": [land, dot], "islet": [[(x + 900, y) for x, y in dot]]})

    assert [len(simple["coast"]), len(simple["islet"])] == [1, 1]


def test_a_line_keeps_its_ends_and_what_is_far_from_it():
    assert simplify_line([(0, 0), (50, 19), (100, 40), (200, 0)]) == [(0, 0), (100, 40), (200, 0)]
    assert close_up([(0, 0), (0, 0), (1, 0), (1, 1), (0, 0)]) == [(0, 0), (1, 0), (1, 1)]


def test_alaska_goes_on_across_the_line_where_days_change():
    frame = frame_around([(-130.0, 55.0), (172.5, 52.0)])

    assert (frame.west, frame.east) == (-188.0 + 0.5, -130.0)
    assert frame.put(52.0, 172.5)[0] < frame.put(55.0, -130.0)[0]


def test_the_demonstrations_outlines_are_of_all_counties_and_close_up():
    _frame, paths = read_outlines()

    assert len(paths) == 62
    lines = [piece for path in paths.values() for piece in borders(path)]
    assert sum(lines.count(piece) == 2 for piece in set(lines)) > 500
    assert max(lines.count(piece) for piece in set(lines)) == 2
