"""Which e-mail addresses vouch for an agency, because only governments have them."""

import pytest

from agencies.packs.rules import Rules

RULES = Rules({"government_domains": ["gov", "state.ny.us", "nyc.gov"]})


@pytest.mark.parametrize(
    "email",
    [
        "chief@albanycounty.gov",
        "Chief@Albany.GOV",
        "a@police.albany.gov",
        "a@nyc.gov",
        "a@state.ny.us",
        "a@dcjs.state.ny.us",
    ],
)
def test_a_governments_address_is_known(email):
    assert RULES.is_government_address(email)


@pytest.mark.parametrize(
    "email",
    [
        "a@albany.gov.example",
        "a@albany-gov.example",
        "a@gov",
        "a@notgov",
        "a@albanygov",
        "a@xn--albny-kva.gov",
        "a@alb\u0430ny.gov",
        "a@albany.ny.us",
        "a@ci.albany.ny.us",
        "a@mystate.ny.us",
        "a@state.ny.us.example",
        "a@albany.gov.",
        "a@.gov",
        "a@albany..gov",
        "albany.gov",
        "a@albany.gov@mail.example",
        "",
    ],
)
def test_an_address_that_only_looks_like_one_is_not(email):
    assert not RULES.is_government_address(email)
