"""The program office: the whole state, what is sealed next, who was published what; and what it lets anyone see."""

import json

import pytest
from django.test import Client
from django.urls import reverse

from agencies.models import AuditEvent
from lbn.reporting.models import Download, Issue
from lbn.reporting.published.actions import publish_roll_ups, show_public_figures
from tests import cast
from tests.reporting.conftest import SEAL_DAY, scope_of, seal_period
from tests.reporting.facts import PLACES, in_facts
from tests.reporting.reading import at_supplier, page_of


@pytest.fixture
def published(agency, stranger, department, new_york, leave):
    """A quarter of two scopes, published to everybody but the public."""
    leave("12207", times=41)
    leave("12208", times=15)
    leave("12047", times=14)
    leave("12180", times=30, of=stranger)
    for one in (agency, stranger):
        seal_period(scope_of(one))
    list(publish_roll_ups(program=new_york, day=SEAL_DAY))
    return new_york


@pytest.fixture
def public(published, olga):
    """The same, once the office shows public figures."""
    show_public_figures(program=published, shows=True, by=olga)
    published.refresh_from_db()
    list(publish_roll_ups(program=published, day=SEAL_DAY))
    return Issue.objects.public_of(published).get()


def office(name, *args):
    return reverse(f"office:{name}", args=args)


def test_the_office_reads_the_state_and_no_agency(published, olga, browser):
    state = Issue.objects.of_state(published).get()

    page = page_of(browser(olga).get(office("issue", state.pk)))

    assert "12207" in page
    assert "Albany County Sheriff" not in page
    assert "0 of 2 expected reports came" in page


def test_the_office_does_not_open_what_a_supplier_was_published(published, olga, browser):
    of_supplier = Issue.objects.exclude(scope=None).first()
    listed = page_of(browser(olga).get(office("everybody")))

    assert "Capital Harm Reduction" in listed
    assert browser(olga).get(office("issue", of_supplier.pk)).status_code == 404
    assert browser(olga).get(office("download", of_supplier.pk, "csv")).status_code == 404


def test_sealing_says_what_comes_next_and_what_is_late(published, olga, browser):
    in_time = page_of(browser(olga, "2027-02-01").get(office("reports")))
    late = page_of(browser(olga, "2027-04-22").get(office("reports")))

    assert "January to March 2027" in in_time
    assert "Apr 20, 2027" in in_time
    assert "Not sealed yet" not in in_time
    assert "Not sealed yet" in late


def test_a_report_is_withdrawn_with_a_sentence_for_its_readers(published, supplier, sam, olga, browser):
    issue = Issue.objects.of_supplier(supplier).get()
    content = issue.content
    answer = browser(olga).post(office("withdraw", issue.pk), {"because": "It was counted with a wrong key."})

    read = page_of(browser(sam).get(at_supplier("issue", supplier, issue.pk)))
    file = browser(sam).get(at_supplier("download", supplier, issue.pk, "json"))

    assert answer.url == office("everybody")
    assert "It was counted with a wrong key." in read
    assert json.loads(file.content)["reports"][0]["withdrawn_because"] == "It was counted with a wrong key."
    issue.refresh_from_db()
    assert (issue.status, issue.content) == ("withdrawn", content)


@pytest.mark.parametrize("because", ["", "Call 518-555-0100 about it."])
def test_a_withdrawal_needs_a_sentence_that_points_at_nobody(published, olga, browser, because):
    issue = Issue.objects.of_state(published).get()

    answer = browser(olga).post(office("withdraw", issue.pk), {"because": because})

    assert answer.status_code == 200
    assert not Issue.objects.filter(status="withdrawn").exists()
    assert not AuditEvent.objects.filter(what="issue.withdrawn").exists()


def test_an_office_of_another_program_withdraws_nothing(published, browser):
    other = published.__class__.objects.get(pk=published.pk)
    other.pk, other.slug = None, "elsewhere"
    other.save()
    omar = cast.user("Omar", role="operator", program=other)

    answer = browser(omar).post(office("withdraw", Issue.objects.first().pk), {"because": "Not mine."})

    assert answer.status_code == 404
    assert not Issue.objects.filter(status="withdrawn").exists()


def test_figures_are_off_until_the_office_turns_them_on(published):
    stranger = Client()

    assert "No public figures" in page_of(stranger.get(reverse("figures:programs")))
    assert stranger.get(reverse("figures:program", args=["new_york"])).status_code == 404


def test_the_office_turns_public_figures_on_and_off(published, olga, browser):
    browser(olga).post(office("public"), {"shows": "yes"})
    on = published.__class__.objects.get(pk=published.pk).shows_public_figures
    browser(olga).post(office("public"), {"shows": "no"})

    assert on
    assert not published.__class__.objects.get(pk=published.pk).shows_public_figures
    events = AuditEvent.objects.filter(what__startswith="figures.").order_by("at")
    assert [event.what for event in events] == ["figures.shown", "figures.taken_off"]


def test_anyone_reads_rows_of_twenty_and_how_they_are_protected(public):
    answer = Client().get(reverse("figures:issue", args=["new_york", public.pk]))

    page = page_of(answer)
    rows = {row.label: row.handouts for row in public.read().report.rows}
    assert rows == {"12207": 41, "Other ZIP codes in Albany County": 29, "12180": 30}
    assert "12208" not in page
    assert "How these figures are protected" in page
    assert "Capital Harm Reduction" not in page


def test_anyone_takes_the_figures_away_and_nobody_is_written_down(public):
    answer = Client().get(reverse("figures:download", args=["new_york", public.pk, "csv"]))

    places = {(fact["kind"], fact["code"]) for fact in in_facts(answer.content) if fact["kind"] in PLACES}
    assert places == {("zip", "12207"), ("zip", "12180"), ("other_zips", "ny-albany-other")}
    assert not Download.objects.exists()


def test_only_public_reports_are_under_the_public_address(public, published):
    state = Issue.objects.of_state(published).get()

    assert Client().get(reverse("figures:issue", args=["new_york", state.pk])).status_code == 404
    assert Client().get(reverse("figures:download", args=["new_york", state.pk, "json"])).status_code == 404


def test_figures_that_are_taken_off_are_gone_and_come_back_unchanged(public, published, olga):
    address = reverse("figures:issue", args=["new_york", public.pk])
    show_public_figures(program=published, shows=False, by=olga)
    gone = Client().get(address).status_code
    show_public_figures(program=published, shows=True, by=olga)

    assert gone == 404
    assert Client().get(address).status_code == 200
    assert Issue.objects.public_of(published).get().content == public.content


def test_the_office_says_whether_suppliers_read_the_states_report(published, olga, browser):
    program = published.__class__.objects
    before = page_of(browser(olga).get(office("reports")))
    said = page_of(browser(olga).post(office("hand_to_suppliers"), {"shares": "yes"}, follow=True))
    on = program.get(pk=published.pk).suppliers_read_area_report
    browser(olga).post(office("hand_to_suppliers"), {"shares": "no"})

    assert "Please hand it to no supplier" in before
    assert "Suppliers count as readers of the state&#x27;s report from the next one on." in said
    assert "so fewer places are named" in said
    assert (on, program.get(pk=published.pk).suppliers_read_area_report) == (True, False)


def test_nobody_but_the_office_hands_the_states_report_to_suppliers(published, sam, browser):
    answer = browser(sam).post(office("hand_to_suppliers"), {"shares": "yes"})

    assert answer.status_code == 404
    assert not published.__class__.objects.get(pk=published.pk).suppliers_read_area_report
