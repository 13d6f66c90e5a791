"""Every kind of mail that goes out: its words for people, who gets it, and whether one can do without it.

The text of a kind is `templates/mail/<its value>.txt`. A kind that asks for something only its readers can do always
comes; one that tells of something can be turned off by each person (`UnwantedMail`).
"""

from collections.abc import Iterable
from typing import NamedTuple

from django.db import models
from django.utils.translation import gettext_lazy as _

from agencies.models import Role
from agencies.querysets.team import INVITERS


class MailKind(models.TextChoices):
    """Values have at most 20 characters, as `UnwantedMail.kind` holds them."""

    REGISTRATION = "registration", _("Link that confirms a registration")
    APPLICATION = "application", _("Link to your application")
    APPLICATION_LINKS = "application_links", _("Links to your applications, sent again")
    APPLICATION_SENT = "application_sent", _("Link that confirms the address of an application")
    APPLICATION_ARRIVED = "application_arrived", _("Application of an agency that waits for the office")
    APPLICATION_CHANGES = "application_changes", _("Changes to your application are asked for")
    APPLICATION_ANSWERED = "application_answered", _("An applicant sent what you asked for")
    APPLICATION_APPROVED = "application_approved", _("Your application was approved")
    APPLICATION_FINAL = "application_final", _("Your agency has final approval")
    APPLICATION_ENDED = "application_ended", _("Your application was declined or closed")
    APPLICATION_REOPENED = "application_reopened", _("Your application is open again, or needs no changes")
    APPROVAL_ASKED = "approval_asked", _("Request to approve an agency")
    APPROVAL_ANSWERED = "approval_answered", _("Somebody answered whether they approve an agency")
    DOCUMENT_ARRIVED = "document_arrived", _("Document of an agency or supplier that waits to be read")
    DOCUMENT_EXPIRES = "document_expires", _("One of your documents expires")
    DOCUMENT_REFUSED = "document_refused", _("One of your documents was not accepted")
    INVITATION = "invitation", _("Invitation to join a team")
    SUCCESSION = "succession", _("Question whether you take over from somebody")
    SUCCEEDED = "succeeded", _("Your successor has taken over")
    NEW_COLLEAGUE = "new_colleague", _("New colleague")
    EMAIL_CHANGE = "email_change", _("Link that confirms your new e-mail address")
    EMAIL_CHANGED = "email_changed", _("Your e-mail address was changed")
    REMOVED = "removed", _("Somebody was taken off the list of people")
    RESCUE = "rescue", _("The program office asks for a new coordinator")
    RESCUE_STOPPED = "rescue_stopped", _("An agency refused a new coordinator")
    WELCOME = "welcome", _("Welcome after your agency was registered")
    ADMISSION_ASKED = "admission_asked", _("Question whether you furnish an agency")
    ADMISSION_OFFICE = "admission_office", _("Agency that waits to be confirmed")
    ADMISSION_GIVEN = "admission_given", _("Your agency is confirmed")
    ADMISSION_REFUSED = "admission_refused", _("A supplier does not furnish your agency")
    ADMISSION_LEFT_OUT = "admission_left_out", _("Your agency was left out of reports")
    DIGEST = "digest", _("Monday mail about your agency")
    REMINDER = "reminder", _("Reminder of a report to send or a question to answer")
    REPORT_ASKED = "report_asked", _("Your supplier asks for your report")
    REPORT_RETURNED = "report_returned", _("Question about your report")
    REPORT_ACCEPTED = "report_accepted", _("Your report was accepted")
    REPORT_COMPLETED = "report_completed", _("Your report was completed when its period closed")
    REPORT_ARRIVED = "report_arrived", _("An agency sent its report")
    REPORTS_COMPLETED = "reports_completed", _("Agencies' reports were completed when a period closed")
    REPORT_MISSED = "report_missed", _("Agencies did not send their report")
    PARENT_ASKED = "parent_asked", _("Another agency asks to be under yours")
    CHILD_ASKED = "child_asked", _("Another agency asks yours to be under it")
    COALITION_ASKED = "coalition_asked", _("Another agency asks yours to agree to a coalition")
    COALITION_AGREED = "coalition_agreed", _("An agency agreed to your coalition")
    COALITION_LEFT = "coalition_left", _("An agency left your coalition, or it ended")
    CONFIRMATION = "confirmation", _("Yearly question whether your program is running")
    AGENCY_REPORT = "agency_report", _("Report of an agency, for a supplier who does not sign in")
    SUPPLIER_ADDRESS = "supplier_address", _("The address of a supplier was changed")
    REPORT_SHARED = "report_shared", _("Link to a published report that somebody gives you")
    PUBLISHED = "published", _("New published reports")


class MailRule(NamedTuple):
    """`roles` get it; nobody by a role where it goes to an address that has no account yet. `is_open_to_all`: it
    leads to a page that is open to all, and speaks its reader's language like that page."""

    roles: tuple[Role, ...]
    can_be_turned_off: bool = False
    is_open_to_all: bool = False


