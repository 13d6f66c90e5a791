"""The session's form in a browser: found by search, counted, sent with everybody who was ticked."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings

from tests.training.pages import told, url
from training.models import Session

LOOK = settings.BASE_DIR / "static" / "look"
SENT = "() => [...new FormData(document.querySelector('main form')).entries()].map(([name, value]) => [name, value])"


@pytest.fixture
def form_page(page, at, alice, agency):
    """The form as it stands on the page of a new session, in a window of a phone, with its script."""
    html = at(alice).get(url("session_record", agency)).content.decode()
    page.set_viewport_size({"width": 360, "height": 800})
    page.set_content(html.replace('<script src="/static/look/ticks.js" defer></script>', ""))
    for sheet in ("tokens.css", "base.css", "parts.css"):
        page.add_style_tag(path=LOOK / sheet)
    page.add_script_tag(path=LOOK / "ticks.js")
    return page


@pytest.fixture
def crowd(hire):
    squads = ["Alpha", "Bravo", "Charlie", "Delta", "Echo"]
    return [hire(f"Family{at:02}", unit=squads[at % 5], employee_number=f"{at:04}") for at in range(60)]


def test_people_are_found_counted_and_sent(crowd, courses, form_page, at, alice, agency):
    said = form_page.locator("output")
    at_first = said.inner_text()
    form_page.locator("#people-find").fill("delta fam")
    form_page.get_by_role("button", name="Select all").click()
    found = form_page.locator("tbody tr:visible").count()
    form_page.locator("#people-find").fill("0042")
    form_page.get_by_label("Family42, Kim").check()
    counted = said.inner_text()
    form_page.locator("#people-find").fill("nobody of this name")
    sent = form_page.evaluate(SENT)
    answer = at(alice).post(
        url("session_record", agency), {name: [value for key, value in sent if key == name] for name, _ in sent}
    )

    assert (at_first, found, counted) == ("0 of 60 selected", 12, "13 of 60 selected")
    assert told(answer) == ["The session of Nov 21, 2026 is recorded for 13 people."]
    took_part = set(Session.objects.get().completions.values_list("person__last_name", flat=True))
    assert took_part == {person.last_name for person in crowd[3::5]} | {"Family42"}


def test_the_form_is_open_to_all(crowd, courses, form_page):
    assert not form_page.get_by_text("Whoever is selected stays on this list").is_visible()
    assert form_page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert Axe().run(form_page, "main").response["violations"] == []
