"""Everything that is published of a state in a year, made by the pure fold in the way of the product.

Whom a report names never depends on kits, so each count is given kits of its own power of two: the kits of a line
then tell which counts are in it. The attacker is told that, and so is stronger than any reader.
"""

from dataclasses import dataclass

from lbn.reporting.fold import (
    EarlierRow,
    Figures,
    Folded,
    Level,
    add_up,
    coarsen,
    fold,
    for_counties,
    must_add_up,
    part_overlapping,
    with_steps,
)

from .states import months_of


@dataclass(frozen=True)
class Line:
    """A figure of a report: the places and months whose hand-overs it adds up."""

    where: frozenset
    handouts: int


@dataclass(frozen=True)
class Told:
    """A report: who is it for, whose counts are in it, which places and months, and its lines."""

    reader: str
    sources: frozenset
    report: Folded
    where: frozenset
    lines: frozenset

    @property
    def is_hidden(self):
        return self.report.places_hidden


class Press:
    """Folds a state's counts, year by year. `options` change how, so that faults can be planted."""

    def __init__(self, state, *, all_suppliers=False, area_sources=None):
        self.state = state
        self.all_suppliers = all_suppliers
        self.area_sources = area_sources
        self.bits, self.place_of_bit = {}, {}

    def cells(self, months, sources=None):
        return [cell._replace(kits=self.bit_of(cell), doses=0) for cell in self.state.cells(months, sources)]

    def bit_of(self, cell):
        mark = (cell.source, cell.county.key, cell.zip_code, cell.month)
        bit = self.bits.setdefault(mark, 1 << len(self.bits))
        self.place_of_bit[bit.bit_length()] = (cell.zip_code or f"county {cell.county.key}", cell.month)
        return bit

    def insiders_of_area(self):
        """Departments, and whoever is linked to one; all suppliers where the program hands the report to them."""
        state = self.state
        groups = [state.departments]
        if self.all_suppliers:
            groups.append(state.suppliers)
        linked = [
            state.sources_of(one) | state.sources_of(other)
            for one, other in state.linked
            if {one, other} & {name for group in groups for name in group}
        ]
        return [*(frozenset(sources) for group in groups for sources in group.values()), *linked, *self.coalitions()]

    def coalitions(self):
        """What is known in those that a department reads too."""
        named = [one for one in self.state.coalitions if set(one) & self.state.departments.keys()]
        return [known for one in named for known in self.known_in(one)]

    def known_in(self, coalition):
        """All of it together; its agencies alone, of which no place is known; and all but one of its totals."""
        every = self.state.sources_in(coalition)
        books = frozenset(coalition) & self.state.books.keys()
        return [every, books, *self.lacking_one(every, coalition)]

    def lacking_one(self, every, coalition):
        return [every - portion for portion in part_overlapping(map(self.state.sources_of, coalition))]

    def insiders_of_public(self):
        """Every agency, supplier and department, every parent, also without the totals of one agency, and who is
        linked."""
        state = self.state
        groups = (state.suppliers, state.departments, state.parents)
        every = [frozenset([agency]) for agency in state.books]
        return [
            *every,
            *(frozenset(sources) for group in groups for sources in group.values()),
            *state.linked_sources(),
            *(sources - {one} for sources in map(frozenset, state.parents.values()) for one in sources),
            *(known for one in state.coalitions for known in self.known_in(one)),
        ]

    @staticmethod
    def earlier(folds):
        """The rows of shorter reports, as a longer one must take them into account."""
        return [EarlierRow(fold.report.months, spots) for fold in folds for spots in fold.members.values()]

    # Reports

    def year(self, year):
        """All that is published of a year."""
        told = []
        for supplier, sources in self.state.suppliers.items():
            told += self.supplier(supplier, frozenset(sources), year)
        return told + self.area(year)

    def supplier(self, name, sources, year):
        months = months_of(year)
        step = 1 if name in self.state.monthly else 3
        options = {"key": self.state.key, "scope": name}
        short = [
            fold(self.cells(part, sources), period=f"{part[0]:%Y-%m}", months=part, **options)
            for part in (months[start : start + step] for start in range(0, 12, step))
        ]
        whole = fold(
            self.cells(months, sources), earlier=self.earlier(short), period=f"{year}", months=months, **options
        )
        reports = [one.report for one in short]
        told = [*reports, with_steps(whole.report, reports)]
        if step == 1:
            told += [add_up(reports[start : start + 3], scope=name, period="quarter") for start in range(0, 12, 3)]
        return [self.tell(name, sources, report) for report in told]

    def area(self, year):
        state, months = self.state, months_of(year)
        sources = frozenset(self.area_sources or state.books)
        common = {"insiders": self.insiders_of_area(), "key": state.key, "scope": "area", "level": Level.AREA}
        common["regions"] = state.regions
        quarters = [months[start : start + 3] for start in range(0, 12, 3)]
        short = [fold(self.cells(part, sources), period="q", months=part, **common) for part in quarters]
        reports = [one.report for one in short]
        whole = fold(self.cells(months, sources), earlier=self.earlier(short), period="y", months=months, **common)
        year_of_area = self.whole_or_sum(whole, reports, "area")
        told = [self.tell("area", sources, report) for report in [*reports, year_of_area]]
        for region in state.regions:
            labels = {county.key: county.label for county in state.counties if county.key in region.counties}
            told += [
                self.tell("area", sources, for_counties(report, labels, scope=region.key))
                for report in [*reports, year_of_area]
            ]
        public = {"insiders": self.insiders_of_public(), "key": state.key, "scope": "public"}
        quarters_out = [
            coarsen(one.report, one.members, self.cells(part, sources), **public)
            for one, part in zip(short, quarters, strict=True)
        ]
        year_out = coarsen(
            whole.report, whole.members, self.cells(months, sources), earlier=self.earlier(quarters_out), **public
        )
        reports_out = [one.report for one in quarters_out]
        year_of_public = self.whole_or_sum(year_out, reports_out, "public")
        return told + [self.tell("public", sources, report) for report in [*reports_out, year_of_public]]

    @staticmethod
    def whole_or_sum(whole, reports, scope):
        """The year as it is folded, or, where a quarter was hidden, the sum of the quarters."""
        if must_add_up(reports):
            return add_up(reports, scope=scope, period="y")
        return with_steps(whole.report, reports)

    # Lines

    def tell(self, reader, sources, report):
        where = frozenset(
            (cell.zip_code or f"county {cell.county.key}", cell.month) for cell in self.cells(report.months, sources)
        )
        return Told(reader, sources, report, where, frozenset(self.lines_of(report, sources)))

    def lines_of(self, report, sources):
        """Every figure of a report that is told, with the places and months in it."""
        for row in [*report.rows, *report.counties, *report.regions]:
            if row.figures is not None:
                yield self.line(row.figures, report.months)
        if report.total is not None:
            yield self.line(report.total, report.months)
        kits = {}
        for row in report.times:
            if row.figures is not None:
                kits[row.area] = kits.get(row.area, 0) + row.kits
        every = sum(row.kits for row in report.steps if row.figures is not None)
        width = 3 if report.step == "quarter" else 1
        for row in [*report.times, *report.steps]:
            if row.figures is not None:
                first = report.months.index(row.starts_on)
                whole = kits[row.area] if row.area else every
                yield self.line(row.figures, report.months[first : first + width], whole)

    def line(self, figures: Figures, months, kits=None):
        spots = {self.place_of_bit[bit][0] for bit in bits_in(figures.kits if kits is None else kits)}
        return Line(frozenset((spot, month) for spot in spots for month in months), figures.handouts)


def bits_in(number):
    """The places of the bits of a number, as `int.bit_length` counts them."""
    while number:
        bit = number & -number
        yield bit.bit_length()
        number ^= bit
