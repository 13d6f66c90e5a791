"""Counties that decide: the office enters what they decided, and agencies register where they take part."""

from datetime import date

import pytest
from django.urls import reverse

from agencies.actions.opting import OptingRefused, decide_county
from agencies.models import AuditCode, AuditEvent, Jurisdiction
from agencies.querysets.registrations import counties_open_in
from agencies.trail import what_happened_in

TODAY = date(2026, 11, 21)
MARCH, OCTOBER = date(2026, 3, 1), date(2026, 10, 1)


@pytest.fixture
def program(new_york):
    """A program whose counties decide."""
    new_york.pack["counties_opt_in"] = True
    new_york.save()
    return new_york


@pytest.fixture
def albany(program):
    return Jurisdiction.objects.get(slug="ny-albany")


@pytest.fixture
def decide(program, albany, olga):
    def decide(opted_in_on, opted_out_on=None):
        return decide_county(
            county=albany, program=program, opted_in_on=opted_in_on, opted_out_on=opted_out_on, by=olga
        )

    return decide


def open_ones(program, day=TODAY):
    return [county.name for county in counties_open_in(program, day)]


def test_agencies_register_where_the_county_takes_part_on_the_day(program, decide):
    before = open_ones(program)
    decide(MARCH, OCTOBER)

    assert before == []
    assert [open_ones(program, day) for day in (date(2026, 2, 28), MARCH, date(2026, 9, 30), OCTOBER)] == [
        [],
        ["Albany"],
        ["Albany"],
        [],
    ]


def test_what_was_entered_is_put_right_and_taken_back(program, decide):
    decide(OCTOBER)
    decide(MARCH)
    right = open_ones(program)
    decide(None)

    assert (right, open_ones(program)) == (["Albany"], [])
    assert [what_happened_in(event) for event in AuditEvent.objects.order_by("at")] == [
        "Decision of a county entered: takes part from Oct 1, 2026 on",
        "Decision of a county entered: takes part from Mar 1, 2026 on",
        "Decision of a county entered: does not take part",
    ]


def test_the_same_again_is_no_change(decide):
    assert [decide(MARCH), decide(MARCH)] == [True, False]
    assert AuditEvent.objects.filter(what=AuditCode.COUNTY_TAKES_PART).count() == 1


@pytest.mark.parametrize(
    ("days", "field", "sentence"),
    [
        ((None, OCTOBER), "opted_in_on", "Enter the day on which the county opted in, too."),
        ((OCTOBER, MARCH), "opted_out_on", "A county cannot opt out before it opted in."),
    ],
)
def test_days_that_cannot_be_are_refused_at_their_field(program, albany, decide, at, olga, days, field, sentence):
    with pytest.raises(OptingRefused, match=sentence):
        decide(*days)
    sent = {name: day or "" for name, day in zip(("opted_in_on", "opted_out_on"), days, strict=True)}
    answer = at(olga).post(reverse("operator:county", args=[albany.slug]), sent)

    albany.refresh_from_db()
    assert answer.context["form"].errors == {field: [sentence]}
    assert (albany.opted_in_on, albany.opted_out_on) == (None, None)


def test_the_office_enters_a_decision_and_everybody_reads_it(client, program, albany, at, olga):
    browser = at(olga)
    assert "Counties" in browser.get(reverse("operator:begin"), follow=True).content.decode()

    told = browser.post(reverse("operator:county", args=[albany.slug]), {"opted_in_on": MARCH}, follow=True)
    client.logout()
    page = client.get(reverse("registration:counties", args=[program.slug]), {"q": "albany"})

    assert "The decision of Albany County is stored." in told.content.decode()
    (row,) = page.context["table"].shown_rows
    cells = [column.read(row) for column in page.context["table"].columns]
    assert (cells[0], str(cells[1]), *cells[2:]) == ("Albany County", "yes", MARCH, None)


def test_who_applies_is_led_to_the_list_of_counties(client, program, decide):
    program.entry = "reviewed"
    program.save()
    decide(MARCH)

    page = client.get("/register/new_york/apply/").content.decode()

    assert f'href="{reverse("registration:counties", args=["new_york"])}"' in page


def test_a_county_of_another_state_is_not_there(program, at, olga):
    assert at(olga).post(reverse("operator:county", args=["vt-bennington"]), {}).status_code == 404


def test_where_counties_do_not_decide_there_is_no_such_page(client, new_york, at, olga):
    assert at(olga).get(reverse("operator:counties")).status_code == 404
    assert client.get(reverse("registration:counties", args=[new_york.slug])).status_code == 404
