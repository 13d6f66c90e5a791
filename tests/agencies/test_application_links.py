"""Until when the links of an application work, and for whom: the address that it confirms, the day where it is."""

from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.urls import reverse

from agencies import clock
from agencies.actions import application_review as review
from agencies.actions.application_endings import forget_applications
from agencies.actions.applications import confirmation_of, save_application, submit_application, take_back_application
from agencies.actions.approvals import ask_approver_again
from agencies.application_life import ApprovalRefused
from agencies.document_files import path_of
from agencies.links import sign
from agencies.models import Application, Approval, AuditEvent, DocumentVersion
from tests import cast
from tests.agencies.applicants import AT, TODAY, at_the_office, draft, facts_of, in_review, upload_all, words

# In San Diego it is still the last evening, in UTC the day after.
LAST_EVENING = datetime(2026, 12, 21, 4, tzinfo=UTC)
NEXT_MORNING = datetime(2026, 12, 21, 9, tzinfo=UTC)


def path_to_confirm(application):
    return confirmation_of(application).removeprefix(settings.LBN_BASE_URL)


def submitted(program):
    application = draft(program)
    upload_all(application)
    return submit_application(application=application, today=TODAY, at=AT)


def test_a_link_confirms_the_address_that_it_went_to_and_no_other(client, san_diego, monkeypatch, mailoutbox):
    monkeypatch.setattr(clock, "now", lambda: AT)
    sent = submitted(san_diego)
    own = path_to_confirm(sent)
    drafted = take_back_application(application=sent, today=TODAY)
    foreign = facts_of(san_diego, coordinator_email="chief@county.example")
    save_application(application=drafted, approvers={}, today=TODAY, **foreign)
    submit_application(application=drafted, today=TODAY, at=AT)
    trail = AuditEvent.objects.count()

    for answer in (client.get(own), client.post(own)):
        assert answer.status_code == 410
        assert "The address was changed after this mail went out. Open the link in our newest mail." in words(answer)

    there = Application.objects.get()
    assert (there.status, there.coordinator_email, there.confirmed_at) == ("submitted", "chief@county.example", None)
    assert (AuditEvent.objects.count(), mailoutbox) == (trail, [])
    client.post(path_to_confirm(there))
    assert Application.objects.get().status == "confirmed"


def test_a_link_does_not_show_the_address_that_it_confirms(san_diego):
    here, there = submitted(san_diego), draft(san_diego, coordinator_email="bo@mesa.example")

    assert "mesa" not in path_to_confirm(here)
    assert len(path_to_confirm(here)) == len(path_to_confirm(there))


@pytest.mark.parametrize(("now", "status"), [(LAST_EVENING, 200), (NEXT_MORNING, 410)])
def test_every_link_works_until_its_day_is_over_where_the_program_is(
    client, san_diego, olive, monkeypatch, now, status
):
    monkeypatch.setattr(clock, "now", lambda: now)
    approval = in_review(san_diego, olive, agency_name="Bay Ambulance").approvals.get()
    document = approval.application.required_documents.first()
    sent = submitted(san_diego)
    assert sent.due_on == approval.asked_on + Approval.LASTS == TODAY + timedelta(days=30)
    links = [
        reverse("registration:application", args=[sign(sent)]),
        path_to_confirm(sent),
        reverse("registration:approval", args=[sign(approval)]),
        reverse("registration:approval_document", args=[sign(approval), document.pk]),
    ]

    assert [client.get(link).status_code for link in links] == [status] * 4


def test_an_approver_is_asked_again_while_the_agency_takes_part_for_the_time_being(
    san_diego, olive, mailoutbox, django_capture_on_commit_callbacks
):
    application = in_review(san_diego, olive)
    review.approve_application(application=application, by=olive, today=TODAY, is_provisional=True)
    approval = application.approvals.get()
    later = TODAY + timedelta(days=40)

    with django_capture_on_commit_callbacks(execute=True):
        ask_approver_again(approval=approval, by=olive, today=later)

    assert Approval.objects.get().asked_on == later
    assert [one.to for one in mailoutbox] == [["emsnotification.hhsa@sdcounty.ca.gov"]]


def test_nobody_is_asked_once_it_is_declined(san_diego, olive, mailoutbox):
    application = in_review(san_diego, olive)
    review.decline_application(application=application, because="duplicate", words="", by=olive, today=TODAY)

    with pytest.raises(ApprovalRefused):
        ask_approver_again(approval=application.approvals.get(), by=olive, today=TODAY + timedelta(days=1))

    assert Approval.objects.get().asked_on == TODAY


def test_everybody_at_the_office_goes_on_with_what_was_approved_for_the_time_being(san_diego, olive, at):
    oscar = cast.user("Oscar", role="operator", program=san_diego)
    application = in_review(san_diego, olive)
    page = reverse("operator:application", args=[application.pk])
    decide = reverse("operator:application_approve", args=[application.pk])
    assert decide not in words(at(oscar).get(page))

    review.approve_application(application=application, by=olive, today=TODAY, is_provisional=True)
    Application.objects.update(reviewer=None)

    shown = words(at(oscar).get(page))
    assert decide in shown
    assert reverse("operator:application_tick", args=[application.pk]) in shown


def test_files_are_removed_once_the_rows_are_and_counted_once(san_diego, olive, django_capture_on_commit_callbacks):
    application = at_the_office(san_diego)
    review.claim_application(application=application, by=olive, today=TODAY)
    review.decline_application(application=application, because="duplicate", words="", by=olive, today=TODAY)
    files = [path_of(key) for key in DocumentVersion.objects.values_list("pk", flat=True)]

    with django_capture_on_commit_callbacks() as to_come:
        removed = forget_applications(program=san_diego, today=TODAY + timedelta(days=31))

    assert removed == len(files) == len(to_come) == 4
    assert all(path.exists() for path in files)
