"""After a day's work, neither the database nor the log says who, from where, or at what hour."""

import http.client
import json
import re
import urllib.error
import urllib.request
from contextlib import closing
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urlencode, urlsplit
from uuid import uuid4

import pytest

from tests.distributions.station import CODE, KEY, PREPARED, TROY_KEY
from tests.house.dumps import dump

DATA = Path(__file__).parent.parent / "data"
BADGE = "badge-4711"  # no time and no key can look like it by chance
BROWSER = f"Mozilla/5.0 (Car 54; {BADGE})"
ELSEWHERE = "198.51.100.7"
STREET = "12207-1234"
PERSONAL = ["not to be read", "26-000123"]
HOUR = re.compile(r"[0-9]{2}:[0-9]{2}")
LOG_TABLES = ("distributions_dailycount", "distributions_submissionkey", "distributions_sheettotal")


def send(url, entries):
    request = urllib.request.Request(
        f"{url}/terminal/entries/",
        json.dumps({"entries": entries}).encode(),
        {
            "Content-Type": "application/json",
            "Cookie": f"lbn_terminal={KEY}",
            "User-Agent": BROWSER,
            "X-Forwarded-For": ELSEWHERE,
        },
    )
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.load(answer)


def enrol(application, **fields):
    """Make a browser a terminal; return the key that it is given."""
    with closing(http.client.HTTPConnection("127.0.0.1", application.port, timeout=30)) as connection:
        headers = {"Content-Type": "application/x-www-form-urlencoded", "User-Agent": BROWSER}
        connection.request("POST", "/terminal/enrol/", urlencode(fields), headers)
        answer = connection.getresponse()
    assert answer.status == 302
    return SimpleCookie(answer.headers["Set-Cookie"])["lbn_terminal"].value


def entry(**changes):
    usual = {
        "handed_out_on": "2026-11-20",
        "zip_code": "12207",
        "item": "naloxone-kit",
        "items": 2,
        "people_trained": 1,
    }
    return {"uuid": str(uuid4())} | usual | changes


def traces(texts, forbidden):
    """The (name of the text, forbidden word) pairs that are found."""
    return [(name, word) for name, text in texts.items() for word in forbidden if word in text]


def files_of(application):
    """{name: text} of the files of an SQLite database, what it has left behind in free pages included."""
    if not application.database_url.startswith("sqlite"):
        return {}
    path = Path(urlsplit(application.database_url).path)
    return {file.name: file.read_bytes().decode("latin-1") for file in path.parent.glob(f"{path.name}*")}


@pytest.fixture
def day(served):
    """A served application after a day's work, stopped, with what was sent to it."""
    application = served(prepared=PREPARED, LBN_NOW="2026-11-21T15:42:00+00:00")
    good, bad = [entry(), entry(zip_code="12208")], entry(zip_code=STREET)
    answer = send(application.url, [*good, bad])
    with pytest.raises(urllib.error.HTTPError):
        urllib.request.urlopen(f"{application.url}/terminal/nothing-here/?who={BADGE}", timeout=30)
    sheet = DATA / "tracking_sheet_personal.csv"
    refused = application.manage("import_counts", sheet, "--agency", "albany-county-sheriffs-office", check=False)
    secrets = [enrol(application, key=TROY_KEY), enrol(application, code=CODE), CODE, KEY]
    application.stop()
    assert len(answer["stored"]) == 2
    assert refused.returncode == 2
    return application, [sent["uuid"] for sent in [*good, bad]], secrets


def test_a_day_leaves_no_trace_of_who_from_where_or_at_what_hour(day):
    application, uuids, secrets = day
    tables = dump(application.database_url)
    claims = {name: text.replace("-", "") for name, text in tables.items()}
    bare = [uuid.replace("-", "") for uuid in uuids]

    assert tables["distributions_dailycount"].count("12207") == 1
    assert traces(tables, [BROWSER, BADGE, ELSEWHERE, "127.0.0.1", STREET, *secrets, *PERSONAL]) == []
    assert traces(files_of(application), secrets) == []
    assert [name for name in LOG_TABLES if HOUR.search(tables[name])] == []
    assert traces(claims, bare) == [("distributions_submissionkey", uuid) for uuid in bare[:2]]
    unwritten = [BROWSER, BADGE, ELSEWHERE, STREET, "/terminal", *secrets, *uuids]
    assert traces({"log": application.log_text()}, unwritten) == []


def test_planted_traces_are_found():
    planted = {"agencies_auditevent": f"('terminal.opened', '{ELSEWHERE}')", "log": "GET /terminal/ 200"}

    assert traces(planted, [ELSEWHERE, "/terminal"]) == [("agencies_auditevent", ELSEWHERE), ("log", "/terminal")]
    assert HOUR.search("2026-11-21 15:42:00")
