"""What an import takes out of stock: told before, and after."""

from collections import defaultdict
from collections.abc import Collection

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agencies.models import Agency, Location
from agencies.wording import say, write_kits
from distributions.actions.sheets import Plan
from distributions.counts import NOTHING, Key
from distributions.models.count import day_in_stock
from inventory.actions.use import Foreseen, Taken, Want, foresee
from inventory.models import Item


def foresee_import(plan: Plan, *, agency: Agency, location: Location, left_out: Collection[Key] = ()) -> list[str]:
    """Say item by item what adding `plan`, without the keys in `left_out`, will take out of `location`."""
    wanted: defaultdict[Want, int] = defaultdict(int)
    for key, part in plan.added.items():
        items = part.minus(plan.before.get(key, NOTHING)).items
        if items > 0 and key not in left_out:
            day = day_in_stock(key.handed_out_on, key.precision)
            wanted[Want(key.item_id, day, key.handed_out_on)] += items
    if not wanted:
        return []
    foreseen = foresee(agency=agency, location=location, wanted=wanted)
    items = Item.objects.in_bulk(foreseen)
    return [say_foreseen(items[pk], each, location) for pk, each in foreseen.items()]


def say_foreseen(item: Item, foreseen: Foreseen, location: Location) -> str:
    """Such as "This will take 887 kits out of Storeroom, which has 152. 735 will be recorded as not covered…"."""
    if not foreseen.wanted:
        return _say_nothing_taken(item, foreseen, location)
    sentence = _("This will take %(what)s out of %(location)s, which has %(on_hand)s.")
    what = how_many(item, foreseen.wanted)
    sentences = [say(sentence, what=what, location=location, on_hand=foreseen.on_hand)]
    if foreseen.short:
        words = ngettext(
            "%(n)s will be recorded as not covered by stock.",
            "%(n)s will be recorded as not covered by stock.",
            foreseen.short,
        )
        sentences.append(say(words, n=foreseen.short))
    if foreseen.counted:
        words = ngettext(
            "%(n)s was left before the last count there, which found it gone, and takes nothing.",
            "%(n)s were left before the last count there, which found them gone, and take nothing.",
            foreseen.counted,
        )
        sentences.append(say(words, n=foreseen.counted))
    if foreseen.before:
        sentences.append(_say_left_before(foreseen.before))
    return " ".join(sentences)


def _say_nothing_taken(item, foreseen, location):
    """Why nothing is taken: all of it was left before the last count, or before the first stock record."""
    if not foreseen.counted:
        words = ngettext(
            "This will take nothing out of stock: %(what)s was left before %(location)s had a stock record.",
            "This will take nothing out of stock: %(what)s were left before %(location)s had a stock record.",
            foreseen.before,
        )
        return say(words, what=how_many(item, foreseen.before), location=location)
    words = ngettext(
        "This will take nothing out of stock: %(what)s was left before the last count at %(location)s, "
        "which found it gone.",
        "This will take nothing out of stock: %(what)s were left before the last count at %(location)s, "
        "which found them gone.",
        foreseen.counted,
    )
    sentence = say(words, what=how_many(item, foreseen.counted), location=location)
    return f"{sentence} {_say_left_before(foreseen.before)}" if foreseen.before else sentence


def _say_left_before(number):
    words = ngettext(
        "%(n)s was left before the first stock record there and takes nothing.",
        "%(n)s were left before the first stock record there and take nothing.",
        number,
    )
    return say(words, n=number)


def how_many(item: Item, number: int) -> str:
    """ "887 kits", or "12 of Fentanyl test strips" for what is no kit."""
    if item.kind == Item.Kind.NALOXONE_KIT:
        return write_kits(number)
    return say(_("%(n)s of %(item)s"), n=number, item=item.name)


def say_taken(taken: Taken, location: Location) -> str:
    """What was taken, in one sentence or two; "" where stock has nothing to do with it."""
    if taken == Taken():
        return ""
    sentence = say(_("%(n)s taken out of %(location)s."), n=taken.items, location=location)
    if taken.short:
        sentence += " " + say(_("%(n)s recorded as not covered by stock."), n=taken.short)
    return sentence
