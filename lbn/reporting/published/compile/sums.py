"""What a supplier is published over several periods: the sum of what it was published in each, not counted anew."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

from agencies.models import ReportingScope
from lbn.reporting.documents.canonical import from_plain, to_plain
from lbn.reporting.fold import add_up
from lbn.reporting.published.compile.agencies import sum_of_stated
from lbn.reporting.published.compile.cells import period_label
from lbn.reporting.published.compile.comparison import compared
from lbn.reporting.published.compile.earlier import agencies_of

Content = dict[str, Any]
ADDED = ("handouts", "kits", "doses", "people_trained")
STATED = ("received", "personnel_trained", "sessions")


def sum_content(
    *,
    scope: ReportingScope,
    parts: Sequence[Content],
    starts_on: date,
    ends_on: date,
    as_of: date,
    withdrawn: int = 0,
) -> Content:
    """Return what the supplier of `scope` is published for the days from `starts_on` to `ends_on`, as plain data.

    `parts` are the contents of the scope's base reports that make them up, oldest first; `withdrawn` says how many of
    them were withdrawn since. Raises ValueError where they
    do not belong together.
    """
    label = period_label(starts_on, ends_on)
    report = add_up([from_plain(part["report"]) for part in parts], scope=f"scope {scope.pk}", period=label)
    agencies = added_agencies(parts)
    return {
        **parts[-1],
        "starts_on": starts_on.isoformat(),
        "ends_on": ends_on.isoformat(),
        "as_of": as_of.isoformat(),
        "report": to_plain(report),
        "withdrawn": withdrawn,
        "agencies": agencies,
        "other_items": added_items(parts),
        "people_trained": sum(part["people_trained"] for part in parts),
        "received": sum_of_stated(row["received"] for row in agencies),
        "net_corrections": dict(sum((Sums(part["net_corrections"]) for part in parts), Sums())),
        "comparison": compared(scope.issues, (starts_on, ends_on)),
    }


class Sums(Counter):
    """A counter whose sums keep what is nothing or below."""

    def __add__(self, other):
        return Sums({key: self[key] + other[key] for key in self.keys() | other.keys()})


def added_agencies(parts: Sequence[Content]) -> list[dict[str, Any]]:
    """Return one row for each agency of any part, by name: its figures added, names and levels as in its last one."""
    rows: dict[str, list[dict[str, Any]]] = {}
    for part in parts:
        for row in agencies_of(part):
            rows.setdefault(row["slug"], []).append(row)
    return sorted((added_agency(own) for own in rows.values()), key=lambda row: (row["agency"], row["slug"]))


def added_agency(own: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Add one agency's rows, oldest first."""
    return (
        own[-1]
        | {name: sum(row[name] for row in own) for name in ADDED}
        | {name: sum_of_stated(row.get(name) for row in own) for name in STATED}
        | {"typed": added_typed([row.get("typed") or {} for row in own])}
        | {"reports": dict(sum((Sums(row["reports"]) for row in own), Sums()))}
        | {"status": None, "came": None, "expected": any(row["expected"] for row in own)}
    )


def added_typed(typed: Sequence[dict[str, int | None]]) -> dict[str, int | None]:
    """Add what was typed of each figure; None where nobody stated it."""
    return {
        name: sum_of_stated(one.get(name) for one in typed) for name in dict.fromkeys(n for one in typed for n in one)
    }


def added_items(parts: Sequence[Content]) -> list[dict[str, Any]]:
    """Add what was left beside naloxone, by kind of item."""
    items: dict[str, Sums] = {}
    for row in (row for part in parts for row in part["other_items"]):
        items[row["item"]] = items.get(row["item"], Sums()) + Sums(items=row["items"], handouts=row["handouts"])
    return [{"item": item, **items[item]} for item in sorted(items)]
