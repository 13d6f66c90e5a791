"""What home says to a coordinator and to staff."""

import re
from datetime import date, timedelta
from html import unescape

from django.urls import reverse

from agencies.models import Location, Supplier, SupplyAgreement
from inventory.actions import tell_low
from tests.roof.conftest import SCOPE

QUERIES = 32
STEPS = ["Find a supplier", "Put kits into stock", "Train one person", "Open a terminal", "Log the first kit"]


def home(client):
    answer = client.get(reverse("home"))
    assert answer.status_code == 200
    return answer.context["home"]


def kinds(found):
    return [need.word for need in found["needs"]]


def steps(found):
    return {step["label"]: step["done"] for step in found["steps"]}


def figures(found):
    return {figure.label: (figure.number, figure.unit, figure.note) for figure in found["figures"]}


def test_an_agency_that_is_up_to_date_is_told_so(at_work, alice, at):
    answer = at(alice).get(reverse("home"))

    assert answer.context["home"]["needs"] == []
    assert answer.context["home"]["steps"] == []
    assert "Nothing waits for you today." in answer.text
    assert f"<h1>{unescape(str(at_work))}</h1>" in unescape(answer.text)


def test_first_steps_stand_until_each_is_done(agency, alice, at, receive, leave, train, terminal, today):
    client = at(alice)

    assert steps(home(client)) == dict.fromkeys(STEPS, False) | {"Find a supplier": True}

    receive("A1", 10)
    train("Ruiz", on=today)
    terminal("Roll call room", today)
    assert steps(home(client)) == dict.fromkeys(STEPS, True) | {"Log the first kit": False}

    leave(today, 1)
    assert steps(home(client)) == {}


def test_a_terminal_that_nobody_opened_is_still_a_step(agency, alice, at, terminal):
    terminal("Roll call room", None)

    assert steps(home(at(alice)))["Open a terminal"] is False


def test_what_is_most_urgent_stands_first(at_work, alice, at, receive, leave, train, terminal, today):
    receive("B2", 4, status="recalled")
    receive("C3", 3, expires_on=date(2026, 10, 31))
    receive("D4", 2, status="quarantined")
    receive("E5", 5, expires_on=date(2027, 1, 31))
    train("Silva")
    train("Cole", on=date(2024, 12, 20))
    terminal("Station 2", today - timedelta(days=31))

    found = home(at(alice))

    assert kinds(found) == [
        "Recalled",
        "Expired",
        "Not current",
        "Expires soon",
        "Lapses soon",
        "Held back",
        "Silent",
    ]
    sentences = [need.sentence for need in found["needs"]]
    assert sentences[2] == "1 person is not current in training and may not leave kits yet."
    assert sentences[4] == "The training of 1 person lapses within 60 days."
    assert sentences[6] == "The terminal Station 2 has not been opened for more than 30 days. Is it still in use?"


def test_every_button_leads_to_a_page(at_work, alice, at, receive, train, terminal, today):
    receive("B2", 4, status="recalled")
    train("Silva")
    train("Cole", on=date(2024, 12, 20))
    terminal("Station 2", today - timedelta(days=31))
    client = at(alice)

    found = home(client)

    pages = [need.url for need in found["needs"]] + [figure.url for figure in found["figures"]]
    assert len(pages) == 8
    assert {client.get(page).status_code for page in pages} == {200}


def test_every_first_step_leads_to_a_page(stranger, at):
    client = at(stranger.memberships.get().user)

    found = home(client)

    pages = [step["url"] for step in found["steps"]]
    assert len(pages) == len(STEPS)
    assert {client.get(page).status_code for page in pages} == {200}


def test_a_terminal_seen_thirty_days_ago_is_not_silent(at_work, alice, at, terminal, today):
    terminal("Station 2", today - timedelta(days=30))

    assert home(at(alice))["needs"] == []


def test_kits_that_nobody_counted_in_are_to_count(at_work, alice, at, leave):
    leave(date(2026, 11, 20), 95)

    assert kinds(home(at(alice))) == ["None left", "Unusual", "To count"]


