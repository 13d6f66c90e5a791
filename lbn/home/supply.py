"""How long the kits on hand last, in words: few of them on home, with how it is known beside the stock."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agencies.wording import say
from distributions.supply import Supply
from lbn.home.waiting import A_YEAR


def say_supply(supply: Supply) -> list[str]:
    """What home says beside the number of kits that may be left; nothing where there are none."""
    if not supply.usable:
        return []
    if supply.days is None:
        return [_("days of supply: not known before kits are left")]
    said = [_in_words(supply.days)]
    if supply.wasted:
        words = ngettext(
            "%(number)s expires before it would be used", "%(number)s expire before they would be used", supply.wasted
        )
        said.append(say(words, number=supply.wasted))
    return said


def _in_words(days):
    if days > A_YEAR:
        return _("supply for more than a year")
    days = max(1, days)
    return say(ngettext("about %(days)s day of supply", "about %(days)s days of supply", days), days=days)


def explain_supply(supply: Supply) -> list[str]:
    """The same with how it is known, for the page of the stock; nothing where no kit may be left."""
    if not supply.usable:
        return []
    if supply.days is None:
        return [
            _(
                "For how long the kits last is not known before some are left day by day: "
                "events and totals of a month say nothing about a usual day."
            )
        ]
    if supply.days > A_YEAR:
        said = [_("At the pace of the last three months the kits that may be left last for more than a year.")]
    else:
        days = max(1, supply.days)
        words = ngettext(
            "At the pace of the last three months the kits that may be left last about %(days)s day.",
            "At the pace of the last three months the kits that may be left last about %(days)s days.",
            days,
        )
        said = [say(words, days=days)]
    said.append(_("Events and totals of a month are left out of the pace."))
    if supply.wasted:
        words = ngettext(
            "%(number)s kit is not counted, because it expires before it would be used.",
            "%(number)s kits are not counted, because they expire before they would be used.",
            supply.wasted,
        )
        said.append(say(words, number=supply.wasted))
    return said
