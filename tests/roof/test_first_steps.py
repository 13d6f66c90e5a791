"""What a new agency does first, and the sentence at the end of it."""

import pytest
from django.urls import reverse

from agencies.actions.presets import add_preset
from agencies.actions.team import invite
from agencies.actions.terminals import new_key_here, new_link
from agencies.clock import now
from agencies.models import Agency, Terminal

EXTRA = ["Choose place buttons", "Print the sheet for the kit cabinet", "Invite a backup coordinator"]


@pytest.fixture
def new(agency, today):
    """The agency as if it had registered today."""
    Agency.objects.filter(pk=agency.pk).update(active_since_on=today)
    agency.refresh_from_db()
    return agency


@pytest.fixture
def home(alice, at):
    return lambda: at(alice).get(reverse("home"))


@pytest.fixture
def work(new, receive, leave, train, terminal, today):
    """Do what no agency can do without, and return its terminal."""
    receive("A1", 10)
    train("Ruiz", on=today)
    terminal("Roll call room", today)
    leave(today, 1)
    return Terminal.objects.get()


def open_steps(answer):
    return [step["label"] for step in answer.context["home"]["steps"] if not step["done"]]


def test_a_new_agency_goes_on_after_its_first_kit(work, home):
    assert open_steps(home()) == EXTRA


def test_each_step_ends_with_what_it_asks_for(new, work, alice, home):
    add_preset(agency=new, zip_code="12207", by=alice)
    assert open_steps(home()) == EXTRA[1:]

    new_key_here(terminal=work, by=alice)
    assert open_steps(home()) == EXTRA[1:]

    new_link(terminal=work, by=alice)
    assert open_steps(home()) == EXTRA[2:]

    invite(owner=new, email="bea@albany.example", role="coordinator", by=alice, at=now())
    assert open_steps(home()) == []


def test_at_the_end_the_home_says_when_the_next_report_is_due(new, work, alice, home):
    add_preset(agency=new, zip_code="12207", by=alice)
    new_link(terminal=work, by=alice)
    invite(owner=new, email="bea@albany.example", role="coordinator", by=alice, at=now())

    answer = home()

    assert answer.context["home"]["ready"] == "You are ready. Your next report is due Jan 10, 2027."
    assert "You are ready." in answer.text


def test_an_invitation_of_staff_is_no_backup_coordinator(new, work, alice, home):
    invite(owner=new, email="bea@albany.example", role="agency_staff", by=alice, at=now())

    assert "Invite a backup coordinator" in open_steps(home())


def test_an_agency_of_long_standing_is_not_asked_anew(at_work, home):
    answer = home()

    assert answer.context["home"]["steps"] == []
    assert answer.context["home"]["ready"] == ""


def test_the_terminal_step_leads_on_from_where_one_is(new, alice, home, terminal):
    def where():
        return next(step["url"] for step in home().context["home"]["steps"] if step["label"] == "Open a terminal")

    assert where() == reverse("agencies:terminal_add", args=[new.slug])
    terminal("Roll call room", None)
    assert where() == reverse("agencies:terminal", args=[new.slug, Terminal.objects.get().pk])


def test_staff_read_the_steps_without_buttons_they_may_not_press(new, stan, at):
    steps = at(stan).get(reverse("home")).context["home"]["steps"]

    assert [step["label"] for step in steps if "url" in step] == [
        "Find a supplier",
        "Put kits into stock",
        "Train one person",
    ]
