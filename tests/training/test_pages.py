"""The pages under an agency's training: who may open them, what they say, and what they cost."""

from datetime import date
from io import BytesIO

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.urls import reverse

from agencies.access import ROLES, Permission
from agencies.models import Role
from training import actions
from training.models import Completion, Person, Session

HEADER = "Last name,First name,Employee no.,Naloxone administration\n"
# On PostgreSQL a page opens its agency's scope: a savepoint, its setting, and the release.
SCOPE = 3 if connection.vendor == "postgresql" else 0
OPEN = ("matrix", "sessions")
KEPT = ("person_add", "session_record", "roster", "roster_template")


def url(name, agency, **kwargs):
    return reverse(f"training:{name}", kwargs={"slug": agency.slug, **kwargs})


def told(answer):
    return [str(message) for message in get_messages(answer.wsgi_request)]


def sheet(lines, header=HEADER):
    file = BytesIO((header + lines).encode())
    file.name = "roster.csv"
    return file


@pytest.fixture
def ruiz(hire, hold):
    """Somebody who completed both courses on November 10."""
    person = hire("Ruiz", unit="Patrol A", rank="Deputy", employee_number="17")
    hold(date(2026, 11, 10), [person])
    return person


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

    stands = {row.person.last_name: [one.word for one in row.standings] for row in answer.context["rows"]}
    assert stands == {
        "Fresh": ["Current"] * 2,
        "New": ["Never"] * 2,
        "Past": ["Lapsed"] * 2,
        "Soon": ["Lapses on Dec. 1, 2026"] * 2,
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
        ({"words": "kim soo"}, ["Soon"]),
        ({"words": "17"}, ["Soon"]),
        ({"shown": "nonsense", "unit": "Nowhere"}, ["Fresh", "New", "Soon"]),
    ],
)
def test_the_matrix_is_filtered_by_state_unit_and_words(agency, lapsing, alice, hire, hold, at, asked, names):
    hold(date(2024, 12, 1), [hire("Soon", unit="Patrol A", employee_number="17"), hire("Gone")])
    hold(date(2026, 11, 1), [hire("Fresh", unit="Patrol B")])
    hire("New", unit="Patrol B")
    actions.person_left(person=Person.objects.get(last_name="Gone"), by=alice, today=date(2026, 11, 2))

    answer = at(alice).get(url("matrix", agency), asked)

    assert [row.person.last_name for row in answer.context["rows"]] == names


def test_the_matrix_has_fifty_people_to_a_page(agency, courses, alice, at):
    Person.objects.bulk_create(
        Person(agency=agency, last_name=f"Family{n:02}", first_name="Kim", unit="Patrol A") for n in range(51)
    )

    first = at(alice).get(url("matrix", agency), {"unit": "Patrol A"})
    second = at(alice).get(url("matrix", agency), {"unit": "Patrol A", "page": 2})

    assert len(first.context["rows"]) == 50
    assert "unit=Patrol+A&amp;page=2" in first.content.decode()
    assert [row.person.last_name for row in second.context["rows"]] == ["Family50"]


def test_a_list_costs_the_same_with_one_row_and_with_several(
    agency, courses, alice, hire, hold, at, django_assert_num_queries
):
    costs = {"matrix": 10, "sessions": 6, "session_record": 9}
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


def test_a_person_is_added_and_changed(agency, courses, alice, at):
    browser = at(alice)

    added = browser.post(
        url("person_add", agency), {"last_name": "Ruiz", "first_name": "Kim", "employee_number": "17"}
    )
    person = Person.objects.get()
    changed = browser.post(
        url("person_change", agency, person=person.pk), {"last_name": "Hall", "first_name": "Kim", "unit": "EMS 2"}
    )

    assert (added.status_code, added.url) == (302, url("person", agency, person=person.pk))
    assert told(changed)[-1] == "Hall, Kim is saved."
    assert Person.objects.values_list("last_name", "unit", "employee_number").get() == ("Hall", "EMS 2", "")


def test_a_number_that_is_taken_is_told_at_its_field(agency, ruiz, alice, at):
    facts = {"last_name": "Stone", "first_name": "Lee", "employee_number": "17"}

    answer = at(alice).post(url("person_add", agency), facts)

    assert answer.context["form"].errors == {
        "employee_number": ["Somebody on your roster has this employee number already."]
    }
    assert Person.objects.count() == 1


def test_a_person_leaves_and_comes_back(agency, ruiz, alice, at, today):
    browser = at(alice)

    browser.post(url("person_left", agency, person=ruiz.pk))
    ruiz.refresh_from_db()
    left_on = ruiz.left_on
    page = browser.get(url("person", agency, person=ruiz.pk)).content.decode()
    browser.post(url("person_returned", agency, person=ruiz.pk))
    ruiz.refresh_from_db()

    assert left_on == today
    assert "Bring back" in page
    assert ruiz.left_on is None


def test_everyone_who_is_not_current_is_ticked_at_first(agency, ruiz, alice, hire, at):
    stone = hire("Stone", unit="Patrol B")
    browser = at(alice)

    def ticked(**asked):
        return browser.get(url("session_record", agency), asked).context["form"].initial["people"]

    assert ticked() == [stone.pk]
    assert ticked(ticked="everyone") == [ruiz.pk, stone.pk]
    assert ticked(ticked="nobody") == []
    assert ticked(ticked="everyone", unit="Patrol A") == [ruiz.pk]


