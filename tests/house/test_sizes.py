"""Files, functions and statements stay small enough to be read."""

import ast
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
PRODUCT = ("agencies", "inventory", "training", "distributions", "lbn")
LINES_OF_A_FILE = 300
LINES_OF_A_FUNCTION = 40
COMPREHENSIONS_OF_A_STATEMENT = 2
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
SIMPLE = (ast.Assign, ast.AnnAssign, ast.AugAssign, ast.Expr, ast.Return, ast.Raise, ast.Assert)


def sources(*rooms):
    """Yield (path from the root, Python source) of all files but migrations."""
    for path in (path for room in rooms for path in sorted((ROOT / room).rglob("*.py"))):
        if "migrations" not in path.parts:
            yield path.relative_to(ROOT), path.read_text()


def crowded(source):
    """Yield the lines of simple statements that hold more comprehensions than one can read at once."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, SIMPLE):
            held = sum(isinstance(part, COMPREHENSIONS) for part in ast.walk(node))
            if held > COMPREHENSIONS_OF_A_STATEMENT:
                yield node.lineno


def test_no_file_and_no_function_is_too_long():
    found = []
    for path, source in sources(*PRODUCT, "tests"):
        if source.count("\n") > LINES_OF_A_FILE:
            found.append(f"{path}: {source.count(chr(10))} lines")
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.FunctionDef) and node.end_lineno - node.lineno > LINES_OF_A_FUNCTION:
                found.append(f"{path}:{node.lineno} {node.name}")

    assert found == []


def test_no_statement_is_crowded_with_comprehensions():
    assert [f"{path}:{line}" for path, source in sources(*PRODUCT) for line in crowded(source)] == []


def test_a_planted_crowd_is_found():
    assert list(crowded("a = [x for x in y]\nb = [[x for x in y], {x for x in y}, sum(x for x in y)]")) == [2]
