"""Organizations that are one for a fold: who shares a person, is stated to be one, agrees to a coalition, or is meant
by a reporting profile."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Any

from django.db.models import Count, Q

from agencies.models import Coalition, EndedTie, HealthDepartment, Membership, Program, SameOrganization
from lbn.reporting.fold import join_overlapping

Organization = tuple[str, Any]
AGENCY, SUPPLIER, DEPARTMENT, OFFICE = "agency", "supplier", "department", "program"


def departments_meant(
    profile: Mapping[str, Any], departments: Sequence[HealthDepartment], program: Program
) -> list[HealthDepartment]:
    """Return the health departments that a reporting profile means: the one of its name; else those of the counties
    of its region, or, where it has none, the state's."""
    named = [one for one in departments if one.name.casefold() == profile["recipient_name"].casefold()]
    if named:
        return named
    if not profile.get("in_region"):
        return [one for one in departments if one.level == HealthDepartment.Level.STATE]
    counties = set(program.rules.region(profile["in_region"])["counties"])
    return [one for one in departments if counties & {county.name for county in one.jurisdictions.all()}]


def organizations_by_person(ended: Sequence[EndedTie] = ()) -> Mapping[Any, set[Organization]]:
    """Return the organizations of each person who works at several, or did by `ended`; merged ones are what they were
    merged into. One query."""
    found: dict[Any, set[Organization]] = defaultdict(set)
    several = Membership.objects.order_by().values("user").annotate(hats=Count("pk")).filter(hats__gt=1)
    persons = {tie.user_id for tie in ended if tie.user_id}
    hats = Membership.objects.filter(Q(user__in=several.values("user")) | Q(user__in=persons))
    for hat in hats.select_related("supplier__merged_into", "department__merged_into").order_by("id"):
        found[hat.user_id].add(organization_of(hat))
    for tie in ended:
        if tie.user_id:
            found[tie.user_id].add(organization_of(tie))
    return {person: organizations for person, organizations in found.items() if len(organizations) > 1}


def organization_of(hat: Membership | EndedTie) -> Organization:
    """Return the organization of somebody who works there, or did."""
    if hat.supplier:
        return SUPPLIER, hat.supplier.successor.pk
    if hat.department:
        return DEPARTMENT, hat.department.successor.pk
    return (OFFICE, hat.program_id) if hat.program_id else (AGENCY, hat.agency_id)


def organizations_in(stated: SameOrganization) -> set[Organization]:
    """Return the two that are stated to be one."""
    supplier = (SUPPLIER, stated.supplier.successor.pk)
    if stated.department:
        return {supplier, (DEPARTMENT, stated.department.successor.pk)}
    return {supplier, (AGENCY, stated.agency_id)}


def organizations_showing(coalition: Coalition, agency: Any) -> set[Organization]:
    """Return an agency that shows a coalition its totals, and the health department that reads them."""
    shown = {(AGENCY, agency)}
    return shown | {(DEPARTMENT, coalition.department.successor.pk)} if coalition.department else shown


def close_circles(
    persons: Iterable[set[Organization]], stated: Sequence[set[Organization]]
) -> list[AbstractSet[Organization]]:
    """Return the organizations of each person with all that are stated to be one with any of them, and those that are
    one where nobody works at several."""
    return [*(close_circle(one, stated) for one in persons), *join_overlapping(stated)]


def close_circle(circle: set[Organization], stated: Iterable[set[Organization]]) -> set[Organization]:
    """Return the organizations of a person with all that are stated to be one with any of them, and with those."""
    return next(one for one in join_overlapping([circle, *stated]) if circle <= one)
