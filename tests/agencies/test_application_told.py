"""What is told once an agency takes part: that it is approved for good, and that a document waits to be read."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from agencies.actions import application_review as review
from agencies.actions.approvals import answer_approval, versions_of
from agencies.actions.required_documents import judge_document
from agencies.models import Program
from tests import cast
from tests.agencies.applicants import PDF, TODAY, in_review, words


@pytest.fixture
def provisional(program, olive):
    """An application that is approved for the time being; nobody has read its documents yet."""
    application = in_review(program, olive)
    return review.approve_application(application=application, by=olive, today=TODAY, is_provisional=True)


def accept(documents, by):
    for document in documents:
        judge_document(document=document, number=1, verdict="accepted", words="", by=by, today=TODAY)


def approve(browser, application, **said):
    return browser.post(reverse("operator:application_approve", args=[application.pk]), said, follow=True)


def test_an_agency_is_told_that_it_is_approved_for_good(
    provisional, olive, at, mailoutbox, django_capture_on_commit_callbacks
):
    accept(provisional.required_documents.all(), olive)
    answer_approval(
        approval=provisional.approvals.get(), approves=True, words="", seen=versions_of(provisional), today=TODAY
    )
    review.tick_checklist(application=provisional, ticked=["transport", "four_things", "trained_first"], by=olive)
    cast.user("Bo", role="coordinator", agency=provisional.agency)
    mailoutbox.clear()

    with django_capture_on_commit_callbacks(execute=True):
        page = words(approve(at(olive), provisional))

    assert "Mesa Ambulance has final approval. We mailed its coordinators." in page
    assert sorted(one.to[0] for one in mailoutbox) == ["ana@mesa.example", "bo@example.org"]
    assert {one.subject for one in mailoutbox} == {"Mesa Ambulance has final approval"}


def test_a_refused_approval_for_good_mails_nobody(provisional, olive, at, mailoutbox):
    page = words(approve(at(olive), provisional))

    assert "has final approval" not in page
    assert mailoutbox == []
    provisional.refresh_from_db()
    assert provisional.status == "provisional"


def test_an_approval_for_the_time_being_says_so(program, olive, at):
    page = words(approve(at(olive), in_review(program, olive), provisional="yes"))

    assert "Mesa Ambulance takes part with provisional approval." in page
    assert "We mailed ana@mesa.example what is missing." in page


def renew(browser, document):
    where = reverse("agencies:document_upload", args=[document.agency.slug, document.slug])
    return browser.post(where, {"file": SimpleUploadedFile("plan.pdf", PDF)})


def test_the_office_is_mailed_once_of_a_renewed_document_and_finds_it_at_home(
    provisional, olive, at, mailoutbox, django_capture_on_commit_callbacks
):
    first, *others = provisional.required_documents.order_by("slug")
    accept(provisional.required_documents.all(), olive)
    assert "Documents that wait to be read" not in words(at(olive).get(reverse("home")))
    coordinator = at(provisional.agency.memberships.get().user)
    mailoutbox.clear()

    with django_capture_on_commit_callbacks(execute=True):
        assert renew(coordinator, first).status_code == 302
    with django_capture_on_commit_callbacks(execute=True):
        assert renew(coordinator, first).status_code == 302

    assert [(one.to, one.subject) for one in mailoutbox] == [
        (["olive@example.org"], "Mesa Ambulance uploaded a document")
    ]
    assert reverse("operator:document", args=[first.pk]) in mailoutbox[0].body
    home = words(at(olive).get(reverse("home")))
    assert home.count("Plan for deployment") == 1
    assert reverse("operator:document", args=[first.pk]) in home
    assert not any(reverse("operator:document", args=[other.pk]) in home for other in others)

    judge_document(document=first, number=3, verdict="accepted", words="", by=olive, today=TODAY)
    assert "Documents that wait to be read" not in words(at(olive).get(reverse("home")))


def test_the_rules_of_a_program_lead_to_the_application_or_to_the_registration(client, program, new_york):
    where = {one.slug: reverse("programs:program", args=[one.slug]) for one in Program.objects.all()}

    reviewed, listed = words(client.get(where["san_diego"])), words(client.get(where["new_york"]))

    assert '<a class="button" href="/register/san_diego/apply/">Apply</a>' in reviewed
    assert '<a class="button" href="/register/san_diego/">' not in reviewed
    assert '<a class="button" href="/register/new_york/">Register your agency</a>' in listed


def test_the_counties_of_a_reviewed_program_lead_to_the_application(client, program):
    program.pack["counties_opt_in"] = True
    program.save()

    page = words(client.get(reverse("registration:counties", args=["san_diego"])))

    assert '<a class="button" href="/register/san_diego/apply/">Apply</a>' in page
