"""Over which time places are shown does not change within a year: the same counts would be folded along two cuts."""

from datetime import UTC, date, datetime, time
from io import StringIO
from itertools import combinations

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from agencies.models import PlacePeriod, ReportingPeriod, ReportingScope
from lbn.reporting.models import Issue
from lbn.reporting.published.actions import sealing
from tests.reporting.audit import world as worlds

pytestmark = pytest.mark.django_db


def folded_twice(scope):
    """Pairs of reports of a scope that were folded from the same counts, each with its places."""
    folded = [issue for issue in scope.issues.all() if is_folded(issue.read().report)]
    return [(one.span, other.span) for one, other in combinations(folded, 2) if overlap(one, other)]


def is_folded(report):
    return report.level == "base" and not report.totals_only


def overlap(one, other):
    return one.starts_on <= other.ends_on and other.starts_on <= one.ends_on


@pytest.fixture
def scope():
    """A quarterly scope after two published quarters, when somebody sets its places to the year."""
    world = worlds.begin(seed=3)
    worlds.live(world, 6)
    scopes = ReportingScope.objects.filter(supplier=world.suppliers["b"])
    scopes.update(place_period=PlacePeriod.YEAR)
    return scopes.get()


def rest_of_the_year(scope):
    with transaction.atomic():
        for month in (7, 10):
            day = date(2026 + (month == 10), (month + 3) % 12, 20)
            sealing.seal(
                scope=scope, starts_on=date(2026, month, 1), at=datetime.combine(day, time(17), UTC), today=day
            )


def test_a_year_whose_quarters_showed_places_is_not_folded_again(scope):
    before = set(Issue.objects.values_list("id", flat=True))

    with pytest.raises(ValueError, match="shows places by year now, but by quarter"):
        rest_of_the_year(scope)

    assert set(Issue.objects.values_list("id", flat=True)) == before
    assert not ReportingPeriod.objects.filter(scope=scope, starts_on=date(2026, 7, 1)).exists()
    assert folded_twice(scope) == []


def test_without_the_refusal_the_same_counts_would_be_folded_twice(scope, monkeypatch):
    monkeypatch.setattr(sealing, "_require_place_period", lambda scope, starts_on: None)

    rest_of_the_year(scope)

    assert len(folded_twice(scope)) == 2


def test_a_new_year_may_show_places_over_another_time(scope):
    scope.place_period = PlacePeriod.QUARTER
    scope.save()
    rest_of_the_year(scope)
    scope.place_period = PlacePeriod.YEAR
    scope.save()

    day = date(2027, 4, 20)
    issue, *sums = sealing.seal(
        scope=scope, starts_on=date(2027, 1, 1), at=datetime.combine(day, time(17), UTC), today=day
    )

    assert issue.read().report.totals_only
    assert sums == []  # a fiscal year of both kinds has no sum
    assert folded_twice(scope) == []


def test_the_nightly_run_seals_the_other_scopes_and_says_which_one_waits(scope, settings):
    settings.LBN_NOW = "2026-10-21T17:00"

    with pytest.raises(CommandError, match="Supplier b · NY · Quarterly shows places by year now") as refused:
        call_command("seal_reports", catch_up=True, stdout=StringIO())

    sealed = set(
        ReportingPeriod.objects.filter(starts_on=date(2026, 7, 1), scope__cadence="quarterly").values_list("scope")
    )
    assert refused.value.returncode == 1
    assert (scope.pk,) not in sealed
    assert len(sealed) > 1