def test_a_session_is_recorded_for_many_at_once(agency, courses, alice, hire, at):
    people = [hire("Ruiz"), hire("Stone")]

    answer = at(alice).post(
        url("session_record", agency),
        {
            "held_on": "2026-11-20",
            "format": "classroom",
            "courses": [course.pk for course in courses.values()],
            "people": [person.pk for person in people],
            "sop_version": "2",
        },
    )

    session = Session.objects.get()
    assert answer.url == url("session", agency, session=session.pk)
    assert told(answer) == ["The session of Nov. 20, 2026 is recorded for 2 people."]
    assert session.completions.count() == 4


def test_a_session_recorded_by_mistake_is_taken_back(agency, ruiz, alice, at):
    session = Session.objects.get()
    looked_at = at(alice).get(url("session_withdraw", agency, session=session.pk)).status_code

    answer = at(alice).post(url("session_withdraw", agency, session=session.pk))

    assert looked_at == 405
    assert answer.url == url("sessions", agency)
    assert not Session.objects.exists()
    assert not Completion.objects.exists()


@pytest.mark.parametrize(
    ("change", "field", "sentence"),
    [
        ({"people": []}, "people", "Choose at least one person."),
        ({"courses": []}, "courses", "Choose at least one course."),
        ({"held_on": ""}, "held_on", "Enter the day of the session."),
        ({"held_on": "2026-11-22"}, "held_on", "This day is in the future. Record a session once it was held."),
    ],
)
def test_a_session_that_cannot_be_is_told_at_its_field(agency, courses, alice, hire, at, change, field, sentence):
    facts = {
        "held_on": "2026-11-20",
        "format": "roll_call",
        "courses": [course.pk for course in courses.values()],
        "people": [hire("Ruiz").pk],
    }

    answer = at(alice).post(url("session_record", agency), facts | change)

    assert answer.context["form"].errors == {field: [sentence]}
    assert not Session.objects.exists()


def test_nobody_of_another_roster_can_be_ticked(agency, stranger, courses, alice, at):
    theirs = actions.add_person(agency=stranger, by=None, last_name="Vance", first_name="Lee")
    facts = {"held_on": "2026-11-20", "format": "roll_call", "people": [theirs.pk]}

    answer = at(alice).post(url("session_record", agency), facts | {"courses": [courses["lbn_program"].pk]})

    assert list(answer.context["form"].errors) == ["people"]
    assert "Vance" not in answer.content.decode()
    assert not Completion.objects.exists()


def test_a_roster_is_checked_then_imported(agency, courses, alice, at):
    browser = at(alice)

    check = browser.post(url("roster", agency), {"file": sheet("Ruiz,Kim,17,2026-01-05\nStone,Lee,18,soon\n")})
    before = Person.objects.count()
    done = browser.post(url("roster_import", agency), {"sheet": check.context["sheet"]})

    assert [line.verdict for line in check.context["result"].lines] == ["added", "refused"]
    assert "There is no such date" in check.content.decode()
    assert before == 0
    assert told(done) == [
        "The roster is imported: 1 new, 0 changed, 0 unchanged.",
        "1 line was left out. Correct it in your file and import the file again.",
    ]
    assert Person.objects.get().employee_number == "17"


def test_a_refused_roster_is_told_at_the_file_and_not_echoed(agency, courses, alice, at):
    file = sheet("Ruiz,Kim,1990-02-03\n", header="Last name,First name,Date of birth\n")

    answer = at(alice).post(url("roster", agency), {"file": file})

    assert answer.context["form"].errors["file"][0].startswith("Remove the column Date of birth")
    assert "Ruiz" not in answer.content.decode()
    assert not Person.objects.exists()


@pytest.mark.parametrize("sheet_back", ["", "nonsense", "of another agency"])
def test_only_what_was_checked_here_is_imported(agency, stranger, courses, alice, at, sheet_back):
    if sheet_back == "of another agency":
        their_page = at(stranger.memberships.get().user).post(
            url("roster", stranger), {"file": sheet("Ruiz,Kim,1,\n")}
        )
        sheet_back = their_page.context["sheet"]

    answer = at(alice).post(url("roster_import", agency), {"sheet": sheet_back})

    assert answer.url == url("roster", agency)
    assert told(answer) == ["Nothing was stored: the check is too old. Choose the roster again."]
    assert not Person.objects.exists()


def test_a_roster_too_large_for_a_page_is_refused(agency, courses, alice, at):
    answer = at(alice).post(url("roster", agency), {"file": sheet("Ruiz,Kim,,\n" * 60_000)})

    assert answer.context["form"].errors["file"] == [
        "This file is larger than 500 KB. Split the roster and import it in parts."
    ]


def test_the_empty_roster_can_be_filled_and_imported(agency, courses, alice, at):
    template = at(alice).get(url("roster_template", agency)).content

    filled = BytesIO(template + b"Ruiz,Kim,Deputy,Patrol A,17,01/05/2026,01/05/2026\r\n")
    filled.name = "roster.csv"
    check = at(alice).post(url("roster", agency), {"file": filled})

    assert check.context["result"].counts["added"] == 1
    assert check.context["result"].counts["completions"] == 2
