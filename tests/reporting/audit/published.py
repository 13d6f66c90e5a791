"""Every published figure that counts how often kits were left, and which counts are in it.

The figures are read from the published files. Which counts are in them is found by publishing once more, in a
transaction that is taken back, with kits that are powers of two: whom a report names never depends on kits, so the
same lines come out, and the kits of a line tell exactly which counts are in it. The attacker is told that as well,
and so is stronger than any reader.
"""

import json
from dataclasses import dataclass, field
from unittest.mock import patch

from django.db import transaction
from django.db.models import Sum

from agencies.models import Jurisdiction, ReportingPeriod
from agencies.periods import months_between
from distributions.models import DailyCount
from lbn.reporting.documents import from_plain
from lbn.reporting.fold import Folded
from lbn.reporting.models import Issue
from lbn.reporting.published.actions import due_periods, publish_roll_ups, seal
from lbn.reporting.published.compile import cells
from lbn.reporting.published.files import file_of
from tests.reporting.fold_attack import lines_of
from tests.reporting.reading import in_csv, stored

TABLES = ("places", "counties", "months")


@dataclass
class Marks:
    """Each count's own power of two, and back: {bit: (scope id, `Cell`)}."""

    truth: dict = field(default_factory=dict)
    bits: dict = field(default_factory=dict)

    def mark(self, scope, cell):
        if not cell.handouts:
            return cell._replace(kits=0, doses=0)
        place = (scope.pk, cell.county.key, cell.zip_code, cell.month)
        bit = self.bits.setdefault(place, 1 << len(self.bits))
        self.truth[bit] = (scope.pk, cell)
        return cell._replace(kits=bit, doses=0)


@dataclass(frozen=True)
class Published:
    """One published report: who reads it, for which days, what its file says, and its lines with their counts."""

    audience: str
    reader: object
    span: tuple
    content: dict
    lines: tuple


def audience_of(issue):
    if issue.scope_id:
        return "supplier"
    if issue.department_id:
        return "department"
    return "public" if issue.is_public else "office"


def key_of(issue):
    return audience_of(issue), issue.scope_id, issue.department_id, issue.program_id, issue.span


def everything(program):
    """Return every published report of a state as `Published`, and the `Marks` of all counts."""
    real = {key_of(issue): json.loads(file_of(issue, "json").content) for issue in Issue.objects.all()}
    sheets = {key_of(issue): in_csv(file_of(issue, "csv").content) for issue in Issue.objects.all()}
    marked, marks = again(program)
    assert marked.keys() == real.keys()
    found = []
    for key, content in real.items():
        same_lines(content["report"], marked[key]["report"])
        same_in_csv(content["report"], sheets[key])
        read = [marked[key]["report"], marked[key].get("yearly")]
        if read[1]:
            same_lines(content["yearly"], read[1])
        lines = tuple(line for report in read if report for line in lines_of(from_plain(report, Folded)))
        found.append(Published(key[0], key[1] or key[2] or key[3], key[4], content, lines))
    return found, marks


def again(program):
    """Publish everything once more with marked counts; return {key: content} and the `Marks`."""
    marks, really = Marks(), cells.cells_of

    def marked_cells(scope, first, last):
        return [marks.mark(scope, cell) for cell in really(scope, first, last)]

    sealed = list(ReportingPeriod.objects.exclude(sealed_at=None).values_list("sealed_at", flat=True))
    days = sorted({at.date() for at in sealed} | {one.issued_on for one in Issue.objects.all()})
    with transaction.atomic(), patch.object(cells, "cells_of", marked_cells):
        Issue.objects.all().delete()
        ReportingPeriod.objects.update(sealed_at=None)
        for day in days:
            for due in due_periods(program=program, day=day):
                seal(scope=due.scope, starts_on=due.starts_on, at=sealed[0], today=day)
            list(publish_roll_ups(program=program, day=day))
        contents = {key_of(issue): stored(issue) for issue in Issue.objects.all()}
        transaction.set_rollback(True)
    return contents, marks


def same_lines(published, marked):
    """The published rows are those of the marked ones, hand-over by hand-over."""
    for name in ("rows", "counties", "times"):
        assert [bare(row) for row in published[name]] == [bare(row) for row in marked[name]]
    assert (published["total"] or {}).get("handouts") == (marked["total"] or {}).get("handouts")


def bare(row):
    return {name: value for name, value in row.items() if name not in ("kits", "doses")}


def same_in_csv(report, sheet):
    """The spreadsheet says the same as the JSON file, and has no table of places beside it."""
    rows = {"places": report["rows"], "counties": report["counties"], "months": report["times"]}
    for name in TABLES:
        assert [line["times"] for line in sheet.get(name, [])] == [str(row["handouts"]) for row in rows[name]]


def lines(found, *audiences, reader=None):
    """The lines of some audiences, or of one reader of them; those that repeat each other once."""
    return list(dict.fromkeys(line for one in of(found, *audiences, reader=reader) for line in one.lines))


def of(found, *audiences, reader=None):
    return [one for one in found if one.audience in audiences and reader in (None, one.reader)]


def without_small_totals(found, scope):
    """The place and time rows that the supplier of a scope reads, without the exact totals that it must have."""
    kept = []
    for one in of(found, "supplier", reader=scope):
        report = one.content["report"]
        rows = [*report["rows"], *report["counties"]]
        placed = [line for row, line in zip(rows, one.lines, strict=False) if row["kind"] != "unplaced"]
        times = one.lines[len(rows) : len(rows) + len(report["times"])]
        kept += [*placed, *times]
    return list(dict.fromkeys(kept))


def totals_of(found, scope):
    """The exact totals of each period that the supplier of a scope reads."""
    return [one.lines[-1] for one in of(found, "supplier", reader=scope) if one.content["report"]["level"] == "base"]


def agency_totals(found, scope):
    """What the supplier of a scope reads of single agencies: (slug, months of the period, hand-overs)."""
    return [
        (row["slug"], frozenset(months_between(*one.span)), row["handouts"])
        for one in of(found, "supplier", reader=scope)
        for row in one.content["agencies"]
    ]


def counts_of(scope, last):
    """What was left in a scope up to posting month `last`: (agency's slug, county, ZIP, month, hand-overs)."""
    rows = DailyCount.objects.in_scope(scope).of_naloxone().filter(posted_month__lte=last).order_by()
    places = Jurisdiction.objects.in_bulk()
    summed = rows.values_list("agency__slug", "jurisdiction_id", "zip_code", "posted_month")
    for agency, place, zip_code, month, handouts in summed.annotate(times=Sum("handouts")):
        county = cells.county_in_report(places[place], scope.state)
        yield agency, county.key, zip_code, month, handouts
