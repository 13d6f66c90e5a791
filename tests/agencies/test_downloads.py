"""A download has a name that any system can write, and is never opened in the page's place."""

import pytest

from agencies.downloads import CSV, download


@pytest.mark.parametrize(
    ("name", "header"),
    [
        ("log-2026-11.csv", 'attachment; filename="log-2026-11.csv"'),
        ('a"b\r\nSet-Cookie: x/../c.csv', 'attachment; filename="a-b-Set-Cookie-x-..-c.csv"'),
        ("../.env", 'attachment; filename="env"'),
        ("cañón.csv", "attachment; filename=\"canon.csv\"; filename*=utf-8''ca%C3%B1%C3%B3n.csv"),
    ],
    ids=["plain", "header and path", "hidden", "accents"],
)
def test_a_name_holds_only_what_every_system_can_write(name, header):
    answer = download(name, b"a,b\r\n")

    assert answer["Content-Disposition"] == header
    assert (answer["Content-Type"], answer.content) == (CSV, b"a,b\r\n")
