"""Nobody makes the registration's mail a nuisance to others."""

import pytest
from django.core import mail

from agencies.models import Jurisdiction, Registration


@pytest.fixture
def register(client, new_york, django_capture_on_commit_callbacks):
    """Register an agency in the browser and return the last page."""

    def submit(name, email):
        said = {"agency_name": name, "kind": "law_enforcement", "coordinator_name": "C", "coordinator_email": email}
        client.post("/register/new_york/", said | {"jurisdiction": Jurisdiction.objects.get(slug="ny-albany").pk})
        supplier = {"choice": "none", "question_local_oopp": "no", "question_regional_ems": "no"}
        with django_capture_on_commit_callbacks(execute=True):
            return client.post("/register/new_york/supplier/", supplier)

    return submit


def test_a_mailbox_gets_five_registrations_an_hour(register):
    for number in range(5):
        register(f"Cohoes Police {number}", "carol@cohoes.example")

    answer = register("Cohoes Police 5", "Carol@cohoes.example")

    assert "Too many registrations at once" in answer.content.decode()
    assert (Registration.objects.count(), len(mail.outbox)) == (5, 5)
    assert register("Watervliet Police", "wanda@watervliet.example").status_code == 302


def test_one_sender_registers_thirty_agencies_an_hour(register):
    for number in range(30):
        register(f"Police {number}", f"carol{number}@cohoes.example")

    answer = register("Police 30", "carol30@cohoes.example")

    assert "Too many registrations at once" in answer.content.decode()
    assert (Registration.objects.count(), len(mail.outbox)) == (30, 30)
