"""The program office's agencies: who takes part, how their last closed period stands, and nothing of their logs."""

from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse

from agencies.clock import now
from agencies.models import Agency, AuditEvent
from distributions.actions import LogEntry, log_kits
from lbn.reporting.published.actions import seal
from lbn.reporting.returns import actions
from lbn.reporting.returns.office import lines_of_office
from tests import cast

PAGE = "/operator/agencies/"
Q3 = date(2026, 7, 1)
DAY = date(2026, 10, 8)
COST = 17


@pytest.fixture
def browser(olga, at):
    return at(olga)


@pytest.fixture
def others(new_york, supplier, agency, stranger):
    """Troy has another supplier, and Cohoes waits to be confirmed."""
    cohoes = cast.agency(new_york, name="Cohoes Fire", supplier=supplier)
    Agency.objects.filter(pk=cohoes.pk).update(status="waiting", admitted_on=None, admitted_by="", kind="fire")
    return {"troy": stranger, "cohoes": cohoes}


def page_of(agency):
    return reverse("operator:agency", args=[agency.pk])


def press(browser, name, agency, /, **said):
    return browser.post(reverse(f"operator:agency_{name}", args=[agency.pk]), said, follow=True)


def found(browser, **asked):
    return [line.agency.name for line in browser.get(PAGE, asked).context["table"].shown_rows]


def close(scope, starts_on, today=date(2027, 3, 1)):
    seal(scope=scope, starts_on=starts_on, at=now(), today=today)


def leave(agency, kit, day, **options):
    entry = LogEntry(uuid4(), day, agency.jurisdiction_id, "", kit.pk, 3, 1)
    log_kits(agency=agency, location=agency.main_location, entries=[entry], today=day)


def test_agencies_are_found_by_name_county_kind_and_where_they_stand(others, browser, counties):
    everybody = ["Albany County Sheriff's Office", "Cohoes Fire", "Troy Police Department"]

    assert found(browser) == everybody
    assert found(browser, q="cohoes") == ["Cohoes Fire"]
    assert found(browser, county="ny-rensselaer") == ["Troy Police Department"]
    assert found(browser, kind="fire") == ["Cohoes Fire"]
    assert found(browser, part="waiting") == ["Cohoes Fire"]
    assert found(browser, part="takes_part") == [everybody[0], everybody[2]]
    assert found(browser, part="closed") == []


def test_the_last_closed_period_stands_with_its_report_and_whether_kits_were_left(
    agency, alice, others, kit, browser
):
    agency.scope_memberships.update(from_on=Q3)
    others["troy"].scope_memberships.update(from_on=Q3)
    Agency.objects.update(active_since_on=Q3)
    leave(agency, kit, date(2026, 9, 20))
    scope = agency.scope_memberships.get().scope
    told = {"comment": "", "no_kits": False, "by": alice, "today": DAY}
    actions.submit(agency=agency, scope=scope, starts_on=Q3, **told)
    for one in (scope, others["troy"].scope_memberships.get().scope):
        close(one, Q3)

    lines = {line.agency.name: line for line in browser.get(PAGE).context["table"].shown_rows}
    albany, troy = lines["Albany County Sheriff's Office"], lines["Troy Police Department"]
    assert (albany.state.starts_on, albany.state.status, albany.was_active) == (Q3, "submitted", True)
    assert (troy.state.starts_on, troy.state.status, troy.was_active) == (Q3, "missed", False)
    assert (lines["Cohoes Fire"].state, lines["Cohoes Fire"].was_active) == (None, None)
    assert found(browser, report="missed") == ["Troy Police Department"]
    assert found(browser, kits="active") == ["Albany County Sheriff's Office"]
    assert found(browser, kits="silent") == ["Troy Police Department"]


def test_an_agency_that_changed_its_supplier_stands_with_the_one_it_had(new_york, agency, others, kit):
    old = agency.scope_memberships.get().scope
    agency.scope_memberships.update(from_on=Q3)
    close(old, Q3)
    agency.scope_memberships.create(scope=others["troy"].scope_memberships.get().scope, from_on=date(2026, 10, 1))

    line = lines_of_office(Agency.objects.filter(pk=agency.pk), date(2026, 11, 21))[0]

    assert (line.state.scope, line.state.starts_on) == (old, Q3)


