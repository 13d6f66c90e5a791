"""What people are told after an entry."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agencies.wording import say


def say_opening(entered, number):
    """What an opening count did, and the next step."""
    sentence = _("%(number)s are in stock at %(location)s. Next, open a terminal there and log kits.")
    return say(sentence, number=number, location=entered["location"])


def say_delivery(_entered, receipt):
    """What a delivery did, and the next step."""
    if not receipt.covered:
        sentence = _(
            "Put into stock at %(location)s: %(quantity)s of lot %(lot)s. On hand there now: %(on_hand)s of this lot."
        )
    else:
        sentence = ngettext(
            "%(quantity)s of lot %(lot)s came to %(location)s: %(covered)s covers a kit logged before, "
            "%(on_hand)s of the lot are on hand. Count when you have a moment.",
            "%(quantity)s of lot %(lot)s came to %(location)s: %(covered)s cover kits logged before, "
            "%(on_hand)s of the lot are on hand. Count when you have a moment.",
            receipt.covered,
        )
    return say(sentence, **receipt._asdict())


def say_move(entered, covered):
    """What a move did, and the next step."""
    sentence = _("Moved to %(target)s: %(quantity)s of lot %(lot)s.")
    done = say(sentence, **entered)
    if not covered:
        return done
    kits = ngettext(
        "%(covered)s covers a kit logged there before.", "%(covered)s cover kits logged there before.", covered
    )
    return f"{done} {say(kits, covered=covered)}"


def say_loss(entered, left):
    """What a loss did."""
    if left:
        sentence = _(
            "Written off: %(quantity)s of lot %(lot)s at %(location)s. On hand there now: %(left)s of this lot."
        )
    else:
        sentence = _("Written off: %(quantity)s of lot %(lot)s at %(location)s. None of this lot is left there.")
    return say(sentence, **entered, left=left)


def say_leftovers(number, *, source, target):
    """What became of what came back from an event."""
    if not number:
        return say(_("Nothing came back from %(source)s, and nothing is left there."), source=source)
    sentence = ngettext(
        "%(number)s came back from %(source)s and is at %(target)s. Nothing is left at %(source)s.",
        "%(number)s came back from %(source)s and are at %(target)s. Nothing is left at %(source)s.",
        number,
    )
    return say(sentence, number=number, source=source, target=target)


def say_losses(_entered, gone):
    """What writing off several lots did."""
    sentence = ngettext("Written off: %(number)s in all.", "Written off: %(number)s in all.", gone)
    return say(sentence, number=gone)


def say_count(variance, location):
    """What a count changed."""
    if variance.difference > 0:
        sentence = _("%(counted)s are on hand at %(location)s now, %(number)s more than the ledger had.")
    elif variance.difference < 0:
        sentence = _("%(counted)s are on hand at %(location)s now, %(number)s fewer than the ledger had.")
    else:
        sentence = _("The count at %(location)s agrees with the ledger: %(counted)s are on hand.")
    return say(sentence, counted=variance.counted, location=location, number=abs(variance.difference))
