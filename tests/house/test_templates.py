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
