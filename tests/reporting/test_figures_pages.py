"""Who gets what and when, on an agency's page, and the figures made for those who ask when they like."""

import csv
import re
from datetime import date
from io import StringIO

import pytest
from django.urls import reverse

from agencies.models import ReportingPeriod
from lbn.reporting.models import Statement
from tests.documents import statement_figures
from tests.reporting.asking import give, shipped_forms
from tests.reporting.conftest import Q4, SCOPE, scope_of, seal_period
from tests.reporting.reading import page_of, rows_in


@pytest.fixture
def closed(agency, new_york, leave, receive):
    """An agency whose first quarter is closed, and a recipient who asks with an order."""
    give(new_york, {})
    receive(1_500)
    leave(times=3, kits=1_005, trained=2)
    ReportingPeriod.objects.create(scope=scope_of(agency), starts_on=Q4, sealed_at="2027-01-20T06:00Z")
    return agency


def url(name, agency, *rest):
    return reverse(f"reports:{name}", args=[agency.slug, *rest])


def text_of(answer):
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page_of(answer))


def made(agency, alice, browser):
    browser(alice).post(url("figures_make", agency), {"profile": "reorder"})
    return Statement.objects.get()


def test_the_page_says_who_gets_what_and_when(agency, alice, browser):
    page = browser(alice, "2026-11-21").get(url("list", agency)).content.decode()

    assert "Who gets what, and when" in page
    who, what, how_often, due_on, closes_on, *_how = rows_in(page, "recipients")[0]
    assert (who, what) == ("Capital Harm Reduction", "Quarterly report to the supplier")
    assert (how_often, due_on, closes_on) == ("Every quarter", "Jan 10, 2027", "Jan 20, 2027")
    assert "Make the figures" not in page


def test_figures_are_made_in_one_press_and_can_be_printed(closed, alice, browser):
    pages = browser(alice)
    offered = page_of(pages.get(url("list", closed)))

    shown = page_of(pages.post(url("figures_make", closed), {"profile": "reorder"}, follow=True))

    assert "Make the figures for October to December 2026" in offered
    statement = Statement.objects.get()
    assert (statement.made_by, statement.made_on) == (alice, date(2027, 1, 21))
    assert "The figures for October to December 2026 are made and will not change." in shown
    assert "for Capital Harm Reduction" in shown
    assert "1,005" in shown
    assert "not stated" in shown
    assert statement.content_hash in shown
    again = page_of(pages.get(url("list", closed)))
    assert url("figures", closed, statement.pk) in again
    assert "There are figures of this month already." in again


def test_a_second_press_makes_nothing_and_says_why(closed, alice, browser):
    pages = browser(alice)
    pages.post(url("figures_make", closed), {"profile": "reorder"})

    again = page_of(pages.post(url("figures_make", closed), {"profile": "reorder"}, follow=True))

    assert "There are figures of this month already. The next can be made from Feb 1, 2027 on." in again
    assert Statement.objects.count() == 1


@pytest.mark.parametrize("profile", ["", "nobody", "supplier"])
def test_for_whom_nothing_is_made_nothing_is_made(closed, new_york, alice, browser, profile):
    give(new_york, {}, {"slug": "supplier", "cadence": "quarterly"})

    answer = browser(alice).post(url("figures_make", closed), {"profile": profile}, follow=True)

    assert "Nothing was made: choose one of the recipients below." in page_of(answer)
    assert not Statement.objects.exists()


