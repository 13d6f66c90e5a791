"""A room imports only from lower floors: never sideways, never up, never inside a function.

Read is every way to name a module: plain, relative (`from ..x import y`), only for types, inside a function, and by
its name as a string (`import_module("x.y")`). Decision 11 says why no library does it.
"""

import ast
from importlib.util import resolve_name
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
BY_STRING = {"import_module", "import_string", "__import__"}


def room_of(module):
    """The application that a dotted module name is in, or None for a library."""
    return next((room for room in sorted(FLOORS, key=len, reverse=True) if f"{module}.".startswith(f"{room}.")), None)


def package_of(path):
    """The dotted name of the package that a file of the product is in."""
    return ".".join(path.relative_to(ROOT).parent.parts)


def modules_named(node, package):
    """The modules that a statement of a file in `package` imports, by their full names."""
    if isinstance(node, ast.Import):
        return [name.name for name in node.names]
    if isinstance(node, ast.ImportFrom):
        module = resolve_name("." * node.level + (node.module or ""), package)
        return [f"{module}.{name.name}" for name in node.names]
    if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) in BY_STRING:
        named = [given.value for given in node.args[:1] if isinstance(given, ast.Constant)]
        return [resolve_name(module, package) for module in named]
    return []


def imports_in(source, package):
    """Yield (line, module, whether it is inside a function) for each import in a file of `package`."""
    tree = ast.parse(source)
    lazy = {
        id(inner)
        for outer in ast.walk(tree)
        if isinstance(outer, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        for inner in ast.walk(outer)
    }
    for node in ast.walk(tree):
        for module in modules_named(node, package):
            yield node.lineno, module, id(node) in lazy


def trespasses(source, package):
    """Sentences for the imports in the source of a file in `package` that leave the house's order."""
    found = []
    room = room_of(package)
    for line, module, lazy in imports_in(source, package):
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
        for sentence in trespasses(path.read_text(), package_of(path))
    ]

    assert found == []


@pytest.mark.parametrize(
    ("package", "source"),
    [
        ("agencies", "from distributions.models import DailyCount"),
        ("inventory.actions", "import training.models"),
        ("lbn.reporting", "from lbn.views import home"),
        ("lbn.reporting", "from ..home import agency"),
        ("lbn.reporting.tables", "from ... import views"),
        ("agencies", "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from inventory.models import Item"),
        ("agencies", "import importlib\nlog = importlib.import_module('distributions.models')"),
        ("lbn.reporting", "from importlib import import_module\nhome = import_module('..home', __package__)"),
        ("agencies", "DailyCount = import_string('distributions.models.DailyCount')"),
        ("distributions", "def late():\n    from inventory.models import Item"),
        ("distributions", "def late():\n    return import_module('inventory.models')"),
        ("distributions", "late = lambda: __import__('inventory.models')"),
    ],
    ids=[
        *("up", "sideways", "to the roof", "relative", "relative, only dots", "for types"),
        *("string", "relative string", "string of a name", "lazily", "string, lazily", "in a lambda"),
    ],
)
def test_a_planted_trespass_is_found(package, source):
    assert len(trespasses(source, package)) == 1


def test_a_relative_import_inside_a_room_stays():
    assert trespasses("from . import columns\nfrom ..places import locate", "agencies.sheets") == []
