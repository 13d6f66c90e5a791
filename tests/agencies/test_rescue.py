"""A new coordinator for an agency whose coordinators are gone: told at once, stopped by anybody there."""

from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse

from agencies import clock
from agencies.actions.registration import confirm_registration, register
from agencies.actions.rescue import RescueRefused, ask_for_coordinator, invite_due, rescue_of, stop_rescue
from agencies.actions.roles import remove_member, set_roles
from agencies.actions.team import add_member
from agencies.links import LinkRefused, sign
from agencies.models import AuditEvent, Invitation, Rescue
from tests import cast

TODAY = date(2026, 11, 21)  # a Saturday: the count begins on Monday, and Thanksgiving is no day of it
DUE = date(2026, 11, 27)
NEW = "nora@albany.example"
PASSWORDS = {"new_password1": "seven kits on a shelf", "new_password2": "seven kits on a shelf"}


@pytest.fixture
def page(agency):
    return reverse("operator:rescue", args=[agency.pk])


@pytest.fixture
def asked(agency, alice, olga):
    return ask_for_coordinator(agency=agency, email=NEW, by=olga, today=TODAY)


def events():
    return sorted(AuditEvent.objects.filter(what__startswith="team.rescue").values_list("what", flat=True))


def test_everybody_there_is_told_at_once_and_nobody_is_invited(agency, alice, stan, olga, at, page, mailed, told):
    former = add_member(role="coordinator", owner=agency, by=alice, email="frank@old.example", name="Frank")
    remove_member(membership=former, by=alice)
    answers = []

    mails = mailed(lambda: answers.append(at(olga).post(page, {"email": "Nora@Albany.example"})))

    rescue = Rescue.objects.get()
    assert [mail.to[0] for mail in mails] == ["alice@example.org", "frank@old.example", "stan@example.org"]
    assert {mail.subject for mail in mails} == {"A new coordinator for Albany County Sheriff's Office"}
    assert (rescue.email, rescue.asked_by, rescue.asked_on, rescue.invites_on) == (NEW, olga, TODAY, DUE)
    assert told(answers[0]) == [
        "Everybody at the agency is told. If nobody stops it, the invitation goes out on Nov 27, 2026."
    ]
    assert (Invitation.objects.count(), events()) == (0, ["team.rescue_asked"])


def test_whoever_was_made_a_coordinator_or_was_one_is_told(agency, alice, stan, olga, mailed):
    set_roles(agency=agency, user=stan, roles=["coordinator"], by=alice)
    remove_member(membership=stan.memberships.get(), by=stan)
    cleo = cast.user("Cleo", role="sheet_clerk", agency=agency)
    set_roles(agency=agency, user=cleo, roles=["agency_staff"], by=alice)
    remove_member(membership=cleo.memberships.get(), by=cleo)

    mails = mailed(lambda: ask_for_coordinator(agency=agency, email=NEW, by=olga, today=TODAY))

    assert [mail.to[0] for mail in mails] == ["alice@example.org", "stan@example.org"]


def test_whoever_registered_the_agency_is_told(new_york, counties, olga, mailed):
    facts = {"program": new_york, "agency_name": "Cohoes Police", "kind": "law_enforcement"}
    registration = register(
        **facts,
        jurisdiction=counties["Albany"],
        coordinator_name="Carl",
        coordinator_email="carl@cohoes.example",
        at=clock.now(),
    )
    hat = confirm_registration(token=sign(registration), today=TODAY, now=clock.now(), password="seven kits here")
    hat.user.email = "carl.new@cohoes.example"
    hat.user.save()

    mails = mailed(lambda: ask_for_coordinator(agency=hat.agency, email=NEW, by=olga, today=TODAY))

    assert [mail.to[0] for mail in mails] == ["carl.new@cohoes.example", "carl@cohoes.example"]


@pytest.mark.parametrize(
    ("email", "sentence"),
    [
        ("olga@example.org", "program office's own domain"),
        ("somebody@example.org", "program office's own domain"),
        ("bea@albany.example", "coordinates the agency already"),
    ],
)
def test_the_office_cannot_let_itself_in(agency, alice, olga, mailed, email, sentence):
    add_member(role="coordinator", owner=agency, by=alice, email="bea@albany.example", name="Bea")

    with pytest.raises(RescueRefused, match=sentence) as refusal:
        ask_for_coordinator(agency=agency, email=email, by=olga, today=TODAY)

    assert refusal.value.field == "email"
    assert (Rescue.objects.count(), events()) == (0, [])


def test_one_waits_at_a_time(agency, olga, asked):
    with pytest.raises(RescueRefused, match="on the way already"):
        ask_for_coordinator(agency=agency, email="other@albany.example", by=olga, today=TODAY)

    assert Rescue.objects.get() == asked


