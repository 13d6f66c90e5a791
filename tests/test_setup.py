"""Setting up from a fresh clone, and the servers that the other tests stand on."""

import http.client
import os
import shutil
import socket
import stat
import subprocess
import sys
import tomllib
from pathlib import Path

import psycopg
import pytest

from tests.servers import browser, postgres

ROOT = Path(__file__).resolve().parent.parent
PINNED = ("requirements/base.txt", "requirements/dev.txt")


@pytest.fixture
def make(tmp_path):
    """Run make in a directory that holds only the Makefile: `make(target, NAME="value")`."""
    shutil.copy(ROOT / "Makefile", tmp_path)
    kept = {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/")}

    def run(*arguments, **environment):
        command = ["make", "--silent", f"PYTHON={sys.executable}", *arguments]
        return subprocess.run(command, cwd=tmp_path, env=kept | environment, capture_output=True, text=True)

    return run


@pytest.mark.parametrize("path", PINNED)
def test_every_requirement_is_pinned_with_hashes_and_names_no_registry(path):
    requirements = (ROOT / path).read_text().replace("\\\n", " ").splitlines()

    assert requirements
    assert [line for line in requirements if "==" not in line or "--hash=sha256:" not in line] == []
    assert [line for line in requirements if "://" in line or "index" in line] == []


def test_every_dependency_is_pinned_and_says_why_it_is_there():
    text = (ROOT / "pyproject.toml").read_text()
    project = tomllib.loads(text)["project"]
    pinned = (ROOT / "requirements/dev.txt").read_text()

    for dependency in project["dependencies"] + project["optional-dependencies"]["dev"]:
        name = dependency.split("~")[0].split("[")[0]
        before, line = text[: text.index(f'"{dependency}"')].splitlines()[-2], text[text.index(dependency) :]
        assert f"\n{name}==" in f"\n{pinned}"
        assert "  # " in line.splitlines()[0] or '", # ' in line.splitlines()[0] or before.strip().startswith("# ")


def test_keys_are_written_once_and_only_their_owner_may_read_them(make, tmp_path):
    first = make(".env")
    written = (tmp_path / ".env").read_text()
    make(".env")

    assert (first.returncode, first.stderr) == (0, "")
    assert [line.split("=")[0] for line in written.splitlines()] == ["SECRET_KEY", "LBN_DISCLOSURE_KEY"]
    assert all(len(line.split("=")[1]) == 64 for line in written.splitlines())
    assert (tmp_path / ".env").read_text() == written
    assert stat.S_IMODE((tmp_path / ".env").stat().st_mode) == 0o600


def test_a_missing_key_is_added_and_the_others_stay(make, tmp_path):
    (tmp_path / ".env").write_text("SECRET_KEY=mine\nALLOWED_HOSTS=example.org\n")

    make(".env")

    lines = (tmp_path / ".env").read_text().splitlines()
    assert lines[:2] == ["SECRET_KEY=mine", "ALLOWED_HOSTS=example.org"]
    assert [line.split("=")[0] for line in lines[2:]] == ["LBN_DISCLOSURE_KEY"]


def test_a_key_in_the_environment_is_not_written_down(make, tmp_path):
    make(".env", LBN_DISCLOSURE_KEY="from the vault")

    assert (tmp_path / ".env").read_text().split("=")[0] == "SECRET_KEY"
    assert "LBN_DISCLOSURE_KEY" not in (tmp_path / ".env").read_text()


def test_an_old_python_is_refused_in_one_sentence(make, tmp_path):
    refused = make(".venv/bin/python", "PYTHON=/bin/false")

    assert refused.returncode == 2
    assert refused.stdout == (
        "Python 3.11 or newer is needed and /bin/false is not: name one with make PYTHON=/path/to/python3.\n"
    )
    assert not (tmp_path / ".venv").exists()


def test_a_fresh_clone_is_set_up_by_one_command(make, tmp_path):
    (tmp_path / "requirements").mkdir()
    (tmp_path / "requirements/base.txt").touch()

    said = make("--dry-run", "run").stdout

    assert said.count("manage.py") == said.count("manage.py set_up") == 1
    assert said.rindex("set_up") < said.rindex("Serving") < said.rindex("gunicorn")


@pytest.mark.parametrize("word", ["run", "dev"])
def test_a_later_start_serves_at_once_and_says_beside_it_who_can_sign_in(make, tmp_path, word):
    (tmp_path / "requirements").mkdir()
    (tmp_path / ".env").write_text("SECRET_KEY=a\nLBN_DISCLOSURE_KEY=b\n")
    for path in ("requirements/base.txt", ".venv/bin/python", ".venv/.base", "var/lbn.sqlite3", "var/.ready"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).touch()

    said = make("--dry-run", word).stdout

    assert "set_up" not in said
    assert ".venv/bin/python manage.py load_demo --if-empty &" in said


@pytest.mark.server
def test_postgres_answers_on_its_socket_only_and_survives_a_kill():
    with postgres.running() as server:
        login = {"host": str(server.directory), "user": postgres.ROLE, "dbname": "postgres"}
        with psycopg.connect(**login, autocommit=True) as connection:
            connection.execute("CREATE TABLE kept AS SELECT 7 AS seven")
            told = [connection.execute(f"SHOW {name}").fetchone()[0] for name in ("listen_addresses", "fsync")]
        server.kill()
        server.start()
        with psycopg.connect(**login) as connection:
            kept = connection.execute("SELECT seven FROM kept").fetchone()

    assert told == ["", "on"]
    assert kept == (7,)
    assert not server.directory.exists()
    assert server.process.poll() is not None


@pytest.mark.server
def test_the_command_gets_the_address_and_its_exit_code_comes_back():
    script = "import os, sys; print(os.environ['DATABASE_URL']); sys.exit(7)"
    command = [sys.executable, "-m", "tests.servers.postgres", "--fast", "--", sys.executable, "-c", script]

    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)

    assert done.returncode == 7
    assert done.stdout.startswith("postgres://lbn@/postgres?host=")
    assert not Path(done.stdout.strip().split("=")[1]).exists()


