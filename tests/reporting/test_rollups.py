"""What is published of a whole state, of its years, to its program office and to everyone."""

from datetime import date

from agencies.models import HealthDepartment, Jurisdiction, ScopeMembership
from lbn.reporting.calendar.spans import Span
from lbn.reporting.documents import OtherItems, ToDate
from lbn.reporting.models import Issue
from lbn.reporting.published.actions import withdraw
from lbn.reporting.published.tables import notes_of
from lbn.reporting.returns.actions import submit
from tests.reporting.conftest import Q4, SEAL_DAY, scope_of, send
from tests.reporting.reading import stored
from tests.reporting.rolling import (
    AFTER_THE_YEAR,
    FISCAL,
    QUARTER_ENDS,
    YEAR,
    a_year_of,
    places,
    seal_all,
    state,
    total,
)


def test_a_monthly_supplier_gets_the_quarter_as_the_sum_of_its_months(city, new_york, leave):
    for month, times in ((10, 12), (11, 14), (12, 3)):
        leave("12303", times=times, on=date(2026, month, 5), of=city)

    seal_all(new_york, SEAL_DAY)

    issues = {issue.span: issue.read() for issue in Issue.objects.filter(scope=scope_of(city))}
    quarter = issues.pop(Span(Q4, date(2026, 12, 31)))
    assert len(issues) == 3
    assert total(quarter) == sum(map(total, issues.values())) == 29
    assert places(quarter) == {}
    assert [row.handouts for row in quarter.report.steps] == [12, 14, 3]
    assert quarter.agencies[0].handouts == 29


def test_the_year_equals_the_sum_of_its_periods(agency, city, sparse, new_york, department, leave):
    a_year_of(leave)
    a_year_of(leave, of=city, place="12303", times=11)
    a_year_of(leave, of=sparse, place="12047", times=1)

    seal_all(new_york, AFTER_THE_YEAR)

    year = state(new_york, YEAR)
    quarters = [state(new_york, Span(date(2027, month, 1), end)) for month, end in QUARTER_ENDS]
    assert [total(one) for one in quarters] == [36 + 33 + 3] * 4
    assert {tuple(places(one)) for one in quarters} == {("Other ZIP codes in Albany County", "12303")}
    assert total(year) == sum(map(total, quarters)) == 288
    assert places(year) == {"12207": 144, "12303": 132, "12047": 12}
    mine = Issue.objects.of_department(department).over(YEAR).get().read()
    assert mine.report == year.report


def test_a_fiscal_year_is_published_where_the_state_has_one(agency, new_york, leave):
    leave("12207", times=14)
    leave("12207", times=13, on=date(2027, 2, 3))

    seal_all(new_york, date(2027, 4, 20))

    assert total(state(new_york, FISCAL)) == 27
    supplier = Issue.objects.filter(scope=scope_of(agency)).over(FISCAL).get().read()
    assert total(supplier) == 27


def test_one_quarter_makes_no_year(agency, new_york, leave):
    leave("12207", times=24)

    seal_all(new_york, SEAL_DAY)

    assert Issue.objects.of_state(new_york).spans() == {Span(Q4, date(2026, 12, 31))}


def test_one_run_after_years_publishes_what_runs_in_time_would_have(agency, city, new_york, department, leave):
    a_year_of(leave)
    a_year_of(leave, of=city, place="12303", times=11)

    published = seal_all(new_york, AFTER_THE_YEAR)
    again = seal_all(new_york, AFTER_THE_YEAR)

    assert len(published) == Issue.objects.exclude(program=None).count() + department.issues.count()
    assert again == []


def test_a_state_counts_agencies_by_kind_and_no_kits_with_them(agency, city, new_york, department, leave, alice):
    leave("12207", times=14)
    leave("12303", times=30, on=date(2026, 12, 5), of=city)
    send(agency)

    seal_all(new_york, SEAL_DAY)

    issue = Issue.objects.of_state(new_york).over(Span(Q4, date(2026, 12, 31))).get()
    kinds = {row["kind"]: row for row in stored(issue)["by_kind"]}
    assert (kinds["law_enforcement"]["came"], kinds["law_enforcement"]["expected"]) == (1, 1)
    assert (kinds["ems"]["came"], kinds["ems"]["expected"]) == (0, 3)
    assert set(kinds["ems"]) == {"kind", "agencies", "expected", "came", "on_time", "personnel_trained", "sessions"}
    assert issue.read().operating == ("ny-albany", "ny-schenectady")
    assert issue.read().reporting.missed == 3


def test_kits_to_date_are_the_sum_of_what_was_published(agency, new_york, department, leave):
    leave("12207", times=14)
    leave("12207", times=13, on=date(2027, 2, 3))

    seal_all(new_york, date(2027, 4, 20))

    told = state(new_york, Span(date(2027, 1, 1), date(2027, 3, 31))).to_date
    assert told == ToDate(since=Q4, jurisdictions=1, doses=54, people=27, people_are="times")


