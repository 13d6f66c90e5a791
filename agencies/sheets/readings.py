"""What was read in another way than it was written: everybody who brings a sheet is told, and how often."""

from collections.abc import Mapping
from enum import StrEnum

from django.utils.translation import ngettext

from agencies.wording import write_number


class Skip(StrEnum):
    """Why a row is not read."""

    EMPTY = "empty"
    TOTAL = "total line"
    HEADER = "header again"
    NO_KITS = "no kits"


class Reading(StrEnum):
    """How a cell was read that does not say literally what was understood."""

    TIME_DROPPED = "time dropped"
    NUMBER_AS_DATE = "number as date"
    LATEST_MONTH = "latest month"
    HIDDEN_ROW = "hidden row"
    SENT_AS_DAY = "sent as day"
    UNIT_DROPPED = "unit dropped"
    YES_OR_NO = "yes or no"
    COUNTY_AMONG_ZIPS = "county among ZIP codes"
    ZIP_AMONG_COUNTIES = "ZIP code among counties"
    COUNTY_OF_LINE = "county of line"
    COUNTY_NOT_KNOWN = "county not known"
    KIT_BY_ANOTHER_NAME = "kit by another name"
    RANK_IN_NAME = "rank in name"
    NUMBER_IN_NAME = "number in name"
    MARK_DROPPED = "mark dropped"


def say_readings(readings: Mapping[Reading, int]) -> list[str]:
    """One sentence for each kind of reading that occurred, in the order of the kinds."""
    return [_say(reading, readings[reading]) for reading in Reading if readings.get(reading)]


def _say(reading: Reading, times: int) -> str:
    words = _say_of_place(reading, times) or _say_of_person(reading, times) or _say_of_figure(reading, times)
    return words % {"n": write_number(times)}


def _say_of_figure(reading: Reading, times: int) -> str:
    words = {
        Reading.TIME_DROPPED: ngettext(
            "We left out the time of %(n)s date.", "We left out the times of %(n)s dates.", times
        ),
        Reading.NUMBER_AS_DATE: ngettext(
            "%(n)s date was stored as a number and read as Excel shows it.",
            "%(n)s dates were stored as numbers and read as Excel shows them.",
            times,
        ),
        Reading.LATEST_MONTH: ngettext(
            "%(n)s month had no year. We used the most recent one.",
            "%(n)s months had no year. We used the most recent ones.",
            times,
        ),
        Reading.HIDDEN_ROW: ngettext(
            "%(n)s hidden or filtered row was read.", "%(n)s hidden or filtered rows were read.", times
        ),
        Reading.SENT_AS_DAY: ngettext(
            "The sheet has no date: %(n)s line has the day on which its form was sent.",
            "The sheet has no dates: %(n)s lines have the days on which their forms were sent.",
            times,
        ),
        Reading.UNIT_DROPPED: ngettext(
            "We left out a word such as “kits” after %(n)s number.",
            "We left out words such as “kits” after %(n)s numbers.",
            times,
        ),
        Reading.YES_OR_NO: ngettext(
            "%(n)s line answered People trained with yes or no: yes was read as 1 person, no as 0.",
            "%(n)s lines answered People trained with yes or no: yes was read as 1 person, no as 0.",
            times,
        ),
    }
    return words[reading]


def _say_of_place(reading: Reading, times: int) -> str:
    """The sentence of a place or an item, "" for everything else."""
    words = {
        Reading.COUNTY_AMONG_ZIPS: ngettext(
            "%(n)s line has a county in place of a ZIP code.",
            "%(n)s lines have a county in place of a ZIP code.",
            times,
        ),
        Reading.ZIP_AMONG_COUNTIES: ngettext(
            "%(n)s line has a ZIP code in place of a county.",
            "%(n)s lines have a ZIP code in place of a county.",
            times,
        ),
        Reading.COUNTY_OF_LINE: ngettext(
            "%(n)s line has a ZIP code that no table knows. It is counted under its county.",
            "%(n)s lines have ZIP codes that no table knows. They are counted under their counties.",
            times,
        ),
        Reading.COUNTY_NOT_KNOWN: ngettext(
            "%(n)s line names a county that this state does not have. It is counted by its ZIP code.",
            "%(n)s lines name counties that this state does not have. They are counted by their ZIP codes.",
            times,
        ),
        Reading.KIT_BY_ANOTHER_NAME: ngettext(
            "%(n)s line calls its item naloxone, Narcan or kit: it is counted as your naloxone kit.",
            "%(n)s lines call their item naloxone, Narcan or kit: they are counted as your naloxone kit.",
            times,
        ),
    }
    return words.get(reading, "")


def _say_of_person(reading: Reading, times: int) -> str:
    """The sentence of somebody on a roster, "" for everything else."""
    words = {
        Reading.RANK_IN_NAME: ngettext(
            "%(n)s name has a rank beside it. It was read as the rank.",
            "%(n)s names have ranks beside them. They were read as the ranks.",
            times,
        ),
        Reading.NUMBER_IN_NAME: ngettext(
            "%(n)s name has a number beside it. It was read as the employee number.",
            "%(n)s names have numbers beside them. They were read as the employee numbers.",
            times,
        ),
        Reading.MARK_DROPPED: ngettext(
            "We left out a sign or a word such as “#” before %(n)s employee number.",
            "We left out signs or words such as “#” before %(n)s employee numbers.",
            times,
        ),
    }
    return words.get(reading, "")


def say_skips(skipped: Mapping[Skip, int]) -> list[str]:
    """One sentence for each kind of line that is none of the log; of empty ones nothing is said."""
    sentences = []
    if totals := skipped.get(Skip.TOTAL):
        words = ngettext("%(n)s line with a total is not read.", "%(n)s lines with totals are not read.", totals)
        sentences.append(words % {"n": write_number(totals)})
    if headers := skipped.get(Skip.HEADER):
        words = ngettext(
            "%(n)s line repeats the header and is not read.",
            "%(n)s lines repeat the header and are not read.",
            headers,
        )
        sentences.append(words % {"n": write_number(headers)})
    if without := skipped.get(Skip.NO_KITS):
        words = ngettext(
            "%(n)s line has 0, a dash or nothing under Kits. It is not counted.",
            "%(n)s lines have 0, a dash or nothing under Kits. They are not counted.",
            without,
        )
        sentences.append(words % {"n": write_number(without)})
    return sentences