MAIL_RULES = {
    MailKind.REGISTRATION: MailRule((), is_open_to_all=True),
    MailKind.APPLICATION: MailRule((), is_open_to_all=True),
    MailKind.APPLICATION_LINKS: MailRule((), is_open_to_all=True),
    MailKind.APPLICATION_SENT: MailRule((), is_open_to_all=True),
    MailKind.APPLICATION_ARRIVED: MailRule((Role.OPERATOR,)),
    MailKind.APPLICATION_CHANGES: MailRule((), is_open_to_all=True),
    MailKind.APPLICATION_ANSWERED: MailRule((Role.OPERATOR,)),
    MailKind.APPLICATION_APPROVED: MailRule((), is_open_to_all=True),
    MailKind.APPLICATION_FINAL: MailRule((Role.COORDINATOR,)),
    MailKind.APPLICATION_ENDED: MailRule((), is_open_to_all=True),
    MailKind.APPLICATION_REOPENED: MailRule((), is_open_to_all=True),
    MailKind.APPROVAL_ASKED: MailRule((), is_open_to_all=True),
    MailKind.APPROVAL_ANSWERED: MailRule((Role.OPERATOR,)),
    MailKind.DOCUMENT_ARRIVED: MailRule((Role.OPERATOR,)),
    MailKind.DOCUMENT_EXPIRES: MailRule((Role.COORDINATOR, Role.SUPPLIER_STAFF)),
    MailKind.DOCUMENT_REFUSED: MailRule((Role.COORDINATOR, Role.SUPPLIER_STAFF)),
    MailKind.INVITATION: MailRule((), is_open_to_all=True),
    MailKind.SUCCESSION: MailRule((), is_open_to_all=True),
    MailKind.SUCCEEDED: MailRule(tuple(INVITERS)),
    MailKind.NEW_COLLEAGUE: MailRule(tuple(Role)),
    MailKind.EMAIL_CHANGE: MailRule((), is_open_to_all=True),
    MailKind.EMAIL_CHANGED: MailRule(()),
    MailKind.REMOVED: MailRule(tuple(Role)),
    MailKind.RESCUE: MailRule((Role.COORDINATOR,), is_open_to_all=True),
    MailKind.RESCUE_STOPPED: MailRule((Role.OPERATOR,)),
    MailKind.WELCOME: MailRule((Role.COORDINATOR,)),
    MailKind.ADMISSION_ASKED: MailRule((Role.SUPPLIER_STAFF,)),
    MailKind.ADMISSION_OFFICE: MailRule((Role.OPERATOR,)),
    MailKind.ADMISSION_GIVEN: MailRule((Role.COORDINATOR,)),
    MailKind.ADMISSION_REFUSED: MailRule((Role.COORDINATOR,)),
    MailKind.ADMISSION_LEFT_OUT: MailRule((Role.COORDINATOR,)),
    MailKind.DIGEST: MailRule((Role.COORDINATOR,), can_be_turned_off=True),
    MailKind.REMINDER: MailRule((Role.COORDINATOR,)),
    MailKind.REPORT_ASKED: MailRule((Role.COORDINATOR,)),
    MailKind.REPORT_RETURNED: MailRule((Role.COORDINATOR,)),
    MailKind.REPORT_ACCEPTED: MailRule((Role.COORDINATOR,), can_be_turned_off=True),
    MailKind.REPORT_COMPLETED: MailRule((Role.COORDINATOR,), can_be_turned_off=True),
    MailKind.REPORT_ARRIVED: MailRule((Role.SUPPLIER_STAFF,), can_be_turned_off=True),
    MailKind.REPORTS_COMPLETED: MailRule((Role.SUPPLIER_STAFF,), can_be_turned_off=True),
    MailKind.REPORT_MISSED: MailRule((Role.SUPPLIER_STAFF,), can_be_turned_off=True),
    MailKind.PARENT_ASKED: MailRule((Role.COORDINATOR,)),
    MailKind.CHILD_ASKED: MailRule((Role.COORDINATOR,)),
    MailKind.COALITION_ASKED: MailRule((Role.COORDINATOR,)),
    MailKind.COALITION_AGREED: MailRule((Role.COORDINATOR,), can_be_turned_off=True),
    MailKind.COALITION_LEFT: MailRule((Role.COORDINATOR,), can_be_turned_off=True),
    MailKind.CONFIRMATION: MailRule((Role.COORDINATOR,)),
    MailKind.AGENCY_REPORT: MailRule(()),
    MailKind.SUPPLIER_ADDRESS: MailRule(()),
    MailKind.REPORT_SHARED: MailRule(()),
    MailKind.PUBLISHED: MailRule((Role.SUPPLIER_STAFF, Role.DEPARTMENT_STAFF, Role.OPERATOR), can_be_turned_off=True),
}


def kinds_to_choose(roles: Iterable[str]) -> list[MailKind]:
    """Return the kinds that somebody who wears these roles gets and can turn off, in their order here."""
    worn = set(roles)
    return [kind for kind, rule in MAIL_RULES.items() if rule.can_be_turned_off and worn & set(rule.roles)]
