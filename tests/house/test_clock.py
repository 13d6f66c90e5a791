"""Only views and commands ask what day it is; everything else is told."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
ROOMS = ("agencies", "inventory", "training", "distributions", "lbn")
MAY_ASK = ("views", "commands")
ASKS = {"datetime.now", "date.today", "datetime.today", "datetime.utcnow", "timezone.now", "timezone.localdate"}


def asked_in(source):
    """The places in Python source that ask the system's clock, or ours."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            name = ast.unparse(node.func)
            if name.split(".", 1)[0] == "clock" or ".".join(name.split(".")[-2:]) in ASKS:
                found.append(f"line {node.lineno}: {name}")
    return found


def may_ask(path):
    return path.name in ("clock.py", "views.py") or any(part in MAY_ASK for part in path.parts)


def test_only_views_and_commands_ask_the_clock():
    found = [
        f"{path.relative_to(ROOT)}, {place}"
        for room in ROOMS
        for path in sorted((ROOT / room).rglob("*.py"))
        if not may_ask(path.relative_to(ROOT))
        for place in asked_in(path.read_text())
    ]

    assert found == []


@pytest.mark.parametrize("planted", ["datetime.now()", "clock.today(zone)", "timezone.now()", "date.today()"])
def test_a_planted_look_at_the_clock_is_found(planted):
    assert len(asked_in(planted)) == 1
