"""Nobody outside an agency can narrow a small figure, whatever published files they lay side by side."""

import pytest
from django.db import transaction

from agencies.models import ReportingScope
from tests.reporting.audit import world as worlds
from tests.reporting.audit.attack import InsideScope, Unknowns
from tests.reporting.audit.known import not_known
from tests.reporting.audit.published import (
    agency_totals,
    counts_of,
    everything,
    lines,
    of,
    totals_of,
    without_small_totals,
)
from tests.reporting.fold_attack import K

MONTHS = 24
# As docs/privacy.md prints it: small ZIP-quarters, how many of them are narrower than 11, how many exact.
PRINTED = (178, 41, 5)
PRINTED_OF_BOTH_HATS = 13
pytestmark = [pytest.mark.slow, pytest.mark.once, pytest.mark.xdist_group("audit")]


@pytest.fixture(scope="module")
def told(django_db_setup, django_db_blocker):
    """A state over two years, once for all tests of this module: what is published, and what is not known of it."""
    with django_db_blocker.unblock(), transaction.atomic():
        world = worlds.begin(seed=7)
        worlds.live(world, MONTHS)
        found, marks = everything(world.program)
        yield found, Unknowns(marks)
        transaction.set_rollback(True)


def too_narrow(widths):
    return [width for width in widths if width.width < K]


def scopes_read(found):
    return ReportingScope.objects.filter(pk__in={one.reader for one in of(found, "supplier")}).order_by("pk")


def test_the_story_has_every_kind_of_report_and_every_turn(told):
    found, _unknowns = told
    contents = [one.content for one in found]

    levels = {content["report"]["level"] for content in contents}
    shapes = {(content["cadence"], content["place_period"]) for content in contents if content["kind"] == "scope"}
    assert {one.audience for one in found} == {"supplier", "department", "office", "public"}
    assert levels == {"base", "sum", "rollup", "public"}
    assert shapes == {("quarterly", "quarter"), ("monthly", "month"), ("quarterly", "year")}
    assert {len(content["report"]["months"]) for content in contents} >= {1, 3, 12}
    assert any(content["net_corrections"]["handouts"] for content in contents if content["kind"] == "scope")
    assert any(content["report"]["too_small"] for content in contents if content["kind"] == "scope")
    assert any(row["kind"] == "rest" for content in contents for row in content["report"]["rows"])


def test_departments_office_and_public_together_narrow_nothing(told):
    """Audit D, with all periods and years laid side by side."""
    found, unknowns = told
    read = lines(found, "department", "office", "public")

    of_state = unknowns.attack(read, by_scope=False)
    of_scopes = unknowns.attack(read, by_scope=True)

    assert len(of_state) > 500
    assert too_narrow(of_state) == []
    assert too_narrow(of_scopes) == []


def test_no_two_published_sets_one_in_the_other_differ_by_little(told):
    found, unknowns = told
    sets = {frozenset(): 0}
    for members, times in unknowns.equations(lines(found, "department", "office", "public")):
        sets[frozenset(one for one in members if unknowns.truth[one])] = times

    gaps = {sets[whole] - sets[part] for whole in sets for part in sets if sets[part] < sets[whole] and part < whole}

    assert len(sets) > 200
    assert min(gaps) >= K


def test_everything_in_a_published_report_is_known_to_the_audit(told):
    found, _unknowns = told

    assert [one for one in found if not_known(one.content)] == []


def test_places_and_months_of_a_supplier_narrow_nothing(told):
    """Audit S: without the exact totals, which a supplier must have."""
    found, unknowns = told

    attacked = {scope: unknowns.attack(rows_of(found, scope), by_scope=True) for scope in scopes_read(found)}

    assert sum(map(len, attacked.values())) > 500
    assert {str(scope): narrow for scope, widths in attacked.items() if (narrow := too_narrow(widths))} == {}


def rows_of(found, scope):
    return without_small_totals(found, scope.pk)


def test_a_supplier_that_reads_public_figures_narrows_nothing(told):
    """Everyone reads them; a supplier can take its own rows off."""
    found, unknowns = told
    public = lines(found, "public")

    for scope in scopes_read(found):
        assert too_narrow(unknowns.attack([*rows_of(found, scope), *public], by_scope=True)) == []


def test_who_supplies_and_reads_the_state_as_well_narrows_only_scopes_that_are_small(told):
    """No bar either: docs/privacy.md has its figure. Who wears both hats can take the own rows off "Not placed"."""
    found, unknowns = told
    state = lines(found, "department", "office", "public")
    small = {(one.reader, *one.span) for one in of(found, "supplier") if one.content["report"]["too_small"]}

    count = 0
    for scope in scopes_read(found):
        for narrow in too_narrow(unknowns.attack([*rows_of(found, scope), *state], by_scope=True)):
            count += 1
            other, _zip_code, _length, first = narrow.what
            assert other != scope.pk
            assert any(reader == other and begun <= first <= ended for reader, begun, ended in small)
    assert count == PRINTED_OF_BOTH_HATS


def test_what_a_supplier_can_narrow_with_its_agencies_totals_is_told(told):
    """Audit S+ is no bar: docs/privacy.md has its figure. A supplier must have the totals that are reported to it."""
    found, unknowns = told
    last = max(one.span[1] for one in found).replace(day=1)
    widths = []
    for scope in scopes_read(found):
        inside = InsideScope(unknowns.marks, scope.pk, counts_of(scope, last))
        read = [*rows_of(found, scope), *totals_of(found, scope.pk)]
        widths += inside.widths(read, agency_totals(found, scope.pk))

    narrow, exact = too_narrow(widths), [width for width in widths if width.is_found]
    assert (len(widths), len(narrow), len(exact)) == PRINTED