def test_kits_that_will_not_last_until_a_delivery_run_low(at_work, alice, at, leave):
    for day in range(16, 21):
        leave(date(2026, 11, day), 14)

    found = home(at(alice))

    assert [need.sentence for need in found["needs"]] == [
        "Kits on hand last about 13 days at the present pace, and Capital Harm Reduction needs 14 to deliver."
    ]
    assert found["needs"][0].url == reverse("agencies:supplier", kwargs={"slug": at_work.slug})


def test_an_agency_without_a_supplier_is_led_to_one(at_work, alice, at):
    Supplier.objects.get(name="Capital Harm Reduction").agreements.update(status="ended", until_on=date(2026, 11, 1))

    found = home(at(alice))

    assert steps(found) == dict.fromkeys(STEPS, True) | {"Find a supplier": False}
    assert found["needs"] == []
    assert SupplyAgreement.objects.filter(agency=at_work, status="active").count() == 0


def test_staff_read_what_waits_and_see_no_button_they_may_not_use(at_work, stan, at, receive, terminal, today):
    receive("B2", 4, status="recalled")
    terminal("Station 2", today - timedelta(days=31))
    client = at(stan)

    found = home(client)

    recalled, silent = found["needs"]
    assert client.get(recalled.url).status_code == 200
    assert (silent.word, silent.url, silent.action) == ("Silent", "", "")
    assert silent.detail == "Your program coordinator can do this."


def test_staff_see_only_the_first_steps_buttons_that_they_may_use(agency, stan, at):
    client = at(stan)

    offered = {step["label"]: step["url"] for step in home(client)["steps"] if "url" in step}

    assert set(offered) == {"Find a supplier", "Put kits into stock", "Train one person"}
    assert {client.get(page).status_code for page in offered.values()} == {200}


def test_figures_say_what_there_is_and_how_long_it_lasts(at_work, alice, at, receive, train):
    receive("C3", 3, status="recalled")
    train("Silva")

    assert figures(home(at(alice))) == {
        "Kits on hand": (90, "", "supply for more than a year · 3 more may not be left"),
        "Kits left this month": (4, "", "6 in October"),
        "People current": (2, "of 3", ""),
        "Next report due": ("Jan 10, 2027", "", "for October to December 2026"),
    }


def test_the_chart_draws_the_months_since_the_agency_began(at_work, alice, at):
    found = home(at(alice))

    assert [(point.label, point.value) for point in found["chart"].points] == [("Oct 2026", 6), ("Nov 2026", 4)]
    assert found["finding"] == "10 kits left in 2 months; most in October 2026: 6."


def test_no_chart_is_drawn_before_anything_was_left(agency, alice, at):
    answer = at(alice).get(reverse("home"))

    assert "chart" not in answer.context["home"]
    assert '<svg class="chart-plot"' not in answer.text


def test_home_costs_the_same_with_one_row_and_with_many(
    at_work, alice, at, receive, leave, train, terminal, today, django_assert_num_queries
):
    client = at(alice)
    receive("B2", 4, status="recalled")
    with django_assert_num_queries(QUERIES + SCOPE):
        client.get(reverse("home"))

    for number in range(5):
        receive(f"R{number}", 4, status="recalled")
        receive(f"X{number}", 4, expires_on=date(2026, 10, 31))
        leave(date(2026, 11, 1 + number), 2)
        train(f"Person{number}", f"Colleague{number}", on=date(2024, 12, 20))
        terminal(f"Station {number}", date(2026, 1, 1))
        leave(date(2026, 11, 10 + number), 50 * 6**number)
        station = Location.objects.create(agency=at_work, name=f"Post {number}", kind="station")
        tell_low(location=station, left=number, today=today)
    with django_assert_num_queries(QUERIES + SCOPE):
        client.get(reverse("home"))


def test_no_word_of_the_code_stands_on_the_page(at_work, alice, at):
    text = re.sub(r"<[^>]*>", " ", at(alice).get(reverse("home")).text)

    assert not re.search(r"hand-?over|jurisdiction|None\b|\bTrue\b|\bFalse\b", text)
