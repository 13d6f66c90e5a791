"""The shared roster, the header of one, and what an import of it stores and says."""

from pathlib import Path

from agencies.models import AuditEvent
from training.models import Completion, Person

ROSTER = Path(__file__).parent.parent / "data" / "roster.csv"
HEADER = "Last name,First name,Rank,Unit,Employee no.,Naloxone administration,LBN program training\n"


def stored(agency):
    """All that an import may touch, as values."""
    return (
        sorted(
            Person.objects.for_agency(agency).values_list(
                "last_name", "first_name", "rank", "unit", "employee_number"
            )
        ),
        sorted(
            Completion.objects.for_agency(agency).values_list("person__last_name", "course__name", "completed_on")
        ),
        AuditEvent.objects.count(),
    )


def verdicts(result):
    return [(line.row, line.verdict.value, line.column, line.sentence) for line in result.lines]
