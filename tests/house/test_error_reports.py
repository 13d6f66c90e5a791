"""When our code fails, a mailed report holds nothing of what was sent or of who sent it, nor a terminal's log."""

import json
import logging

import pytest
from django.db import IntegrityError
from django.utils.log import AdminEmailHandler
from django.views.debug import get_default_exception_reporter_filter

from agencies.access import TERMINAL_COOKIE
from tests.distributions import station

ZIP_CODE, UUID = "12207", "2f0f6c1c-6a63-4b5e-9a52-0d6ff1f0a3c7"
ENTRIES = {"entries": [{"uuid": UUID, "zip_code": ZIP_CODE}]}
SENT = (station.KEY, station.CODE, ZIP_CODE, UUID, "198.51.100.7")
FAULTS = {
    "/terminal/enrol/": ("distributions.views.terminal.enrolment.enrol_by_code", {"data": {"code": station.CODE}}),
    "/terminal/entries/": (
        "distributions.views.terminal.arrivals.count",
        {"data": json.dumps(ENTRIES), "content_type": "application/json"},
    ),
}


@pytest.fixture(autouse=True)
def filter_as_set():
    get_default_exception_reporter_filter.cache_clear()
    yield
    get_default_exception_reporter_filter.cache_clear()


@pytest.fixture
def failing(client, agency, settings, monkeypatch):
    """Post to an address whose code fails: `failing(path)`."""
    station.desk_of(agency)
    settings.ADMINS = [("Office", "office@example.org")]
    client.raise_request_exception = False
    client.cookies[TERMINAL_COOKIE] = station.KEY

    def failing(path):
        broken, sent = FAULTS[path]
        monkeypatch.setattr(broken, lambda *given, **named: 1 / 0)
        return client.post(path, **sent, REMOTE_ADDR="198.51.100.7")

    return failing


@pytest.mark.parametrize("path", FAULTS)
def test_fault_tells_where_our_code_failed_and_nothing_of_what_was_sent(failing, path, caplog, mailoutbox):
    answer = failing(path)

    (report,) = mailoutbox
    told = report.subject + report.body + "".join(body for body, _kind in report.alternatives) + caplog.text
    assert answer.status_code == 500
    assert (told.count("ZeroDivisionError") > 1, path in told) == (True, True)
    assert [value for value in SENT if value in told] == []


def refused(*given, **named):
    """Fail as a database does, which names the values of the row."""
    try:
        raise IntegrityError(f"Key (uuid)=({UUID}) already exists.")
    except IntegrityError as fault:
        raise ValueError(f"no place for {ZIP_CODE}") from fault


@pytest.mark.parametrize(
    ("reporter", "named"),
    [
        ("lbn.error_reports.WhereItFailed", []),
        ("django.views.debug.ExceptionReporter", [ZIP_CODE, UUID, "USER: Alice"]),
    ],
    ids=["ours", "an ordinary one"],
)
def test_a_report_of_a_page_names_neither_who_asked_nor_for_what(
    client, agency, alice, settings, monkeypatch, mailoutbox, reporter, named
):
    settings.ADMINS = [("Office", "office@example.org")]
    settings.DEFAULT_EXCEPTION_REPORTER = reporter
    monkeypatch.setattr(logging.getLogger("django"), "handlers", [AdminEmailHandler()])
    monkeypatch.setattr("distributions.views.months.log_lines", refused)
    client.raise_request_exception = False
    client.force_login(alice)

    client.get(f"/agencies/{agency.slug}/log/2026/11/", {"place": ZIP_CODE})

    (report,) = mailoutbox
    assert "lines_form" in report.body
    assert [value for value in (ZIP_CODE, UUID, "USER: Alice") if value in report.body] == named


@pytest.mark.django_db
def test_a_report_and_its_subject_hold_no_key_of_a_link(client, settings, monkeypatch, mailoutbox):
    settings.ADMINS = [("Office", "office@example.org")]
    monkeypatch.setattr(logging.getLogger("django"), "handlers", [AdminEmailHandler(include_html=True)])
    monkeypatch.setattr("lbn.reporting.published.views.shared.find_link", refused)
    client.raise_request_exception = False

    client.get(f"/shared/{station.KEY}/csv/")

    (report,) = mailoutbox
    told = report.subject + report.body + "".join(body for body, _kind in report.alternatives)
    assert ("/shared/…/csv/" in report.subject, "/shared/…/csv/" in report.body) == (True, True)
    assert station.KEY not in told


def test_what_was_sent_would_be_found_in_an_ordinary_report(failing, settings, mailoutbox):
    settings.DEFAULT_EXCEPTION_REPORTER_FILTER = "django.views.debug.SafeExceptionReporterFilter"

    failing("/terminal/enrol/")

    assert [value for value in (station.CODE, station.KEY) if value in mailoutbox[0].body] == [
        station.CODE,
        station.KEY,
    ]
