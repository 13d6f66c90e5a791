"""Each step of a registration: what it refuses, and what stays when somebody goes back."""

import pytest

from agencies.models import Jurisdiction, Registration
from tests.agencies.test_registration import AGENCY, HEALTH_DEPARTMENT_REFUSED, NOT_YET, SUPPLIER, about


@pytest.mark.parametrize(
    ("said", "field", "sentence"),
    [
        ({"choice": ""}, "choice", "Choose one of the answers."),
        ({"choice": "known"}, "supplier", "Choose your supplier, or name another one."),
        ({"choice": "another", "supplier_kind": "oopp"}, "supplier_name", "Enter the name of your supplier."),
        (
            {"choice": "another", "supplier_name": "NYSDOH", "supplier_kind": "health_department"},
            "supplier_kind",
            HEALTH_DEPARTMENT_REFUSED,
        ),
        (NOT_YET | {"question_regional_ems": ""}, "question_regional_ems", "Choose an answer; a guess will do."),
    ],
)
def test_a_supplier_step_is_refused_at_its_field(client, supplier, said, field, sentence):
    client.post(AGENCY, about())

    answer = client.post(SUPPLIER, said)

    assert answer.context["form"].errors == {field: [sentence]}
    assert not Registration.objects.exists()


def test_going_back_a_step_keeps_what_was_typed_in_both(client, new_york):
    client.post(AGENCY, about())
    typed = {"choice": "another", "supplier_name": "Hudson", "supplier_kind": ""}

    back = client.post(SUPPLIER, typed | {"back": "yes"})

    assert back.url == AGENCY
    assert client.get(AGENCY).context["form"]["agency_name"].value() == "Cohoes Police Department"
    again = client.get(SUPPLIER).context["form"]
    assert {name: again[name].value() for name in typed} == typed
    assert not Registration.objects.exists()


def test_the_supplier_step_needs_the_first_one(client, new_york):
    assert client.get(SUPPLIER).url == AGENCY


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("jurisdiction", "", "Choose your county."),
        ("agency_name", " ", "Enter the name of your agency."),
        ("kind", "community", "Select a valid choice. community is not one of the available choices."),
        ("coordinator_email", "carol", "Enter a valid email address."),
    ],
)
def test_the_first_step_is_refused_at_its_field(client, new_york, field, value, sentence):
    answer = client.post(AGENCY, about(**{field: value}))

    assert answer.context["form"].errors == {field: [sentence]}


def test_a_county_that_opted_out_takes_no_registration(client, new_york):
    Jurisdiction.objects.filter(slug="ny-albany").update(opted_out_on="2026-11-21")

    answer = client.post(AGENCY, about())

    assert list(answer.context["form"].errors) == ["jurisdiction"]
