"""What is told about a month beside the kits left: kept once, as figures only."""

from datetime import date

import pytest

from agencies.models import AuditEvent
from distributions.actions.tallies import tell_tallies, tell_tally
from distributions.models import MonthlyTally
from tests.distributions.asking import words

OCTOBER = date(2026, 10, 1)


def told():
    return list(MonthlyTally.objects.values_list("month", "declined", "none_on_hand", "reported_used"))


def test_a_month_has_its_tallies_once_and_the_last_word_stands(agency, alice):
    how = {"agency": agency, "month": OCTOBER, "by": alice}
    tell_tally(declined=4, none_on_hand=None, reported_used=0, **how)
    tell_tally(declined=5, none_on_hand=2, reported_used=None, **how)

    assert told() == [(OCTOBER, 5, 2, None)]


def test_the_trail_has_who_told_which_figures_and_nothing_else(agency, alice):
    figures = {"overdose_responses": 9, "declined": 4, "none_on_hand": None, "reported_used": 0}
    how = {"agency": agency, "month": OCTOBER, "by": alice, **figures}
    tell_tally(**how)
    tell_tally(**how)

    event = AuditEvent.objects.get(what="tally.told")
    assert (event.by, event.agency, event.subject) == (alice, agency, "2026-10")
    assert event.details == figures


def test_a_figure_that_is_not_named_stays(agency, alice):
    tell_tallies(agency=agency, told={OCTOBER: {"declined": 4, "none_on_hand": 1}}, by=alice)
    tell_tallies(agency=agency, told={OCTOBER: {"declined": None}, date(2026, 9, 1): {"declined": 2}}, by=alice)

    assert told() == [(OCTOBER, None, 1, None), (date(2026, 9, 1), 2, None, None)]


def test_nothing_told_leaves_no_trace(agency, alice):
    tell_tally(agency=agency, month=OCTOBER, declined=None, none_on_hand=None, reported_used=None, by=alice)

    assert not AuditEvent.objects.filter(what="tally.told").exists()


def test_tallies_are_read_by_month_and_by_agency(agency, stranger, alice):
    figures = {"declined": 1, "none_on_hand": None, "reported_used": None, "by": alice}
    for month in (date(2026, 8, 1), date(2026, 9, 1), OCTOBER):
        tell_tally(agency=agency, month=month, **figures)
    tell_tally(agency=stranger, month=OCTOBER, **figures)

    found = MonthlyTally.objects.of(agency).between(date(2026, 9, 1), OCTOBER).by_month()

    assert [(month, tally.agency) for month, tally in found.items()] == [
        (OCTOBER, agency),
        (date(2026, 9, 1), agency),
    ]


@pytest.fixture
def tallies(coordinator, url):
    """Fill boxes of the page as it stands now, or as it stood `drawn`, and send all of it."""

    def send(drawn=None, **filled):
        sent = dict(drawn or boxes(coordinator, url))
        for name, value in filled.items():
            field, _, month = name.rpartition("_in_")
            sent[f"months-2026-{month}-{field}"] = value
        return coordinator.post(url("tallies"), sent, follow=True)

    return send


def boxes(coordinator, url):
    """What the page's boxes hold, with what they held when it was drawn."""
    held = {}
    for form in coordinator.get(url("tallies")).context["form"]:
        for field in form:
            value = "" if field.value() is None else field.value()
            held |= {field.html_name: value, field.html_initial_name: value}
    return held


def test_thirteen_months_are_asked_and_what_is_typed_is_kept(tallies, coordinator, url):
    answer = tallies(
        declined_in_10="4", reported_used_in_10="0", none_on_hand_in_11="2", overdose_responses_in_10="9"
    )

    assert told() == [(date(2026, 11, 1), None, 2, None), (OCTOBER, 4, None, 0)]
    assert "The tallies of 2 months are kept." in words(answer)
    months = [form.month for form in answer.context["form"]]
    assert (months[0], months[-1], len(months)) == (date(2026, 11, 1), date(2025, 11, 1), 13)
    assert boxes(coordinator, url)["months-2026-10-reported_used"] == 0
    assert boxes(coordinator, url)["months-2026-10-overdose_responses"] == 9


def test_an_emptied_box_is_not_told_any_more(tallies):
    tallies(declined_in_10="4", none_on_hand_in_10="1")
    tallies(declined_in_10="")

    assert told() == [(OCTOBER, None, 1, None)]


def test_a_page_opened_before_another_wrote_takes_nothing_back(tallies, coordinator, url):
    drawn = boxes(coordinator, url)
    tallies(declined_in_10="4", declined_in_09="1")
    tallies(drawn, none_on_hand_in_10="2")

    assert told() == [(OCTOBER, 4, 2, None), (date(2026, 9, 1), 1, None, None)]


@pytest.mark.parametrize("wrong", ["-1", "1.5", "some", "100001"])
def test_a_wrong_figure_is_explained_and_nothing_is_kept(tallies, wrong):
    answer = tallies(declined_in_10=wrong, declined_in_09="1")

    said = words(answer)
    assert "Nothing is kept yet" in said
    assert "Enter a whole number from 0 on, or leave it empty." in said
    assert "<title>Error: Monthly tallies" in " ".join(answer.content.decode().split())
    assert told() == []


def test_nothing_changed_keeps_nothing(tallies):
    assert "Nothing was changed." in words(tallies())
    assert told() == []
