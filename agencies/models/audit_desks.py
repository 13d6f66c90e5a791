"""From which desks a trail is read, and which may read what."""

from enum import StrEnum

from agencies.models.audit_codes import AuditCode


class TrailDesk(StrEnum):
    """From where a trail is read. An agency reads everything that happened at it."""

    AGENCY = "agency"
    SUPPLIER = "supplier"
    DEPARTMENT = "department"
    OFFICE = "office"


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
            AuditCode.AGENCY_AUTHORIZATION,
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


def desks_of(code: AuditCode) -> frozenset[TrailDesk]:
    """Return the desks that may read it where it concerns them; the agency that it happened at always does."""
    return READERS.get(code, frozenset()) | {TrailDesk.AGENCY}
