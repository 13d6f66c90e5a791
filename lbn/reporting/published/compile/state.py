"""What is published of a whole state: the rows of its scopes, summed, and nothing computed from counts.

Its program office reads this. Health departments and the public get parts of it, merged or left out, never more.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from agencies.models import Program
from lbn.reporting.documents.canonical import from_plain, to_plain
from lbn.reporting.fold import THRESHOLD, Figures, Folded, add_up, protected, release, roll_up
from lbn.reporting.published.compile.agencies import STANDINGS
from lbn.reporting.published.compile.cells import disclosure_key, period_label
from lbn.reporting.published.compile.comparison import compared
from lbn.reporting.published.compile.earlier import agencies_of
from lbn.reporting.published.compile.scope import FORMAT

Content = dict[str, Any]
NET = ("handouts", "kits", "doses")


def state_content(
    *,
    program: Program,
    starts_on: date,
    ends_on: date,
    as_of: date,
    scopes: Sequence[Content],
    earlier: Sequence[Content],
    carried: Iterable[Sequence[Content]],
    withdrawn: int = 0,
) -> Content:
    """Return what is published of a state for one quarter, as plain data.

    `scopes` are the frozen contents of all its scopes' base reports of this quarter (three of a monthly scope),
    `earlier` the state's contents published before, and `carried` the scopes' contents of each earlier quarter,
    oldest first: corrections wait there until they stand on enough occasions; `withdrawn` says how many of `scopes`
    were withdrawn since.
    """
    label = period_label(starts_on, ends_on)
    reports = [from_plain(content["report"]) for content in scopes]
    report = roll_up(reports, key=disclosure_key(), scope=f"state {program.state}", period=label)
    hidden = report.total is None
    content = {
        **frame(program, starts_on, ends_on, as_of, report),
        "withdrawn": withdrawn,
        **who_reported(agency_rows(scopes)),
        "people_trained": None if hidden else shown(sum(one["people_trained"] for one in scopes), report),
        "other_items": [] if hidden else other_items(scopes),
        "typed": None if hidden else typed_figures(scopes),
        "people_stated": all_stated(scopes),
        "net_corrections": released_corrections([*carried, scopes]),
    }
    return content | {"to_date": to_date([*earlier, content])}


def year_content(
    *,
    program: Program,
    starts_on: date,
    ends_on: date,
    as_of: date,
    quarters: Sequence[Content],
    scopes: Sequence[Content],
    yearly: Sequence[Content],
    earlier: Sequence[Content],
    withdrawn: int = 0,
) -> Content:
    """Return what is published of a state for a year: the sum of its quarters, as plain data.

    `quarters` are the state's contents of the year's quarters; `scopes` the base contents of these quarters, read for
    which agencies there were; `yearly` the contents of those scopes whose places are shown by year, joined here;
    `earlier` the state's contents published before; `withdrawn` how many of `scopes` and `yearly` were withdrawn.
    """
    label = period_label(starts_on, ends_on)
    parts = [from_plain(content["report"]) for content in quarters]
    joined = joined_years(program, label, yearly)
    report = add_up([*parts, *joined], scope=f"state {program.state}", period=label)
    content = {
        **frame(program, starts_on, ends_on, as_of, report),
        "withdrawn": withdrawn,
        **who_reported(agency_rows(scopes)),
        "people_trained": added([one["people_trained"] for one in quarters]),
        "other_items": added_items(quarters),
        "typed": added_typed(quarters),
        "people_stated": all(one["people_stated"] for one in quarters),
        "net_corrections": {name: sum(one["net_corrections"][name] for one in quarters) for name in NET},
        "yearly": to_plain(joined[0]) if joined else None,
    }
    return content | {"to_date": to_date([*earlier, content])}


def joined_years(program: Program, label: str, yearly: Sequence[Content]) -> list[Folded]:
    """Return the roll-up of the yearly scopes' years, or nothing where there are none."""
    reports = [from_plain(content["report"]) for content in yearly]
    return [roll_up(reports, key=disclosure_key(), scope=f"state {program.state}", period=label)] if reports else []


def frame(program: Program, starts_on: date, ends_on: date, as_of: date, report: Folded) -> Content:
    """What every content of a state says of itself."""
    return {
        "format": FORMAT,
        "kind": "state",
        "reader": program.office_name,
        "state": program.state,
        "starts_on": starts_on.isoformat(),
        "ends_on": ends_on.isoformat(),
        "as_of": as_of.isoformat(),
        "report": to_plain(report),
        "comparison": compared(program.issues.filter(is_public=False), (starts_on, ends_on)),
    }


def agency_rows(scopes: Iterable[Content]) -> list[dict[str, Any]]:
    return [row for content in scopes for row in agencies_of(content)]


def who_reported(rows: Sequence[dict[str, Any]]) -> Content:
    """Return completeness in all and by kind of agency, and in which counties (keys) there was one.

    Of single agencies only the standing is counted; of kinds also people trained and sessions, never kits.
    """
    kinds = sorted({row["kind"] for row in rows} - {""})
    return {
        "reporting": completeness(rows),
        "by_kind": [of_kind(kind, [row for row in rows if row["kind"] == kind]) for kind in kinds],
        "operating": sorted({row["county"] for row in rows}),
    }


