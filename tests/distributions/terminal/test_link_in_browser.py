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
