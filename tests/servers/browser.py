"""Chromium for the tests: found, installed when it is missing, started with one set of switches.

    python -m tests.servers.browser

makes sure that there is one, and says what it does.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Error, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
SWITCHES = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
]
NO_BROWSER = (
    "No Chromium was found: install one (Debian: apt-get install chromium), name it in LBN_CHROMIUM, "
    "or set LBN_NO_BROWSER=1 to leave the browser tests out."
)


class NoBrowser(RuntimeError):
    """There is no Chromium to drive; the message is one sentence for people."""


def unwanted():
    """Say whether LBN_NO_BROWSER asks for the browser tests to be left out."""
    return os.environ.get("LBN_NO_BROWSER", "") not in ("", "0")


def installed():
    """Return the path of an installed Chromium, or None; LBN_CHROMIUM wins over every other."""
    if named := os.environ.get("LBN_CHROMIUM"):
        if not shutil.which(named):
            raise NoBrowser(f"LBN_CHROMIUM names {named}, which is not a program: correct or unset it.")
        return named
    found = map(shutil.which, (*NAMES, MAC))
    return next((path for path in found if path), None)


def executable(playwright):
    """Return the path of the Chromium to drive: an installed one, else playwright's own."""
    path = installed() or playwright.chromium.executable_path
    if not Path(path).exists() and not shutil.which(path):
        raise NoBrowser(NO_BROWSER)
    return path


def start(playwright):
    """Start a Chromium without a window and return it."""
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    return playwright.chromium.launch(executable_path=executable(playwright), args=SWITCHES + sandbox)


def installers():
    """Yield the ways to install Chromium here, best first: what to say, and the commands to run."""
    if os.geteuid() == 0 and shutil.which("apt-get"):
        get = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium", "fonts-liberation"]
        yield "Debian's chromium", [["apt-get", "update", "-qq"], get]
    command = [sys.executable, "-m", "playwright", "install", "chromium"]
    yield "playwright's Chromium", [[*command, "--with-deps"] if os.geteuid() == 0 else command]


def usable():
    """Say what Chromium starts here (its path and version), or raise NoBrowser."""
    with sync_playwright() as playwright:
        path = executable(playwright)
        try:
            browser = start(playwright)
        except Error as refusal:
            raise NoBrowser(f"{path} does not start: {refusal.message.splitlines()[0]}") from refusal
        told = f"{path} ({browser.version})"
        browser.close()
        return told


def provide():
    """Return what `usable` says, after installing Chromium if need be; raise NoBrowser if none can be had.

    One that LBN_CHROMIUM names is never replaced.
    """
    if os.environ.get("LBN_CHROMIUM"):
        return usable()
    try:
        return usable()
    except NoBrowser as missing:
        print(missing, flush=True)
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for name, commands in installers():
        print(f"Installing {name} ...", flush=True)
        if all(subprocess.run(command, env=quiet, check=False).returncode == 0 for command in commands):
            return usable()
    raise NoBrowser(NO_BROWSER)


def main():
    if unwanted():
        print("LBN_NO_BROWSER is set: the browser tests are left out.")
        return
    try:
        print(f"Browser: {provide()}")
    except NoBrowser as sentence:
        print(f"{sentence} The browser tests will fail.", file=sys.stderr)


if __name__ == "__main__":
    main()
