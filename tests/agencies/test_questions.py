"""A question is written once and gives what its queryset gives, whatever it is asked."""

import asyncio
from threading import Thread

import pytest
from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.test.utils import CaptureQueriesContext

from agencies.models import Jurisdiction, Location, ZipCode
from agencies.sql.questions import Question

IN_COUNTY = Question(
    lambda county, kind: (
        ZipCode.objects.filter(jurisdiction=county, kind=kind, too_small=False)
        .select_related("jurisdiction")
        .order_by("zip")
    ),
    county=ZipCode._meta.get_field("jurisdiction"),
    kind=ZipCode._meta.get_field("kind"),
)
NAMES = Question(
    lambda agency: Location.objects.filter(agency=agency).values_list("pk", "agency_id", "name"),
    agency=Location._meta.get_field("agency"),
)


def asked(name):
    county = Jurisdiction.objects.get(name=name)
    return IN_COUNTY(county=county.pk, kind=ZipCode.Kind.STANDARD)


def test_each_asking_gives_what_the_queryset_gives(counties):
    for name in ("Rensselaer", "Schenectady", "Rensselaer"):
        found = asked(name)

        assert [row.zip for row in found] == list(
            ZipCode.objects.filter(jurisdiction__name=name, kind="standard").order_by("zip").values_list(flat=True)
        )
        assert {row.jurisdiction.name for row in found} == {name}


def test_no_answer_is_kept(counties):
    before = len(asked("Rensselaer"))
    ZipCode.objects.filter(zip="12182").delete()

    assert (before, [row.zip for row in asked("Rensselaer")]) == (2, ["12180"])


def test_one_asking_is_one_statement_and_joins_what_it_needs(counties, django_assert_num_queries):
    county = Jurisdiction.objects.get(name="Rensselaer")

    with django_assert_num_queries(1):
        found = IN_COUNTY(county=county.pk, kind="standard")
        assert [row.jurisdiction.name for row in found] == ["Rensselaer", "Rensselaer"]


def test_values_come_as_their_fields_give_them(agency, stranger):
    assert NAMES(agency=stranger.pk) == [(stranger.main_location_id, stranger.pk, "Storeroom")]
    assert NAMES(agency=agency.pk) == [(agency.main_location_id, agency.pk, "Storeroom")]


def test_a_value_is_never_part_of_the_statement(counties):
    with CaptureQueriesContext(connection) as captured:
        found = IN_COUNTY(county=1, kind="standard' OR 1=1 --")

    assert found == []
    assert len(captured) == 1


def test_each_thread_writes_its_own(counties):
    question = Question(
        lambda zip_code: ZipCode.objects.filter(zip=zip_code), zip_code=ZipCode._meta.get_field("zip")
    )
    question(zip_code="12180")
    seen = []

    thread = Thread(target=lambda: seen.append(hasattr(question.written, "sql")))
    thread.start()
    thread.join()

    assert seen == [False]
    assert hasattr(question.written, "sql")


def test_a_value_that_the_statement_does_not_hold_is_named(db):
    question = Question(lambda zip_code: ZipCode.objects.all(), zip_code=ZipCode._meta.get_field("zip"))

    with pytest.raises(ValueError, match=r"^The statement does not hold zip_code: SELECT "):
        question(zip_code="12180")


def test_none_is_refused_and_not_silently_found_nowhere(counties, django_assert_num_queries):
    asked("Rensselaer")

    with pytest.raises(ValueError, match="never asked of None"), django_assert_num_queries(0):
        IN_COUNTY(county=None, kind="standard")


def test_a_question_goes_to_the_connection_of_where_it_is_asked():
    """Where an event loop runs, Django has another connection: what was written for the one before stays there."""
    asked_of = []

    def ask():
        asked_of.append((connections[DEFAULT_DB_ALIAS], NAMES._queryset().query.get_compiler().connection))

    async def ask_where_a_loop_runs():
        ask()

    def ask_here_and_there():
        ask()
        asyncio.run(ask_where_a_loop_runs())
        ask()

    # A thread, because the one of a worker that has driven a browser has a loop already.
    thread = Thread(target=ask_here_and_there)
    thread.start()
    thread.join()

    assert all(theirs is asked for theirs, asked in asked_of)
    here, there, again = (theirs for theirs, _asked in asked_of)
    assert here is again
    assert there is not here
