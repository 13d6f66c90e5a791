"""Figures computed plainly from counts: what a report prints under a label is that, or nothing.

Nothing here knows how a report is made. Zero is a figure like any other: it is printed for a true zero alone.
"""

from lbn.reporting.fold import Kind


def handed(cells, **wanted):
    """Hand-overs, kits and doses of the counts that are as wanted, None where there is nothing to add."""
    found = [
        cell
        for cell in cells
        if ("zip_code" not in wanted or cell.zip_code == wanted["zip_code"])
        and ("counties" not in wanted or cell.county.key in wanted["counties"])
        and ("months" not in wanted or cell.month in wanted["months"])
    ]
    return tuple(sum(cell[field] for cell in found) for field in (3, 4, 5))


def told(row):
    return None if row.handouts is None else (row.handouts, row.kits, row.doses)


def wrong_figures(report, cells, counties=None):
    """Every figure of a report that is neither the whole of what its label says nor not shown.

    `counties` are the keys of those that it is about, where these are not all.
    """
    here = [cell for cell in cells if cell.month in report.months]
    if counties is not None:
        here = [cell for cell in here if cell.county.key in counties]
    asked = [("total", report.total, handed(here))]
    for row in report.rows:
        if row.kind == Kind.ZIP:
            asked.append((row.label, row, handed(here, zip_code=row.zip_code)))
    for row in report.counties:
        asked.append((row.label, row, handed(here, counties=[row.county])))
    for row in report.regions:
        asked.append((row.label, row, handed(here, counties=row.counties)))
    width = 3 if report.step == "quarter" else 1
    for row in [*report.times, *report.steps]:
        first = report.months.index(row.starts_on)
        months = report.months[first : first + width]
        if row.county:
            asked.append((row.area, row, handed(here, counties=[row.county], months=months)))
        elif not row.area:
            asked.append(("step", row, handed(here, months=months)))
    for county in {cell.county.key for cell in cells} | {"nowhere at all"}:
        if counties is None or county in counties:
            asked.append((f"of {county}", report.of_county(county), handed(here, counties=[county])))
    return [
        (label, told(row), plain) for label, row, plain in asked if row is not None and told(row) not in (None, plain)
    ]
