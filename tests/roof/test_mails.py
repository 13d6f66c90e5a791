"""Mails that are kept at this machine: as files of their owner, on a page that exists nowhere else."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.mail import EmailMessage as Mail
from django.core.mail import EmailMultiAlternatives, get_connection
from django.urls import reverse

from lbn.mails.files import BACKEND, find_mail, keep_mails, list_mails, write_mail

ROOT = Path(__file__).parent.parent.parent
HTTPS = {
    "LBN_BASE_URL": "https://lbn.example.org",
    "ALLOWED_HOSTS": "lbn.example.org",
    "LBN_NOW": "",
    "EMAIL_URL": "smtp://mail.example.org:25",
}
SCRIPT = "<p>Hello</p><script>alert(1)</script>"


@pytest.fixture(autouse=True)
def directory(settings, tmp_path):
    settings.MAIL_DIRECTORY = tmp_path / "mails"
    settings.EMAIL_BACKEND = BACKEND
    return settings.MAIL_DIRECTORY


def send(subject="Confirm your agency", body="Open http://127.0.0.1:8000/register/confirm/abc/", **given):
    Mail(subject, body, to=["rowan@fallowfield.example"], **given).send()
    return list_mails()[0]


def send_html():
    mail = EmailMultiAlternatives("Both", "as text", to=["robin@example.org"])
    mail.attach_alternative(SCRIPT, "text/html")
    mail.attach("report.csv", "\N{ZERO WIDTH NO-BREAK SPACE}Figure,Value\r\n".encode(), "text/csv")
    mail.attach("Übersicht.bin", b"\x00\x01", "application/octet-stream")
    mail.send()
    return list_mails()[0]


def test_each_mail_is_a_file_that_only_its_owner_may_read(directory):
    connection = get_connection()

    sent = connection.send_messages([Mail("One", "1", to=["a@example.org"]), Mail("Two", "2", to=["b@example.org"])])

    files = list(directory.iterdir())
    assert sent == 2
    assert [stat.S_IMODE(file.stat().st_mode) for file in files] == [0o600, 0o600]
    assert stat.S_IMODE(directory.stat().st_mode) == 0o700
    assert [(mail.subject, mail.to) for mail in list_mails()] == [("Two", "b@example.org"), ("One", "a@example.org")]


def test_what_was_sent_is_read_again():
    mail = send_html()

    assert (mail.subject, mail.to, mail.text.strip(), mail.html.strip()) == (
        "Both",
        "robin@example.org",
        "as text",
        SCRIPT,
    )
    assert [(file.name, file.kind) for file in mail.attachments] == [
        ("report.csv", "text/csv"),
        ("Übersicht.bin", "application/octet-stream"),
    ]
    assert mail.attachments[1].content == b"\x00\x01"


def test_a_mail_that_could_not_be_written_whole_is_not_listed():
    kept = send()

    with pytest.raises(TypeError):
        write_mail("not bytes, so that the file stays empty")

    assert [mail.name for mail in list_mails()] == [kept.name]


def test_a_mail_without_headers_is_shown_all_the_same(client):
    write_mail(b"\r\nnothing but this\r\n")
    kept = list_mails()[0]

    answer = client.get(reverse("dev:mail", args=[kept.name]))

    assert (kept.subject, kept.to, kept.sent_at) == ("", "", None)
    assert "nothing but this" in answer.content.decode()
    assert "<h1>Without a subject</h1>" in answer.content.decode()


def test_a_command_keeps_its_mails_where_a_server_is_named(settings, mailoutbox):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

    with keep_mails():
        Mail("Kept", "", to=["a@example.org"]).send()
    Mail("Sent", "", to=["a@example.org"]).send()

    assert [mail.subject for mail in list_mails()] == ["Kept"]
    assert [mail.subject for mail in mailoutbox] == ["Sent"]


@pytest.mark.django_db
def test_the_page_says_how_to_begin_where_there_is_no_mail(client):
    answer = client.get("/dev/mail/")

    assert answer.status_code == 200
    assert "No mail yet" in answer.content.decode()


def test_the_page_lists_each_mail_and_leads_to_it(client):
    kept = send()

    listed = client.get("/dev/mail/").content.decode()
    shown = client.get(f"/dev/mail/{kept.name}/").content.decode()

    assert f'href="/dev/mail/{kept.name}/"' in listed
    assert [word in listed for word in ("Confirm your agency", "rowan@fallowfield.example")] == [True, True]
    assert 'href="http://127.0.0.1:8000/register/confirm/abc/"' in shown


def test_what_a_mail_says_is_text_and_not_markup(client):
    kept = send(subject="<b>bold</b>", body=SCRIPT)

    page = client.get(f"/dev/mail/{kept.name}/").content.decode()

    assert "<script>alert" not in page
    assert "<b>bold" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_an_html_part_is_shown_by_itself_and_may_do_nothing(client):
    kept = send_html()

    page = client.get(f"/dev/mail/{kept.name}/")
    part = client.get(f"/dev/mail/{kept.name}/html/")

    assert f'href="/dev/mail/{kept.name}/html/"' in page.content.decode()
    assert "<script>" not in page.content.decode().split("<main")[1]
    assert part.content.decode().strip() == SCRIPT
    assert part["Content-Security-Policy"].startswith("sandbox; default-src 'none';")
    assert "script-src" not in part["Content-Security-Policy"]


def test_a_mail_is_read_in_its_own_language(client):
    kept = send(headers={"Content-Language": "es"})

    assert '<div class="measure stack" lang="es">' in client.get(f"/dev/mail/{kept.name}/").content.decode()


def test_attachments_are_saved_and_never_opened(client):
    kept = send_html()

    answers = [client.get(f"/dev/mail/{kept.name}/attachments/{number}/") for number in (0, 1, 2, 3)]

    assert [answer.status_code for answer in answers] == [404, 200, 200, 404]
    assert answers[1]["Content-Disposition"] == 'attachment; filename="report.csv"'
    assert answers[2]["Content-Disposition"] == (
        "attachment; filename=\"Ubersicht.bin\"; filename*=utf-8''%C3%9Cbersicht.bin"
    )
    assert (answers[2].content, answers[1]["X-Content-Type-Options"]) == (b"\x00\x01", "nosniff")


@pytest.mark.parametrize("path", ["", "1-ab/", "1-ab/html/", "1-ab/attachments/1/"])
def test_whoever_comes_from_elsewhere_and_says_our_name_is_told_nothing(client, path):
    kept = send_html()

    answer = client.get(f"/dev/mail/{path}".replace("1-ab", kept.name), REMOTE_ADDR="192.0.2.7")

    assert answer.status_code == 404
    assert "robin@example.org" not in answer.content.decode()


@pytest.mark.parametrize("name", ["1-ab", "..", "%2e%2e%2fdemo-password", "a.eml"])
def test_a_name_that_is_no_mail_is_not_found(client, directory, name):
    send()
    (directory.parent / "demo-password").write_text("secret")

    assert client.get(f"/dev/mail/{name}/").status_code == 404
    assert find_mail("1-ab") is None


@pytest.mark.parametrize(
    ("changes", "is_there"),
    [
        ({}, True),
        ({"EMAIL_URL": "smtp://mail.example.org:25"}, False),
        ({"TRUSTED_PROXIES": "1"}, False),
        ({"ALLOWED_HOSTS": "127.0.0.1,lbn.example.org", "LBN_NOW": ""}, False),
        (HTTPS, False),
    ],
)
def test_the_address_exists_only_where_this_machine_alone_comes_in(changes, is_there):
    script = (
        "import django; django.setup()\n"
        "from django.conf import settings; from django.urls import is_valid_path\n"
        "print(bool(is_valid_path('/dev/mail/')), settings.EMAIL_BACKEND.split('.')[-2])"
    )
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "lbn.settings"} | changes

    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, env=environment, capture_output=True, text=True)

    kept_by = "smtp" if "EMAIL_URL" in changes else "files" if is_there else "console"
    assert done.stdout.split() == [str(is_there), kept_by], done.stderr
