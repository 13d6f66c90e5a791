"""A clock that is wrong seals nothing: long gaps and several periods at once wait for `--catch-up`."""

import os
from datetime import UTC, date, datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from agencies.actions.programs import load_program
from agencies.models import Program, ReportingPeriod, ZipCode
from agencies.packs.reading import read_pack
from agencies.periods import add_months
from lbn.reporting.models import Issue, SealRun
from tests import cast
from tests.reporting import apart
from tests.reporting.conftest import Q1, Q4, scope_of
from tests.servers.gunicorn import manage

NOVEMBER = date(2026, 11, 1)
LAST, A_YEAR_AHEAD = "2026-11-30", "2027-11-30"


@pytest.fixture
def run(settings):
    """Run the command with the clock at noon of a day; return what it says, or its refusal: `run("2027-01-20")`."""

    def on(day, **options):
        settings.LBN_NOW, said = f"{day}T17:00", StringIO()
        try:
            call_command("seal_reports", stdout=said, **options)
        except CommandError as refusal:
            return f"{refusal.returncode}: {refusal}"
        return said.getvalue().splitlines()[-1]

    return on


def sealed(scope=None):
    found = ReportingPeriod.objects.exclude(sealed_at=None).order_by("starts_on", "scope")
    return list((found.filter(scope=scope) if scope else found).values_list("starts_on", flat=True))


def last_run():
    return SealRun.objects.get().on


def test_a_clock_a_year_ahead_seals_nothing_and_is_forgotten_once_it_is_right(agency, leave, run):
    leave()
    assert run(LAST) == "Nothing to seal."
    marked = ZipCode.objects.filter(zip="12207")
    marked.update(too_small_from_on=Q1)

    refused = run(A_YEAR_AHEAD)

    assert refused == (
        "1: New York leave-behind naloxone: nothing was sealed. The last run was for 2026-11-30, this one is for "
        "2027-11-30, 365 days later. "
        "If the clock is wrong, set it right; if this day is right, run seal_reports --catch-up."
    )
    assert (sealed(), Issue.objects.count(), last_run()) == ([], 0, date(2026, 11, 30))
    assert not marked.get().too_small
    assert run("2026-12-01") == "Nothing to seal."
    assert last_run() == date(2026, 12, 1)


def test_whoever_says_that_the_day_is_right_catches_up(agency, leave, run):
    leave()
    run(LAST)
    run(A_YEAR_AHEAD)

    assert run(A_YEAR_AHEAD, catch_up=True).startswith("Reports published: ")

    quarters = [Q4, Q1, date(2027, 4, 1), date(2027, 7, 1)]
    assert (sealed(), last_run()) == (quarters, date(2027, 11, 30))
    assert run("2027-12-01") == "Nothing to seal."


@pytest.mark.parametrize(("day", "quarters"), [("2027-01-24", [Q4]), ("2027-01-25", [])])
def test_forty_days_are_no_jump_and_one_more_is(agency, leave, run, day, quarters):
    leave()
    run("2026-12-15")

    run(day)

    assert sealed() == quarters


def test_each_night_of_a_year_goes_on_by_itself_for_months_and_quarters(agency, city, leave, run):
    leave("12207", times=12)
    leave("12305", times=12, of=city)
    for month in range(14):
        for day in (1, 19, 20, 28):
            assert "nothing was sealed" not in run(add_months(NOVEMBER, month).replace(day=day).isoformat())

    assert sealed(scope_of(agency)) == [add_months(Q4, 3 * number) for number in range(4)]
    assert sealed(scope_of(city)) == [add_months(Q4, number) for number in range(14)]


def test_before_the_first_run_one_period_of_each_scope_is_sealed(agency, leave, run):
    leave()

    run("2027-02-25")

    assert sealed() == [Q4]


def test_several_periods_of_one_scope_wait_and_no_other_scope_does(agency, city, leave, run):
    leave("12207", times=12)
    leave("12305", times=12, of=city)

    refused = run("2027-01-20")

    assert refused == (
        f"1: {scope_of(city)}: nothing was sealed. 3 of its periods are due at once. "
        "If the clock is wrong, set it right; if this day is right, run seal_reports --catch-up."
    )
    assert (sealed(scope_of(agency)), sealed(scope_of(city))) == ([Q4], [])
    run("2027-01-21", catch_up=True)
    assert len(sealed(scope_of(city))) == 3


