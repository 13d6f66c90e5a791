"""Whose turn it is with an application, and until when, as its pages say it."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext as _

from agencies.models import Application, RequiredDocument
from agencies.tables import StatusWord
from agencies.wording import say

Status, Filed = Application.Status, RequiredDocument.Status
TONES: dict[str, str] = {
    Status.APPROVED: "ok",
    Status.PROVISIONAL: "ok",
    Status.CONFIRMED: "attention",
    Status.CHANGES_REQUESTED: "attention",
    Status.DECLINED: "bad",
}
DOCUMENT_TONES: dict[str, str] = {
    Filed.ACCEPTED: "ok",
    Filed.MISSING: "attention",
    Filed.REFUSED: "attention",
    Filed.EXPIRING: "attention",
    Filed.EXPIRED: "bad",
}


class WhoseTurn(NamedTuple):
    """A sentence for the page of an application, and how urgent it is ("ok", "attention", "quiet")."""

    sentence: str
    tone: str


def say_whose_turn(application: Application, today: date) -> WhoseTurn:
    """Return what the applicant reads first."""
    office, due_on = application.program.office_name, application.due_on
    sentence = SENTENCES[Status(application.status)]()
    is_late = application.is_at_the_office and due_on < today
    if is_late:
        sentence = _("%(office)s planned to answer by %(day)s and is late. You can ask there.")
    mine = application.can_be_changed or application.status == Status.SUBMITTED
    tone = "attention" if mine or is_late else TONES.get(application.status, "quiet")
    return WhoseTurn(say(sentence, office=office, day=due_on), tone)


SENTENCES = {
    Status.DRAFT: lambda: _("It is your turn: upload what is missing and send the application by %(day)s."),
    Status.SUBMITTED: lambda: _("It is your turn: open the link that we mailed to you and confirm it by %(day)s."),
    Status.CONFIRMED: lambda: _("%(office)s has your application and answers by %(day)s."),
    Status.IN_REVIEW: lambda: _("%(office)s has your application and answers by %(day)s."),
    Status.CHANGES_REQUESTED: lambda: _("It is your turn: answer each point below and send it by %(day)s."),
    Status.PROVISIONAL: lambda: _("Your agency takes part. Something is still missing: sign in and open Documents."),
    Status.APPROVED: lambda: _("Your agency takes part."),
    Status.DECLINED: lambda: _("%(office)s has declined the application."),
    Status.WITHDRAWN: lambda: _("You have withdrawn the application."),
    Status.ABANDONED: lambda: _("The application was closed."),
}


def application_status(application: Application) -> StatusWord:
    return StatusWord(TONES.get(application.status, "quiet"), application.get_status_display())


def document_status(document: RequiredDocument, *, is_of_order: bool = False) -> StatusWord:
    """Return how a document stands; what goes with an order nobody here accepts."""
    if is_of_order and document.status == Filed.ACCEPTED:
        return StatusWord("ok", _("On file"))
    return StatusWord(DOCUMENT_TONES.get(document.status, "quiet"), document.get_status_display())