def completeness(rows: Sequence[dict[str, Any]]) -> dict[str, int]:
    """Return how many agencies there were, how many reports were expected of them, and how those stand."""
    reports = sum((Counter(row["reports"]) for row in rows), Counter())
    names = ("expected", "came", *STANDINGS)
    return {"agencies": len({row["slug"] for row in rows})} | {name: reports[name] for name in names}


def of_kind(kind: str, rows: Sequence[dict[str, Any]]) -> dict[str, Any]:
    reports = completeness(rows)
    return {
        "kind": kind,
        **{name: reports[name] for name in ("agencies", "expected", "came", "on_time")},
        "personnel_trained": sum(row["personnel_trained"] or 0 for row in rows),
        "sessions": sum(row["sessions"] or 0 for row in rows),
    }


def shown(figure: int, report: Folded) -> int | None:
    """A figure of which only a total is told, or None where it is small: it then reads "fewer than"."""
    return figure if figure == 0 or figure >= report.threshold else None


def other_items(scopes: Iterable[Content]) -> list[dict[str, Any]]:
    """Add what was left beside naloxone by kind of item, hidden where it was left too few times."""
    items: dict[str, Counter] = {}
    for row in (row for content in scopes for row in content["other_items"]):
        items.setdefault(row["item"], Counter()).update(items=row["items"], handouts=row["handouts"])
    return [
        {"item": item, **{name: protected(sums[name], handouts=sums["handouts"]) for name in ("items", "handouts")}}
        for item, sums in sorted(items.items())
    ]


def typed_figures(scopes: Sequence[Content]) -> dict[str, int | None]:
    """Add what agencies typed, such as people served; None where the sum is small, left out where nobody typed it."""
    sums: Counter = Counter()
    for row in agency_rows(scopes):
        sums.update({name: figure for name, figure in (row["typed"] or {}).items() if figure is not None})
    return {name: figure if figure == 0 or figure >= THRESHOLD else None for name, figure in sums.items()}


def all_stated(scopes: Sequence[Content]) -> bool:
    """Tell whether every agency that left kits stated how many people it served, and at least one did."""
    left = [row for row in agency_rows(scopes) if row["handouts"]]
    return bool(left) and all((row.get("typed") or {}).get("people_served") is not None for row in left)


def added(figures: Sequence[int | None]) -> int | None:
    """Add figures of which none may be found by subtraction: None as soon as one is hidden."""
    return None if any(figure is None for figure in figures) else sum(figures)  # type: ignore[arg-type]


def added_typed(quarters: Sequence[Content]) -> dict[str, int | None]:
    """Add typed figures over quarters; hidden as soon as one quarter hides them."""
    typed = [one["typed"] for one in quarters]
    names = dict.fromkeys(name for one in typed if one for name in one)
    return {name: added([None if one is None else one.get(name, 0) for one in typed]) for name in names}


def added_items(quarters: Sequence[Content]) -> list[dict[str, Any]]:
    """Add other items over quarters; hidden as soon as one quarter hides them."""
    found = [{row["item"]: row for row in one["other_items"]} for one in quarters]
    none = {"items": 0, "handouts": 0}
    return [
        {"item": item, **{name: added([rows.get(item, none)[name] for rows in found]) for name in none}}
        for item in sorted({item for rows in found for item in rows})
    ]


def released_corrections(quarters: Iterable[Sequence[Content]]) -> dict[str, int]:
    """Return the net corrections that may be read with the last of `quarters`: nothing, or enough occasions."""
    carried = told = Figures()
    for scopes in quarters:
        told, carried = release(carried, sum((net_of(content) for content in scopes), Figures()))
    return {name: getattr(told, name) for name in NET}


def net_of(content: Content) -> Figures:
    """Return the net line of a scope's report, without its people trained."""
    return Figures(*(content["net_corrections"][name] for name in NET))


def to_date(contents: Sequence[Content]) -> Content | None:
    """Return what was left since the first quarter that was published, None where all of it is hidden.

    `contents` are the state's, in any order, quarters and years. The keys are "since" (a day), "jurisdictions",
    "doses", "people" and "people_are": "stated" as served, where every agency that left kits did so in every quarter,
    else the "times" that kits were left. Quarters that are hidden are not in it.
    """
    quarters = [content for content in contents if "yearly" not in content]
    years = [content["yearly"] for content in contents if content.get("yearly")]
    totals = [one["total"] for one in [*(content["report"] for content in quarters), *years] if one["total"]]
    if not totals:
        return None
    served = [content["typed"].get("people_served") for content in quarters if content["typed"] is not None]
    stated = all(content["people_stated"] for content in quarters) and None not in served
    return {
        "since": min(content["starts_on"] for content in quarters),
        "jurisdictions": len({county for content in quarters for county in content["operating"]}),
        "doses": sum(total["doses"] for total in totals),
        "people": sum(served) if stated else sum(total["handouts"] for total in totals),
        "people_are": "stated" if stated else "times",
    }
