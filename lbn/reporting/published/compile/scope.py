"""What a supplier is published of one of its scopes: everything exact but places and months, which are folded."""

from datetime import date
from typing import Any

from agencies.models import ReportingScope
from distributions.models import Correction
from lbn.reporting.documents.canonical import to_plain
from lbn.reporting.published.compile.agencies import agency_rows, counted_in, sum_of_stated
from lbn.reporting.published.compile.cells import fold_scope
from lbn.reporting.published.compile.comparison import compared

FORMAT = 2


def scope_content(*, scope: ReportingScope, starts_on: date, ends_on: date, as_of: date) -> dict[str, Any]:
    """Return what the supplier of `scope` is published for a period, as plain data.

    Exact are the totals of the scope and of each agency; places and months follow the fold. Counts are taken whether
    or not the agency has confirmed them; each row says.
    """
    first, last = starts_on, ends_on.replace(day=1)
    counted = counted_in(scope, starts_on, ends_on)
    agencies = agency_rows(scope, starts_on, ends_on, counted.by_agency)
    return {
        "format": FORMAT,
        "kind": "scope",
        "reader": scope.supplier.name,
        "state": scope.state,
        "starts_on": starts_on.isoformat(),
        "ends_on": ends_on.isoformat(),
        "as_of": as_of.isoformat(),
        "report": to_plain(fold_scope(scope, starts_on, ends_on)),
        "cadence": scope.cadence,
        "place_period": scope.place_period,
        "agencies": agencies,
        "received": sum_of_stated(row["received"] for row in agencies),
        "other_items": counted.other_items,
        "people_trained": counted.people_trained,
        "net_corrections": net_line(scope, first, last),
        "comparison": compared(scope.issues, (starts_on, ends_on)),
    }


def net_line(scope: ReportingScope, first: date, last: date) -> dict[str, int]:
    """Return the corrections to sealed periods that are reported now, as differences of any sign.

    Handouts, kits and doses are of naloxone; people trained are all of them.
    """
    posted = Correction.objects.in_scope(scope).net_lines().posted_between(first, last)
    trained = posted.totals()["people_trained"]
    return {**posted.of_naloxone().with_doses(), "people_trained": trained}
