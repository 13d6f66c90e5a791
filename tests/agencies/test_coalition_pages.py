"""The pages of coalitions: who would read what is said before anybody agrees."""

from datetime import date

import pytest
from django.urls import reverse

from agencies.actions.coalitions import answer_coalition, end_coalition, start_coalition
from agencies.models import Coalition, CoalitionMember
from tests import cast

DAY = date(2026, 11, 21)


@pytest.fixture
def tina(stranger):
    return stranger.memberships.get().user


@pytest.fixture
def started(agency, alice, stranger, department):
    return start_coalition(agency=agency, name="Capital", others=[stranger], department=department, by=alice, day=DAY)


def page(name, agency, coalition=None):
    return reverse(f"agencies:{name}", args=[agency.slug, *([coalition.pk] if coalition else [])])


def words(answer):
    return " ".join(answer.content.decode().split())


def status(agency):
    return CoalitionMember.objects.get(agency=agency).status


def test_a_coalition_is_started_on_a_page(agency, alice, stranger, department, at, told):
    sent = {"name": " Capital  District ", "others": [stranger.pk], "department": department.pk}

    answer = at(alice).post(page("coalition_start", agency), sent)

    made = Coalition.objects.get()
    assert (made.name, made.department, made.started_by) == ("Capital District", department, agency)
    assert answer.url == page("coalition", agency, made)
    assert told(answer) == ["The agencies of Capital District are asked. Totals are shown once one of them agrees."]


def test_what_is_missing_is_said_at_once_and_nothing_is_started(agency, alice, stranger, at):
    answer = at(alice).post(page("coalition_start", agency), {"name": ""})

    assert "Enter a name." in words(answer)
    assert "Choose at least one other agency." in words(answer)
    assert Coalition.objects.count() == 0


def test_home_asks_and_the_page_says_who_reads_what_before_anybody_agrees(
    started, agency, stranger, tina, department, at
):
    home = words(at(tina).get(reverse("home")))
    assert f"{agency} asks your agency to agree to the coalition “Capital”." in home.replace("&#x27;", "'")
    assert page("coalition", stranger, started) in home

    shown = words(at(tina).get(page("coalition", stranger, started))).replace("&#x27;", "'")

    assert f"{agency} asks your agency to agree. Nothing of your agency is shown unless you do." in shown
    assert f"{department} reads them too." in shown
    assert "totals can be small. Someone who compares them with a published report" in shown
    assert "See the totals" not in shown


def test_one_button_agrees_and_one_takes_it_back(started, stranger, tina, at, told):
    browser, address = at(tina), page("coalition_answer", stranger, started)

    assert told(browser.post(address, {"answer": "accept"})) == [
        "Your agency agrees. It can leave at any time, here."
    ]
    assert status(stranger) == "agreed"
    assert reverse("reports:coalition", args=[stranger.slug, started.pk]) in words(
        browser.get(page("coalition", stranger, started))
    )

    assert told(browser.post(address, {"answer": "leave"}))[-1] == (
        "Your agency has left Capital. The others no longer see your totals."
    )
    assert status(stranger) == "left"


def test_declining_and_nonsense(started, stranger, tina, at, told):
    browser, address = at(tina), page("coalition_answer", stranger, started)

    browser.post(address, {"answer": "perhaps"})
    assert status(stranger) == "asked"

    assert told(browser.post(address, {"answer": "decline"}))[-1] == (
        "Declined. Nothing of your agency is shown in Capital."
    )
    assert status(stranger) == "declined"
    assert told(browser.post(address, {"answer": "decline"}))[-1] == (
        "Your agency has already declined. Nothing was changed."
    )


def test_who_started_it_renames_and_ends_it_and_nobody_else(started, agency, alice, stranger, tina, at, told):
    answer_coalition(member=started.members.get(agency=stranger), accept=True, by=tina, day=DAY)
    assert "End it for all" not in words(at(tina).get(page("coalition", stranger, started)))
    assert told(at(tina).post(page("coalition_end", stranger, started))) == [
        "Only the agency that started the coalition can change it."
    ]

    renamed = at(alice).post(page("coalition", agency, started), {"name": "Upper Hudson"})
    assert told(renamed) == ["The coalition is called Upper Hudson now."]
    at(alice).post(page("coalition_end", agency, started))

    started.refresh_from_db()
    assert (started.name, started.ended_on is None) == ("Upper Hudson", False)
    assert at(alice).get(page("coalition", agency, started)).status_code == 404


def test_a_longer_list_is_another_coalition_that_begins_with_this_one(
    started, agency, alice, stranger, department, at
):
    answer = at(alice).get(f"{page('coalition_start', agency)}?like={started.pk}")

    assert answer.context["form"].initial == {"others": [stranger.pk], "department": department.pk}


def test_nobody_begins_with_a_coalition_that_does_not_name_them(started, new_york, at):
    other = cast.agency(new_york, name="Cohoes Police")
    carl = cast.user("Carl", role="coordinator", agency=other)

    answer = at(carl).get(f"{page('coalition_start', other)}?like={started.pk}")

    assert answer.context["form"].initial == {}
    assert at(carl).get(page("coalition", other, started)).status_code == 404
    assert at(carl).get(f"{page('coalition_start', other)}?like=none").status_code == 200


def test_the_list_has_what_waits_first_and_nothing_that_has_ended(started, agency, alice, stranger, tina, at):
    browser = at(tina)
    waits = browser.get(page("coalitions", stranger))
    assert [one.coalition for one in waits.context["waiting"]] == [started]

    end_coalition(coalition=started, agency=agency, by=alice, day=DAY)

    assert "No coalition yet" in words(browser.get(page("coalitions", stranger)))


@pytest.mark.parametrize("name", ["call 518-555-0134", "case 2026-1234", "since 11/05/2026"])
def test_a_name_that_tells_of_a_case_is_refused(agency, alice, stranger, at, name):
    answer = at(alice).post(reverse("agencies:coalition_start", args=[agency.slug]), {"name": name})

    assert "This looks like a phone number" in answer.content.decode()
    assert not Coalition.objects.exists()
