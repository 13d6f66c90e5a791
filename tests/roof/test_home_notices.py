"""What home tells a coordinator and lets them answer: kits run low, unusual days, the line for roll call."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from agencies.models import Agency, AuditEvent, Location
from distributions.models import UsualDay
from inventory.actions import tell_low
from inventory.models import LowStockNotice


def home(client):
    answer = client.get(reverse("home"))
    assert answer.status_code == 200
    return answer.context["home"]


def kinds(found):
    return [need.word for need in found["needs"]]


def test_kits_told_low_are_most_urgent_after_none_left(at_work, alice, at, receive, leave, terminal, today):
    terminal("Station 2", today - timedelta(days=31))
    receive("C3", 3, expires_on=date(2026, 10, 31))
    post = Location.objects.create(agency=at_work, name="Post 1", kind="station")
    tell_low(location=post, left=None, today=date(2026, 11, 18))
    tell_low(location=at_work.main_location, left=3, today=date(2026, 11, 19))
    leave(date(2026, 11, 12), 95)

    found = home(at(alice))

    assert kinds(found) == ["None left", "Running low", "Running low", "Unusual", "Expired", "To count", "Silent"]
    assert [need.sentence for need in found["needs"][1:3]] == [
        "3 kits are left at Storeroom, as somebody there said on Nov 19, 2026.",
        "Kits are running low at Post 1, as somebody there said on Nov 18, 2026.",
    ]


def test_one_press_settles_what_was_told_low(at_work, alice, at, today):
    tell_low(location=at_work.main_location, left=0, today=date(2026, 11, 19))
    client = at(alice)
    (need,) = home(client)["needs"]

    answer = client.post(need.settle.url, need.settle.fields, follow=True)

    assert need.sentence == "No kits are left at Storeroom, as somebody there said on Nov 19, 2026."
    assert "The notice about Storeroom is settled." in answer.text
    assert answer.context["home"]["needs"] == []
    assert LowStockNotice.objects.get().settled_by == alice


def test_looking_at_home_settles_nothing(at_work, alice, at, today):
    tell_low(location=at_work.main_location, left=0, today=today)
    client = at(alice)
    (need,) = home(client)["needs"]

    assert client.get(need.settle.url).status_code == 405
    assert len(home(client)["needs"]) == 1


def test_an_unusual_day_is_asked_about_until_somebody_says_that_it_is_right(at_work, alice, at, leave):
    leave(date(2026, 11, 19), 38)
    client = at(alice)
    (need,) = home(client)["needs"]

    answer = client.post(need.settle.url, need.settle.fields, follow=True)

    assert need.sentence == "38 kits were logged for Thu, Nov 19, far more than usual. Is that right?"
    assert client.get(need.url).context["table"].page[0].figures.items == 38
    assert "Nov 19, 2026 stays as it is" in answer.text
    assert answer.context["home"]["needs"] == []
    assert UsualDay.objects.get().items == 38
    assert not AuditEvent.objects.filter(agency=at_work, details__has_key="day").exists()


@pytest.mark.parametrize("day", ["soon", "2026-11-07", "2026-11-22"], ids=["no day", "asked no more", "to come"])
def test_an_answer_about_a_day_that_is_not_asked_about_changes_nothing(at_work, alice, at, leave, day):
    leave(date(2026, 11, 19), 38)
    client = at(alice)

    answer = client.post(home(client)["needs"][0].settle.url, {"day": day, "kits": 38}, follow=True)

    assert "Nothing was changed." in answer.text
    assert not UsualDay.objects.exists()


def test_roll_call_hears_of_the_week_from_monday_to_sunday(at_work, alice, at, leave):
    for day in (8, 9, 15, 16):
        leave(date(2026, 11, day), day)

    answer = at(alice).get(reverse("home"))

    assert answer.context["home"]["week"] == (date(2026, 11, 9), date(2026, 11, 15), 24)
    assert "Kits left last week: 24." in answer.text


def test_the_line_for_roll_call_is_switched_off_and_on_again(at_work, alice, at):
    client = at(alice)
    switch = reverse("agencies:roll_call", kwargs={"slug": at_work.slug})

    off = client.post(switch, {"wanted": "no"}, follow=True)
    without = home(client)["week"]
    on = client.post(switch, {"wanted": "yes"}, follow=True)

    assert "It can be switched on again here." in off.text
    assert "Switch it on" in off.text
    assert without is None
    assert "Switch it off" in on.text
    assert home(client)["week"] is not None
    assert [event.details for event in AuditEvent.objects.filter(what="agency.roll_call_line").order_by("at")] == [
        {"wanted": False},
        {"wanted": True},
    ]


def test_a_switch_that_stands_already_leaves_no_trace(at_work, alice, at):
    at(alice).post(reverse("agencies:roll_call", kwargs={"slug": at_work.slug}), {"wanted": "yes"})

    assert Agency.objects.get(pk=at_work.pk).wants_roll_call_line is True
    assert not AuditEvent.objects.filter(what="agency.roll_call_line").exists()


def test_staff_read_no_line_for_roll_call(at_work, stan, at):
    assert home(at(stan))["week"] is None


def test_roll_call_hears_nothing_before_anything_was_left(agency, alice, at):
    assert home(at(alice))["week"] is None
