"""An agency registers: a form, a mail, and a button on the page that the mail's link opens."""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.actions.accounts import settle_account
from agencies.actions.agency import judge_agency, open_agency
from agencies.actions.asking import ask_who_knows
from agencies.actions.audit import record
from agencies.actions.greetings import welcome_coordinator
from agencies.actions.mail import send
from agencies.actions.mail_limits import allow_mail
from agencies.actions.suppliers import judge_supplier
from agencies.actions.team import add_member
from agencies.life import REGISTRATION, RegistrationRefused
from agencies.links import LinkRefused, absolute, row_of, sign
from agencies.mail_kinds import MailKind
from agencies.models import Agency, AuditCode, Registration, Role

SENT_TWICE = timedelta(minutes=1)
MARKS = (Registration.Status.DUPLICATE, Registration.Status.NOT_AN_AGENCY)


@transaction.atomic
def register(
    *, program, agency_name, jurisdiction, coordinator_email, at, language="", sender="", instead_of=None, **facts
):
    """Store a registration and mail the link that confirms it, or do neither; return the registration.

    `language` is that of the page on which it was typed, and of the mail; `sender` is where it came from (an IP
    address), for the limit of a day. `facts` are further columns:
    `kind`, `coordinator_name`, `is_registered_oopp`, `coordinator_phone`, `pathway`, and `supplier` or
    `supplier_name` with `supplier_kind`. The same registration again while it waits is kept once, with what was said
    last, and mailed again after a minute.
    Whether the address has an account makes no difference here. `instead_of` is the key of one that the same visitor
    sent before: if it is the same agency under another address, it is removed and its link ends. Raises
    `AgencyKnown`, `SupplierRefused` or `TooManyMails`.
    """
    judge_agency(program=program, name=agency_name, jurisdiction=jurisdiction)
    _judge_supplier(program, facts)
    said = {"submitted_at": at} | facts
    agency = {
        "program": program,
        "jurisdiction": jurisdiction,
        "agency_name__iexact": agency_name,
        "status": Registration.Status.SUBMITTED,
    }
    same = agency | {"coordinator_email": coordinator_email.strip().lower()}
    just_mailed = Registration.objects.filter(submitted_at__gt=at - SENT_TWICE, **same).exists()
    registration = Registration.objects.update_or_create(
        **same, defaults=said, create_defaults=said | {"agency_name": agency_name}
    )[0]
    Registration.objects.filter(pk=instead_of, **agency).exclude(pk=registration.pk).delete()
    if not just_mailed:
        _mail(registration, language, sender=sender, at=at)
    return registration


def _judge_supplier(program, facts):
    judge_supplier(
        program=program,
        is_registered_oopp=facts.get("is_registered_oopp", False),
        supplier=facts.get("supplier"),
        name=facts.get("supplier_name", ""),
        kind=facts.get("supplier_kind", ""),
    )


def _mail(registration, language, *, sender, at):
    address = registration.coordinator_email
    allow_mail(kind=MailKind.REGISTRATION, sender=sender, address=address, today=at.date())
    send(
        kind=MailKind.REGISTRATION,
        to=address,
        language=language,
        registration=registration,
        link=absolute("registration:confirm", sign(registration)),
        pathway=registration.program.rules.pathway(registration.pathway),
    )


def registration_of(token, *, now):
    """Return the registration that a link names; raise `LinkRefused` for one that is broken, used or too old."""
    registration = row_of(Registration, token)
    if registration is None:
        raise LinkRefused(_("This link is not complete: copy the whole link from the mail."))
    if registration.status == Registration.Status.CONFIRMED:
        raise LinkRefused(_("This link was used already: sign in."))
    if registration.status in MARKS:
        office = registration.program.office_name
        raise LinkRefused(_("This registration was closed: ask the %(office)s.") % {"office": office})
    if registration.valid_until <= now:
        raise LinkRefused(_("This link is older than 14 days: register again."))
    return registration


