"""The HTML of a mail, made from its plain text: the same words, with its links as buttons.

A text is blocks between empty lines. Lines that begin with "- " or "1. " are a list. A line that is nothing but one
of our own links belongs to the line before it, which says what it opens: "See the report:". Nothing else becomes a
link, so what people have typed leads nowhere. Mail programs know no style sheets; nothing is loaded, no picture and
no font.
"""

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Any, NamedTuple

from django.conf import settings
from django.template.loader import render_to_string

from agencies.models import User

LOOKS_LIKE_A_LINK = re.compile(r"\S*(?:://|www\.|@)\S*|\S*\w\.[^\W\d_]{2,}\S*", re.IGNORECASE)
TYPED_AT_MOST = 80
MARK = re.compile(r"(?P<bullet>- )|(?P<number>\d+\. )")


class LetterPart(NamedTuple):
    """A piece of a letter: "text", "bullet" or "number" with its lines, or a "link" with what it says and opens."""

    kind: str
    lines: list[str]
    link: str = ""
    is_first: bool = False

    @property
    def words(self) -> str:
        return " ".join(self.lines)


def quote_typed(text: Any, at_most: int = TYPED_AT_MOST) -> str:
    """What somebody typed, as a mail to others says it: one line of at most 80 characters, or of `at_most`, without
    links or addresses.

    Mail programs make a link of anything that looks like one, so a name could lead wherever its owner likes. Somebody
    without a name is called by their own address; of what is nothing but a link "…" is left.
    """
    if isinstance(text, User) and not text.name:
        return text.email
    words = " ".join(LOOKS_LIKE_A_LINK.sub("", str(text)).split())
    if not words:
        return "…"
    return words if len(words) <= at_most else f"{words[: at_most - 1].rstrip()}…"


def write_letter(text: str, *, subject: str, language: str) -> str:
    """Return `text` as the HTML of a mail. The first link is drawn as its button, the others as links."""
    parts = list(split_letter(text))
    return render_to_string("mail/letter.html", {"parts": parts, "subject": subject, "language": language})


def split_letter(text: str) -> Iterator[LetterPart]:
    """Yield the pieces of a letter in their order."""
    is_first = True
    for block in re.split(r"\n\s*\n", text.strip()):
        waiting: list[str] = []
        for line in (line.strip() for line in block.splitlines()):
            if not is_our_link(line):
                waiting.append(line)
                continue
            yield from _group(waiting[:-1])
            yield LetterPart("link", [words.removesuffix(":") for words in waiting[-1:] or [line]], line, is_first)
            waiting, is_first = [], False
        yield from _group(waiting)


def is_our_link(line: str) -> bool:
    """Tell whether a line is an address of ours and nothing else."""
    return line.startswith(f"{settings.LBN_BASE_URL}/") and " " not in line


def _group(lines):
    """Yield runs of lines of one kind, without their marks."""
    for kind, run in groupby(lines, _kind_of):
        yield LetterPart(kind, [line if kind == "text" else MARK.sub("", line, count=1) for line in run])


def _kind_of(line):
    mark = MARK.match(line)
    return str(mark.lastgroup) if mark else "text"