def test_nothing_of_it_changes_while_kits_are_left(agency, alice, others, kit, browser, today):
    agency.scope_memberships.update(from_on=Q3)
    close(agency.scope_memberships.get().scope, Q3)

    def read():
        pages = [PAGE, f"{PAGE}?download=csv", page_of(agency)]
        return [browser.get(page).getvalue().split(b"csrfmiddlewaretoken")[0] for page in pages]

    before = read()
    leave(agency, kit, today)

    assert read() == before


def test_the_table_is_taken_away(others, browser):
    lines = browser.get(PAGE, {"download": "csv"}).getvalue().decode("utf-8-sig").splitlines()

    assert lines[0] == "Agency,Kind,County,Supplier,Takes part,Last report,Last closed period"
    assert lines[2].startswith("Cohoes Fire,Fire,Albany County,Capital Harm Reduction,Waiting to be confirmed,")


def test_its_page_says_who_it_is_and_whom_to_ask(agency, alice, browser):
    text = browser.get(page_of(agency)).content.decode()

    assert "alice@example.org" in text
    assert "Capital Harm Reduction" in text
    assert "confirmed by: The program office" in text


def test_the_office_confirms_takes_back_leaves_out_and_lets_back(others, browser, olga):
    cohoes = others["cohoes"]

    def status():
        cohoes.refresh_from_db()
        return cohoes.status, cohoes.admitted_by, cohoes.left_out_because

    told = press(browser, "admit", cohoes).content.decode()
    admitted = status()
    press(browser, "unadmit", cohoes)
    waiting = status()
    press(browser, "leave_out", cohoes, because="duplicate")
    left_out = status()
    press(browser, "let_back", cohoes)

    assert "Cohoes Fire takes part." in told
    assert [admitted, waiting, left_out, status()] == [
        ("admitted", "office", ""),
        ("waiting", "", ""),
        ("left_out", "", "duplicate"),
        ("waiting", "", ""),
    ]
    events = AuditEvent.objects.of_row(cohoes).filter(by=olga).order_by("at").values_list("what", flat=True)
    assert list(events) == ["agency.admitted", "agency.unadmitted", "agency.left_out", "agency.let_back"]


def test_it_is_left_out_for_a_reason_or_not_at_all(agency, browser):
    answer = browser.post(reverse("operator:agency_leave_out", args=[agency.pk]))

    assert "Choose why the agency is left out." in answer.content.decode()
    assert Agency.objects.get(pk=agency.pk).status == "admitted"


def test_what_cannot_be_done_is_told(agency, browser):
    told = press(browser, "admit", agency).content.decode()

    assert "This agency takes part already: nothing was changed." in told
    assert not AuditEvent.objects.exists()


def test_an_agency_is_welcomed_once(agency, olga, browser):
    press(browser, "welcome", agency)
    again = press(browser, "welcome", agency).content.decode()

    assert "This agency is ticked off already: nothing was changed." in again
    assert AuditEvent.objects.of_row(agency).get(what="agency.welcomed").by == olga
    assert "Mark as welcomed" not in again


def test_another_programs_agency_is_not_there(new_york, agency, browser):
    other = type(new_york).objects.get(pk=new_york.pk)
    other.pk, other.slug = None, "elsewhere"
    other.save()
    Agency.objects.filter(pk=agency.pk).update(program=other)

    names = ("admit", "unadmit", "leave_out", "let_back", "welcome")
    assert browser.get(page_of(agency)).status_code == 404
    assert {press(browser, name, agency, because="duplicate").status_code for name in names} == {404}
    assert Agency.objects.get(pk=agency.pk).status == "admitted"


@pytest.mark.parametrize("rows", [1, 5])
def test_the_table_costs_the_same_with_more_agencies(
    rows, new_york, supplier, agency, browser, django_assert_num_queries
):
    for number in range(rows):
        cast.agency(new_york, name=f"Police {number}", supplier=supplier, since=Q3)
    agency.scope_memberships.update(from_on=Q3)
    close(agency.scope_memberships.get().scope, Q3)
    browser.get(PAGE)

    with django_assert_num_queries(COST):
        browser.get(PAGE)
