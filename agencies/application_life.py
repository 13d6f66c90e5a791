"""The lives of applications in reviewed programs, of their approvals and of required documents, as tables (see
`agencies/machines.py`)."""

from django.utils.translation import gettext_lazy as _

from agencies.actions.refusals import Refused
from agencies.machines import LINK, SYSTEM, Machine, Move
from agencies.models import Application, Approval, AuditCode, RequiredDocument, Role

Step, Answer, Filed = Application.Status, Approval.Status, RequiredDocument.Status


class ApplicationRefused(Refused):
    """The application has ended, is somebody else's to review now, or something is still missing."""


class ApprovalRefused(Refused):
    """The approver has answered, or the application has ended meanwhile."""


class DocumentRefused(Refused):
    """A newer version was uploaded meanwhile, or the document was judged by somebody else."""


def organizations_of_application(application):
    return {"program": application.program, "agency": application.agency}


def organizations_of_approval(approval):
    return organizations_of_application(approval.application)


def organizations_of_document(document):
    return {"program": document.program, "agency": document.agency, "supplier": document.supplier}


TAKEN_ON = _("This application was decided already: nothing was changed.")

APPLICATION = Machine(
    name=_("Application"),
    model=Application,
    states=Step,
    refusal=ApplicationRefused,
    concerns=organizations_of_application,
    closed={
        Step.DRAFT: _("This application was not sent yet."),
        Step.SUBMITTED: _("This application waits for its e-mail address to be confirmed."),
        Step.CONFIRMED: _("Take this application for review first."),
        Step.IN_REVIEW: _("This application is in review now: nothing was changed."),
        Step.CHANGES_REQUESTED: _("The applicant was asked for changes, and has not sent them yet."),
        Step.PROVISIONAL: TAKEN_ON,
        Step.APPROVED: TAKEN_ON,
        Step.DECLINED: _("This application was declined: nothing was changed."),
        Step.WITHDRAWN: _("This application was withdrawn: nothing was changed."),
        Step.ABANDONED: _("This application was closed because there was no activity. Start a new one."),
    },
    moves=(
        Move(
            (Step.DRAFT,),
            Step.SUBMITTED,
            (LINK,),
            AuditCode.APPLICATION_SUBMITTED,
            _("A mail goes to the address of the coordinator, who confirms it with a button within 30 days."),
        ),
        Move(
            (Step.SUBMITTED,),
            Step.DRAFT,
            (LINK,),
            AuditCode.APPLICATION_TAKEN_BACK,
            _("The applicant can change everything, an address that nobody ever confirmed too, and send it again."),
        ),
        Move(
            (Step.SUBMITTED,),
            Step.CONFIRMED,
            (LINK,),
            AuditCode.APPLICATION_CONFIRMED,
            _("The program office and everybody who has to approve are asked. The office answers by the day shown."),
        ),
        Move(
            (Step.CONFIRMED,),
            Step.IN_REVIEW,
            (Role.OPERATOR,),
            AuditCode.APPLICATION_CLAIMED,
            _("Whoever took it reads the documents, asks for changes, or decides."),
        ),
        Move(
            (Step.IN_REVIEW,),
            Step.CONFIRMED,
            (Role.OPERATOR,),
            AuditCode.APPLICATION_RELEASED,
            _("Somebody else at the office can take it. Decisions on documents stay."),
        ),
        Move(
            (Step.IN_REVIEW,),
            Step.CHANGES_REQUESTED,
            (Role.OPERATOR,),
            AuditCode.APPLICATION_CHANGES_ASKED,
            _("The applicant reads in a mail what to change, and has 30 days to answer each point."),
        ),
        Move(
            (Step.CHANGES_REQUESTED,),
            Step.IN_REVIEW,
            (LINK,),
            AuditCode.APPLICATION_ANSWERED,
            _("The review continues. Whoever has to approve is asked again."),
        ),
        Move(
            (Step.CHANGES_REQUESTED,),
            Step.IN_REVIEW,
            (Role.OPERATOR,),
            AuditCode.APPLICATION_CHANGES_TAKEN_BACK,
            _("The applicant reads in a mail that nothing has to be changed. Open points are closed."),
        ),
        Move(
            (Step.DECLINED,),
            Step.IN_REVIEW,
            (Role.OPERATOR,),
            AuditCode.APPLICATION_REOPENED,
            _("Whoever opened it reviews it. The applicant is mailed."),
        ),
        Move(
            (Step.DECLINED, Step.WITHDRAWN, Step.ABANDONED),
            Step.CHANGES_REQUESTED,
            (Role.OPERATOR,),
            AuditCode.APPLICATION_REOPENED,
            _("Documents were deleted: the applicant reads in a mail which, and has 30 days to upload them again."),
        ),
        Move(
            (Step.WITHDRAWN, Step.ABANDONED),
            Step.CONFIRMED,
            (Role.OPERATOR,),
            AuditCode.APPLICATION_REOPENED,
            _("It waits for a reviewer. The applicant is mailed."),
        ),
        Move(
            (Step.WITHDRAWN,),
            Step.DRAFT,
            (LINK,),
            AuditCode.APPLICATION_REOPENED,
            _("The applicant goes on where they stopped, sends it, and confirms it once more."),
        ),
        Move(
            (Step.IN_REVIEW, Step.PROVISIONAL),
            Step.APPROVED,
            (Role.OPERATOR,),
            AuditCode.APPLICATION_APPROVED,
            _("The agency takes part. Its coordinator chooses a password and begins."),
        ),
        Move(
            (Step.IN_REVIEW,),
            Step.PROVISIONAL,
            (Role.OPERATOR,),
            AuditCode.APPLICATION_PROVISIONAL,
            _("The agency takes part and begins. Once nothing is missing, the office gives its final approval."),
        ),
        Move(
            (Step.IN_REVIEW,),
            Step.DECLINED,
            (Role.OPERATOR,),
            AuditCode.APPLICATION_DECLINED,
            _("The applicant reads why. Documents are deleted 30 days later."),
            reasons=tuple(Application.DeclinedBecause.values),
        ),
        Move(
            (Step.DRAFT, Step.SUBMITTED, Step.CONFIRMED, Step.IN_REVIEW, Step.CHANGES_REQUESTED),
            Step.WITHDRAWN,
            (LINK,),
            AuditCode.APPLICATION_WITHDRAWN,
            _("Nobody reviews it any more. Documents are deleted 30 days later."),
        ),
        Move(
            (Step.DRAFT, Step.SUBMITTED, Step.CHANGES_REQUESTED),
            Step.ABANDONED,
            (SYSTEM,),
            AuditCode.APPLICATION_ABANDONED,
            _("After 30 days without a step of the applicant. Documents are deleted 30 days later."),
        ),
    ),
)

