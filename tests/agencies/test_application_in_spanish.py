"""The pages of an application speak Spanish to whoever chose it, and so do the mails that lead there."""

from django.conf import settings
from django.urls import reverse

from agencies.actions import application_review as review
from agencies.actions.applications import page_of
from agencies.links import sign
from tests.agencies.applicants import TODAY, draft, in_review, words


def test_the_pages_of_an_applicant_are_in_spanish(client, program):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "es"
    application = draft(program)

    page = words(client.get(page_of(application).removeprefix(settings.LBN_BASE_URL)))
    apply = words(client.get(reverse("registration:apply", args=["san_diego"])))

    assert "Le toca a usted: suba lo que falta y envíe la solicitud a más tardar el" in page
    assert "¿Ya comenzó? Enviarme el enlace de nuevo" in apply


def test_a_mail_is_in_the_language_of_the_application(program, olive, mailoutbox, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        draft(program, agency_name="Bay Ambulance", language="es")

    assert mailoutbox[-1].subject == "Su solicitud: continúe aquí"


def test_whoever_begins_reads_with_which_address_they_sign_in(client, program, olive):
    application = in_review(program, olive)
    approved = review.approve_application(application=application, by=olive, today=TODAY, is_provisional=True)

    page = words(client.get(reverse("registration:application_begin", args=[sign(approved, ".begin")])))

    assert "You are its program coordinator and sign in with ana@mesa.example." in page