def test_a_machine_without_postgres_is_told_what_to_install(monkeypatch):
    monkeypatch.setattr(postgres, "installed", lambda: iter(()))
    monkeypatch.setattr(postgres, "from_pip", lambda: None)

    with pytest.raises(postgres.NoPostgres, match="install one"):
        postgres.programs()


def test_a_browser_that_is_named_and_missing_is_told(monkeypatch):
    monkeypatch.setenv("LBN_CHROMIUM", "/nowhere/chromium")

    with pytest.raises(browser.NoBrowser, match="LBN_CHROMIUM names /nowhere/chromium"):
        browser.installed()


def test_served_applications_have_mail_data_and_clocks_of_their_own(served):
    first, second = served(), served(LBN_NOW="2026-10-01T12:00:00+00:00")

    first.manage("sendtestemail", "coordinator@example.org")
    first.manage("sendtestemail", "supplier@example.org")

    assert [mail["To"] for mail in first.mails()] == ["coordinator@example.org", "supplier@example.org"]
    assert second.mails() == []
    assert first.database_url != second.database_url
    assert year_and_month(second) == "2026-10"
    second.restart(LBN_NOW="2027-01-01T12:00:00+00:00")
    assert year_and_month(second) == "2027-01"


def test_a_killed_application_is_gone_and_starts_again_where_it_was(served):
    application = served()

    application.kill()
    assert not application.ready()

    application.start()
    assert application.ready()


def test_the_access_log_names_nobody_and_leaves_the_terminal_out(served):
    application = served()

    for path in ("/healthz?who=jane", "/terminal/?zip=12208", "/terminal", "/%74erminal/entries/"):
        ask(application, path)
    with socket.create_connection(("127.0.0.1", application.port)) as raw:
        raw.sendall(b"GET /terminal/?zip=12208 NONSENSE\r\n\r\n")
        raw.recv(1000)
    ask(application, "/healthz?last=yes")
    application.stop()
    log = application.log_text()

    requests = [line.split(" ") for line in log.splitlines() if line.startswith(("GET ", "POST "))]
    assert [line[:3] for line in requests if line[1] != "/readyz"] == [["GET", "/healthz", "200"]] * 2
    assert all(len(line) == 4 and line[3].endswith("ms") for line in requests)
    assert "A malformed request was refused." in log
    assert [word for word in ("12208", "jane", "ip=127", "probe/1.0") if word in log] == []


def test_a_page_opens_in_a_browser(served, page):
    application = served()

    answer = page.goto(f"{application.url}/healthz")

    assert answer.status == 200
    assert page.viewport_size == {"width": 1280, "height": 800}


def year_and_month(application):
    """Return what the application's clock shows, as YYYY-MM."""
    script = "from agencies import clock; print(clock.today('America/New_York').strftime('%Y-%m'))"
    return application.manage("shell", "--no-imports", "-c", script).stdout.strip()


def ask(application, path):
    """Send a GET with nothing but a host and a name, and return the status."""
    connection = http.client.HTTPConnection("127.0.0.1", application.port, timeout=10)
    connection.request("GET", path, headers={"User-Agent": "probe/1.0"})
    status = connection.getresponse().status
    connection.close()
    return status
