"""What somebody changes about themselves: name, address, language, and which mails they get."""

from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from agencies.actions.audit import record
from agencies.actions.mail import send
from agencies.actions.mail_limits import allow_mail
from agencies.actions.refusals import Refused
from agencies.links import LinkRefused, absolute, row_of, sign
from agencies.mail_kinds import MailKind, kinds_to_choose
from agencies.models import OWNERS, AuditCode, EmailChange, Membership, Role, UnwantedMail, User
from agencies.querysets.team import domain_of, domains_of_office, is_of_office

LINK_IS_VALID_FOR = timedelta(hours=24)


class PersonRefused(Refused):
    """Something about oneself that cannot be so."""


def rename_person(*, user: User, name: str) -> None:
    """Change the name that colleagues read."""
    user.name = name
    user.save(update_fields=["name"])


def choose_language(*, user: User, language: str) -> None:
    """Choose the language of mails, and of pages that speak several."""
    user.language = language
    user.save(update_fields=["language"])


@transaction.atomic
def choose_mails(*, user: User, wanted: set[str]) -> None:
    """Get, of the kinds that one can do without, only mails of those in `wanted`."""
    offered = kinds_to_choose(user.memberships.values_list("role", flat=True))
    UnwantedMail.objects.filter(user=user, kind__in=offered).delete()
    unwanted = [kind for kind in offered if kind not in wanted]
    UnwantedMail.objects.bulk_create([UnwantedMail(user=user, kind=kind) for kind in unwanted])


@transaction.atomic
def ask_email_change(*, user: User, email: str, at: datetime) -> EmailChange:
    """Mail a link to the new address; nothing changes before its button is pressed. `at` is this instant.

    Whether the address has an account is not said here: the button says it to whoever reads that mailbox. Asking
    again makes the earlier link lead nowhere. Raises `PersonRefused` at `email`, or `TooManyMails`.
    """
    email = email.strip().lower()
    if email == user.email:
        raise PersonRefused(_("This is your address already."), field="email")
    _judge_office(user, email)
    allow_mail(kind=MailKind.EMAIL_CHANGE, sender=str(user.pk), address=email, today=at.date())
    EmailChange.objects.filter(user=user).delete()
    change = EmailChange.objects.create(user=user, email=email, asked_at=at)
    link = absolute("account:email_confirm", sign(change))
    send(kind=MailKind.EMAIL_CHANGE, to=email, language=user.language, change=change, link=link)
    return change


def _judge_office(user, email):
    """Nobody becomes somebody of the program office inside another organization by a new address, and nobody of the
    office gets an address by which they are not known to be of it."""
    for hat in Membership.objects.of(user):
        program = hat.owner if hat.role == Role.OPERATOR else hat.owner.program
        if hat.role != Role.OPERATOR and is_of_office(email, program):
            raise PersonRefused(
                _(
                    "This address is at the program office's domain. Ask a colleague to invite it, and leave "
                    "afterwards."
                ),
                field="email",
            )
        if hat.role == Role.OPERATOR and domain_of(email) not in domains_of_office(program):
            raise PersonRefused(
                _("Choose an address at your program office's domain. Only such a one shows where you work."),
                field="email",
            )


def email_change_of(token: str, *, now: datetime) -> EmailChange:
    """Return the change that a link names; raise `LinkRefused` for one that leads nowhere (any more)."""
    change = row_of(EmailChange, token)
    if change is None:
        raise LinkRefused(_("This link was used already, or a newer one was sent. Look at your account page."))
    if change.asked_at + LINK_IS_VALID_FOR <= now:
        raise LinkRefused(_("This link is older than 24 hours. Ask for a new one on your account page."))
    return change


@transaction.atomic
def confirm_email_change(*, token: str, now: datetime) -> User:
    """Let somebody sign in with their new address from now on; the old one is told. Returns the user.

    Raises `LinkRefused`, also where somebody else signs in with that address by now, and where it may not be theirs
    at an organization that they joined meanwhile: then nothing changes.
    """
    change = email_change_of(token, now=now)
    user = User.objects.select_for_update(of=("self",)).get(pk=change.user_id)
    try:
        _judge_office(user, change.email)
    except PersonRefused as refusal:
        raise LinkRefused(str(refusal)) from None
    old, user.email = user.email, change.email
    try:
        with transaction.atomic():
            user.save(update_fields=["email"])
    except IntegrityError:
        raise LinkRefused(
            _("Somebody signs in with this address already. Choose another one on your account page.")
        ) from None
    EmailAddress.objects.filter(user=user).delete()  # Signing in writes the new one down; the old one opens nothing.
    change.delete()
    for kind, owner in _organizations_of(user):
        record(
            what=AuditCode.PERSON_EMAIL_CHANGED, subject=user, by=user, was=old, became=user.email, **{kind: owner}
        )
    send(kind=MailKind.EMAIL_CHANGED, to=old, user=user, old=old, link=absolute("account:page"))
    return user


def _organizations_of(user):
    """Every organization that somebody works for, each once, with what kind it is."""
    hats = Membership.objects.of(user)
    return {(OWNERS[Role(hat.role)], hat.owner) for hat in hats}
