"""The one reader of frozen reports: it brings every older format up to today's, once, on the way in.

What is stored is never written again. The first format of published reports knew one report of an agency, by its
status. What it did not say is nothing stated: also which kind of agency it was, and whether a report that confirmed
that no kit was left came in time. The first agency reports knew no typed figures and no outliers, the first
statements no corrections of people trained, and the first agency reports none but of kits. Until the third format of
published reports, places were folded by other rules (`former`).
"""

import json
from collections.abc import Callable
from typing import Any

from agencies.packs.schema import TYPED
from lbn.reporting.documents.agency import PeriodReport, StatementFigures
from lbn.reporting.documents.document import Document, UnknownFormat, from_plain
from lbn.reporting.documents.former import bring_up_fold, hide_unsure_sums
from lbn.reporting.documents.published import (
    FORMAT,
    AreaReport,
    PublicReport,
    StateReport,
    SupplierReport,
)

Plain = dict[str, Any]
FIRST_STATUSES = ("on_time", "late", "no_kits", "not_confirmed")
# Over which time places were shown, and the year of the scopes that showed them by year.
GONE_WITH_THE_FORMER_FOLD = ("place_period", "yearly")
LATER_STATUSES = ("missed", "waived", "none_expected")


def read_document(text: str) -> Document:
    """Return the document that was frozen as `text`. Raises `UnknownFormat` where it is in none that is known."""
    try:
        return _read(json.loads(text))
    except UnknownFormat:
        raise
    except (TypeError, ValueError, LookupError, AttributeError) as cause:
        raise UnknownFormat("This is no report, or one that this version cannot read.") from cause


def _read(plain: Plain) -> Document:
    if "kind" not in plain:
        return _read_period_report(plain)
    if plain["format"] > FORMAT:
        raise UnknownFormat("This report was stored by a newer version.")
    return READERS[plain["kind"]](plain)


def _read_supplier_report(plain: Plain) -> SupplierReport:
    if plain["format"] == 1:
        added = {"cadence": None, "received": None, "comparison": {}}
        plain = added | plain | {"agencies": [_agency_of_first_format(row) for row in plain["agencies"]]}
    return from_plain(_bring_up_places(plain), SupplierReport)


def _bring_up_places(plain: Plain) -> Plain:
    """A report with its places as the fold of today has them."""
    if plain["format"] == FORMAT:
        return plain
    kept = {name: value for name, value in plain.items() if name not in GONE_WITH_THE_FORMER_FOLD}
    return kept | {"report": bring_up_fold(plain["report"])}


def _agency_of_first_format(row: Plain) -> Plain:
    unknown = dict.fromkeys(("personnel_trained", "personnel_current", "sessions"))
    status = row["status"]
    return {
        "kind": "",
        "typed": dict.fromkeys(TYPED),
        **unknown,
        **row,
        "came": status if status in ("on_time", "late") else "",
        "expected": True,
        "reports": dict.fromkeys((*FIRST_STATUSES, *LATER_STATUSES), 0)
        | {"expected": 1, "came": int(status != "not_confirmed"), status: 1},
    }


def _read_area_report(plain: Plain) -> AreaReport:
    if plain["format"] == 1:
        unknown = dict.fromkeys(("expected", "came", *LATER_STATUSES))
        added = {"by_kind": [], "operating": None, "comparison": {}}
        plain = added | plain | {"reporting": unknown | plain["reporting"]}
    brought_up = _bring_up_places(plain)
    if plain["format"] != FORMAT:
        brought_up = hide_unsure_sums(brought_up)
    return from_plain(brought_up, StateReport if "to_date" in plain else AreaReport)


def _read_public_report(plain: Plain) -> PublicReport:
    return from_plain(_bring_up_places(plain), PublicReport)


def _read_period_report(plain: Plain) -> PeriodReport:
    return from_plain({"typed": dict.fromkeys(TYPED), "outliers": []} | plain, PeriodReport)


def _read_statement(plain: Plain) -> StatementFigures:
    return from_plain(plain, StatementFigures)


READERS: dict[str, Callable[[Plain], Document]] = {
    "scope": _read_supplier_report,
    "state": _read_area_report,
    "department": _read_area_report,
    "public": _read_public_report,
    "statement": _read_statement,
}
