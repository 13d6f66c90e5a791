"""Reading fact files back, and the same numbers out of the tables that pages show, found without the facts."""

import csv
import json
from datetime import date
from io import StringIO

from agencies.models import AgencyKind
from agencies.periods import add_months, month_end
from inventory.models import Item
from lbn.reporting.published.columns import NAMES_IN_FILES
from lbn.reporting.published.tables import HIDDEN

COLUMNS = [
    *("report", "published_to", "report_status", "report_from", "report_to", "period_kind", "period_from"),
    *("period_to", "kind", "code", "fips", "name", "measure", "value", "status"),
]
KEY = ("report", "period_kind", "period_from", "period_to", "kind", "code", "measure")
PLACES = ("zip", "other_zips", "rest", "unplaced")
KINDS = {
    "totals": ("total",),
    "to_date": ("total",),
    "reporting": ("total",),
    "by_month": ("total",),
    "places": PLACES,
    "counties": ("county", "unknown", "counties_not_shown", "rest", "unplaced"),
    "regions": ("region",),
    "months": ("county", "unknown", "other_counties"),
    "other_items": ("item",),
    "by_kind": ("agency_kind",),
    **dict.fromkeys(("agencies", "agency_reports", "training"), ("agency",)),
    "typed": ("agency", "total"),
}


def in_facts(content):
    """The rows of a fact file, as text by column."""
    header, *rows = csv.reader(StringIO(content.decode("utf-8-sig"), newline=""))
    assert header == COLUMNS
    return [dict(zip(header, row, strict=True)) for row in rows]


def facts_in_json(content):
    """The facts of a JSON file, as a CSV file has them."""
    facts = json.loads(content)["facts"]
    return [{name: "" if value is None else str(value) for name, value in fact.items()} for fact in facts]


def key_of_fact(fact):
    return tuple(
        fact[name] for name in ("report", "period_kind", "period_from", "period_to", "kind", "code", "measure")
    )


def found_in(facts):
    """{(kind, name, first day, last day, measure): what is read there}; of two of one name, both."""
    found = {}
    for one in facts:
        key = (one["kind"], one["name"], one["period_from"], one["period_to"], one["measure"])
        found.setdefault(key, []).append(one["value"] if one["status"] == "shown" else HIDDEN)
    return found


def missing_in_facts(document, tables, facts):
    """Cells of the tables that no fact says; the comparison is of other reports."""
    found = found_in(facts)
    return [
        (table.name, name, measure, cell)
        for table in tables
        if table.name != "comparison"
        for row in table.rows
        for name, span, measure, cell in cells_of(document, table, row)
        if cell is not None
        and not any(str(cell) in found.get((kind, name, *span, measure), ()) for kind in KINDS[table.name])
    ]


def cells_of(document, table, cells):
    """Each number of a row: what it is about, for which days, its measure."""
    row = dict(zip(table.header, cells, strict=True))
    prefix = "net_" if row.get("line") == "net_corrections" else ""
    span = span_of(document, table, row)
    for column in table.columns:
        if column.is_number:
            measure = NAMES_IN_FILES.get(column.name, column.name)
            if measure == "people":
                measure = "people_served" if row["people_are"] == "stated" else "visits"
            yield name_of(table, row), span, prefix + measure, row[column.name]


def span_of(document, table, row):
    if "since" in row:
        return row["since"], row["until"]
    if "month" in row:
        first = date.fromisoformat(row["month"])
        return row["month"], month_end(add_months(first, 2 if table.step == "quarter" else 0)).isoformat()
    return document.starts_on.isoformat(), document.ends_on.isoformat()


def name_of(table, row):
    if table.name == "places":
        return f"{row['place']} {row['town'] or ''}".strip()
    if table.name == "by_kind":
        return dict(AgencyKind.choices)[row["kind"]]
    if table.name == "other_items":
        return dict(Item.Kind.choices)[row["item"]]
    for column in ("agency", "county", "region", "area"):
        if column in row:
            return row[column]
    return "Total"
