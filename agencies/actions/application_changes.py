"""What an applicant changes of an application that the office has: told, and judged anew where it matters."""

from agencies.actions.audit import record
from agencies.models import AuditCode

# What is told with its values; of a person only that it changed.
OF_AGENCY = ("agency_name", "kind", "jurisdiction", "holds_authorization")
OF_PERSON = ("coordinator_name", "coordinator_phone")


def note_changes(*, application, facts):
    """Return the further columns of an application of which `facts` will be written: its next edition, and an empty
    checklist. Where they say nothing new, return none.

    The trail says what was changed. Whatever was judged before is shown as judged before the change; those who have
    to approve are asked anew once the answers are sent, and the checklist is gone through again.
    """
    changed = [
        name for name in (*OF_AGENCY, *OF_PERSON) if name in facts and facts[name] != getattr(application, name)
    ]
    if not changed:
        return {}
    told = [name for name in changed if name in OF_AGENCY]
    record(
        what=AuditCode.APPLICATION_CHANGED,
        subject=application,
        by=None,
        program=application.program,
        fields=changed,
        was={name: _write(name, getattr(application, name)) for name in told},
        now={name: _write(name, facts[name]) for name in told},
    )
    return {"edition": application.edition + 1, "checklist": []}


def _write(name, value):
    """A fact as the trail keeps it: a code, which whoever reads it puts into words, or a name."""
    return value.label if name == "jurisdiction" else value
