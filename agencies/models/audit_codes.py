"""What stands in the trail: one code for each kind of change, with its words and the desks that may read it."""

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _


class TrailDesk(StrEnum):
    """From where a trail is read. An agency reads everything that happened at it."""

    AGENCY = "agency"
    SUPPLIER = "supplier"
    DEPARTMENT = "department"
    OFFICE = "office"


class AuditCode(models.TextChoices):
    AGENCY_OPENED = "agency.opened", _("Agency registered")
    AGENCY_ADMITTED = "agency.admitted", _("Agency confirmed as taking part")
    AGENCY_UNADMITTED = "agency.unadmitted", _("Confirmation of the agency undone")
    AGENCY_LEFT_OUT = "agency.left_out", _("Agency left out")
    AGENCY_LET_BACK = "agency.let_back", _("Agency no longer left out")
    AGENCY_CONFIRMATION_DUE = "agency.confirmation_due", _("Yearly confirmation became due")
    AGENCY_CONFIRMATION_OVERDUE = "agency.confirmation_overdue", _("Yearly confirmation became overdue")
    AGENCY_CONFIRMED = "agency.confirmed", _("Agency confirmed that its program is running")
    AGENCY_CLOSED = "agency.closed", _("Agency closed")
    AGENCY_REOPENED = "agency.reopened", _("Agency opened again")
    AGENCY_CHANGED = "agency.changed", _("Agency settings changed")
    AGENCY_PARENT = "agency.parent", _("Parent agency changed")
    COALITION_STARTED = "coalition.started", _("Coalition started")
    COALITION_AGREED = "coalition.agreed", _("Agreed to a coalition")
    COALITION_DECLINED = "coalition.declined", _("Declined a coalition")
    COALITION_LEFT = "coalition.left", _("Agreement to a coalition taken back")
    COALITION_RENAMED = "coalition.renamed", _("Coalition renamed")
    COALITION_ENDED = "coalition.ended", _("Coalition ended")
    AGENCY_ROLL_CALL_LINE = "agency.roll_call_line", _("Roll-call line turned on or off")
    AGENCY_WELCOMED = "agency.welcomed", _("Agency welcomed")
    ADMISSION_ASKED = "admission.asked", _("Asked whether the agency takes part")
    REGISTRATION_CONFIRMED = "registration.confirmed", _("Registration confirmed")
    REGISTRATION_DUPLICATE = "registration.duplicate", _("Registration closed: registered already")
    REGISTRATION_NOT_AN_AGENCY = "registration.not_an_agency", _("Registration closed: not an agency")
    REGISTRATION_REOPENED = "registration.reopened", _("Registration opened again")
    REGISTRATION_RESENT = "registration.resent", _("Registration link sent again")
    APPLICATION_SUBMITTED = "application.submitted", _("Application sent")
    APPLICATION_TAKEN_BACK = "application.taken_back", _("Application taken back before it was confirmed")
    APPLICATION_CONFIRMED = "application.confirmed", _("Address of an application confirmed")
    APPLICATION_CLAIMED = "application.claimed", _("Application taken for review")
    APPLICATION_RELEASED = "application.released", _("Application given back for somebody else to review")
    APPLICATION_CHANGES_ASKED = "application.changes_asked", _("Changes to an application asked for")
    APPLICATION_ANSWERED = "application.answered", _("Changes to an application sent")
    APPLICATION_APPROVED = "application.approved", _("Application approved")
    APPLICATION_PROVISIONAL = "application.provisional", _("Application provisionally approved")
    APPLICATION_DECLINED = "application.declined", _("Application declined")
    APPLICATION_WITHDRAWN = "application.withdrawn", _("Application withdrawn")
    APPLICATION_ABANDONED = "application.abandoned", _("Application closed: no activity")
    APPLICATION_REOPENED = "application.reopened", _("Application opened again")
    APPLICATION_CHANGES_TAKEN_BACK = "application.changes_taken_back", _("Request for changes taken back")
    APPLICATION_CHANGED = "application.changed", _("Application changed by the applicant")
    APPROVAL_ASKED = "approval.asked", _("Approval asked for again")
    APPROVAL_GIVEN = "approval.given", _("Approval given")
    APPROVAL_REFUSED = "approval.refused", _("Approval refused")
    DOCUMENT_UPLOADED = "document.uploaded", _("Document uploaded")
    DOCUMENT_ACCEPTED = "document.accepted", _("Document accepted")
    DOCUMENT_REFUSED = "document.refused", _("Document not accepted")
    DOCUMENT_TAKEN_BACK = "document.taken_back", _("Decision on a document taken back")
    DOCUMENT_EXPIRING = "document.expiring", _("Document expires soon")
    DOCUMENT_EXPIRED = "document.expired", _("Document expired")
    DEPARTMENT_ADDED = "department.added", _("Health department added")
    DEPARTMENT_CHANGED = "department.changed", _("Health department changed")
    DEPARTMENT_MERGED = "department.merged", _("Health department merged")
    DEPARTMENT_UNLISTED = "department.unlisted", _("Health department taken off the list")
    DEPARTMENT_LISTED = "department.listed", _("Health department put on the list")
    SUPPLIER_ADDED = "supplier.added", _("Supplier added")
    SUPPLIER_CHANGED = "supplier.changed", _("Supplier changed")
    SUPPLIER_LISTED = "supplier.listed", _("Supplier put on the list")
    SUPPLIER_UNLISTED = "supplier.unlisted", _("Supplier taken off the list")
    SUPPLIER_MERGED = "supplier.merged", _("Supplier merged")
    SUPPLIER_SAME = "supplier.same", _("Stated to be one organization")
    SUPPLIER_SAME_ENDED = "supplier.same_ended", _("Stated to be one organization no longer")
    SUPPLY_AGREED = "supply.agreed", _("Supplier chosen")
    SUPPLY_DECLINED = "supply.declined", _("Supplier does not furnish this agency")
    SUPPLY_ENDED = "supply.ended", _("Supplier ended")
    SUPPLY_TERMS = "supply.terms", _("What the supplier asks for changed")
    TEAM_JOINED = "team.joined", _("Person joined")
    TEAM_INVITED = "team.invited", _("Person invited")
    TEAM_INVITATION_TAKEN_BACK = "team.invitation_taken_back", _("Invitation withdrawn")
    TEAM_ROLE_CHANGED = "team.role_changed", _("Role changed")
    TEAM_REMOVED = "team.removed", _("Person removed")
    TEAM_LEFT = "team.left", _("Person left")
    TEAM_HANDED_OVER = "team.handed_over", _("Work handed over")
    TEAM_RESCUE_ASKED = "team.rescue_asked", _("Program office asked for a new coordinator")
    TEAM_RESCUE_STOPPED = "team.rescue_stopped", _("New coordinator refused")
    TEAM_RESCUE_INVITED = "team.rescue_invited", _("New coordinator invited by the program office")
    PERSON_EMAIL_CHANGED = "account.email_changed", _("E-mail address changed")
    LOCATION_ADDED = "location.added", _("Location added")
    LOCATION_RENAMED = "location.renamed", _("Location renamed")
    LOCATION_CHANGED = "location.changed", _("Location changed")
    LOCATION_MADE_MAIN = "location.made_main", _("Main location chosen")
    LOCATION_CLOSED = "location.closed", _("Location closed")
    LOCATION_MERGED = "location.merged", _("Location merged into another one")
    LOCATION_REOPENED = "location.reopened", _("Location opened again")
    PRESET_ADDED = "preset.added", _("Place button added")
    PRESET_REMOVED = "preset.removed", _("Place button removed")
    TERMINAL_OPENED = "terminal.opened", _("Terminal added")
    TERMINAL_LINK_MADE = "terminal.link_made", _("Terminal link made")
    TERMINAL_LINK_REPLACED = "terminal.link_replaced", _("Terminal link replaced")
    TERMINAL_CODE_MADE = "terminal.code_made", _("Terminal code made")
    TERMINAL_CODE_USED = "terminal.code_used", _("Terminal code used")
    TERMINAL_RENAMED = "terminal.renamed", _("Terminal renamed")
    TERMINAL_MOVED = "terminal.moved", _("Terminal moved to another location")
    TERMINAL_REVOKED = "terminal.revoked", _("Terminal closed")
    TERMINAL_LOST = "terminal.lost", _("Terminal reported lost")
    PLACE_TOO_SMALL = "place.too_small", _("ZIP code marked as too small")
    COUNTY_TAKES_PART = "county.takes_part", _("Decision of a county entered")
    PLACE_LARGE_ENOUGH = "place.large_enough", _("ZIP code no longer marked as too small")
    TALLY_ENTERED = "tally.told", _("Monthly tally entered")
    STOCK_OPENED = "stock.opened", _("First stock counted")
    STOCK_RECEIVED = "stock.received", _("Delivery entered")
    STOCK_MOVED = "stock.moved", _("Stock moved")
    STOCK_WRITTEN_OFF = "stock.written_off", _("Stock written off")
    STOCK_COUNTED = "stock.counted", _("Stock counted")
    STOCK_HELD_BACK = "stock.held_back", _("Lot held back")
    STOCK_RELEASED = "stock.released", _("Lot put back into use")
    STOCK_RECALLED = "stock.recalled", _("Lot recalled")
    STOCK_TAKEN_BACK = "stock.taken_back", _("Stock entry taken back")
    STOCK_PUT_RIGHT = "stock.put_right", _("Stock entry corrected")
    STOCK_LOT_CORRECTED = "stock.lot_corrected", _("Lot corrected")
    STOCK_LOW_SETTLED = "stock.low_settled", _("Notice of low stock settled")
    PERSON_ADDED = "person.added", _("Person added to the roster")
    PERSON_CHANGED = "person.changed", _("Roster entry changed")
    PERSON_LEFT = "person.left", _("Person left the roster")
    PERSON_RETURNED = "person.returned", _("Person back on the roster")
    ROSTER_IMPORTED = "roster.imported", _("Roster imported")
    SESSION_RECORDED = "session.recorded", _("Training session recorded")
    SESSION_WITHDRAWN = "session.withdrawn", _("Training session withdrawn")
    REPORT_SUBMITTED = "report.submitted", _("Report sent")
    REPORT_AMENDED = "report.amended", _("Report amended")
    REPORT_COMPLETED = "report.completed", _("Report completed when its period closed")
    REPORT_ACCEPTED = "report.accepted", _("Report accepted")
    REPORT_RETURNED = "report.returned", _("Report returned with a question")
    REPORT_ASKED_FOR = "report.asked_for", _("Report asked for by the supplier")
    REPORT_WAIVED = "report.waived", _("Report waived")
    REPORT_WAIVER_WITHDRAWN = "report.waiver_withdrawn", _("Waiver withdrawn")
    STATEMENT_MADE = "figures.made", _("Figures made for a recipient")
    PERIOD_SEALED = "period.sealed", _("Period closed")
    ISSUE_WITHDRAWN = "issue.withdrawn", _("Published report withdrawn")
    LINK_MADE = "issue.link_made", _("Link to a published report made")
    LINK_ENDED = "issue.link_ended", _("Link to a published report ended")
    LINK_OPENED = "issue.link_opened", _("Link to a published report opened for the first time")
    FIGURES_SHOWN = "figures.shown", _("Public figures turned on")
    FIGURES_TAKEN_OFF = "figures.taken_off", _("Public figures turned off")
    EARLIER_ENTERED = "figures.before_entered", _("Earlier total entered")
    EARLIER_CORRECTED = "figures.before_corrected", _("Earlier total corrected")
    EARLIER_TAKEN_BACK = "figures.before_taken_back", _("Earlier total removed")
    REPORT_HANDED = "report.handed", _("State's report handed to suppliers from now on")
    REPORT_KEPT = "report.kept", _("State's report handed to suppliers no longer")

    @property
    def desks(self) -> frozenset[TrailDesk]:
        """The desks that may read it where it concerns them; the agency that it happened at always does."""
        return READERS.get(self, frozenset()) | {TrailDesk.AGENCY}


