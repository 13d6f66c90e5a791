"""Mails kept as files: those of the demonstration, and all of an application that has no mail server yet.

Each is a file of its own in `settings.MAIL_DIRECTORY`, named by the instant at which it was kept. They are shown on
`/dev/mail/` where `settings.MAILS_ARE_SHOWN`: no mail server is named, and only this machine comes in.
"""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage, Message
from pathlib import Path
from secrets import token_hex

from django.conf import settings
from django.core.mail.backends.base import BaseEmailBackend

from agencies.languages import MAIL

BACKEND = "lbn.mails.files.MailFiles"
ENDING = ".eml"


class MailFiles(BaseEmailBackend):
    """Keeps each mail as a file instead of sending it."""

    def send_messages(self, email_messages):
        for message in email_messages:
            write_mail(message.message().as_bytes(linesep="\r\n"))
        return len(email_messages)


@dataclass(frozen=True)
class Attachment:
    name: str
    kind: str
    content: bytes


@dataclass(frozen=True)
class MailFile:
    """A mail that was kept; `name` is its file's, without the ending."""

    name: str
    message: EmailMessage

    @property
    def to(self) -> str:
        return str(self.message["To"] or "")

    @property
    def sender(self) -> str:
        return str(self.message["From"] or "")

    @property
    def subject(self) -> str:
        return str(self.message["Subject"] or "")

    @property
    def language(self) -> str:
        return str(self.message["Content-Language"] or MAIL)

    @property
    def sent_at(self) -> datetime | None:
        return self.message["Date"].datetime if self.message["Date"] else None

    @property
    def text(self) -> str:
        return self._body("plain")

    @property
    def html(self) -> str:
        return self._body("html")

    @property
    def attachments(self) -> list[Attachment]:
        return [
            Attachment(part.get_filename("attachment"), part.get_content_type(), bytes_of(part))
            for part in self.message.iter_attachments()
        ]

    def _body(self, kind):
        part = self.message.get_body((kind,))
        return "" if part is None else part.get_content()  # A message without headers counts as nothing.


def bytes_of(part: Message) -> bytes:
    """What an attachment holds; of one that has parts itself, such as a mail, the whole of it."""
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else part.as_bytes()


@contextmanager
def keep_mails() -> Iterator[None]:
    """Inside, mails are kept as files even where a mail server is named."""
    usual, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, BACKEND
    try:
        yield
    finally:
        settings.EMAIL_BACKEND = usual


def write_mail(content: bytes) -> None:
    """Keep one mail for the owner of the process only; it is there whole or not at all."""
    settings.MAIL_DIRECTORY.mkdir(mode=0o700, parents=True, exist_ok=True)
    name = f"{time.time_ns()}-{token_hex(4)}"
    unfinished = settings.MAIL_DIRECTORY / f"{name}.part"
    with open(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
    unfinished.rename(path_of_mail(name))


def list_mails() -> list[MailFile]:
    """All mails that were kept, newest first."""
    return [read_mail(path) for path in sorted(settings.MAIL_DIRECTORY.glob(f"*{ENDING}"), reverse=True)]


def find_mail(name: str) -> MailFile | None:
    """The mail of this name; None where there is none. `name` is a slug, so it leads to no other directory."""
    path = path_of_mail(name)
    return read_mail(path) if path.exists() else None


def path_of_mail(name: str) -> Path:
    return settings.MAIL_DIRECTORY / f"{name}{ENDING}"


def read_mail(path: Path) -> MailFile:
    return MailFile(path.stem, message_from_bytes(path.read_bytes(), policy=policy.default))
