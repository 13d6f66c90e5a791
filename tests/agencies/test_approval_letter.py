"""What an approval leads to: a letter to print, a line on the public list, and what patients take home in writing."""

import pytest
from django.urls import reverse

from agencies import clock
from agencies.actions import application_review as review
from agencies.actions.approvals import answer_approval, versions_of
from agencies.actions.required_documents import judge_document
from agencies.models import Agency, Program
from tests import cast
from tests.agencies import applicants
from tests.agencies.applicants import AT, TODAY


@pytest.fixture
def program(san_diego, monkeypatch):
    monkeypatch.setattr(clock, "today", lambda zone: TODAY)
    monkeypatch.setattr(clock, "now", lambda: AT)
    return san_diego


@pytest.fixture
def provisional(program, olive):
    """An application that is approved for the time being; nobody has read its documents yet."""
    application = applicants.in_review(program, olive)
    return review.approve_application(application=application, by=olive, today=TODAY, is_provisional=True)


def complete(application, olive):
    for document in application.required_documents.all():
        judge_document(document=document, number=1, verdict="accepted", words="", by=olive, today=TODAY)
    approval, seen = application.approvals.get(), versions_of(application)
    answer_approval(approval=approval, approves=True, words="", seen=seen, today=TODAY)
    review.tick_checklist(
        application=application, ticked=[one["slug"] for one in application.program.rules.checklist], by=olive
    )
    return review.approve_application(application=application, by=olive, today=TODAY)


def words(answer):
    return " ".join(answer.content.decode().split())


def letter(browser, agency):
    return words(browser.get(reverse("agencies:approval_letter", args=[agency.slug])))


def test_the_letter_for_the_time_being_says_what_has_to_follow(provisional, at):
    agency = provisional.agency

    page = letter(at(agency.memberships.get().user), agency)

    assert "Mesa Ambulance, San Diego County, is provisionally approved to leave naloxone kits" in page
    assert "San Diego County EMS, Nov 20, 2026" in page
    assert "Still to be accepted: Training materials" in page
    assert "Still to approve: San Diego County EMS, medical authority" in page
    assert "Also approved by" not in page


def test_the_letter_for_good_says_who_approved_and_no_condition(provisional, olive, at):
    approved = complete(provisional, olive)

    page = letter(at(approved.agency.memberships.get().user), approved.agency)
    of_office = words(at(olive).get(reverse("operator:approval_letter", args=[approved.pk])))

    assert "Mesa Ambulance, San Diego County, is approved to leave naloxone kits" in page
    assert "San Diego County EMS, medical authority, Nov 20, 2026" in page
    assert "<h2>Conditions</h2>" not in page
    assert (approved.approved_on, approved.approved_by) == (TODAY, olive)
    assert "For the office: Olive" in of_office
    assert "Olive" not in page


def test_without_an_approval_there_is_no_letter(program, olive, at):
    application = applicants.in_review(program, olive)

    answer = at(olive).get(reverse("operator:approval_letter", args=[application.pk]))

    assert answer.url == reverse("operator:application", args=[application.pk])


def on_the_list(client):
    """The lines of the public list, as its file has them."""
    answer = client.get(reverse("programs:agencies", args=["san_diego"]), {"download": "csv"})
    return answer.content.decode("utf-8-sig").split("\r\n")[1:-1]


def test_the_public_list_names_who_takes_part_until_it_asks_to_be_left_out(client, provisional, at):
    agency, line = provisional.agency, "Mesa Ambulance,San Diego County,2026-11-20"
    assert on_the_list(client) == [line]
    settings = reverse("agencies:settings", args=[agency.slug])
    browser = at(agency.memberships.get().user)
    said = {"name": agency.name, "kind": "ems", "jurisdiction": agency.jurisdiction_id, "time_zone": agency.time_zone}

    assert "Your settings are saved." in words(browser.post(settings, said, follow=True))

    assert on_the_list(client) == []
    browser.post(settings, said | {"is_on_public_list": "on"})
    assert on_the_list(client) == [line]


def test_agencies_that_are_left_out_or_only_apply_are_not_on_the_list(client, provisional, program, olive):
    applicants.in_review(program, olive, agency_name="Bay Ambulance")
    Agency.objects.update(status="left_out", left_out_on=TODAY, left_out_because="withdrawn")

    assert on_the_list(client) == []


def test_a_program_that_lists_agencies_has_no_such_list_and_no_such_setting(client, new_york, at):
    agency = cast.agency(new_york)
    alice = cast.user("Alice", role="coordinator", agency=agency)

    page = words(at(alice).get(reverse("agencies:settings", args=[agency.slug])))

    assert client.get(reverse("programs:agencies", args=["new_york"])).status_code == 404
    assert client.get(reverse("programs:handout", args=["new_york"])).status_code == 404
    assert "public list" not in page


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_hand_out_is_there_in_both_languages_whatever_the_browser_speaks(client, program, language):
    answer = client.get(reverse("programs:handout", args=["san_diego"]), headers={"accept-language": language})

    page = words(answer)
    english, spanish = page.split('<section lang="es"')
    for in_english, in_spanish in [
        ("Call 911 at once", "Llame al 911 de inmediato"),
        ("Signs of an opioid overdose", "Señales de una sobredosis de opioides"),
        ("How to give the nasal spray", "Cómo dar el aerosol nasal"),
        ("What comes after", "Qué viene después"),
        ("Where to find help", "Dónde encontrar ayuda"),
    ]:
        assert in_english in english
        assert in_spanish in spanish
    assert [part.count("1-800-662-4357") for part in (english, spanish)] == [1, 1]


def test_an_agency_without_als_is_led_to_the_ndp(client, program):
    address = reverse("registration:apply", args=["san_diego"])

    refused = words(client.post(address, {"is_als": "no"}))
    empty = words(client.post(address, {}))

    assert "Apply to the NDP yourself" in refused
    assert f"{reverse('programs:program', args=['san_diego'])}#way-ndp_directly" in refused
    assert 'id="other-way"' not in empty
    assert 'id="way-ndp_directly"' in words(client.get(reverse("programs:program", args=["san_diego"])))
    assert not Program.objects.get(slug="san_diego").applications.exists()
