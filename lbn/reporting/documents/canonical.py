"""One way to write a frozen report down, and one fingerprint of it.

The canonical form is JSON in UTF-8 with sorted keys and no spaces; dates are written as YYYY-MM-DD. The same report
gives the same bytes on every machine and in every version of Python.

A fingerprint belongs to the readers of the report itself: someone else who knows the form could try out the few
values that a small report can have until the fingerprint fits.
"""

import hashlib
import json
from collections.abc import Mapping
from typing import Any


def canonical_json(plain: Mapping[str, Any]) -> str:
    """Return plain data (dict, list, str, int, bool, None) in its canonical form; refuses anything else."""
    return json.dumps(plain, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def fingerprint(text: str) -> str:
    """Return the SHA-256 of a text in UTF-8, as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()
