"""A mail that somebody sends by themselves: its text to copy, and the address that opens it in their mail program."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from django.utils.translation import gettext as _

from agencies.packs.rules import Entry


@dataclass(frozen=True)
class MailText:
    """`to` is empty where nobody knows the address."""

    to: str
    subject: str
    body: str

    @property
    def url(self) -> str:
        """The address that opens it in a mail program; what is to be attached has to be attached by hand."""
        said = urlencode({"subject": self.subject, "body": self.body.replace("\n", "\r\n")}, quote_via=quote)
        return f"mailto:{quote(self.to, safe='@')}?{said}"

    @property
    def as_file(self) -> bytes:
        """It as a text file."""
        lines = [f"{_('To')}: {self.to}"] if self.to else []
        return "\n".join([*lines, f"{_('Subject')}: {self.subject}", "", self.body, ""]).encode()


def list_lines(heading: str, lines: Iterable[str]) -> str:
    """Return a block of a mail: its heading, and a line for each; "" where there is none."""
    said = [f"- {line}" for line in lines]
    return "\n".join([heading, *said]) if said else ""


def join_blocks(*blocks: str) -> str:
    """Return the text of a mail: its blocks between empty lines."""
    return "\n\n".join(block for block in blocks if block)


def write_request_mail(asked: Entry, agency: str, attached: Iterable[str]) -> MailText:
    """Return the mail in which an agency asks for approval, in the pack's words, with what is attached."""
    body = join_blocks(
        asked["opening"], f"{_('Agency')}: {agency}", list_lines(_("Attached:"), attached), asked["closing"]
    )
    return MailText(asked["to"], f"{asked['subject']}: {agency}", body)
