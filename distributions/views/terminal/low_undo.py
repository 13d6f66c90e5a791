"""What a page needs to take back that kits run low: it holds it in memory, signed, and nothing is stored for it.

Whoever has the page can read it: it names nobody.
"""

from datetime import date

from django.core import signing

from inventory.actions import LowBefore, LowUndo

SALT = "low-undo"
VALID_FOR = 600  # Seconds; the page offers it as long as its answer is open.


def sign_low_undo(terminal, undo):
    """Return the text by which `terminal` takes back what `undo` (`LowUndo`) is for."""
    stood = undo.before and [undo.before.left, undo.before.settled_on and undo.before.settled_on.isoformat()]
    return signing.dumps([str(terminal.pk), undo.on.isoformat(), stood, undo.left], salt=SALT)


def read_low_undo(terminal, text):
    """Return the `LowUndo` of a text of `sign_low_undo`, or None where it is none of this terminal, or too old."""
    if not isinstance(text, str):
        return None
    try:
        whose, on, stood, left = signing.loads(text, salt=SALT, max_age=VALID_FOR)
    except (signing.BadSignature, ValueError):  # A page may hold one that was signed before the last update.
        return None
    if whose != str(terminal.pk):
        return None
    before = stood and LowBefore(stood[0], stood[1] and date.fromisoformat(stood[1]))
    return LowUndo(date.fromisoformat(on), before, left)
