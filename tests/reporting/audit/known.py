"""What published reports hold, key by key: a new key is red until somebody has thought about what it tells."""

from dataclasses import fields

from lbn.reporting.fold import Folded, PlaceRow, RegionRow, TimeRow
from lbn.reporting.returns.renderings import CONFIRMATIONS

SPAN = {"starts_on", "ends_on", "as_of"}
FIGURES = {"handouts", "kits", "doses"}
REPORTS = {"expected", "came", *CONFIRMATIONS}
STATE = {"reporting", "by_kind", "operating", "people_trained", "other_items", "typed", "net_corrections", "to_date"}
STATE |= {"people_stated", "withdrawn"}
KEYS = {
    "scope": {"cadence", "agencies", "received", "other_items", "people_trained", "net_corrections"} | {"withdrawn"},
    "state": STATE,
    "department": STATE,
    "public": {"operating", "withdrawn"},
}
ALL = {"format", "kind", "reader", "state", "report", *SPAN}
AGENCY = {
    *{
        "agency",
        "slug",
        "kind",
        "county",
        "county_label",
        "people_trained",
        "received",
        "on_hand",
        "typed",
        "reports",
    },
    *{"personnel_trained", "personnel_current", "sessions", "reports", "status", "came", "expected"},
    *FIGURES,
}
INSIDE = {
    "agencies": AGENCY,
    "other_items": {"item", "items", "handouts"},
    "by_kind": {"kind", "agencies", "expected", "came", "on_time", "personnel_trained", "sessions"},
    "reporting": {"agencies", *REPORTS},
    "net_corrections": {*FIGURES, "people_trained"},
    "to_date": {"since", "jurisdictions", "doses", "people", "people_are"},
    "typed": {"initial_doses", "refills", "people_served", "reported_used"},
    "comparison": {"previous", "last_year"},
    "previous": {"starts_on", "ends_on", "people_trained", *FIGURES},
    "last_year": {"starts_on", "ends_on", "people_trained", *FIGURES},
    "reports": REPORTS,
    "report": {*(field.name for field in fields(Folded)), "format"},
    "rows": {field.name for field in fields(PlaceRow)},
    "counties": {field.name for field in fields(PlaceRow)},
    "times": {field.name for field in fields(TimeRow)},
    "steps": {field.name for field in fields(TimeRow)},
    "regions": {field.name for field in fields(RegionRow)},
    "total": FIGURES,
}


def not_known(content):
    """Return the keys of a published report that are not in the lists above, with where they stand."""
    comparison = set() if content["kind"] == "public" else {"comparison"}
    return sorted(content.keys() - ALL - comparison - KEYS[content["kind"]]) + inside(content)


def inside(value, name=""):
    found = []
    if isinstance(value, list):
        found += [key for one in value for key in inside(one, name)]
    if isinstance(value, dict):
        found += [f"{name}.{key}" for key in value.keys() - INSIDE[name]] if name else []
        found += [key for part, one in value.items() if part in INSIDE or not name for key in inside(one, part)]
    return found
