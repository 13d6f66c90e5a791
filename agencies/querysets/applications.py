"""What an application still needs, and what its reviewer and its applicant see of it."""

from __future__ import annotations

from typing import Any, NamedTuple

from agencies.models import Application, Approval, AskedChange, Program, RequiredDocument
from agencies.querysets.team import PUBLIC_DOMAINS, domain_of


def reviewed_programs():
    """Programs whose office approves an agency before it takes part."""
    return Program.objects.filter(entry=Program.Entry.REVIEWED)


def asked_documents_of(application: Application) -> list[dict[str, Any]]:
    """Return the pack's entries of the documents that are asked of an application, in the pack's order."""
    return application.program.rules.documents_of_application(holds_authorization=application.holds_authorization)


def documents_with_rules(application: Application) -> list[tuple[dict[str, Any], RequiredDocument]]:
    """Return (the pack's entry, the document) for each that is asked of an application, in the pack's order, and then
    for what was uploaded and is asked no more. Four queries."""
    known = {
        one.slug: one
        for one in application.required_documents.select_related("program").prefetch_related("versions__vote__by")
    }
    asked = [(one, known.pop(one["slug"])) for one in asked_documents_of(application) if one["slug"] in known]
    return [*asked, *((name_former(one), one) for one in known.values() if one.version)]


def name_former(document: RequiredDocument) -> dict[str, Any]:
    """Return an entry like the pack's for a document that the pack has no more, or asks of nobody like this one."""
    known = document.program.rules.document(document.slug)
    return known or {
        "slug": document.slug,
        "name": document.slug.replace("_", " ").capitalize(),
        "about": "",
        "required": False,
        "validity_months": None,
    }


def missing_documents_of(application: Application) -> list[dict[str, Any]]:
    """Return the pack's entries of the required documents that nobody has uploaded. One query."""
    there = set(application.required_documents.filter(version__gt=0).values_list("slug", flat=True))
    return [one for one in asked_documents_of(application) if one["required"] and one["slug"] not in there]


def documents_to_accept(application: Application) -> list[dict[str, Any]]:
    """Return the pack's entries of the required documents that nobody has accepted. One query."""
    lasting = (RequiredDocument.Status.ACCEPTED, RequiredDocument.Status.EXPIRING)
    there = set(application.required_documents.filter(status__in=lasting).values_list("slug", flat=True))
    return [one for one in asked_documents_of(application) if one["required"] and one["slug"] not in there]


def approvals_to_come(application: Application) -> list[Approval]:
    """Return the approvals that the pack asks for and that were not given to what the application says now. One
    query."""
    asked = [one["slug"] for one in application.program.rules.approvers]
    given = {"status": Approval.Status.GIVEN, "edition": application.edition}
    return list(application.approvals.filter(approver__in=asked).exclude(**given))


class ApproverLine(NamedTuple):
    """An approval, and what the office has to know of who gives it: whether the applicant named them, whether they
    are at the applicant's mail domain, and whether they answered before the applicant changed something."""

    approval: Approval
    is_named_here: bool
    is_of_same_domain: bool
    is_before_change: bool


def approvers_of(application: Application) -> list[ApproverLine]:
    """Return who has to approve of an application, as the office reads it. One query."""
    named = {one["slug"] for one in application.program.rules.approvers if not one["email"]}
    domain = domain_of(application.coordinator_email)
    return [
        ApproverLine(
            one,
            one.approver in named,
            domain_of(one.email) == domain and domain not in PUBLIC_DOMAINS,
            one.status != Approval.Status.WAITING and one.edition < application.edition,
        )
        for one in application.approvals.all()
    ]


def changes_to_answer(application: Application) -> list[AskedChange]:
    """Return the points that the applicant has not sent an answer to, in the order in which they were asked."""
    return list(application.asked_changes.filter(sent_on=None))


def applications_of(program: Program):
    """The applications that reached a program's office, those first with which it is due."""
    return Application.objects.in_program(program).sent().select_related("jurisdiction", "reviewer", "agency")
