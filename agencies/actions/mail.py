"""Mail, sent once the change that it tells of is stored."""

import logging
from functools import partial

from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation

from agencies.faults import describe_fault
from agencies.languages import MAIL

logger = logging.getLogger(__name__)


def send(*, template, to, attachments=(), **context):
    """Send the plain text `templates/mail/<template>.txt`, in English, to one address after the transaction has
    committed. `attachments` are (file name, bytes, kind of content).

    The file's first line is the subject. A mail server that does not answer undoes nothing: the failure is logged
    without the address, and every page that promises a mail says how to get another one.
    """
    with translation.override(MAIL):
        subject, _, body = render_to_string(f"mail/{template}.txt", context).strip().partition("\n")
    message = EmailMessage(" ".join(subject.split()), body.lstrip("\n"), to=[to], attachments=list(attachments))
    transaction.on_commit(partial(_deliver, message, template))


def _deliver(message, template):
    try:
        message.send()
    except OSError as fault:
        logger.error("A mail (%s) could not be sent: %s", template, describe_fault(fault))
