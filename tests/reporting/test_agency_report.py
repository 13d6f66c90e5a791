"""A coordinator's report: three clicks when nothing is to be corrected, and what is asked when something is."""

from datetime import date

import pytest
from django.core import mail
from django.urls import reverse

from agencies.models import ReportingPeriod
from distributions.models import MonthlyTally
from lbn.reporting.documents import OutlierFigure
from lbn.reporting.models import AgencyReport, ReportDraft
from lbn.reporting.returns.actions import submit
from lbn.reporting.returns.outliers import outliers
from tests.documents import period_report
from tests.reporting.conftest import IN_TIME, Q4, scope_of, send
from tests.reporting.reading import page_of, rows_in

TYPED = ("people_served", "reported_used")


@pytest.fixture
def asks(new_york):
    """New York's pack asks for two typed figures, as Maryland's does."""
    for profile in new_york.pack["reporting_profiles"]:
        profile["sections"] += TYPED
    new_york.save()


def at(name, agency):
    return reverse(f"reports:{name}", args=[agency.slug, 2026, 10])


def earlier(agency, scope, *lefts):
    """Reports of the quarters before, newest last, which left so many kits."""
    for number, left in enumerate(lefts):
        period = ReportingPeriod.objects.create(
            scope=scope, starts_on=date(2024 + number // 4, 1 + number % 4 * 3, 1)
        )
        frozen = AgencyReport.freeze(period_report(left=left))
        AgencyReport.objects.create(agency=agency, period=period, submitted_on=IN_TIME, status="accepted", **frozen)


def test_a_quarter_without_corrections_is_sent_with_one_press(agency, leave, alice, browser):
    leave(times=3)
    coordinator = browser(alice, "2027-01-08")

    page = page_of(coordinator.get(at("report", agency)))
    answer = coordinator.post(at("send", agency), {"comment": ""})

    assert "Send report" in page
    assert answer.url == at("report", agency)
    assert AgencyReport.objects.get().read().stock.left == 3


def test_typed_figures_are_asked_only_where_a_recipient_wants_them(agency, leave, alice, browser):
    leave()

    assert 'name="people_served"' not in page_of(browser(alice, "2027-01-08").get(at("report", agency)))


def test_typed_figures_are_filled_in_from_tallies_and_frozen(agency, asks, leave, alice, browser):
    leave(times=3)
    MonthlyTally.objects.create(agency=agency, month=date(2026, 11, 1), reported_used=2)
    coordinator = browser(alice, "2027-01-08")
    page = page_of(coordinator.get(at("report", agency)))

    coordinator.post(at("send", agency), {"people_served": "3", "reported_used": "2"})

    assert 'name="reported_used" value="2"' in page
    typed = AgencyReport.objects.get().read().typed
    assert typed == {"initial_doses": None, "refills": None, "people_served": 3, "reported_used": 2}


@pytest.mark.parametrize("value", ["-1", "1.5", "many"])
def test_what_is_no_whole_number_is_explained_and_nothing_is_sent(agency, asks, leave, alice, browser, value):
    leave()

    answer = browser(alice, "2027-01-08").post(at("send", agency), {"people_served": value})

    assert answer.status_code == 200
    assert "error" in page_of(answer)
    assert not AgencyReport.objects.exists()


def test_what_was_typed_is_kept_until_it_is_sent(agency, asks, leave, alice, browser):
    leave()
    coordinator = browser(alice, "2027-01-08")

    coordinator.post(at("save", agency), {"people_served": "7", "comment": "Ask the night shift."})
    kept = page_of(coordinator.get(at("report", agency)))
    coordinator.post(at("send", agency), {"people_served": "7", "comment": "Asked the night shift."})

    assert 'name="people_served" value="7"' in kept
    assert "Ask the night shift." in kept
    assert not ReportDraft.objects.exists()
    assert AgencyReport.objects.get().comment == "Asked the night shift."


def test_saving_sends_nothing_and_a_sent_report_is_not_saved_over(agency, leave, alice, browser):
    leave()
    coordinator = browser(alice, "2027-01-08")
    coordinator.post(at("save", agency), {"comment": "Later."})
    saved = ReportDraft.objects.count(), AgencyReport.objects.count()
    coordinator.post(at("send", agency), {"comment": ""})

    coordinator.post(at("save", agency), {"comment": "Too late."})

    assert saved == (1, 0)
    assert not ReportDraft.objects.exists()


def left_apart(value, usual):
    return OutlierFigure(figure="left", value=value, usual=usual)


@pytest.mark.parametrize(
    ("now", "before", "found"),
    [
        (30, [10, 12, 11], (left_apart(30, 11),)),
        (22, [10, 12, 11], ()),
        (1, [10, 12, 11], (left_apart(1, 11),)),
        (6, [10, 12, 11], ()),
        (30, [10, 12], ()),
        (9, [1, 1, 1], ()),
        (11, [0, 0, 0], (left_apart(11, 0),)),
        (30, [10, 11, 12, 13], (left_apart(30, 11),)),
    ],
)
def test_a_figure_is_unlike_where_it_is_far_from_the_median(now, before, found):
    assert outliers(period_report(left=now), [period_report(left=one) for one in before]) == found


def test_a_figure_unlike_earlier_ones_asks_for_a_comment_and_blocks_nothing(agency, leave, alice, sam, browser):
    earlier(agency, scope_of(agency), 2, 3, 2)
    leave(times=20)
    coordinator = browser(alice, "2027-01-08")

    page = page_of(coordinator.get(at("report", agency)))
    first = coordinator.post(at("send", agency), {"comment": ""})
    unsent = AgencyReport.objects.filter(period__starts_on=Q4).exists()
    coordinator.post(at("send", agency), {"comment": "", "all_the_same": "on"})

    assert "Kits left with people: 20 this time, usually about 2." in page
    assert "Say why in a comment, or send it without one." in page_of(first)
    assert not unsent
    sent = AgencyReport.objects.get(period__starts_on=Q4)
    assert sent.read().outliers == (left_apart(20, 2),)
    seen = browser(sam).get(reverse("supplier:agency_report", args=[sent.period.scope.supplier.slug, sent.pk]))
    assert "usually about 2" in page_of(seen)


def test_kits_that_no_stock_covered_are_told_with_a_way_to_count(agency, leave, opened, alice, browser):
    opened(1, on=date(2026, 10, 1))
    leave(times=4)

    page = page_of(browser(alice, "2027-01-08").get(at("report", agency)))

    assert "3 kits were left that no stock covered." in page
    assert reverse("inventory:count", args=[agency.slug]) in page


def test_a_supplier_without_an_account_gets_the_report_by_mail(
    agency, supplier, leave, alice, browser, django_capture_on_commit_callbacks
):
    supplier.email = "kits@example.org"
    supplier.save()
    leave("12207", times=3, kits=1004)

    with django_capture_on_commit_callbacks(execute=True):
        send(agency, by=alice, comment="=All well.")

    (sent,) = mail.outbox
    ((name, body, kind),) = sent.attachments
    assert sent.to == ["kits@example.org"]
    assert "October to December 2026" in sent.subject
    assert "\N{MINUS SIGN} C  Left with people: 1,004" in sent.body
    assert "12207" not in sent.body + str(body)
    assert (name, kind) == ("albany-county-sheriffs-office-2026-10-version-1.csv", "text/csv")
    text = body if isinstance(body, str) else body.decode("utf-8-sig")
    assert "C Left with people,1004" in text
    assert "Comment,'=All well." in text
    page = page_of(browser(alice, "2027-01-08").get(at("report", agency)))
    assert "the report went there by mail" in page
    assert "Amend this report" in page


def test_the_mail_says_that_no_kit_was_left(agency, supplier, alice, django_capture_on_commit_callbacks):
    supplier.email = "kits@example.org"
    supplier.save()

    with django_capture_on_commit_callbacks(execute=True):
        send(agency, by=alice, no_kits=True)

    (sent,) = mail.outbox
    assert "\nNo kits this period: the agency confirmed that none was left.\n" in sent.body


def test_a_supplier_with_an_account_is_told_and_has_the_report_on_its_page(
    agency, supplier, sam, leave, django_capture_on_commit_callbacks
):
    supplier.email = "kits@example.org"
    supplier.save()
    leave()

    with django_capture_on_commit_callbacks(execute=True):
        send(agency)

    (told,) = mail.outbox
    assert (told.to, told.attachments) == (["sam@example.org"], [])
    assert "A  On hand" not in told.body


def test_the_own_report_is_taken_away_as_a_file(agency, leave, stan, browser):
    leave(times=3)
    reader = browser(stan, "2027-01-08")
    assert reader.get(at("file", agency)).status_code == 404
    send(agency)

    answer = reader.get(at("file", agency))

    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert "C Left with people,3" in answer.content.decode("utf-8-sig")


def test_a_locked_report_is_amended_in_the_browser(agency, leave, receive, alice, sam, browser):
    receive(20)
    leave(times=3)
    report = send(agency)
    early = browser(alice, "2027-01-25").get(at("amend", agency), follow=True)
    assert "This report is not locked" in page_of(early)
    browser(sam, "2027-01-09").post(reverse("supplier:accept", args=[report.period.scope.supplier.slug, report.pk]))
    coordinator = browser(alice, "2027-01-25")

    form = page_of(coordinator.get(at("amend", agency)))
    answer = coordinator.post(at("amend", agency), {"received": "21", "comment": "A new sergeant."})

    assert 'name="received"' not in form
    assert answer.url == at("report", agency)
    page = page_of(coordinator.get(at("report", agency)))
    assert "Amended on Jan 25, 2027. The accepted report counts until the amendment is accepted too." in page
    assert "First sent on Jan 8, 2027, on time." in page
    assert "Accepted on Jan 9, 2027." in page
    assert "Version 2 sent: amended." in page
    assert AgencyReport.objects.get(version=2).read() == report.read()


def test_submit_keeps_the_figures_that_no_count_holds(agency, leave, alice):
    leave()

    report = submit(
        agency=agency,
        scope=scope_of(agency),
        starts_on=Q4,
        comment="",
        no_kits=False,
        by=alice,
        today=IN_TIME,
        typed={"refills": 4},
    )

    assert report.read().typed["refills"] == 4


def test_an_oopp_reads_what_the_state_asks_for_on_its_own_form(agency, leave, alice, browser):
    agency.is_registered_oopp = True
    agency.save()
    leave(times=3, kits=5, trained=2)

    page = browser(alice, "2027-01-08").get(at("report", agency)).content.decode()

    assert "Quarterly OOPP report (nyoverdose.org)" in page
    rows = [row[:2] for row in rows_in(page, "layout-nyoverdose")]
    assert rows == [["Individuals trained", "2"], ["Kits distributed", "5"], ["Personnel trained", "0"]]


def test_a_partner_is_shown_no_form_of_the_state(agency, leave, alice, browser):
    leave()

    assert "nyoverdose" not in page_of(browser(alice, "2027-01-08").get(at("report", agency)))
