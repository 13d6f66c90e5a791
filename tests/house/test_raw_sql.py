"""Raw SQL stands in one room, `agencies/sql`, and in migrations; everything else asks through the ORM."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
ROOMS = ("agencies", "inventory", "training", "distributions", "lbn")
ROOM = ROOT / "agencies" / "sql"
CALLS = {"cursor", "execute", "executemany", "executescript", "raw", "extra", "RawSQL", "get_compiler"}
STATEMENT = re.compile(r"\s*(SELECT|INSERT|UPDATE|DELETE|PRAGMA|WITH|CREATE|ALTER|DROP|LOCK)\s")


def statements(source):
    """Yield (line, what) for each call that goes past the ORM, and for each text that begins like a statement."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            if name in CALLS:
                yield node.lineno, name
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and STATEMENT.match(node.value):
            yield node.lineno, node.value


def test_raw_sql_stands_in_one_room():
    found = [
        f"{path.relative_to(ROOT)}:{line} {what}"
        for path in (path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py")))
        if "migrations" not in path.parts and not path.is_relative_to(ROOM)
        for line, what in statements(path.read_text())
    ]

    assert found == []


@pytest.mark.parametrize(
    "planted",
    [
        "with connection.cursor() as c: pass",
        'Agency.objects.raw("x")',
        'Agency.objects.annotate(n=RawSQL("1", []))',
        'agencies.extra(where=["1=1"])',
        'LATE = "\\n  UPDATE agencies_agency SET name = 1"',
        'f"SELECT {name}"',
    ],
)
def test_a_planted_statement_is_found(planted):
    assert len(list(statements(planted))) == 1


def test_the_room_itself_is_where_they_are():
    assert any(True for path in ROOM.glob("*.py") for _found in statements(path.read_text()))
