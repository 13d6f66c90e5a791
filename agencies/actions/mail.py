"""Mail, sent once the change that it tells of is stored."""

import logging
from contextlib import contextmanager
from contextvars import ContextVar
from functools import partial

from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from agencies.faults import describe_fault
from agencies.languages import language_of_mail
from agencies.letters import write_letter
from agencies.links import absolute
from agencies.mail_kinds import MAIL_RULES, MailKind
from agencies.models import UnwantedMail, User

logger = logging.getLogger(__name__)

_silence = ContextVar("silence", default=False)
SUBJECT_AT_MOST = 70  # What phones show of it.
KIND_HEADER = "X-LBN-Mail"


def send(*, kind, to, language="", attachments=(), **context):
    """Send the mail of a `MailKind` to one address after the transaction has committed, as text and as HTML.

    Its words are `templates/mail/<kind>.txt`; the first line is the subject. `attachments` are (file name, bytes,
    kind of content). Whoever has an account gets it in their language, anybody else in `language`, where the mail
    speaks several. Returns whether it goes out: not to whoever has turned off mails of this kind.

    A mail server that does not answer undoes nothing: the failure is logged without the address, and every page that
    promises a mail says how to get another one.
    """
    if _silence.get():
        return False
    kind = MailKind(kind)
    rule = MAIL_RULES[kind]
    unwanted = UnwantedMail.objects.filter(user=OuterRef("pk"), kind=kind)
    reader = User.objects.filter(email=to.lower()).annotate(does_without=Exists(unwanted)).first()
    if reader and reader.does_without and rule.can_be_turned_off:
        return False
    spoken = language_of_mail(reader.language or language if reader else language, is_open=rule.is_open_to_all)
    with translation.override(spoken):
        subject, _line, text = render_to_string(f"mail/{kind}.txt", context).strip().partition("\n")
        subject = Truncator(" ".join(subject.split())).chars(SUBJECT_AT_MOST)
        if rule.can_be_turned_off:
            choose = _("Choose which mails you get:")
            text = f"{text.rstrip()}\n\n{choose}\n{absolute('account:page')}"
    message = compose_mail(subject, text.strip(), language=spoken, to=[to], attachments=list(attachments))
    message.extra_headers[KIND_HEADER] = str(kind)
    transaction.on_commit(partial(_deliver, message, kind))
    return True


@contextmanager
def send_nothing():
    """Inside, `send` sends nothing and returns False: what is told there lies in the past."""
    before = _silence.set(True)
    try:
        yield
    finally:
        _silence.reset(before)


def compose_mail(subject, text, *, language, **given):
    """Return a mail of plain text with the same as HTML, that asks for no answer by machines."""
    headers = {"Auto-Submitted": "auto-generated", "Content-Language": language}
    message = EmailMultiAlternatives(subject, text, headers=headers, **given)
    message.attach_alternative(write_letter(text, subject=subject, language=language), "text/html")
    return message


def _deliver(message, kind):
    try:
        message.send()
    except OSError as fault:
        logger.error("A mail (%s) could not be sent: %s", kind, describe_fault(fault))
