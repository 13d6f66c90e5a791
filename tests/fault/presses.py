"""What officers press during a trial, drawn from its seed.

Half the presses fall on two days and three places, where they meet on one count; the other half spread over a year
and twelve places, so thin that one count too many cannot hide one too few.
"""

import random
from datetime import timedelta
from uuid import UUID

from tests.fault.parties import FIRST_DAY, TODAY

ITEM = "naloxone-kit"
PLACES = ("12202", "12203", "12204", "12205", "12206", "12207", "12208", "12209", "12210", "12189", "12047", "12110")
BUSY = PLACES[:3]


def presses(seed, name, number):
    """Yield `number` entries as a terminal sends them, the same ones for the same seed and name."""
    draw = random.Random(f"{seed} {name}")
    for _ in range(number):
        busy = draw.random() < 0.5
        day = TODAY - timedelta(days=draw.randrange(2)) if busy else FIRST_DAY + timedelta(days=draw.randrange(365))
        kits = draw.choice((1, 1, 1, 2, 2, 3, 12))
        yield {
            "uuid": str(UUID(int=draw.getrandbits(128), version=4)),
            "handed_out_on": day.isoformat(),
            "zip_code": draw.choice(BUSY if busy else PLACES),
            "item": ITEM,
            "items": kits,
            "people_trained": draw.randint(0, kits),
        }
