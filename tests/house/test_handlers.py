"""A handler that turns an error into a sentence names which errors it means.

What nobody names goes up to Django, which tells the log and answers with a fault. Handlers of a database's errors
stand in few places, because each has to tell busy from broken.
"""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
ROOMS = ("agencies", "inventory", "training", "distributions", "lbn")
WHATEVER_COMES = {"Exception", "BaseException"}
OF_A_DATABASE = {"Error", "DatabaseError", "InterfaceError", "InternalError", "OperationalError", "ProgrammingError"}
HANDLE_A_DATABASES = {
    "distributions/actions/log.py": "tries again what may have passed, and names what is busy",
    "distributions/views/import_progress.py": "ends a page that has begun with a sentence, and tells the log",
    "lbn/reporting/returns/actions/admission.py": "tries again where a press and an admission wait for each other",
    "lbn/health.py": "says that the database does not answer",
}


def caught_in(tree):
    """Yield (line, name) of each error that is caught or suppressed; a bare `except` catches whatever comes."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ExceptHandler):
            caught = [node.type] if node.type else [ast.Name("BaseException")]
        elif isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) == "suppress":
            caught = node.args
        else:
            continue
        for each in caught:
            for part in each.elts if isinstance(each, ast.Tuple) else [each]:
                yield node.lineno, ast.unparse(part).removeprefix("builtins.").removeprefix("db.")


def caught_in_product():
    for path in (path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))):
        for line, name in caught_in(ast.parse(path.read_text())):
            yield str(path.relative_to(ROOT)), line, name


def test_no_handler_means_whatever_comes():
    assert [found for found in caught_in_product() if found[2] in WHATEVER_COMES] == []


def test_errors_of_a_database_are_handled_where_busy_is_told_from_broken():
    assert {path for path, _line, name in caught_in_product() if name in OF_A_DATABASE} == set(HANDLE_A_DATABASES)


@pytest.mark.parametrize(
    "handler",
    [
        "try: ...\nexcept: ...",
        "try: ...\nexcept Exception: ...",
        "try: ...\nexcept (ValueError, Exception) as fault: ...",
        "try: ...\nexcept builtins.Exception: ...",
        "with suppress(ValueError, Exception): ...",
        "with contextlib.suppress(Exception): ...",
    ],
)
def test_a_planted_handler_is_found(handler):
    assert WHATEVER_COMES & {name for _line, name in caught_in(ast.parse(handler))}
