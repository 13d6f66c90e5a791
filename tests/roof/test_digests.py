"""The weekly mail: what it says, what it never says, and that it comes once."""

import re
from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from agencies.actions.agency import want_roll_call_line
from agencies.models import Agency, SentOnce, UnwantedMail
from distributions.actions.usual import find_right
from distributions.models import UsualDay
from inventory.actions import settle_low, tell_low
from tests import cast

MONDAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def on_monday(settings):
    settings.LBN_NOW = "2026-11-23T15:00:00+00:00"


@pytest.fixture
def send(django_capture_on_commit_callbacks):
    """Run the command; return what it said."""

    def send(**options):
        said = StringIO()
        with django_capture_on_commit_callbacks(execute=True):
            call_command("send_digests", stdout=said, **options)
        return said.getvalue().strip()

    return send


@pytest.fixture
def switched_off(agency, alice):
    want_roll_call_line(agency=agency, wanted=False, by=alice)
    agency.refresh_from_db()


def test_the_mail_says_how_many_kits_were_left_last_week(at_work, alice, leave, send, mailoutbox):
    leave(date(2026, 11, 16), 2)
    leave(date(2026, 11, 15), 20)
    leave(MONDAY, 20)

    said = send()

    assert said == "Mails sent: 1."
    (mail,) = mailoutbox
    assert mail.to == ["alice@example.org"]
    assert mail.subject == f"Last week at {at_work}"
    assert "Kits left last week: 6. Is anything missing?" in mail.body
    assert f"/agencies/{at_work.slug}/log/add/" in mail.body


def test_a_second_run_on_the_same_day_sends_nothing(at_work, alice, send, mailoutbox):
    send()

    assert send() == "No mail to send."
    assert send(on="2026-11-23") == "No mail to send."
    assert len(mailoutbox) == 1


def test_the_next_monday_has_its_own_mail(at_work, alice, send, mailoutbox, settings):
    send()
    settings.LBN_NOW = "2026-11-30T15:00:00+00:00"

    send()

    assert [line for mail in mailoutbox for line in mail.body.splitlines() if line.startswith("Kits left")] == [
        "Kits left last week: 4. Is anything missing?",
        "Kits left last week: 0. Is anything missing?",
    ]


@pytest.mark.parametrize("day", [24, 26, 29])
def test_a_monday_that_was_missed_is_made_up_once_in_its_week(at_work, alice, send, mailoutbox, settings, day):
    settings.LBN_NOW = f"2026-11-{day}T15:00:00+00:00"

    assert send() == "Mails sent: 1."
    assert send() == "No mail to send."
    settings.LBN_NOW = "2026-11-30T15:00:00+00:00"
    assert send() == "Mails sent: 1."


def test_what_comes_up_after_a_monday_without_a_mail_waits_for_the_next(
    at_work, alice, terminal, send, mailoutbox, settings, switched_off
):
    assert send() == "No mail to send."
    terminal("Station 2", date(2026, 10, 1))

    for day in range(24, 30):
        settings.LBN_NOW = f"2026-11-{day}T15:00:00+00:00"
        assert send() == "No mail to send."
    settings.LBN_NOW = "2026-11-30T15:00:00+00:00"
    assert send() == "Mails sent: 1."


def test_an_agency_that_began_during_the_week_has_its_first_digest_on_monday(
    at_work, alice, send, mailoutbox, settings
):
    Agency.objects.filter(pk=at_work.pk).update(active_since_on=date(2026, 11, 24))
    settings.LBN_NOW = "2026-11-25T15:00:00+00:00"

    assert send() == "No mail to send."
    settings.LBN_NOW = "2026-11-30T15:00:00+00:00"
    assert send() == "Mails sent: 1."


def test_whoever_turned_it_off_gets_none_and_the_others_do(at_work, alice, send, mailoutbox):
    cast.user("Ben", role="coordinator", agency=at_work)
    UnwantedMail.objects.create(user=alice, kind="digest")

    assert send() == "Mails sent: 1."
    assert [mail.to for mail in mailoutbox] == [["ben@example.org"]]


@pytest.mark.parametrize(
    ("on", "sentence"), [("next week", "is not a day"), ("2026-11-30", "2026-11-30 is still to come")]
)
def test_a_day_that_cannot_be_is_refused_and_nothing_is_sent(at_work, alice, send, mailoutbox, on, sentence):
    with pytest.raises(CommandError, match=sentence) as refused:
        send(on=on)

    assert refused.value.returncode == 2
    assert mailoutbox == []


def test_everything_that_waits_is_told_in_figures(at_work, alice, leave, terminal, send, mailoutbox):
    tell_low(location=at_work.main_location, left=2, today=date(2026, 11, 18))
    tell_low(location=at_work.main_location, left=1, today=date(2026, 11, 19))
    leave(date(2026, 11, 19), 38)
    terminal("Station 2", date(2026, 10, 1))
    terminal("Station 3", date(2026, 10, 1))

    send()

    body = mailoutbox[0].body
    assert "- Kits run low at 1 location." in body
    assert "- On 1 day far more kits than usual were logged. Is that right?" in body
    assert "- 2 terminals have not been opened for more than 30 days. Are they still in use?" in body
    assert mailoutbox[0].subject == f"3 things need you at {at_work}"


