"""The ground: programs, agencies, suppliers, departments, people, places, reporting scopes and periods, audit."""

from agencies.models.agency import Agency, AgencyKind, HealthDepartment
from agencies.models.application import Application, Approval, AskedChange
from agencies.models.audit import AuditEvent
from agencies.models.audit_codes import AuditCode
from agencies.models.audit_desks import TrailDesk
from agencies.models.cadence import Cadence
from agencies.models.closure import Closure
from agencies.models.coalition import Coalition, CoalitionMember
from agencies.models.invitation import Invitation
from agencies.models.location import EnrolmentCode, Location, PlacePreset, Terminal, TerminalKey
from agencies.models.mail import EmailChange, MailsOfADay, SentOnce, UnwantedMail
from agencies.models.parent import ChildInvitation, ParentRequest
from agencies.models.place import Jurisdiction, ZipCode
from agencies.models.program import Program
from agencies.models.registration import Registration
from agencies.models.reporting import ReportingPeriod, ReportingScope, ScopeMembership
from agencies.models.required_document import DocumentReview, DocumentVersion, DocumentVote, RequiredDocument
from agencies.models.rescue import Rescue
from agencies.models.same import SameOrganization
from agencies.models.service import LocalService
from agencies.models.supplier import Supplier, SupplyAgreement
from agencies.models.tie import EndedTie
from agencies.models.user import OWNERS, Membership, Role, User, name_of_owner

__all__ = [
    "OWNERS",
    "Agency",
    "AgencyKind",
    "Application",
    "Approval",
    "AskedChange",
    "AuditCode",
    "AuditEvent",
    "Cadence",
    "ChildInvitation",
    "Closure",
    "Coalition",
    "CoalitionMember",
    "DocumentReview",
    "DocumentVersion",
    "DocumentVote",
    "EmailChange",
    "EndedTie",
    "EnrolmentCode",
    "HealthDepartment",
    "Invitation",
    "Jurisdiction",
    "LocalService",
    "Location",
    "MailsOfADay",
    "Membership",
    "ParentRequest",
    "PlacePreset",
    "Program",
    "Registration",
    "ReportingPeriod",
    "ReportingScope",
    "RequiredDocument",
    "Rescue",
    "Role",
    "SameOrganization",
    "ScopeMembership",
    "SentOnce",
    "Supplier",
    "SupplyAgreement",
    "Terminal",
    "TerminalKey",
    "TrailDesk",
    "UnwantedMail",
    "User",
    "ZipCode",
    "name_of_owner",
]
