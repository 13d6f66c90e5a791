"""No page of a published report prints a number or a place that its files do not have; no picture does."""

from dataclasses import replace
from unittest.mock import patch

import pytest
from django.db import transaction
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from django.utils.safestring import mark_safe

from agencies.charts import bar_chart, dot_map
from agencies.models import ZipCode
from lbn.reporting.fold import Kind, PlaceRow
from lbn.reporting.models import Issue
from lbn.reporting.published import pictures
from lbn.reporting.published.compile.cells import Area, cells_of
from lbn.reporting.published.views import readers as doors
from tests.reporting.audit import world as worlds
from tests.reporting.audit.polled import signed_in
from tests.reporting.audit.printed import Page, unpublished
from tests.reporting.folded.attacker import K
from tests.reporting.reading import stored

pytestmark = pytest.mark.once
WORDS = {"title": "Kits by place", "finding": "Places differ.", "heading": "Place", "unit": "Kits left"}


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """A state after two published quarters, with somebody who reads each report."""
    with django_db_blocker.unblock(), transaction.atomic():
        begun = worlds.begin(seed=3)
        worlds.live(begun, 6)
        put_on_the_map()
        yield begun
        transaction.set_rollback(True)


def put_on_the_map():
    """Give every ZIP code a place on the map."""
    zip_codes = list(ZipCode.objects.all())
    for number, one in enumerate(zip_codes):
        one.latitude, one.longitude = 41 + number % 7 / 3, -74 + number / 30
    ZipCode.objects.bulk_update(zip_codes, ["latitude", "longitude"])


@pytest.fixture(autouse=True)
def unblocked(world, db):
    """Each test sees the world of the module, and lets its own readers in."""
    world.readers = {}


def reader_of(world, issue):
    """A browser of somebody who reads this report, and the address of its page."""
    if issue.scope:
        tenant, hat = issue.scope.supplier, {"role": "supplier_staff", "supplier": issue.scope.supplier}
        address = reverse("supplier:issue", args=[tenant.slug, issue.pk])
    elif issue.department:
        tenant, hat = issue.department, {"role": "department_staff", "department": issue.department}
        address = reverse("department:issue", args=[tenant.slug, issue.pk])
    elif issue.is_public:
        return Client(), reverse("figures:issue", args=[issue.program.slug, issue.pk])
    else:
        tenant, hat = issue.program, {"role": "operator", "program": issue.program}
        address = reverse("office:issue", args=[issue.pk])
    if tenant not in world.readers:
        world.readers[tenant] = signed_in(tenant.slug.replace("_", "-"), **hat)
    return world.readers[tenant], address


def page_of(world, issue):
    browser, address = reader_of(world, issue)
    answer = browser.get(address)
    assert answer.status_code == 200
    return answer, browser


def unpublished_on(world, issue):
    reader = {name: getattr(issue, name) for name in ("scope", "department", "program", "is_public")}
    return unpublished(*page_of(world, issue), list(Issue.objects.filter(**reader)))


def test_every_number_and_place_on_a_published_page_is_in_its_files(world):
    found = {str(issue): unpublished_on(world, issue) for issue in Issue.objects.all()}

    assert len(found) > 20
    assert {issue: printed for issue, printed in found.items() if printed} == {}


def readers_own(issue):
    """What the reader of a report was published before, by its days."""
    reader = {name: getattr(issue, name) for name in ("scope", "department", "program", "is_public")}
    earlier = Issue.objects.filter(**reader, ends_on__lt=issue.starts_on)
    hidden = dict.fromkeys(("handouts", "kits", "doses"))
    return {(str(one.starts_on), str(one.ends_on)): stored(one)["report"]["total"] or hidden for one in earlier}


def test_what_a_report_compares_with_is_what_its_reader_was_published_before(world):
    compared = 0
    for issue in Issue.objects.all():
        for before in filter(None, stored(issue).get("comparison", {}).values()):
            compared += 1
            figures = {name: before[name] for name in ("handouts", "kits", "doses")}
            assert figures == readers_own(issue)[before["starts_on"], before["ends_on"]]

    assert compared > 10


