"""The tables of a dry run: what would happen to which days and places, and which lines are refused."""

from django.utils.translation import gettext as _

from agencies.tables import ListColumn, ListTable
from agencies.wording import write_day, write_month, write_number


def groups_table(groups):
    """Each group of days and places, with what happens to it."""
    return ListTable(
        name="groups",
        caption=_("What the sheet says, compared with the log"),
        columns=[
            ListColumn("name", _("Lines")),
            ListColumn("fate", _("What happens")),
            ListColumn("size", _("Days and places"), kind="number"),
            ListColumn("items", _("Kits"), kind="number", value="total.items"),
            ListColumn("handouts", _("Times"), kind="number", value="total.handouts"),
            ListColumn("people_trained", _("People trained"), kind="number", value="total.people_trained"),
        ],
        rows=groups,
        tone=lambda group: "attention" if group.ask else "",
    )


def group_table(number, group):
    """The first days and places of one group; `number` keeps the tables of a page apart."""
    return ListTable(
        name=f"group-{number}",
        caption=group.name,
        columns=[
            ListColumn("day", _("Day"), value=day_of, is_unbroken=True),
            ListColumn("place", _("Place")),
            change_column("items", _("Kits")),
            change_column("handouts", _("Times")),
            change_column("people_trained", _("People trained")),
        ],
        rows=group.lines,
    )


def change_column(name, heading):
    """What the sheet says now, after what it said before where it said anything."""

    def change(line):
        now = write_number(getattr(line.now, name))
        return f"{write_number(getattr(line.before, name))} → {now}" if line.before else now

    return ListColumn(name, heading, kind="number", value=change)


def day_of(line):
    day = line.key.handed_out_on
    return write_month(day) if line.is_whole_month else write_day(day)


def refused_table(lines):
    """The lines that are not counted, each with its reason."""
    return ListTable(
        name="refused",
        caption=_("Refused lines"),
        columns=[
            ListColumn("row", _("Row"), kind="number"),
            ListColumn("column", _("Column")),
            ListColumn("message", _("What to do")),
        ],
        rows=lines,
    )
