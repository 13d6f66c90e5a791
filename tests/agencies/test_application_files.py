"""Files of applications that came to nothing are gone from the disk, by the nightly command that `kept` names."""

import os
from datetime import timedelta

import pytest
from django.conf import settings
from django.core.management import call_command

from agencies import clock
from agencies.actions.application_reopening import reopen_as_applicant
from agencies.actions.applications import submit_application, withdraw_application
from agencies.models import DocumentVersion, RequiredDocument
from tests.agencies.applicants import AT, TODAY, draft, upload_all


@pytest.fixture
def run(program, monkeypatch, django_capture_on_commit_callbacks):
    """The nightly run, some days after the applicant's day."""

    def nightly(days):
        monkeypatch.setattr(clock, "today", lambda zone: TODAY + timedelta(days=days))
        monkeypatch.setattr(clock, "now", lambda: AT + timedelta(days=days))
        with django_capture_on_commit_callbacks(execute=True):
            call_command("send_digests")

    return nightly


def files():
    return [path for path in settings.LBN_MEDIA_DIR.rglob("*") if path.is_file()]


def test_files_of_a_draft_go_the_night_on_which_it_is_closed(program, run):
    upload_all(draft(program))
    sent = draft(program, agency_name="Bay Ambulance", coordinator_email="bo@bay.example")
    upload_all(sent)
    submit_application(application=sent, today=TODAY, at=AT)
    assert len(files()) == 8

    run(days=30)
    assert len(files()) == 8
    run(days=31)

    assert (files(), DocumentVersion.objects.count()) == ([], 0)


def test_files_of_what_was_withdrawn_go_30_days_later_and_stay_if_it_is_opened_again(program, run):
    first, second = draft(program), draft(program, agency_name="Bay Ambulance")
    for one in (first, second):
        upload_all(one)
        withdraw_application(application=one, today=TODAY)
    reopen_as_applicant(application=second, today=TODAY)
    assert RequiredDocument.kept.days == 30

    run(days=30)
    assert len(files()) == 8
    second.refresh_from_db()
    type(second).objects.filter(pk=second.pk).update(due_on=TODAY + timedelta(days=60))
    run(days=31)

    assert len(files()) == 4
    assert set(DocumentVersion.objects.values_list("document__application", flat=True)) == {second.pk}


def test_a_file_that_no_row_names_goes_a_day_later(program, run):
    upload_all(draft(program))
    orphan = files()[0]
    DocumentVersion.objects.filter(pk=orphan.name).delete()
    for path in files():
        os.utime(path, (AT.timestamp(), AT.timestamp()))

    run(days=1)
    assert orphan.exists()
    run(days=2)

    assert not orphan.exists()
    assert len(files()) == 3
