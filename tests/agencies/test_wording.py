"""Dates, numbers and durations have one shape each, in both languages and in both of templates and code."""

from datetime import UTC, date, datetime

import pytest
from django.template import Context, Template
from django.utils import translation

from agencies import wording

DAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("write", "english", "spanish"),
    [
        (wording.write_day, "Nov 21, 2026", "21 de noviembre de 2026"),
        (wording.write_weekday, "Sat, Nov 21", "sáb, 21 nov"),
        (wording.write_day_of_year, "Nov 21", "21 de noviembre"),
        (wording.write_month, "November 2026", "noviembre de 2026"),
        (wording.write_short_month, "Nov 2026", "Nov 2026"),
    ],
)
def test_a_day_has_one_shape_in_each_language(write, english, spanish):
    said = {}
    for language in ("en", "es"):
        with translation.override(language):
            said[language] = write(DAY)

    assert said == {"en": english, "es": spanish}


def test_september_is_three_letters_like_any_other_month():
    assert wording.write_day(date(2026, 9, 3)) == "Sep 3, 2026"
    assert wording.write_long_day(DAY) == "Saturday, November 21, 2026"
    assert wording.write_instant(datetime(2026, 11, 21, 15, 42, tzinfo=UTC)) == "Nov 21, 2026, 3:42 p.m."


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize(
    ("number", "alone", "as_change"),
    [
        (0, "0", "0"),
        (7, "7", "+7"),
        (1383, "1,383", "+1,383"),
        (-3, "\u22123", "\u22123"),
        (-1234567, "\u22121,234,567", "\u22121,234,567"),
        (1234.5, "1,234.5", "+1,234.5"),
    ],
)
def test_a_number_has_its_thousands_and_a_true_minus(language, number, alone, as_change):
    with translation.override(language):
        said = (wording.write_number(number), wording.write_change(number))

    assert said == (alone, as_change)


@pytest.mark.parametrize(
    ("last", "words"),
    [
        (date(2026, 11, 21), "0 days"),
        (date(2026, 11, 22), "1 day"),
        (date(2027, 1, 20), "60 days"),
        (date(2027, 1, 21), "2 months"),
        (date(2027, 11, 20), "11 months"),
        (date(2027, 11, 21), "1 year"),
        (date(2027, 12, 31), "1 year, 1 month"),
        (date(2030, 9, 22), "3 years, 10 months"),
    ],
)
def test_a_duration_is_in_peoples_units_and_never_longer_than_it_is(last, words):
    assert wording.write_duration(DAY, last) == words


def test_one_is_not_many():
    assert [wording.write_kits(number) for number in (1, 2, 1383)] == ["1 kit", "2 kits", "1,383 kits"]
    assert [wording.write_days(number) for number in (1, 12)] == ["1 day", "12 days"]


def test_a_sentence_is_filled_with_what_people_read():
    sentence = "%(kits)s kits on %(day)s at %(place)s"

    said = wording.say(sentence, kits=2000, day=DAY, place="Post 1")

    assert said == "2,000 kits on Nov 21, 2026 at Post 1"


def test_templates_write_the_same_without_loading_anything():
    template = Template("{{ day|day }} · {{ day|weekday }} · {{ day|month }} · {{ kits|number }} · {{ kits|change }}")

    said = template.render(Context({"day": DAY, "kits": 1383}))

    assert said == "Nov 21, 2026 · Sat, Nov 21 · November 2026 · 1,383 · +1,383"


@pytest.mark.parametrize(("given", "words"), [(None, ""), ("no kits", "no kits"), ("", "")])
def test_what_is_no_number_is_left_as_it_is(given, words):
    assert Template("{{ given|number }}").render(Context({"given": given})) == words
