"""What the documents name is there: settings, commands, words of make, addresses, files, decisions, accounts.

A document that is wrong is worse than none: whoever follows it is stuck, and believes nothing else in it.
"""

import re
from pathlib import Path

import pytest
from django.core.management import get_commands
from django.urls import is_valid_path

from lbn.demo.access import INTRODUCED

ROOT = Path(__file__).parent.parent.parent
DOCUMENTS = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]
ROOMS = (
    "agencies",
    "distributions",
    "docs",
    "inventory",
    "lbn",
    "locale",
    "requirements",
    "static",
    "templates",
    "tests",
    "training",
)

COMMAND = re.compile(r"manage\.py ([a-z_]+)")
MAKE_WORD = re.compile(r"^(?:[A-Z]+=\w+ )*make ([a-z-]+)")
LINK = re.compile(r"\]\(([^)#]+)(?:#[^)]*)?\)")
QUOTED = re.compile(r"`([^`\n]+)`")
DECISION = re.compile(r"\bdecision (\d+)", re.IGNORECASE)
ACCOUNT = re.compile(r"\b[\w.]+@[\w.]+\.example\b")
PATH = re.compile(r"(?!/)[\w./-]*\w\.(?:py|md|js|css|html|toml|txt|json|po|mo)|[\w-]+(?:/[\w-]+)*/")
ADDRESS = re.compile(r"/[\w/.-]+")
SETTING = re.compile(r"""\b(?:env(?:\.\w+)?|need|os\.environ\.get)\(["']([A-Z_]+)["']""")
ROW = re.compile(r"^\| `([A-Z_]+)` \|", re.MULTILINE)
# Made when the application runs, so in no clone.
MADE_LATER = re.compile(r"var/|lbn\.sqlite3|/(?:dev|dir|path)\b")


def commands_missing_in(text):
    return sorted(set(COMMAND.findall(text)) - set(get_commands()))


def make_words():
    makefile = (ROOT / "Makefile").read_text()
    return set(re.search(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)[1].split()) - {"missing"}


def make_words_missing_in(text):
    said = {found[1] for words in [*QUOTED.findall(text), *text.splitlines()] if (found := MAKE_WORD.match(words))}
    return sorted(said - make_words())


def files():
    """Every file of the repository, as a path from its root; made files and environments left out."""
    below = [path for room in ROOMS for path in (ROOT / room).rglob("*") if path.is_file()]
    relative = [path.relative_to(ROOT) for path in (*ROOT.glob("*.*"), *below) if "__pycache__" not in path.parts]
    folders = {folder for path in relative for folder in path.parents}
    return [*map(str, relative), *(f"{folder}/" for folder in folders)]


def paths_missing_in(text, known):
    """The quoted paths that end the path of no file. A document may leave out the folders that it speaks of."""
    quoted = {word for word in QUOTED.findall(text) if PATH.fullmatch(word) and not MADE_LATER.search(word)}
    return sorted(word for word in quoted if not any(f"/{path}".endswith(f"/{word}") for path in known))


def addresses_missing_in(text):
    quoted = {word for word in QUOTED.findall(text) if ADDRESS.fullmatch(word)}
    return sorted(word for word in quoted if not is_valid_path(word))


def decisions_missing_in(text):
    there = {int(path.name[:4]) for path in (ROOT / "docs/decisions").glob("*.md")}
    return sorted({int(number) for number in DECISION.findall(text)} - there)


def links_missing_in(document, text):
    inside = [link for link in LINK.findall(text) if "://" not in link]
    return [link for link in inside if not (document.parent / link).exists()]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_what_a_document_names_is_there(document):
    text = document.read_text()

    assert commands_missing_in(text) == []
    assert make_words_missing_in(text) == []
    assert paths_missing_in(text, files()) == []
    assert addresses_missing_in(text) == []
    assert decisions_missing_in(text) == []
    assert links_missing_in(document, text) == []


@pytest.mark.parametrize(
    ("find", "text", "found"),
    [
        (commands_missing_in, "Run `manage.py load_everything --now`.", ["load_everything"]),
        (make_words_missing_in, "```\nPORT=1 make runn     # serves\nmake test\n```", ["runn"]),
        (
            lambda text: paths_missing_in(text, files()),
            "`agencies/nowhere.py`, `nowhere/`, `periods.py`",
            ["agencies/nowhere.py", "nowhere/"],
        ),
        (addresses_missing_in, "`/readyz` and `/ready-now`", ["/ready-now"]),
        (decisions_missing_in, "so (decision 1), and [decision 999]", [999]),
        (
            lambda text: links_missing_in(ROOT / "README.md", text),
            "[a](docs/no.md#part) [b](docs/look.md)",
            ["docs/no.md"],
        ),
    ],
)
def test_what_is_planted_and_not_there_is_found(find, text, found):
    assert find(text) == found


def test_every_setting_that_is_read_is_described_and_no_other():
    read = {
        name
        for path in ("lbn/settings.py", "gunicorn.conf.py")
        for name in SETTING.findall((ROOT / path).read_text())
    }

    described = ROW.findall((ROOT / "docs/running.md").read_text())

    assert sorted(described) == sorted(read)


def test_make_says_every_word_it_knows():
    makefile = (ROOT / "Makefile").read_text()

    said = set(re.findall(r'^\t@echo "make ([a-z-]+)  ', makefile, re.MULTILINE))

    assert said == make_words() - {"setup"}


def test_every_account_in_the_readme_is_one_of_the_demonstration():
    accounts = set(ACCOUNT.findall((ROOT / "README.md").read_text()))

    assert accounts - set(INTRODUCED) == set()
    assert len(accounts) > 5
