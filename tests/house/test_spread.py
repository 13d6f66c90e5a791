"""How tests are spread: over workers, over databases, and between those that are measured and those that are not."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import UNMEASURED
from tests.once import PAGES

ROOT = Path(__file__).parent.parent.parent
SHARING = """
import os, time
import pytest


@pytest.fixture(scope="module")
def made():
    return os.environ["PYTEST_XDIST_WORKER"]


@pytest.mark.parametrize("number", range(6))
def test_worker(made, number):
    with open("workers", "a") as file:
        file.write(f"{os.path.basename(__file__)} {made}\\n")
    time.sleep(0.1)
"""
ALONE = SHARING.replace('(scope="module")', "")


@pytest.mark.slow
@pytest.mark.once
def test_a_file_that_makes_something_for_all_of_its_tests_stays_on_one_worker(tmp_path):
    for name, source in (("test_first.py", SHARING), ("test_second.py", SHARING), ("test_alone.py", ALONE)):
        (tmp_path / name).write_text(source)
    command = [sys.executable, "-m", "pytest", "-q", "-n", "2", "-p", "tests.together", "--rootdir", ".", "."]

    subprocess.run(command, cwd=tmp_path, env=os.environ | {"PYTHONPATH": str(ROOT)}, check=True, capture_output=True)

    ran = (tmp_path / "workers").read_text().split("\n")[:-1]
    workers = {name: {line.split()[1] for line in ran if line.startswith(name)} for name in os.listdir(tmp_path)}
    assert len(ran) == 18
    assert [len(workers[name]) for name in ("test_first.py", "test_second.py", "test_alone.py")] == [1, 1, 2]


def test_the_files_that_are_named_are_there():
    assert [name for name in (*UNMEASURED, *PAGES) if not (ROOT / name.partition("::")[0]).exists()] == []
