"""Whether an agency takes part is asked of its supplier and of the program office, until one of them says."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from agencies.actions.audit import record
from agencies.actions.mail import send
from agencies.links import absolute, sign
from agencies.mail_kinds import MailKind
from agencies.models import Agency, AuditCode, Role, SentOnce, Supplier
from agencies.querysets.suppliers import agreement_of
from agencies.querysets.team import addresses_of
from agencies.workdays import add_business_days

AGAIN_AFTER = (5, 15)
ADMISSION = SentOnce.What.ADMISSION


@transaction.atomic
def ask_who_knows(*, agency: Agency, today: date) -> int:
    """Ask whether `agency` takes part, where it waits and a mail is due on `today`; return the number of mails.

    Its supplier is asked at the address on the program's list and at its people's own, with a link that answers it;
    the program office at its people's. Each is asked at once, and again after 5 and after 15 business days; somebody
    who is chosen as the supplier later is asked from then on, and never anew by being chosen again. Written down
    before it is sent, so that nobody is asked twice.
    """
    if agency.status != Agency.Status.WAITING:
        return 0
    agreement = agreement_of(agency)
    mails = _ask_office(agency, today)
    if agreement and agreement.supplier.is_listed:
        mails += _ask_supplier(agency, agreement, today)
    return mails


def ask_anew(*, agency: Agency, today: date) -> int:
    """Ask from the beginning about an agency that waits again; return the number of mails."""
    SentOnce.objects.filter(what=ADMISSION, about__startswith=f"{agency.pk} ").delete()
    return ask_who_knows(agency=agency, today=today)


def _ask_supplier(agency, agreement, today):
    about = f"{agency.pk} {agreement.supplier_id}"
    step = _due_step(about, today)
    addresses = addresses_of_supplier(agreement.supplier)
    if step is None or not addresses:
        return 0
    links = {"answer": absolute("admission:answer", sign(agreement))}
    facts = {"agency": agency, "supplier": agreement.supplier, "links": links, "again": step > 0}
    for address in addresses:
        send(kind=MailKind.ADMISSION_ASKED, to=address, coordinators=addresses_of(agency), **facts)
    _write_down(agency, step, about, today, supplier=agreement.supplier)
    return len(addresses)


def _ask_office(agency, today):
    step = _due_step(f"{agency.pk} office", today)
    addresses = addresses_of_office(agency.program)
    if step is None or not addresses:
        return 0
    facts = {"agency": agency, "supplier": agreement_of(agency), "again": step > 0}
    for address in addresses:
        send(kind=MailKind.ADMISSION_OFFICE, to=address, link=absolute("operator:agency", agency.pk), **facts)
    _write_down(agency, step, f"{agency.pk} office", today)
    return len(addresses)


def _due_step(about, today):
    """Return how often this was asked before, if it is to be asked on `today`; None where it is not."""
    asked = dict(SentOnce.objects.filter(what=ADMISSION, about__startswith=about).values_list("about", "on"))
    if f"{about} 0" not in asked:
        return 0
    first = asked[f"{about} 0"]
    reached = [step for step, days in enumerate(AGAIN_AFTER, start=1) if add_business_days(first, days) <= today]
    return reached[-1] if reached and f"{about} {reached[-1]}" not in asked else None


def _write_down(agency, step, about, today, supplier=None):
    SentOnce.objects.create(what=ADMISSION, about=f"{about} {step}", on=today)
    owners = {"agency": agency, "supplier": supplier, "program": agency.program}
    record(what=AuditCode.ADMISSION_ASKED, subject=agency, by=None, **owners, on=today.isoformat(), step=step)


def addresses_of_supplier(supplier: Supplier) -> list[str]:
    """Return where a supplier is asked: the address on the program's list, and those of its people."""
    people = supplier.memberships.filter(user__is_active=True).values_list("user__email", flat=True)
    return sorted({address.lower() for address in [supplier.email, *people] if address})


def addresses_of_office(program) -> list[str]:
    """Return the addresses of the people of a program office; its own from the pack where nobody signs in."""
    people = program.memberships.filter(role=Role.OPERATOR, user__is_active=True)
    own = [program.office_email] if program.office_email else []
    return sorted(people.values_list("user__email", flat=True)) or own


def tell_coordinators(agency: Agency, *, kind: MailKind, **facts: object) -> None:
    """Mail each coordinator of an agency what became of it."""
    for address in addresses_of(agency):
        send(kind=kind, to=address, agency=agency, link=absolute("home"), **facts)
