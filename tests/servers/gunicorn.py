"""The application as it runs in production: real gunicorn workers over a database of their own."""

import email
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from email import policy
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
SECONDS_TO_START = 30
MEASURED = "COVERAGE_PROCESS_START"  # a server that is killed leaves no measure, and would only be slower for it
BETWEEN_MAILS = b"\n" + b"-" * 79 + b"\n"
DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def manage(environment, *arguments, check=True):
    """Run `manage.py` with `arguments` (made text) in `environment` and return the CompletedProcess.

    Raises AssertionError with everything the command said when it fails and `check` is true.
    """
    command = [sys.executable, "manage.py", *map(str, arguments)]
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        timeout=600,
    )
    if check and done.returncode:
        raise AssertionError(f"{' '.join(command[1:])} ended with {done.returncode}\n{done.stdout}{done.stderr}")
    return done


def free_port():
    """Return a port of 127.0.0.1 that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Served:
    """One running application: its address, its database, its mail, its log.

    `directory` is its own and empty; `database_url` is migrated already; `changes` are further
    environment variables. Nothing runs before `start`.
    """

    wsgi = "lbn.wsgi"

    def __init__(self, *, directory, database_url, changes):
        self.directory = directory
        self.database_url = database_url
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.mail_directory = directory / "mail"
        self.log = directory / "gunicorn.log"
        self.environment = os.environ | {
            "DATABASE_URL": database_url,
            "LBN_BASE_URL": self.url,
            "LBN_BIND": f"127.0.0.1:{self.port}",
            "LBN_ZEAL": "off",
            "EMAIL_URL": f"filemail:///{self.mail_directory}",
            "LBN_MEDIA_DIR": str(directory / "documents"),
        }
        self.environment |= changes
        self.process: subprocess.Popen | None = None

    def start(self):
        """Start gunicorn and return once `/readyz` says that it serves."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "gunicorn", self.wsgi],
                cwd=ROOT,
                env={name: value for name, value in self.environment.items() if name != MEASURED},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        deadline = time.monotonic() + SECONDS_TO_START
        while not self.ready():
            if self.process.poll() is not None or time.monotonic() > deadline:
                self.kill()
                raise AssertionError(f"gunicorn did not come up:\n{self.log_text()}")
            time.sleep(0.05)

    def ready(self):
        """Say whether `/readyz` answers 200."""
        try:
            with DIRECT.open(f"{self.url}/readyz", timeout=5) as answer:
                return answer.status == 200
        except OSError:
            return False

    def restart(self, **changes):
        """Stop in good order and start again with further environment variables (LBN_NOW moves the clock)."""
        self.stop()
        self.environment |= changes
        self.start()

    def stop(self):
        """Stop in good order, and by force after ten seconds."""
        if self.process and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.kill()

    def kill(self):
        """Stop master and workers at once, as `kill -9` does."""
        if self.process:
            try:
                os.killpg(self.process.pid, signal.SIGKILL)
            except ProcessLookupError:
                return
            self.process.wait()

    def manage(self, *arguments, check=True):
        """Run a management command on this application's database; see `manage`."""
        return manage(self.environment, *arguments, check=check)

    def mails(self):
        """Return every mail sent so far, oldest first, as `email.message.EmailMessage`."""
        files = sorted(self.mail_directory.glob("*.log"), key=lambda file: (file.stat().st_mtime_ns, file.name))
        parts = [part for file in files for part in file.read_bytes().split(BETWEEN_MAILS)]
        return [email.message_from_bytes(part, policy=policy.default) for part in parts if part.strip()]

    def log_text(self):
        """Return the access and error log so far; a request's line follows its answer, so `stop` first for all."""
        return self.log.read_text(errors="replace")
