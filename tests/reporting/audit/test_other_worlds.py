"""The audit over other stories than the one it is printed for: `LBN_FULL=1`, some minutes.

How often kits are left, and over which time each scope shows its places, is drawn: also months' totals beside places
by quarter or year, as other programs than New York's have them.
"""

import random
from collections import defaultdict

import pytest
from django.db.models import Sum

from agencies.models import Jurisdiction, PlacePeriod, ReportingScope
from agencies.periods import quarter_of
from distributions.models import DailyCount
from lbn.reporting.published.compile.cells import county_in_report
from tests.conftest import FULL
from tests.reporting.audit import world as worlds
from tests.reporting.audit.attack import Attack, Unknowns
from tests.reporting.audit.published import everything, lines, without_small_totals
from tests.reporting.audit.test_place_period import folded_twice
from tests.reporting.fold_attack import K

pytestmark = [
    pytest.mark.slow,
    pytest.mark.once,
    pytest.mark.django_db,
    pytest.mark.skipif(not FULL, reason="some minutes: LBN_FULL=1"),
]
MONTHS = 24
OUTSIDE = ("department", "office", "public")
# As docs/privacy.md prints it: pairs of an agency and a small ZIP-quarter of others, narrower than 11, exact.
PRINTED_OF_AGENCIES = (1431, 21, 9)


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


def draw_place_periods(world, draw):
    every, longer = list(PlacePeriod), (PlacePeriod.QUARTER, PlacePeriod.QUARTER, PlacePeriod.YEAR)
    for scope in ReportingScope.objects.order_by("pk"):
        scope.place_period = draw.choice(every if scope.cadence == "monthly" else longer)
        scope.save()
    world.scopes = {name: ReportingScope.objects.get(pk=scope.pk) for name, scope in world.scopes.items()}


def narrow(unknowns, read, *, by_scope):
    return [width for width in unknowns.attack(read, by_scope=by_scope) if width.width < K]


@pytest.mark.parametrize("seed", range(8))
def test_audits_d_and_s_hold_in_a_drawn_state(seed, monkeypatch):
    draw = random.Random(seed)
    monkeypatch.setattr(worlds, "AGENCIES", tuple(drawn_agencies(draw)))
    world = worlds.begin(seed)
    draw_place_periods(world, draw)
    worlds.live(world, MONTHS)

    found, marks = everything(world.program)
    unknowns = Unknowns(marks)

    outside = lines(found, *OUTSIDE)
    assert narrow(unknowns, outside, by_scope=False) == narrow(unknowns, outside, by_scope=True) == []
    for scope in ReportingScope.objects.all():
        rows = without_small_totals(found, scope.pk)
        assert not rows or narrow(unknowns, [*rows, *lines(found, "public")], by_scope=True) == []
        assert folded_twice(scope) == []


def own_counts(last):
    """What each agency knows of itself: {agency: {(scope, county, ZIP, month): hand-overs}}."""
    places, scopes, own = Jurisdiction.objects.in_bulk(), ReportingScope.objects.in_bulk(), defaultdict(dict)
    rows = DailyCount.objects.of_naloxone().filter(posted_month__lte=last).order_by()
    names = ("agency__slug", "scope_id", "jurisdiction_id", "zip_code", "posted_month")
    for agency, scope, place, zip_code, month, times in rows.values_list(*names).annotate(times=Sum("handouts")):
        where = (scope, county_in_report(places[place], scopes[scope].state).key, zip_code, month)
        own[agency][where] = own[agency].get(where, 0) + times
    return own


def narrowed_by(own, unknowns, read):
    """What an agency makes of published lines when it takes off what it left itself."""
    equations = [
        (members, total - sum(own.get(one, 0) for one in members)) for members, total in unknowns.equations(read)
    ]
    inside = frozenset().union(*(members for members, _total in equations))
    goals = defaultdict(set)
    for one in inside:
        if one[2]:
            goals[one[2], quarter_of(one[3])].add(one)
    others = {one: unknowns.truth[one] - own.get(one, 0) for one in inside}
    return Attack(list(dict.fromkeys(equations)), others).widths(goals)


def test_what_an_agency_can_narrow_of_others_with_public_figures_is_told():
    """No bar: whoever left most of the kits in a row knows what is left of it."""
    world = worlds.begin(seed=7)
    worlds.live(world, MONTHS)
    found, marks = everything(world.program)
    unknowns, public = Unknowns(marks), lines(found, "public")
    last = max(one.span[1] for one in found).replace(day=1)

    widths = [one for own in own_counts(last).values() for one in narrowed_by(own, unknowns, public)]

    exact = [width for width in widths if width.is_found]
    assert (len(widths), len([width for width in widths if width.width < K]), len(exact)) == PRINTED_OF_AGENCIES
