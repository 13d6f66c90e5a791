"""The wings of reporting stand in an order: each imports only from those before it, and there is no circle."""

from pathlib import Path

import pytest

from tests.house.test_floors import imports_in, package_of

ROOT = Path(__file__).parent.parent.parent
REPORTING = ROOT / "lbn" / "reporting"
# Each wing, and those that it may know. `fold` is pure: it knows nothing of a database or of its neighbors.
MAY_KNOW = {
    "calendar": set(),
    "fold": set(),
    "documents": {"calendar", "fold"},
    "models": {"calendar", "fold", "documents"},
    "evidence": {"documents", "models"},
    "returns": {"calendar", "documents", "models"},
    "published": {"calendar", "fold", "documents", "models", "evidence", "returns"},
    "urls": {"returns", "published"},
    "management": {"models", "evidence", "returns", "published"},
}


def wing_of(module):
    """The wing that a dotted name is in, or "" for everything else."""
    parts = f"{module}.".split(".")
    return parts[2] if parts[:2] == ["lbn", "reporting"] else ""


def strangers_in(source, package):
    """Sentences for the imports in the source of a file in `package` that a wing may not make."""
    own = wing_of(package)
    others = ((line, module, wing_of(module)) for line, module, _lazy in imports_in(source, package))
    return [
        f"line {line}: {own} may not import {module}"
        for line, module, other in others
        if other and other != own and other not in MAY_KNOW[own]
    ]


def test_every_folder_of_reporting_is_a_wing_with_its_place():
    folders = {path.name for path in REPORTING.iterdir() if (path / "__init__.py").exists()}

    assert folders - {"migrations"} == set(MAY_KNOW)


@pytest.mark.parametrize("wing", MAY_KNOW)
def test_a_wing_imports_only_from_those_before_it(wing):
    found = [
        f"{path.relative_to(ROOT)}, {sentence}"
        for path in sorted((REPORTING / wing).rglob("*.py"))
        for sentence in strangers_in(path.read_text(), package_of(path))
    ]

    assert found == []


@pytest.mark.parametrize(
    ("package", "source"),
    [
        ("lbn.reporting.documents", "from lbn.reporting.models import Issue"),
        ("lbn.reporting.fold", "from ..documents import to_plain"),
        ("lbn.reporting.returns.views", "from lbn.reporting.published.files import file_of"),
    ],
)
def test_a_planted_stranger_is_found(package, source):
    assert len(strangers_in(source, package)) == 1
