"""What is read in a coalition: totals of closed quarters, as sent and as closed, of whoever agrees."""

from datetime import date

import pytest
from django.urls import reverse

from agencies.models import Agency, Coalition, CoalitionMember, HealthDepartment
from lbn.reporting.returns.actions.admission import leave_out
from lbn.reporting.returns.actions.waivers import waive
from lbn.reporting.returns.coalitions import add_up_quarters, quarters_shown
from tests import cast
from tests.reporting.conftest import Q4, scope_of, seal_period, send

LOOKED = date(2027, 1, 21)
AGREED = date(2026, 11, 21)
SHERIFF = "Albany County Sheriff's Office"


@pytest.fixture
def troy(new_york, supplier):
    made = cast.agency(new_york, name="Troy Police", county="Rensselaer", supplier=supplier)
    cast.user("Tina", role="coordinator", agency=made)
    return made


@pytest.fixture
def cohoes(new_york, supplier):
    return cast.agency(new_york, name="Cohoes Fire", supplier=supplier)


@pytest.fixture
def coalition(agency, troy, department):
    made = Coalition.objects.create(name="Capital", started_by=agency, department=department, started_on=AGREED)
    for one in (agency, troy):
        join(made, one)
    return made


def join(coalition, agency, on=AGREED, status="agreed"):
    return CoalitionMember.objects.create(coalition=coalition, agency=agency, status=status, since_on=on)


def told(coalition, reader=None, on=LOOKED):
    member = coalition.members.get(agency=reader) if reader else None
    rows = quarters_shown(coalition.members.select_related("agency"), on, reader=member)
    return [(row.agency.name, row.starts_on, plain(row.sent), plain(row.closed)) for row in rows]


def plain(one):
    return one and (one.visits, one.kits, one.doses)


def test_closed_quarters_are_read_as_sent_and_as_closed(agency, troy, coalition, leave, department):
    leave(times=7, kits=9)
    leave("12180", times=2, of=troy)
    send(agency)
    send(troy)
    leave(times=1, on=date(2026, 12, 30), today=date(2027, 1, 12))
    assert told(coalition, agency) == []

    seal_period(scope_of(agency))

    read = [(SHERIFF, Q4, (7, 9, 18), (8, 10, 20)), ("Troy Police", Q4, (2, 2, 4), (2, 2, 4))]
    assert told(coalition, agency) == told(coalition, troy) == told(coalition) == read


def test_who_has_not_sent_a_report_is_told_apart_and_in_no_sum(agency, troy, cohoes, coalition, leave):
    join(coalition, cohoes)
    leave(times=7)
    leave(times=3, of=cohoes)
    send(agency)
    send(troy, no_kits=True)
    seal_period(scope_of(agency))

    assert told(coalition) == [
        (SHERIFF, Q4, (7, 7, 14), (7, 7, 14)),
        ("Cohoes Fire", Q4, None, None),
        ("Troy Police", Q4, (0, 0, 0), (0, 0, 0)),
    ]
    (together,) = add_up_quarters(quarters_shown(coalition.members.select_related("agency"), LOOKED))
    assert (len(together.told), len(together.rows), plain(together.closed)) == (2, 3, (7, 7, 14))


def test_an_agency_whose_report_was_waived_lacks_and_one_that_had_not_begun_is_not_counted(
    agency, troy, cohoes, coalition, sam
):
    join(coalition, cohoes)
    Agency.objects.filter(pk=cohoes.pk).update(active_since_on=LOOKED)
    send(agency, no_kits=True)
    waive(agency=troy, scope=scope_of(troy), starts_on=Q4, reason="paused", by=sam, today=LOOKED)
    seal_period(scope_of(agency))

    assert told(coalition) == [(SHERIFF, Q4, (0, 0, 0), (0, 0, 0)), ("Troy Police", Q4, None, None)]


def test_nothing_is_read_before_two_agree_or_by_who_does_not(agency, troy, cohoes, coalition, leave):
    send(agency, no_kits=True)
    send(troy, no_kits=True)
    seal_period(scope_of(agency))
    asked = join(coalition, cohoes, status="asked")
    assert told(coalition, cohoes) == []
    assert [name for name, *_rest in told(coalition)] == [SHERIFF, "Troy Police"]

    coalition.members.filter(agency=troy).update(status="left")

    assert told(coalition, agency) == told(coalition, troy) == told(coalition) == []
    assert asked.status == "asked"


@pytest.mark.parametrize(("agreed_on", "is_read"), [(date(2026, 12, 31), True), (date(2027, 1, 1), False)])
def test_of_quarters_that_ended_before_somebody_agreed_nothing_is_read(agency, troy, coalition, agreed_on, is_read):
    coalition.members.filter(agency=troy).update(since_on=agreed_on)
    send(agency, no_kits=True)
    send(troy, no_kits=True)
    seal_period(scope_of(agency))

    every = [SHERIFF, "Troy Police"]
    assert [name for name, *_rest in told(coalition, troy)] == (every if is_read else [])
    assert [name for name, *_rest in told(coalition, agency)] == (every if is_read else [SHERIFF])
    assert [name for name, *_rest in told(coalition)] == (every if is_read else [SHERIFF])


