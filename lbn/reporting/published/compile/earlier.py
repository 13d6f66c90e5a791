"""What the first format stored of agencies, read as today's does, so that longer times can be added up over both."""

from typing import Any

from lbn.reporting.published.compile.agencies import LATE, NOT_CONFIRMED, ON_TIME, STANDINGS

NOT_TOLD = {"kind": "", "personnel_trained": None, "personnel_current": None, "sessions": None, "typed": {}}


def agencies_of(content: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the rows of the agencies of a scope's content, each with all that is stored of one today.

    The first format knew one report of an agency, by its status. What it did not tell is nothing stated: also which
    kind of agency it was ("") and whether a report that confirmed that no kit was left came in time.
    """
    return [
        row if "reports" in row else NOT_TOLD | row | standing_told_by(row["status"]) for row in content["agencies"]
    ]


def standing_told_by(status: str) -> dict[str, Any]:
    came = status != NOT_CONFIRMED
    reports = dict.fromkeys(STANDINGS, 0) | {status: 1}
    return {
        "came": status if status in (ON_TIME, LATE) else "",
        "expected": True,
        "reports": {"expected": 1, "came": int(came), **reports},
    }
