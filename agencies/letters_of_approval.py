"""The letter of approval of an agency: from when, by whom, and what still has to follow."""

from __future__ import annotations

from dataclasses import dataclass

from agencies.models import Application, Approval
from agencies.querysets.applications import approvals_to_come, documents_to_accept


@dataclass(frozen=True)
class ApprovalLetter:
    """What the letter says. `approvals` are those that others gave; `documents` and `waiting` still have to follow
    where the agency is approved for the time being."""

    application: Application
    approvals: list[Approval]
    documents: list[str]
    waiting: list[str]

    @property
    def is_provisional(self) -> bool:
        return self.application.status == Application.Status.PROVISIONAL

    @property
    def terms(self) -> str:
        """To whom kits may be left."""
        summary: str = self.application.program.rules.content["candidates"]["summary"]
        return summary


def letter_of(application: Application | None) -> ApprovalLetter | None:
    """Return the letter of an application; None of one that nobody has approved. Three queries."""
    if application is None or application.approved_on is None or application.agency is None:
        return None
    is_provisional = application.status == Application.Status.PROVISIONAL
    return ApprovalLetter(
        application=application,
        approvals=list(application.approvals.filter(status=Approval.Status.GIVEN)),
        documents=[one["name"] for one in documents_to_accept(application)] if is_provisional else [],
        waiting=[one.name for one in approvals_to_come(application)] if is_provisional else [],
    )
