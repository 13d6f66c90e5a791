"""How much of a body is read, asked of real gunicorn: nothing that is too long, and nothing without a length."""

import http.client
import json
from contextlib import closing, contextmanager

import pytest

from tests.distributions import station
from tests.distributions.terminal.sent import ENTRY

pytestmark = [pytest.mark.server, pytest.mark.once]
TWO_MEBIBYTES = 2 * 1024 * 1024


@contextmanager
def begun(application, **headers):
    """A request to `/terminal/entries/` whose headers are sent and whose body is not."""
    connection = http.client.HTTPConnection("127.0.0.1", application.port, timeout=10)
    connection.putrequest("POST", "/terminal/entries/")
    usual = {"Content-Type": "application/json", "Cookie": f"lbn_terminal={station.KEY}"}
    for name, value in (usual | headers).items():
        connection.putheader(name, value)
    connection.endheaders()
    with closing(connection):
        yield connection


def test_body_that_is_too_long_is_refused_before_any_of_it_is_sent(application):
    with begun(application, **{"Content-Length": str(TWO_MEBIBYTES)}) as connection:
        answer = connection.getresponse()

        assert answer.status == 413
        assert json.loads(answer.read()) == {
            "message": "This is more than a terminal sends at once: send fewer entries."
        }


def test_body_without_a_length_is_refused_before_its_end(application):
    with begun(application, **{"Transfer-Encoding": "chunked"}) as connection:
        body = json.dumps({"entries": [ENTRY]}).encode()
        connection.send(b"%x\r\n%s\r\n" % (len(body), body))
        answer = connection.getresponse()

        assert answer.status == 411
        assert json.loads(answer.read()) == {"message": "Send the entries in one piece, with their length."}
    assert station.counts(application) == []


def test_body_that_breaks_off_counts_nothing_and_is_asked_for_again(application):
    with begun(application, **{"Content-Length": "400"}) as connection:
        connection.send(json.dumps({"entries": [ENTRY]}).encode()[:-3])
        connection.sock.shutdown(1)
        answer = connection.getresponse()

        assert (answer.status, answer.headers["Retry-After"]) == (503, "5")
        assert json.loads(answer.read()) == {
            "message": "Only a part of this arrived and nothing was counted: send the entries again."
        }
    assert station.counts(application) == []