def test_the_invitation_goes_out_once_on_the_third_business_day(agency, asked, mailed):
    early = mailed(lambda: invite_due(agency=agency, at=clock.now(), today=DUE - timedelta(days=1)))
    mails = mailed(lambda: invite_due(agency=agency, at=clock.now(), today=DUE))
    again = mailed(lambda: invite_due(agency=agency, at=clock.now(), today=DUE))

    asked.refresh_from_db()
    assert (early, again) == ([], [])
    assert [mail.to for mail in mails] == [[NEW]]
    assert (asked.invited_on, asked.invitation) == (DUE, Invitation.objects.get())
    assert (asked.invitation.role, asked.invitation.agency) == ("coordinator", agency)
    assert events() == ["team.rescue_asked", "team.rescue_invited"]


def test_the_daily_command_sends_it(asked, mailoutbox, settings, django_capture_on_commit_callbacks):
    settings.LBN_NOW = "2026-11-27T15:00:00+00:00"

    with django_capture_on_commit_callbacks(execute=True):
        call_command("send_digests")

    assert [NEW] in [mail.to for mail in mailoutbox]
    assert Invitation.objects.get().email == NEW


def test_the_new_coordinator_accepts_and_the_old_one_is_told(agency, alice, asked, client, mailed, path_in):
    (mail,) = mailed(lambda: invite_due(agency=agency, at=clock.now(), today=DUE))

    mails = mailed(lambda: client.post(path_in(mail), PASSWORDS | {"name": "Nora"}))

    assert {hat.user.name for hat in agency.memberships.all()} == {"Alice", "Nora"}
    assert [mail.to for mail in mails] == [["alice@example.org"]]


def test_opening_the_link_stops_nothing_and_the_button_does(agency, olga, asked, client, mailed):
    link = reverse("registration:rescue", args=[sign(asked)])

    shown = client.get(link).content.decode()
    asked.refresh_from_db()
    opened = asked.stopped_on
    mails = mailed(lambda: client.post(link))

    asked.refresh_from_db()
    assert "Nov 27, 2026" in shown
    assert (opened, asked.stopped_on) == (None, TODAY)
    assert [(mail.to, mail.subject) for mail in mails] == [
        (["olga@example.org"], "No new coordinator for Albany County Sheriff's Office")
    ]
    assert invite_due(agency=agency, at=clock.now(), today=DUE) == 0
    assert not Invitation.objects.exists()
    assert events() == ["team.rescue_asked", "team.rescue_stopped"]


def test_a_link_says_in_one_sentence_where_it_leads_nowhere(agency, asked, client):
    link = reverse("registration:rescue", args=[sign(asked)])
    client.post(link)

    again = client.post(link)
    broken = client.get(reverse("registration:rescue", args=["broken"]))

    assert (again.status_code, broken.status_code) == (410, 410)
    assert "This was stopped on Nov 21, 2026. Nobody was invited." in again.content.decode()


def test_it_is_too_late_once_the_invitation_went_out(agency, asked):
    invite_due(agency=agency, at=clock.now(), today=DUE)

    with pytest.raises(RescueRefused, match="too late"):
        stop_rescue(rescue=asked, by=None, today=DUE)
    with pytest.raises(LinkRefused, match="The invitation went out on Nov 27, 2026"):
        rescue_of(sign(asked))

    assert Invitation.objects.count() == 1


def test_the_team_reads_of_it_and_is_led_to_the_button(agency, alice, asked, at):
    shown = at(alice).get(reverse("agencies:team", args=[agency.slug])).content.decode()

    assert "NY ORS team asks nora@albany.example to coordinate your agency." in shown
    assert reverse("registration:rescue", args=[sign(asked).split(":")[0]]).rstrip("/") in shown


def test_the_office_takes_it_back_without_a_mail_to_itself(agency, olga, asked, at, page, mailed):
    mails = mailed(lambda: at(olga).post(f"{page}stop/"))

    asked.refresh_from_db()
    assert (asked.stopped_on, mails) == (TODAY, [])


@pytest.mark.parametrize("change", ["left", "same domain"])
def test_nothing_goes_out_once_the_office_may_not_ask_any_more(new_york, agency, olga, asked, mailed, change):
    if change == "left":
        olga.memberships.all().delete()
    else:
        cast.user("Otto", role="operator", program=new_york)
        new_york.memberships.exclude(user=olga).get().user.__class__.objects.filter(name="Otto").update(
            email="otto@albany.example"
        )

    mails = mailed(lambda: invite_due(agency=agency, at=clock.now(), today=DUE))

    assert [mail.to for mail in mails] == [["olga@example.org"]]
    assert not Invitation.objects.exists()
    assert events() == ["team.rescue_asked", "team.rescue_stopped"]


def test_an_agency_of_another_program_is_not_there(new_york, olga, at):
    other = new_york.__class__.objects.get(pk=new_york.pk)
    other.pk, other.slug = None, "elsewhere"
    other.save()
    theirs = cast.agency(other, name="Lake Police")

    for address in (
        reverse("operator:rescue", args=[theirs.pk]),
        reverse("operator:rescue_stop", args=[theirs.pk]),
    ):
        assert at(olga).post(address, {"email": NEW}).status_code == 404
    assert not Rescue.objects.exists()
