"""Plans are gone over again once a year: home asks, the agency records it, and can take it back."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from agencies import clock
from agencies.actions import application_review as review
from agencies.actions.required_documents import judge_document
from agencies.application_life import ApplicationRefused
from agencies.models import Agency, AuditEvent, DocumentReview
from lbn.digests import SAID_AS_AT_HOME
from lbn.home.papers import about_papers
from tests.agencies import applicants
from tests.agencies.applicants import AT, TODAY

YEAR_ON = date(2027, 11, 20)
PLAN = "quality_plan"


@pytest.fixture
def program(san_diego, monkeypatch):
    monkeypatch.setattr(clock, "today", lambda zone: TODAY)
    monkeypatch.setattr(clock, "now", lambda: AT)
    return san_diego


@pytest.fixture
def mesa(program, olive):
    """An agency that takes part; the office has accepted everything."""
    application = applicants.in_review(program, olive)
    for document in application.required_documents.all():
        judge_document(document=document, number=1, verdict="accepted", words="", by=olive, today=TODAY)
    return review.approve_application(application=application, by=olive, today=TODAY, is_provisional=True).agency


def coordinator(agency):
    return agency.memberships.get().user


def asked_on(agency, day):
    return [one.sentence for one in about_papers(agency, day)]


def record(browser, agency, day, slug=PLAN):
    return browser.post(reverse("agencies:document_review", args=[agency.slug, slug]), {"on": day}, follow=True)


def test_home_asks_a_year_after_the_upload_and_no_day_earlier(mesa):
    assert asked_on(mesa, YEAR_ON - timedelta(days=1)) == []
    assert asked_on(mesa, YEAR_ON) == [
        "Go over it again: Plan for deployment.",
        "Go over it again: Quality assurance plan.",
    ]
    assert "papers" in SAID_AS_AT_HOME


def test_a_recorded_review_is_asked_for_a_year_later_and_can_be_taken_back(at, mesa, monkeypatch):
    monkeypatch.setattr(clock, "today", lambda zone: YEAR_ON)
    browser = at(coordinator(mesa))

    page = record(browser, mesa, "2027-11-18").content.decode()

    assert "Recorded for Nov 18, 2027: Quality assurance plan." in page
    assert "You went over it on Nov 18, 2027." in page
    assert asked_on(mesa, YEAR_ON) == ["Go over it again: Plan for deployment."]
    assert asked_on(mesa, date(2028, 11, 18))[1] == (
        "Go over it again: Quality assurance plan. You last did on Nov 18, 2027."
    )
    browser.post(reverse("agencies:document_unreview", args=[mesa.slug, PLAN]))
    assert len(asked_on(mesa, YEAR_ON)) == 2
    assert not DocumentReview.objects.exists()
    assert AuditEvent.objects.filter(what__startswith="document.review").count() == 2


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        ("2026-11-21", "This day is still to come: enter the day of the review."),
        ("", "Enter the day of the review."),
        ("soon", "Enter a date, such as 2028-03-31."),
    ],
)
def test_an_impossible_day_is_explained_and_nothing_recorded(at, mesa, day, sentence):
    page = record(at(coordinator(mesa)), mesa, day).content.decode()

    assert sentence in page
    assert not DocumentReview.objects.exists()


def test_a_day_is_recorded_once(at, mesa):
    browser = at(coordinator(mesa))
    record(browser, mesa, "2026-11-19")

    page = record(browser, mesa, "2026-11-19").content.decode()

    assert "A review on this day is recorded already." in page
    assert DocumentReview.objects.count() == 1


def test_what_is_not_gone_over_again_has_no_such_page(at, mesa):
    assert record(at(coordinator(mesa)), mesa, "2026-11-19", "protocol").status_code == 404
    assert not DocumentReview.objects.exists()


def test_no_agency_begins_with_its_training_materials_refused(program, olive):
    application = applicants.in_review(program, olive)
    document = application.required_documents.get(slug="training_materials")
    judge_document(document=document, number=1, verdict="refused", words="Pages are missing.", by=olive, today=TODAY)

    with pytest.raises(ApplicationRefused) as refused:
        review.approve_application(application=application, by=olive, today=TODAY, is_provisional=True)

    assert str(refused.value) == "No agency begins without it: Training materials."
    assert not Agency.objects.exists()
