"""Faults planted where they would really be made: in what is published. Each turns the audit red.

Faults in the fold itself are planted in `tests/reporting/folded/test_planted.py`.
"""

from unittest.mock import patch

import pytest
from django.db import transaction

from agencies.models import ReportingScope
from agencies.periods import month_end
from lbn.reporting.calendar.spans import Span
from lbn.reporting.fold import Level
from lbn.reporting.published.actions import sealing
from lbn.reporting.published.compile import folds
from lbn.reporting.published.compile.insiders import Insiders
from tests.reporting.audit import world as worlds
from tests.reporting.audit.known import not_known
from tests.reporting.audit.published import everything, told_again
from tests.reporting.folded.minds import Mind, narrow
from tests.reporting.folded.readers import readers_of

pytestmark = [pytest.mark.slow, pytest.mark.once]


@pytest.fixture(scope="module")
def lived(django_db_setup, django_db_blocker):
    """A state after two published quarters."""
    with django_db_blocker.unblock(), transaction.atomic():
        world = worlds.begin(seed=7)
        worlds.live(world, 6)
        yield world
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def unblocked(lived, db):
    """Each test sees the state of the module."""


def is_red(world, *kinds):
    """Whether a reader of these kinds narrows a small figure, when all is published as the product is now."""
    told, marks = told_again(world.program)
    readers = [reader for reader in readers_of(marks.state, told) if reader.kind in kinds]
    assert readers
    return any(narrow(Mind(marks.state, reader).attack()) for reader in readers)


def test_without_a_fault_nothing_is_found(lived):
    assert not is_red(lived, "D", "D+", "S", "W")


def test_public_figures_without_insiders_are_found(lived):
    with patch.object(Insiders, "of_public", lambda self: []):
        assert is_red(lived, "W")


def folded_again(parts, *, scope, **given):
    """The quarter of a monthly scope, from its counts instead of its months."""
    made = really_add_up(parts, scope=scope, **given)
    if parts[0].level == Level.SCOPE and len(made.months) == 3:
        own = ReportingScope.objects.get(pk=int(scope.split()[1]))
        return folds.fold_scope(own, Span(made.months[0], month_end(made.months[-1]))).report
    return made


really_add_up = sealing.add_up


def test_a_monthly_scope_folded_again_by_quarter_is_found(lived):
    with patch.object(sealing, "add_up", folded_again):
        assert is_red(lived, "S")


def test_what_is_not_known_to_the_audit_is_found(lived):
    """Tables by agency and ZIP code, and community members by kind of agency."""
    found, _marks = everything(lived.program)
    scope = next(one.content for one in found if one.audience == "supplier")
    state = next(one.content for one in found if one.audience == "office")
    assert not_known(scope) == not_known(state) == []

    by_place = scope | {"agencies": [row | {"places": {"12202": 4}} for row in scope["agencies"]]}
    by_kind = state | {"by_kind": [row | {"people_trained": 4} for row in state["by_kind"]]}

    assert not_known(by_place) == ["agencies.places"] * len(scope["agencies"])
    assert not_known(by_kind) == ["by_kind.people_trained"] * len(state["by_kind"])
    assert not_known(scope | {"by_zip_and_agency": []}) == ["by_zip_and_agency"]
