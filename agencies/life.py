"""The lives of registrations, agencies, supply agreements, terminals and agreements to coalitions, as tables (see
`agencies/machines.py`)."""

from django.utils.translation import gettext_lazy as _

from agencies.actions.refusals import Refused
from agencies.machines import LINK, SYSTEM, Machine, Move
from agencies.models import (
    Agency,
    AuditCode,
    CoalitionMember,
    Registration,
    Role,
    Supplier,
    SupplyAgreement,
    Terminal,
)


class RegistrationRefused(Refused):
    """The registration was closed, or is an agency already."""


class TerminalRefused(Refused):
    """The location cannot have a terminal, or the terminal is closed for good."""


class AgencyRefused(Refused):
    """The agency is closed, left out, or where it was asked to go already."""


class SupplierRefused(Refused):
    """The agency may not have this supplier, or has it already; or the name is taken."""


class CoalitionRefused(Refused):
    """The coalition has ended, may not name whom it should, or the agency has said this already."""


Sent, Life, Deal, Screen = Registration.Status, Agency.Status, SupplyAgreement.Status, Terminal.Status
Says = CoalitionMember.Status
RUNNING = (Life.ADMITTED, Life.CONFIRMATION_DUE, Life.OVERDUE)
LEFT_OUT_BECAUSE = tuple(Agency.LeftOutBecause.values)


def organizations_of_registration(registration):
    return {"program": registration.program, "agency": registration.agency}


def organizations_of_agency(agency):
    """The agency, its program's office, and the listed supplier that furnishes it."""
    listed = Supplier.objects.on_list().filter(agreements__agency=agency, agreements__status=Deal.ACTIVE)
    return {"agency": agency, "program": agency.program, "supplier": listed.first()}


def organizations_of_agreement(agreement):
    return {"agency": agreement.agency, "supplier": agreement.supplier, "program": agreement.supplier.program}


def organizations_of_terminal(terminal):
    return {"agency": terminal.agency}


def organizations_of_member(member):
    return member.organizations


REGISTRATION = Machine(
    name=_("Registration"),
    model=Registration,
    states=Sent,
    refusal=RegistrationRefused,
    concerns=organizations_of_registration,
    closed={
        Sent.DUPLICATE: _("This registration was closed before: nothing was changed."),
        Sent.NOT_AN_AGENCY: _("This registration was closed before: nothing was changed."),
        Sent.CONFIRMED: _("This registration is an agency already: open the agency to leave it out."),
    },
    moves=(
        Move(
            (Sent.SUBMITTED,),
            Sent.CONFIRMED,
            (LINK,),
            AuditCode.REGISTRATION_CONFIRMED,
            _("The agency can begin work. Its supplier or the program office confirms that it takes part."),
        ),
        Move(
            (Sent.SUBMITTED,),
            Sent.DUPLICATE,
            (Role.OPERATOR,),
            AuditCode.REGISTRATION_DUPLICATE,
            _("The link in the mail leads nowhere; the page behind it says to ask the program office."),
        ),
        Move(
            (Sent.SUBMITTED,),
            Sent.NOT_AN_AGENCY,
            (Role.OPERATOR,),
            AuditCode.REGISTRATION_NOT_AN_AGENCY,
            _("The link in the mail leads nowhere; the page behind it says to ask the program office."),
        ),
        Move(
            (Sent.DUPLICATE, Sent.NOT_AN_AGENCY),
            Sent.SUBMITTED,
            (Role.OPERATOR,),
            AuditCode.REGISTRATION_REOPENED,
            _("The link in the mail works again, for 14 days from the day of the registration."),
        ),
    ),
)

