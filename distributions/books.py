"""What the lines of a sheet are looked up in: places and items, under the names that people write."""

import re

from django.utils.translation import gettext as _

from agencies.county_names import fold_county
from agencies.models import Jurisdiction
from agencies.places import locate
from agencies.sheets import Reading
from distributions.lines import LineRefused
from inventory.models import Item

BOROUGHS = {
    "NY": {
        "manhattan": "New York",
        "brooklyn": "Kings",
        "queens": "Queens",
        "bronx": "Bronx",
        "staten island": "Richmond",
    }
}
OF_A_STATE = re.compile(", ([A-Z]{2})$")
ANY_KIT = {
    "kit",
    "naloxone",
    "naloxone kit",
    "naloxone nasal spray",
    "naloxone spray",
    "nasal naloxone",
    "nasal naloxone kit",
    "narcan",
    "narcan kit",
    "narcan nasal spray",
    "nasal spray",
}


class Books:
    """What lines are looked up in: (jurisdiction id, ZIP code or "") or a refusal by typed ZIP code, county ids by
    folded name, item ids by folded name."""

    def __init__(self, state):
        self.state = state
        self.states = {state}
        self.places: dict[str, tuple[int, str] | str | None] = {"": None}
        rows = list(Jurisdiction.objects.in_state(state))
        self.counties = index_counties(rows, state)
        self.labels = {row.pk: row.label for row in rows}
        self.unknown = {
            row.pk for row in rows if row.kind in (Jurisdiction.Kind.ELSEWHERE, Jurisdiction.Kind.NOT_KNOWN)
        }
        self.items = index_items(Item.objects.all())

    def look_up(self, typed):
        """Learn the places of ZIP codes that were not looked up before."""
        self.look_up_elsewhere(typed)
        new = {text for text in typed - self.places.keys() if has_digits(text)}
        if new:
            clean = {text: zip_as_written(text) for text in new}
            located = locate(clean.values(), state=self.state)
            self.labels = {
                place.jurisdiction.pk: str(place.jurisdiction) for place in located.places.values()
            } | self.labels
            for text, digits in clean.items():
                place = located.places.get(digits)
                if place and lost_zeros(text) and not self.is_here(place):
                    self.places[text] = self.no_zip_here(text, digits, place)
                else:
                    self.places[text] = (place.jurisdiction.pk, place.zip_code) if place else located.refused[digits]

    def look_up_elsewhere(self, typed):
        """Learn the counties of another state, as the log's own download names them: "Essex County, MA"."""
        named = {found[1] for text in typed if (found := OF_A_STATE.search(text))}
        for state in sorted(named - self.states):
            self.states.add(state)
            for row in Jurisdiction.objects.in_state(state).real_places():
                self.counties[fold_county(str(row), self.state)] = row.pk
                self.labels[row.pk] = str(row)

    def no_zip_here(self, text, digits, place):
        """What to say of a short number that is no ZIP code of the agency's state, whatever it is elsewhere."""
        sentence = _("%(short)s is too short for a ZIP code. Write all five digits.")
        if place.jurisdiction.pk not in self.unknown:
            sentence = _("%(short)s is too short for a ZIP code: %(zip)s is in %(there)s. Write all five digits.")
        return sentence % {"short": text.partition(".")[0], "zip": digits, "there": place.jurisdiction}

    def is_here(self, place):
        """Whether a place that is known is in the agency's state."""
        return place.jurisdiction.state == self.state and place.jurisdiction.pk not in self.unknown

    def place(self, zip_code, county, default, readings):
        """Return (jurisdiction id, ZIP code or "") of a line, and add to `readings` how it was found.

        A county may stand in the column of the ZIP codes, and a ZIP code in that of the counties: some sheets have
        one box for both. `default` is the county of lines that name no place. Raises `LineRefused`.
        """
        if zip_code and not county and not has_digits(zip_code):
            return self.county_instead(zip_code, readings), ""
        if county and not zip_code and has_digits(county):
            readings.append(Reading.ZIP_AMONG_COUNTIES)
            return self.of_zip(county, "county")
        if zip_code and county:
            return self.both(zip_code, county, readings)
        if zip_code:
            return self.of_zip(zip_code, "zip_code")
        if county:
            return self.of_county(county), ""
        if default is None:
            raise LineRefused(
                "zip_code", _("Enter the five digits of the ZIP code, or choose a county for such lines.")
            )
        return default.pk, ""

    def of_zip(self, text, column):
        found = self.places.get(text) or _("Enter the five digits of the ZIP code.")
        if isinstance(found, str):
            raise LineRefused(column, found)
        return found

    def of_county(self, text):
        named = self.counties.get(fold_county(text, self.state))
        if named is None:
            raise LineRefused("county", _("No county of this state has this name. Check the spelling."))
        return named

    def county_instead(self, text, readings):
        named = self.counties.get(fold_county(text, self.state))
        if named is None:
            raise LineRefused("zip_code", _("Enter the five digits of the ZIP code."))
        readings.append(Reading.COUNTY_AMONG_ZIPS)
        return named

    def both(self, zip_code, county, readings):
        """The place of a line that has a ZIP code and a county: one of them may tell more, but they must agree."""
        there, digits = self.of_zip(zip_code, "zip_code")
        named = self.counties.get(fold_county(county, self.state))
        if named is None:
            readings.append(Reading.COUNTY_NOT_KNOWN)
        elif named in self.unknown or named == there:
            return there, digits
        elif there in self.unknown:
            readings.append(Reading.COUNTY_OF_LINE)
            return named, ""
        else:
            sentence = _("The ZIP code is in %(there)s, the line says %(county)s. Correct one of them.")
            raise LineRefused("county", sentence % {"there": self.labels[there], "county": self.labels[named]})
        return there, digits

    def item_id(self, text, default, readings):
        """Return the item's id of a line; `default` is the item of lines that name none. Raise `LineRefused`."""
        found = self.items.get(fold_item(text))
        is_any_kit = not found and fold_item(text) in ANY_KIT
        if (not text or is_any_kit) and default is None:
            raise LineRefused("item", _("Say which item this is: your agency stocks more than one."))
        if not text:
            return default.pk
        if is_any_kit and default.kind == Item.Kind.NALOXONE_KIT:
            readings.append(Reading.KIT_BY_ANOTHER_NAME)
            return default.pk
        if found is None:
            raise LineRefused("item", _("There is no such item. Leave the cell empty for naloxone kits."))
        return found.pk


