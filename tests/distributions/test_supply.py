"""For how long the kits on hand last: a usual day's pace, first to expire first, until the day on the label."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from agencies.models import Jurisdiction
from distributions.actions.log import LogEntry
from distributions.actions.typed import log_typed
from distributions.models import Precision, Sheet
from distributions.supply import LotOnHand, Pace, Supply, last_until_used, pace_of, supply_of
from inventory import actions

SEPTEMBER = date(2026, 9, 1)
IN_DATE = date(2028, 1, 31)
WINDOW = 30 + 31 + 21  # September, October, and November up to the 21st


@pytest.fixture
def ahead(today):
    """Lots as (kits, days from today to the day on the label)."""
    return lambda *lots: [
        LotOnHand(kits, None if days is None else today + timedelta(days=days)) for kits, days in lots
    ]


@pytest.mark.parametrize(
    ("lots", "pace", "last"),
    [
        ([(90, 500)], Pace(82, 82), (90, 0)),
        ([(50, 500)], Pace(21, 21), (50, 0)),
        ([(50, 500)], Pace(0, 82), (None, 0)),
        ([], Pace(82, 82), (0, 0)),
        ([(40, 9)], Pace(82, 82), (10, 30)),
        ([(40, 9), (5, 500)], Pace(82, 82), (15, 30)),
        ([(5, 500), (40, 9)], Pace(82, 82), (15, 30)),
        ([(40, 9), (40, 19), (5, None)], Pace(82, 82), (25, 60)),
        ([(10, 9), (10, 14)], Pace(164, 82), (10, 0)),
        ([(10, 0)], Pace(41, 82), (0, 10)),
        ([(7, 500)], Pace(41, 82), (14, 0)),
    ],
    ids=[
        "one a day",
        "a short time",
        "no pace",
        "nothing there",
        "a lot that expires counts until its day, which is one of use",
        "then the next one is begun",
        "first to expire first",
        "one without a date comes last",
        "two a day",
        "one in two days and today is the last day",
        "half a kit a day",
    ],
)
def test_it_lasts_until_all_is_used_or_expired(ahead, lots, pace, last, today):
    assert last_until_used(ahead(*lots), pace=pace, today=today) == last


@pytest.fixture
def since_summer(agency):
    agency.active_since_on = date(2026, 7, 1)
    agency.save()
    return agency


def type_in(agency, kit, *, kind, day, items, precision=Precision.DAY, today):
    county = Jurisdiction.objects.get(slug="ny-albany")
    entry = LogEntry(uuid4(), day, county.pk, "12207", kit.pk, items, 0, precision=precision)
    log_typed(agency=agency, entries=[entry], today=today, kind=kind)


def test_the_pace_is_of_three_months_up_to_today(since_summer, leave, today):
    leave(day=date(2026, 8, 31), items=90)
    leave(day=SEPTEMBER, items=30)
    leave(day=date(2026, 11, 20), items=11)

    assert pace_of(since_summer, today) == Pace(41, WINDOW)


def test_an_agency_that_began_later_has_its_own_days(agency, leave, today):
    agency.active_since_on = date(2026, 11, 5)
    agency.save()
    assert pace_of(agency, today) == Pace(0, 21)

    leave(day=date(2026, 10, 20), items=3)

    assert pace_of(agency, today) == Pace(3, 31 + 21)


def test_events_are_not_in_it(since_summer, kit, leave, today):
    leave(day=date(2026, 11, 14), items=12)
    type_in(since_summer, kit, kind=Sheet.Kind.EVENT, day=date(2026, 11, 14), items=80, today=today)
    type_in(since_summer, kit, kind=Sheet.Kind.PAPER, day=date(2026, 11, 14), items=4, today=today)

    assert pace_of(since_summer, today) == Pace(16, WINDOW)


def test_a_month_of_which_only_the_total_is_known_is_not_in_it_nor_are_its_days(since_summer, kit, leave, today):
    month = {"kind": Sheet.Kind.MONTH, "precision": Precision.MONTH, "today": today}
    leave(day=date(2026, 11, 14), items=12)
    type_in(since_summer, kit, day=date(2026, 10, 1), items=300, **month)
    type_in(since_summer, kit, day=date(2026, 11, 1), items=50, **month)

    assert pace_of(since_summer, today) == Pace(12, 30 + 21)


@pytest.fixture
def shelf(since_summer, alice, today, kit, strips):
    """Kits that expire soon, later, yesterday and never by their label; one lot held back, and strips."""
    given = {
        "agency": since_summer,
        "location": since_summer.main_location,
        "on": SEPTEMBER,
        "today": today,
        "by": alice,
    }
    lots = [("SOON", date(2026, 11, 30), 60), ("LATER", IN_DATE, 30), ("GONE", today - timedelta(days=1), 7)]
    lines = [actions.OpeningLine(kit, *lot) for lot in [*lots, ("HELD", IN_DATE, 9), ("", None, 4)]]
    actions.opening_count(lines=[*lines, actions.OpeningLine(strips, "S1", IN_DATE, 500)], **given)
    actions.hold_back(lot=since_summer.lots.get(number="HELD"), by=alice)
    return since_summer


def test_the_kits_on_hand_last_so_long(leave, shelf, today):
    assert supply_of(shelf, today) == Supply(110, 94, None, 0)

    leave(day=today, items=41)

    # 41 of SOON are gone. Of the 19 that are left 5 are used until November 30, at one in two days.
    assert supply_of(shelf, today) == Supply(69, 53, (5 + 30 + 4) * 2, 14)


def test_it_asks_as_often_however_much_there_is(django_assert_num_queries, leave, shelf, today):
    for day in range(1, 21, 6):
        with django_assert_num_queries(4):
            supply_of(shelf, today)
        leave(day=date(2026, 11, day), items=2)


def test_the_stock_page_says_how_it_is_known(alice, client, leave, shelf, today):
    client.force_login(alice)
    page = reverse("inventory:stock", args=[shelf.slug])
    before = client.get(page).content.decode()
    leave(day=today, items=41)

    after = client.get(page).content.decode()

    assert "is not known before some are left day by day" in before
    assert (
        "At the pace of the last three months the kits that may be left last about 78 days. "
        "Events and totals of a month are left out of the pace. "
        "14 kits are not counted, because they expire before they would be used."
    ) in after
