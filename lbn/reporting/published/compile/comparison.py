"""What the same reader was published for the period before, and for the same one of last year."""

from datetime import date
from typing import Any

from agencies.periods import add_months, month_end, months_between


def compared(issues, span: tuple[date, date]) -> dict[str, Any]:
    """Return {"previous", "last_year"}: the totals that one reader was published for those spans, None for nothing.

    `issues` are the reader's published reports (a queryset or manager), `span` the first and last day of this one;
    what was withdrawn is compared with no more.
    Each has "starts_on", "ends_on", "handouts", "kits", "doses" (None where they were hidden) and "people_trained".
    """
    months = len(list(months_between(*span)))
    return {"previous": _totals(issues, _moved(span, -months)), "last_year": _totals(issues, _moved(span, -12))}


def _moved(span, months):
    first, last = (add_months(day.replace(day=1), months) for day in span)
    return first, month_end(last)


def _totals(issues, span):
    issue = issues.over(span).standing().first()
    if issue is None:
        return None
    content = issue.read()
    total = content["report"]["total"] or {}
    return {
        "starts_on": content["starts_on"],
        "ends_on": content["ends_on"],
        **{name: total.get(name) for name in ("handouts", "kits", "doses")},
        "people_trained": content.get("people_trained"),
    }
