"""Every mail has its kind, its text and somebody who sends it; none greets, fills space or leads nowhere."""

import ast
import re
from pathlib import Path

import pytest

from agencies.mail_kinds import MailKind

ROOT = Path(__file__).parent.parent.parent
ROOMS = ("agencies", "inventory", "training", "distributions", "lbn")
TEXTS = sorted((ROOT / "templates" / "mail").glob("*.txt"))
TRANSLATED = re.compile(r"""{%\s*translate\s+(?:"([^"]*)"|'([^']*)')[^%]*%}""")
TAG = re.compile(r"{%.*?%}|{{.*?}}", re.DOTALL)
GREETING = re.compile(r"\s*(?:hello|hi|dear|good (?:morning|day)|greetings)\b", re.IGNORECASE)
FILLER = re.compile(
    r"please note|please be advised|do not hesitate|kindly|thank you for|we are (?:pleased|happy|excited)|"
    r"this is an automated|do not reply|best regards|sincerely|click here|in order to|as you may know",
    re.IGNORECASE,
)
FIRST_LINK = re.compile(r"\n{{ (?:\w+\.)?links?(?:\.\w+)? }}\n")
BUTTON_AT_MOST = 40
LINK = re.compile(
    r"""(?:{%\s*translate\s+"[^"]*:"\s*%}|:{%\s*endblocktranslate\s*%})\n{{ (?:\w+\.)?links?(?:\.\w+)? }}\n"""
)


def words_of(source):
    """The words of a mail as its template writes them, with a sign for each that is filled in."""
    return TAG.sub("…", TRANSLATED.sub(lambda said: said[1] or said[2], source))


def kinds_sent(source):
    """The kinds that the source of a file sends: `send(kind=MailKind.X, …)`, or to coordinators of agencies."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("send", "tell_coordinators", "_mail_all"):
            yield from (
                inner.attr
                for given in node.keywords
                if given.arg == "kind"
                for inner in ast.walk(given.value)
                if isinstance(inner, ast.Attribute) and ast.unparse(inner.value) == "MailKind"
            )


def faults_in(source):
    """What is wrong with the text of a mail, in words."""
    subject, _, text = source.partition("\n\n")
    words = words_of(text)
    found = []
    if GREETING.match(words.lstrip("… \n")):
        found.append("begins with a greeting")
    if FILLER.search(words) or FILLER.search(words_of(subject)):
        found.append("says nothing")
    if not LINK.search(text):
        return [*found, "leads nowhere: write what the link opens, and the link on the next line"]
    said, _line, button = words_of(text[: FIRST_LINK.search(text).start()]).rpartition("\n")
    if not re.search(r"[.?](?:\s|…|$)|- …", said):
        found.append("says what to press before what happened")
    if len(button) > BUTTON_AT_MOST or re.search(r"[.?]", button):
        found.append("has a sentence for a button")
    return found


def test_every_kind_has_its_text_and_every_text_its_kind():
    assert sorted(path.stem for path in TEXTS) == sorted(MailKind.values)


def test_every_kind_is_sent_by_somebody():
    files = [path for room in ROOMS for path in (ROOT / room).rglob("*.py")]

    sent = {name for path in files for name in kinds_sent(path.read_text())}

    assert sent == set(MailKind.names)


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_a_mail_says_what_happened_and_leads_on(path):
    assert faults_in(path.read_text()) == []


@pytest.mark.parametrize(
    ("planted", "fault"),
    [
        ('Hello {{ name }}, it came.\n\n{% translate "Open it:" %}\n{{ link }}\n', "begins with a greeting"),
        ('Please note that it came.\n\n{% translate "Open it:" %}\n{{ link }}\n', "says nothing"),
        ('It came.\n\n{% translate "Not right? Open the page:" %}\n{{ link }}\n', "has a sentence for a button"),
        ('It:\n\n{% translate "Open it:" %}\n{{ link }}\nIt came.\n', "says what to press before what happened"),
        ("It came. {{ link }}\n", "leads nowhere: write what the link opens, and the link on the next line"),
    ],
)
def test_a_planted_fault_is_found(planted, fault):
    assert faults_in(f"Subject\n\n{planted}") == [fault]


def test_who_sends_a_kind_is_found_in_whatever_way_it_is_chosen():
    either = "send(to=address, kind=MailKind.DIGEST if late else MailKind.REMINDER)"

    assert list(kinds_sent(either)) == ["DIGEST", "REMINDER"]
    assert list(kinds_sent("post(kind=MailKind.DIGEST)")) == []
