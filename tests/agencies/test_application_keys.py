"""Who has the key to an application, what a stranger learns of one, and whom its mails reach."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.urls import reverse

from agencies.actions.application_endings import close_abandoned
from agencies.actions.applications import (
    begin_application,
    confirm_application,
    page_of,
    save_application,
    submit_application,
    take_back_application,
)
from agencies.actions.approvals import ask_approver_again
from agencies.actions.required_documents import upload_document
from agencies.application_life import DocumentRefused
from agencies.document_files import path_of
from agencies.models import Application, DocumentVersion, Jurisdiction, MailsOfADay, User
from tests.agencies.applicants import AT, PDF, TODAY, at_the_office, draft, facts_of, upload_all, words
from tests.agencies.test_application_links import path_to_confirm, submitted


def seen(answer):
    """A page but for the secrets of its forms."""
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", words(answer))


def path_to(application):
    return page_of(application).removeprefix(settings.LBN_BASE_URL)


def apply(client, **changes):
    facts = {"agency_name": "Mesa Ambulance", "kind": "ems", "coordinator_name": "Ana", "is_als": "yes"}
    facts |= {"coordinator_email": "ana@mesa.example", "jurisdiction": Jurisdiction.objects.get(state="CA").pk}
    return client.post(reverse("registration:apply", args=["san_diego"]), facts | changes)


def test_a_stranger_learns_nothing_of_who_has_applied_and_gets_no_key(
    client, program, mailoutbox, django_capture_on_commit_callbacks
):
    known = draft(program)

    with django_capture_on_commit_callbacks(execute=True):
        again = apply(client, agency_name="MESA AMBULANCE")
        anew = apply(client, coordinator_email="bob@mesa.example")

    assert (again.status_code, anew.status_code) == (200, 200)
    assert seen(again) == seen(anew).replace("bob@", "ana@")
    assert "/register/application/" not in words(anew)
    assert [one.to for one in mailoutbox] == [["ana@mesa.example"], ["bob@mesa.example"]]
    assert page_of(known).partition(":1")[0] in mailoutbox[0].body
    assert Application.objects.count() == 2


def test_a_link_that_went_to_another_address_ends_with_the_confirmation(client, program):
    sent = submitted(program)
    own = path_to(sent)
    drafted = take_back_application(application=sent, today=TODAY)
    foreign = facts_of(program, coordinator_email="chief@county.example")
    changed = save_application(application=drafted, approvers={}, today=TODAY, **foreign)
    assert client.get(own).status_code == 200
    client.post(own + "send/")

    answer = client.post(path_to_confirm(changed))

    assert answer.url == path_to(changed)
    assert client.get(answer.url).status_code == 200
    assert [client.get(own).status_code, client.post(own + "withdraw/").status_code] == [410, 410]
    assert Application.objects.get().status == "confirmed"


def test_an_approver_whose_mails_of_the_day_are_used_up_stops_nobody(
    program, mailoutbox, django_capture_on_commit_callbacks
):
    MailsOfADay.objects.all().delete()
    at_the_office(program)
    MailsOfADay.objects.filter(kind="approval_asked").update(mails=40)

    with django_capture_on_commit_callbacks(execute=True):
        second = at_the_office(program, agency_name="Bay Ambulance", coordinator_email="bo@bay.example")

    assert second.status == "confirmed"
    approval = second.approvals.get()
    assert (approval.status, approval.asked_on) == ("waiting", None)
    told = [one for one in mailoutbox if one.to == ["olive@example.org"]]
    assert len(told) == 1
    assert "We could not ask for approval, because too many mails went to that address today" in " ".join(
        told[0].body.split()
    )
    olive = User.objects.get(email="olive@example.org")
    ask_approver_again(approval=approval, by=olive, today=TODAY + timedelta(days=1))
    approval.refresh_from_db()
    assert approval.asked_on == TODAY + timedelta(days=1)


def test_an_address_that_applicants_name_is_asked_five_times_a_day(program):
    program.pack["approvers"][0]["email"] = ""
    program.save()
    named = {"medical_authority": ("Dr. Day", "day@elsewhere.example")}
    asked = []
    for number in range(6):
        begun = begun_with(program, named, agency_name=f"Agency {number}")
        asked.append(begun.approvals.get().asked_on)

    assert asked == [TODAY] * 5 + [None]


def begun_with(program, approvers, **changes):
    """An application at the office whose applicant names who approves."""
    made = begin_application(program=program, approvers=approvers, today=TODAY, **facts_of(program, **changes))
    upload_all(made)
    submit_application(application=made, today=TODAY, at=AT)
    return confirm_application(application=made, today=TODAY, at=AT)


def test_drafts_of_one_address_hold_40_megabytes_together(program):
    first, second = draft(program), draft(program, agency_name="Bay Ambulance")
    upload_all(first)
    DocumentVersion.objects.update(size=10 * 1024 * 1024)
    other = second.required_documents.first()

    with pytest.raises(DocumentRefused) as refused:
        upload_document(document=other, data=PDF, kind="pdf", today=TODAY)
    assert (refused.value.field, DocumentVersion.objects.count()) == ("file", 4)

    upload_document(document=first.required_documents.first(), data=PDF, kind="pdf", today=TODAY)
    upload_document(document=other, data=PDF, kind="pdf", today=TODAY)
    assert DocumentVersion.objects.count() == 5


def test_drafts_of_all_addresses_together_have_a_bound(program):
    upload_all(draft(program))
    DocumentVersion.objects.update(size=512 * 1024 * 1024)
    other = draft(program, coordinator_email="bo@bay.example").required_documents.first()

    with pytest.raises(DocumentRefused):
        upload_document(document=other, data=PDF, kind="pdf", today=TODAY)

    assert DocumentVersion.objects.count() == 4


def test_the_documents_of_a_draft_go_with_its_closing(program, django_capture_on_commit_callbacks):
    upload_all(draft(program))
    files = [path_of(key) for key in DocumentVersion.objects.values_list("pk", flat=True)]

    with django_capture_on_commit_callbacks(execute=True):
        close_abandoned(program=program, today=TODAY + timedelta(days=31))

    assert not any(path.exists() for path in files)
    assert DocumentVersion.objects.count() == 0