def index_counties(rows, state):
    """Return county ids by the folded names under which people know them; a name that two have is nobody's."""
    ids = {}
    for row in rows:
        for name in {fold_county(name, state) for name in (row.name, row.label, row.slug)}:
            ids[name] = row.pk if ids.get(name, row.pk) == row.pk else None
    boroughs = BOROUGHS.get(state, {})
    return ids | {borough: ids.get(fold_county(name, state)) for borough, name in boroughs.items()}


def index_items(items):
    """Return items by the folded names under which people know them; a name that two have is nobody's."""
    named = {}
    for item in items:
        for name in {fold_item(name) for name in (item.slug, item.name, without_brackets(item.name))}:
            named[name] = item if named.get(name, item) == item else None
    return named


def has_digits(text):
    return any(character.isdigit() for character in text)


def zip_as_written(text):
    """Return a ZIP code as it was before a program made it a number, "12207.0", "501.0", or guarded it, "'12207"."""
    digits = re.sub(r"[.]0*$", "", text).removeprefix("'")
    return digits.zfill(5) if lost_zeros(text) else digits


def lost_zeros(text):
    """Whether a number stands where a ZIP code has zeros before it. It may as well have lost another digit."""
    return re.fullmatch(r"[0-9]{3,4}[.]0*", text) is not None


def without_brackets(text):
    return re.sub(r"\([^()]*\)", "", text).strip()


def fold_name(name):
    """Return a name without case, dots and doubled spaces."""
    return " ".join(name.casefold().replace(".", "").split())


def fold_item(name):
    """Return an item's name as it is compared: without case, dots and the plural's s."""
    return " ".join(word.removesuffix("s") if len(word) > 2 else word for word in fold_name(name).split())
