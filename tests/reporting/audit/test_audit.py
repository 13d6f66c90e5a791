"""The audit by attack: a state over fifteen months, and what can be worked out from all that is published of it.

`LBN_FULL=1` attacks further states over two years, and with the area's reports handed to all suppliers.
"""

import random

import pytest
from django.db import transaction

from agencies.models import EndedTie
from tests.conftest import FULL
from tests.reporting.audit import world as worlds
from tests.reporting.audit.known import not_known
from tests.reporting.audit.published import everything, of
from tests.reporting.folded.minds import Mind, narrow
from tests.reporting.folded.readers import PRINTED, readers_of

MONTHS = 15
K = 11
pytestmark = [pytest.mark.slow, pytest.mark.once]


@pytest.fixture(scope="module")
def told(django_db_setup, django_db_blocker):
    """A state over a year and a quarter, once for all tests of this module: what is published, and the counts."""
    with django_db_blocker.unblock(), transaction.atomic():
        world = worlds.begin(seed=7)
        worlds.live(world, MONTHS)
        yield everything(world.program)
        transaction.set_rollback(True)


def narrowed(found, marks, *, all_suppliers=False):
    """What each reader finds that may not be found, and how many small figures each kind of reader looked for."""
    bad, attacked = {}, {}
    for reader in readers_of(marks.state, [one.told for one in found], all_suppliers=all_suppliers):
        if reader.kind not in PRINTED:
            widths = Mind(marks.state, reader).attack()
            attacked[reader.kind] = attacked.get(reader.kind, 0) + len(widths)
            if narrow(widths):
                bad[reader.kind, reader.name] = narrow(widths)
    return bad, attacked


def test_the_story_has_every_kind_of_report_and_every_turn(told):
    found, marks = told
    contents = [one.content for one in found]

    assert {one.audience for one in found} == {"supplier", "department", "office", "public"}
    assert {content["report"]["level"] for content in contents} == {"scope", "area", "public"}
    assert {content["cadence"] for content in contents if content["kind"] == "scope"} == {"quarterly", "monthly"}
    assert {len(content["report"]["months"]) for content in contents} >= {1, 3, 12}
    assert {content["report"]["is_sum"] for content in contents if len(content["report"]["months"]) == 12} == {
        True,
        False,
    }
    assert any(content["net_corrections"]["handouts"] for content in contents if content["kind"] == "scope")
    assert any(one.told.is_hidden for one in of(found, "supplier"))
    assert any(row["kind"] == "rest" for content in contents for row in content["report"]["rows"])
    assert any(content["report"]["regions"] for content in contents)
    assert sum(map(bool, marks.state.departments.values())) == 2
    assert len(marks.state.linked) == 2
    assert len(marks.state.coalitions) == 1
    assert EndedTie.objects.count() == 1


def test_no_reader_narrows_a_small_figure(told):
    bad, attacked = narrowed(*told)

    assert bad == {}
    assert attacked.keys() == {"D", "D+", "S", "S with public", "S+ with public", "W", "C", "two hats"}
    assert min(attacked.values()) > 200


def test_no_two_published_sets_one_in_the_other_differ_by_little(told):
    found, marks = told
    read = [line for one in of(found, "department", "office", "public") for line in one.told.lines]
    counted = {
        (zip_code or f"county {county.key}", month)
        for book in marks.state.books.values()
        for county, zip_code, month in book
    }
    sets = {frozenset(): 0} | {line.where & counted: line.handouts for line in read}

    gaps = {sets[whole] - sets[part] for whole in sets for part in sets if sets[part] < sets[whole] and part < whole}

    assert len(sets) > 150
    assert min(gaps) >= K


def test_everything_in_a_published_report_is_known_to_the_audit(told):
    found, _marks = told

    assert [(one.audience, more) for one in found if (more := not_known(one.content))] == []


def test_what_is_told_in_total_only_is_told_beside_a_total_and_never_small(told):
    """People trained, strips, typed figures and net corrections of an area."""
    found, _marks = told
    areas = [one.content for one in found if one.content["kind"] in ("state", "department")]
    whole = [content for content in areas if "people_trained" in content]

    for content in whole:
        items = [row[name] for row in content["other_items"] for name in ("handouts",)]
        typed = list((content["typed"] or {}).values())
        for figure in [content["people_trained"], *items, *typed, abs(content["net_corrections"]["handouts"])]:
            assert figure is None or figure == 0 or figure >= K
            assert figure in (None, 0) or content["report"]["total"] is not None
    assert len(whole) > 8
    assert any(content["people_trained"] for content in whole)
    assert any(row["handouts"] for content in whole for row in content["other_items"])
    assert not any(
        content.keys() & {"people_trained", "other_items", "typed"} for content in areas if content not in whole
    )


def test_what_is_told_since_the_beginning_is_of_whole_quarters(told):
    found, _marks = told

    for one in of(found, "office", "department"):
        if one.content.get("to_date") and one.content["to_date"]["doses"] is not None:
            since = one.content["to_date"]["since"]
            parts = [
                other.content["report"]["total"]
                for other in of(found, "office")
                if len(other.content["report"]["months"]) == 3
                and since <= other.content["starts_on"]
                and other.content["ends_on"] <= one.content["ends_on"]
            ]
            assert one.content["to_date"]["doses"] == sum(total["doses"] for total in parts)


def drawn_agencies(draw):
    """The agencies of the story, each at its own pace."""
    for name, county, supplier, places in worlds.AGENCIES:
        pace = draw.choice((0.3, 0.6, 1, 1, 2))
        yield (
            name,
            county,
            supplier,
            {place: often * pace * draw.choice((0.5, 1, 2)) for place, often in places.items()},
        )


@pytest.mark.skipif(not FULL, reason="some minutes: LBN_FULL=1")
@pytest.mark.parametrize("seed", range(6))
def test_no_reader_of_a_drawn_state_narrows_a_small_figure(seed, monkeypatch, db):
    draw = random.Random(seed)
    monkeypatch.setattr(worlds, "AGENCIES", tuple(drawn_agencies(draw)))
    world = worlds.begin(seed)
    handed_on = seed % 2 == 1
    world.program.suppliers_read_area_report = handed_on
    world.program.save()
    worlds.live(world, 24)

    bad, attacked = narrowed(*everything(world.program), all_suppliers=handed_on)

    assert bad == {}
    assert ("S+" in attacked) == handed_on
