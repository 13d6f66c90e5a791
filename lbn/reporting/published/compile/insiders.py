"""Who may read a report and sees an agency's totals otherwise, and which counts they are taken to know.

An organization knows: an agency its own counts and those of the agencies under it, a supplier those of its agencies
while they report to it, a health department those of the agencies that report to it. A supplier or
department is one with what was merged into it. To know more is not always to be left with more: what is left may be
nothing for two organizations together and a small number for one of them. So whoever may read is looked at in each
way in which somebody there may know something: an organization alone, all organizations of one person, and all that
share persons, directly or not; each time also with the books of their agencies alone, without the agencies under
them.

A supplier that is one organization with a health department or an agency, as the program office states, is taken
together with it wherever one of the two is.

Agencies that agree to a coalition, and the health department that it names, are one as well: each knows the totals of
all. They know no place of each other's, so each of them is looked at without the coalition too.

Who is in a coalition, or over other agencies, may lack some of these totals: of an agency that agreed later, of one
that sent no report, of one in the next coalition of a chain, of a quarter before anybody agreed. Which of them nobody
has to find out here. All that a circle may know is parted into portions that are known whole or not at all; whoever
lacks several is left with no less than whoever lacks one of them. So each circle is looked at as lacking each portion
(`Gap`), in a year also as lacking it in one part only.

What ended counts as long as a report's time: whoever worked somewhere, was over an agency, or agreed to a coalition,
on any day since the report's first one (`insiders_since`). Everybody is looked at with it and without it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from agencies.models import (
    Agency,
    Coalition,
    CoalitionMember,
    EndedTie,
    HealthDepartment,
    Program,
    ReportingScope,
    SameOrganization,
)
from lbn.reporting.fold import join_overlapping, part_overlapping
from lbn.reporting.published.compile.circles import (
    AGENCY,
    DEPARTMENT,
    OFFICE,
    SUPPLIER,
    Organization,
    close_circles,
    departments_meant,
    organizations_by_person,
    organizations_in,
    organizations_showing,
)
from lbn.reporting.returns.recipients import profiles_of

Sources = frozenset[str]


class Gap(NamedTuple):
    """All that a circle may know, and a portion of it that somebody there may not know."""

    known: Sources
    lacking: Sources


class Known(NamedTuple):
    """What each insider of a report knows, and what may be lacking to them: in `insiders` it lacks all the time."""

    insiders: list[Sources]
    gaps: list[Gap]


class Insiders:
    """What the organizations of one program know of some counts. At most nine queries, however many there are; of a
    supplier that shares nobody with others, three."""

    def __init__(self, program: Program, sources: Iterable[str], since: date | None = None) -> None:
        self.program = program
        self.since = since
        self.of_agency: dict[str, set[str]] = defaultdict(set)
        self.of_supplier: dict[str, set[str]] = defaultdict(set)
        self.gaps: set[Gap] = set()
        for source in set(sources):
            agency, supplier = source.split(" ")
            self.of_agency[agency].add(source)
            self.of_supplier[supplier].add(source)

    @cached_property
    def agencies(self) -> list[Agency]:
        agencies = Agency.objects.filter(program=self.program).select_related("program", "jurisdiction")
        return list(agencies.prefetch_related("also_serves"))

    @cached_property
    def ended(self) -> list[EndedTie]:
        """What ended since the day, if one is given."""
        if self.since is None:
            return []
        ties = EndedTie.objects.there_since(self.since)
        merged = ("supplier__merged_into", "department__merged_into", "coalition__department__merged_into")
        return list(ties.select_related(*merged))

    @cached_property
    def same(self) -> list[SameOrganization]:
        """What is stated, or was since the day."""
        all_of_them = SameOrganization.objects
        found = all_of_them.there_since(self.since) if self.since else all_of_them.in_force()
        return list(found.select_related("supplier__merged_into", "department__merged_into"))

    @cached_property
    def coalitions(self) -> list[set[Organization]]:
        """The organizations of each coalition: agencies that agree, or did since the day, and its department."""
        agreed = CoalitionMember.objects.in_force().in_program(self.program)
        named = agreed.select_related("coalition__department__merged_into")
        shown: list[tuple[Coalition, Any]] = [(one.coalition, one.agency_id) for one in named]
        shown += [(tie.coalition, tie.agency_id) for tie in self.ended if tie.coalition]
        found: dict[Any, set[Organization]] = defaultdict(set)
        for coalition, agency in shown:
            found[coalition.pk] |= organizations_showing(coalition, agency)
        return [found[key] for key in sorted(found, key=str) if len(found[key]) > 1]

    @property
    def has_ended_some(self) -> bool:
        return bool(self.ended) or any(one.ended_on for one in self.same)

    @cached_property
    def departments(self) -> list[HealthDepartment]:
        return list(self.program.departments.filter(merged_into=None).prefetch_related("jurisdictions"))

    @cached_property
    def under(self) -> Mapping[Any, list[Any]]:
        """The agencies under each parent, by its id."""
        found: dict[Any, list[Any]] = defaultdict(list)
        for agency in self.agencies:
            if agency.under_id:
                found[agency.under_id].append(agency.pk)
        for tie in self.ended:
            if tie.parent_id:
                found[tie.parent_id].append(tie.agency_id)
        return found

    @cached_property
    def shared(self) -> Mapping[Organization, list[AbstractSet[Organization]]]:
        """For each organization that shares a person with another one: those of each such person, and all that are
        one with it."""
        found: dict[Organization, list[AbstractSet[Organization]]] = defaultdict(list)
        stated = [organizations_in(one) for one in self.same]
        persons = list(organizations_by_person(self.ended).values())
        circles = [*close_circles(persons, stated), *self.coalitions]
        if self.coalitions:
            circles += close_circles(persons, [*stated, *self.coalitions])
        for circle in [*circles, *join_overlapping(circles)]:
            for one in circle:
                found[one].append(circle)
        return found

    def of_scope(self, scope: ReportingScope) -> list[Sources]:
        """Those who read a supplier's report and know some of its agencies otherwise than as that supplier."""
        circles = self.shared.get((SUPPLIER, scope.supplier.successor.pk), [])
        others = [{one for one in circle if one[0] in (AGENCY, DEPARTMENT)} for circle in circles]
        alone = [{one} for circle in others for one in circle]
        return distinct(known for circle in [*others, *alone] for known in self._known_in(circle))

    def of_area(self) -> list[Sources]:
        """Those who read the report of the area: health departments, the program office, and all suppliers where the
        office hands it to them."""
        readers: list[Organization] = [(OFFICE, self.program.pk)]
        readers += [(DEPARTMENT, department.pk) for department in self.departments]
        if self.program.suppliers_read_area_report:
            readers += self._suppliers()
        return self._of_readers(readers)

    def of_public(self) -> list[Sources]:
        """Everybody who sees any agency's totals: each agency, each supplier, each health department."""
        readers = [*self._suppliers(), *((DEPARTMENT, department.pk) for department in self.departments)]
        readers += [(AGENCY, agency.pk) for agency in self.agencies]
        return self._of_readers([*readers, (OFFICE, self.program.pk)])

    def _of_readers(self, readers: Iterable[Organization]) -> list[Sources]:
        circles = [circle for one in readers for circle in ({one}, *self.shared.get(one, ()))]
        return distinct(known for circle in circles for known in self._known_in(circle))

    def _known_in(self, circle: AbstractSet[Organization]) -> Iterable[Sources]:
        """What somebody at these organizations knows: all of it, and the books of their agencies alone, for of the
        agencies under one, or of a supplier, not every place is known."""
        every = frozenset().union(*map(self._known_by, circle))
        yield every
        yield frozenset().union(*(self.of_agency.get(str(key), ()) for kind, key in circle if kind == AGENCY))
        if self._may_lack(circle):
            for portion in part_overlapping(self._wholes_of(circle)):
                self.gaps.add(Gap(every, portion))
                yield every - portion

    def _may_lack(self, circle: AbstractSet[Organization]) -> bool:
        """Tell whether somebody at these organizations reads totals of agencies one by one, each when it comes."""
        is_over = any(kind == AGENCY and self.under.get(key) for kind, key in circle)
        return is_over or any(len(circle & coalition) > 1 for coalition in self.coalitions)

    def _wholes_of(self, circle: AbstractSet[Organization]) -> Iterable[Sources]:
        """What is known whole or not at all: the book of an agency, all of a supplier, all of a department."""
        for organization in circle:
            kind, key = organization
            if kind == AGENCY:
                for one in self._with_those_under(key):
                    yield frozenset(self.of_agency.get(str(one), ()))
            else:
                yield self._known_by(organization)

    def _suppliers(self) -> list[Organization]:
        scopes = ReportingScope.objects.filter(supplier__program=self.program).select_related("supplier__merged_into")
        found = {scope.supplier.successor for scope in scopes if not scope.supplier.stands_in}
        return [(SUPPLIER, supplier.pk) for supplier in sorted(found, key=lambda one: str(one.pk))]

    def _known_by(self, organization: Organization) -> Sources:
        kind, key = organization
        if kind == AGENCY:
            return frozenset().union(*(self.of_agency.get(str(one), ()) for one in self._with_those_under(key)))
        if kind == SUPPLIER:
            return frozenset(self.of_supplier.get(str(key), ()))
        if kind == DEPARTMENT:
            return frozenset().union(*(self._known_by((AGENCY, one)) for one in self.reporting_to.get(key, ())))
        return frozenset()

    def _with_those_under(self, agency: Any) -> set[Any]:
        found: set[Any] = set()
        waiting = [agency]
        while waiting:
            one = waiting.pop()
            if one not in found:
                found.add(one)
                waiting += self.under.get(one, [])
        return found

    @cached_property
    def reporting_to(self) -> Mapping[Any, set[Any]]:
        """Which agencies report to a health department, by the profiles of the program (R77, R78)."""
        found: dict[Any, set[Any]] = defaultdict(set)
        for agency in self.agencies:
            for profile in profiles_of(agency):
                if profile["recipient"] == "health_department":
                    for department in departments_meant(profile, self.departments, self.program):
                        found[department.pk].add(agency.pk)
        return found


def insiders_since(
    first: date, program: Program, sources: Iterable[str], of_readers: Callable[[Insiders], Iterable[Sources]]
) -> Known:
    """Return what readers know of some sources, as it is and with everything that was so since the day `first`.
    `of_readers` asks `Insiders` for those of a report. Two queries more where nothing ended."""
    every = list(sources)
    now, then = Insiders(program, every), Insiders(program, every, first)
    found = list(of_readers(now))
    if then.has_ended_some:
        found = distinct([*found, *of_readers(then)])
    return Known(found, sorted(now.gaps | then.gaps, key=lambda gap: (sorted(gap.known), sorted(gap.lacking))))


def distinct(insiders: Iterable[Sources]) -> list[Sources]:
    """Return the insiders that know anything, each once, in an order of their own."""
    return sorted({one for one in insiders if one}, key=lambda one: (len(one), sorted(one)))
