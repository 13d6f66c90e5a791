"""Names of people as they are written: one cell taken apart, and whether two names may be those of one person."""

import re
import unicodedata
from dataclasses import dataclass

_SUFFIX = re.compile(r"(?:jr|sr|ii|iii|iv)\.?", re.IGNORECASE)
_PARTICLE = re.compile(r"(?:da|de|del|della|den|der|di|dos|du|la|le|los|st|van|von)\.?", re.IGNORECASE)
_RANK = re.compile(
    r"(?:officer|ofc|off|ptl|patrolman|po|p\.o|deputy|dep|sheriff|undersheriff|trooper|tpr|sergeant|sgt|corporal|cpl"
    r"|lieutenant|lt|captain|capt|cpt|major|maj|chief|inspector|insp|detective|det|investigator|inv|commander|cmdr"
    r"|colonel|col|firefighter|ff|emt|emt-[bp]|aemt|emr|paramedic|medic|battalion|mr|mrs|ms|dr|rn|np|pa|co|1st|2nd)\.?",
    re.IGNORECASE,
)
_NUMBER = r"(?:(?:badge|shield|star|id|no)\b\.?)?[ #]*#?([0-9]{1,12})"
_SIGNS = r"[\s,(\[\u2013-]"
_NUMBER_BEHIND = re.compile(rf"(?<!{_SIGNS}){_SIGNS}+{_NUMBER}[)\]]?\Z", re.IGNORECASE)
_LETTER = re.compile(r"[^\W\d]")
_NUMBER_BEFORE = re.compile(rf"{_NUMBER}[\s,.:\u2013-]+(?P<rest>.*[^\W\d].*)", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]")


@dataclass(frozen=True, slots=True)
class PersonName:
    """A full name taken apart; what is not in it is ""."""

    last: str = ""
    first: str = ""
    rank: str = ""
    number: str = ""


def take_name_apart(text: str, *, last_first: bool = False) -> PersonName:
    """The parts of a full name: "Dolan, Maeve", "Maeve R. Dolan", "Sgt. Dolan, Maeve #4412", "Juan de la Cruz Jr.".

    Without a comma the last word is the last name, or the first one where it is written `last_first`. A text of many
    thousand signs takes long: its caller looks at the length first.
    """
    text, number = _take_number(" ".join(text.split()))
    rank, parts = _without_ranks([part.split() for part in _in_brackets_behind(text).split(",")])
    parts, suffix = _without_suffix(parts)
    if len(parts) > 1:
        last, first = parts[0], [word for part in parts[1:] for word in part]
    elif len(parts) == 1 and len(parts[0]) > 1:
        last, first = _divide(parts[0], last_first)
    else:
        last, first = (parts[0] if parts else []), []
    return PersonName(" ".join([*last, *suffix]), " ".join(first), " ".join(rank), number)


def fold_person(name: str) -> str:
    """A name as it is compared: without case, accents, spaces and punctuation."""
    letters = unicodedata.normalize("NFKD", name.casefold())
    return "".join(letter for letter in letters if letter.isalnum())


def first_words(last_name: str, first_name: str) -> frozenset[str]:
    """What two names have in common that differ by middle names, or by which of them is the last one."""
    first = first_name.replace(".", " ").split()
    return frozenset({fold_person(last_name), fold_person(first[0] if first else "")})


def _take_number(text: str) -> tuple[str, str]:
    if (behind := _NUMBER_BEHIND.search(text)) and _LETTER.search(text[: behind.start()]):
        return text[: behind.start()].strip(" ,-\u2013"), behind[1]
    if before := _NUMBER_BEFORE.fullmatch(text):
        return before["rest"].strip(" ,-\u2013"), before[1]
    return text, ""


def _in_brackets_behind(text: str) -> str:
    """A rank in brackets becomes a part behind a comma; what else is in brackets stays."""
    return _IN_BRACKETS.sub(lambda found: f", {found[1]}" if _are_ranks(found[1].split()) else found[0], text)


def _are_ranks(words: list[str]) -> bool:
    return bool(words) and all(_RANK.fullmatch(word) for word in words)


def _without_ranks(parts: list[list[str]]) -> tuple[list[str], list[list[str]]]:
    """The words of ranks before a name or in parts of their own, and the parts without them. A name of one word
    stays whole: somebody may be called Major."""
    rank, kept = [], []
    for part in filter(None, parts):
        others = len([other for other in parts if other]) > 1
        begins = 0
        while begins < len(part) - (1 if others else 2) and _are_ranks(part[begins : begins + 1]):
            begins += 1
        is_whole = _are_ranks(part) and len([word for words in kept for word in words]) > 1
        rank += part if is_whole else part[:begins]
        kept += [] if is_whole else [part[begins:]]
    return rank, kept


def _without_suffix(parts: list[list[str]]) -> tuple[list[list[str]], list[str]]:
    """The parts without the first "Jr.", "III" and the like, and that."""
    for number, part in enumerate(parts):
        if part and _SUFFIX.fullmatch(part[-1]) and (number or len(part) > 1):
            rest = [*parts[:number], part[:-1], *parts[number + 1 :]]
            return [words for words in rest if words], part[-1:]
    return parts, []


def _divide(words: list[str], last_first: bool) -> tuple[list[str], list[str]]:
    """The words of the last name and those before, or behind, it."""
    if last_first:
        ends = 1
        while ends < len(words) - 1 and _PARTICLE.fullmatch(words[ends - 1]):
            ends += 1
        return words[:ends], words[ends:]
    begins = next((at for at, word in enumerate(words[1:-1], 1) if _PARTICLE.fullmatch(word)), len(words) - 1)
    return words[begins:], words[:begins]
