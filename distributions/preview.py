"""What an import would do, in groups for people to read."""

from heapq import nsmallest
from typing import NamedTuple

from django.utils.translation import gettext as _

from agencies.models import Jurisdiction
from distributions.actions.sheets import Plan
from distributions.counts import NOTHING, Counts, Key, total_of
from distributions.models import Precision
from distributions.months import place_in_words, towns_by_zip

LINES_SHOWN = 50


class PreviewLine(NamedTuple):
    """A day (or whole month) and place: what the sheet said of it before, None where it did not, and says now."""

    key: Key
    place: str
    before: Counts | None
    now: Counts

    @property
    def is_whole_month(self):
        return self.key.precision == Precision.MONTH


class PreviewGroup(NamedTuple):
    """Days and places to which the same happens: what that is, by how much the log would change, the first lines in
    the order of days, and how many more there are. `ask`: somebody has to choose."""

    name: str
    fate: str
    size: int
    total: Counts
    lines: list[PreviewLine]
    ask: bool

    @property
    def more(self):
        return self.size - len(self.lines)


def groups_of(plan: Plan, *, state: str) -> list[PreviewGroup]:
    """The groups that are not empty, their places as people in `state` call them. Two queries, however many lines
    there are. What is counted otherwise already has no lines here: each of them is chosen about."""
    choose = _("you choose below")
    fell = {key: part for key, part in plan.falling.items() if plan.fallen[key] != NOTHING}
    vanished = {key: part for key, part in plan.falling.items() if plan.fallen[key] == NOTHING}
    groups = [
        (_("New"), _("added"), plan.new, False),
        (_("Imported before and grown"), _("added"), plan.grown, False),
        (_("Same day and place already counted otherwise"), choose, plan.overlapping, True),
        (_("Fallen since the last import"), choose, fell, True),
        (_("Vanished since the last import"), choose, vanished, True),
    ]
    first = {name: nsmallest(LINES_SHOWN, keys) for name, _fate, keys, _ask in groups if keys is not plan.overlapping}
    places = find_places({key for keys in first.values() for key in keys}, state=state)
    lines = {name: [_line(key, plan, places) for key in keys] for name, keys in first.items()}
    groups.append((_("Imported already"), _("unchanged"), plan.unchanged, False))
    return [
        PreviewGroup(name, fate, len(keys), total_of(keys.values()), lines.get(name, []), ask)
        for name, fate, keys, ask in groups
        if keys
    ]


def _line(key, plan, places):
    now = plan.added.get(key) or plan.fallen[key]
    return PreviewLine(key, places[key], plan.before.get(key), now)


def find_places(keys, *, state):
    """Return {key: its place in the words of people in `state`}."""
    counties = Jurisdiction.objects.in_bulk({key.jurisdiction_id for key in keys})
    towns = towns_by_zip({key.zip_code for key in keys if key.zip_code})
    county = {pk: row.label_in(state) for pk, row in counties.items()}
    return {
        key: place_in_words(key.zip_code, towns.get(key.zip_code, ""), county[key.jurisdiction_id]) for key in keys
    }
