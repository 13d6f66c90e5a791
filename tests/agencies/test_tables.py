"""The one table of all pages: what of its rows is shown, in which order, and how each value is written."""

from datetime import date
from types import SimpleNamespace

import pytest
from django.http import QueryDict
from django.template.loader import render_to_string

from agencies.models import Location
from agencies.tables import EmptyState, ListColumn, ListTable, RowGroup, StatusWord, TotalLine, answer_with_table
from agencies.tables.cells import TableCell, write_cell


def town(name, kits, opened_on=None, tone="ok"):
    return SimpleNamespace(name=name, kits=kits, opened_on=opened_on, state=StatusWord(tone, "In use"))


TOWNS = [town("Troy", 1204, date(2026, 11, 29)), town("albany", 7), town("Cohoes", None), town("Berne", 7)]
COLUMNS = [
    ListColumn("name", "Town", is_sortable=True, link=lambda row: f"/towns/{row.name}/"),
    ListColumn("kits", "Kits", kind="number", is_sortable=True),
    ListColumn("opened_on", "Opened", kind="day"),
    ListColumn("state", "Status", kind="status"),
]


def table(asked="", rows=TOWNS, columns=COLUMNS, **more):
    return ListTable(name="towns", caption="Towns", columns=columns, rows=rows, asked=QueryDict(asked), **more)


def draw(drawn):
    return render_to_string("parts/table.html", {"table": drawn})


def names(asked, **more):
    return [row.name for row in table(asked, **more).found]


@pytest.mark.parametrize(
    ("asked", "order"),
    [
        ("", ["Troy", "albany", "Cohoes", "Berne"]),
        ("sort=name", ["albany", "Berne", "Cohoes", "Troy"]),
        ("sort=-name", ["Troy", "Cohoes", "Berne", "albany"]),
        ("sort=kits", ["albany", "Berne", "Troy", "Cohoes"]),
        ("sort=-kits", ["Troy", "albany", "Berne", "Cohoes"]),
        ("sort=opened_on", ["Troy", "albany", "Cohoes", "Berne"]),
        ("sort=nothing", ["Troy", "albany", "Cohoes", "Berne"]),
    ],
)
def test_a_list_is_sorted_stably_and_what_holds_nothing_comes_last(asked, order):
    assert names(asked) == order


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("q=BERNE", ["Berne"]),
        ("q=1%2C204+troy", ["Troy"]),
        ("q=troy+berne", []),
        ("q=+%00+", ["Troy", "albany", "Cohoes", "Berne"]),
        ("q=nov", ["Troy"]),
    ],
)
def test_a_list_is_searched_in_what_it_shows(asked, found):
    assert names(asked) == found


@pytest.fixture
def locations(agency):
    Location.objects.filter(pk=agency.main_location_id).update(name="Storeroom")
    station = Location.objects.create(agency=agency, name="north Station", kind="station")
    for number, par in ((2, 9), (1, 9), (3, 4)):
        Location.objects.create(agency=agency, name=f"Car {number}", kind="vehicle", parent=station, par=par)
    return Location.objects.filter(agency=agency)


FIELDS = [
    ListColumn("name", "Location", order_by=("name",)),
    ListColumn("par", "Carries", kind="number", order_by=("par",)),
]


@pytest.mark.parametrize(
    ("asked", "order"),
    [
        ("sort=name", ["Car 1", "Car 2", "Car 3", "north Station", "Storeroom"]),
        ("sort=-name", ["Storeroom", "north Station", "Car 3", "Car 2", "Car 1"]),
        ("sort=-par", ["Car 1", "Car 2", "Car 3"]),
        ("sort=par", ["Car 3", "Car 1", "Car 2"]),
    ],
)
def test_a_queryset_is_sorted_as_a_list_is_on_either_database(locations, asked, order):
    found = names(asked, rows=locations, columns=FIELDS)

    assert found[: len(order)] == order
    assert set(found[len(order) :]) in (set(), {"Storeroom", "north Station"})


def test_a_queryset_is_searched_for_every_word_in_any_field(locations):
    found = names("q=STATION+car", rows=locations, columns=FIELDS, search_by=["name", "parent__name"])

    assert found == ["Car 1", "Car 2", "Car 3"]


@pytest.mark.parametrize(
    ("kind", "value", "text"),
    [
        ("number", 1204, "1,204"),
        ("number", -3, "\N{MINUS SIGN}3"),
        ("number", "fewer than 11", "fewer than 11"),
        ("change", 3, "+3"),
        ("change", -1204, "\N{MINUS SIGN}1,204"),
        ("change", 0, "0"),
        ("day", date(2026, 11, 29), "Nov 29, 2026"),
        ("weekday", date(2026, 11, 29), "Sun, Nov 29"),
        ("month", date(2026, 11, 1), "November 2026"),
        ("text", -3, "-3"),
    ],
)
def test_a_value_is_written_as_its_kind(kind, value, text):
    assert write_cell(kind, value) == text


