"""Whom a coalition may name, and what an agency reads of those that name it."""

from uuid import UUID

from django.db.models import Prefetch, QuerySet

from agencies.models import Agency, Coalition, CoalitionMember, HealthDepartment, Program


def may_be_in_coalitions(agency: Agency) -> bool:
    """Tell whether an agency may start coalitions and agree to them: it takes part, and is not closed."""
    return agency.takes_part and agency.closed_on is None


def agencies_to_name(agency: Agency) -> QuerySet[Agency]:
    """Return the agencies that one started by `agency` may name, by name, with their counties."""
    taking_part = Agency.objects.running().taking_part().in_program(agency.program)
    return taking_part.exclude(pk=agency.pk).select_related("jurisdiction")


def departments_to_name(program: Program) -> QuerySet[HealthDepartment]:
    """Return the health departments that may be named: those on the program's list."""
    return program.departments.filter(merged_into=None, unlisted_on=None)


def members_naming(agency: Agency) -> QuerySet[CoalitionMember]:
    """Return what an agency says of each coalition that names it and has not ended, with everybody named there. Two
    queries."""
    every = CoalitionMember.objects.select_related("agency__jurisdiction")
    mine = agency.coalition_members.filter(coalition__ended_on=None).order_by("coalition__name", "id")
    named = mine.select_related("coalition__started_by", "coalition__department")
    return named.prefetch_related(Prefetch("coalition__members", every))


def coalitions_read_by(department: HealthDepartment) -> QuerySet[Coalition]:
    """Return the coalitions in which a health department reads totals now, with whom they name. Two queries."""
    found = Coalition.objects.read_by_department(department).showing()
    return found.prefetch_related(Prefetch("members", CoalitionMember.objects.select_related("agency__jurisdiction")))


def members_with_scopes(coalition: UUID) -> QuerySet[CoalitionMember]:
    """Return what each agency says of the coalition with this key that has not ended, with the scopes in which it
    reports. Four queries."""
    named = CoalitionMember.objects.filter(coalition=coalition, coalition__ended_on=None)
    found = named.select_related("agency", "coalition__department", "coalition__started_by")
    return found.prefetch_related("agency__scope_memberships__scope__supplier__program")