@transaction.atomic
def confirm_registration(*, token, today, now, user=None, password=""):
    """Make the agency that a link's registration asks for, with its coordinator, or do nothing at all.

    `user` is whoever is signed in; without one, or with somebody else, `password` makes the coordinator's account.
    `today` is the day where the program is. Returns the coordinator's membership. Raises `LinkRefused`,
    `AccountExists` where the address has an account that is not signed in, `AgencyKnown` if another registration
    of the agency was confirmed first, or `SupplierRefused` if the program has changed its mind.
    """
    registration = registration_of(token, now=now)
    waiting = Registration.objects.filter(pk=registration.pk, status=Registration.Status.SUBMITTED)
    registration = waiting.select_related("program").select_for_update(of=("self",)).first()
    if registration is None:
        raise LinkRefused(_("This link was used already: sign in."))
    user = settle_account(
        email=registration.coordinator_email, user=user, name=registration.coordinator_name, password=password
    )
    agency = _agency_from(registration, by=user, day=today)
    membership = add_member(user=user, role=Role.COORDINATOR, owner=agency, by=user)
    became = {"confirmed_at": now, "agency": agency}
    REGISTRATION.move(registration, to=Registration.Status.CONFIRMED, by=user, on=today, link=True, changes=became)
    welcome_coordinator(membership)
    ask_who_knows(agency=agency, today=today)
    return membership


def _agency_from(registration, *, by, day):
    vouched = registration.program.rules.is_government_address(registration.coordinator_email)
    return open_agency(
        program=registration.program,
        admitted_by=Agency.AdmittedBy.GOVERNMENT_DOMAIN if vouched else "",
        name=registration.agency_name,
        kind=registration.kind,
        jurisdiction=registration.jurisdiction,
        is_registered_oopp=registration.is_registered_oopp,
        supplier=registration.supplier,
        named=registration.supplier_name and (registration.supplier_name, registration.supplier_kind),
        by=by,
        day=day,
    )


def close_registration(*, registration, status, by, day):
    """Close a registration that nobody has confirmed, as a duplicate or as not an agency; its link leads nowhere.

    Raises `RegistrationRefused` for one that was closed before, or that is an agency already.
    """
    return REGISTRATION.move(registration, to=Registration.Status(status), by=by, on=day)


@transaction.atomic
def reopen_registration(*, registration, by, day):
    """Let the link of a registration that was closed by mistake lead on again. Raises `RegistrationRefused`, also
    where its coordinator has registered the agency once more."""
    again = Registration.objects.filter(
        program=registration.program,
        jurisdiction=registration.jurisdiction,
        agency_name__iexact=registration.agency_name,
        coordinator_email=registration.coordinator_email,
        status=Registration.Status.SUBMITTED,
    )
    if again.exclude(pk=registration.pk).exists():
        raise RegistrationRefused(_("This person has registered the agency once more: that registration waits."))
    return REGISTRATION.move(registration, to=Registration.Status.SUBMITTED, by=by, on=day)


@transaction.atomic
def resend_registration(*, registration, by, at, language=""):
    """Mail the link of a registration once more, valid for 14 days from the instant `at`. `by` is None where whoever
    registered asks for it.

    Raises `RegistrationRefused` for one that does not wait, or that was mailed less than a minute ago.
    """
    held = Registration.objects.select_for_update(of=("self",)).select_related("program").get(pk=registration.pk)
    if held.status != Registration.Status.SUBMITTED:
        raise RegistrationRefused(_("This registration waits for nobody: no mail was sent."))
    if held.submitted_at > at - SENT_TWICE:
        raise RegistrationRefused(_("The link was mailed less than a minute ago: wait a moment."))
    held.submitted_at = at
    held.save(update_fields=["submitted_at"])
    _mail(held, language, sender=str(by.pk) if by else "", at=at)
    record(what=AuditCode.REGISTRATION_RESENT, subject=held, by=by, program=held.program)
