"""The start page and the privacy page, and the frame around them for visitors."""

import re

import pytest
from django.urls import reverse

from tests import cast
from tests.reporting.fold_cases import ONONDAGA, figures, key_for, place, quarter


def links(page):
    return re.findall(r'<a[^>]*href="([^"]+)"', page)


def table(page, caption):
    """The rows of the table of this name: {place: times}."""
    rows = re.search(rf'<caption id="{caption}-caption">.*?<tbody[^>]*>(.*?)</tbody>', page, re.DOTALL)[1]
    cells = re.findall(r'scope="row">([^<]+)</th>\s*<td[^>]*data-label="Times">(\d+)', rows)
    return {label: int(times) for label, times in cells}


@pytest.mark.parametrize("name", ["start", "privacy"])
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
    pages = [client.get(reverse(name)).text for name in ("start", "privacy")]

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


def test_what_the_privacy_page_shows_as_published_is_what_the_fold_publishes(client, db):
    page = client.get(reverse("privacy")).text
    logged, published = table(page, "logged"), table(page, "as-published")
    cells = [cell for zip_code, times in logged.items() for cell in place(ONONDAGA, zip_code, times)]

    key = key_for(cells, lambda report: figures(report) == published)

    assert figures(quarter(cells, key=key)) == published
    assert sum(logged.values()) == sum(published.values()) == 83


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
