"""A process of its own over one database, that does what it is asked for and answers with what it measured inside."""

import json
import os
import subprocess
import sys

from tests.environment import FIXED
from tests.servers.gunicorn import ROOT


class Asked:
    """A running module that calls `answer`; close it in the end."""

    def __init__(self, module, address):
        self.process = subprocess.Popen(
            [sys.executable, "-W", "ignore", "-m", module],
            cwd=ROOT,
            env=os.environ
            | FIXED
            | {"DATABASE_URL": address, "DJANGO_SETTINGS_MODULE": "lbn.settings", "LBN_ZEAL": "off"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def ask(self, what, *given):
        """Let the process do one of what it `does` and return its answer."""
        self.process.stdin.write(json.dumps([what, *given]) + "\n")
        self.process.stdin.flush()
        said = self.process.stdout.readline()
        if not said:
            raise AssertionError(f"The process that was asked to {what} ended with {self.process.wait()}.")
        return json.loads(said)

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def answer(does):
    """Answer what the parent asks, with `does`: {name: function of plain data that returns plain data}."""
    import django

    django.setup()
    for line in sys.stdin:
        what, *given = json.loads(line)
        sys.stdout.write(json.dumps(does[what](*given)) + "\n")
        sys.stdout.flush()
