"""A terminal link in a browser: it sets up any browser, again after every wipe, and its key stays out of sight."""

import pytest
from playwright.sync_api import expect

from tests.distributions import station
from tests.distributions.terminal import seen

pytestmark = [pytest.mark.server, pytest.mark.browser]


@pytest.mark.once
def test_ten_fresh_browsers_count_ten_through_one_link(application, chromium, wire):
    for _ in range(10):
        profile = chromium.new_context()
        page = seen.open_by_link(profile.new_page(), wire.url)
        seen.log_one(page)
        seen.log_another(page)
        seen.expect_nothing_waiting(page)
        profile.close()

    assert station.counts(application) == seen.counted(10)
    assert station.KEY not in application.log_text()
    assert "/terminal" not in application.log_text()


@pytest.mark.once
def test_link_leaves_the_address_bar_and_no_trace(application, page):
    seen.open_by_link(page, application.url)

    assert page.url == f"{application.url}/terminal/"
    assert page.evaluate("document.cookie") == ""
    page.go_back()
    assert page.url == "about:blank"


@pytest.mark.once
def test_link_opened_in_a_terminal_of_another_place_moves_it_there(kept_desk, wire):
    kept_desk.goto(f"{wire.url}/terminal/#{station.TROY_KEY}")

    expect(kept_desk.get_by_text("Troy Police Department")).to_be_visible()
    assert kept_desk.url == f"{wire.url}/terminal/"
    seen.until(lambda: "Troy Police Department" in seen.pages(kept_desk).get("/terminal/", ""))
    wire.fault = "dead"
    kept_desk.reload()
    expect(kept_desk.get_by_text("Troy Police Department")).to_be_visible()


@pytest.mark.once
def test_link_opened_without_a_network_shows_the_stored_terminal(kept_desk, wire):
    wire.fault = "dead"
    kept_desk.goto("about:blank")

    seen.open_by_link(kept_desk, wire.url)

    assert kept_desk.url == f"{wire.url}/terminal/"
    seen.log_one(kept_desk)


@pytest.mark.once
def test_link_that_opens_nothing_says_so(application, page):
    page.goto(f"{application.url}/terminal/#{'x' * 43}")

    expect(page.get_by_role("alert")).to_have_text("This link does not work: ask your coordinator for a new one.")


@pytest.mark.once
def test_code_typed_wrong_is_explained(application, page):
    page.goto(f"{application.url}/terminal/")
    page.get_by_label("Code").fill("not a code")
    page.get_by_role("button", name="Set up this terminal").click()

    expect(page.get_by_role("alert")).to_have_text(
        "This code does not work: check it, or ask your coordinator for a new one."
    )
