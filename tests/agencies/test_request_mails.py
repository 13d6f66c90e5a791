"""Where a county takes requests by mail, the applicant finds the mail and its files, sends it, and says when."""

import zipfile
from io import BytesIO

import pytest
from django.urls import reverse

from agencies import clock
from agencies.actions.applications import SEALED, page_of, withdraw_application
from agencies.links import sign
from agencies.models import AuditEvent
from tests.agencies import applicants
from tests.agencies.applicants import AT, PDF, TODAY

NAMES = ["Agency protocol", "Training materials", "Plan for deployment", "Quality assurance plan"]


@pytest.fixture
def program(san_diego, monkeypatch):
    monkeypatch.setattr(clock, "today", lambda zone: TODAY)
    monkeypatch.setattr(clock, "now", lambda: AT)
    return san_diego


@pytest.fixture
def application(program):
    made = applicants.draft(program)
    applicants.upload_all(made)
    return made


def page(name, application):
    return reverse(f"registration:application_{name}", args=[sign(application, sealed=SEALED)])


def record(client, application, day="2026-11-19"):
    return client.post(page("mail", application), {"sent_on": day}, follow=True).content.decode()


def test_the_mail_goes_to_the_county_with_the_four_documents(client, application, mailoutbox):
    shown = client.get(page("mail", application)).content.decode()
    packed = client.get(page("package", application)).content

    assert "EMSNotification.HHSA@sdcounty.ca.gov" in shown
    assert "Request for approval: leave-behind naloxone: Mesa Ambulance" in shown
    assert all(f"- {name}" in shown for name in NAMES)
    with zipfile.ZipFile(BytesIO(packed)) as archive:
        slugs = ["protocol", "training_materials", "deployment_plan", "quality_plan"]
        assert archive.namelist() == ["mail.txt", *(f"{slug}.pdf" for slug in slugs)]
        assert archive.read("protocol.pdf") == PDF
    assert [mail for mail in mailoutbox if "sdcounty" in str(mail.to)] == []


def test_the_day_of_sending_is_recorded_and_taken_back(client, application, at, olive):
    assert "Recorded: you sent the mail on Nov 19, 2026." in record(client, application)
    assert (
        "You sent the mail on Nov 19, 2026."
        in client.get(page_of(application).removeprefix("http://127.0.0.1:8000")).content.decode()
    )

    back = client.post(page("unmail", application), follow=True).content.decode()

    assert "The record is taken back." in back
    application.refresh_from_db()
    assert application.mailed_on is None
    assert AuditEvent.objects.filter(what__startswith="application.mail").count() == 2


def test_opening_the_page_records_nothing(client, application):
    client.get(page("mail", application))

    application.refresh_from_db()
    assert application.mailed_on is None


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        ("2026-11-21", "This day is still to come: enter the day on which you sent it."),
        ("", "Enter the day on which you sent it."),
    ],
)
def test_an_impossible_day_is_explained(client, application, day, sentence):
    assert sentence in record(client, application, day)

    application.refresh_from_db()
    assert application.mailed_on is None


def test_without_all_documents_nothing_is_recorded(client, program):
    application = applicants.draft(program)

    shown = record(client, application)

    assert "Still missing: Agency protocol, Training materials, Plan for deployment, Quality assurance plan." in shown
    application.refresh_from_db()
    assert application.mailed_on is None


def test_an_ended_application_and_a_second_record_are_refused(client, application):
    record(client, application)
    assert "The mail is recorded as sent already. Take that back first." in record(client, application, "2026-11-18")
    client.post(page("unmail", application))
    withdraw_application(application=application, today=TODAY)

    assert "This application has ended: nothing was changed." in record(client, application)
    application.refresh_from_db()
    assert application.mailed_on is None


def test_a_program_that_takes_no_requests_by_mail_has_no_such_page(client, application, program):
    program.pack["request_mail"] = None
    program.save()

    assert client.get(page("mail", application)).status_code == 404
    assert client.get(page("package", application)).status_code == 404
