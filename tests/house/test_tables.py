"""Every table is the one part: no template outside templates/parts/ writes one by hand."""

import re
from pathlib import Path

TEMPLATES = Path(__file__).parent.parent.parent / "templates"
BY_HAND = re.compile(r"<table\b", re.IGNORECASE)

# Only shrinks. Why each is not drawn by parts/table.html:
ALLOWED = {
    "allauth/elements/table.html": "allauth fills it in",
    "distributions/tracking_sheet.html": "a sheet of paper to write on",
    "lbn/table_inline_formset.html": "a form whose lines are fields",
}


def test_no_page_writes_a_table_by_hand():
    by_hand = {
        str(path.relative_to(TEMPLATES))
        for path in TEMPLATES.rglob("*.html")
        if path.parent != TEMPLATES / "parts" and BY_HAND.search(path.read_text())
    }

    assert by_hand == set(ALLOWED)


def test_a_planted_table_is_found_and_a_word_is_not():
    assert BY_HAND.search('<div><TABLE class="table">')
    assert not BY_HAND.search("{% include 'parts/table.html' %}")
