"""Files and functions stay small enough to be read."""

import ast
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
ROOMS = ("agencies", "inventory", "training", "distributions", "lbn", "tests")
LINES_OF_A_FILE = 300
LINES_OF_A_FUNCTION = 40


def test_no_file_and_no_function_is_too_long():
    found = []
    for path in (path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))):
        if "migrations" in path.parts:
            continue
        source = path.read_text()
        if source.count("\n") > LINES_OF_A_FILE:
            found.append(f"{path.relative_to(ROOT)}: {source.count(chr(10))} lines")
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.FunctionDef) and node.end_lineno - node.lineno > LINES_OF_A_FUNCTION:
                found.append(f"{path.relative_to(ROOT)}:{node.lineno} {node.name}")

    assert found == []
