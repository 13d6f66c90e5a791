"""What was read in another way than it was written: everybody who brings a sheet is told, and how often."""

from collections.abc import Mapping
from enum import StrEnum

from django.utils.translation import ngettext

from agencies.wording import write_number


class Skip(StrEnum):
    """Why a row is not read."""

    EMPTY = "empty"
    TOTAL = "total line"
    NO_KITS = "no kits"


class Reading(StrEnum):
    """How a cell was read that does not say literally what was understood."""

    TIME_DROPPED = "time dropped"
    NUMBER_AS_DATE = "number as date"
    LATEST_MONTH = "latest month"
    UNIT_DROPPED = "unit dropped"
    YES_OR_NO = "yes or no"


def say_readings(readings: Mapping[Reading, int]) -> list[str]:
    """One sentence for each kind of reading that occurred, in the order of the kinds."""
    return [_say(reading, readings[reading]) for reading in Reading if readings.get(reading)]


def _say(reading: Reading, times: int) -> str:
    words = {
        Reading.TIME_DROPPED: ngettext(
            "%(n)s date had a time, which was dropped.", "%(n)s dates had a time, which was dropped.", times
        ),
        Reading.NUMBER_AS_DATE: ngettext(
            "%(n)s date was stored as a number and read as Excel shows it.",
            "%(n)s dates were stored as numbers and read as Excel shows them.",
            times,
        ),
        Reading.LATEST_MONTH: ngettext(
            "%(n)s month had no year: the last one of its name was taken.",
            "%(n)s months had no year: the last one of its name was taken.",
            times,
        ),
        Reading.UNIT_DROPPED: ngettext(
            "%(n)s number was followed by a word such as “kits”, which was left out.",
            "%(n)s numbers were followed by a word such as “kits”, which was left out.",
            times,
        ),
        Reading.YES_OR_NO: ngettext(
            "%(n)s line answered People trained with yes or no: yes was read as 1 person, no as 0.",
            "%(n)s lines answered People trained with yes or no: yes was read as 1 person, no as 0.",
            times,
        ),
    }
    return words[reading] % {"n": write_number(times)}


def say_skips(skipped: Mapping[Skip, int]) -> list[str]:
    """One sentence for each kind of line that is none of the log; of empty ones nothing is said."""
    sentences = []
    if totals := skipped.get(Skip.TOTAL):
        words = ngettext("%(n)s line with a total is not read.", "%(n)s lines with totals are not read.", totals)
        sentences.append(words % {"n": write_number(totals)})
    if without := skipped.get(Skip.NO_KITS):
        words = ngettext(
            "%(n)s line says that no kits were left. It is not counted.",
            "%(n)s lines say that no kits were left. They are not counted.",
            without,
        )
        sentences.append(words % {"n": write_number(without)})
    return sentences