def test_a_drawn_table_has_its_caption_heads_row_heads_and_roles():
    page = draw(table("sort=name"))

    assert '<caption id="towns-caption">Towns</caption>' in page
    assert '<th role="columnheader" scope="col" aria-sort="ascending"><a href="?sort=-name">Town' in page
    assert '<th role="columnheader" scope="col" class="number"><a href="?sort=-kits">Kits' in page
    assert '<th role="rowheader" scope="row"><a href="/towns/Troy/">Troy</a></th>' in page
    assert '<td role="cell" class="number nowrap" data-label="Kits">1,204</td>' in page
    assert '<td role="cell" class="number nowrap nothing" data-label="Kits">\N{EN DASH}</td>' in page
    assert page.count('<tr role="row"') == 5


def test_the_address_keeps_what_else_was_asked_and_begins_with_the_first_page():
    page = draw(table("q=o&county=albany&page=2"))

    assert 'href="?q=o&amp;county=albany&amp;sort=name"' in page
    assert '<input type="hidden" name="county" value="albany">' in page


def test_a_row_alone_is_not_sorted():
    assert "sort=" not in draw(table(rows=TOWNS[:1]))


@pytest.mark.parametrize(("rows", "has_search"), [(20, False), (21, True)])
def test_more_than_twenty_rows_have_a_search(rows, has_search):
    many = table(rows=[town(f"Town {number}", number) for number in range(rows)])

    assert many.has_search == has_search
    assert ('type="search"' in draw(many)) == has_search


def test_a_search_that_finds_nothing_says_so_and_leads_back():
    page = draw(table("q=nowhere", empty=EmptyState("No town yet", "Add one.")))

    assert "No matches" in page
    assert "No town yet" not in page
    assert '<a class="button quiet" href="?">Show all</a>' in page


def test_a_table_without_a_row_says_how_to_begin():
    page = draw(table(rows=[], empty=EmptyState("No town yet", "Add one.", "/add/", "Add a town")))

    assert "<table" not in page
    assert '<a class="button" href="/add/">Add a town</a>' in page


def test_totals_are_of_all_rows_found_and_stand_under_their_columns():
    page = draw(table("q=troy", totals=lambda rows: [TotalLine("Total", {"kits": sum(row.kits for row in rows)})]))

    foot = page[page.index("<tfoot") :]
    assert '<th role="rowheader" scope="row">Total</th>' in foot
    assert '<td role="cell" class="number nowrap" data-label="Kits">1,204</td>' in foot


def test_groups_have_their_heading_above_their_rows():
    groups = [RowGroup("Albany County", TOWNS[:1]), RowGroup("Rensselaer County", [])]

    page = draw(table(rows=[], groups=groups, group_template="parts/empty.html"))

    assert page.count('<th role="rowheader" scope="rowgroup" colspan="4">') == 2
    assert page.count("<tbody") == 2


def test_the_file_holds_all_rows_found_in_the_columns_and_order_of_the_page(rf):
    columns = [*COLUMNS, ListColumn("acts", "Correct", kind="actions", template="parts/empty.html")]
    request = rf.get("/", {"download": "csv", "sort": "-kits", "page": "2"})
    towns = table(request.GET.urlencode(), columns=columns, page_size=2, file_name="towns")

    answer = answer_with_table(request, "base.html", towns)

    assert answer["Content-Disposition"] == 'attachment; filename="towns.csv"'
    assert answer.content.decode("utf-8-sig").splitlines() == [
        "Town,Kits,Opened,Status",
        "Troy,1204,2026-11-29,In use",
        "albany,7,,In use",
        "Berne,7,,In use",
        "Cohoes,,,In use",
    ]


def test_a_table_without_a_file_is_always_a_page(rf):
    request = rf.get("/", {"download": "csv"})

    assert answer_with_table(request, "base.html", table("download=csv"))["Content-Type"].startswith("text/html")


@pytest.mark.parametrize(
    ("columns", "phone", "has_cards"),
    [(2, "", False), (3, "", False), (4, "", True), (4, "rows", False), (2, "cards", True)],
)
def test_rows_of_many_columns_become_cards_on_a_phone(columns, phone, has_cards):
    assert ("has-cards" in draw(table(columns=COLUMNS[:columns], phone=phone))) == has_cards


def test_a_card_does_without_a_drawn_cell_only_where_its_column_draws_nothing_else():
    drawn = "parts/status.html"
    says_nothing = ListColumn("site", "Website", nothing="", template=drawn)
    draws_more = ListColumn("site", "Website", template=drawn)
    is_of_buttons = ListColumn("site", "", kind="actions", nothing="", template=drawn)

    blank = [
        TableCell(column, SimpleNamespace(site=site)).is_blank
        for column in (says_nothing, draws_more, is_of_buttons)
        for site in ("", "https://harbor.example")
    ]

    assert blank == [True, False, False, False, False, False]
