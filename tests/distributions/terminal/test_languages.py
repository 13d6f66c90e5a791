"""English and Spanish on the terminal: the switch, what remembers it, and both without a network."""

import pytest
from django.conf import settings as configured
from playwright.sync_api import expect

from inventory.models import Item, Lot
from tests.distributions import station
from tests.distributions.terminal import seen
from tests.distributions.terminal.sent import ENTRY, nothing_is_counted, text_of

PAGE = "/terminal/"
LANGUAGES = [("en", "English"), ("es", "Español")]
SWITCH = '<a class="tool language" href="/terminal/?language=es" lang="es" hreflang="es">Español</a>'

SPANISH_IS_STORED = """async (address) => {
    const stored = await caches.match(address);
    return Boolean(stored) && (await stored.text()).includes('<html lang="es">');
}"""


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


def test_plain_form_reads_back_in_spanish_what_it_counted(press):
    answer = press(kits="2", headers={"Accept-Language": "es"})

    assert "<p>2 kits · 12207 Albany · sáb, 21 nov</p>" in text_of(answer)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"zip_code": "122"}, "Escriba los cinco dígitos del código postal."),
        ({"zip_code": "00012"}, "Ningún código postal empieza con estos tres dígitos. Revise los cinco dígitos."),
        ({"handed_out_on": "2026-11-23"}, "Esta fecha está en el futuro: revise el año."),
        ({"handed_out_on": "2024-11-20"}, "Esta fecha es de hace más de 365 días: revise el año."),
        ({"items": 0}, "Registre entre 1 y 99 kits a la vez."),
    ],
)
def test_entry_is_refused_in_the_language_of_the_page_that_sent_it(send, changed, sentence):
    answer = send(ENTRY | changed, **{"Accept-Language": "es"})

    assert [refusal["message"] for refusal in answer.json()["refused"]] == [sentence]
    assert nothing_is_counted()


def test_a_recalled_lot_of_a_standard_item_is_told_in_spanish(browser, terminal):
    station.stock(terminal, Item.STANDARD_KIT, 3)
    Lot.objects.update(status=Lot.Status.RECALLED)

    page = text_of(browser.get(PAGE, {"language": "es"}))

    assert "El lote A1 fue retirado del mercado (Kit de naloxona (dos dosis de 4 mg)): no entregue" in page


@pytest.mark.server
@pytest.mark.browser
@pytest.mark.once
def test_language_is_switched_and_remembered_without_a_network(application, desk, context):
    seen.until(lambda: desk.evaluate(SPANISH_IS_STORED, "/terminal/?language=es"))
    context.set_offline(True)

    desk.get_by_role("link", name="Español").click()
    expect(desk.locator("html")).to_have_attribute("lang", "es")
    seen.until(lambda: desk.evaluate(SPANISH_IS_STORED, "/terminal/"))
    desk.goto(f"{application.url}/terminal/")

    expect(desk.locator("html")).to_have_attribute("lang", "es")
    desk.get_by_role("link", name="English").click()
    expect(desk.locator("html")).to_have_attribute("lang", "en")
