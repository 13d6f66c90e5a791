"""The place view: which ZIP codes are named, and where the others go.

1. In each county, a ZIP that stands (see `knowledge`) gets a row of its own. All other counts of the county, those
   without a ZIP included, form its row "Other ZIP codes in …". ZIPs without counts do not appear, and who is inside a
   joint row is never told. In "Unknown or out of state" everything is joint.
2. While a county's joint row does not stand, named ZIPs join it. Beside earlier rows unions of the county's rows must
   fit too (`unions`).
3. A county that may not stand as a whole goes to "Rest of R" for the smallest region R that holds it, or of the
   state, and is not named at all. So do places that an earlier row "Rest of …" held: such a row is never cut.
4. A rest that holds some of what is left in the area, where that is little, takes the whole of every group of
   counties that it touches (`groups`), and is that of the state: the name of a region would tell where it began.
5. While a rest does not stand, rows of its region join it: joint rows before named ZIPs, and those of no smaller
   region first. When all have joined and it does not stand, it joins the rest of the next larger region.

Which row joins is drawn (`draw`). Every step makes rows larger, so that it ends; afterwards each hand-over is in
exactly one row.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from .draw import Draw
from .groups import group_counties
from .knowledge import Knowledge
from .regions import STATE, RegionTree
from .rows import REST_OF_STATE, County, Kind
from .seats import Row, join_wide
from .unions import CountyRows, find_bad_union


def other_label(county: County) -> str:
    """The label of a county's joint row."""
    return county.label if county.unknown else f"Other ZIP codes in {county.label}"


