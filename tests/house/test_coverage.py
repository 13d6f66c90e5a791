"""The figure at the end of `make test` says what was run, and too little ends it in red."""

import pytest

from tests import coverage


def said_of(*, lines, run, missing=()):
    """What coverage says of one file with ten branches, of which nine were run."""
    summary = {"missing_lines": len(missing), "missing_branches": 1}
    totals = {"num_statements": lines, "covered_lines": run, "num_branches": 10, "covered_branches": 9}
    return {"totals": totals, "files": {"lbn/x.py": {"summary": summary, "missing_lines": list(missing)}}}


@pytest.fixture
def measured(monkeypatch):
    """Let the suites have run so much: `measured(lines=…, run=…)`."""

    def measured(**figures):
        monkeypatch.setattr(coverage, "join", lambda: said_of(**figures))

    return measured


def test_the_figure_and_what_was_not_run_are_printed(measured, capsys):
    measured(lines=990, run=985, missing=[3, 5, 6, 7, 9])

    code = coverage.main()

    assert code == 0
    assert capsys.readouterr().out.splitlines() == [
        "99.40 % of the product was run: of 990 lines and 10 branches; of the branches alone 90.0%. "
        f"The floor is {coverage.FLOOR} %.",
        "     6 not run in lbn/x.py: line 3, 5-7, 9",
    ]


def test_less_than_the_floor_ends_in_red(measured, capsys):
    measured(lines=990, run=900)

    code = coverage.main()

    assert code == 1
    assert "the floor is never lowered" in capsys.readouterr().out


def test_the_share_is_never_rounded_up():
    assert coverage.percent_of(said_of(lines=99_990, run=96_990)["totals"]) == 96.99