def test_an_agency_that_reports_by_month_is_read_by_quarters(agency, city, coalition, leave):
    join(coalition, city)
    coalition.members.exclude(agency__in=[agency, city]).delete()
    for month in (10, 11, 12):
        leave("12307", times=month - 8, on=date(2026, month, 20), of=city)
    send(agency, no_kits=True)
    seal_period(scope_of(agency))
    for month in (10, 11):
        send(city, starts_on=date(2026, month, 1))
        seal_period(scope_of(city), date(2026, month, 1))
    assert [name for name, *_rest in told(coalition)] == [SHERIFF]

    send(city, starts_on=date(2026, 12, 1))
    seal_period(scope_of(city), date(2026, 12, 1))

    assert told(coalition)[1:] == [("Schenectady EMS", Q4, (9, 9, 18), (9, 9, 18))]


def test_a_month_without_a_report_leaves_the_quarter_untold(agency, city, coalition, leave):
    join(coalition, city)
    coalition.members.exclude(agency__in=[agency, city]).delete()
    leave("12307", times=4, on=date(2026, 10, 20), of=city)
    seal_period(scope_of(agency))
    for month in (10, 11, 12):
        if month != 11:
            send(city, starts_on=date(2026, month, 1), no_kits=month == 12)
        seal_period(scope_of(city), date(2026, month, 1))

    assert told(coalition)[1:] == [("Schenectady EMS", Q4, None, None)]


def test_an_agency_that_is_left_out_leaves_its_coalitions(agency, troy, coalition, olga):
    leave_out(agency=troy, because="duplicate", by=olga, today=AGREED)

    assert dict(coalition.members.values_list("agency__name", "status")) == {SHERIFF: "agreed", "Troy Police": "left"}


def page_of(answer):
    return " ".join(answer.content.decode().split()).replace("&#x27;", "'")


@pytest.fixture
def closed(agency, troy, coalition, leave):
    leave(times=7, kits=9)
    leave("12180", times=2, of=troy)
    send(agency)
    send(troy)
    seal_period(scope_of(agency))
    return coalition


def test_the_page_and_its_file_say_the_same(closed, troy, alice, agency, browser):
    page = reverse("reports:coalition", args=[agency.slug, closed.pk])
    answer = browser(alice).get(page)

    (together,) = answer.context["together"].rows
    assert plain(together.closed) == (9, 11, 22)
    assert "2 of 2 agencies" in page_of(answer)
    assert "State Health Department reads these totals too." in page_of(answer)
    rows = browser(alice).get(f"{page}?download=csv").content.decode("utf-8-sig").splitlines()
    assert rows == [
        'Agency,Quarter,"Visits, as sent","Visits, as closed","Kits left, as sent","Kits left, as closed",'
        '"Doses, as sent","Doses, as closed"',
        f"{SHERIFF},October to December 2026,7,7,9,9,18,18",
        "Troy Police,October to December 2026,2,2,2,2,4,4",
    ]


def test_whoever_took_it_back_is_led_to_the_coalition_and_a_stranger_finds_nothing(
    closed, troy, agency, alice, cohoes, browser
):
    closed.members.filter(agency=agency).update(status="left")
    page = reverse("reports:coalition", args=[agency.slug, closed.pk])

    assert browser(alice).get(page).url == reverse("agencies:coalition", args=[agency.slug, closed.pk])
    carl = cast.user("Carl", role="coordinator", agency=cohoes)
    stranger = reverse("reports:coalition", args=[cohoes.slug, closed.pk])
    assert browser(carl).get(stranger).status_code == 404


def test_the_department_reads_what_the_agencies_read(closed, department, dana, browser):
    listed = browser(dana).get(reverse("department:coalitions", args=[department.slug]))
    page = reverse("department:coalition", args=[department.slug, closed.pk])
    assert page in page_of(listed)

    answer = browser(dana).get(page)

    assert [(row.agency.name, plain(row.closed)) for row in answer.context["table"].rows] == [
        (SHERIFF, (7, 9, 18)),
        ("Troy Police", (2, 2, 4)),
    ]


def test_a_department_reads_nothing_once_fewer_than_two_agree_or_it_ended(closed, department, dana, browser, troy):
    page = reverse("department:coalition", args=[department.slug, closed.pk])
    closed.members.filter(agency=troy).update(status="left")
    assert browser(dana).get(page).status_code == 404

    closed.members.update(status="agreed")
    assert browser(dana).get(page).status_code == 200
    Coalition.objects.update(ended_on=LOOKED)

    assert browser(dana).get(page).status_code == 404


def test_another_department_reads_nothing_once_it_stands_for_the_named_one(closed, department, new_york, browser):
    other = cast.department(new_york, name="Other Department", level="county")
    dirk = cast.user("Dirk", role="department_staff", department=other)
    page = reverse("department:coalition", args=[other.slug, closed.pk])
    assert browser(dirk).get(page).status_code == 404

    HealthDepartment.objects.filter(pk=department.pk).update(merged_into=other)

    assert browser(dirk).get(page).status_code == 404
    assert "No coalition" in page_of(browser(dirk).get(reverse("department:coalitions", args=[other.slug])))


def test_nothing_of_a_quarter_that_is_open_changes_a_page(closed, agency, alice, leave, browser):
    page = reverse("reports:coalition", args=[agency.slug, closed.pk])
    before = page_of(browser(alice).get(page))

    leave(times=5, on=date(2027, 1, 21))

    assert len(page_of(browser(alice).get(page))) == len(before)
