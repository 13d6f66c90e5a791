"""What the office says of documents can be taken back, and the queue begins with what waits for the office."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from agencies import clock
from agencies.actions import application_review as review
from agencies.actions.required_documents import (
    judge_document,
    remove_replaced,
    take_back_verdict,
    upload_document,
)
from agencies.application_life import DocumentRefused
from agencies.models import Application, AuditEvent, DocumentVersion, Program, RequiredDocument
from tests.agencies import applicants
from tests.agencies.applicants import AT, PDF, TODAY


@pytest.fixture
def program(san_diego, monkeypatch):
    """San Diego, whose one document is valid for a year from the day on it."""
    monkeypatch.setattr(clock, "today", lambda zone: TODAY)
    monkeypatch.setattr(clock, "now", lambda: AT)
    yearly = san_diego.pack["documents"][0] | {"validity_months": 12}
    Program.objects.filter(pk=san_diego.pk).update(pack=san_diego.pack | {"documents": [yearly]})
    return Program.objects.get(pk=san_diego.pk)


@pytest.fixture
def mesa(program, olive):
    """An agency that takes part for the time being; its one document was accepted."""
    application = applicants.in_review(program, olive)
    judge_document(document=application.required_documents.get(), number=1, by=olive, today=TODAY, **ACCEPTED)
    return review.approve_application(application=application, by=olive, today=TODAY, is_provisional=True).agency


ACCEPTED = {"verdict": "accepted", "words": ""}
REFUSED = {"verdict": "refused", "words": "Page 3 is not signed."}
VALID_UNTIL = date(2027, 11, 19)


def renew(agency, day):
    document = agency.required_documents.get()
    by = agency.memberships.get().user
    upload_document(document=document, data=PDF, kind="pdf", today=day, by=by, issued_on=day)
    return document


def said_of(document):
    now = RequiredDocument.objects.get(pk=document.pk)
    return now.status, now.valid_until_on, list(now.versions.values_list("number", flat=True))


def test_an_acceptance_taken_back_brings_the_version_before_into_force(program, olive, mesa):
    day = date(2027, 5, 3)
    document = renew(mesa, day)
    judge_document(document=document, number=2, by=olive, today=day, **ACCEPTED)
    assert said_of(document) == ("accepted", date(2028, 5, 2), [2, 1])

    take_back_verdict(document=document, by=olive, today=day)

    assert said_of(document) == ("uploaded", VALID_UNTIL, [2, 1])
    assert AuditEvent.objects.filter(what="document.taken_back").get().by == olive
    judge_document(document=document, number=2, by=olive, today=day, **REFUSED)
    assert said_of(document) == ("refused", VALID_UNTIL, [2, 1])


def test_a_refusal_is_taken_back_and_nothing_twice(program, olive, mesa):
    document = renew(mesa, TODAY)
    judge_document(document=document, number=2, by=olive, today=TODAY, **REFUSED)
    take_back_verdict(document=document, by=olive, today=TODAY)
    assert said_of(document) == ("uploaded", VALID_UNTIL, [2, 1])

    with pytest.raises(DocumentRefused) as refused:
        take_back_verdict(document=document, by=olive, today=TODAY)

    assert str(refused.value) == "Nobody has said anything of this version: nothing was changed."
    assert said_of(document) == ("uploaded", VALID_UNTIL, [2, 1])


def test_replaced_versions_go_the_night_after(program, olive, mesa):
    document = renew(mesa, TODAY)
    assert remove_replaced(program=program, today=TODAY + timedelta(days=1)) == 0  # nobody has read the new one
    judge_document(document=document, number=2, by=olive, today=TODAY, **ACCEPTED)

    assert remove_replaced(program=program, today=TODAY) == 0
    assert remove_replaced(program=program, today=TODAY + timedelta(days=1)) == 1

    assert list(DocumentVersion.objects.values_list("number", flat=True)) == [2]


def test_the_office_takes_a_verdict_back_with_a_button(program, olive, mesa, at):
    document = mesa.required_documents.get()
    page = at(olive).get(reverse("operator:document", args=[document.pk])).content.decode()
    assert "Take this back and read it again" in page

    answer = at(olive).post(reverse("operator:document", args=[document.pk]), {"take_back": "yes"}, follow=True)

    assert "Agency protocol waits to be read again." in answer.content.decode()
    assert said_of(document) == ("uploaded", None, [1])


def test_what_was_decided_stands_below_what_waits_for_the_office(program, olive, at):
    declined = applicants.in_review(program, olive)
    review.decline_application(application=declined, because="documents", words="", by=olive, today=TODAY)
    Application.objects.filter(pk=declined.pk).update(due_on=TODAY - timedelta(days=90))
    asked = applicants.in_review(program, olive, agency_name="Bay Ambulance")
    review.ask_for_changes(application=asked, points={"protocol": "Sign it."}, by=olive, today=TODAY)
    applicants.at_the_office(program, agency_name="Coast Ambulance")
    address = reverse("operator:applications")

    page = at(olive).get(address).content.decode()
    filtered = at(olive).get(address, {"status": "declined"}).content.decode()

    assert page.index("Coast Ambulance") < page.index("Bay Ambulance") < page.index("Mesa Ambulance")
    assert [name in filtered for name in ("Mesa Ambulance", "Bay Ambulance", "Coast Ambulance")] == [
        True,
        False,
        False,
    ]
