"""What a page needs to take back that kits run low: it holds it in memory, signed, and nothing is stored for it."""

from datetime import date
from uuid import UUID

from django.core import signing

from inventory.actions import LowBefore

SALT = "low-undo"
VALID_FOR = 600  # Seconds; the page offers it as long as its answer is open.


def sign_low_undo(terminal, *, on, before):
    """Return the text by which `terminal` takes back what it told on a day; `before` (`LowBefore`) or None."""
    stood = None
    if before:
        settled_on = before.settled_on and before.settled_on.isoformat()
        stood = [before.left, settled_on, before.settled_by and str(before.settled_by)]
    return signing.dumps([str(terminal.pk), on.isoformat(), stood], salt=SALT)


def read_low_undo(terminal, text):
    """Return {on, before} of a text of `sign_low_undo`, or None where it is none of this terminal, or too old."""
    try:
        whose, on, stood = signing.loads(text, salt=SALT, max_age=VALID_FOR)
    except signing.BadSignature:
        return None
    if whose != str(terminal.pk):
        return None
    before = None
    if stood:
        left, settled_on, settled_by = stood
        before = LowBefore(left, settled_on and date.fromisoformat(settled_on), settled_by and UUID(settled_by))
    return {"on": date.fromisoformat(on), "before": before}
