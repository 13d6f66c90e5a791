"""A locked report changes only as a next version, and never in what the books say."""

from dataclasses import replace
from datetime import date

import pytest

from lbn.reporting.calendar.spans import Span
from lbn.reporting.models import AgencyReport, ContentChanged, ReportDraft
from lbn.reporting.published.compile import compile_supplier_report
from lbn.reporting.published.compile.folds import fold_scope
from lbn.reporting.returns.actions import ReportRefused, accept, amend, return_with_question, submit
from lbn.reporting.returns.amendments import Difference, amend_figures, differences
from lbn.reporting.returns.lists import list_changes
from lbn.reporting.returns.statements import sum_typed
from lbn.reporting.returns.states import state_on
from tests import cast
from tests.documents import period_report
from tests.reporting.conftest import IN_TIME, Q1, Q4, scope_of, seal_period, send
from tests.reporting.reading import rows_in

LATER = date(2027, 2, 3)
YEAR_END = date(2026, 12, 31)


@pytest.fixture
def accepted(agency, leave, receive, sam):
    receive(40)
    leave(times=3, kits=5, trained=2)
    return accept(report=send(agency, comment="A calm quarter."), by=sam, today=IN_TIME)


def change(report, by, **changes):
    facts = {"typed": {}, "comment": "Asked again."}
    return amend(report=report, by=by, today=LATER, **facts | changes)


def test_an_amendment_leaves_everything_of_the_books_as_it_is():
    document = period_report(opening=9, left=4, other={"lost": -2}, other_change=-2, closing=3, handouts=2)

    amended = amend_figures(document, typed={"people_served": 3})

    assert replace(amended, typed=document.typed) == document
    assert amended.typed["people_served"] == 3


def test_an_amendment_is_a_next_version_that_says_what_it_changed(accepted, alice):
    before = accepted.content, accepted.content_hash

    new = change(accepted, alice, typed={"reported_used": 2})

    assert (new.version, new.is_amendment, new.status, new.comment) == (2, True, "submitted", "Asked again.")
    assert new.read().stock == accepted.read().stock
    assert [(one.label, one.was, one.now) for one in differences(accepted.read(), new.read())] == [
        ("Kits reported used", None, 2),
    ]
    accepted.refresh_from_db()
    assert (accepted.content, accepted.content_hash, accepted.status) == (*before, "accepted")
    assert accepted.read().text == accepted.content


def test_the_books_are_not_amended_even_when_they_have_changed(accepted, alice, leave, receive):
    leave(times=4, on=date(2026, 12, 1), today=date(2027, 1, 9))
    receive(10, number="B2", on=date(2026, 12, 2), today=date(2027, 1, 9))

    new = change(accepted, alice, typed={"refills": 1})

    was, now = accepted.read(), new.read()
    assert replace(now, typed=was.typed) == was
    assert (now.stock.left, now.stock.received) == (5, 40)


def test_a_comment_alone_is_amended(accepted, alice):
    new = change(accepted, alice, comment="A quiet quarter, and a new sergeant.")

    assert (new.version, new.comment) == (2, "A quiet quarter, and a new sergeant.")
    assert new.content == accepted.content


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"comment": "", "typed": {"refills": 1}}, "Say in the comment why the figures change."),
        ({"comment": "A calm quarter."}, "Change at least one figure, or the comment."),
    ],
)
def test_an_amendment_of_nothing_or_without_a_reason_is_refused(accepted, alice, changes, sentence):
    with pytest.raises(ReportRefused, match=sentence):
        change(accepted, alice, **changes)

    assert AgencyReport.objects.count() == 1


def test_a_report_that_waits_is_not_amended(agency, leave, alice, sam):
    leave()
    report = send(agency)

    with pytest.raises(ReportRefused, match="not locked"):
        change(report, alice, typed={"refills": 3})
    return_with_question(report=report, question="Sure?", by=sam, today=IN_TIME)
    with pytest.raises(ReportRefused, match="not locked"):
        change(report, alice, typed={"refills": 3})

    assert AgencyReport.objects.count() == 1


def test_a_supplier_that_signs_in_nowhere_locks_a_report_by_having_it(agency, leave, alice):
    leave()
    report = send(agency)

    assert change(report, alice, typed={"refills": 3}).version == 2


@pytest.mark.parametrize("decide", ["accept", "return"])
def test_only_the_newest_version_is_decided(agency, leave, alice, supplier, browser, decide):
    leave()
    report = send(agency)
    change(report, alice, typed={"refills": 3})
    pages = browser(cast.user("sam", role="supplier_staff", supplier=supplier))
    address = f"/suppliers/{supplier.slug}/agencies/reports/{report.pk}/"

    newest = AgencyReport.objects.get(version=2)
    assert pages.get(address).url == address.replace(str(report.pk), str(newest.pk))
    pages.post(f"{address}{decide}/", {"question": "Sure?"})

    assert set(AgencyReport.objects.values_list("version", "status")) == {(1, "submitted"), (2, "submitted")}


