"""Every table is the one part, and every part knows what becomes of it on paper."""

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
TEMPLATES = ROOT / "templates"
PRINT = (ROOT / "static" / "look" / "print.css").read_text()
BY_HAND = re.compile(r"<table\b", re.IGNORECASE)
COMMENT = re.compile(r"{% comment %}.*?{% endcomment %}", re.DOTALL)
FIRST_CLASS = re.compile(r'<\w+[^>]*? class="([\w-]+)')
HIDDEN = re.compile(r"([^{}]*)\{ display: none !important; \}")

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


# Parts that say something to whoever reads the paper; buttons and links inside them are left out by themselves.
PRINTED = {
    *("area_map", "bar_chart", "chart_table", "dot_map", "line_chart", "no_chart", "map_mark"),
    *("checklist", "definitions", "figure", "progress", "status", "steps", "todo_item", "trail"),
    *("empty", "error_summary", "form", "notice"),
    *("icon", "mark", "table", "table_total"),
}
# Stand inside a part that is not printed.
INSIDE = {
    **{"copy_link": "screen-only", "languages": "site-footer", "navigation": "sidebar"},
    **dict.fromkeys(("filter_field", "filter_fields"), "filters"),
}


def hidden_on_paper():
    """The classes that the style sheet of paper hides."""
    return {name for selectors in HIDDEN.findall(PRINT) for name in re.findall(r"\.([\w-]+)\s*[,{]?", selectors)}


def not_decided(parts):
    """The names of parts ({name: source}) of which nobody said what becomes of them on paper."""
    hidden = hidden_on_paper()
    first = {name: FIRST_CLASS.search(COMMENT.sub("", source)) for name, source in parts.items()}
    classes = {name: INSIDE.get(name) or (found[1] if found else "") for name, found in first.items()}
    return {name for name, css in classes.items() if name not in PRINTED and css not in hidden}


def test_every_part_is_printed_or_hidden_on_paper():
    parts = {path.stem: path.read_text() for path in (TEMPLATES / "parts").glob("*.html")}

    assert not_decided(parts) == set()
    assert {*PRINTED, *INSIDE} <= parts.keys()


def test_a_planted_part_that_paper_does_not_know_is_found():
    assert not_decided({"planted": '{% comment %}class="filters"{% endcomment %}<div class="shelf">'}) == {"planted"}


def test_a_table_repeats_its_head_on_each_sheet_and_a_page_its_heading():
    rules = " ".join(PRINT.split())

    assert ".table thead { display: table-header-group; }" in rules
    assert ".page-header { display: table-header-group; break-inside: avoid; }" in rules
    assert "counter(page)" in rules
