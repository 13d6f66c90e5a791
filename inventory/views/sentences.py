"""What people are told after an entry."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def say_delivery(_entered, receipt):
    """What a delivery did, and the next step."""
    facts = receipt._asdict()
    if not receipt.covered:
        return (
            _("Put into stock at %(location)s: %(quantity)s of lot %(lot)s. On hand there now: %(on_hand)s of it.")
            % facts
        )
    return (
        ngettext(
            "%(quantity)s of lot %(lot)s came to %(location)s: %(covered)s covers a kit logged before, "
            "%(on_hand)s of the lot are on hand. Count when you have a moment.",
            "%(quantity)s of lot %(lot)s came to %(location)s: %(covered)s cover kits logged before, "
            "%(on_hand)s of the lot are on hand. Count when you have a moment.",
            receipt.covered,
        )
        % facts
    )


def say_move(entered, covered):
    """What a move did, and the next step."""
    sentence = _("Moved to %(target)s: %(quantity)s of lot %(lot)s. Carry over what is still there.") % entered
    if not covered:
        return sentence
    kits = ngettext(
        "%(covered)s covers a kit logged there before.", "%(covered)s cover kits logged there before.", covered
    )
    return f"{sentence} {kits % {'covered': covered}}"


def say_loss(entered, left):
    """What a loss did, and the next step."""
    sentence = _(
        "Written off: %(quantity)s of lot %(lot)s; %(location)s still has %(left)s of it. "
        "Set it apart so that nobody leaves it."
    )
    return sentence % (entered | {"left": left})


def say_count(variance, location):
    """What a count changed."""
    facts = {"counted": variance.counted, "location": location, "number": abs(variance.difference)}
    if variance.difference > 0:
        return _("%(counted)s are on hand at %(location)s now, %(number)s more than the ledger had.") % facts
    if variance.difference < 0:
        return _("%(counted)s are on hand at %(location)s now, %(number)s fewer than the ledger had.") % facts
    return _("The count at %(location)s agrees with the ledger: %(counted)s are on hand.") % facts
