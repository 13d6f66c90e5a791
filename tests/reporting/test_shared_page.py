"""Whoever holds a link reads one published report, as its readers do, and nothing around it."""

import logging
from datetime import date
from io import BytesIO
from uuid import uuid4
from zipfile import ZipFile

import pytest
from django.apps import apps
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from agencies.actions.roles import remove_member
from agencies.models import AuditEvent
from lbn.reporting.models import Download, Issue, ReportLink
from lbn.reporting.published.actions import publish_roll_ups, withdraw
from lbn.reporting.published.views.readers import forms_of_issue
from tests import cast
from tests.reporting.conftest import Q1, scope_of, seal_period
from tests.reporting.reading import in_page, page_of
from tests.reporting.sharing import CLOSED, at_reader, end, open_link, path_in, share

FORMATS = ["csv", "xlsx", "json", "zip", "frozen"]
NEXT_SEAL = date(2027, 4, 20)


@pytest.fixture(autouse=True)
def no_wrong_tries():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def path(issue, sam, browser):
    """The path of a link to the supplier's report, made on January 21 for 30 days."""
    return path_in(share(browser(sam), issue))


def test_the_page_has_the_figures_that_the_readers_page_has(issue, path, sam, browser):
    shared, own = open_link(path), browser(sam).get(at_reader("issue", issue))

    assert shared.status_code == 200
    assert in_page(shared.text) == {name: rows for name, rows in in_page(own.text).items() if name != "links"}
    assert "Capital Harm Reduction shares this report. The link works until Feb 20, 2027." in page_of(shared)


@pytest.mark.parametrize("format", FORMATS)
def test_files_are_those_of_the_reader_byte_for_byte(issue, path, sam, browser, format):
    shared, own = open_link(f"{path}{format}/"), browser(sam).get(at_reader("download", issue, format))

    assert bytes_of(shared) == bytes_of(own)
    assert shared.headers["Content-Disposition"] == own.headers["Content-Disposition"]
    assert Download.objects.count() == 1  # the reader's own


def bytes_of(answer):
    """What a file holds; of a workbook each part but the one that says when it was written."""
    if "spreadsheet" not in answer.headers["Content-Type"]:
        return answer.content
    with ZipFile(BytesIO(answer.content)) as parts:
        return {name: parts.read(name) for name in parts.namelist() if name != "docProps/core.xml"}


def test_the_forms_of_others_are_the_same_too(issue, path, sam, browser):
    names = [form.name for form in forms_of_issue(issue)]

    for name in names:
        assert open_link(f"{path}{name}/").content == browser(sam).get(at_reader("download", issue, name)).content
    assert names != []


def test_a_department_and_the_office_share_their_own(state_issue, new_york, dana, olga, browser):
    whole = Issue.objects.of_state(new_york).get()
    of_office = browser(olga).post(
        reverse("office:share", args=[whole.pk]), {"for_whom": "Senate", "email": "", "days": "7"}
    )
    paths = [path_in(of_office), path_in(share(browser(dana), state_issue))]

    pages = [page_of(open_link(path)) for path in paths]

    assert [state_issue.content_hash in page for page in pages] == [False, True]
    assert [whole.content_hash in page for page in pages] == [True, False]
    assert AuditEvent.objects.get(what="issue.link_made", program=new_york).by == olga


def test_nothing_of_another_period_is_on_it(agency, issue, path, leave, sam, browser):
    leave("12207", times=25, kits=31, on=date(2027, 2, 3))
    seal_period(scope_of(agency), Q1, on=NEXT_SEAL)
    own = page_of(browser(sam, "2027-02-01").get(at_reader("issue", issue)))

    shared = page_of(open_link(path))

    assert ["January to March 2027" in page for page in (own, shared)] == [True, False]
    assert ["all periods" in page for page in (own, shared)] == [True, False]
    assert open_link(f"{path}all/csv/").status_code == 404
    assert open_link(f"{path}all/").status_code == 404


def test_figures_are_compared_with_no_period_that_is_not_in_the_report(issue, path, sam, browser):
    fields = {field.attname: getattr(issue, field.attname) for field in issue._meta.concrete_fields}
    of_last_year = {"id": uuid4(), "starts_on": date(2025, 10, 1), "ends_on": date(2025, 12, 31)}
    Issue.objects.create(**fields | of_last_year)

    pages = [page_of(browser(sam).get(at_reader("issue", issue))), page_of(open_link(path))]

    assert ["compared with October to December 2025" in page for page in pages] == [True, False]


def test_it_leads_to_nothing_that_needs_signing_in(issue, path, sam, supplier, browser):
    for pages in (Client(), browser(sam)):
        page = page_of(pages.get(path))

        assert f"/suppliers/{supplier.slug}/" not in page
        assert ("Sign in" in page, "Sign out" in page, "<form" in page) == (False, False, False)


def test_no_cache_robot_or_other_site_is_told(path):
    true = [path, path.rstrip("/"), f"{path}csv/", f"{path}csv", f"{path}nothing/", f"{path}all/csv/"]
    answers = [open_link(address) for address in [*true, "/shared/not-a-key/", "/shared/"]] + [Client().post(path)]

    assert [answer.status_code for answer in answers] == [200, 301, 200, 301, 404, 404, 404, 404, 405]
    for answer in answers:
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["X-Robots-Tag"] == "noindex, nofollow, noarchive"
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert answer.cookies == {}


def test_a_page_without_a_key_in_its_address_may_be_listed(client, new_york):
    answer = client.get("/")

    assert ("X-Robots-Tag" in answer.headers, answer.headers["Referrer-Policy"]) == (False, "same-origin")


