"""The terminal and the start page in Spanish, in a real browser: a kit is logged, without a network too."""

import pytest
from playwright.sync_api import expect

from tests.distributions import station
from tests.distributions.terminal import seen

ONE_SCREEN = [(768, 1024), (1280, 800)]
BUTTON = "Registrar 1 kit · 12207 Albany · sáb, 21 nov"
pytestmark = [pytest.mark.server, pytest.mark.browser, pytest.mark.once]


@pytest.fixture
def context(chromium):
    """The profile of somebody whose browser speaks the Spanish of the United States."""
    context = chromium.new_context(locale="es-US", viewport={"width": 1280, "height": 800})
    context.set_default_timeout(10_000)
    yield context
    context.close()


def extent(page):
    return tuple(page.evaluate("[document.documentElement.scrollWidth, document.documentElement.scrollHeight]"))


def open_everything(page):
    """Choose whatever opens a further box, and leave something to complain about."""
    page.get_by_label("Otro lugar").check()
    for more in page.get_by_role("radio", name="Más", exact=True).all():
        more.check()
    page.get_by_label("Otro día").check()
    page.locator("#go").click()
    expect(page.get_by_role("alert")).to_have_text(
        "Elija una localidad o escriba los cinco dígitos del código postal."
    )


def test_kit_is_logged_in_spanish_without_a_network(application, kept_desk, wire):
    expect(kept_desk.locator("html")).to_have_attribute("lang", "es")
    wire.fault = "dead"
    seen.open_again(kept_desk, wire.url)
    seen.choose(kept_desk)

    kept_desk.get_by_role("button", name=BUTTON).click()

    seen.expect_heading(kept_desk, "Guardado")
    seen.expect_state(kept_desk, "1 por enviar")
    kept_desk.get_by_role("button", name="Registrar otro").click()
    seen.expect_state(kept_desk, "Sin red. 1 registro guardado aquí; se enviará automáticamente.")
    wire.fault = ""
    kept_desk.get_by_role("button", name="Enviar ahora").click()
    seen.expect_counts(application, seen.counted(1))
    seen.expect_state(kept_desk, "Todo contado")


def test_start_page_and_terminal_in_spanish_bar_nobody_and_fit_their_screen(application, page):
    page.goto(application.url)
    barriers = {"start": seen.barriers(page)}
    page.get_by_role("link", name="Abrir la terminal").click()
    barriers["way in"] = seen.barriers(page)
    seen.open_by_link(page, application.url, station.KEY)
    extents = {}
    for size in ONE_SCREEN:
        page.set_viewport_size({"width": size[0], "height": size[1]})
        extents[size] = [extent(page)]
        open_everything(page)
        extents[size].append(extent(page))
        page.reload()
    page.set_viewport_size({"width": 360, "height": 740})
    open_everything(page)
    barriers["terminal"] = seen.barriers(page)

    assert barriers == {name: [] for name in barriers}
    assert extents == {size: [size, size] for size in ONE_SCREEN}
    assert extent(page)[0] == 360
    assert page.locator("html").get_attribute("lang") == "es"
