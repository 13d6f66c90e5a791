"""The tables of a dry run: what would happen to which days and places, and which lines are refused."""

from django.utils.translation import gettext as _

from agencies.tables import ListColumn, ListTable
from agencies.wording import write_day, write_month, write_number
from distributions.overlaps import say_grains


def groups_table(groups, unit):
    """Each group of days and places, with what happens to it."""
    return ListTable(
        name="groups",
        caption=_("What the sheet says, compared with the log"),
        columns=[
            ListColumn("name", _("Lines")),
            ListColumn("fate", _("What happens")),
            ListColumn("size", _("Days and places"), kind="number"),
            ListColumn("items", unit.heading, kind="number", value="total.items"),
            ListColumn("handouts", _("Times"), kind="number", value="total.handouts"),
            ListColumn("people_trained", _("People trained"), kind="number", value="total.people_trained"),
        ],
        rows=groups,
        tone=lambda group: "attention" if group.ask else "",
    )


def group_table(number, group, unit):
    """The first days and places of one group; `number` keeps the tables of a page apart."""
    return ListTable(
        name=f"group-{number}",
        caption=group.name,
        columns=[
            ListColumn("day", _("Day"), value=day_of, is_unbroken=True),
            ListColumn("place", _("Place")),
            change_column("items", unit.heading),
            change_column("handouts", _("Times")),
            change_column("people_trained", _("People trained")),
        ],
        rows=group.lines,
    )


def overlap_table(lines):
    """What is counted otherwise already, beside what the sheet says, with a choice for each."""
    columns = [
        ListColumn("day", _("Day"), value=day_of, is_unbroken=True),
        ListColumn("place", _("Place")),
        ListColumn("now", _("In this sheet"), kind="number", value="now.items"),
        ListColumn("already", _("Counted already"), kind="number", value="already.items"),
        ListColumn("grains", _("Counted as"), value=lambda line: say_grains(line.already)),
        ListColumn("choice", _("What are they?"), template="distributions/_overlap_choice.html"),
    ]
    if len({line.item for line in lines}) > 1:
        columns.insert(2, ListColumn("item", _("Item")))
    return ListTable(
        name="overlaps", caption=_("Kits of days and places that are counted already"), columns=columns, rows=lines
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
    return lines_table("refused", _("Refused lines"), lines)


def noted_table(lines):
    """The lines that are counted without the people trained, which cannot be read."""
    return lines_table("noted", _("Lines that count without their people trained"), lines)


def lines_table(name, caption, lines):
    columns = [
        ListColumn("row", _("Row"), kind="number"),
        ListColumn("column", _("Column")),
        ListColumn("message", _("What to do")),
    ]
    if any(line.tab for line in lines):
        columns.insert(0, ListColumn("tab", _("Tab")))
    return ListTable(name=name, caption=caption, columns=columns, rows=lines)