def test_it_speaks_as_its_reader_does_whatever_a_browser_asks_for(issue, path):
    pages = [open_link(path, headers={"accept-language": language}) for language in ("en", "es")]
    files = [open_link(f"{path}xlsx/", headers={"accept-language": language}) for language in ("en", "es")]

    assert [page.headers["Content-Language"] for page in pages] == ["en", "en"]
    assert bytes_of(files[0]) == bytes_of(files[1])


def test_days_on_which_it_was_opened_are_kept_and_nothing_else(issue, path, sam, browser, settings):
    opened = []
    Client().head(path)
    for day in ("2027-01-22", "2027-01-22", "2027-02-03"):
        settings.LBN_NOW = f"{day}T17:00"
        open_link(f"{path}csv/", headers={"user-agent": "Car 54"}, REMOTE_ADDR="198.51.100.7")
        opened.append(ReportLink.objects.values_list("opened_on", "last_opened_on").get())

    first, last = date(2027, 1, 22), date(2027, 2, 3)
    assert opened == [(first, first), (first, first), (first, last)]
    assert AuditEvent.objects.filter(what="issue.link_opened", by=None).count() == 1


def test_it_opens_while_a_clock_is_behind_the_day_on_which_it_was_made(path, settings):
    settings.LBN_NOW = "2027-01-20T17:00"

    assert open_link(path).status_code == 200
    assert ReportLink.objects.values_list("opened_on", "last_opened_on").get() == (date(2027, 1, 21),) * 2


@pytest.mark.parametrize(("day", "status"), [("2027-02-20", 200), ("2027-02-21", 410)])
def test_it_works_until_and_on_its_last_day(path, settings, day, status):
    settings.LBN_NOW = f"{day}T17:00"

    answer = open_link(path)

    assert answer.status_code == open_link(f"{path}csv/").status_code == status
    assert ("The last day of this link has passed." in page_of(answer)) == (status == 410)


def test_it_stops_when_it_is_ended_and_says_whom_to_ask(issue, path, sam, browser):
    end(browser(sam), issue)

    answer = open_link(path)

    assert (answer.status_code, open_link(f"{path}xlsx/").status_code) == (410, 410)
    assert CLOSED in page_of(answer)
    assert "This link has stopped working." in page_of(answer)
    assert "ask Capital Harm Reduction for a new link." in page_of(answer)
    assert issue.content_hash not in page_of(answer)


def test_it_stops_when_its_maker_may_not_read_the_report_any_more(issue, path, sam, supplier, browser):
    beth = cast.user("Beth", role="supplier_staff", supplier=supplier)
    remove_member(membership=sam.memberships.get(), by=beth)

    answer = open_link(path)

    assert (answer.status_code, issue.content_hash in page_of(answer)) == (410, False)
    assert "Stopped: its maker no longer works here" in page_of(browser(beth).get(at_reader("issue", issue)))


def test_it_stops_when_its_maker_cannot_sign_in_any_more(path, sam):
    sam.is_active = False
    sam.save()

    assert open_link(path).status_code == 410


def test_it_says_that_the_report_was_withdrawn_and_shows_no_figure(issue, path, olga):
    withdraw(issue=issue, because="Loaded with a test key.", by=olga)

    answer = open_link(path)

    assert answer.status_code == open_link(f"{path}csv/").status_code == 410
    assert "published on Jan 20, 2027, was withdrawn. Please do not use its figures." in page_of(answer)
    assert "Loaded with a test key." in page_of(answer)
    assert issue.content_hash not in page_of(answer)


def test_an_unknown_key_opens_nothing_and_nobody_learns_why(path, new_york):
    answer = open_link("/shared/not-a-key/")

    assert (answer.status_code, CLOSED in page_of(answer)) == (404, True)
    assert "ask whoever gave it to you for a new one" in page_of(answer)
    assert "Capital Harm Reduction" not in page_of(answer)


def test_guessing_ends_after_thirty_wrong_keys_and_turns_no_true_link_off(path):
    for number in range(30):
        assert open_link(f"/shared/wrong-{number}/").status_code == 404

    answer = open_link("/shared/wrong-30/")
    elsewhere = open_link("/shared/wrong-30/", REMOTE_ADDR="192.0.2.7")

    assert (answer.status_code, elsewhere.status_code, open_link(path).status_code) == (429, 404, 200)
    assert "Too many wrong links were opened from here." in page_of(answer)


def test_it_cannot_be_written_to(path):
    assert Client().post(path).status_code == 405


def test_the_key_stands_in_no_line_of_the_log_and_in_no_row(path, caplog):
    key = path.split("/")[2]
    with caplog.at_level(logging.INFO):
        open_link(f"{path}nothing/")
        Client().post(path)
        open_link(f"/shared/{key}x/")

    written = [ours().format(kept) for kept in caplog.records]
    assert (len(written), [line for line in written if key in line]) == (4, [])
    assert [model for model in rows_of_all() if key in model] == []


def ours():
    """The handler that writes the application's log."""
    return next(handler for handler in logging.getLogger().handlers if handler.filters)


def rows_of_all():
    return [str(list(model.objects.values_list())) for model in apps.get_models() if hasattr(model, "objects")]


def test_public_figures_offer_no_link(issue, new_york, department, client, olga):
    new_york.shows_public_figures = True
    new_york.save()
    list(publish_roll_ups(program=new_york, day=NEXT_SEAL))
    shown = Issue.objects.public_of(new_york).first()

    page = page_of(client.get(reverse("figures:issue", args=[new_york.slug, shown.pk])))

    assert ("Share this report" in page, shown.content_hash in page) == (False, True)
