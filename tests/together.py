"""Which tests stay together on one worker: those of a file that makes something for all of them, once.

The others go one by one to whoever is free. The marks of pytest-xdist are not used: its release 3.8 writes a test's
group to where pytest 9 does not look, so each worker took some of every group and made everything again.
"""

from functools import cache

import pytest
from xdist.scheduler import LoadScopeScheduling

FOR_THE_WHOLE_FILE = 'scope="module"'


@cache
def shares(file):
    """Say whether the tests in `file` share what is made once for all of them."""
    return FOR_THE_WHOLE_FILE in file.read_text()


class FilesTogether(LoadScopeScheduling):
    """Gives a worker either all tests of a file or one; files first, the longest of them before the others."""

    def _split_scope(self, nodeid):
        path = nodeid.partition("::")[0]
        return path if shares(self.config.rootpath / path) else nodeid


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    return FilesTogether(config, log)
