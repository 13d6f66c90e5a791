"""What a sheet may be called: its label is kept, so it must not tell of anybody. The one check of every label."""

import re
from unicodedata import combining, normalize

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.forms.branches import single_line
from agencies.forms.telling import refuse_telling
from agencies.querysets.team import members_of
from agencies.wording import say
from distributions.models.sheet import LABEL_LENGTH
from training.models import Person

HINT = gettext_lazy("Such as “Station 2, summer”. No names of people, no badge, case or phone numbers, and no times.")
YEAR = re.compile(r"(?:19|20)\d\d")
YEARS = re.compile(r"(?<![-/.])\b(?:19|20)\d\d-(?:(?:19|20)\d\d|\d\d)\b(?![-/.])")
HOURS = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
UNITS = "engine|truck|ladder|rescue|ambulance|squad|medic|paramedic|emt|unit|car|cruiser"
CASES = "badge|shield|star|run|case|incident|pcr|call|no|nr"
RANKS = (
    "sgt|sergeant|officer|ofc|deputy|lt|lieutenant|capt|captain|chief|cpl|corporal|det|detective|insp|inspector|"
    "trooper|patrolman|firefighter|commander|dr|mr|mrs|ms"
)
NUMBERS = re.compile(
    r"\d+(?:[-./]\d+)*\s?(?:am|pm|hrs?|h)\b"  # an hour without a colon
    rf"|\b(?:{HOURS})\s?(?:o.?clock\s?)?(?:am|pm|a\.m|p\.m)\b"
    r"|\b[0-2]?\d[:.]\d\d\b"
    rf"|\b(?:{UNITS}|{CASES}|{RANKS})s?\b\W*[a-z]{{0,2}}-?\d"
    r"|(?<!['\u2019])\b(?!q\W?[1-4]\b)[a-z]\W?\d{1,3}\b",  # M12, but Q3 is a quarter
    re.IGNORECASE,
)
GROUPS = re.compile(r"\d[ -]+\d")
PEOPLE = re.compile(
    rf"\b(?:{RANKS})\b\.?\s+[a-z]"  # Sgt Kowalski
    r"|\bmedics?\b\W+[a-z]\b",  # Medic J
    re.IGNORECASE,
)
INITIAL = re.compile(r"\b[A-Z]\.\s?[A-Z][a-z]+|\b[A-Z][a-z]+,?\s[A-Z]\.")
WORD = re.compile(r"[^\W\d_]{2,}")


def judge_label(text, *, agency):
    """Return a label as one line; raise `ValidationError` where it holds a number that may be that of a badge, a
    vehicle or a case, a time, what looks like a name, or a name that somebody on the agency's roster or team has."""
    label = single_line(text)
    if len(label) > LABEL_LENGTH:
        raise ValidationError(say(_("A label has at most %(most)s characters."), most=LABEL_LENGTH))
    if not label.isprintable():
        raise ValidationError(_("A label can have letters, digits and punctuation only."))
    plain = YEARS.sub("", normalize("NFKC", label))
    refuse_telling(plain)
    numbers = re.findall(r"\d{3,}", plain)
    if NUMBERS.search(plain) or GROUPS.search(YEAR.sub("", plain)) or not all(map(YEAR.fullmatch, numbers)):
        raise ValidationError(_("This looks like the number of a badge, a unit or a case, or a time. Leave it out."))
    if PEOPLE.search(plain) or INITIAL.search(plain):
        raise ValidationError(_("This looks like the name of somebody. Leave out the names of people."))
    refuse_names(label, agency=agency)
    return label


def refuse_names(label, *, agency):
    """Raise `ValidationError` where a word of the label is in the name of somebody on the agency's roster or team."""
    words = set(words_of(label))
    if not words:
        return
    roster = Person.objects.for_agency(agency).values_list("last_name", "first_name")
    if any(words & set(words_of(" ".join(names))) for names in roster):
        raise ValidationError(_("Somebody on your roster has this name. Leave out the names of people."))
    if any(words & set(words_of(hat.user.name)) for hat in members_of(agency)):
        raise ValidationError(_("Somebody on your team has this name. Leave out the names of people."))


def words_of(text):
    """The words of a text, without accents and capitals."""
    letters = (each for each in normalize("NFKD", text) if not combining(each))
    return WORD.findall("".join(letters).casefold())
