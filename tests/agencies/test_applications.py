"""The life of an application: from a draft to the agency that takes part, and each way in which it ends before."""

from datetime import timedelta

import pytest
from django.core import mail

from agencies.actions.agency import AgencyKnown
from agencies.actions.application_endings import close_abandoned
from agencies.actions.applications import (
    CONFIRM,
    application_of,
    confirm_application,
    confirmation_of,
    page_of,
    save_application,
    submit_application,
    take_back_application,
    withdraw_application,
)
from agencies.actions.required_documents import upload_document
from agencies.application_life import ApplicationRefused
from agencies.links import LinkRefused, sign
from agencies.models import Application, DocumentVersion, Jurisdiction
from tests import cast
from tests.agencies.applicants import (
    AT,
    DUE,
    PDF,
    TODAY,
    at_the_office,
    draft,
    facts_of,
    upload_all,
)


def test_a_draft_asks_for_what_the_pack_asks_for_and_its_link_goes_out(
    san_diego, mailoutbox, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        application = draft(san_diego)

    asked = list(application.required_documents.values_list("slug", "status"))
    assert asked == [
        ("deployment_plan", "missing"),
        ("protocol", "missing"),
        ("quality_plan", "missing"),
        ("training_materials", "missing"),
    ]
    approval = application.approvals.get()
    assert (approval.approver, approval.email) == ("medical_authority", "emsnotification.hhsa@sdcounty.ca.gov")
    assert [sent.to for sent in mailoutbox] == [["ana@mesa.example"]]
    assert page_of(application).partition(":1")[0] in mailoutbox[0].body
    assert application.due_on == TODAY + timedelta(days=30)


def test_a_draft_with_a_missing_document_is_not_sent(san_diego):
    application = draft(san_diego)

    with pytest.raises(ApplicationRefused) as refused:
        submit_application(application=application, today=TODAY, at=AT)

    assert str(refused.value) == (
        "Still missing: Agency protocol, Training materials, Plan for deployment, Quality assurance plan. "
        "Upload it first."
    )
    application.refresh_from_db()
    assert (application.status, application.submitted_at) == ("draft", None)


def test_the_address_is_confirmed_before_anybody_is_asked(san_diego, mailoutbox, django_capture_on_commit_callbacks):
    application = draft(san_diego)
    upload_all(application)
    with django_capture_on_commit_callbacks(execute=True):
        sent = submit_application(application=application, today=TODAY, at=AT)
    assert [one.to[0] for one in mailoutbox] == ["ana@mesa.example"]
    assert confirmation_of(sent).partition(":1")[0] in mailoutbox[0].body
    mailoutbox.clear()

    with django_capture_on_commit_callbacks(execute=True):
        confirmed = confirm_application(application=sent, today=TODAY, at=AT)

    assert (confirmed.status, confirmed.due_on) == ("confirmed", DUE)
    assert sorted(one.to[0] for one in mailoutbox) == ["emsnotification.hhsa@sdcounty.ca.gov", "olive@example.org"]
    assert confirmed.approvals.get().asked_on == TODAY


def test_who_applies_again_for_an_agency_goes_on_with_the_open_application(san_diego):
    first = draft(san_diego)

    again = draft(san_diego, agency_name="MESA ambulance", coordinator_email="Ana@Mesa.Example")
    assert (again, again.agency_name) == (first, "Mesa Ambulance")
    assert Application.objects.get() == first

    withdraw_application(application=first, today=TODAY)
    assert draft(san_diego).status == "draft"


def test_a_closed_county_applies_for_nothing(san_diego):
    Jurisdiction.objects.filter(state="CA").update(opted_out_on=TODAY)

    with pytest.raises(ApplicationRefused) as refused:
        draft(san_diego)

    assert str(refused.value) == (
        "Agencies in San Diego County cannot apply now. Ask the San Diego County EMS when they can."
    )
    assert (refused.value.field, Application.objects.count()) == ("jurisdiction", 0)


def test_an_agency_that_takes_part_does_not_apply_again(san_diego):
    cast.agency(san_diego, name="Mesa Ambulance", county="San Diego")

    with pytest.raises(AgencyKnown):
        draft(san_diego)


def test_a_draft_can_be_changed_and_its_address_too_until_it_is_confirmed(san_diego):
    application = draft(san_diego)
    upload_all(application)
    submit_application(application=application, today=TODAY, at=AT)
    later = TODAY + timedelta(days=3)

    taken_back = take_back_application(application=application, today=later)
    changed = save_application(
        application=taken_back, approvers={}, today=later, **facts_of(san_diego, coordinator_email="Bo@Mesa.example")
    )

    assert (changed.status, changed.coordinator_email) == ("draft", "bo@mesa.example")
    assert changed.due_on == later + timedelta(days=30)


def test_what_was_confirmed_cannot_be_changed_unasked(san_diego):
    application = at_the_office(san_diego)

    with pytest.raises(ApplicationRefused):
        save_application(application=application, approvers={}, today=TODAY, **facts_of(san_diego, kind="fire"))
    with pytest.raises(ApplicationRefused):
        upload_document(document=application.required_documents.first(), data=PDF, kind="pdf", today=TODAY)

    application.refresh_from_db()
    assert (application.kind, DocumentVersion.objects.count()) == ("ems", 4)


def test_a_draft_that_nobody_touches_for_30_days_is_closed_and_its_link_with_it(san_diego):
    application = draft(san_diego)
    token = sign(application)
    last, after = TODAY + timedelta(days=30), TODAY + timedelta(days=31)
    assert application_of(token, today_in=lambda zone: last) == application

    with pytest.raises(LinkRefused):
        application_of(token, today_in=lambda zone: after)
    close_abandoned(program=san_diego, today=last)
    assert Application.objects.get().status == "draft"
    close_abandoned(program=san_diego, today=after)

    assert Application.objects.get().status == "abandoned"
    with pytest.raises(LinkRefused):
        application_of(token, today_in=lambda zone: TODAY)
    assert mail.outbox == []


@pytest.mark.parametrize("token", ["", "nonsense", "a:b:c"])
def test_an_altered_link_names_nothing(san_diego, token):
    with pytest.raises(LinkRefused) as refused:
        application_of(token or sign(draft(san_diego), CONFIRM), today_in=lambda zone: TODAY)

    assert str(refused.value) == "This link is not complete: copy the whole link from the mail."
