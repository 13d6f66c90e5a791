"""Behind a proxy that ends https, the terminal's cookie is sent by https alone."""

import http.client
from contextlib import closing
from http.cookies import SimpleCookie
from urllib.parse import urlencode

from tests.distributions import station


def test_key_travels_by_https_alone(served):
    application = served(prepared=station.PREPARED, LBN_BASE_URL="https://127.0.0.1", TRUSTED_PROXIES="1")
    headers = {"Content-Type": "application/x-www-form-urlencoded", "X-Forwarded-Proto": "https"}
    origin = {"Origin": f"https://127.0.0.1:{application.port}"}

    with closing(http.client.HTTPConnection("127.0.0.1", application.port, timeout=30)) as connection:
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
