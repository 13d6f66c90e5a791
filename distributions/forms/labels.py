"""What a sheet may be called: its label is kept, so it must not tell of anybody. The one check of every label."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.forms.branches import single_line
from agencies.forms.telling import refuse_telling
from agencies.wording import say
from distributions.models.sheet import LABEL_LENGTH
from training.models import Person

HINT = gettext_lazy("Such as “Station 2, summer”. No names of people, no badge, case or phone numbers, and no times.")
YEAR = re.compile(r"(?:19|20)\d\d")
NUMBERS = re.compile(
    r"\d+(?:[-./]\d+)*\s?(?:am|pm|hrs?|h)\b"  # an hour without a colon
    r"|\b(?:badge|shield|medic|officer|unit|car|run|case|incident|pcr|call)s?\b\W*[a-z]?[a-z]?-?\d"
    r"|[0-2]?\d:\d\d",
    re.IGNORECASE,
)
WORD = re.compile(r"[^\W\d_]{2,}")


def judge_label(text, *, agency):
    """Return a label as one line; raise `ValidationError` where it holds a number that is no year, a time, or a name
    that somebody on the agency's roster has."""
    label = single_line(text)
    if len(label) > LABEL_LENGTH:
        raise ValidationError(say(_("A label has at most %(most)s characters."), most=LABEL_LENGTH))
    if not label.isprintable():
        raise ValidationError(_("A label has letters, digits and signs only."))
    refuse_telling(label)
    if NUMBERS.search(label) or any(not YEAR.fullmatch(number) for number in re.findall(r"\d{3,}", label)):
        raise ValidationError(_("This looks like the number of a badge, a unit or a case, or a time. Leave it out."))
    refuse_names(label, agency=agency)
    return label


def refuse_names(label, *, agency):
    """Raise `ValidationError` where a word of the label is in the name of somebody on the agency's roster."""
    words = {word.casefold() for word in WORD.findall(label)}
    if not words:
        return
    people = Person.objects.for_agency(agency).values_list("last_name", "first_name")
    if any(words & {part.casefold() for name in both for part in WORD.findall(name)} for both in people):
        raise ValidationError(_("Somebody on your roster has this name. Leave out the names of people."))
