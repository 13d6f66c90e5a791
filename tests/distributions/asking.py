"""What the log and its stock say, in one word each."""

import json
import re
from pathlib import Path

from distributions.models import DailyCount
from inventory.models import Shortfall, StockLevel
from inventory.querysets import drifts

DATA = Path(__file__).parent.parent / "data"
EXPECTED = json.loads((DATA / "expected.json").read_text())


def log_of(agency):
    """(times, items, people trained) as the counts stand."""
    return tuple(DailyCount.objects.of(agency).totals().values())


def on_hand(agency):
    return sum(StockLevel.objects.filter(agency=agency).values_list("quantity", flat=True))


def short(agency):
    return sum(Shortfall.objects.filter(agency=agency).values_list("quantity", flat=True))


def ledger_closes():
    return drifts() == []


def words(response):
    """The text of a page without markup, each run of spaces as one."""
    main = response.content.decode().partition("<main")[2].partition("</main>")[0]
    return " ".join(re.sub(r"<[^>]*>", " ", main).split())