def test_what_is_told_since_the_beginning_is_the_sum_of_the_states_reports(world):
    *earlier, last = [stored(issue) for issue in Issue.objects.of_state(world.program).order_by("ends_on")]

    totals = [content["report"]["total"] for content in (*earlier, last)]
    assert len(totals) == 2
    assert last["to_date"]["doses"] == sum(total["doses"] for total in totals)
    assert last["to_date"]["people"] == sum(total["handouts"] for total in totals)


def test_the_pictures_of_published_pages_have_labels_to_be_looked_at(world):
    answer, _browser = page_of(world, of_supplier_a(world))

    page = Page(answer.content.decode())

    places = {row["label"] for row in stored(of_supplier_a(world))["report"]["rows"] if row["kind"] == "zip"}
    assert places <= {label.split()[0] for label in page.labels}
    assert len(page.labels) > len(places)


def of_supplier_a(world):
    return Issue.objects.of_supplier(world.suppliers["a"]).filter(scope__cadence="quarterly").first()


def drawn(template, chart):
    return mark_safe(render_to_string(f"parts/{template}.html", {"chart": chart, **WORDS}))


def with_picture(picture):
    return patch.object(doors, "notes_of", lambda document: [picture])


def a_folded_place(issue):
    """A ZIP code that the report does not name, and how many kits were left there."""
    named = {row["label"] for row in stored(issue)["report"]["rows"]}
    cells = cells_of(Area(issue.scope.supplier.program), [issue.scope], issue.span)
    return next((cell.zip_code, cell.kits) for cell in cells if cell.zip_code and cell.zip_code not in named)


def test_a_picture_of_published_rows_is_in_order(world):
    issue = of_supplier_a(world)
    rows = stored(issue)["report"]["rows"]
    places = [(row["label"], 42.0 + number, -73.0, row["kits"], "zip") for number, row in enumerate(rows)]

    for picture in (
        drawn("dot_map", dot_map(places)),
        drawn("bar_chart", bar_chart([(row[0], row[3]) for row in places])),
    ):
        with with_picture(picture):
            assert unpublished_on(world, issue) == []


def test_a_map_drawn_from_counts_is_found(world):
    """The fault where it would be made: the map takes its places from the log instead of the published rows."""
    issue = of_supplier_a(world)
    zip_code, kits = a_folded_place(issue)

    really = pictures._map

    def from_counts(document):
        row = PlaceRow(Kind.ZIP, zip_code, "ny-albany", "Albany County", K, kits, kits)
        return really(replace(document, report=replace(document.report, rows=(*document.report.rows, row))))

    with patch.object(pictures, "_map", from_counts):
        assert f"the place {zip_code}" in unpublished_on(world, issue)


def test_a_map_that_shows_a_folded_place_is_found(world):
    issue = of_supplier_a(world)
    zip_code, kits = a_folded_place(issue)

    with with_picture(drawn("dot_map", dot_map([(zip_code, 42.7, -73.8, kits, "zip")]))):
        found = unpublished_on(world, issue)

    assert {f"the place {zip_code}", f"the label {zip_code}: {kits}"} <= set(found)


def test_a_chart_that_shows_a_folded_place_is_found(world):
    issue = of_supplier_a(world)
    zip_code, kits = a_folded_place(issue)

    with with_picture(drawn("bar_chart", bar_chart([(zip_code, kits)]))):
        assert f"the place {zip_code}" in unpublished_on(world, issue)


def test_a_mark_without_a_label_and_a_number_from_elsewhere_are_found(world):
    issue = of_supplier_a(world)
    silent = mark_safe('<figure><svg><circle class="zip" cx="1" cy="1" r="2"/></svg><p>4711 kits</p></figure>')

    with with_picture(silent):
        assert unpublished_on(world, issue) == ["the number 4711", "a mark without a label"]


def test_small_folded_places_exist_to_be_planted(world):
    _zip_code, kits = a_folded_place(of_supplier_a(world))

    assert 0 < kits < 2 * K


def test_words_of_pictures_and_pages_are_told_apart():
    page = Page(
        "<main><p>Seen 3</p><figure><svg><text>10</text><circle><title>A: 1</title></circle></svg></figure></main>"
    )

    assert (page.words, page.labels, page.scales, page.silent) == (["Seen 3", "A: 1"], ["A: 1"], ["10"], 0)
