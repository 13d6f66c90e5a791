"""A room imports only from lower floors: never sideways, never up, never inside a function."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
FLOORS = {
    "agencies": 1,
    "inventory": 2,
    "training": 2,
    "distributions": 3,
    "lbn.reporting": 4,
    "lbn.toolkit": 4,
    "lbn": 5,
}


def room_of(module):
    """The application that a dotted module name is in, or None for a library."""
    return next((room for room in sorted(FLOORS, key=len, reverse=True) if f"{module}.".startswith(f"{room}.")), None)


def imports_in(source):
    """Yield (line, module, whether it is inside a function) for each import in Python source."""
    tree = ast.parse(source)
    lazy = {
        id(inner)
        for outer in ast.walk(tree)
        if isinstance(outer, ast.FunctionDef | ast.AsyncFunctionDef)
        for inner in ast.walk(outer)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for name in node.names:
                yield node.lineno, name.name, id(node) in lazy
        elif isinstance(node, ast.ImportFrom) and not node.level:
            for name in node.names:
                yield node.lineno, f"{node.module}.{name.name}", id(node) in lazy


def trespasses(room, source):
    """Sentences for the imports in `source`, a file of `room`, that leave the house's order."""
    found = []
    for line, module, lazy in imports_in(source):
        other = room_of(module)
        if other is None or other == room:
            continue
        if FLOORS[other] >= FLOORS[room]:
            found.append(f"line {line}: {room} may not import {module}")
        elif lazy:
            found.append(f"line {line}: {module} is imported inside a function")
    return found


def files_of(room):
    folder = ROOT / room.replace(".", "/")
    inner = [ROOT / other.replace(".", "/") for other in FLOORS if other.startswith(f"{room}.")]
    return [path for path in sorted(folder.rglob("*.py")) if not any(path.is_relative_to(other) for other in inner)]


@pytest.mark.parametrize("room", [room for room in FLOORS if (ROOT / room.replace(".", "/")).is_dir()])
def test_a_room_imports_only_from_lower_floors(room):
    found = [
        f"{path.relative_to(ROOT)}, {sentence}"
        for path in files_of(room)
        if "migrations" not in path.parts
        for sentence in trespasses(room, path.read_text())
    ]

    assert found == []


@pytest.mark.parametrize(
    ("room", "source"),
    [
        ("agencies", "from distributions.models import DailyCount"),
        ("inventory", "import training.models"),
        ("lbn.reporting", "from lbn.views import home"),
        ("distributions", "def late():\n    from inventory.models import Item"),
    ],
    ids=["up", "sideways", "to the roof", "lazily"],
)
def test_a_planted_trespass_is_found(room, source):
    assert len(trespasses(room, source)) == 1
