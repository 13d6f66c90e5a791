"""Header words that name people or cases: what stands below them is never read, whatever is said of it."""

import re

_PEOPLE = (
    "recipients?|patients?|clients?|victims?|survivors?|subjects?|decedents?|contacts?|relatives?|family|guardians?"
    "|officers?|deputy|deputies|troopers?|sergeants?|sgt|detectives?|agents?|medics?|paramedics?|emts?|firefighters?"
    "|responders?|employees?|staff|members?|personnel|supervisors?|coordinators?|trainers?|instructors?|trainees?"
    "|users?|username|signed|signatures?|initials?|initialed|who|whom|whose"
)
_ABOUT_THEM = (
    "dob|birth|birthday|birthdate|born|age|ages|sex|gender|race|ethnicity|ethnic|phone|telephone|tel|cell|mobile|fax"
    "|e-?mail|address|addresses|street|apt|apartment|ssn|social|residence|residing|resident|home|housing|licen[cs]e|plate"
    "|badge|shield|psn|employer|diagnosis|medical|health|latitude|longitude|lat|lon|long|gps|coordinates|photo"
)
_CASES = "case|cases|incident|incidents|complaint|complaints|pcr|epcr|cad|mrn|chart|docket|arrest|warrant|overdose"
_WHOSE_NAME = (
    "agency|department|dept|item|items|product|kit|kits|brand|site|location|town|city|village|county|event|place|venue"
    "|station|sheet|file|month|day|column|organization|facility|supplier|program|drug"
)
_LIFE = (
    "dob|birth|birthday|birthdate|born|age|ages|sex|gender|race|ethnicity|ethnic|religion|phone|telephone|mobile|fax"
    "|e-?mail|ssn|social|residence|residing|resident|diagnosis|health|allerg(?:y|ies)|salary|wage|spouse|next of kin"
    "|(?:home|street|mailing|emergency) (?:address|contact|phone|cell|number)|apartment|plate"
)
_TELLS_A_LIFE = re.compile(rf"\b(?:{_LIFE}|{_CASES})\b")
_NAMES_PEOPLE = re.compile(rf"\b(?:{_PEOPLE}|{_ABOUT_THEM}|{_CASES})\b")
_NAME = re.compile(r"\b(?:names?|surname|nickname|alias)\b|(?:first|last|middle)")
_NAME_OF_SOMETHING = re.compile(rf"\b(?:{_WHOSE_NAME}) names?\b|\bnames? of (?:the )?(?:{_WHOSE_NAME})\b")
_SOMEBODY = re.compile(r"\b(?:by|given to|left with|handed to|provided to|persons?)\b")
_NUMBERED = re.compile(r"\b(?:report|run|call|dispatch|job|control|file|event) ?(?:#|(?:no|num|number|id)\b)")
_COUNTED = re.compile(r"(?:#|(?:no|nos|num|number|how many|count|total|qty|quantity)\b)(?: of)? ?[a-z]")


def names_people(header: str) -> bool:
    """Whether a header word names people or cases, or tells something about somebody: "Case #", "Left by", "DOB".

    "# of clients" says how many there were and not who; "Item name" is nobody's.
    """
    words = _words_of(header)
    if _COUNTED.match(words):
        return " by " in words
    plain = " ".join(_NAME_OF_SOMETHING.sub("", words).split())
    is_name = _NAME.search(plain) if "name" in plain else _NAME.fullmatch(plain)
    return bool(is_name or _NAMES_PEOPLE.search(plain) or _SOMEBODY.search(plain) or _NUMBERED.search(plain))


def tells_a_life(header: str) -> bool:
    """Whether a header word of a roster, which is about people, is of what no roster needs: "DOB", "Home phone"."""
    return bool(_TELLS_A_LIFE.search(_words_of(header)))


def _words_of(header: str) -> str:
    return " ".join(re.sub(r"[^\w#-]+", " ", header.casefold().replace("\u2116", "#").replace("_", " ")).split())
