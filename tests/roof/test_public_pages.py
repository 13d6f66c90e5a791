"""The start page and the privacy page, and the frame around them for visitors."""

import re
from datetime import date

import pytest
from django.urls import reverse

from lbn.reporting.fold import PUBLIC_THRESHOLD, THRESHOLD, Cell, County, fold
from tests import cast


def links(page):
    return re.findall(r'<a[^>]*href="([^"]+)"', page)


def table(page, caption):
    """The rows of the table of this name: {place: visits}."""
    rows = re.search(rf'<caption id="{caption}-caption">.*?<tbody[^>]*>(.*?)</tbody>', page, re.DOTALL)[1]
    cells = re.findall(r'scope="row">([^<]+)</th>\s*<td[^>]*data-label="Visits">(\d+)', rows)
    return {label: int(times) for label, times in cells}


@pytest.mark.parametrize("name", ["start", "privacy", "protection"])
def test_a_visitor_reads_without_a_query_and_without_a_session(client, db, name, django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = client.get(reverse(name))

    assert answer.status_code == 200
    assert set(answer.cookies) <= {"lbn_csrf"}


def test_the_start_page_leads_on_to_registering_and_to_signing_in(client, db):
    page = client.get("/").text

    assert page.count("<h1>") == 1
    assert "<title>Leave-behind naloxone</title>" in page
    assert {reverse("registration:begin"), reverse("account_login"), reverse("terminal:page")} <= set(links(page))


def test_every_link_of_the_public_pages_leads_somewhere(client, new_york):
    pages = [client.get(reverse(name)).text for name in ("start", "privacy", "protection")]

    for link in {link for page in pages for link in links(page)}:
        if link.startswith("#"):
            assert any(f'id="{link[1:]}"' in page for page in pages)
        else:
            assert client.get(link, follow=True).status_code == 200


def test_whoever_is_signed_in_is_led_home_and_not_asked_to_register(agency, alice, client):
    client.force_login(alice)

    page = client.get("/").text

    assert reverse("home") in links(page)
    assert reverse("registration:begin") not in links(page)


def test_every_figure_names_its_source(client, db):
    page = client.get("/").text

    cited = set(re.findall(r'href="#(source-\d)"', page))
    assert cited == set(re.findall(r'<li id="(source-\d)"', page))
    assert len(cited) == 4


def test_the_bar_of_a_visitor_marks_the_page_they_are_on(client, db):
    page = client.get(reverse("privacy")).text

    current = re.findall(r'<a href="([^"]+)" aria-current="page">', page)
    assert set(current) == {reverse("privacy")}


def test_somebody_without_a_hat_has_no_bar(client, db):
    client.force_login(cast.user("Nora"))

    answer = client.get(reverse("home"))

    assert list(answer.context["navigation"]) == []


def test_what_the_example_shows_as_published_is_what_the_fold_publishes(client, db):
    page = client.get(reverse("protection")).text
    logged, published = table(page, "logged"), table(page, "as-published")

    folds = [visits_by_place(logged, key=b"key %d" % number) for number in range(20)]

    assert published in folds
    assert sum(logged.values()) == sum(published.values()) == 83


def visits_by_place(logged, *, key):
    """The rows of a month in which so many visits were logged in ZIP codes of one county."""
    month, county = date(2026, 1, 1), County("onondaga", "Onondaga County")
    cells = [Cell(county, zip_code, month, visits, visits, 2 * visits) for zip_code, visits in logged.items()]
    report = fold(cells, key=key, scope="oopp", period="2026-01", months=[month]).report
    return {row.label: row.handouts for row in report.rows}


def test_the_rules_name_the_thresholds_that_hold(client, db):
    page = client.get(reverse("protection")).text

    assert f"when at least {THRESHOLD} visits were logged there" in page
    assert f"The threshold is {PUBLIC_THRESHOLD} visits." in page


def test_no_page_for_visitors_says_that_nothing_can_be_public(client, db):
    pages = [client.get(reverse(name)).text for name in ("privacy", "protection")]

    assert [page for page in pages if "No figures" in page] == []
    assert all("unless" in page for page in pages)


def test_the_pages_speak_of_no_enforcement_and_of_what_remains(client, db):
    page = client.get(reverse("privacy")).text

    assert "Not part of enforcement" in page
    assert "What remains" in page


@pytest.mark.parametrize("path", ["/", "/home/", "/terminal/"])
def test_a_wrong_host_is_refused_with_a_page(client, path):
    answer = client.get(path, headers={"Host": "elsewhere.example"})

    assert answer.status_code == 400
    assert "This could not be read" in answer.content.decode()
    assert "elsewhere.example" not in answer.content.decode()
