"""What a number of things left is called: kits where all of them are kits, items where some are not."""

from collections.abc import Iterable
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agencies.wording import say, write_kits
from inventory.models import Item


class Unit(NamedTuple):
    """Kits, or items of several kinds. `one` and `many` are for commands, which speak English only."""

    is_kits: bool

    @property
    def heading(self) -> str:
        return _("Kits") if self.is_kits else _("How many")

    @property
    def one(self) -> str:
        return "kit" if self.is_kits else "item"

    @property
    def many(self) -> str:
        return "kits" if self.is_kits else "items"

    def write(self, number: int) -> str:
        """A number of them: "3 kits", "1 item"."""
        if self.is_kits:
            return write_kits(number)
        return say(ngettext("%(number)s item", "%(number)s items", number), number=number)


def unit_of(items: Iterable[Item]) -> Unit:
    """Return what things of these items are called together."""
    return Unit(is_kits=all(item.kind == Item.Kind.NALOXONE_KIT for item in items))
