"""Is this cell a whole number? Days are judged by `dates`, ZIP codes by `agencies.places`."""

import re

from django.utils.translation import gettext as _

from agencies.wording import say

from .readings import Reading
from .refusals import CellRefused

_WHOLE_NUMBER = re.compile(r"([+-]?(?:[0-9]{1,3}(?:,[0-9]{3}){1,2}|[0-9]{1,9}))(?:\.0*)?")
_UNIT = re.compile(r" *(?:(?:naloxone|narcan|nasal) )*kits?\.?$| +(?:each|ea)\.?$", re.IGNORECASE)
LONGEST_NUMBER = 50  # With its unit; so that no pattern meets a cell of many thousand signs.
_MAY_BE_SHOWN = re.compile(r"[+-]?[0-9]{1,6}(?:[.,][0-9]{1,4})?")
_NO_KITS = {"", "0", "-", "--", "\u2013", "\u2014", "none", "no", "nil", "zero", "n/a", "na", "n.a."}
_YES_OR_NO = {"y", "yes", "n", "no"}
_ANSWERS = {"y": 1, "yes": 1, "n": 0, "no": 0, "none": 0, "n/a": 0, "na": 0, "-": 0, "\u2013": 0, "\u2014": 0}


def judge_whole_number(text: str, *, low: int, high: int, blank: int | None = None) -> int:
    """The whole number from `low` to `high` in a cell; "1.0" is 1, an empty cell is `blank`.

    Raises `CellRefused`, for an empty cell too where there is no `blank`.
    """
    number = _whole_number(text, blank=blank)
    if not low <= number <= high:
        raise CellRefused(say(_("Write a number between %(low)s and %(high)s."), low=low, high=high))
    return number


def judge_kits(text: str, *, most: int, way: str = "", readings: list[Reading] | None = None) -> int:
    """The kits of one line: 1 to `most`; "1,200" and "2 kits" are numbers too. Adds to `readings` what was read.

    A refusal of more than `most` ends with the `way` there is for so many.
    """
    number = _whole_number(text, readings=readings)
    if not 1 <= number <= most:
        sentence = say(_("Log between 1 and %(most)s kits at a time, not %(number)s."), most=most, number=number)
        shown = f"{sentence} {way}" if way and number > most else sentence
        raise CellRefused(shown, general=say_kits_at_a_time(most))
    return number


def says_no_kits(text: str) -> bool:
    """Whether a cell of Kits says that none were left, as 0, a dash, "none" or an empty cell does."""
    cell = _without_unit(text).casefold()
    return cell in _NO_KITS or re.fullmatch("0+(?:[.]0*)?", cell) is not None


def say_kits_at_a_time(most: int) -> str:
    """The sentence for no kits, or more than may be counted at once."""
    return say(_("Log between 1 and %(most)s kits at a time."), most=most)


def say_people_trained(most: int) -> str:
    """The sentence for people trained that cannot be: their number is their own, and may exceed the kits."""
    return say(_("People trained is a number from 0 to %(most)s."), most=most)


def judge_people_trained(text: str, *, most: int, readings: list[Reading] | None = None) -> int:
    """The people trained of one line: 0, also where nothing is written, to `most`; "yes" is 1 person."""
    answer = _ANSWERS.get(text.strip().casefold().rstrip("."))
    if answer is not None:
        if readings is not None and text.strip().casefold().rstrip(".") in _YES_OR_NO:
            readings.append(Reading.YES_OR_NO)
        return answer
    number = _whole_number(text, blank=0)
    if not 0 <= number <= most:
        raise CellRefused(say_people_trained(most))
    return number


def looks_like_number(text: str) -> bool:
    """Whether a cell is a short number, with or without the word "kits"; what is longer may be a phone or a case."""
    cell = _without_unit(text)
    return re.fullmatch(r"[+-]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,6})(?:[.][0-9]{0,4})?", cell) is not None


def _without_unit(text: str) -> str:
    """A cell without the word "kits" and the like; "?", which is no number, for one that is too long to be one."""
    cell = text.strip()
    return _UNIT.sub("", cell) if len(cell) <= LONGEST_NUMBER else "?"


def _whole_number(text: str, *, blank: int | None = None, readings: list[Reading] | None = None) -> int:
    cell = text.strip()
    if not cell and blank is not None:
        return blank
    if len(cell) > LONGEST_NUMBER:
        raise _no_whole_number(cell)
    unit = _UNIT.search(cell) if readings is not None else None
    number = _WHOLE_NUMBER.fullmatch(cell[: unit.start()] if unit else cell)
    if number is None:
        raise _no_whole_number(cell)
    if unit and readings is not None:
        readings.append(Reading.UNIT_DROPPED)
    return int(number[1].replace(",", ""))


def _no_whole_number(cell: str) -> CellRefused:
    """The refusal of a cell that is no whole number; a number is shown, text is not."""
    general = _("Write a whole number in digits, such as 2.")
    if not _MAY_BE_SHOWN.fullmatch(cell):
        return CellRefused(general)
    sentence = _("%(number)s is not a whole number. Write it in digits, such as 2.")
    return CellRefused(sentence % {"number": cell}, general=general)
