"""Every published figure that counts how often kits were left, and which counts are in it.

The figures are read from the published files. Which counts are in them is found by publishing once more, in a
transaction that is taken back, with kits that are powers of two: whom a report names never depends on kits, so the
same lines come out, and the kits of a line tell exactly which counts are in it. The attacker is told that as well,
and so is stronger than any reader.
"""

import json
from dataclasses import dataclass
from itertools import combinations
from unittest.mock import patch

from django.db import transaction

from agencies.models import Coalition, EndedTie, Jurisdiction, ReportingPeriod
from lbn.reporting.documents import from_plain
from lbn.reporting.fold import Folded
from lbn.reporting.models import Issue, PlaceMembers, SealedCount
from lbn.reporting.models.frozen import Frozen
from lbn.reporting.published.actions import due_periods, publish_roll_ups, seal
from lbn.reporting.published.compile import folds
from lbn.reporting.published.compile.cells import Area
from lbn.reporting.published.compile.circles import organizations_by_person
from lbn.reporting.published.compile.insiders import Insiders
from lbn.reporting.published.files import file_of
from tests.reporting.facts import PLACES, in_facts
from tests.reporting.folded.states import State
from tests.reporting.folded.told import Press, Told
from tests.reporting.reading import stored


@dataclass(frozen=True)
class Published:
    """One published report: who reads it, for which days, what its file says, and what it tells."""

    audience: str
    reader: object
    span: tuple
    content: dict
    told: Told


def audience_of(issue):
    if issue.scope_id:
        return "supplier"
    if issue.department_id:
        return "department"
    return "public" if issue.is_public else "office"


def key_of(issue):
    return audience_of(issue), issue.scope_id, issue.department_id, issue.program_id, issue.span


class Marks(Press):
    """The sealed counts of a program as a `State`, and which of them are in a line."""

    def __init__(self, program):
        self.program, self.area = program, Area(program)
        places = Jurisdiction.objects.in_bulk()
        super().__init__(State(0, [], []))
        self.scope_of, self.stand_ins = {}, set()
        for one in SealedCount.objects.select_related("scope__supplier__merged_into"):
            if one.handouts:
                where = (self.area.county(places[one.jurisdiction_id]), one.zip_code, one.posted_month)
                source = self.source(one.agency_id, one.scope)
                book = self.state.books.setdefault(source, {})
                book[where] = book.get(where, 0) + one.handouts
                self.scope_of[source] = one.scope_id
                if one.scope.supplier.stands_in:
                    self.stand_ins.add(source)
        self.name_organizations()

    @staticmethod
    def source(agency, scope):
        return f"{agency} {scope.supplier.successor.pk} {scope.pk}"

    def name_organizations(self):
        """Who may see whose totals, as the product itself tells it."""
        state = self.state
        known = Insiders(self.program, {cell.source for cell in self.cells_of_all()})
        for source in state.books:
            agency, supplier, _scope = source.split(" ")
            if source not in self.stand_ins:
                state.suppliers.setdefault(("supplier", supplier), set()).add(source)
            state.parents.setdefault(("agency", agency), set()).add(source)
        state.parents = {agency: sources for agency, sources in state.parents.items() if len(sources) > 1}
        for supplier, sources in state.suppliers.items():
            scopes = {self.scope_of[source] for source in sources}
            state.scopes[supplier] = [self.in_scope(scope) for scope in sorted(scopes)]
        for department in known.departments:
            agencies = {str(one) for one in known.reporting_to.get(department.pk, ())}
            state.departments["department", str(department.pk)] = {
                source for source in state.books if source.split(" ")[0] in agencies
            }
        for organizations in organizations_by_person(list(EndedTie.objects.all())).values():
            names = [self.name_of(*one) for one in sorted(organizations, key=str)]
            state.linked += combinations(names, 2)
        for coalition in Coalition.objects.all():
            agencies = [self.name_of("agency", member.agency_id) for member in coalition.members.in_force()]
            state.coalitions.append((*agencies, ("department", str(coalition.department_id))))

    def name_of(self, kind, key):
        """What the state calls an organization: an agency that reported in one scope only is its one source."""
        sources = [source for source in self.state.books if kind == "agency" and source.split(" ")[0] == str(key)]
        return sources[0] if len(sources) == 1 else (kind, str(key))

    def cells_of_all(self):
        return [
            cell._replace(source=" ".join(cell.source.split(" ")[:2])) for cell in self.state.cells(self.months())
        ]

    def months(self):
        return sorted({month for book in self.state.books.values() for *_place, month in book})

    def marked(self, really):
        """`cells_of` with kits that are bits."""

        def cells_of(area, scopes, span):
            found = []
            for scope in scopes:
                for cell in really(area, [scope], span):
                    agency = cell.source.split(" ")[0]
                    own = cell._replace(source=self.source(agency, scope))
                    kits = self.bit_of(own) if cell.handouts else 0
                    found.append(cell._replace(kits=kits, doses=0))
            return found

        return cells_of

    def told(self, issue, report):
        """What a report tells, with the counts in its lines."""
        if issue.scope_id:
            supplier = ("supplier", str(issue.scope.supplier.successor.pk))
            return self.tell(supplier, self.in_scope(issue.scope_id), report)
        return self.tell("public" if issue.is_public else "area", frozenset(self.scope_of), report)

    def in_scope(self, scope):
        return frozenset(source for source, own in self.scope_of.items() if own == scope)


