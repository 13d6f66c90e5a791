"""Nobody makes our mails a nuisance: so many a day by one sender and to one address, and no links in names."""

from datetime import date, timedelta

import pytest

from agencies import clock
from agencies.actions.mail_limits import DAY_LIMITS, TooManyMails, allow_mail
from agencies.actions.registration import register
from agencies.actions.team import invite
from agencies.letters import quote_typed
from agencies.mail_kinds import MailKind
from agencies.models import AuditEvent, Invitation, MailsOfADay, Registration, User

TODAY = date(2026, 11, 21)


def allow(number, *, sender="olga", address=None, today=TODAY):
    for each in range(number):
        to = address or f"robin{each}@elsewhere.example"
        allow_mail(kind=MailKind.INVITATION, sender=sender, address=to, today=today)


@pytest.mark.django_db
def test_a_sender_has_so_many_a_day_and_the_next_one_counts_nothing():
    allow(DAY_LIMITS[MailKind.INVITATION].by_sender)
    before = sorted(MailsOfADay.objects.values_list("who", "mails"))

    with pytest.raises(TooManyMails, match="Too many mails were asked for today"):
        allow(1, address="another@elsewhere.example")

    assert sorted(MailsOfADay.objects.values_list("who", "mails")) == before
    allow(1, sender="sam", address="another@elsewhere.example")
    allow(1, address="another@elsewhere.example", today=TODAY + timedelta(days=1))


@pytest.mark.django_db
def test_an_address_has_so_many_a_day_whoever_sends():
    for sender in range(DAY_LIMITS[MailKind.INVITATION].to_address):
        allow(1, sender=f"sender {sender}", address="Robin@elsewhere.example")

    with pytest.raises(TooManyMails):
        allow(1, sender="somebody else", address="robin@elsewhere.example")


@pytest.mark.django_db
def test_only_fingerprints_are_kept_and_not_for_long():
    allow(1, sender="192.0.2.7", address="robin@elsewhere.example")
    stored = list(MailsOfADay.objects.values_list("who", flat=True))

    allow(1, sender="192.0.2.7", today=TODAY + timedelta(days=3))

    assert {len(who) for who in stored} == {64}
    assert not set(stored) & {"192.0.2.7", "robin@elsewhere.example"}
    assert set(MailsOfADay.objects.values_list("on", flat=True)) == {TODAY + timedelta(days=3)}


def test_an_invitation_over_the_limit_changes_nothing(agency, alice, mailed):
    ask = {"owner": agency, "role": "agency_staff", "by": alice, "at": clock.now()}
    for _time in range(DAY_LIMITS[MailKind.INVITATION].to_address):
        invite(email="bob@albany.example", **ask)
    before = AuditEvent.objects.count()

    with pytest.raises(TooManyMails):
        invite(email="bob@albany.example", **ask)

    assert (Invitation.objects.count(), AuditEvent.objects.count()) == (1, before)


def test_a_registration_over_the_limit_is_not_stored(new_york, counties):
    facts = {"program": new_york, "kind": "law_enforcement", "jurisdiction": counties["Albany"]}
    facts |= {"coordinator_name": "C", "coordinator_email": "c@cohoes.example", "at": clock.now()}
    most = DAY_LIMITS[MailKind.REGISTRATION].to_address
    for number in range(most):
        register(agency_name=f"Cohoes Police {number}", sender=f"192.0.2.{number}", **facts)

    with pytest.raises(TooManyMails):
        register(agency_name="Cohoes Police", sender="192.0.2.200", **facts)

    assert Registration.objects.count() == most


def test_somebody_without_a_name_is_called_by_their_address():
    assert quote_typed(User(email="robin@elsewhere.example")) == "robin@elsewhere.example"
    assert quote_typed(User(email="robin@elsewhere.example", name="www.evil.example")) == "…"


@pytest.mark.parametrize(
    ("typed", "quoted"),
    [
        ("Albany County Sheriff's Office", "Albany County Sheriff's Office"),
        ("St. Mary's E.M.S., Inc.", "St. Mary's E.M.S., Inc."),
        ("Win at https://evil.example/pay now", "Win at now"),
        ("Go to evil.example/x", "Go to"),
        ("www.evil.example wants you", "wants you"),
        ("Write to bad@evil.example", "Write to"),
        ("One\nTwo\tThree", "One Two Three"),
        ("A" * 100, "A" * 79 + "…"),
    ],
)
def test_what_somebody_typed_leads_nowhere_in_a_mail(typed, quoted):
    assert quote_typed(typed) == quoted


def test_a_name_with_a_link_comes_without_it(agency, alice, mailed):
    User.objects.filter(pk=alice.pk).update(name="Alice http://evil.example/login")
    by = User.objects.get(pk=alice.pk)

    (mail,) = mailed(
        lambda: invite(owner=agency, email="b@albany.example", role="agency_staff", by=by, at=clock.now())
    )

    html = mail.alternatives[0][0]
    assert "evil" not in mail.subject + mail.body + html
    assert "Alice invites you to join the team of" in mail.body


def test_a_registration_with_a_link_for_a_name_comes_without_it(new_york, counties, mailed):
    facts = {"program": new_york, "kind": "law_enforcement", "jurisdiction": counties["Albany"]}
    facts |= {"coordinator_name": "www.evil.example", "coordinator_email": "c@cohoes.example", "at": clock.now()}

    (mail,) = mailed(lambda: register(agency_name="Cohoes evil.example/x Police", **facts))

    assert "evil" not in mail.subject + mail.body
    assert "Cohoes Police" in mail.body
