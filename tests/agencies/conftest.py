import pytest
from django.contrib.messages import get_messages
from django.db import connection

from agencies import clock
from tests.agencies import applicants


@pytest.fixture
def told():
    """The sentences that an answer tells the user: `told(answer)`."""
    return lambda answer: [str(message) for message in get_messages(answer.wsgi_request)]


@pytest.fixture
def scope_queries():
    """On PostgreSQL a page opens its agency's scope: a savepoint, its setting, and the release."""
    return 3 if connection.vendor == "postgresql" else 0


@pytest.fixture
def path_in():
    """The path of the first link in a mail."""
    base = "http://127.0.0.1:8000"

    def path(mail):
        return next(line for line in mail.body.splitlines() if line.startswith(base)).removeprefix(base)

    return path


@pytest.fixture
def san_diego(db, settings, tmp_path):
    """A program that reviews, whose documents lie in a folder of this test's own."""
    settings.LBN_MEDIA_DIR = tmp_path / "documents"
    return applicants.san_diego()


@pytest.fixture
def program(san_diego, monkeypatch):
    """The same on the day on which its applicants are tested."""
    monkeypatch.setattr(clock, "today", lambda zone: applicants.TODAY)
    monkeypatch.setattr(clock, "now", lambda: applicants.AT)
    return san_diego


@pytest.fixture
def olive(san_diego):
    """She works at the office of that program."""
    return san_diego.memberships.get().user
