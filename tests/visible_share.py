"""How much of a state its readers see: `python -m tests.visible_share`.

Made-up states of 1,500 ZIP codes in 62 counties are told for a quarter, with ever more agencies and suppliers. Of
each this prints, for every kind of report, three shares: of the hand-overs in a row that names their ZIP code, of
those in a row that names their county, and of the counties (with counts) whose printed total is the true one.

`sums before` is the way of before: each supplier's counts folded by themselves, and the rows added up. Of a county
of which some supplier's part was hidden, a part was printed as its total.
"""

import random
import resource
import time
from bisect import bisect
from collections import Counter
from datetime import date
from itertools import accumulate

from lbn.reporting.fold import Cell, County, Level, Region, coarsen, fold

MONTHS = (date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1))
SIZES = ((150, 20, 38), (300, 100, 40), (800, 300, 15), (2000, 800, 15))
COUNTIES, ZIPS, ELSEWHERE = 62, 1500, 0.005
KEY = b"key of the visible share"
KINDS = ("sums before", "area, readers only", "area, all suppliers", "public")


def state(agencies, suppliers, per_agency, seed=1, months=MONTHS):
    """The counts of a quarter by agency, who supplies whom, and who reports to the city's department."""
    draw = random.Random(seed)
    counties = [County(f"c{number:02}", f"County {number:02}") for number in range(COUNTIES)]
    weights = list(accumulate(1 / (1 + rank) ** 0.7 for rank in range(COUNTIES)))
    zips = {county: [] for county in counties}
    for number in range(ZIPS):
        county = counties[number] if number < COUNTIES else pick(draw, counties, weights)
        zips[county].append(f"{10000 + number}")
    cells, supplied, department = [], {}, set()
    for number in range(agencies):
        agency, home = f"a{number}", pick(draw, counties, weights)
        supplied.setdefault(f"s{number if number < suppliers else draw.randrange(suppliers)}", set()).add(agency)
        if home in counties[:5] and draw.random() < 0.3:
            department.add(agency)
        cells += book(draw, agency, home, zips, per_agency, months)
    return cells, supplied, department, [Region("city", "The City", tuple(county.key for county in counties[:5]))]


def pick(draw, choices, weights):
    return choices[min(bisect(weights, draw.random() * weights[-1]), len(choices) - 1)]


def book(draw, agency, home, zips, mean, months):
    """An agency's counts: at a few places of its county, the large ones more often, and once in a while elsewhere."""
    places = [zips[home][int(draw.random() ** 2 * len(zips[home]))] for _ in range(draw.randint(1, 4))]
    wanted = draw.expovariate(1 / mean)
    found = Counter()
    while found.total() < wanted:
        county, zip_code = home, places[int(draw.random() ** 2 * len(places))]
        if draw.random() < ELSEWHERE:
            county = draw.choice(list(zips))
            zip_code = draw.choice(zips[county])
        found[county, zip_code, draw.choice(months)] += 1
    return [Cell(*where, handouts, handouts, 2 * handouts, agency) for where, handouts in found.items()]


def shares(reports, cells):
    """The three shares of some reports that are added up."""
    by_county = Counter()
    for cell in cells:
        by_county[cell.county.key] += cell.handouts
    whole = by_county.total()
    rows = [row for report in reports for row in report.rows]
    printed = Counter()
    for report in reports:
        for row in report.counties:
            printed[row.county] += row.handouts or 0
    return (
        sum(row.handouts for row in rows if row.zip_code) / whole,
        sum(row.handouts for row in rows if row.county) / whole,
        sum(printed[county] == handouts for county, handouts in by_county.items()) / len(by_county),
    )


def measure(agencies, suppliers, per_agency):
    """The shares of each kind of report, the hand-overs, and the seconds that the area's fold takes."""
    cells, supplied, department, regions = state(agencies, suppliers, per_agency)
    options = {"key": KEY, "period": "2026-Q1", "months": MONTHS}
    by_agency = {}
    for cell in cells:
        by_agency.setdefault(cell.source, []).append(cell)
    before = [
        fold([cell for agency in sorted(own) for cell in by_agency.get(agency, ())], scope=supplier, **options).report
        for supplier, own in supplied.items()
    ]
    began = time.process_time()
    options |= {"level": Level.AREA, "scope": "area", "regions": regions}
    readers = fold(cells, [department], **options)
    everybody = [department, *supplied.values()]
    area = fold(cells, everybody, **options)
    public = coarsen(
        readers.report, readers.members, cells, [*everybody, *({one} for one in by_agency)], key=KEY, scope="public"
    )
    seconds = time.process_time() - began
    reports = ([*before], [readers.report], [area.report], [public.report])
    return [shares(some, cells) for some in reports], sum(cell.handouts for cell in cells), seconds


def main():
    print(f"{'agencies, suppliers, hand-overs':32}" + "".join(f"{kind:>22}" for kind in KINDS) + f"{'seconds':>10}")
    for agencies, suppliers, per_agency in SIZES:
        found, handouts, seconds = measure(agencies, suppliers, per_agency)
        told = "".join(f"{' / '.join(f'{100 * share:.0f}' for share in some):>22}" for some in found)
        print(f"{f'{agencies:,}, {suppliers:,}, {handouts:,}':32}{told}{seconds:>10.1f}")
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"Named ZIP / in their county / counties whole, in percent. Most memory: {memory} MB.")


if __name__ == "__main__":
    main()
