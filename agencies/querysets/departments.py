"""Health departments, and the counties they see."""

from agencies.models import Jurisdiction
from agencies.querysets.team import with_people


def departments_of(program):
    """The program's health departments by name, each with its counties and people, also those off the list."""
    return program.departments.filter(merged_into=None).prefetch_related("jurisdictions", with_people())


def departments_on_list(program):
    """The health departments that the program's list has."""
    return departments_of(program).filter(unlisted_on=None)


def department_named(program, name):
    """Return the health department of this name on the program's list, whatever its capitals, or None."""
    return program.departments.filter(name__iexact=name, merged_into=None, unlisted_on=None).first()


def counties_of_state(program):
    """The counties that a health department of the program's state may see: where two programs share the state, those
    of the program."""
    own = program.find_own_counties()
    counties = Jurisdiction.objects.in_state(program.state).real_places()
    return counties.filter(name__in=own) if own else counties