def test_the_mail_says_what_home_says_the_most_urgent_first(at_work, alice, receive, train, send, mailoutbox, client):
    receive("R1", 10, status="recalled")
    receive("E1", 7, expires_on=date(2026, 11, 1))
    receive("S1", 5, expires_on=date(2027, 1, 31))
    train("Nowak")
    client.force_login(alice)

    send()

    said = [line.removeprefix("- ") for line in mailoutbox[0].body.splitlines() if line.startswith("- ")]
    assert said == [
        "Naloxone kit (two 4 mg doses): 10 on hand are recalled. Set them apart and return them.",
        "Naloxone kit (two 4 mg doses): 7 on hand have expired. Take them out and write them off.",
        "1 person is not current in training and may not leave kits yet.",
        "Naloxone kit (two 4 mg doses): 5 expire within 90 days, the first on Jan 31, 2027. Use these first.",
    ]
    assert [need.sentence for need in client.get("/home/").context["needs"]] == said


def test_no_hour_no_person_and_no_place_is_in_the_mail(at_work, alice, leave, terminal, send, mailoutbox):
    tell_low(location=at_work.main_location, left=2, today=date(2026, 11, 18))
    leave(date(2026, 11, 19), 38)
    terminal("Squad room", date(2026, 10, 1))

    send()

    text = re.sub(r"http\S+", "", mailoutbox[0].subject + mailoutbox[0].body)
    assert not re.search(r"\d{1,2}:\d{2}|\b\d{5}\b|Storeroom|Squad room|Alice|Nov|2026|38", text)


def test_what_is_settled_or_found_right_is_not_told(at_work, alice, leave, send, mailoutbox, switched_off):
    where = at_work.main_location
    settle_low(notice=tell_low(location=where, left=2, today=date(2026, 11, 18)).notice, by=alice, today=MONDAY)
    leave(date(2026, 11, 19), 38)
    find_right(agency=at_work, day=date(2026, 11, 19), kits=38, today=MONDAY)

    assert send() == "No mail to send."
    assert mailoutbox == []


def test_without_the_line_and_with_nothing_to_say_there_is_no_mail(at_work, alice, send, mailoutbox, switched_off):
    assert send() == "No mail to send."
    assert mailoutbox == []
    assert SentOnce.objects.filter(what="digest", on=MONDAY).count() == 1


def test_without_the_line_a_mail_comes_when_something_waits(at_work, alice, terminal, send, mailoutbox, switched_off):
    terminal("Station 2", MONDAY - timedelta(days=31))

    send()

    assert "1 terminal has not been opened" in mailoutbox[0].body
    assert "Kits left last week" not in mailoutbox[0].body


def test_each_coordinator_has_a_mail_and_nobody_else(at_work, alice, stan, sam, olga, send, mailoutbox):
    cast.user("Ben", role="coordinator", agency=at_work)
    gone = cast.user("Cara", role="coordinator", agency=at_work)
    gone.is_active = False
    gone.save()

    assert send() == "Mails sent: 2."
    assert [mail.to for mail in mailoutbox] == [["alice@example.org"], ["ben@example.org"]]


def test_each_agency_reads_its_own_figures(at_work, alice, stranger, leave, send, mailoutbox):
    leave(date(2026, 11, 18), 1, of=stranger)

    send()

    figures = {mail.to[0]: mail.body.split("last week: ")[1].split(".")[0] for mail in mailoutbox}
    assert figures == {"alice@example.org": "4", "tina@example.org": "1"}


def test_a_day_found_right_is_forgotten_after_fourteen_days_on_any_day(at_work, stranger, send, settings):
    Agency.objects.filter(pk=stranger.pk).update(status="closed", closed_on="2026-11-01")
    for of in (at_work, stranger):
        for day in (date(2026, 11, 10), date(2026, 11, 11)):
            find_right(agency=of, day=day, kits=38, today=date(2026, 11, 12))
    settings.LBN_NOW = "2026-11-24T15:00:00+00:00"

    send()

    kept = UsualDay.objects.order_by("agency").values_list("handed_out_on", flat=True)
    assert list(kept) == [date(2026, 11, 11), date(2026, 11, 11)]


def test_reminders_of_reports_go_out_on_any_day(at_work, alice, send, mailoutbox, settings):
    settings.LBN_NOW = "2027-01-04T15:00:00+00:00"
    send()
    mailoutbox.clear()
    settings.LBN_NOW = "2027-01-07T15:00:00+00:00"

    assert send() == "Mails sent: 1."
    assert send() == "No mail to send."
    assert [mail.subject for mail in mailoutbox] == [
        "Your report for October to December 2026 is due on Jan 10, 2027"
    ]


def test_on_a_monday_reminder_and_digest_are_two_mails(at_work, alice, send, mailoutbox, settings):
    settings.LBN_NOW = "2027-01-11T15:00:00+00:00"

    assert send() == "Mails sent: 2."
    assert {mail.subject for mail in mailoutbox} == {
        "Your report for October to December 2026 was due on Jan 10, 2027",
        f"2 things need you at {at_work}",
    }


def test_a_reminder_leads_to_its_report_in_three_clicks(at_work, alice, send, mailoutbox, settings, client):
    settings.LBN_NOW = "2027-01-11T15:00:00+00:00"
    send()
    mail = next(mail for mail in mailoutbox if "report" in mail.subject)
    link = re.search(r"http\S+", mail.body)[0].removeprefix("http://127.0.0.1:8000")

    asked = client.get(link)
    signed_in = client.post(asked.url, {"login": "alice@example.org", "password": cast.PASSWORD})
    page = client.get(signed_in.url)

    assert asked.url.startswith("/accounts/login/")
    assert signed_in.url == link
    assert "Send report" in page.text


def test_a_closed_agency_has_none(at_work, alice, send, mailoutbox):
    Agency.objects.filter(pk=at_work.pk).update(status="closed", closed_on="2026-11-01")

    assert send() == "No mail to send."
