"""Whom people at a terminal call: on its page, and where it is closed."""

import pytest

from agencies.actions.terminals import revoke
from agencies.models import Agency
from tests.distributions.terminal.sent import text_of

PAGE = "/terminal/"


def set_help(agency, name, phone):
    Agency.objects.filter(pk=agency.pk).update(help_name=name, help_phone=phone)


def test_the_page_says_whom_to_call(browser, agency):
    set_help(agency, "Sgt. Lee", "518-555-0100")

    assert "Questions? Call <strong>Sgt. Lee, 518-555-0100</strong>" in text_of(browser.get(PAGE))


def test_where_nobody_is_named_the_page_names_nobody(browser):
    assert "Questions?" not in text_of(browser.get(PAGE))


@pytest.mark.parametrize(
    ("name", "phone", "whom"),
    [
        ("Sgt. Lee", "518-555-0100", "Sgt. Lee, 518-555-0100,"),
        ("Sgt. Lee", "", "Sgt. Lee"),
        ("", "518-555-0100", "the program coordinator, 518-555-0100,"),
        ("", "", "the program coordinator"),
    ],
)
def test_a_closed_terminal_says_whom_to_call(browser, agency, terminal, alice, name, phone, whom):
    set_help(agency, name, phone)
    revoke(terminal=terminal, by=alice)

    answer = browser.get(PAGE)

    assert answer.status_code == 403
    expected = f"This terminal was closed. Call {whom} of Albany County Sheriff&#x27;s Office."
    assert expected in text_of(answer)
