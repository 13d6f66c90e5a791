"""Which agencies may be under which."""

from django.db.models import QuerySet

from agencies.models import Agency


def may_have_children(agency: Agency) -> bool:
    """Tell whether other agencies may be asked to be under `agency`: it takes part, and is under no other one."""
    return agency.takes_part and agency.closed_on is None and agency.under_id is None


def agencies_to_ask(parent: Agency) -> QuerySet[Agency]:
    """Return the agencies that `parent` may ask to be under it, by name, with their counties.

    They take part in the same program, are under no other one, have none under them, and are not asked by it yet.
    """
    taking_part = Agency.objects.running().taking_part().in_program(parent.program)
    free = taking_part.filter(under=None, children=None).exclude(pk=parent.pk)
    return free.exclude(parent_invitations__parent=parent).select_related("jurisdiction")
