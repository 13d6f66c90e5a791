"""What a browser tells of the key in a terminal's link: it goes once, in the body that enrols, and nowhere else."""

import pytest
from playwright.sync_api import expect

from tests.distributions import station

pytestmark = [pytest.mark.server, pytest.mark.browser]


@pytest.mark.once
def test_key_of_a_link_is_in_no_address_no_referer_and_no_title(application, page):
    asked = []
    page.on("request", lambda request: asked.append(request))

    page.goto(f"{application.url}/terminal/#{station.KEY}")
    expect(page.locator("#log")).to_be_visible()
    page.reload()
    expect(page.locator("#log")).to_be_visible()

    told = [request.url.partition("#")[0] + request.headers.get("referer", "") for request in asked]
    shown = page.evaluate("[location.href, document.title, document.referrer, document.cookie, history.state]")
    posted = [request.url for request in asked if station.KEY in (request.post_data or "")]
    assert posted == [f"{application.url}/terminal/enrol/"]
    assert [text for text in told if station.KEY in text] == []
    assert shown[0] == f"{application.url}/terminal/"
    assert station.KEY not in str(shown)


CUT_SHORT = "This link is incomplete and does not work. Copy the whole link, or ask your coordinator for a new one."


@pytest.mark.once
@pytest.mark.parametrize("key", [station.KEY[:-1], station.KEY[:5], station.KEY + ".", "%20" + station.KEY])
def test_link_that_is_not_whole_says_so_and_sends_nothing(application, page, key):
    posted = []
    page.on("request", lambda request: posted.append(request.url) if request.method == "POST" else None)

    page.goto(f"{application.url}/terminal/#{key}")

    expect(page.get_by_role("alert")).to_have_text(CUT_SHORT)
    assert (posted, page.url) == ([], f"{application.url}/terminal/")


@pytest.mark.once
def test_terminal_that_is_open_says_so_of_a_link_that_is_not_whole_and_goes_on(application, desk):
    desk.goto(f"{application.url}/terminal/#{station.TROY_KEY[:20]}")

    expect(desk.locator("#cut-short")).to_have_text(CUT_SHORT)
    expect(desk.locator("#log")).to_be_visible()


@pytest.mark.once
def test_name_of_a_part_of_the_page_is_no_link(desk):
    desk.goto(f"{desk.url}#card")

    expect(desk.locator("#cut-short")).to_be_hidden()
