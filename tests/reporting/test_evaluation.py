"""An agency looks back: exact and live, beside the time before, and inside the agency only."""

from datetime import date

import pytest
from django.urls import reverse

from distributions.models import MonthlyTally
from lbn.reporting.returns.evaluation import evaluation_of
from lbn.reporting.returns.tally_sums import PartialFigure
from tests import cast
from tests.reporting.reading import in_workbook, page_of

OCTOBER, DECEMBER = date(2026, 10, 1), date(2026, 12, 1)


@pytest.fixture
def busy(agency, leave, receive, strips):
    receive(40)
    leave("12207", times=5, kits=7, trained=3, on=date(2026, 8, 5))
    leave("12207", times=4, on=date(2026, 10, 5))
    leave("12208", times=2, kits=5, trained=1, on=date(2026, 12, 5))
    leave("12208", times=1, kits=9, item=strips, on=date(2026, 12, 6))
    MonthlyTally.objects.create(agency=agency, month=DECEMBER, declined=2, reported_used=1)


def figures(agency, **asked):
    found = evaluation_of(agency, **{"first": OCTOBER, "last": DECEMBER} | asked)
    return {one.label: (one.now, one.before) for one in found.figures}


def test_figures_stand_beside_those_of_the_same_time_before(busy, agency):
    told = figures(agency)

    assert told["Left with people"] == (9, 7)
    assert told["Times left"] == (6, 5)
    assert told["Places in which something was left"] == (2, 1)
    assert told["Community members trained (when a kit was left)"] == (1, 3)
    assert told["Stock: received"] == (40, 0)
    assert told["Offered and declined"] == (PartialFigure(2, 1, 3), None)
    assert told["Kits reported used"] == (PartialFigure(1, 1, 3), None)
    assert told["None on hand"] == (None, None)


def tell(agency, month, responses):
    MonthlyTally.objects.update_or_create(agency=agency, month=month, defaults={"overdose_responses": responses})


RATE = "Kits left for every 100 overdose responses"


def test_the_leave_behind_rate_takes_the_months_that_tell_responses(busy, agency):
    tell(agency, OCTOBER, 5)
    tell(agency, DECEMBER, 3)

    told = figures(agency)

    assert told["Overdose responses"] == (PartialFigure(8, 2, 3), None)
    assert told[RATE] == (PartialFigure(113, 2, 3), None)
    assert str(told[RATE][0]) == "113, from 2 of 3 months"


def test_a_rate_of_all_months_is_compared_with_one_of_all_months_only(busy, agency):
    for month in (8, 9, 10, 11, 12):
        tell(agency, date(2026, month, 1), 10)
    tell(agency, date(2026, 7, 1), 15)

    found = {one.label: one for one in evaluation_of(agency, first=OCTOBER, last=DECEMBER).figures}

    assert (found[RATE].now, found[RATE].before, found[RATE].change) == (30, 20, 10)
    MonthlyTally.objects.get(month=date(2026, 7, 1)).delete()
    found = {one.label: one for one in evaluation_of(agency, first=OCTOBER, last=DECEMBER).figures}
    assert (found[RATE].now, found[RATE].before, found[RATE].change) == (30, PartialFigure(35, 2, 3), None)


def test_without_a_response_there_is_no_rate(busy, agency):
    for month in (10, 11, 12):
        tell(agency, date(2026, month, 1), 0)

    assert figures(agency)["Overdose responses"] == (0, None)
    assert figures(agency)[RATE] == (None, None)


def test_page_and_file_say_of_how_many_months_a_figure_is(busy, agency, stan, browser):
    tell(agency, OCTOBER, 5)
    reader, asked = browser(stan, "2027-01-08"), {"first": "2026-10", "last": "2026-12"}

    page = page_of(reader.get(reverse("reports:evaluation", args=[agency.slug]), asked))
    answer = reader.get(reverse("reports:evaluation_file", args=[agency.slug, "csv"]), asked)

    assert "80, from 1 of 3 months" in page
    assert f'{RATE},"80, from 1 of 3 months",' in answer.content.decode("utf-8-sig")


def test_months_and_places_add_up_to_what_was_left(busy, agency):
    found = evaluation_of(agency, first=OCTOBER, last=DECEMBER)

    assert [(month, one.items) for month, one in found.months] == [
        (OCTOBER, 4),
        (date(2026, 11, 1), 0),
        (DECEMBER, 5),
    ]
    assert [(place.zip_code, place.figures.items) for place in found.places] == [("12207", 4), ("12208", 5)]
    assert found.total.items == 9


def test_another_item_is_looked_at_alone(busy, agency, strips):
    assert figures(agency, item=strips)["Left with people"] == (9, 0)


def test_the_page_looks_at_the_last_four_quarters_unless_asked(busy, agency, stan, browser):
    reader = browser(stan, "2027-01-08")
    usual = page_of(reader.get(reverse("reports:evaluation", args=[agency.slug])))
    asked = page_of(
        reader.get(reverse("reports:evaluation", args=[agency.slug]), {"first": "2026-08", "last": "2026-08"})
    )

    assert "January 2026 to December 2026, beside the time before" in usual
    assert "for use inside the agency only" in usual
    assert "12208" in usual
    assert "August 2026 to August 2026" in asked
    assert "12208" not in asked


@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_what_is_shown_is_taken_away_under_a_name_that_says_where_it_stays(busy, agency, stan, browser, format):
    answer = browser(stan, "2027-01-08").get(reverse("reports:evaluation_file", args=[agency.slug, format]))

    name = f"inside-agency-only-evaluation-{agency.slug}-2026-01-to-2026-12.{format}"
    assert answer["Content-Disposition"] == f'attachment; filename="{name}"'
    if format == "xlsx":
        assert ["12208 Albany, Albany County", 5] in in_workbook(answer.content)["By place"]
    else:
        assert '"12208 Albany, Albany County",5' in answer.content.decode("utf-8-sig")


def test_a_format_that_is_none_and_a_strangers_page_are_not_there(busy, agency, stranger, stan, browser):
    reader = browser(stan, "2027-01-08")

    assert reader.get(reverse("reports:evaluation_file", args=[agency.slug, "pdf"])).status_code == 404
    assert reader.get(reverse("reports:evaluation", args=[stranger.slug])).status_code == 404


def test_it_costs_the_same_however_much_was_left(agency, leave, stan, browser, django_assert_max_num_queries):
    places = [zip_code for towns in cast.ZIP_CODES.values() for zip_code in towns]
    reader, address = browser(stan, "2027-01-08"), reverse("reports:evaluation", args=[agency.slug])
    leave("12207")
    with django_assert_max_num_queries(200) as once:
        reader.get(address)
    for zip_code in places:
        leave(zip_code, times=2)

    with django_assert_max_num_queries(len(once)):
        reader.get(address)
