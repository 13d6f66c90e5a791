"""What a published page prints, pictures and all, held against the files that are offered on it.

A number or a place on the page that none of its files has, a label of a picture that is no row, a mark without a
label: each is something that was not published.
"""

import re
from decimal import Decimal
from fractions import Fraction
from html.parser import HTMLParser
from itertools import product
from math import floor
from urllib.parse import urlsplit

from agencies.models import Jurisdiction, ZipCode
from lbn.reporting.documents import read_document
from lbn.reporting.published.pictures import pictures_of
from lbn.reporting.published.tables import completeness_in_words, tables_of

FEW_DEATHS = 10
EMPTY = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}
SPOKEN = {"alt", "aria-label", "summary", "title"}
SHAPES = {"circle", "ellipse", "polygon", "path", "image", "use"}
LINES = {"area", "line", "frame-line", "ground", "dotted"}
NUMBER = re.compile(r"(?<![\w.])(?:\d{1,3}(?:,\d{3})+|\d+)(?!\w)")
SHARE = re.compile(r"\d+%")
# Numbers of sentences that stand on every page: the thresholds, the name SHA-256, of how many residents a rate is.
SAID_ANYWAY = {10, 11, 20, 256, 100_000}


class Page(HTMLParser):
    """The words of a page, those of its pictures, and how many marks these have that say nothing."""

    def __init__(self, html):
        super().__init__()
        self.open, self.words, self.labels, self.scales, self.silent = [], [], [], [], 0
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if tag not in EMPTY:
            self.open.append((tag, given))
        if not self.is_left_out():
            self.words += [value or "" for name, value in attributes if name in SPOKEN or name.startswith("data-")]
        if tag in SHAPES and self.is_in("main", "figure", "svg") and not LINES & set(given.get("class", "").split()):
            self.silent += 1

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)
        if tag not in EMPTY:
            self.open.pop()

    def handle_endtag(self, tag):
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        said = " ".join(data.split())
        if not said or self.is_left_out():
            return
        tag, given = self.open[-1]
        if self.is_in("svg") and tag == "title":
            self.silent -= 1
            self.labels.append(said)
        if self.is_in("figure", "svg") and tag == "text" and not given.get("class"):
            self.scales.append(said)
        else:
            self.words.append(said)

    def is_in(self, *tags):
        return all(tag in [one for one, _given in self.open] for tag in tags)

    def is_left_out(self):
        """What is around the report, and in it what is always the same (the worked example), random (the hash), the
        head of a sheet of paper (who reads it, and today), or the form that gives it to others."""
        if not self.is_in("main"):
            return True
        return any(
            given.get("aria-labelledby") in ("protection", "share")
            or {"fingerprint", "paper-head"} & set(given.get("class", "").split())
            for tag, given in self.open
        )


def unpublished(answer, browser, readers_own=()):
    """Return what a published page says that is not in the files offered on it; `readers_own` are all reports of its
    reader, whose totals it may say."""
    html = answer.content.decode()
    page, files = Page(html), files_of(html, browser)
    document = read_document(next(said for name, said in files.items() if name.endswith("/frozen/")))
    published = " ".join(files.values())
    said = SHARE.sub("", " ".join(page.words).replace(completeness_in_words(document), ""))
    in_files = numbers_in(published.replace(",", " "))  # there a comma only stands between cells
    known = in_files | sums_of(document) | rows_off_the_map(document) | totals_of(readers_own)
    found = [*rates_of_nothing_shown(document)]
    found += [f"the number {one}" for one in sorted(numbers_in(said) - known)]
    found += [f"the place {one}" for one in places_in(f"{said} {' '.join(page.scales)}") if one not in published]
    found += [
        f"the label {one}" for one in page.labels if not is_row(one, document) | (one in labels_of(readers_own))
    ]
    found += [f"the scale {one}" for one in page.scales if not may_be_of_a_scale(one, published)]
    return found + ["a mark without a label"] * max(page.silent, 0)


