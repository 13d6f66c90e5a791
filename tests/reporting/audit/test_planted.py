"""Faults planted where they would really be made: in what is published. Each turns the audit red."""

from dataclasses import replace
from unittest.mock import patch

import pytest

from agencies.models import HealthDepartment, PlacePeriod
from lbn.reporting.fold import Figures, fold, roll_up
from lbn.reporting.published.actions import rollups, sealing
from lbn.reporting.published.compile import (
    cells,
    compile_department_report,
    compile_supplier_report,
    compile_supplier_sum,
)
from tests.reporting.audit import world as worlds
from tests.reporting.audit.attack import Unknowns
from tests.reporting.audit.known import not_known
from tests.reporting.audit.published import everything, lines, without_small_totals
from tests.reporting.fold_attack import K

pytestmark = [pytest.mark.slow, pytest.mark.once, pytest.mark.xdist_group("audit"), pytest.mark.django_db]


def told(months=6, seed=7):
    world = worlds.begin(seed)
    worlds.live(world, months)
    found, marks = everything(world.program)
    return world, found, Unknowns(marks)


def narrowest(widths):
    return min((width.width for width in widths), default=K)


def of_the_city(world, found, unknowns):
    return narrowest(unknowns.attack(without_small_totals(found, world.scopes["city"].pk), by_scope=True))


def of_departments(found, unknowns):
    return narrowest(unknowns.attack(lines(found, "department", "office", "public"), by_scope=False))


def folded_again(*, scope, parts, span, as_of, withdrawn):
    """The quarter of a monthly scope, from its counts instead of its months."""
    document = compile_supplier_sum(scope=scope, parts=parts, span=span, as_of=as_of)
    if len(parts) == 3 and scope.place_period == PlacePeriod.MONTH:
        scope.place_period = PlacePeriod.QUARTER
        document = compile_supplier_report(scope=scope, span=span, as_of=as_of)
        scope.place_period = PlacePeriod.MONTH
    return document


def test_a_monthly_scope_folded_again_by_quarter_is_found():
    with patch.object(sealing, "compile_supplier_sum", folded_again):
        assert of_the_city(*told()) < K


def own_roll_up(*, department, as_of, state, scopes):
    """A county's part of the state, joined anew from its own counts: a second cut through the same visits."""
    document = compile_department_report(department=department, as_of=as_of, state=state, scopes=scopes)
    if department.level != HealthDepartment.Level.STATE:
        counties = set(department.jurisdictions.values_list("slug", flat=True))
        months = state.report.months
        reports = [anew(scope, counties, months) for scope in rollups.scopes_begun(state.state)]
        whole = [report for report in reports if report.months == months]
        period = document.starts_on.isoformat()
        report = roll_up(whole, key=cells.disclosure_key(), scope=department.slug, period=period)
        return replace(document, report=report)
    return document


def anew(scope, counties, months):
    own = [cell for cell in cells.cells_of(scope, months[0], months[-1]) if cell.county.key in counties]
    length = {3: "quarter", 12: "year"}[len(months)]
    return fold(
        own, key=b"another key", scope=str(scope.pk), period=str(months[0]), months=months, place_period=length
    )


def test_a_county_department_with_a_roll_up_of_its_own_is_found():
    with patch.object(rollups, "compile_department_report", own_roll_up):
        _world, found, unknowns = told(months=9)
    assert of_departments(found, unknowns) < K


def test_a_threshold_on_kits_is_found():
    on_kits = patch.object(Figures, "reaches", lambda self, threshold: self.kits >= threshold)

    with on_kits, pytest.raises(AssertionError):
        told(months=3)


def test_a_table_by_agency_and_zip_is_found():
    _world, found, _unknowns = told(months=3)
    content = next(one.content for one in found if one.audience == "supplier")
    assert not_known(content) == []

    planted = content | {"agencies": [row | {"places": {"12202": 4}} for row in content["agencies"]]}

    assert not_known(planted) == ["agencies.places"] * len(content["agencies"])
    assert not_known(content | {"by_zip_and_agency": []}) == ["by_zip_and_agency"]


def test_without_a_fault_nothing_is_found():
    world, found, unknowns = told()

    assert of_the_city(world, found, unknowns) >= K
    assert of_departments(found, unknowns) >= K
