"""Behind a proxy that ends https, the terminal's cookie is sent by https alone."""

import http.client
import json
from contextlib import closing
from http.cookies import SimpleCookie
from urllib.parse import urlencode

import pytest

from tests.distributions import station
from tests.distributions.terminal.sent import ENTRY
from tests.servers.gunicorn import Served


@pytest.fixture(scope="module")
def proxied(databases, tmp_path_factory):
    """An application behind one trusted proxy; it starts once for this file."""
    application = Served(
        directory=tmp_path_factory.mktemp("proxied"),
        database_url=databases.new(station.PREPARED),
        changes={"LBN_BASE_URL": "https://127.0.0.1", "TRUSTED_PROXIES": "1"},
    )
    application.start()
    yield application
    application.kill()
    databases.drop(application.database_url)


def status_for(application, *, origin, proto="https"):
    """Post an entry that says where it comes from; return the status of the answer and the cookies it sets."""
    headers = {
        "Content-Type": "application/json",
        "Cookie": f"__Secure-lbn_terminal={station.KEY}",
        "Origin": origin,
        "X-Forwarded-Proto": proto,
    }
    with closing(http.client.HTTPConnection("127.0.0.1", application.port, timeout=30)) as connection:
        connection.request("POST", "/terminal/entries/", json.dumps({"entries": [ENTRY]}), headers)
        answer = connection.getresponse()
        return answer.status, answer.headers.get_all("Set-Cookie")


@pytest.mark.server
def test_key_travels_by_https_alone(proxied):
    headers = {"Content-Type": "application/x-www-form-urlencoded", "X-Forwarded-Proto": "https"}
    origin = {"Origin": f"https://127.0.0.1:{proxied.port}"}

    with closing(http.client.HTTPConnection("127.0.0.1", proxied.port, timeout=30)) as connection:
        connection.request("POST", "/terminal/enrol/", urlencode({"key": station.KEY}), headers | origin)
        answer = connection.getresponse()

    cookies = SimpleCookie(answer.headers["Set-Cookie"])
    assert (answer.status, answer.headers["Location"]) == (302, "/terminal/")
    assert list(cookies) == ["__Secure-lbn_terminal"]
    cookie = cookies["__Secure-lbn_terminal"]
    assert {name: cookie[name] for name in ("path", "httponly", "samesite", "secure", "domain")} == {
        "path": "/terminal/",
        "httponly": True,
        "samesite": "Strict",
        "secure": True,
        "domain": "",
    }


@pytest.mark.server
def test_origin_is_the_address_that_the_browser_sees(proxied):
    own = f"127.0.0.1:{proxied.port}"
    others = [f"http://{own}", "https://127.0.0.1", "https://127.0.0.1:1", "null", f"https://{own}/", f"{own}", ""]

    asked = {origin: status_for(proxied, origin=origin) for origin in others}
    counted = station.counts(proxied)

    assert asked == dict.fromkeys(others, (403, None))
    assert counted == []
    assert status_for(proxied, origin=f"https://{own}") == (200, None)


@pytest.mark.server
def test_entry_that_came_by_http_is_led_to_https_and_not_counted(proxied):
    before = station.counts(proxied)

    answer = status_for(proxied, origin=f"http://127.0.0.1:{proxied.port}", proto="http")

    assert answer == (301, None)
    assert station.counts(proxied) == before
