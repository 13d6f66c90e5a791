"""A supplier reads the figures of an agency's log twice a period, as first sent and as closed: at every door."""

import re
from datetime import date

import pytest
from django.urls import reverse

from inventory import actions as inventory
from lbn.reporting.models import AgencyReport, Issue
from lbn.reporting.returns.actions import accept, amend, return_with_question
from lbn.reporting.returns.mailing import report_csv
from tests.reporting.conftest import IN_TIME, Q4, scope_of, seal_period, send

FIRST, CLOSED = 170, 175
BETWEEN = re.compile(r"(?<![\d,-])17[0-5](?![\d,-])")
TAGS = re.compile(r"<[^>]*>")
DECEMBER, LATER = date(2026, 12, 1), date(2027, 1, 9)


@pytest.fixture
def sent(agency, leave, receive):
    receive(900)
    leave(times=1, kits=FIRST)
    return send(agency)


@pytest.fixture
def looks(agency, supplier, sam, browser, mailoutbox):
    """All figures of the log that the supplier can read now: every version's address, lists, files, home, mails."""

    def look():
        pages = browser(sam)
        addresses = [
            reverse("supplier:agency_report", args=[supplier.slug, one.pk]) for one in AgencyReport.objects.all()
        ]
        addresses += [
            reverse("supplier:agencies", args=[supplier.slug]),
            "/home/",
            f"/suppliers/{supplier.slug}/reports/",
        ]
        addresses += [
            reverse("supplier:issue", args=[supplier.slug, one.pk])
            for one in Issue.objects.filter(scope__supplier=supplier)
        ]
        addresses.append(reverse("supplier:agencies", args=[supplier.slug]) + "?download=csv")
        read = [_text(pages.get(address, follow=True)) for address in addresses]
        read += [mail.body for mail in mailoutbox if "alice" not in mail.to[0]]
        return {int(figure) for text in read for figure in BETWEEN.findall(TAGS.sub(" ", text))}

    return look


def _text(answer):
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return body.decode("utf-8-sig")


def test_however_often_it_is_sent_again_nothing_in_between_is_read(agency, sent, leave, sam, looks):
    seen, report = looks(), sent
    for _again in range(3):
        report = return_with_question(report=report, question="Sure?", by=sam, today=IN_TIME)
        leave(times=1, on=DECEMBER, today=LATER)
        seen |= looks()
        report = send(agency, on=LATER)
        seen |= looks()
    accept(report=report, by=sam, today=LATER)
    leave(times=2, on=DECEMBER, today=LATER)
    assert seen | looks() == {FIRST}

    seal_period(scope_of(agency))

    assert looks() == {FIRST, CLOSED}
    assert AgencyReport.objects.count() == 5


def test_neither_through_amendments(agency, sent, leave, sam, alice, looks):
    accepted = accept(report=sent, by=sam, today=IN_TIME)
    leave(times=3, on=DECEMBER, today=LATER)
    seen = looks()

    amend(report=accepted, typed={"refills": 3}, comment="Asked.", by=alice, today=LATER)
    leave(times=2, on=DECEMBER, today=LATER)

    assert seen | looks() == {FIRST}
    seal_period(scope_of(agency))
    assert looks() == {FIRST, CLOSED}


def test_neither_on_hand_nor_times_nor_what_is_left_of_a_lot_tells_it(agency, sent, leave, receive, sam, alice):
    returned = return_with_question(report=sent, question="Sure?", by=sam, today=IN_TIME)
    leave(times=3, on=DECEMBER, today=LATER)
    lot = agency.lots.get()
    inventory.write_off(
        agency=agency,
        location=agency.main_location,
        lot=lot,
        quantity=900 - FIRST - 3,
        reason="damaged",
        on=date(2026, 12, 31),
        today=LATER,
        by=alice,
    )
    receive(40, number="B2", on=date(2026, 12, 31), today=LATER)

    again = send(agency, on=LATER).read()

    before = returned.read()
    assert (again.stock.received, again.stock.closing) == (940, before.stock.closing + 40)
    assert (again.stock.other, again.handouts, again.doses) == ({}, before.handouts, before.doses)


def test_a_link_to_an_earlier_version_leads_to_the_newest(agency, supplier, sent, sam, browser):
    return_with_question(report=sent, question="Sure?", by=sam, today=IN_TIME)
    second = send(agency, on=LATER)

    answer = browser(sam).get(reverse("supplier:agency_report", args=[supplier.slug, sent.pk]))

    assert answer.url == reverse("supplier:agency_report", args=[supplier.slug, second.pk])


def test_both_pages_say_that_the_log_follows(agency, supplier, sent, sam, alice, browser):
    return_with_question(report=sent, question="Sure?", by=sam, today=IN_TIME)
    second = send(agency, on=LATER)
    words = "What was logged since follows when the period closes on Jan 20, 2027."

    theirs = browser(sam, "2027-01-10").get(reverse("supplier:agency_report", args=[supplier.slug, second.pk]))
    own = browser(alice, "2027-01-10").get(f"/agencies/{agency.slug}/reports/2026/10/")

    assert words in theirs.content.decode()
    assert words in own.content.decode()


def test_a_period_without_kits_is_not_confirmed_again_where_kits_were_logged_since(
    agency, leave, alice, sam, browser
):
    return_with_question(report=send(agency, no_kits=True), question="Really none?", by=sam, today=IN_TIME)
    leave(on=DECEMBER, today=LATER)
    address = f"/agencies/{agency.slug}/reports/2026/10/"

    page = browser(alice, "2027-01-10").get(address)
    browser(alice, "2027-01-10").post(f"{address}send/", {"comment": "One more slip."})

    assert "no_kits" not in page.context["form"].fields
    assert "1 kit was logged after you sent this report." in page.content.decode()
    assert AgencyReport.objects.get(version=2).read().no_kits is True


def test_the_file_of_a_version_sent_again_says_the_same(agency, sent, leave, sam):
    return_with_question(report=sent, question="Sure?", by=sam, today=IN_TIME)
    leave(times=3, on=DECEMBER, today=LATER)

    again = send(agency, on=LATER)

    assert f"C Left with people,{FIRST}" in report_csv(again).decode("utf-8-sig")
    assert again.period.starts_on == Q4
