"""The ground: programs, agencies, suppliers, departments, people, places, reporting scopes and periods, audit."""

from agencies.models.agency import Agency, AgencyKind, HealthDepartment
from agencies.models.audit import AuditEvent
from agencies.models.invitation import Invitation
from agencies.models.location import EnrolmentCode, Location, PlacePreset, Terminal, TerminalKey
from agencies.models.place import Jurisdiction, ZipCode
from agencies.models.program import Program
from agencies.models.registration import Registration
from agencies.models.reporting import Cadence, PlacePeriod, ReportingPeriod, ReportingScope, ScopeMembership
from agencies.models.supplier import Supplier, SupplyAgreement
from agencies.models.user import OWNERS, Membership, Role, User

__all__ = [
    "OWNERS",
    "Agency",
    "AgencyKind",
    "AuditEvent",
    "Cadence",
    "EnrolmentCode",
    "HealthDepartment",
    "Invitation",
    "Jurisdiction",
    "Location",
    "Membership",
    "PlacePeriod",
    "PlacePreset",
    "Program",
    "Registration",
    "ReportingPeriod",
    "ReportingScope",
    "Role",
    "ScopeMembership",
    "Supplier",
    "SupplyAgreement",
    "Terminal",
    "TerminalKey",
    "User",
    "ZipCode",
]