AGENCY = Machine(
    name=_("Agency"),
    model=Agency,
    states=Life,
    refusal=AgencyRefused,
    concerns=organizations_of_agency,
    closed={
        Life.ADMITTED: _("This agency takes part already: nothing was changed."),
        Life.CLOSED: _("This agency is closed: open it again first."),
        Life.LEFT_OUT: _("This agency is left out: let it back first."),
    },
    moves=(
        Move(
            (Life.WAITING,),
            Life.ADMITTED,
            (Role.OPERATOR, Role.SUPPLIER_STAFF, SYSTEM, LINK),
            AuditCode.AGENCY_ADMITTED,
            _("Its kits of periods still open, and all later ones, are in its supplier's and the state's reports."),
            reasons=tuple(Agency.AdmittedBy.values),
        ),
        Move(
            (Life.LEFT_OUT,),
            Life.ADMITTED,
            (Role.OPERATOR,),
            AuditCode.AGENCY_ADMITTED,
            _("Its kits of periods still open, and all later ones, are in its supplier's and the state's reports."),
            reasons=(Agency.AdmittedBy.OFFICE,),
        ),
        Move(
            RUNNING,
            Life.WAITING,
            (Role.OPERATOR, Role.SUPPLIER_STAFF),
            AuditCode.AGENCY_UNADMITTED,
            _("Its counts of periods still open leave other people's reports until somebody confirms it again."),
        ),
        Move(
            (Life.LEFT_OUT,),
            Life.WAITING,
            (Role.OPERATOR,),
            AuditCode.AGENCY_LET_BACK,
            _("It waits for its supplier or the program office to confirm that it takes part."),
        ),
        Move(
            (Life.ADMITTED,),
            Life.CONFIRMATION_DUE,
            (SYSTEM,),
            AuditCode.AGENCY_CONFIRMATION_DUE,
            _("A coordinator says with one press that the program is still running."),
        ),
        Move(
            (Life.CONFIRMATION_DUE,),
            Life.OVERDUE,
            (SYSTEM,),
            AuditCode.AGENCY_CONFIRMATION_OVERDUE,
            _("In reviewed programs only: a coordinator confirms, or the program office asks."),
        ),
        Move(
            (Life.CONFIRMATION_DUE, Life.OVERDUE),
            Life.ADMITTED,
            (Role.COORDINATOR,),
            AuditCode.AGENCY_CONFIRMED,
            _("The next confirmation is due in a year."),
        ),
        Move(
            (Life.WAITING, *RUNNING, Life.CLOSED),
            Life.LEFT_OUT,
            (Role.OPERATOR,),
            AuditCode.AGENCY_LEFT_OUT,
            _("Nothing of it enters a report that is not yet published; it can go on logging kits."),
            reasons=LEFT_OUT_BECAUSE,
        ),
        Move(
            (Life.WAITING, *RUNNING),
            Life.CLOSED,
            (Role.COORDINATOR,),
            AuditCode.AGENCY_CLOSED,
            _("No report is expected any more; its terminals may send what they hold for 60 days."),
        ),
        Move(
            (Life.CLOSED,),
            Life.WAITING,
            (Role.COORDINATOR,),
            AuditCode.AGENCY_REOPENED,
            _("It waits for its supplier or the program office to confirm that it takes part."),
        ),
        Move(
            (Life.CLOSED,),
            Life.ADMITTED,
            (Role.COORDINATOR,),
            AuditCode.AGENCY_REOPENED,
            _("It takes part as before; its next report is due after the period in which it opened again."),
        ),
    ),
)

AGREEMENT = Machine(
    name=_("Supply agreement"),
    model=SupplyAgreement,
    states=Deal,
    refusal=SupplierRefused,
    concerns=organizations_of_agreement,
    closed={
        Deal.DECLINED: _("This supplier has said that it does not furnish the agency: nothing was changed."),
        Deal.ENDED: _("This agreement has ended already: nothing was changed."),
    },
    moves=(
        Move(
            (Deal.ACTIVE,),
            Deal.DECLINED,
            (Role.SUPPLIER_STAFF, LINK),
            AuditCode.SUPPLY_DECLINED,
            _("The agency is told, and chooses another supplier."),
        ),
        Move(
            (Deal.ACTIVE,),
            Deal.ENDED,
            (Role.COORDINATOR, Role.OPERATOR, SYSTEM),
            AuditCode.SUPPLY_ENDED,
            _("From the next quarter on the agency's reports go to its next supplier."),
        ),
    ),
)

TERMINAL = Machine(
    name=_("Terminal"),
    model=Terminal,
    states=Screen,
    refusal=TerminalRefused,
    concerns=organizations_of_terminal,
    closed=dict.fromkeys(
        (Screen.REVOKED, Screen.LOST), _("This terminal was closed for good: add a new one for the place.")
    ),
    moves=(
        Move(
            (Screen.ACTIVE,),
            Screen.REVOKED,
            (Role.COORDINATOR,),
            AuditCode.TERMINAL_REVOKED,
            _("Its links open nothing more. To send what it still holds, open another terminal on that computer."),
        ),
        Move(
            (Screen.ACTIVE,),
            Screen.LOST,
            (Role.COORDINATOR,),
            AuditCode.TERMINAL_LOST,
            _("Its links open nothing more. Look through the last days of the log for counts that nobody made."),
        ),
    ),
)

COALITION_AGREEMENT = Machine(
    name=_("Agreement to a coalition"),
    model=CoalitionMember,
    states=Says,
    refusal=CoalitionRefused,
    concerns=organizations_of_member,
    closed={
        Says.AGREED: _("Your agency has already agreed. Nothing was changed."),
        Says.DECLINED: _("Your agency has already declined. Nothing was changed."),
        Says.LEFT: _("Your agency has already left. Nothing was changed."),
    },
    moves=(
        Move(
            (Says.ASKED, Says.DECLINED, Says.LEFT),
            Says.AGREED,
            (Role.COORDINATOR,),
            AuditCode.COALITION_AGREED,
            _("Once two agencies agree, each reads the other's totals of quarters that end from that day on."),
        ),
        Move(
            (Says.ASKED,),
            Says.DECLINED,
            (Role.COORDINATOR, SYSTEM),
            AuditCode.COALITION_DECLINED,
            _("Nothing of the agency is shown. It can agree as long as the coalition has not ended."),
        ),
        Move(
            (Says.AGREED,),
            Says.LEFT,
            (Role.COORDINATOR, SYSTEM),
            AuditCode.COALITION_LEFT,
            _("Nothing of the agency is shown any more, and it reads nothing any more."),
        ),
    ),
)
