"""S3: a supplier's quarterly report compiled from its counts, fold and CSV included, beside the raw questions alone.

The floor is what any implementation has to ask the database for, asked as fast as it can be: the kits of each place
and month, and the sums of each agency and item, each in one GROUP BY that an index answers alone. One question by
agency, place, month and item, added up afterwards, takes three times as long on either database. Floor and
application ask in turn, in one process on one connection (`python -m tests.bench.issues`).
"""

import time
from datetime import UTC, date, datetime

from tests.bench.asked import Asked, answer
from tests.bench.figures import of_rounds
from tests.servers.databases import LOADED
from tests.servers.kinds import KINDS

IDS = ("S3",)
REACH = 1.3
SUPPLIER = "North"
QUARTER = {"starts_on": date(2025, 10, 1), "ends_on": date(2025, 12, 31)}
MONTHS = (date(2025, 10, 1), date(2025, 12, 1))
YEAR, BEFORE = date(2025, 1, 1), date(2025, 7, 1)
SENT_ON, SEALED_ON = date(2026, 1, 8), date(2026, 1, 21)
KITS = "SELECT id, doses_per_item FROM inventory_item WHERE kind = 'naloxone_kit'"
BY_PLACE = (
    "SELECT jurisdiction_id, zip_code, posted_month, "
    "SUM(handouts), SUM(items), SUM(items * CASE item_id {doses} END) "
    "FROM {counts} WHERE scope_id = %s AND posted_month BETWEEN %s AND %s AND item_id IN ({kits}) "
    "GROUP BY posted_month, jurisdiction_id, zip_code"
)
BY_AGENCY = (
    "SELECT agency_id, item_id, SUM(handouts), SUM(items), SUM(people_trained) "
    "FROM {counts} WHERE scope_id = %s AND posted_month BETWEEN %s AND %s GROUP BY agency_id, item_id"
)
COUNTS = {"postgresql": "distributions_dailycount", "sqlite": "bench_counts"}
# The application's index has included columns on PostgreSQL only; here they are columns of the key, which is as good.
BEST = (
    "CREATE TABLE bench_counts AS SELECT scope_id, posted_month, jurisdiction_id, zip_code, item_id, agency_id, "
    "handouts, items, people_trained FROM distributions_dailycount",
    "CREATE INDEX bench_best ON bench_counts (scope_id, posted_month, jurisdiction_id, zip_code, item_id, agency_id, "
    "handouts, items, people_trained)",
)


def rows(pace):
    for kind in KINDS:
        for number, begins in sizes(pace):
            yield row_on(pace, pace.ground(kind), number, begins)


def sizes(pace):
    """How many counts there are in all, and from which day to the end of the quarter; half are the supplier's."""
    if pace.full:
        return (1_000_000, YEAR), (2_000_000, MONTHS[0]), (10_000_000, YEAR)
    return ((100_000, YEAR),) if pace.quick else ((1_000_000, YEAR), (1_000_000, MONTHS[0]))


def row_on(pace, ground, number, begins):
    address = ground.databases.new(LOADED)
    asked = Asked("tests.bench.issues", address)
    try:
        counts, of_quarter = asked.ask("prepare", number, begins.isoformat())
        agree(asked.ask("floor"), asked.ask("compiled"))
        rounds = [(asked.ask("floor")[0], asked.ask("compiled")[0]) for _ in range(pace.of(5, 15, 25))]
    finally:
        asked.close()
        ground.databases.drop(address)
    what = f"a quarter's report from its {of_quarter:,} of {counts:,} counts, {ground.name}"
    return of_rounds("S3", what, rounds, reach=REACH, unit="ms")


def agree(bare, published):
    """Raise AssertionError where the bare questions find other kits than were published."""
    if bare[1:] != published[1:]:
        raise AssertionError(f"The database counts {bare[1:]}, the report says {published[1:]}.")


