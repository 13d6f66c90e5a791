"""The pages under an agency's training: who may open them, what the matrix says, and what they cost."""

from datetime import date

import pytest

from agencies.access import ROLES, Permission
from agencies.models import Role
from tests.training.pages import SCOPE, url
from training import actions
from training.models import Completion, Person, Session

OPEN = ("matrix", "sessions")
KEPT = ("person_add", "session_record", "roster", "roster_template")


@pytest.mark.parametrize("name", [*OPEN, *KEPT])
def test_the_coordinator_and_the_staff_enter(agency, courses, alice, stan, at, name):
    for user in (alice, stan):
        assert at(user).get(url(name, agency)).status_code == 200


@pytest.mark.parametrize("name", [*OPEN, *KEPT, "roster_import"])
def test_a_stranger_is_told_nothing(agency, stranger, sam, dana, olga, at, name):
    for user in (sam, dana, olga, type(sam).objects.get(name="Tina")):
        assert at(user).get(url(name, agency)).status_code in {404, 405}
        assert at(user).post(url(name, agency)).status_code in {404, 405}


def test_the_person_and_the_session_of_another_agency_do_not_exist(agency, stranger, ruiz, at):
    browser = at(stranger.memberships.get().user)
    pages = [
        ("person", {"person": ruiz.pk}),
        ("person_change", {"person": ruiz.pk}),
        ("session", {"session": Session.objects.get().pk}),
    ]

    for name, keys in pages:
        assert browser.get(url(name, stranger, **keys)).status_code == 404
    for name in ("person_left", "person_returned"):
        assert browser.post(url(name, stranger, person=ruiz.pk)).status_code == 404
    session = Session.objects.get()
    assert browser.post(url("session_withdraw", stranger, session=session.pk)).status_code == 404
    ruiz.refresh_from_db()
    assert ruiz.left_on is None
    assert session.completions.count() == 2


def test_a_role_that_may_only_look_changes_nothing(agency, ruiz, stan, at, monkeypatch):
    monkeypatch.setitem(ROLES, Role.AGENCY_STAFF, {Permission.SEE_AGENCY})
    browser = at(stan)
    refused = [browser.get(url(name, agency)).status_code for name in KEPT]
    refused.append(browser.post(url("person_left", agency, person=ruiz.pk)).status_code)
    refused.append(browser.post(url("person_change", agency, person=ruiz.pk), {"last_name": "X"}).status_code)

    assert refused == [403] * 6
    assert [browser.get(url(name, agency)).status_code for name in OPEN] == [200, 200]
    assert list(Person.objects.values_list("last_name", "left_on")) == [("Ruiz", None)]


def test_nobody_signed_in_is_sent_to_sign_in(agency, client):
    answer = client.get(url("matrix", agency))

    assert (answer.status_code, answer.url.split("?")[0]) == (302, "/accounts/login/")


def test_an_empty_roster_says_how_to_begin(agency, courses, alice, at):
    text = at(alice).get(url("matrix", agency)).content.decode()

    assert "Nobody on your roster yet" in text
    assert "<table" not in text


def test_the_matrix_says_in_words_where_each_person_stands(agency, lapsing, alice, hire, hold, at):
    hold(date(2024, 12, 1), [hire("Soon")])
    hold(date(2024, 1, 1), [hire("Past")])
    hold(date(2026, 11, 1), [hire("Fresh")])
    hire("New")

    answer = at(alice).get(url("matrix", agency))

    stands = {
        row.person.last_name: [one.word for one in row.currencies] for row in answer.context["table"].shown_rows
    }
    assert stands == {
        "Fresh": ["Current"] * 2,
        "New": ["Never"] * 2,
        "Past": ["Lapsed"] * 2,
        "Soon": ["Lapses on Dec 1, 2026"] * 2,
    }
    assert answer.context["trained"] == (4, 2)
    assert answer.context["lapsing"] == 1
    assert answer.content.decode().count("Not current</span>") == 2


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ({"shown": "current"}, ["Fresh", "Soon"]),
        ({"shown": "lapsing"}, ["Soon"]),
        ({"shown": "not_current"}, ["New"]),
        ({"shown": "left"}, ["Gone"]),
        ({"unit": "Patrol B"}, ["Fresh", "New"]),
        ({"unit": "Patrol B", "shown": "current"}, ["Fresh"]),
        ({"q": "kim soo"}, ["Soon"]),
        ({"q": "17"}, ["Soon"]),
        ({"shown": "nonsense", "unit": "Nowhere"}, ["Fresh", "New", "Soon"]),
    ],
)
def test_the_matrix_is_filtered_by_state_unit_and_words(agency, lapsing, alice, hire, hold, at, asked, names):
    hold(date(2024, 12, 1), [hire("Soon", unit="Patrol A", employee_number="17"), hire("Gone")])
    hold(date(2026, 11, 1), [hire("Fresh", unit="Patrol B")])
    hire("New", unit="Patrol B")
    actions.mark_left(person=Person.objects.get(last_name="Gone"), by=alice, today=date(2026, 11, 2))

    answer = at(alice).get(url("matrix", agency), asked)

    assert [row.person.last_name for row in answer.context["table"].shown_rows] == names


def test_the_matrix_has_fifty_people_to_a_page(agency, courses, alice, at):
    Person.objects.bulk_create(
        Person(agency=agency, last_name=f"Family{n:02}", first_name="Kim", unit="Patrol A") for n in range(51)
    )

    first = at(alice).get(url("matrix", agency), {"unit": "Patrol A"})
    second = at(alice).get(url("matrix", agency), {"unit": "Patrol A", "page": 2})
    whole = at(alice).get(url("matrix", agency), {"unit": "Patrol A", "page": "all"})

    assert len(first.context["table"].shown_rows) == 50
    assert "unit=Patrol+A&amp;page=2" in first.content.decode()
    assert [row.person.last_name for row in second.context["table"].shown_rows] == ["Family50"]
    assert '<a href="?unit=Patrol+A&amp;page=all">Everyone on one page, to print</a>' in first.content.decode()
    assert len(whole.context["table"].shown_rows) == 51
    assert "Everyone on one page" not in whole.content.decode()


def test_a_list_costs_the_same_with_one_row_and_with_several(
    agency, courses, alice, hire, hold, at, django_assert_num_queries
):
    costs = {"matrix": 10, "sessions": 6, "session_record": 10}
    browser = at(alice)

    hold(date(2026, 11, 1), [hire("Ruiz", unit="Patrol A")])
    for name, cost in costs.items():
        with django_assert_num_queries(cost + SCOPE):
            browser.get(url(name, agency))

    more = [hire(f"Family{n}", unit=f"Unit {n}") for n in range(5)]
    for day in range(2, 7):
        hold(date(2026, 11, day), more[: day - 1])
    for name, cost in costs.items():
        with django_assert_num_queries(cost + SCOPE):
            browser.get(url(name, agency))


def test_the_pages_of_one_thing_cost_the_same_however_much_hangs_on_it(
    agency, courses, ruiz, hire, hold, alice, at, django_assert_num_queries
):
    browser = at(alice)
    session = Session.objects.get()

    def costs():
        with django_assert_num_queries(7 + SCOPE):
            browser.get(url("person", agency, person=ruiz.pk))
        with django_assert_num_queries(5 + SCOPE):
            browser.get(url("session", agency, session=session.pk))

    costs()
    hold(date(2026, 11, 11), [ruiz, hire("Stone")])
    Completion.objects.update(session=session)
    costs()