def totals_of(reports):
    """The totals of some reports, and by how much each differs from another."""
    totals = [one.read().report.total for one in reports]
    every = [(one.handouts, one.kits, one.doses) for one in totals if one is not None]
    pairs = product(every, [*every, (0, 0, 0)])
    return {abs(here - there) for one, other in pairs for here, there in zip(one, other, strict=True)}


def labels_of(reports):
    """What stands at the kits of some reports in a line over time."""
    found = set()
    for one in reports:
        first, last = (f"{day:%b}" for day in (one.starts_on, one.ends_on))
        periods = {
            f"{first}\N{EN DASH}{last} {one.ends_on.year}",
            f"{last} {one.ends_on.year}",
            f"{one.ends_on.year}",
        }
        total = one.read().report.total
        found |= {f"{period}: {total.kits:,}" for period in periods if total is not None}
    return found


def rates_of_nothing_shown(document):
    """The rates from which a figure can be worked back that does not stand beside them, and deaths that are few."""
    for table in tables_of(document):
        for row in [dict(zip(table.header, cells, strict=True)) for cells in table.rows]:
            for rate, by, per in (("kits_per_100k", "residents", 100_000), ("kits_per_death", "deaths", 1)):
                if isinstance(row.get(rate), Decimal):
                    kits, divisor = row["kits"], row[by]
                    if not isinstance(kits, int) or round_half_up(kits * per / Fraction(divisor)) != row[rate]:
                        yield f"the {rate} of {row['county']}"
            if isinstance(row.get("deaths"), int) and row["deaths"] < FEW_DEATHS:
                yield f"the deaths of {row['county']}"


def round_half_up(number):
    """A fraction with one decimal."""
    return Decimal(floor(number * 10 + Fraction(1, 2))) / 10


def files_of(html, browser):
    """What the files say that can be taken from a page, by their addresses."""
    addresses = re.findall(r'href="([^"]+)" download', html)
    return {one: browser.get(urlsplit(one).path).getvalue().decode("utf-8-sig") for one in addresses if is_text(one)}


def is_text(address):
    return not address.endswith(("/xlsx/", "/zip/"))


def rows_off_the_map(document):
    """How many rows a map says it cannot place."""
    return {picture.chart.unplaced for picture in pictures_of(document) if picture.chart_id == "chart-places"}


def numbers_in(text):
    return {int(one.replace(",", "")) for one in NUMBER.findall(text)} - SAID_ANYWAY


def sums_of(document):
    """The numbers at the foot of the tables, which add up a column that is published."""
    return {number for table in tables_of(document) for _column, number in table.total if number is not None}


def places_in(text):
    """The ZIP codes, towns and counties that a text names, of all that the application knows."""
    zip_codes = set(re.findall(r"(?<![\d,.-])\d{5}(?![\d,])", text))
    towns = set(ZipCode.objects.values_list("name", flat=True))
    counties = {place.label for place in Jurisdiction.objects.filter(kind=Jurisdiction.Kind.COUNTY)}
    return sorted(zip_codes | {name for name in towns | counties if name and re.search(rf"\b{name}\b", text)})


def is_row(label, document):
    """Whether a label such as "12207 Albany: 41" is a place or a time of a table with one of its figures."""
    name, _colon, number = label.rpartition(": ")
    figure = number.replace(",", "")
    tables = [table for table in tables_of(document) if table.rows]
    rows = [
        [str(cell) for cell in line] + [str(cell) for _column, cell in shown]
        for table in tables
        for line, shown in zip(table.rows, table.cells, strict=True)
    ]
    return any(figure in row and all(word in " ".join(row) for word in words_of(name)) for row in rows)


def may_be_of_a_scale(text, published):
    """Whether words beside a picture are a round number of its scale, or name what a file has."""
    number = text.replace(",", "")
    if number.isdigit():
        return bool(re.fullmatch("[1-9]?[0-9]?0*", number)) or int(number) in numbers_in(published.replace(",", " "))
    return all(word in published or word.isalpha() for word in words_of(text))


def words_of(label):
    """The words of a label; the months of a quarter, as Jul\N{EN DASH}Sep, are two."""
    return label.replace("\N{EN DASH}", " ").split()