def everything(program):
    """Return every published report of a state as `Published`, and the `Marks` of all counts."""
    issues = {key_of(issue): issue for issue in Issue.objects.all()}
    real = {key: json.loads(file_of(issue, "frozen").content) for key, issue in issues.items()}
    sheets = {key: in_facts(file_of(issue, "csv").content) for key, issue in issues.items()}
    marks = Marks(program)
    marked = again(program, marks)
    assert marked.keys() == real.keys()
    found = []
    for key, content in real.items():
        same_lines(content["report"], marked[key]["report"])
        same_in_csv(content["report"], sheets[key])
        told = marks.told(issues[key], from_plain(marked[key]["report"], Folded))
        found.append(Published(key[0], key[1] or key[2] or key[3], key[4], content, told))
    return found, marks


def told_again(program):
    """What is told when everything is published once more, as the product is now; and the `Marks` of all counts."""
    marks = Marks(program)
    issues = {key_of(issue): issue for issue in Issue.objects.all()}
    contents = again(program, marks)
    return [
        marks.told(issues[key], from_plain(content["report"], Folded)) for key, content in contents.items()
    ], marks


def again(program, marks):
    """Publish everything once more with marked counts; return {key: content}."""
    sealed = list(ReportingPeriod.objects.exclude(sealed_at=None).values_list("sealed_at", flat=True))
    days = sorted({at.date() for at in sealed} | {one.issued_on for one in Issue.objects.all()})
    with (
        transaction.atomic(),
        patch.object(folds, "cells_of", marks.marked(folds.cells_of)),
        patch.object(Issue, "freeze", staticmethod(Frozen.freeze)),  # kits that are bits fit into no column
        patch.object(Issue, "read_as", Frozen.read_as),
    ):
        PlaceMembers.objects.all().delete()
        Issue.objects.all().delete()
        ReportingPeriod.objects.update(sealed_at=None)
        for day in days:
            for due in due_periods(program=program, day=day):
                seal(scope=due.scope, starts_on=due.starts_on, at=sealed[0], today=day)
            list(publish_roll_ups(program=program, day=day))
        contents = {key_of(issue): stored(issue) for issue in Issue.objects.all()}
        transaction.set_rollback(True)
    return contents


def same_lines(published, marked):
    """The published rows are those of the marked ones, hand-over by hand-over."""
    for name in ("rows", "counties", "regions", "times", "steps"):
        assert [bare(row) for row in published[name]] == [bare(row) for row in marked[name]]
    assert (published["total"] or {}).get("handouts") == (marked["total"] or {}).get("handouts")


def bare(row):
    return {name: value for name, value in row.items() if name not in ("kits", "doses")}


def same_in_csv(report, facts):
    """The fact file says the same as what was frozen; of counties also the visits that no county row holds."""
    visits = [fact for fact in facts if fact["measure"] == "visits"]
    named = {fact["name"]: fact for fact in visits if fact["kind"] in PLACES}
    assert len(named) == len(report["rows"])
    for row in report["rows"]:
        assert read(named[f"{row['label']} {row['town']}".strip()]) == row["handouts"]
    of_areas = {(fact["name"], fact["period_from"]): fact for fact in visits if fact["kind"] in AREAS}
    for row in report["times"]:
        assert read(of_areas[row["area"], row["starts_on"]]) == row["handouts"]
    counties = {row["label"]: row["handouts"] for row in report["counties"]}
    held = sum(handouts or 0 for handouts in counties.values())
    for fact in (one for one in visits if one["kind"] in AREAS and is_whole_period(one)):
        if fact["name"] in counties:
            assert read(fact) == counties[fact["name"]]
        elif read(fact):
            rests = [row["handouts"] for row in report["rows"] if row["kind"] == "rest"]
            assert read(fact) in [*rests, report["total"]["handouts"] - held]


AREAS = ("county", "unknown", "other_counties", "counties_not_shown")


def is_whole_period(fact):
    return (fact["period_from"], fact["period_to"]) == (fact["report_from"], fact["report_to"])


def read(fact):
    """The number of a fact; None where it is not shown."""
    return int(fact["value"]) if fact["status"] == "shown" else None


def of(found, *audiences, reader=None):
    return [one for one in found if one.audience in audiences and reader in (None, one.reader)]
