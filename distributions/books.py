"""What the lines of a sheet are looked up in: places and items, under the names that people write."""

from agencies.models import Jurisdiction
from agencies.places import locate
from inventory.models import Item


class Books:
    """What lines are looked up in: (jurisdiction id, ZIP code or "") or a refusal by typed ZIP code, county ids by
    folded name, item ids by folded name."""

    def __init__(self, state):
        self.state = state
        self.places: dict[str, tuple[int, str] | str | None] = {"": None}
        rows = Jurisdiction.objects.in_state(state)
        self.counties = {fold_name(name): row.pk for row in rows for name in (row.name, row.label, row.slug)}
        self.items = {fold_name(name): item.pk for item in Item.objects.all() for name in (item.slug, item.name)}

    def look_up(self, typed):
        """Learn the places of ZIP codes that were not looked up before."""
        new = typed - self.places.keys()
        if new:
            located = locate(new, state=self.state)
            found = located.places.items()
            self.places |= {text: (place.jurisdiction.pk, place.zip_code) for text, place in found}
            self.places |= located.refused


def fold_name(name):
    """Return a name without case, dots and doubled spaces."""
    return " ".join(name.casefold().replace(".", "").split())
