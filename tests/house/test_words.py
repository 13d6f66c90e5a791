"""People read the house's words, not the code's: none of the left-out ones stands on a page or in a pack.

Looked at is what people read: text, translated strings and spoken attributes of templates (where the terminal's
script has its words from, too), the sentences that Python marks for translation, and the values of packs.
"""

import ast
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
ROOMS = ("agencies", "inventory", "training", "distributions", "lbn")
LEFT_OUT = {
    r"hand-?overs?": "kit left",
    r"jurisdictions?": "county, or county only (ZIP not known)",
    r"deput(y|ies)": "backup coordinator",
    r"nil reports?": "no kits this period",
    r"re-?certif\w+": "yearly confirmation",
    r"issues?|issued": "published report",
    r"operators?": "the program office by its own name",
    r"rule packs?": "state program",
    r"addicts?|abuse|abusers?|junk(y|ies)": "people at risk of overdose",
    r"clean": "not a word for people",
}
SAID_OTHERWISE = re.compile(r"\b(" + "|".join(f"(?:{word})" for word in LEFT_OUT) + r")\b", re.IGNORECASE)
MARKERS = {"_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy"}

COMMENT = re.compile(r"{%\s*comment\b.*?%}.*?{%\s*endcomment\s*%}|{#.*?#}|<!--.*?-->", re.DOTALL)
TRANSLATED = re.compile(r"""{%\s*(?:translate|trans)\s+(?:"([^"]*)"|'([^']*)')[^%]*%}""")
TAG = re.compile(r"{%.*?%}|{{.*?}}", re.DOTALL)
SPOKEN = re.compile(r"""\b(?:aria-label|alt|title|placeholder)\s*=\s*"([^"]*)\"""")
ELEMENT = re.compile(r"<[^>]*>", re.DOTALL)


def text_of_template(source):
    """What people read, or hear, of a template."""
    source = COMMENT.sub("", source)
    translated = [one or other for one, other in TRANSLATED.findall(source)]
    source = TAG.sub(" ", TRANSLATED.sub(" ", source))
    return [*translated, *SPOKEN.findall(source), " ".join(ELEMENT.sub(" ", source).split())]


def sentences_in_python(source):
    """The strings that Python marks for translation."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) in MARKERS:
            for given in node.args:
                if isinstance(given, ast.Constant) and isinstance(given.value, str):
                    yield given.value


def values_in_pack(value):
    """The values of a pack that hold more than one word; single words are slugs."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for part in value:
            yield from values_in_pack(part)
    elif isinstance(value, str) and " " in value:
        yield value


def readings():
    """Yield (file, what people read of it)."""
    for path in sorted((ROOT / "templates").rglob("*.*")):
        yield path, text_of_template(path.read_text())
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            yield path, sentences_in_python(path.read_text())
    for path in sorted((ROOT / "agencies" / "programs").glob("*.toml")):
        yield path, values_in_pack(tomllib.loads(path.read_text()))


def left_out_in(texts):
    return [found[0] for text in texts for found in SAID_OTHERWISE.finditer(text)]


def test_nobody_reads_a_left_out_word():
    said = [(str(path.relative_to(ROOT)), word) for path, texts in readings() for word in left_out_in(texts)]

    assert said == []


@pytest.mark.parametrize(
    "planted",
    [
        "<p>Log a hand-over</p>",
        '{% translate "Your jurisdiction" %}',
        '{% translate "Published issues" as title %}',
        "{% blocktranslate trimmed %}A deputy coordinator{% endblocktranslate %}",
        '<button aria-label="Nil report">0</button>',
        """<i title="{% translate 'Ask the operator' %}"></i>""",
    ],
)
def test_a_planted_word_in_a_template_is_found(planted):
    assert len(left_out_in(text_of_template(planted))) == 1


@pytest.mark.parametrize(
    "spared",
    [
        "{% comment %}Takes `issue`, a published report.{% endcomment %}",
        "{% for issue in issues %}{{ issue.jurisdiction.label }}{% endfor %}",
        """<a class="issue" href="{% url 'operator:agencies' %}">Agencies</a>""",
        "<p>The tissue, the cleanest, a cooperator</p>",
    ],
)
def test_what_nobody_reads_and_what_only_looks_alike_is_spared(spared):
    assert left_out_in(text_of_template(spared)) == []


def test_a_planted_word_in_python_and_in_a_pack_is_found():
    python = 'sentence = _("Clean "\n"since May")\ncode = {"issue": jurisdiction("operator")}'
    pack = {"slug": "operator", "cards": [{"avoid": "You addict and so on"}]}

    assert left_out_in(sentences_in_python(python)) == ["Clean"]
    assert left_out_in(values_in_pack(pack)) == ["addict"]
