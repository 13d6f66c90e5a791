"""The tables of what a whole state, a health department, or everyone is published."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from agencies.packs.schema import TYPED
from lbn.reporting.documents.canonical import from_plain
from lbn.reporting.fold import fewer_than
from lbn.reporting.published.compile import STANDINGS
from lbn.reporting.published.tables.comparison import comparison_of
from lbn.reporting.published.tables.places import places_of, total_of
from lbn.reporting.published.tables.table import FIGURES, Content, Row, Table

REPORTING = ("agencies", "expected", "came", *STANDINGS)
KINDS = ("agencies", "expected", "came", "on_time", "personnel_trained", "sessions")


def of_state(content: Content) -> Iterator[Table]:
    """The tables of a state's roll-up, or of a health department's part of it."""
    report = from_plain(content["report"])
    yield _totals(content, total_of(report))
    yield _to_date(content)
    yield comparison_of(content, total_of(report))
    yield _reporting(content)
    yield Table(
        "by_kind",
        _("Agencies by kind"),
        ("kind", *KINDS),
        [(row["kind"], *(row[name] for name in KINDS)) for row in content.get("by_kind", [])],
        about=_("Personnel trained and sessions as the agencies stated. Kits are not told by kind of agency."),
    )
    yield from places_of(report)
    yield _other_items(content)
    yield _typed(content)


def of_public(content: Content) -> Iterator[Table]:
    """The tables that anyone may read."""
    report = from_plain(content["report"])
    row = ("counted", *total_of(report), len(content["operating"]))
    yield Table("totals", _("Totals"), ("line", *FIGURES, "jurisdictions"), [row])
    yield from places_of(report)


def _hidden(content: Content) -> str:
    return fewer_than(content["report"]["threshold"])


def _totals(content: Content, total: Row) -> Table:
    trained = content.get("people_trained", "") if "people_trained" in content else ""
    rows: list[Row] = [("counted", *total, _hidden(content) if trained is None else trained)]
    net = content.get("net_corrections")
    if net and any(net.values()):
        rows.append(("net_corrections", net["handouts"], net["kits"], net["doses"], ""))
    if trained == "":
        return Table("totals", _("Totals"), ("line", *FIGURES), [row[:-1] for row in rows])
    return Table("totals", _("Totals"), ("line", *FIGURES, "people_trained"), rows)


def _to_date(content: Content) -> Table:
    """How many places, doses and people there were since the first published quarter."""
    sums = content.get("to_date")
    header = ("since", "until", "jurisdictions", "doses", "people", "people_are")
    rows: list[Row] = []
    if sums:
        told = (sums["jurisdictions"], sums["doses"], sums["people"], sums["people_are"])
        rows = [(sums["since"], content["ends_on"], *told)]
    return Table("to_date", _("Since the beginning"), header, rows)


def _reporting(content: Content) -> Table:
    reporting = content["reporting"]
    row = (len(content.get("operating", [])), *(reporting.get(name) for name in REPORTING))
    return Table("reporting", _("Who has reported"), ("jurisdictions", *REPORTING), [row])


def _other_items(content: Content) -> Table:
    hidden = _hidden(content)
    rows: list[Row] = [
        (row["item"], *(hidden if row[name] is None else row[name] for name in ("handouts", "items")))
        for row in content.get("other_items", [])
    ]
    return Table("other_items", _("Items beside naloxone"), ("item", "item_times", "items"), rows)


def _typed(content: Content) -> Table:
    """What agencies typed, added up over the state; hidden where it is small, empty where nobody typed it."""
    typed = content.get("typed") or {}
    cells = tuple(_hidden(content) if name in typed and typed[name] is None else typed.get(name) for name in TYPED)
    return Table("typed", _("As stated by the agencies"), TYPED, [cells] if typed else [])
