"""The terminal where no script runs."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest

from agencies.access import TERMINAL_COOKIE
from distributions.actions import LogBusy
from distributions.models import DailyCount
from tests import cast
from tests.distributions import station
from tests.distributions.terminal.sent import nothing_is_counted, text_of

PAGE, ENROL = "/terminal/", "/terminal/enrol/"
TOO_OLD = "Choose a day up to 60 days back; your coordinator enters older ones."
DAMAGED = "This page is damaged: open the terminal again."


def problem_in(answer):
    return re.search(r'<div id="problem" class="problem" role="alert"> <p>(.*?)\s*</p>', text_of(answer))[1]


def test_plain_form_counts(press, today):
    answer = press(kits="3", explained="on", day="yesterday")

    assert answer.status_code == 200
    assert "<h1>Counted</h1>" in text_of(answer)
    assert "<p>Naloxone kit (two 4 mg doses): 3 · 12207 Albany · Fri, Nov 20</p>" in text_of(answer)
    counted = DailyCount.objects.get()
    assert (counted.zip_code, counted.handed_out_on) == ("12207", today - timedelta(days=1))
    assert (counted.handouts, counted.items, counted.people_trained) == (1, 3, 1)


def test_plain_form_sent_again_is_not_counted_again(press):
    uuid = uuid4()

    first, second = press(uuid=uuid), press(uuid=uuid)

    assert "<h1>Counted</h1>" in text_of(first)
    assert "This press was already counted: log another?" in text_of(second)
    assert DailyCount.objects.get().handouts == 1


def test_each_plain_form_has_a_uuid_of_its_own(browser):
    drawn = {re.search(r'name="uuid" value="([^"]+)"', text_of(browser.get(PAGE)))[1] for _ in range(3)}

    assert len(drawn) == 3


def test_nobody_was_shown_how_to_use_it(press):
    press(explained="")

    assert DailyCount.objects.get().people_trained == 0


def test_other_place_more_kits_and_another_day_are_taken_from_their_boxes(press, today):
    day = today - timedelta(days=60)

    press(place="other", zip_code=" 12304 ", kits="more", more="12", day="other", other_day=day.isoformat())

    counted = DailyCount.objects.get()
    assert (counted.zip_code, counted.items, counted.handed_out_on) == ("12304", 12, day)


def test_county_is_enough(press):
    press(place="county", county="ny-albany")

    counted = DailyCount.objects.get()
    assert (counted.jurisdiction.slug, counted.zip_code) == ("ny-albany", "")


def test_button_taken_off_since_the_page_was_drawn_still_counts(press):
    press(place="12304")

    assert DailyCount.objects.get().zip_code == "12304"


def test_strips_are_counted_as_strips(press, terminal):
    station.stock(terminal, "fentanyl-strips", 10)

    press(item="fentanyl-strips")

    assert DailyCount.objects.get().item.slug == "fentanyl-strips"


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"place": ""}, "Choose where the kit was left."),
        ({"place": "other", "zip_code": ""}, "Enter the five digits of the ZIP code."),
        ({"place": "other", "zip_code": "12208-1234"}, "Enter only the first five digits."),
        ({"kits": "more", "more": "100"}, "Log between 1 and 99 kits at a time."),
        ({"kits": "more", "more": ""}, "Log between 1 and 99 kits at a time."),
        ({"kits": "more", "more": "few"}, "Log between 1 and 99 kits at a time."),
        (
            {"day": "other", "other_day": "2026-09-21"},
            TOO_OLD,
        ),
        (
            {"day": "other", "other_day": "2026-11-22"},
            TOO_OLD,
        ),
        ({"day": "other", "other_day": ""}, TOO_OLD),
        ({"uuid": "x"}, DAMAGED),
        ({"uuid": ""}, DAMAGED),
        ({"kits": "many"}, DAMAGED),
        ({"day": "tomorrow"}, DAMAGED),
        ({"item": ""}, DAMAGED),
        ({"item": "insulin"}, "There is no such item."),
        ({"place": "county", "county": "ny-nowhere"}, "There is no such county."),
        (
            {"uuid": "018f6c1c-6a63-7b5e-9a52-0d6ff1f0a3c7"},
            "This entry needs a random identifier of its own (UUID version 4).",
        ),
    ],
)
def test_plain_form_explains_what_is_missing_and_counts_nothing(press, changes, message):
    answer = press(**changes)

    assert answer.status_code == 400
    assert problem_in(answer) == message
    assert nothing_is_counted()


def test_plain_form_keeps_what_was_chosen_when_something_is_missing(press):
    uuid = uuid4()

    page = text_of(press(uuid=uuid, place="other", zip_code="1220", kits="2"))

    assert f'name="uuid" value="{uuid}"' in page
    assert re.search(r'value="other"[^>]* checked>', page)
    assert 'name="zip_code" value="1220"' in page
    assert re.search(r'name="kits" value="2"[^>]* checked>', page)


def test_plain_form_of_another_sites_page_counts_nothing(press):
    answer = press(headers={"Origin": "https://elsewhere.example"})

    assert answer.status_code == 403
    assert "Kits are logged on the terminal&#x27;s own page only." in text_of(answer)
    assert answer.cookies == {}
    assert nothing_is_counted()


def test_busy_log_keeps_the_plain_form_as_it_is(press, monkeypatch):
    def busy(**given):
        raise LogBusy

    monkeypatch.setattr("distributions.views.terminal.arrivals.log_batch", busy)
    uuid = uuid4()

    answer = press(uuid=uuid)

    assert answer.status_code == 503
    assert problem_in(answer) == "The log is busy and nothing was counted: press the button again."
    assert f'name="uuid" value="{uuid}"' in text_of(answer)


def test_one_agencys_press_is_nothing_to_another(press, client, new_york):
    troy = cast.agency(new_york, name="Troy Police Department", county="Rensselaer")
    station.desk_of(troy, key=station.TROY_KEY)
    uuid = uuid4()
    press(uuid=uuid)

    client.cookies[TERMINAL_COOKIE] = station.TROY_KEY
    answer = press(uuid=uuid, place="other", zip_code="12180")

    assert "<h1>Counted</h1>" in text_of(answer)
    assert sorted(DailyCount.objects.values_list("agency__slug", "handouts")) == [
        ("albany-county-sheriffs-office", 1),
        ("troy-police-department", 1),
    ]