def test_a_scope_that_came_after_the_seal_day_of_its_first_months_goes_on_by_itself(agency, city, leave, run):
    leave("12207", times=12)
    run("2026-12-24")
    leave("12305", times=12, on=date(2026, 12, 28), of=city)

    run("2027-01-20")

    assert sealed(scope_of(city)) == [Q4, add_months(Q4, 1), add_months(Q4, 2)]


def test_a_server_that_was_off_for_six_weeks_asks_once(agency, leave, run):
    leave()
    run("2026-12-15")

    assert "42 days later" in run("2027-01-26")
    assert "43 days later" in run("2027-01-27")
    run("2027-01-27", catch_up=True)

    assert run("2027-01-28") == "Nothing to seal."
    assert sealed() == [Q4]


def test_an_earlier_day_takes_the_last_run_not_back(agency, run):
    run("2027-01-25", catch_up=True)

    run("2027-01-26", on="2026-11-01")
    run("2026-06-01")

    assert last_run() == date(2027, 1, 25)
    assert run("2027-01-27") == "Nothing to seal."


def test_a_day_that_is_named_is_the_one_that_is_judged(agency, leave, run):
    leave()
    run("2027-01-10")

    assert run(A_YEAR_AHEAD, on="2027-01-20").startswith("Reports published: ")

    assert (sealed(), last_run()) == ([Q4], date(2027, 1, 20))


def test_each_program_has_its_own_last_run_by_its_own_midnight(new_york, settings):
    load_program(pack=read_pack(cast.NEW_YORK.with_name("san_diego.toml")), at=datetime(2026, 1, 1, tzinfo=UTC))
    west = Program.objects.get(slug="san_diego")
    SealRun.objects.create(program=west, on=date(2026, 10, 1))
    settings.LBN_NOW = "2026-11-30T05:30"  # still the day before in Los Angeles

    with pytest.raises(CommandError, match=f"^{west}: nothing was sealed. .* for 2026-11-29, 59 days later"):
        call_command("seal_reports", stdout=StringIO())

    assert dict(SealRun.objects.values_list("program__slug", "on")) == {
        "new_york": date(2026, 11, 30),
        "san_diego": date(2026, 10, 1),
    }


def test_the_program_office_reads_that_sealing_waits_and_why(agency, city, leave, olga, browser, run):
    leave()
    run(LAST)
    pages = [reverse("home"), reverse("office:reports")]
    assert not any("Sealing waits" in browser(olga, LAST).get(page).content.decode() for page in pages)

    for page in pages:
        shown = browser(olga, A_YEAR_AHEAD).get(page).content.decode()
        assert "The nightly run last closed periods on Nov 30, 2026, more than 40 days ago." in shown
        assert shown.count("Sealing waits") == 1

    SealRun.objects.update(on=date(2027, 11, 29))
    for page in pages:
        shown = browser(olga, A_YEAR_AHEAD).get(page).content.decode()
        assert "More than one period is due at once for: Capital Harm Reduction." in shown


@pytest.mark.server
def test_a_real_clock_a_year_ahead_stops_the_real_command(databases):
    here = os.environ | {"DATABASE_URL": databases.new(), "LBN_NOW": f"{LAST}T17:00"}
    apart.shell(here, apart.PREPARE)
    manage(here, "seal_reports")

    ahead = manage(here | {"LBN_NOW": f"{A_YEAR_AHEAD}T17:00"}, "seal_reports", check=False)
    again = manage(here | {"LBN_NOW": "2027-01-20T17:00"}, "seal_reports", "--catch-up")

    assert (ahead.returncode, ahead.stdout) == (1, "")
    assert "New York leave-behind naloxone: nothing was sealed. The last run was for 2026-11-30" in ahead.stderr
    assert "Reports published: 4." in again.stdout
    databases.drop(here["DATABASE_URL"])
