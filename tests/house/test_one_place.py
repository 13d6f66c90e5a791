"""What stands once on the ground is not built anew elsewhere: days and numbers, downloads, refusals, `--on`."""

import re
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
ROOMS = ("agencies", "inventory", "training", "distributions", "lbn")
# A cell, a place, an entry of a batch and its body are judged; all else is refused by an action.
REFUSALS = r"(?:(?!Cell|Place|Line|Entry|Body)\w*Refused|NotCounted|EmployeeNumberTaken|AgencyKnown|AlreadyEntered)"
# kind: (which files, what betrays it, where it stands)
KINDS = {
    "days and numbers": (
        r"\.py$",
        r"date_format\(|\bintcomma\b|number_format\(|strftime\(|:\+?,\}",
        ["agencies/wording.py"],
    ),
    # Of a template's days only those that a machine reads are its own: a month in an address, an attribute.
    "filters": (
        r"^templates/",
        r"""{[{%][^}]*\|(?:date\b(?!:"(?:Y-m|c)")|intcomma|floatformat)""",
        ["agencies/templatetags/wording.py"],
    ),
    "downloads": (r"\.py$", r"Content-Disposition|as_attachment", ["agencies/downloads.py"]),
    "refusals": (
        r"/(?:views|forms|commands)[/.]",  # where a refusal meets people
        rf"except [^\n]*\b{REFUSALS}\b[^\n]*:",
        ["agencies/refusals.py", "agencies/views/arrivals.py", "distributions/views/import_progress.py"],
    ),
    "days of commands": (r"\.py$", r'"--on"', ["agencies/management/day_option.py"]),
}
# How many files of a folder have yet to move. It only falls: a folder that has moved must be struck out.
YET_TO_MOVE: dict[str, dict[str, int]] = {}


def read_files():
    """{name: text} of the product's Python and templates."""
    python = [path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))]
    templates = [path for path in sorted((ROOT / "templates").rglob("*.*")) if path.suffix in (".html", ".txt")]
    names = {str(path.relative_to(ROOT)): path for path in [*python, *templates] if "migrations" not in path.parts}
    return {name: path.read_text() for name, path in names.items()}


def find_builders(kind, sources):
    """The names of the files that build it themselves."""
    where, pattern, homes = KINDS[kind]
    return [
        name
        for name, source in sources.items()
        if re.search(where, name) and name not in homes and re.search(pattern, source)
    ]


def folder_of(name):
    return "/".join(name.split("/")[:2])


@pytest.mark.parametrize("kind", KINDS)
def test_what_stands_once_is_taken_from_there(kind):
    found, allowed = find_builders(kind, read_files()), YET_TO_MOVE.get(kind, {})
    counts = Counter(map(folder_of, found))

    assert [name for name in found if counts[folder_of(name)] > allowed.get(folder_of(name), 0)] == []
    assert [folder for folder in allowed if not counts[folder]] == []


@pytest.mark.parametrize(
    ("kind", "name", "planted"),
    [
        ("days and numbers", "training/roster.py", 'words = f"{people:,} people"'),
        ("days and numbers", "inventory/views/lots.py", "day = date_format(lot.expires_on)"),
        ("filters", "templates/inventory/lot.html", '{{ lot.expires_on|date:"M j" }}'),
        ("filters", "templates/inventory/lot.html", "{% blocktranslate with day=lot.expires_on|date %}"),
        ("filters", "templates/inventory/lot.html", "{{ lot.quantity|intcomma }}"),
        ("downloads", "inventory/views/lots.py", 'response["Content-Disposition"] = "attachment"'),
        ("refusals", "inventory/views/lots.py", "except actions.LotRefused as refusal:"),
        ("refusals", "agencies/forms/team.py", "except (LinkRefused, Refused) as refusal:"),
        ("days of commands", "inventory/management/commands/check_ledger.py", 'parser.add_argument("--on")'),
    ],
)
def test_a_planted_builder_is_found(kind, name, planted):
    assert find_builders(kind, {name: planted}) == [name]


@pytest.mark.parametrize(
    ("kind", "name", "spared"),
    [
        ("filters", "templates/distributions/month.html", '?first={{ month|date:"Y-m" }}'),
        ("refusals", "inventory/actions/arrivals.py", "except StockRefused as refused:"),
        ("refusals", "distributions/forms/lines.py", "except CellRefused as refusal:"),
        ("downloads", "agencies/downloads.py", "Content-Disposition"),
    ],
)
def test_what_a_machine_reads_and_what_passes_on_is_spared(kind, name, spared):
    assert find_builders(kind, {name: spared}) == []
