"""A reader of a published report gives it to somebody without an account, and can take that back."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from agencies.keys import hash_of
from agencies.models import AuditCode, AuditEvent
from agencies.models.audit_desks import TrailDesk
from agencies.querysets.trail import trail_at
from lbn.reporting.models import Issue, ReportLink
from lbn.reporting.published.actions import SharingRefused, share_report, withdraw
from lbn.reporting.returns.actions.merging import merge_suppliers
from tests import cast
from tests.reporting.reading import page_of, rows_in
from tests.reporting.sharing import FORM, at_reader, end, open_link, path_in, share

TODAY, LAST = date(2027, 1, 21), date(2027, 2, 20)
ABOUT = "2026-10-01 to 2026-12-31 · made on 2027-01-21"


def trail():
    """Who did what with links, in the trail: (code, about, supplier, health department)."""
    lines = AuditEvent.objects.filter(what__startswith="issue.link").order_by("at", "what")
    return [(line.what, line.subject, line.by and line.by.name, line.supplier or line.department) for line in lines]


def facts(link):
    return (link.for_whom, link.made_by.name, link.made_on, link.ends_on, link.ended_on, link.opened_on)


def test_a_link_is_shown_once_and_only_its_hash_is_kept(issue, sam, supplier, browser):
    pages = browser(sam)

    path = path_in(share(pages, issue))

    kept = ReportLink.objects.get()
    assert facts(kept) == ("County Board of Health", "Sam", TODAY, LAST, None, None)
    key = path.removeprefix("/shared/").rstrip("/")
    assert (len(key) >= 22, kept.key_hash) == (True, hash_of(key))
    assert key not in page_of(pages.get(at_reader("issue", issue)))
    assert trail() == [("issue.link_made", ABOUT, "Sam", supplier)]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"for_whom": " "}, "Enter the person or organization that you give the report to."),
        ({"for_whom": "Jo, 518-555-0199"}, "This looks like a phone number"),
        ({"days": "365"}, "Select a valid choice."),
        ({"email": "board"}, "Enter a valid email address."),
    ],
)
def test_what_is_wrong_with_the_form_is_said_and_no_link_is_made(issue, sam, browser, changes, sentence):
    answer = share(browser(sam), issue, **changes)

    assert sentence in page_of(answer)
    assert "/shared/" not in page_of(answer)
    assert not ReportLink.objects.exists()


def test_a_link_is_mailed_where_that_is_asked_and_the_address_is_not_kept(issue, sam, browser, mailed):
    answers = []

    (mail,) = mailed(lambda: answers.append(share(browser(sam), issue, email="board@county.example", days="7")))

    assert mail.to == ["board@county.example"]
    assert mail.subject == "Report for October to December 2026 on leave-behind naloxone"
    assert mail.body.startswith("Sam of Capital Harm Reduction has sent you a link to a published report")
    assert "works until Jan 28, 2027" in mail.body
    assert f"Read the report:\nhttp://127.0.0.1:8000{path_in(answers[0])}\n" in mail.body
    assert not AuditEvent.objects.filter(subject__contains="county.example").exists()


def test_an_address_gets_five_links_a_day_and_no_more(issue, sam, browser, mailed):
    pages = browser(sam)
    for _ in range(5):
        share(pages, issue, email="board@county.example")

    answer = share(pages, issue, email="board@county.example")

    assert "Too many mails were asked for today" in page_of(answer)
    assert ReportLink.objects.count() == 5


def test_the_page_lists_its_links_and_ends_one(issue, sam, supplier, browser):
    pages = browser(sam)
    path = path_in(share(pages, issue))
    before = open_link(path)

    answer = end(pages, issue)

    assert (before.status_code, open_link(path).status_code) == (200, 410)
    assert "The link for County Board of Health no longer works." in page_of(answer)
    assert rows_in(answer.text, "links") == [
        ["County Board of Health", "Ended", "Sam", *["Jan 21, 2027"] * 3, ""],
    ]
    assert trail() == [
        ("issue.link_made", ABOUT, "Sam", supplier),
        ("issue.link_opened", ABOUT, None, supplier),
        ("issue.link_ended", ABOUT, "Sam", supplier),
    ]


def test_the_trail_which_outlives_a_link_never_says_for_whom_it_was(issue, sam, browser):
    pages = browser(sam)
    open_link(path_in(share(pages, issue)))
    end(pages, issue)

    lines = [str(line) for line in AuditEvent.objects.filter(what__startswith="issue.link").values_list()]

    assert (len(lines), [line for line in lines if "County Board" in line]) == (3, [])


def test_a_link_that_has_ended_is_not_ended_again(issue, sam, browser):
    pages = browser(sam)
    share(pages, issue)
    end(pages, issue)

    again = end(pages, issue)
    late = end(browser(sam, "2027-03-01"), issue)

    assert "This link has ended already. Nothing was changed." in page_of(again)
    assert "This link has ended already. Nothing was changed." in page_of(late)
    assert ReportLink.objects.get().ended_on == TODAY


def test_a_report_that_was_withdrawn_is_not_shared(issue, sam, olga, browser):
    withdraw(issue=issue, because="Loaded with a test key.", by=olga)

    with pytest.raises(SharingRefused):
        share_report(issue=issue, for_whom="Board", days=7, by=sam, today=TODAY)
    answer = share(browser(sam), issue)

    assert "Make the link" not in page_of(answer)
    assert not ReportLink.objects.exists()


def test_strangers_neither_make_nor_end_links(issue, state_issue, new_york, sam, dana, browser):
    share(browser(sam), issue)
    eve = cast.user("Eve", role="supplier_staff", supplier=cast.supplier(new_york, name="Mohawk Valley EMS"))
    link = ReportLink.objects.get().pk

    for stranger in (eve, dana):
        pages = browser(stranger)
        asked = [pages.post(at_reader("share", issue), FORM), pages.post(at_reader("end_link", issue, link))]
        assert [answer.status_code for answer in asked] == [404, 404]
    others = browser(dana).post(at_reader("end_link", state_issue, link))

    assert others.status_code == 404
    assert [facts(one) for one in ReportLink.objects.all()] == [
        ("County Board of Health", "Sam", TODAY, LAST, None, None)
    ]


def test_each_reads_of_its_own_links_and_nobody_of_anothers(
    issue, state_issue, supplier, department, sam, dana, olga
):
    whole = issue.scope.supplier.program
    of_state = Issue.objects.of_state(whole).first()
    for report, who in ((issue, sam), (state_issue, dana), (of_state, olga)):
        share_report(issue=report, for_whom=f"Friend of {who.name}", days=7, by=who, today=TODAY)

    desks = [(TrailDesk.SUPPLIER, supplier), (TrailDesk.DEPARTMENT, department), (TrailDesk.OFFICE, whole)]
    read = [[line.by for line in made_at(trail_at(*desk))] for desk in desks]

    assert read == [[sam], [dana], [olga]]


def made_at(lines):
    return lines.filter(what=AuditCode.LINK_MADE)


def test_a_link_goes_on_over_a_merger_that_leaves_its_maker_a_reader(issue, supplier, new_york, sam, olga, browser):
    path = path_in(share(browser(sam), issue))
    one = cast.supplier(new_york, name="Capital Region Harm Reduction")

    merge_suppliers(supplier=supplier, into=one, by=olga, today=TODAY)

    issue = Issue.objects.get(pk=issue.pk)
    assert (issue.reader, open_link(path).status_code) == (one, 200)
    assert end(browser(sam), issue).status_code == 200
    assert open_link(path).status_code == 410


@pytest.mark.parametrize(
    "changes",
    [
        {"for_whom": ""},
        {"ends_on": TODAY},
        {"ended_on": date(2027, 1, 20)},
        {"ended_on": date(2027, 2, 21)},
        {"opened_on": TODAY},
        {"opened_on": LAST, "last_opened_on": TODAY},
    ],
)
def test_the_database_refuses_what_cannot_be(issue, sam, changes):
    share_report(issue=issue, for_whom="Board", days=30, by=sam, today=TODAY)

    with pytest.raises(IntegrityError), transaction.atomic():
        ReportLink.objects.update(**changes)
