"""The rules once more, slow and naive: every union of a county's rows is tried, every sum is made from the counts.

Nothing here is shared with `lbn.reporting.fold` but the values that go in and come out.
"""

from itertools import chain, combinations

REST = "rest"


def spot_of(cell):
    return cell.zip_code or f"county {cell.county.key}"


class Slowly:
    """Counts, who knows which of them, and what was told of them before; `k` is the threshold."""

    def __init__(self, cells, insiders, earlier, k):
        self.cells = [cell for cell in cells if cell.handouts or cell.kits]
        self.readers = [frozenset(), *map(frozenset, insiders)]
        self.county = {spot_of(cell): cell.county.key for cell in self.cells}
        self.earlier = [(set(row.months), set(row.spots) & self.county.keys()) for row in earlier]
        self.k = k

    def handed(self, spots, reader, months=None):
        """Hand-overs in some places of everybody but a reader."""
        return sum(
            cell.handouts
            for cell in self.cells
            if spot_of(cell) in spots and cell.source not in reader and (months is None or cell.month in months)
        )

    def left(self, spots, reader):
        """What is left of some places: without the reader's own and without what it knows of the others'."""
        inside = [(months, row) for months, row in self.earlier if row and row <= spots]
        return self.handed(spots, reader) - sum(self.handed(row, reader, months) for months, row in inside)

    def left_in_county(self, spots, reader, county):
        """The same within a county, where the part of every wide earlier row is known."""
        known = 0
        for months, row in self.earlier:
            here = {spot for spot in row if self.county[spot] == county}
            if here and here <= spots:
                known += self.handed(here, reader, months)
        return self.handed(spots, reader) - known

    def is_little_left_in_all(self):
        """Whether somebody who knows some of the counts is left with little of all of them."""
        return any(not self.fits(self.left(set(self.county), reader)) for reader in self.readers if reader)

    def fits(self, figure):
        return figure == 0 or figure >= self.k

    def bad_rows(self, rows):
        """The rows (kind and places by label) that may not stand."""
        every = set(self.county)
        for label, (kind, spots) in rows.items():
            is_rest = kind == REST and len({self.county[spot] for spot in spots}) > 1
            for reader in self.readers:
                left = self.left(spots, reader)
                if not self.fits(left) and not (is_rest and left == self.left(every, reader)):
                    yield label, sorted(reader), left
            if self.handed(spots, frozenset()) < self.k:
                yield label, "row", self.handed(spots, frozenset())

    def cut_rests(self, rows):
        """Earlier rows over several counties that are not whole in one row now."""
        for _months, row in self.earlier:
            is_wide = len({self.county[spot] for spot in row}) > 1
            if is_wide and not any(row <= spots for _kind, spots in rows.values()):
                yield row

    def bad_unions(self, rows):
        """The unions of a county's rows that can be known and do not fit."""
        for county in sorted(set(self.county.values())):
            parts = []
            for kind, spots in rows.values():
                here = {spot for spot in spots if self.county[spot] == county}
                if here:
                    parts.append((kind, here))
            if len(parts) > 1 and self.earlier:
                yield from self.bad_unions_of(county, parts)

    def bad_unions_of(self, county, parts):
        cut = [
            row
            for _months, row in self.earlier
            if row
            and all(self.county[spot] == county for spot in row)
            and not any(row <= spots for _kind, spots in parts)
        ]
        for some in chain.from_iterable(combinations(parts, size) for size in range(1, len(parts) + 1)):
            together = set().union(*(spots for _kind, spots in some))
            is_part = len(some) == 1 and some[0][0] == REST
            if is_part or any(row <= together for row in cut):
                for reader in self.readers:
                    left = self.left_in_county(together, reader, county)
                    if not self.fits(left):
                        yield county, sorted(together), sorted(reader), left


def rows_of(fold):
    """The kind and the places of each row of a fold, by label."""
    return {row.label: (row.kind.value, set(fold.members[row.label])) for row in fold.report.rows}
