"""The numbers by which others know an agency, and what is wrong with one. Pure.

ORI: nine characters that the FBI gives to criminal justice agencies. The first two are the letters of the state, and
seven letters or digits follow. Source: FBI CJIS, NCIC Operating Manual, ORI file.
EMS agency number: one to fifteen characters that the state's EMS office gives. Source: NEMSIS 3.5 Data Dictionary,
dAgency.02.
NPI: ten digits, the first of them 1 or 2, the last a check digit by Luhn's formula with 80840 before the number.
Source: 45 CFR 162.406 and CMS, "Requirements for NPI and NPI check digit".
"""

import re

from django.utils.translation import gettext as _

ORI = re.compile(r"[A-Z]{2}[A-Z0-9]{7}")
NPI = re.compile(r"[12][0-9]{9}")
EMS_NUMBER = re.compile(r"[A-Z0-9](?:[A-Z0-9 ./-]{0,13}[A-Z0-9])?", re.IGNORECASE)
BEFORE_AN_NPI = "80840"  # what cards of health programs in the United States begin with


def fold_number(text: str) -> str:
    """Return an ORI or NPI as it is stored: in capitals, without the spaces and dashes that people put in."""
    return re.sub(r"[\s-]", "", text).upper()


def why_no_ori(ori: str) -> str:
    """Return what is wrong with an ORI, "" where nothing is."""
    if len(ori) != 9:
        return _("An ORI has nine characters; this one has %(number)s.") % {"number": len(ori)}
    if not ORI.fullmatch(ori):
        return _("An ORI begins with two letters, and seven letters or digits follow.")
    return ""


def warn_of_ori(ori: str, state: str) -> str:
    """Return a warning where an ORI begins with other letters than those of `state`, "" otherwise."""
    if not ori or ori[:2] == state:
        return ""
    words = _("This ORI begins with %(letters)s, not with %(state)s. Check that it is yours.")
    return words % {"letters": ori[:2], "state": state}


def why_no_ems_number(number: str) -> str:
    """Return what is wrong with an EMS agency number, "" where nothing is."""
    if len(number) > 15:
        return _("An EMS agency number has at most 15 characters; this one has %(number)s.") % {"number": len(number)}
    if not EMS_NUMBER.fullmatch(number):
        return _("An EMS agency number has letters and digits only, with dashes or dots between them.")
    return ""


def why_no_npi(npi: str) -> str:
    """Return what is wrong with an NPI, "" where nothing is."""
    if not npi.isascii() or not npi.isdigit() or len(npi) != 10:
        return _("An NPI has ten digits, and nothing else.")
    if not NPI.fullmatch(npi):
        return _("An NPI begins with 1 or 2.")
    if not passes_luhn(BEFORE_AN_NPI + npi):
        return _("This is no NPI: its last digit does not fit the others. Look for a digit that was typed wrong.")
    return ""


def passes_luhn(digits: str) -> bool:
    """Tell whether the last of some digits is the check digit of those before it: every second one from the right
    is doubled, nine is taken from what is above nine, and the sum ends with 0."""
    odd, even = digits[-1::-2], digits[-2::-2]
    doubled = (2 * int(digit) for digit in even)
    return (sum(map(int, odd)) + sum(two - 9 if two > 9 else two for two in doubled)) % 10 == 0
