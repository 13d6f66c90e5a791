"""Whoever looks at a page outside an agency every day learns nothing of what the agency does in between."""

from contextlib import suppress
from datetime import date, timedelta
from unittest.mock import patch

import pytest
from django.db.models import Sum

from agencies.periods import add_months
from distributions.models import Correction, DailyCount
from lbn.reporting.published.views import readers as doors
from lbn.reporting.returns.actions.reports import ReportRefused
from tests.conftest import FULL
from tests.reporting.audit import world as worlds
from tests.reporting.audit.polled import Watch, days_from, readers, send_reports

pytestmark = [pytest.mark.slow, pytest.mark.once]
SPRING = date(2026, 4, 1)
MIDSUMMER = date(2026, 6, 28)
# The end of a quarter, when reports are due, and when it is sealed; daily, so in the full run throughout.
DAYS = (
    days_from(MIDSUMMER, 24)
    if FULL
    else [*days_from(MIDSUMMER, 6), *days_from(date(2026, 7, 9), 5), *days_from(date(2026, 7, 19), 3)]
)
SENDERS = {date(2026, 7, 9): "Albany Sheriff", date(2026, 7, 13): "Schenectady Police"}


@pytest.fixture
def world(db):
    """A state after its first quarter was published, in June."""
    begun = worlds.begin(seed=3)
    worlds.live(begun, 3)
    send_reports(begun, ["Cohoes Police"], worlds.FIRST, date(2026, 4, 21))
    return begun


def reports_and_seals(world, day):
    """One agency reports on a day of July, another one too late; everything is sealed on the seal day."""
    if day in SENDERS:
        send_reports(world, [SENDERS[day]], SPRING, day)
    elif day.day == 20:
        worlds.seal(day)
    else:
        return False
    return True


def watched(world, days, *, after_work=reports_and_seals, **whom):
    watching = Watch(world, readers(world, **whom), days[0] - timedelta(days=1))
    watching.begin()
    for day in days:
        watching.one_day(day, after_work=after_work)
    return watching


def test_pages_looked_at_every_day_around_a_quarters_end_tell_only_what_was_stated(world):
    watching = watched(world, DAYS)

    logged = DailyCount.objects.filter(handed_out_on__in=DAYS).values("handed_out_on").distinct()
    assert logged.count() == len(DAYS)
    assert Correction.objects.filter(on__in=DAYS).exists()
    assert sum(len(reader.pages) for reader in watching.readers) > 20
    assert watching.moved == []
    assert {day.day for day, _page in watching.news} == {1, 9, 11, 13, 20}


def live_note(document):
    """The fault: a note on the page of a published report that asks the log."""
    kits = DailyCount.objects.aggregate(kits=Sum("items"))["kits"]
    return [f"{kits} kits so far."]


def test_a_page_for_outsiders_that_asks_the_log_is_found(world):
    with patch.object(doors, "notes_of", live_note):
        watching = watched(world, days_from(MIDSUMMER, 2))

    pages = {page.split("/")[1] for day, page in watching.moved if day == MIDSUMMER}
    assert pages == {"suppliers", "departments", "operator", "figures"}


def months_of_reports_and_seals(world, day):
    """In the first days of a month agencies may change sides, later they report, after its 20th day all is sealed."""
    number = 12 * (day.year - worlds.FIRST.year) + day.month - worlds.FIRST.month
    if day.day < 4:
        worlds.change_sides(world, number, day.replace(day=1))
    elif day.month % 3 == 1 and 6 < day.day < 13:
        for name in ("Albany Sheriff", "Oneida EMS"):
            with suppress(ReportRefused):  # sent already
                send_reports(world, [name], add_months(day, -3), day)
    elif day.day >= 20:
        worlds.seal(day)
    else:
        return False
    return True


@pytest.mark.skipif(not FULL, reason="a year and a half, four suppliers, three departments: LBN_FULL=1")
def test_pages_of_many_readers_looked_at_every_third_day_tell_only_what_was_stated(world):
    send_reports(world, ["Troy Police"], worlds.FIRST, date(2026, 4, 21))
    days = days_from(date(2026, 4, 22), 550, step=3)

    watching = watched(
        world, days, after_work=months_of_reports_and_seals, suppliers=("a", "b"), levels=("state", "city", "county")
    )

    assert watching.moved == []
    assert len(watching.news) > 100
