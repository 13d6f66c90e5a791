"""Reading pages, CSV and workbooks back, to compare what they say."""

import csv
import json
import re
from html import unescape
from io import BytesIO, StringIO
from zipfile import ZipFile

from django.urls import reverse
from django.utils.html import strip_tags
from openpyxl import load_workbook

from lbn.reporting.published.tables import HIDDEN, label_in_words
from lbn.reporting.published.tables.table import cell_in_words

DASH = "\N{EN DASH}"
MINUS = "\N{MINUS SIGN}"


def stored(row):
    """What a frozen row holds, as anybody finds it who reads the text without our classes."""
    return json.loads(row.content)


def numbers_of(tables):
    """{table: rows of text}, as files and pages give them."""
    return {
        name: [["" if cell is None else str(cell) for cell in row] for row in rows] for name, rows in tables.items()
    }


def in_csv_lines(content):
    """The header and the rows of a CSV file, as text."""
    return list(csv.reader(StringIO(content.decode("utf-8-sig"), newline="")))


def in_zip(content):
    """{file: rows of text} of the CSV files in an archive."""
    with ZipFile(BytesIO(content)) as archive:
        return {name: in_csv_lines(archive.read(name)) for name in archive.namelist() if name.endswith(".csv")}


def in_workbook(content):
    return {
        tab.title: [list(row) for row in tab.iter_rows(values_only=True)] for tab in load_workbook(BytesIO(content))
    }


OF_AGENCIES = ("agencies", "agency_reports", "training")


def numbers_in_workbook(content, tables):
    """{table: rows of numbers as text} of the tables as they stand in a workbook, in the shape of `figures_in`."""
    tabs = in_workbook(content)
    of_supplier = any(table.name == "agencies" for table in tables)
    found = {}
    for table in (table for table in tables if table.rows):
        if table.name == "months":
            found[table.name] = months_in_workbook(tabs["Counties"], table)
            continue
        beside = table.name in OF_AGENCIES or (table.name == "typed" and of_supplier)
        rows = tabs["Agencies"] if beside else tabs.get(table.title) or below(tabs["Summary"], table.title)
        places = [rows[0].index(str(one.heading)) for one in table.columns if one.is_number]
        found[table.name] = [[as_text(row[place]) for place in places] for row in rows[1 : len(table.rows) + 1]]
    return found


def below(rows, caption):
    """The rows of a table that stands below its caption, from its heads on."""
    first = next(number for number, row in enumerate(rows) if row[0] == caption)
    return next(rows[number:] for number in range(first + 1, len(rows)) if rows[number][1] is not None)


def months_in_workbook(rows, table):
    """The numbers of the months, which stand beside each other there, one row for each area and month here."""
    heads, *lines = below(rows, table.title)
    lines = {line[0]: line for line in lines}
    column = table.columns[table.header.index("month")]
    every = sorted({row[1] for row in table.rows})
    found = []
    for row in table.rows:
        words = cell_in_words(column, row[1])
        when = words if table.step == "quarter" else words[:3]
        places = [number for number, head in enumerate(heads) if head and head.endswith(f", {when}")]
        assert len(places) == len(table.header) - 2
        assert len(every) * len(places) < len(heads) + 1
        found.append([as_text(lines[label_in_words(row[0])][place]) for place in places])
    return found


def as_text(cell):
    return "" if cell is None else str(cell)


def cells_in(page):
    """{table: rows of (attributes, text) of each cell} of the tables in a page, without their heads and feet."""
    found = {}
    for name, body in re.findall(r'data-table="([\w-]+)">.*?<tbody[^>]*>(.*?)</tbody>', page, re.DOTALL):
        rows = re.findall(r"<tr[^>]*>(.*?)</tr>", body, re.DOTALL)
        found[name] = [re.findall(r"<t[hd]([^>]*)>(.*?)</t[hd]>", row, re.DOTALL) for row in rows]
    return found


def in_page(page):
    """{table: rows of numbers} of the published tables in a page, as digits with their sign; forms, the examples of
    how figures are protected and the periods beside this one are none."""
    return {
        name: [[digits_of(cell) for about, cell in row if 'class="number' in about] for row in rows]
        for name, rows in cells_in(page).items()
        if not name.startswith(("layout-", "seen-by-", "trend"))
    }


def digits_of(cell):
    return cell.strip().replace(",", "").replace(MINUS, "-").removeprefix("+")


def rows_in(page, table):
    """The rows of one table in a page as people read them: a text for each cell."""
    return [
        [" ".join(unescape(strip_tags(cell)).split()) for _about, cell in row]
        for row in cells_in(page).get(table, [])
    ]


def figures_in(tables):
    """The number cells of each table that has rows, as text; what was not stated as a dash."""
    return {
        table.name: [
            [
                DASH if cell is None else str(cell)
                for column, cell in zip(table.columns, row, strict=True)
                if column.is_number
            ]
            for row in table.rows
        ]
        for table in tables
        if table.rows
    }


def page_of(answer):
    return " ".join(answer.content.decode().split())


def at_supplier(name, supplier, *rest):
    return reverse(f"supplier:{name}", args=[supplier.slug, *rest])


def at_department(name, department, *rest):
    return reverse(f"department:{name}", args=[department.slug, *rest])


CHARTS = {"by_month": "chart-months", "counties": "chart-counties", "places": "chart-places"}


def in_charts(page):
    """The kits in the pictures of a page, by the table that they are of; those of a map with the largest first."""
    kits = {}
    for name, chart in CHARTS.items():
        drawing = page.partition(f'id="{chart}-title"')[2].partition("</figure>")[0]
        told = re.findall(r"<title>[^<]*: ([\d,]+)</title>|class=\"number value\">([\d,]+)<", drawing)
        numbers = [int("".join(one).replace(",", "")) for one in told]
        legend = drawing.count('<text x="') if name == "places" else 0
        kits[name] = numbers[: len(numbers) - legend]
    return {name: numbers for name, numbers in kits.items() if numbers}


def kits_in_pictures(tables):
    """The kits that pictures are drawn of: a map begins with the largest, and one row alone is no picture."""
    kits = {
        table.name: [kits for row in table.rows if (kits := row[table.header.index("kits")]) != HIDDEN]
        for table in tables
        if table.name in ("by_month", "counties", "places")
    }
    kits = {name: rows for name, rows in kits.items() if len(rows) > 1}
    if "counties" in kits:
        kits["counties"] = by_size(next(table for table in tables if table.name == "counties"))
    return {name: sorted(rows, reverse=True) if name == "places" else rows for name, rows in kits.items()}


def by_size(counties):
    """The kits of the counties that are shown with the largest first, and then those of the other rows."""
    shown = [row for row in counties.rows if row[2] != HIDDEN]
    of_counties = [kits for label, _visits, kits, *_doses in shown if label.endswith(" County")]
    others = [kits for label, _visits, kits, *_doses in shown if not label.endswith(" County")]
    return sorted(of_counties, reverse=True) + sorted(others, reverse=True)


def trend_in(page):
    """The table of all periods in a page: {period: (visits, kits, change)}, as people read them."""
    return {period: tuple(told) for period, *told in rows_in(page, "trend")}
