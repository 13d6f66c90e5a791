"""This period beside the one before and the same one of last year."""

from django.utils.translation import gettext as _

from lbn.reporting.fold import fewer_than
from lbn.reporting.published.tables.table import FIGURES, Content, Row, Table

COMPARED = ("previous", "last_year")


def comparison_of(content: Content, total: Row) -> Table:
    """The comparison; no row but this period's where nothing was published before, and then none at all."""
    hidden = fewer_than(content["report"]["threshold"])
    lines: list[Row] = []
    for name in COMPARED:
        before = (content.get("comparison") or {}).get(name)
        if before:
            figures = [hidden if before[key] is None else before[key] for key in ("handouts", "kits", "doses")]
            lines.append((name, before["starts_on"], before["ends_on"], *figures, change(total[1], figures[1])))
    if lines:
        lines.insert(0, ("this", content["starts_on"], content["ends_on"], *total, None))
    header = ("compared", "period_from", "period_to", *FIGURES, "kits_change")
    return Table("comparison", _("Compared with earlier reports"), header, lines)


def change(now: str | int | None, before: str | int | None) -> int | None:
    """By how many kits a period differs; None where either is hidden."""
    return now - before if isinstance(now, int) and isinstance(before, int) else None
