"""A year is drawn with one key, and what later reports rest on cannot be deleted."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.db.models import ProtectedError

from lbn.reporting.fold import key_id
from lbn.reporting.models import Issue, PlaceMembers, SealedCount
from lbn.reporting.published.actions import publish_roll_ups
from tests.reporting.conftest import Q1, scope_of, seal_period
from tests.reporting.rolling import AFTER_THE_YEAR, a_year_of, seal_all

pytestmark = pytest.mark.django_db

Q2, IN_MAY, IN_AUGUST = date(2027, 4, 1), date(2027, 5, 20), date(2027, 8, 20)


@pytest.fixture
def first_quarter(agency, leave, settings):
    a_year_of(leave)
    agency.scope_memberships.update(from_on=Q1)
    settings.LBN_DISCLOSURE_KEY = "the first key"
    return seal_period(scope_of(agency, Q1), Q1, on=IN_MAY)


def test_each_folded_report_says_with_which_key_it_was_drawn(first_quarter):
    assert PlaceMembers.objects.get(issue=first_quarter[0]).key_id == key_id(b"the first key")


def test_a_quarter_beside_one_of_another_key_is_refused_and_stays_open(agency, first_quarter, settings):
    settings.LBN_DISCLOSURE_KEY = "the second key"

    with pytest.raises(ValueError, match="is not the one with which reports of 2027 were made") as refused:
        seal_period(scope_of(agency, Q1), Q2, on=IN_AUGUST)

    assert "Set the former key again, and run seal_reports again." in str(refused.value)
    assert list(Issue.objects.all()) == first_quarter
    assert not scope_of(agency, Q1).periods.filter(starts_on=Q2, sealed_at__isnull=False).exists()
    settings.LBN_DISCLOSURE_KEY = "the first key"
    assert seal_period(scope_of(agency, Q1), Q2, on=IN_AUGUST)[0].starts_on == Q2


def test_a_key_is_changed_between_two_years(agency, leave, first_quarter, settings, new_york):
    leave("12207", times=12, on=date(2028, 1, 5))
    seal_all(new_york, AFTER_THE_YEAR)
    settings.LBN_DISCLOSURE_KEY = "the second key"

    assert seal_period(scope_of(agency, Q1), date(2028, 1, 1), on=date(2028, 5, 1))[0].starts_on == date(2028, 1, 1)


def test_the_areas_quarter_is_refused_too(agency, first_quarter, settings, new_york):
    leaves = len(list(publish_roll_ups(program=new_york, day=IN_MAY)))
    seal_period(scope_of(agency, Q1), Q2, on=IN_AUGUST)
    settings.LBN_DISCLOSURE_KEY = "the second key"

    with pytest.raises(ValueError, match="reports of 2027"):
        list(publish_roll_ups(program=new_york, day=IN_AUGUST))

    assert leaves
    assert Issue.objects.of_state(new_york).spans() == {first_quarter[0].span}


def test_the_command_says_it_once_for_all_scopes(agency, city, leave, first_quarter, settings):
    leave("12305", times=12, of=city, on=date(2027, 1, 6))
    seal_period(scope_of(city), Q1, on=IN_MAY)
    settings.LBN_DISCLOSURE_KEY = "the second key"
    settings.LBN_NOW = "2027-08-20T12:00"

    with pytest.raises(CommandError) as refused:
        call_command("seal_reports", catch_up=True)

    assert str(refused.value).count("LBN_DISCLOSURE_KEY") == 1


def test_what_later_reports_rest_on_cannot_be_deleted(agency, leave):
    leave("12207", times=12)
    made = seal_period(scope_of(agency))[0]

    with pytest.raises(ProtectedError):
        made.delete()
    with pytest.raises(ProtectedError):
        agency.delete()

    assert SealedCount.objects.filter(agency=agency).count() == 1
    assert PlaceMembers.objects.filter(issue=made).exists()
