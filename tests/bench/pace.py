"""How much is measured, and on what: one of these for a whole run."""

import os
from contextlib import ExitStack

from tests.servers import kinds


def asked(name):
    return os.environ.get(name, "") not in ("", "0")


class Pace:
    """QUICK=1 takes a few rounds of everything, FULL=1 many; databases are shared by all rows."""

    def __init__(self):
        self.quick, self.full = asked("QUICK"), asked("FULL")
        self.opened = ExitStack()
        self.grounds = {}

    def __enter__(self):
        return self

    def __exit__(self, *failure):
        return self.opened.__exit__(*failure)

    def of(self, quick, usual, full=None):
        """Return the number that this run takes of something."""
        if self.quick:
            return quick
        return (full or usual) if self.full else usual

    def ground(self, kind):
        """Return the `Ground` of this kind of database, made when it is first asked for."""
        if kind not in self.grounds:
            self.grounds[kind] = self.opened.enter_context(kinds.ground(kind))
        return self.grounds[kind]