def prepare(number, begins):
    """Fill the database, give the supplier every agency's report, publish the quarter before; return how many counts
    there are, and how many of them are of the supplier's quarter."""
    from django.db import connection

    from distributions.models import DailyCount
    from lbn.reporting.published.actions import seal
    from tests.bench.counts import fill

    counts, own = fill(rows=number, begins=date.fromisoformat(begins)), scope()
    send_all(own)
    seal(scope=own, starts_on=BEFORE, at=datetime(2026, 1, 20, 12, tzinfo=UTC), today=SEALED_ON)
    with connection.cursor() as cursor:
        for statement in BEST if connection.vendor == "sqlite" else ():
            cursor.execute(statement)
    return counts, DailyCount.objects.in_scope(own).posted_between(*MONTHS).count()


def send_all(own):
    """Store the same report for every agency: what is compiled reads as much of each as if it were its own."""
    from agencies.models import Agency
    from lbn.reporting.models import AgencyReport
    from lbn.reporting.returns.actions import submit

    first, *others = Agency.objects.filter(scope_memberships__scope=own)
    sent = submit(agency=first, scope=own, starts_on=MONTHS[0], comment="", no_kits=False, by=None, today=SENT_ON)
    same = ("period", "status", "content", "content_hash", "submitted_on")
    facts = {name: getattr(sent, name) for name in same}
    AgencyReport.objects.bulk_create(AgencyReport(agency=agency, **facts) for agency in others)


def scope():
    from agencies.models import ReportingScope

    return ReportingScope.objects.get(supplier__name=SUPPLIER)


def floor():
    """Return the milliseconds in which the database answers the bare questions, and the kits in both answers."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(KITS)
        kits = cursor.fetchall()
        names = {
            "counts": COUNTS[connection.vendor],
            "kits": ", ".join(str(kit) for kit, _doses in kits),
            "doses": " ".join(f"WHEN {kit} THEN {doses}" for kit, doses in kits),
        }
        asked, which = [statement.format(**names) for statement in (BY_PLACE, BY_AGENCY)], (scope().pk, *MONTHS)

        def ask():
            return [cursor.execute(statement, which).fetchall() for statement in asked]

        taken, (places, agencies) = fastest(ask)
        known = {kit for kit, _doses in kits}
        return taken, sum(row[4] for row in places), sum(row[3] for row in agencies if row[1] in known)


def compiled():
    """Return the milliseconds in which the counts are added up and kept, the report is folded, put together, frozen
    and written as CSV, and the kits in all and of its agencies; nothing stays stored."""
    from lbn.reporting.calendar.spans import Span
    from lbn.reporting.models import Issue, SealedCount
    from lbn.reporting.published.actions.keeping import keep_counts
    from lbn.reporting.published.compile import compile_supplier_report
    from lbn.reporting.published.compile.folds import fold_scope
    from lbn.reporting.published.files import file_of

    own, span = scope(), Span(*QUARTER.values())
    kept = SealedCount.objects.posted_in([own], *MONTHS)

    def compile_it():
        kept.delete()
        keep_counts(own, span)
        report = fold_scope(own, span).report
        document = compile_supplier_report(scope=own, span=span, as_of=SEALED_ON, report=report)
        issue = Issue(scope=own, issued_on=SEALED_ON, **QUARTER, **Issue.freeze(document))
        file_of(issue, "csv")
        return document

    taken, document = fastest(compile_it)
    return taken, document.report.total.kits, sum(row.kits for row in document.agencies)


def fastest(work, times=3):
    """Return the milliseconds of the fastest of a few times, for all else on the machine only adds to them, and what
    was made."""
    taken = []
    for _ in range(times):
        begun = time.perf_counter()
        made = work()
        taken.append(time.perf_counter() - begun)
    return min(taken) * 1000, made


if __name__ == "__main__":
    answer({"prepare": prepare, "floor": floor, "compiled": compiled})
