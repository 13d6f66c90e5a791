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


OUTSIDE = "Is this ZIP code outside your area? Press the button again to count it there."


def problem_in(answer):
    return re.search(r'<div id="problem" class="problem" role="alert"> <p>(.*?)\s*</p>', text_of(answer))[1]


def strips(quantity):
    return {"uuid": uuid4(), "quantity": quantity}


def counted():
    figures = ("item__slug", "handouts", "items", "people_trained")
    return sorted(DailyCount.objects.values_list(*figures))


def test_plain_form_counts(press, today):
    answer = press(kits="3", explained="on", day="yesterday")

    assert answer.status_code == 200
    assert "<h1>Counted</h1>" in text_of(answer)
    assert "<p>3 kits · 12207 Albany · Fri, Nov 20</p>" in text_of(answer)
    count = DailyCount.objects.get()
    assert (count.zip_code, count.handed_out_on) == ("12207", today - timedelta(days=1))
    assert (count.handouts, count.items, count.people_trained) == (1, 3, 1)


def test_plain_form_sent_again_is_not_counted_again(press):
    uuid = uuid4()

    first, second = press(uuid=uuid), press(uuid=uuid)

    assert "<h1>Counted</h1>" in text_of(first)
    assert "This press was already counted: log another?" in text_of(second)
    assert DailyCount.objects.get().handouts == 1


def test_each_plain_form_has_a_uuid_of_its_own(browser):
    drawn = {re.search(r'name="naloxone-kit-uuid" value="([^"]+)"', text_of(browser.get(PAGE)))[1] for _ in range(3)}

    assert len(drawn) == 3


def test_nobody_was_shown_how_to_use_it(press):
    press(explained="")

    assert DailyCount.objects.get().people_trained == 0


def test_other_place_more_kits_and_another_day_are_taken_from_their_boxes(press, today):
    day = today - timedelta(days=60)

    press(
        place="other",
        zip_code=" 12304 ",
        sure="12304",
        kits="more",
        more="12",
        day="other",
        other_day=day.isoformat(),
    )

    count = DailyCount.objects.get()
    assert (count.zip_code, count.items, count.handed_out_on) == ("12304", 12, day)


def test_county_is_enough(press):
    press(place="county", county="ny-albany")

    count = DailyCount.objects.get()
    assert (count.jurisdiction.slug, count.zip_code) == ("ny-albany", "")


def test_button_taken_off_since_the_page_was_drawn_still_counts(press):
    press(place="12304")

    assert DailyCount.objects.get().zip_code == "12304"


def test_kits_and_strips_of_one_press_are_two_counts_and_one_person_shown(press, terminal):
    station.stock(terminal, "fentanyl-strips", 10)

    answer = press(kits="2", lines={"fentanyl-strips": strips("3")})

    assert "<p>2 kits, 3 \u00d7 Fentanyl test strips · 12207 Albany · Sat, Nov 21</p>" in text_of(answer)
    assert counted() == [("fentanyl-strips", 1, 3, 0), ("naloxone-kit", 1, 2, 1)]


def test_strips_alone_count_the_person_shown(press):
    press(kits="0", lines={"fentanyl-strips": strips("1")})

    assert counted() == [("fentanyl-strips", 1, 1, 1)]


def test_kits_and_strips_sent_again_are_not_counted_again(press):
    uuid, line = uuid4(), strips("3")
    press(uuid=uuid, lines={"fentanyl-strips": line})

    again = press(uuid=uuid, lines={"fentanyl-strips": line})

    assert "This press was already counted: log another?" in text_of(again)
    assert counted() == [("fentanyl-strips", 1, 3, 0), ("naloxone-kit", 1, 1, 1)]


def test_page_that_was_used_counts_nothing_more_even_where_a_line_was_not(press):
    uuid, line = uuid4(), strips("0")
    press(uuid=uuid, lines={"fentanyl-strips": line})

    again = press(uuid=uuid, lines={"fentanyl-strips": line | {"quantity": "2"}})

    assert "This press was already counted: log another?" in text_of(again)
    assert counted() == [("naloxone-kit", 1, 1, 1)]


def test_one_line_that_is_refused_keeps_the_others_from_being_counted(press):
    answer = press(lines={"insulin": strips("1")})

    assert answer.status_code == 400
    assert problem_in(answer) == "There is no such item."
    assert nothing_is_counted()


def test_place_outside_the_agencys_counties_is_asked_about_once_and_counted(press):
    uuid = uuid4()

    asked = press(uuid=uuid, place="other", zip_code="12304")
    before = counted()
    answer = press(uuid=uuid, place="other", zip_code="12304", sure="12304")

    assert asked.status_code == 400
    assert problem_in(asked) == OUTSIDE
    assert '<input type="hidden" name="sure" value="12304">' in text_of(asked)
    assert before == []
    assert "<h1>Counted</h1>" in text_of(answer)
    assert counted() == [("naloxone-kit", 1, 1, 1)]


def test_another_place_than_the_one_asked_about_is_asked_about_too(press):
    assert problem_in(press(place="other", zip_code="12180", sure="12304")) == OUTSIDE
    assert nothing_is_counted()


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
        ({"item": []}, DAMAGED),
        ({"item": ["naloxone-kit", "insulin"]}, DAMAGED),
        ({"kits": "0", "lines": {"fentanyl-strips": strips("0")}}, "Choose how many kits were left."),
        (
            {"lines": {"fentanyl-strips": strips("more")}},
            "fentanyl-strips: log between 1 and 99 at a time.",
        ),
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

    assert f'name="naloxone-kit-uuid" value="{uuid}"' in page
    assert re.search(r'value="other"[^>]* checked>', page)
    assert 'name="zip_code" value="1220"' in page
    assert re.search(r'name="naloxone-kit-quantity" value="2"[^>]* checked>', page)


def test_plain_form_of_another_sites_page_counts_nothing(press):
    answer = press(headers={"Origin": "https://elsewhere.example"})

    assert answer.status_code == 403
    assert "This came from another website, so nothing was done." in text_of(answer)
    assert answer.cookies == {}
    assert nothing_is_counted()


def test_busy_log_keeps_the_plain_form_as_it_is(press, monkeypatch):
    def busy(**given):
        raise LogBusy

    monkeypatch.setattr("distributions.views.terminal.plain.log_batch", busy)
    uuid = uuid4()

    answer = press(uuid=uuid)

    assert answer.status_code == 503
    assert problem_in(answer) == "The log is busy and nothing was counted: press the button again."
    assert f'name="naloxone-kit-uuid" value="{uuid}"' in text_of(answer)


def test_one_agencys_press_is_nothing_to_another(press, client, new_york):
    troy = cast.agency(new_york, name="Troy Police Department", county="Rensselaer")
    station.desk_of(troy, key=station.TROY_KEY)
    uuid = uuid4()
    press(uuid=uuid)

    client.cookies[TERMINAL_COOKIE] = station.TROY_KEY
    answer = press(uuid=uuid, place="other", zip_code="12180", sure="12180")

    assert "<h1>Counted</h1>" in text_of(answer)
    assert sorted(DailyCount.objects.values_list("agency__slug", "handouts")) == [
        ("albany-county-sheriffs-office", 1),
        ("troy-police-department", 1),
    ]