class Arrangement:
    """The rows of one report in the making: those of each county, and a rest for each region that needs one."""

    def __init__(self, knowledge: Knowledge, tree: RegionTree, draw: Draw) -> None:
        self.knowledge = knowledge
        self.tree = tree
        self.draw = draw
        self.counties: dict[str, County] = {}
        self.rows: dict[str, list[Row]] = {}
        self.rests: dict[str, Row] = {}
        self.groups: list[frozenset[str]] = []

    def arrange(self, seeds: Sequence[Row]) -> list[Row]:
        """Put every seed into exactly one row that stands; [] where that cannot be done."""
        for region_of, clump in join_wide(seeds, self.knowledge.earlier, self.tree):
            self.rest_of(region_of).take(clump)
        if self.knowledge.is_little_left_in_all:
            counties = set().union(*(seed.counties for seed in seeds))
            self.groups = group_counties(counties, self.knowledge.counties_of_all, self.tree, self.draw)
            if not self.groups:
                return []
        held = set().union(*(rest.spots for rest in self.rests.values()))
        for seed in seeds:
            if not seed.spots <= held:
                self.seat(seed)
        for county in sorted(self.rows):
            self.settle(county)
        while self.fill_a_rest():
            pass
        rows = [row for rows in self.rows.values() for row in rows] + list(self.rests.values())
        return rows if all(map(self.knowledge.stands, rows)) else []

    def seat(self, seed: Row) -> None:
        """Give a seed its first place: named, in its county's joint row, or in the rest of its region."""
        if seed.county is None:
            self.rest_of(seed.region).take(seed)
            return
        self.counties[seed.county.key] = seed.county
        self.rows.setdefault(seed.county.key, [])
        if seed.kind == Kind.ZIP and self.knowledge.stands(seed):
            self.rows[seed.county.key].append(seed)
        else:
            self.joint_of(seed.county.key).take(seed)

    def joint_of(self, county: str) -> Row:
        """The joint row of a county, made where there is none."""
        for row in self.rows[county]:
            if row.kind == Kind.OTHER:
                return row
        made = Row(Kind.OTHER, other_label(self.counties[county]), self.counties[county])
        self.rows[county].append(made)
        return made

    def rest_of(self, region: str) -> Row:
        """The rest of a region or the state, made where there is none."""
        label = f"Rest of {self.tree.label_of(region)}" if region else REST_OF_STATE
        return self.rests.setdefault(region, Row(Kind.REST, label, None, region))

    def settle(self, county: str) -> None:
        """Join rows of a county until each stands and every union that can be known fits, or all are in a rest."""
        while self.rows[county]:
            joint = next((row for row in self.rows[county] if row.kind == Kind.OTHER), None)
            if joint and not self.knowledge.stands(joint):
                named = [row for row in self.rows[county] if row is not joint]
                if not named:
                    self.send_to_rest(county)
                    return
                self.join(joint, self.choose_for(joint, named))
                continue
            union = find_bad_union(self.look_at(county), self.knowledge)
            if not union:
                return
            self.break_union(county, union)

    def look_at(self, county: str) -> CountyRows:
        """The rows of a county, and the rests that hold a part of it."""
        parts = [rest for rest in self.rests.values() if county in rest.counties]
        return CountyRows(county, [*self.rows[county], *parts])

    def break_union(self, county: str, union: Sequence[Row]) -> None:
        """Let one row of a union join one outside it, joint rows first."""
        outside = [row for row in self.look_at(county).rows if row not in union]
        if not outside:
            self.send_to_rest(county)
            return
        together = set().union(*(row.spots for row in union))
        inner = self.draw.choose(together, most_joint(union), lambda row: True)
        self.join(inner, self.choose_for(inner, most_joint(outside)))

    def send_to_rest(self, county: str) -> None:
        """Let all rows of a county join the rest that holds a part of it, or else the rest of its region."""
        regions = [region for region, rest in self.rests.items() if county in rest.counties]
        region = max(regions, key=self.tree.size_of) if regions else self.tree.holding([county])
        for row in self.rows[county]:
            self.rest_of(region).take(row)
        self.rows[county] = []

    def choose_for(self, row: Row, candidates: Sequence[Row]) -> Row:
        """Which of the candidates joins a row: see `draw`."""
        return self.draw.choose(row.spots, candidates, lambda one: self.knowledge.stands(row.with_other(one)))

    def join(self, one: Row, other: Row) -> Row:
        """Let two rows be one, and return it: a rest if either is, otherwise the county's joint row."""
        rests = sorted(
            (row for row in (one, other) if row.kind == Kind.REST), key=lambda row: self.tree.size_of(row.region)
        )
        if rests:
            taking = rests[-1]
        else:
            assert one.county is not None
            taking = self.joint_of(one.county.key)
        for row in (one, other):
            if row is not taking:
                self.remove(row)
                taking.take(row)
        return taking

    def remove(self, row: Row) -> None:
        if row.county is None:
            del self.rests[row.region]
        else:
            self.rows[row.county.key].remove(row)

    def fill_a_rest(self) -> bool:
        """Let one row join the first rest that does not stand, or whole groups of counties the first that needs them;
        False where all stand, or nothing is left to join."""
        for region in self.tree.smallest_first:
            rest = self.rests.get(region)
            if rest is None:
                continue
            if self.take_groups(rest):
                self.settle_beside_rests()
                return True
            if self.knowledge.stands(rest):
                continue
            queue = next(filter(None, self.queues_for(region)), [])
            if queue:
                self.join(rest, self.choose_for(rest, queue))
            elif region == STATE:
                return False
            else:
                self.join(rest, self.rest_of(self.tree.parent(region)))
            self.settle_beside_rests()
            return True
        return False

    def take_groups(self, rest: Row) -> bool:
        """Let everything of the groups that a rest touches join it, where little is left; whether anything did."""
        if not self.knowledge.holds_the_little(rest):
            return False
        wanted = rest.counties.union(*(group for group in self.groups if group & rest.counties))
        taking = self.rest_of(STATE)
        joining = [row for county in sorted(wanted & self.rows.keys()) for row in self.rows[county]]
        joining += [row for row in self.rests.values() if row is not taking and row.counties & wanted]
        for row in joining:
            taking = self.join(taking, row)
        return bool(joining)

    def queues_for(self, region: str) -> Iterable[list[Row]]:
        """The rows that may join the rest of a region, first those of no smaller region."""
        inner = [rest for key, rest in self.rests.items() if key != region and self.is_inside(key, region)]
        direct: list[Row] = []
        within: list[Row] = inner
        for county, rows in self.rows.items():
            if self.tree.holds(region, county):
                (direct if self.tree.holding([county]) == region else within).extend(rows)
        for rows in (direct, within):
            yield [row for row in rows if row.kind != Kind.ZIP]
            yield [row for row in rows if row.kind == Kind.ZIP]

    def is_inside(self, inner: str, outer: str) -> bool:
        if inner == STATE:
            return False
        return outer == STATE or self.tree.counties[inner] < self.tree.counties[outer]

    def settle_beside_rests(self) -> None:
        """Look again at the counties of which a rest holds a part, where there are earlier rows."""
        if self.knowledge.earlier:
            for county in sorted(self.rows):
                if any(county in rest.counties for rest in self.rests.values()):
                    self.settle(county)


def most_joint(rows: Sequence[Row]) -> list[Row]:
    """Those of the rows that join first: a county's joint row, else rests, else named ZIPs."""
    for kind in (Kind.OTHER, Kind.REST, Kind.ZIP):
        found = [row for row in rows if row.kind == kind]
        if found:
            return found
    return []
