"""A public name stands once in the product, and a function is a verb or a question, never a participle.

View functions may share a name: they are called by their module.
"""

import ast
import re
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
ROOMS = ("agencies", "inventory", "training", "distributions", "lbn")
CALLED_BY_DJANGO = {"Command", "Meta"}
IRREGULAR = "told said shown kept seen found given known taken written read_from made drawn sorted_of left_out"
PARTICIPLE = re.compile(rf"_?(?:{IRREGULAR.replace(' ', '|')}|[a-z]+ed)")
ENDS_LIKE_ONE = {"need", "feed", "seed", "speed", "embed", "exceed", "proceed", "succeed"}


def trees():
    """Yield (path from the root, syntax tree) for each file of the product."""
    for path in (path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))):
        if "migrations" not in path.parts:
            yield str(path.relative_to(ROOT)), ast.parse(path.read_text())


def public_names(name, tree):
    """Yield the classes of a file, and its functions where it holds no views."""
    for node in tree.body:
        is_function = isinstance(node, ast.FunctionDef) and "/views" not in name and not node.name.startswith("_")
        if (isinstance(node, ast.ClassDef) or is_function) and node.name not in CALLED_BY_DJANGO:
            yield node.name


def participles(tree):
    """Yield the functions and methods named by a participle; a property is no function to its reader."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and PARTICIPLE.fullmatch(node.name):
            is_property = any("property" in ast.unparse(decorator) for decorator in node.decorator_list)
            if node.name.strip("_") not in ENDS_LIKE_ONE and not is_property:
                yield node.name


def test_a_public_name_stands_once():
    homes = defaultdict(set)
    for path, tree in trees():
        for name in public_names(path, tree):
            homes[name].add(path)

    assert {name: sorted(paths) for name, paths in homes.items() if len(paths) > 1} == {}


def test_a_function_is_a_verb_or_a_question():
    found = [f"{path} {name}" for path, tree in trees() for name in participles(tree)]

    assert found == []


def test_a_planted_participle_is_found_and_a_property_is_spared():
    functions = "def feed(): ...\ndef _counted(): ..."
    methods = "class A:\n    def told(self): ...\n    @property\n    def sealed(self): ..."

    assert list(participles(ast.parse(f"{functions}\n{methods}"))) == ["_counted", "told"]