def test_what_was_withdrawn_is_compared_with_no_more(agency, new_york, department, leave, olga):
    leave("12207", times=14)
    seal_all(new_york, SEAL_DAY)
    for issue in Issue.objects.filter(department=department):
        withdraw(issue=issue, because="It was counted with a wrong key.", by=olga)
    leave("12207", times=13, on=date(2027, 2, 3))

    seal_all(new_york, date(2027, 4, 20))

    following = Span(date(2027, 1, 1), date(2027, 3, 31))
    assert department.issues.over(following).get().read().comparison.previous is None
    assert state(new_york, following).comparison.previous.handouts == 14


def test_people_are_those_stated_only_where_every_agency_states_them(agency, city, new_york, leave):
    leave("12207", times=14)
    leave("12303", times=12, on=date(2026, 12, 5), of=city)
    period = {"starts_on": Q4, "comment": "", "no_kits": False, "by": None}
    submit(agency=agency, scope=scope_of(agency), today=SEAL_DAY, typed={"people_served": 13}, **period)
    seal_all(new_york, SEAL_DAY)

    told = state(new_york, Span(Q4, date(2026, 12, 31))).to_date

    assert (told.people, told.people_are) == (26, "times")


def test_people_served_are_added_up_where_everyone_states_them(agency, new_york, leave):
    leave("12207", times=14)
    period = {"starts_on": Q4, "comment": "", "no_kits": False, "by": None}
    submit(agency=agency, scope=scope_of(agency), today=SEAL_DAY, typed={"people_served": 13}, **period)
    seal_all(new_york, SEAL_DAY)

    told = state(new_york, Span(Q4, date(2026, 12, 31))).to_date

    assert (told.people, told.people_are, told.doses) == (13, "stated", 28)


def test_what_was_withdrawn_is_added_up_and_said(agency, new_york, department, leave, olga):
    leave("12207", times=14)
    seal_all(new_york, SEAL_DAY)
    for issue in Issue.objects.all():
        withdraw(issue=issue, because="Counted with a wrong key.", by=olga)
    leave("12207", times=13, on=date(2027, 2, 3))

    seal_all(new_york, date(2027, 4, 20))

    fiscal = [issue.read() for issue in Issue.objects.over(FISCAL)]
    quarter = state(new_york, Span(date(2027, 1, 1), date(2027, 3, 31)))
    told = {document.kind: (total(document), document.withdrawn) for document in fiscal}
    assert told == {"scope": (27, 1), "state": (27, 1), "department": (27, 1)}
    assert all("was withdrawn" in " ".join(notes_of(document)) for document in fiscal)
    assert quarter.withdrawn == 0


def test_a_county_department_reads_no_figure_that_is_told_for_the_state_only(agency, city, new_york, leave):
    county = HealthDepartment.objects.create(slug="county", name="County Health", level="county", program=new_york)
    county.jurisdictions.add(Jurisdiction.objects.get(slug="ny-schenectady"))
    leave("12207", times=14)
    leave("12303", times=20, of=city)

    seal_all(new_york, SEAL_DAY)

    issue = county.issues.get()
    assert places(issue.read()) == {"12303": 20}
    hidden = {"people_trained", "other_items", "typed", "people_stated", "net_corrections", "to_date", "yearly"}
    assert not hidden & stored(issue).keys()
    assert [row.kind for row in issue.read().by_kind] == ["ems"]
    assert issue.read().operating == ("ny-schenectady",)


def test_small_figures_without_a_place_are_hidden_outside_the_supplier(agency, new_york, department, leave, strips):
    leave("12207", times=14, trained=5)
    leave(times=2, kits=30, item=strips)

    seal_all(new_york, SEAL_DAY)

    document = department.issues.get().read()
    assert document.people_trained is None
    assert document.other_items == (OtherItems(item="fentanyl_strips", items=None, handouts=None),)


def test_a_department_that_sees_other_counties_now_reads_the_quarters_of_these(agency, city, new_york, leave, olga):
    albany, schenectady = (Jurisdiction.objects.get(slug=f"ny-{name}") for name in ("albany", "schenectady"))
    county = HealthDepartment.objects.create(slug="county", name="County Health", level="county", program=new_york)
    county.jurisdictions.add(albany)
    a_year_of(leave)
    a_year_of(leave, of=city, place="12303", times=11)
    seal_all(new_york, date(2027, 4, 20))
    county.jurisdictions.add(schenectady)

    seal_all(new_york, AFTER_THE_YEAR)

    year = county.issues.over(YEAR).get().read()
    assert [row.handouts for row in year.report.steps] == [36 + 33] * 4
    assert [row.handouts for row in year.report.times if row.county == schenectady.slug] == [33] * 4
    second = county.issues.over(Span(date(2027, 4, 1), date(2027, 6, 30))).get().read()
    assert second.comparison.previous is None


def test_a_monthly_scope_that_begins_within_a_quarter_keeps_nobody_else_waiting(agency, city, new_york, leave):
    ScopeMembership.objects.filter(agency=city).update(from_on=date(2026, 11, 1))
    leave("12207", times=14)
    leave("12303", times=12, on=date(2026, 12, 5), of=city)

    seal_all(new_york, SEAL_DAY)

    assert places(state(new_york, Span(Q4, date(2026, 12, 31)))) == {"12207": 14, "12303": 12}