APPROVAL = Machine(
    name=_("Approval"),
    model=Approval,
    states=Answer,
    refusal=ApprovalRefused,
    concerns=organizations_of_approval,
    closed=dict.fromkeys(
        (Answer.GIVEN, Answer.REFUSED), _("You have answered already: nothing was changed. Ask the office.")
    ),
    moves=(
        Move(
            (Answer.WAITING,),
            Answer.GIVEN,
            (LINK,),
            AuditCode.APPROVAL_GIVEN,
            _("The program office reads it, and decides."),
        ),
        Move(
            (Answer.WAITING,),
            Answer.REFUSED,
            (LINK,),
            AuditCode.APPROVAL_REFUSED,
            _("The program office reads why, and asks the applicant for changes or declines."),
        ),
        Move(
            (Answer.GIVEN, Answer.REFUSED),
            Answer.WAITING,
            (SYSTEM, Role.OPERATOR),
            AuditCode.APPROVAL_ASKED,
            _("The applicant has changed something, or the office asks: the approver is mailed again."),
        ),
    ),
)

DOCUMENT = Machine(
    name=_("Document"),
    model=RequiredDocument,
    states=Filed,
    refusal=DocumentRefused,
    concerns=organizations_of_document,
    closed={
        Filed.MISSING: _("Nobody has uploaded this document yet."),
        Filed.ACCEPTED: _("This document was accepted already: nothing was changed."),
        Filed.REFUSED: _("This document was refused already: nothing was changed."),
    },
    moves=(
        Move(
            tuple(Filed.values),
            Filed.UPLOADED,
            (LINK, Role.COORDINATOR, Role.SUPPLIER_STAFF),
            AuditCode.DOCUMENT_UPLOADED,
            _("The program office reads it. A version that was accepted before stays valid until then."),
        ),
        Move(
            (Filed.UPLOADED,),
            Filed.ACCEPTED,
            (Role.OPERATOR,),
            AuditCode.DOCUMENT_ACCEPTED,
            _("It is valid for as long as the program says. Older versions are deleted the night after."),
        ),
        Move(
            (Filed.MISSING, Filed.ACCEPTED, Filed.EXPIRING, Filed.EXPIRED),
            Filed.ACCEPTED,
            (Role.COORDINATOR,),
            AuditCode.DOCUMENT_FILED,
            _("It goes along with the next order. The supplier reads it, and nobody here."),
        ),
        Move(
            (Filed.UPLOADED,),
            Filed.REFUSED,
            (Role.OPERATOR,),
            AuditCode.DOCUMENT_REFUSED,
            _("Whoever uploaded it reads why, and uploads another version."),
        ),
        Move(
            (Filed.ACCEPTED, Filed.REFUSED, Filed.EXPIRING, Filed.EXPIRED),
            Filed.UPLOADED,
            (Role.OPERATOR,),
            AuditCode.DOCUMENT_TAKEN_BACK,
            _("The office reads it again. The version accepted before is valid again, if it is still there."),
        ),
        Move(
            (Filed.ACCEPTED, Filed.REFUSED),
            Filed.EXPIRING,
            (SYSTEM,),
            AuditCode.DOCUMENT_EXPIRING,
            _("60 days before it expires, whoever holds it is asked to upload a new version."),
        ),
        Move(
            (Filed.ACCEPTED, Filed.REFUSED, Filed.EXPIRING),
            Filed.EXPIRED,
            (SYSTEM,),
            AuditCode.DOCUMENT_EXPIRED,
            _("Whoever holds it is told. Kits can still be logged."),
        ),
    ),
)