def test_the_file_has_the_same_figures(closed, alice, browser):
    statement = made(closed, alice, browser)

    answer = browser(alice).get(url("figures_file", closed, statement.pk, "csv"))

    rows = list(csv.reader(StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[1:6] == [
        ["Agency", "Albany County Sheriff's Office"],
        ["For", "Capital Harm Reduction"],
        ["First day", "2026-10-01"],
        ["Last day", "2026-12-31"],
        ["Data as of", "2027-01-21"],
    ]
    assert ["Naloxone kits left", "1005"] in rows
    assert ["Kits reported used", ""] in rows
    assert 'filename="albany-county-sheriffs-office-reorder-2026-10-to-2026-12.csv"' in answer["Content-Disposition"]
    assert browser(alice).get(url("figures_file", closed, statement.pk, "exe")).status_code == 404


def test_a_recipient_with_a_form_of_its_own_gets_its_lines(closed, new_york, alice, browser):
    give(new_york, {"form": "ndp_order"}, forms=shipped_forms("ndp_order"))
    statement = made(closed, alice, browser)
    pages = browser(alice)

    page = pages.get(url("figures", closed, statement.pk)).content.decode()
    answer = pages.get(url("figures_file", closed, statement.pk, "csv"))

    rows = list(csv.reader(StringIO(answer.content.decode("utf-8-sig"))))
    title = "Naloxone Distribution Project: figures for a new order"
    for label, value, shown in (("Units given out", "1005", "1,005"), ("Reversals reported", "", "not stated")):
        assert [f"{title}: {label}", value] in rows
        assert [label, shown] in [row[:2] for row in rows_in(page, "layout-ndp_order")]
    assert ["Naloxone kits left", "1005"] in rows
    own = pages.get(url("figures_file", closed, statement.pk, "ndp_order"))
    assert url("figures_file", closed, statement.pk, "ndp_order") in page
    assert own["Content-Disposition"].endswith('-reorder-2026-10-to-2026-12.ndp_order.csv"')
    assert own.content.decode("utf-8-sig").splitlines()[1] == "Reversals reported,,Kits that people said were used."


def test_figures_keep_the_form_that_they_were_made_for(closed, new_york, alice, browser):
    give(new_york, {"form": "ndp_order"}, forms=shipped_forms("ndp_order"))
    statement = made(closed, alice, browser)
    give(new_york, {})

    page = browser(alice).get(url("figures", closed, statement.pk)).content.decode()

    assert rows_in(page, "layout-ndp_order")[1][:2] == ["Units given out", "1,005"]


def test_figures_frozen_before_forms_were_kept_are_shown_in_the_form_of_today(closed, new_york, alice, browser):
    give(new_york, {"form": "ndp_order"}, forms=shipped_forms("ndp_order"))
    frozen = Statement.freeze(statement_figures(layout="ndp_order", kits=7))
    days = {"starts_on": date(2026, 7, 1), "ends_on": date(2026, 9, 30), "made_on": date(2026, 11, 21)}
    statement = Statement.objects.create(agency=closed, profile="reorder", **frozen, **days)

    page = browser(alice).get(url("figures", closed, statement.pk)).content.decode()

    assert rows_in(page, "layout-ndp_order")[1][:2] == ["Units given out", "7"]


def test_a_recipient_without_a_form_gets_the_figures_alone(closed, alice, browser):
    statement = made(closed, alice, browser)

    assert "data-layout=" not in page_of(browser(alice).get(url("figures", closed, statement.pk)))


def test_staff_look_and_do_not_make(closed, alice, stan, browser):
    pages = browser(stan)

    refused = pages.post(url("figures_make", closed), {"profile": "reorder"})
    listed = page_of(pages.get(url("list", closed)))

    assert refused.status_code == 403
    assert not Statement.objects.exists()
    assert "Your program coordinator can make the next figures." in listed
    assert "Make the figures for" not in listed
    statement = made(closed, alice, browser)
    assert browser(stan).get(url("figures", closed, statement.pk)).status_code == 200


def test_a_stranger_and_a_supplier_find_nothing(closed, alice, sam, stranger, browser):
    statement = made(closed, alice, browser)
    tina = stranger.memberships.get().user

    answers = {
        browser(who).get(address).status_code
        for who in (tina, sam)
        for address in (
            url("figures", closed, statement.pk),
            url("figures", stranger, statement.pk),
            url("figures_file", closed, statement.pk, "csv"),
            url("figures_file", stranger, statement.pk, "csv"),
        )
    }

    assert answers == {404}


def test_no_page_of_a_supplier_shows_figures_made_for_others(closed, supplier, alice, sam, browser):
    address = reverse("supplier:agencies", args=[supplier.slug])
    before = text_of(browser(sam).get(address))

    made(closed, alice, browser)

    assert text_of(browser(sam).get(address)) == before


def test_missed_and_waived_periods_say_so_in_the_list(agency, alice, browser, leave):
    leave()
    seal_period(scope_of(agency))

    page = page_of(browser(alice, "2027-01-21").get(url("list", agency)))

    assert "Missed" in page
    assert "Overdue" not in page


def test_the_list_costs_the_same_with_one_statement_and_with_many(closed, alice, browser, django_assert_num_queries):
    pages = browser(alice)
    pages.get(url("list", closed))
    with django_assert_num_queries(16 + SCOPE):
        pages.get(url("list", closed))

    for number in range(1, 9):
        Statement.objects.create(
            agency=closed,
            profile="reorder",
            starts_on=date(2018 + number, 1, 1),
            ends_on=date(2018 + number, 3, 31),
            **Statement.freeze(statement_figures()),
            made_on=date(2018 + number, 4, 20),
        )

    with django_assert_num_queries(16 + SCOPE):
        pages.get(url("list", closed))
