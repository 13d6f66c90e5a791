"""ZIP codes marked as too small: from the next quarter on, and only by the program office."""

from datetime import date

import pytest
from django.urls import reverse

from agencies.actions.places import mark_places
from agencies.actions.zip_codes import MarkRefused, mark_too_small, take_back_mark, turn_marks
from agencies.models import AuditEvent, Program, ZipCode
from agencies.places import locate

TODAY = date(2026, 11, 21)
NEXT_QUARTER = date(2027, 1, 1)


@pytest.fixture
def given(new_york, olga):
    return {"program": new_york, "by": olga, "today": TODAY}


def cohoes():
    return ZipCode.objects.get(zip="12047")


def test_a_mark_begins_with_the_next_quarter_and_not_a_day_sooner(new_york, olga, given):
    assert mark_too_small(zip_code=cohoes(), **given) == NEXT_QUARTER

    turn_marks(state="NY", day=date(2026, 12, 31))
    before = locate(["12047"], state="NY").places["12047"].zip_code
    turn_marks(state="MD", day=NEXT_QUARTER)
    elsewhere = locate(["12047"], state="NY").places["12047"].zip_code
    turn_marks(state="NY", day=date(2027, 1, 3))  # a run that was missed is made up for
    after = locate(["12047"], state="NY").places["12047"].zip_code

    assert (before, elsewhere, after) == ("12047", "12047", "")
    assert (cohoes().too_small, cohoes().too_small_from_on) == (True, None)
    event = AuditEvent.objects.get()
    assert (event.what, event.program, event.by, event.details) == (
        "place.too_small",
        new_york,
        olga,
        {"from_on": "2027-01-01"},
    )


def test_a_mark_is_taken_back_from_the_next_quarter_on(given):
    ZipCode.objects.filter(zip="12047").update(too_small=True)

    assert take_back_mark(zip_code=cohoes(), **given) == NEXT_QUARTER
    assert cohoes().too_small
    turn_marks(state="NY", day=NEXT_QUARTER)
    turn_marks(state="NY", day=NEXT_QUARTER)  # again changes nothing

    assert not cohoes().too_small


def test_what_has_not_begun_is_taken_back_at_once(given):
    mark_too_small(zip_code=cohoes(), **given)

    assert take_back_mark(zip_code=cohoes(), **given) is None
    turn_marks(state="NY", day=NEXT_QUARTER)

    assert (cohoes().too_small, cohoes().too_small_from_on) == (False, None)


@pytest.mark.parametrize(
    ("turn", "zip_code", "sentence"),
    [
        (take_back_mark, "12047", "Nothing was changed: that is decided already."),
        (mark_too_small, "12222", "Kits left in this ZIP code are counted under its county in any case."),
    ],
)
def test_what_cannot_be_turned_is_told(given, turn, zip_code, sentence):
    with pytest.raises(MarkRefused, match=sentence):
        turn(zip_code=ZipCode.objects.get(zip=zip_code), **given)

    assert not ZipCode.objects.filter(too_small_from_on__isnull=False).exists()
    assert not AuditEvent.objects.exists()


def test_a_mark_of_the_programs_rules_stays(new_york, given):
    Program.objects.filter(pk=new_york.pk).update(pack=new_york.pack | {"too_small_zip_codes": ["12047"]})
    mark_places(state="NY")
    new_york.refresh_from_db()

    with pytest.raises(MarkRefused, match="The rules of your program have this ZIP code as too small"):
        take_back_mark(zip_code=cohoes(), **given | {"program": new_york})

    assert (cohoes().too_small, cohoes().too_small_from_on) == (True, None)


def test_a_mark_of_the_office_is_kept_when_the_places_are_loaded_again(given):
    mark_too_small(zip_code=cohoes(), **given)
    turn_marks(state="NY", day=NEXT_QUARTER)

    mark_places(state="NY")

    assert cohoes().too_small


def test_the_office_finds_a_zip_code_and_marks_it(new_york, olga, at):
    browser, page = at(olga), reverse("operator:places")

    found = browser.get(page, {"q": "cohoes"}).context["table"].shown_rows
    told = browser.post(reverse("operator:place_mark", args=["12047"]), follow=True).content.decode()
    marked = browser.get(page, {"marked": "on"}).context["table"].shown_rows

    assert [row.zip for row in found] == ["12047"]
    assert "12047 Cohoes changes on Jan 1, 2027." in told
    assert [row.zip for row in marked] == ["12047"]
    assert cohoes().too_small_from_on == NEXT_QUARTER


def test_a_place_of_another_program_is_not_there(new_york, olga, at):
    assert at(olga).post(reverse("operator:place_mark", args=["05201"])).status_code == 404
    assert not ZipCode.objects.filter(too_small_from_on__isnull=False).exists()
