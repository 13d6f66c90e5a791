"""What a period held is added up once, as it is sealed, and stays as it was."""

from datetime import date

import pytest

from inventory.models import Item
from lbn.reporting.calendar.spans import Span
from lbn.reporting.models import SealedCount, SealedItems
from lbn.reporting.published.actions.keeping import keep_counts
from tests.reporting.conftest import scope_of

pytestmark = pytest.mark.django_db

QUARTER = Span(date(2026, 10, 1), date(2026, 12, 31))
NAMES = ("agency", "jurisdiction__slug", "zip_code", "posted_month", "handouts", "kits", "doses")


def test_naloxone_is_kept_by_place_and_month_each_under_its_own_id(agency, leave, kit):
    leave("12207", times=2, kits=5)
    leave("12207", times=1, on=date(2026, 12, 2))
    leave("", times=4)

    keep_counts(scope_of(agency), QUARTER)

    doses = kit.doses_per_item
    assert sorted(SealedCount.objects.values_list(*NAMES)) == [
        (agency.pk, "ny-albany", "", date(2026, 11, 1), 4, 4, 4 * doses),
        (agency.pk, "ny-albany", "12207", date(2026, 11, 1), 2, 5, 5 * doses),
        (agency.pk, "ny-albany", "12207", date(2026, 12, 1), 1, 1, doses),
    ]
    assert len({row.pk for row in SealedCount.objects.all()}) == 3
    assert {row.scope for row in SealedCount.objects.all()} == {scope_of(agency)}


def test_what_was_kept_is_not_added_up_again(agency, leave, strips):
    leave("12207", times=2)
    leave(times=2, kits=6, item=strips)
    keep_counts(scope_of(agency), QUARTER)
    leave("12207", times=9)
    leave(times=9, item=strips)

    keep_counts(scope_of(agency), QUARTER)

    assert list(SealedCount.objects.values_list("handouts", flat=True)) == [2]
    assert list(SealedItems.objects.values_list("kind", "handouts", "items")) == [("fentanyl_strips", 2, 6)]


def test_of_a_program_without_kits_no_naloxone_is_kept(agency, leave, strips):
    leave(times=1, item=strips)
    Item.objects.kits().delete()

    keep_counts(scope_of(agency), QUARTER)

    assert (SealedCount.objects.count(), SealedItems.objects.count()) == (0, 1)
