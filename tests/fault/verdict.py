"""What the database says after a trial, against what was pressed."""

from collections import Counter
from dataclasses import asdict, dataclass

from tests.distributions.station import database_of
from tests.fault.parties import SHELVES

COUNTS = """
    SELECT agency.slug, count.handed_out_on, count.zip_code, item.slug,
        SUM(handouts), SUM(items), SUM(people_trained)
    FROM distributions_dailycount AS count
    JOIN agencies_agency AS agency ON agency.id = count.agency_id
    JOIN inventory_item AS item ON item.id = count.item_id
    GROUP BY 1, 2, 3, 4
"""
CLAIMS = """
    SELECT agency.slug, claim.uuid FROM distributions_submissionkey AS claim
    JOIN agencies_agency AS agency ON agency.id = claim.agency_id
"""
STOCK = """
    SELECT agency.slug,
        (SELECT COALESCE(SUM(quantity), 0) FROM inventory_stocklevel WHERE agency_id = agency.id),
        (SELECT COALESCE(SUM(quantity), 0) FROM inventory_shortfall WHERE agency_id = agency.id)
    FROM agencies_agency AS agency
"""
CLOSES = "ledger closes"


@dataclass
class Verdict:
    """A trial's figures; `drift` is kits too many or too few in stock, plus levels that `check_ledger` names."""

    handovers: int
    kills: int
    lost: int
    double: int
    drift: int

    @property
    def ok(self):
        return self.lost == self.double == self.drift == 0

    def as_dict(self):
        return asdict(self)


def pressed_of(pressed):
    """Return {(agency, day, ZIP code, item): [times, items, people trained]} of {agency: entries}."""
    counts = {}
    for agency, entries in pressed.items():
        for entry in entries:
            key = (agency, entry["handed_out_on"], entry["zip_code"], entry["item"])
            held = counts.setdefault(key, [0, 0, 0])
            for place, more in enumerate((1, entry["items"], entry["people_trained"])):
                held[place] += more
    return counts


def differences(expected, got):
    """Return (lost, double) over all keys; a key whose times agree and whose other figures do not is one of each."""
    lost = double = 0
    for key in expected.keys() | got.keys():
        ours, theirs = expected.get(key, [0, 0, 0]), got.get(key, [0, 0, 0])
        lost += max(0, ours[0] - theirs[0])
        double += max(0, theirs[0] - ours[0])
        if ours[0] == theirs[0] and ours != theirs:
            lost, double = lost + 1, double + 1
    return lost, double


def judge(application, pressed, *, kills, opened=SHELVES):
    """Return the `Verdict` on {agency: acknowledged entries} of a served application that nobody writes to now."""
    with database_of(application) as database:
        got = {
            (row[0], str(row[1]), row[2], row[3]): [int(figure) for figure in row[4:]]
            for row in database.execute(COUNTS).fetchall()
        }
        claims = {(agency, str(uuid).replace("-", "")) for agency, uuid in database.execute(CLAIMS).fetchall()}
        stock = {agency: int(level) - int(short) for agency, level, short in database.execute(STOCK).fetchall()}
    lost, double = differences(pressed_of(pressed), got)
    named = {(agency, entry["uuid"].replace("-", "")) for agency, entries in pressed.items() for entry in entries}
    left = Counter({agency: sum(entry["items"] for entry in entries) for agency, entries in pressed.items()})
    drift = sum(abs(sum(opened[agency]) - left[agency] - stock[agency]) for agency in opened)
    return Verdict(
        handovers=sum(map(len, pressed.values())),
        kills=kills,
        lost=max(lost, len(named - claims)),
        double=double,
        drift=drift + ledger_drifts(application),
    )


def ledger_drifts(application):
    """Return how many levels `check_ledger` finds wrong."""
    said = application.manage("check_ledger", check=False)
    return 0 if said.returncode == 0 and CLOSES in said.stdout else max(1, len(said.stdout.splitlines()))
