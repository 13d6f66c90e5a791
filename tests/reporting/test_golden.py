"""What was frozen stays what it was, byte for byte: texts of every kind, in today's and in the first format."""

import hashlib
import json
from pathlib import Path

import pytest

from lbn.reporting.documents.canonical import canonical_json

GOLDEN = Path(__file__).parent.parent / "data" / "golden"
SHA256 = json.loads((GOLDEN / "SHA256.json").read_text())

pytestmark = pytest.mark.once


@pytest.mark.parametrize("name", SHA256)
def test_a_frozen_text_is_read_and_written_the_same(name):
    text = (GOLDEN / f"{name}.json").read_bytes()

    written = canonical_json(json.loads(text))

    assert written == text
    assert hashlib.sha256(written).hexdigest() == SHA256[name]
