"""A model's QuerySet stands in the module of its model; rooms named `querysets` ask what reads several models."""

import ast
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
ROOMS = ("agencies", "inventory", "training", "distributions", "lbn")


def querysets_elsewhere(name, source):
    """Yield the QuerySet classes of a file that holds no models."""
    if "models" in Path(name).parts or name.endswith("/models.py"):
        return
    for node in ast.parse(source).body:
        if isinstance(node, ast.ClassDef) and any("QuerySet" in ast.unparse(base) for base in node.bases):
            yield f"{name} {node.name}"


def test_a_queryset_stands_beside_its_model():
    paths = (path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py")))
    found = [each for path in paths for each in querysets_elsewhere(str(path.relative_to(ROOT)), path.read_text())]

    assert found == []


def test_a_planted_queryset_is_found_and_one_beside_its_model_is_spared():
    planted = 'class CountQuerySet(models.QuerySet["Count"]): ...'

    assert list(querysets_elsewhere("inventory/querysets/counts.py", planted)) == [
        "inventory/querysets/counts.py CountQuerySet"
    ]
    assert list(querysets_elsewhere("inventory/models/counts.py", planted)) == []
