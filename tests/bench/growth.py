"""S4: a state's roll-up and its year on a page, over ten times as many counts, beside the same over fewer.

Both read what was published, so they should not notice how many counts it was compiled from. Each size is a database
and a process of its own (`python -m tests.bench.growth`), which answers with the milliseconds that were taken inside.
"""

import time
from datetime import UTC, date, datetime

from tests.bench.asked import Asked, answer
from tests.bench.figures import of_rounds
from tests.servers.databases import LOADED
from tests.servers.kinds import KINDS

IDS = ("S4",)
REACH = 1.2
TIMES = 10
# From so many counts on nearly every sum that is kept for later reports is there; of fewer, ten times as many counts
# are three times as many sums, which is a larger state and not more counts of the same one.
USUAL, FULL = 300_000, 1_000_000
DAY = date(2026, 1, 21)
YEAR = (date(2025, 1, 1), date(2025, 12, 31))
# Four quarters and the year, each to the program office, a health department and the public.
REPORTS = 15
# The fastest of so many times is taken, as all else on the machine only adds to it.
AGAIN = 3


class World(Asked):
    """A process over a database of its own, in which a year of every scope is sealed.

    `counts` is how many counts there are, `kept` how many sums of them are kept for later reports, and `published`
    how many rows of places its scopes were published.
    """

    def __init__(self, address, rows):
        super().__init__("tests.bench.growth", address)
        self.counts, self.kept, self.published = self.ask("prepare", rows)


def rows(pace):
    fewer = pace.of(USUAL, USUAL, FULL)
    number = pace.of(7, 11, 15)
    for kind in KINDS:
        ground = pace.ground(kind)
        addresses = [ground.databases.new(LOADED) for _ in range(2)]
        worlds = [World(address, size) for address, size in zip(addresses, (fewer, fewer * TIMES), strict=True)]
        try:
            yield from rows_of(worlds, number, ground.name)
        finally:
            for world, address in zip(worlds, addresses, strict=True):
                world.close()
                ground.databases.drop(address)


def rows_of(worlds, number, name):
    """Yield the row of the roll-up and that of the year's page of two worlds."""
    small, large = worlds
    sizes = f"from {small.counts:,} to {large.counts:,} counts"
    note = (
        f"sums kept: {small.kept:,} and {large.kept:,}; "
        f"rows of places published to suppliers: {small.published:,} and {large.published:,}"
    )
    for what, words in (("roll_up", "a state's quarters and year published"), ("view", "the year on a page")):
        for world in worlds:
            world.ask(what)
        rounds = [(small.ask(what), large.ask(what)) for _ in range(number)]
        yield of_rounds("S4", f"{words}, {sizes}, {name}", rounds, reach=REACH, unit="ms", note=note)
        for world in worlds:
            world.ask("publish")


def prepare(rows):
    """Fill the database, seal a year of each scope; return (counts, sums kept, rows of places published).

    Agencies lie so close that also the few counts are enough to name nearly every place: both sizes publish alike.
    """
    from agencies.models import Program
    from lbn.reporting.models import Issue, SealedCount
    from lbn.reporting.published.actions import due_periods, seal
    from tests import cast
    from tests.bench.counts import fill

    counts = fill(rows=rows, apart=1)
    program = Program.objects.get(slug="new_york")
    program.shows_public_figures = True
    program.save()
    cast.department(program)
    cast.user("Olga", role="operator", program=program)
    for due in list(due_periods(program=program, day=DAY)):
        seal(scope=due.scope, starts_on=due.starts_on, at=datetime(2026, 1, 20, 12, tzinfo=UTC), today=DAY)
    return counts, SealedCount.objects.count(), sum(len(issue.read().report.rows) for issue in Issue.objects.all())


def roll_up():
    """Return the milliseconds in which all that the year allows is published over scopes; nothing of it stays."""
    from django.db import transaction

    taken = []
    for _ in range(AGAIN):
        with transaction.atomic():
            begun = time.perf_counter()
            published = publish()
            taken.append(time.perf_counter() - begun)
            transaction.set_rollback(True)
        if published != REPORTS:
            raise AssertionError(f"{published} reports were published over scopes, not {REPORTS}.")
    return min(taken) * 1000


def publish():
    """Publish what the year allows over scopes and nobody published yet; return how many reports that were."""
    from agencies.models import Program
    from lbn.reporting.published.actions import publish_roll_ups

    return len(list(publish_roll_ups(program=Program.objects.get(slug="new_york"), day=DAY)))


def view():
    """Return the milliseconds in which the program office's page of the year is made."""
    from django.test import Client

    from agencies.models import User
    from lbn.reporting.models import Issue

    browser = Client(headers={"host": "127.0.0.1"})
    browser.force_login(User.objects.get(email="olga@example.org"))
    year = Issue.objects.get(program__slug="new_york", is_public=False, starts_on=YEAR[0], ends_on=YEAR[1])
    taken = []
    for _ in range(AGAIN):
        begun = time.perf_counter()
        page = browser.get(f"/operator/reports/{year.pk}/")
        taken.append(time.perf_counter() - begun)
        if page.status_code != 200:
            raise AssertionError(page.status_code)
    return min(taken) * 1000


if __name__ == "__main__":
    answer({"prepare": prepare, "roll_up": roll_up, "publish": publish, "view": view})
