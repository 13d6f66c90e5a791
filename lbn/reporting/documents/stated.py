"""Adding what was stated."""

from collections.abc import Iterable


def sum_of_stated(figures: Iterable[int | None]) -> int | None:
    """Add what was stated; None where nothing was."""
    known = [figure for figure in figures if figure is not None]
    return sum(known) if known else None
