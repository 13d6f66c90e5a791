"""English and Spanish on the terminal: the switch, what remembers it, and both without a network."""

from pathlib import Path

import pytest
from django.conf import settings as configured
from playwright.sync_api import expect

from tests.distributions.terminal.sent import text_of

PAGE = "/terminal/"
LANGUAGES = [("en", "English"), ("es", "Español")]
CATALOG = Path(configured.LOCALE_PATHS[0]) / "es"
SWITCH = '<a class="tool language" href="/terminal/?language=es" lang="es" hreflang="es">Español</a>'


@pytest.fixture
def bilingual(settings):
    settings.LANGUAGES = LANGUAGES


def test_switch_is_there_only_where_there_are_two_languages(browser, settings):
    settings.LANGUAGES = LANGUAGES[:1]
    with_one = text_of(browser.get(PAGE))
    settings.LANGUAGES = LANGUAGES

    with_two = text_of(browser.get(PAGE))

    assert "?language=" not in with_one
    assert SWITCH in with_two


def test_page_comes_in_the_language_of_its_address_and_the_browser_remembers_it(browser, bilingual):
    answer = browser.get(PAGE, {"language": "es"})

    again = browser.get(PAGE)

    assert 'lang="es"' in text_of(answer)
    assert answer.cookies[configured.LANGUAGE_COOKIE_NAME].value == "es"
    assert '<html lang="es">' in text_of(again)


def test_page_that_the_worker_fetches_ahead_changes_no_language(browser, bilingual):
    answer = browser.get(PAGE, {"language": "es"}, headers={"Sec-Fetch-Mode": "cors"})

    assert '<html lang="es">' in text_of(answer)
    assert configured.LANGUAGE_COOKIE_NAME not in answer.cookies


@pytest.mark.parametrize("asked", ["xx", "", "../en", "EN"])
def test_language_that_there_is_not_is_as_if_none_was_asked_for(browser, bilingual, asked):
    answer = browser.get(PAGE, {"language": asked})

    assert '<html lang="en">' in text_of(answer)
    assert configured.LANGUAGE_COOKIE_NAME not in answer.cookies


@pytest.mark.server
@pytest.mark.browser
@pytest.mark.once
@pytest.mark.skipif(not CATALOG.is_dir(), reason="There is no Spanish catalog yet, so Spanish is not offered.")
def test_language_is_switched_and_remembered_without_a_network(application, desk, context):
    desk.wait_for_function("async () => Boolean(await caches.match('/terminal/?language=es'))")
    context.set_offline(True)

    desk.get_by_role("link", name="Español").click()
    expect(desk.locator("html")).to_have_attribute("lang", "es")
    desk.goto(f"{application.url}/terminal/")

    expect(desk.locator("html")).to_have_attribute("lang", "es")
    desk.get_by_role("link", name="English").click()
    expect(desk.locator("html")).to_have_attribute("lang", "en")
