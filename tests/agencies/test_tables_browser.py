"""The table in a browser: on a phone, on paper, and with rows to tick."""

from types import SimpleNamespace

import pytest
from django.conf import settings
from django.http import QueryDict
from django.template.loader import render_to_string

from agencies.tables import ListColumn, ListTable, StatusWord, TotalLine

LOOK = settings.BASE_DIR / "static" / "look"
SHEETS = ["tokens.css", "base.css", "parts.css"]
LONG = "County of Saint-Lawrence-on-the-Upper-Susquehanna-and-Lake-Ontario"
ROWS = [
    SimpleNamespace(name=f"Agency {number}", kits=number * 1000, place=LONG, state=StatusWord("ok", "Active"))
    for number in range(1, 4)
]
COLUMNS = [
    ListColumn("name", "Agency", is_sortable=True),
    ListColumn("place", "County"),
    ListColumn("state", "Status", kind="status"),
    ListColumn("kits", "Kits left", kind="number", is_sortable=True),
]
TICKED = ListColumn("people", "Select", kind="tick", value="name", ticked=frozenset({"Agency 2"}))
SCROLLS = """[...document.querySelectorAll('*')].filter(
    (node) => node.scrollWidth > node.clientWidth + 1 && node.clientWidth > 1).length"""


def table(columns=COLUMNS, **more):
    total = TotalLine("Total", {"kits": sum(row.kits for row in ROWS)})
    return ListTable(
        name="people",
        caption="Agencies",
        columns=columns,
        rows=ROWS,
        asked=QueryDict("q=agency"),
        totals=lambda _rows: [total],
        file_name="agencies",
        **more,
    )


@pytest.fixture
def show(page):
    """Show a table in a window of this width, under the frame's heading."""

    def show(drawn, *, width, template="parts/table.html"):
        page.set_viewport_size({"width": width, "height": 800})
        body = render_to_string(template, {"table": drawn}).replace(
            '<script src="/static/look/ticks.js" defer></script>', ""
        )
        page.set_content(
            f'<main><div class="page-header"><h1>Agencies</h1></div><div class="content">{body}</div></main>'
        )
        for sheet in SHEETS:
            page.add_style_tag(path=LOOK / sheet)
        page.add_style_tag(content=f"@media print {{ }} {(LOOK / 'print.css').read_text()}")
        return page

    return show


@pytest.mark.parametrize("width", [320, 360])
def test_on_a_phone_a_row_is_a_card_that_is_still_a_row_and_nothing_scrolls(show, width):
    page = show(table(), width=width)

    names = [cell.inner_text() for cell in page.get_by_role("rowheader").all()]
    assert names == ["Agency 1", "Agency 2", "Agency 3", "Total"]
    assert page.get_by_role("columnheader").count() == 4
    assert page.get_by_role("row").count() == 5
    assert page.locator("tbody tr").first.evaluate("node => getComputedStyle(node).display") == "flex"
    assert page.get_by_role("cell", name="6,000").is_visible()
    assert page.get_by_role("link", name="Kits left").is_visible()
    assert page.evaluate(SCROLLS) == 0


def test_on_a_desk_the_head_stays_in_sight(show):
    page = show(table(), width=1280)

    head = page.get_by_role("columnheader", name="Agency")
    assert head.evaluate("node => getComputedStyle(node).position") == "sticky"
    assert page.locator("tbody tr").first.evaluate("node => getComputedStyle(node).display") == "table-row"


def test_on_paper_heads_are_repeated_and_nothing_is_to_press(show):
    page = show(table(), width=360)
    page.emulate_media(media="print")

    def display(selector):
        return page.locator(selector).first.evaluate("node => getComputedStyle(node).display")

    assert display("thead") == display(".page-header") == "table-header-group"
    assert display("tbody tr") == "table-row"
    assert display("td") == "table-cell"
    assert {display(selector) for selector in (".filters", ".downloads", ".button", ".sort-mark")} == {"none"}


def test_rows_are_ticked_counted_and_found(show):
    page = show(table([TICKED, *COLUMNS]), width=360, template="parts/table_to_tick.html")
    before = page.locator("output").is_visible()
    page.add_script_tag(path=LOOK / "ticks.js")
    said = page.locator("output")

    first = said.inner_text()
    page.locator("#people-find").fill("agency 3")
    page.get_by_role("button", name="Select all").click()
    shown = [row.inner_text().split("\n")[0] for row in page.locator("tbody tr:visible").all()]
    second = said.inner_text()
    page.locator("#people-find").fill("")
    page.get_by_label("Agency 1").check()
    third = said.inner_text()
    page.get_by_role("button", name="Select none").click()

    assert (before, first, second, third) == (False, *(f"{number} of 3 selected" for number in (1, 2, 3)))
    assert shown == ["Agency 3"]
    assert said.inner_text() == "0 of 3 selected"
    assert page.locator("tbody input:checked").count() == 0
