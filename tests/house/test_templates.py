"""Every template compiles and keeps the content security policy: no style and no script inside a page.

A mail is no page of ours: its style stands inside it, since mail programs know no style sheets. It loads nothing.
"""

import re
from pathlib import Path

import pytest
from django.template.loader import get_template

ROOT = Path(__file__).parent.parent.parent
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
MOST_LINES = 120
INLINE = re.compile(r"<style|\sstyle\s*=|<script(?![^>]*\ssrc=)|\son[a-z]+\s*=\s*[\"']|javascript:", re.IGNORECASE)
LETTER = "mail/letter.html"
STYLE = re.compile(r"\sstyle\s*=")
ELSEWHERE = re.compile(r"(?:src|href|action)\s*=\s*[\"']?(?:https?:)?//", re.IGNORECASE)


COMMENT = re.compile(r"{#.*?#}|{% comment %}.*?{% endcomment %}", re.DOTALL)
# A browser closes these by itself, and puts what follows somewhere else.
CLOSED = [
    "a",
    "article",
    "button",
    "details",
    "div",
    "dl",
    "fieldset",
    "form",
    "li",
    "nav",
    "ol",
    "p",
    "section",
    "span",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
]


def left_open(source):
    """The elements that a template opens oftener than it closes them, or the other way round. Branches of a template
    that open an element each have to close it each."""
    said = COMMENT.sub("", source)
    return [tag for tag in CLOSED if len(re.findall(rf"<{tag}\b", said)) != said.count(f"</{tag}>")]


def name_of(path):
    return str(path.relative_to(ROOT / "templates"))


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_a_template_compiles_and_holds_nothing_inline(path):
    source = path.read_text()
    if name_of(path) == LETTER:
        source = STYLE.sub(" ", source)

    get_template(name_of(path))

    assert INLINE.findall(source) == []
    assert ELSEWHERE.findall(source) == []
    assert source.count("\n") <= MOST_LINES


@pytest.mark.parametrize(
    "planted", ['<p style="color:red">', "<script>alert(1)</script>", '<a onclick="go()">', "<style>p{}</style>"]
)
def test_a_planted_inline_is_found(planted):
    assert INLINE.search(planted)


def test_a_script_file_is_not_inline():
    assert not INLINE.search('<script src="/terminal/app.0.js" type="module"></script>')


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_a_template_closes_what_it_opens(path):
    assert left_open(path.read_text()) == []


def test_a_row_without_its_table_is_found():
    assert left_open("{% for row in rows %}<tr><td>1</td></tr>{% endfor %}</tbody></table></div>") == [
        "div",
        "table",
        "tbody",
    ]
