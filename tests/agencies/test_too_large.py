"""What is far too large is refused by its stated length, before any of it is read; memory and what was typed stay."""

import http.client
from contextlib import closing
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from agencies.actions.applications import page_of
from agencies.forms.applications import UploadForm
from agencies.models import DocumentVersion
from agencies.uploads import TOO_LARGE
from tests.agencies.applicants import draft, words

MEGABYTE = 1024 * 1024


def upload_page(application):
    document = application.required_documents.first()
    return f"{page_of(application).removeprefix(settings.LBN_BASE_URL)}documents/{document.pk}/"


def test_a_body_that_is_too_long_is_refused_unread_with_a_sentence(client, program):
    application = draft(program)
    where = upload_page(application)

    stated = {"CONTENT_LENGTH": str(11 * MEGABYTE + 1), "HTTP_REFERER": f"http://testserver{where}"}
    answer = client.post(where, data=b"", content_type="multipart/form-data", **stated)

    assert answer.status_code == 413
    assert "A file can have at most 10 MB. What you sent is larger, so we did not read it" in words(answer)
    assert f'href="http://testserver{where}"' in words(answer)
    assert "is still there when you go back" not in words(answer)
    assert answer.headers["Cache-Control"] == "no-store"
    assert not DocumentVersion.objects.exists()


def test_the_way_back_leads_nowhere_else(client):
    stated = {"CONTENT_LENGTH": "99999999999", "HTTP_REFERER": "https://evil.example/"}

    answer = client.post("/", data=b"", content_type="text/plain", **stated)

    assert (answer.status_code, "evil.example" in words(answer)) == (413, False)


@pytest.mark.parametrize(
    ("stated", "status"),
    [
        ("9" * 5000, 413),
        ("0" * 30 + "99999999999", 413),
        ("+99999999999", 400),
        (" 99999999999", 400),
        ("9_9", 400),
        ("-1", 400),
        ("000", 200),
        ("", 200),
    ],
)
def test_a_length_that_is_no_plain_number_is_refused_and_a_long_one_is_too_large(client, program, stated, status):
    where = reverse("registration:begin")

    answer = client.generic("GET", where, data=b"", CONTENT_LENGTH=stated)

    assert answer.status_code == status


def test_a_file_a_little_too_large_is_refused_at_its_field_with_what_was_typed(client, program):
    application = draft(program)
    file = SimpleUploadedFile("plan.pdf", b"%PDF-" + b"0" * (10 * MEGABYTE))

    answer = client.post(upload_page(application), {"file": file})

    assert answer.status_code == 200
    assert "This file is larger than 10 MB." in words(answer)
    assert not DocumentVersion.objects.exists()


def test_a_page_without_a_body_is_as_it_was(client, program):
    assert client.get(reverse("registration:begin")).status_code == 200


def memory_of(process):
    """How much memory the workers of a server hold at most so far, in bytes."""
    workers = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    lines = [line for worker in workers for line in Path(f"/proc/{worker}/status").read_text().splitlines()]
    return max(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM:"))


@pytest.mark.server
@pytest.mark.once
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is read where /proc is")
def test_a_real_server_answers_before_the_body_and_its_memory_stays_flat(served):
    application = served()
    with closing(http.client.HTTPConnection("127.0.0.1", application.port, timeout=30)) as connection:
        connection.request("GET", "/register/")
        connection.getresponse().read()
    before = memory_of(application.process.pid)

    with closing(http.client.HTTPConnection("127.0.0.1", application.port, timeout=30)) as connection:
        connection.putrequest("POST", "/register/application/x/documents/00000000-0000-4000-8000-000000000000/")
        connection.putheader("Content-Type", "multipart/form-data; boundary=x")
        connection.putheader("Content-Length", str(200 * MEGABYTE))
        connection.endheaders()
        answer = connection.getresponse()

        assert answer.status == 413
        assert b"This is too large" in answer.read()
    assert memory_of(application.process.pid) - before < 20 * MEGABYTE


def test_a_browser_says_it_before_it_sends_and_keeps_what_was_typed(served, page, tmp_path):
    application = served()
    large = tmp_path / "plan.pdf"
    large.write_bytes(b"%PDF-" + b"0" * (10 * MEGABYTE))
    form = UploadForm(is_valid_for_a_time=True)
    page.goto(f"{application.url}/register/")
    drawn = f'<form method="get" action="/privacy/">{form["file"]}{form["issued_on"]}<button>Upload</button></form>'
    page.evaluate("(form) => { document.querySelector('main').innerHTML = form }", drawn)
    page.add_script_tag(url=f"{application.url}/static/agencies/files.js")
    page.fill("input[type=date]", "2026-11-01")

    page.set_input_files("input[type=file]", large)
    page.click("main button")

    assert page.inner_text("[role=alert]") == str(TOO_LARGE)
    assert page.url.endswith("/register/")
    assert page.input_value("input[type=date]") == "2026-11-01"
    small = tmp_path / "small.pdf"
    small.write_bytes(b"%PDF-")
    page.set_input_files("input[type=file]", small)
    assert page.inner_text("[role=alert]") == ""
    page.click("main button")
    page.wait_for_url("**/privacy/**")