SUPPLIER, DEPARTMENT, OFFICE = TrailDesk.SUPPLIER, TrailDesk.DEPARTMENT, TrailDesk.OFFICE
# A supplier never reads of stock, training or terminals; the program office never of stock, training, the log or
# reports' figures (docs/privacy.md).
READERS: dict[AuditCode, frozenset[TrailDesk]] = {
    **dict.fromkeys(
        (
            AuditCode.AGENCY_OPENED,
            AuditCode.AGENCY_ADMITTED,
            AuditCode.AGENCY_UNADMITTED,
            AuditCode.AGENCY_LEFT_OUT,
            AuditCode.AGENCY_LET_BACK,
            AuditCode.AGENCY_CLOSED,
            AuditCode.AGENCY_REOPENED,
            AuditCode.ADMISSION_ASKED,
            AuditCode.SUPPLIER_ADDED,
            AuditCode.SUPPLIER_CHANGED,
            AuditCode.SUPPLIER_LISTED,
            AuditCode.SUPPLIER_UNLISTED,
            AuditCode.SUPPLIER_MERGED,
            AuditCode.SUPPLY_AGREED,
            AuditCode.SUPPLY_DECLINED,
            AuditCode.SUPPLY_ENDED,
            AuditCode.SUPPLY_TERMS,
            AuditCode.ISSUE_WITHDRAWN,
            AuditCode.PERIOD_SEALED,
        ),
        frozenset({SUPPLIER, OFFICE}),
    ),
    **dict.fromkeys(
        (
            AuditCode.REPORT_SUBMITTED,
            AuditCode.REPORT_AMENDED,
            AuditCode.REPORT_COMPLETED,
            AuditCode.REPORT_ACCEPTED,
            AuditCode.REPORT_RETURNED,
            AuditCode.REPORT_ASKED_FOR,
            AuditCode.REPORT_WAIVED,
            AuditCode.REPORT_WAIVER_WITHDRAWN,
        ),
        frozenset({SUPPLIER}),
    ),
    **dict.fromkeys(
        (
            AuditCode.AGENCY_CONFIRMATION_DUE,
            AuditCode.AGENCY_CONFIRMATION_OVERDUE,
            AuditCode.AGENCY_CONFIRMED,
            AuditCode.AGENCY_CHANGED,
            AuditCode.AGENCY_PARENT,
            AuditCode.AGENCY_WELCOMED,
            AuditCode.REGISTRATION_CONFIRMED,
            AuditCode.REGISTRATION_DUPLICATE,
            AuditCode.REGISTRATION_NOT_AN_AGENCY,
            AuditCode.REGISTRATION_REOPENED,
            AuditCode.REGISTRATION_RESENT,
            *(code for code in AuditCode if code.startswith(("application.", "approval.", "document."))),
            *(code for code in AuditCode if code.startswith("figures.before_")),
            AuditCode.PLACE_TOO_SMALL,
            AuditCode.PLACE_LARGE_ENOUGH,
            AuditCode.COUNTY_TAKES_PART,
            AuditCode.FIGURES_SHOWN,
            AuditCode.FIGURES_TAKEN_OFF,
            AuditCode.REPORT_HANDED,
            AuditCode.REPORT_KEPT,
        ),
        frozenset({OFFICE}),
    ),
    **dict.fromkeys(
        (
            AuditCode.DEPARTMENT_ADDED,
            AuditCode.DEPARTMENT_CHANGED,
            AuditCode.DEPARTMENT_MERGED,
            AuditCode.DEPARTMENT_UNLISTED,
            AuditCode.DEPARTMENT_LISTED,
            AuditCode.COALITION_STARTED,
            AuditCode.COALITION_AGREED,
            AuditCode.COALITION_DECLINED,
            AuditCode.COALITION_LEFT,
            AuditCode.COALITION_RENAMED,
            AuditCode.COALITION_ENDED,
        ),
        frozenset({DEPARTMENT, OFFICE}),
    ),
    **dict.fromkeys(
        (
            AuditCode.SUPPLIER_SAME,
            AuditCode.SUPPLIER_SAME_ENDED,
            AuditCode.TEAM_JOINED,
            AuditCode.TEAM_INVITED,
            AuditCode.TEAM_INVITATION_TAKEN_BACK,
            AuditCode.TEAM_ROLE_CHANGED,
            AuditCode.TEAM_REMOVED,
            AuditCode.TEAM_LEFT,
            AuditCode.TEAM_HANDED_OVER,
            AuditCode.TEAM_RESCUE_ASKED,
            AuditCode.TEAM_RESCUE_STOPPED,
            AuditCode.TEAM_RESCUE_INVITED,
            AuditCode.PERSON_EMAIL_CHANGED,
            AuditCode.LINK_MADE,
            AuditCode.LINK_ENDED,
            AuditCode.LINK_OPENED,
        ),
        frozenset({SUPPLIER, DEPARTMENT, OFFICE}),
    ),
}
# At an agency these name its people. The program office reads nothing of them, only how a rescue of its own went.
PEOPLE_OF_AN_AGENCY = frozenset(
    {
        AuditCode.TEAM_JOINED,
        AuditCode.TEAM_INVITED,
        AuditCode.TEAM_INVITATION_TAKEN_BACK,
        AuditCode.TEAM_ROLE_CHANGED,
        AuditCode.TEAM_REMOVED,
        AuditCode.TEAM_LEFT,
        AuditCode.TEAM_HANDED_OVER,
        AuditCode.PERSON_EMAIL_CHANGED,
    }
)
# That an organization gave a report away. The program office reads of its own links, and of no other organization's.
LINKS_OF_REPORTS = frozenset({AuditCode.LINK_MADE, AuditCode.LINK_ENDED, AuditCode.LINK_OPENED})