def test_an_amendment_that_is_returned_is_amended_again_and_not_filled_in_anew(accepted, agency, alice, sam, leave):
    new = change(accepted, alice, typed={"refills": 42})
    return_with_question(report=new, question="Which ones?", by=sam, today=LATER)
    leave(times=9, on=date(2026, 12, 1), today=date(2027, 1, 9))

    with pytest.raises(ReportRefused, match="sent already"):
        submit(agency=agency, scope=scope_of(agency), starts_on=Q4, comment="", no_kits=False, by=alice, today=LATER)
    again = change(new, alice, typed={"refills": 43}, comment="Those of December.")

    assert (again.version, again.read().typed["refills"], again.read().stock.left) == (3, 43, 5)


@pytest.fixture
def asked_about(accepted, alice, sam):
    """An accepted amendment, and a second one that the supplier has returned."""
    second = accept(report=change(accepted, alice, typed={"people_served": 4}), by=sam, today=LATER)
    third = change(second, alice, typed={"people_served": 77})
    return return_with_question(report=third, question="Whom?", by=sam, today=LATER)


def test_while_an_amendment_is_asked_about_the_accepted_version_is_published(asked_about, agency):
    scope, span = scope_of(agency), Span(Q4, YEAR_END)
    report = fold_scope(scope, span).report
    document = compile_supplier_report(scope=scope, span=span, as_of=LATER, report=report)

    (row,) = document.agencies
    assert (row.status, row.came, row.received, row.on_hand) == ("on_time", "on_time", 40, 35)
    assert row.typed["people_served"] == 4


def test_while_an_amendment_is_asked_about_figures_are_made_of_the_accepted_version(asked_about, agency):
    period = state_on(agency, Q4, LATER)

    assert sum_typed(agency, Span(Q4, YEAR_END), [period])["people_served"] == 4


def test_the_page_of_an_amendment_that_came_back_shows_it_and_keeps_no_draft(asked_about, agency, alice, browser):
    address = f"/agencies/{agency.slug}/reports/2026/10/"

    page = browser(alice).get(address)
    browser(alice).post(f"{address}save/", {"comment": "Later."})

    assert (page.context["frozen"], page.context["may_send"]) == (asked_about, False)
    assert page.context["amend_url"] == f"{address}amend/"
    assert not ReportDraft.objects.exists()


def test_typed_figures_that_are_not_asked_for_any_more_stay_what_they_were(accepted, alice, sam):
    second = accept(report=change(accepted, alice, typed={"refills": 3}), by=sam, today=LATER)

    third = change(second, alice, typed={"people_served": 2})

    assert (third.read().typed["refills"], third.read().typed["people_served"]) == (3, 2)


def test_a_late_log_leaves_an_accepted_report_as_it_is_and_is_in_the_next(accepted, agency, leave):
    before = accepted.content, accepted.content_hash
    seal_period(scope_of(agency))

    leave(times=7, on=date(2026, 12, 24), today=date(2027, 1, 25))

    accepted.refresh_from_db()
    assert (accepted.content, accepted.content_hash) == before
    following = send(agency, starts_on=Q1, on=date(2027, 4, 2))
    assert following.read().stock.left == 7
    assert following.read().stock.opening == accepted.read().stock.closing


def test_changed_content_is_not_shown_as_what_was_sent(accepted):
    AgencyReport.objects.update(content=replace(accepted.read(), handouts=99).text)
    changed = AgencyReport.objects.get()

    with pytest.raises(ContentChanged, match=f"stored text of agency report {changed.pk} was changed"):
        changed.read()


def test_the_supplier_sees_what_an_amendment_changed(accepted, agency, alice, sam, supplier, browser):
    new = change(accepted, alice, typed={"people_served": 2})

    page = browser(sam).get(f"/suppliers/{supplier.slug}/agencies/reports/{new.pk}/").content.decode()

    assert "Amended: what changed since the version before" in page
    assert rows_in(page, "changes") == [["People served", "\N{EN DASH}", "2"]]


def test_a_table_of_changes_says_what_was_and_what_is():
    table = list_changes("changes", "What changed", [Difference("Kits left", 5, 7)])

    assert [[cell.text for cell in line.cells] for _group, lines in table.body for line in lines] == [
        ["Kits left", "5", "7"]
    ]
