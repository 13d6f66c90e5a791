"""The names of counties as people write them."""

import re
import unicodedata

IN_BRACKETS = re.compile(r"\([^()]*\)")


def fold_county(name: str, state: str) -> str:
    """Return a county's name as it is compared: "Saint Lawrence" is "St. Lawrence Co.", and "Albany, NY" Albany."""
    plain = unicodedata.normalize("NFKC", IN_BRACKETS.sub("", name)).casefold()
    plain = re.sub(r"['\u2019\u2018`]", "", re.sub(r"\b(st|co)\.", r"\1 ", plain)).replace(".", "")
    words = re.findall(r"\w+", plain)
    for first in (["the"], ["county", "of"], ["borough", "of"]):
        if words[: len(first)] == first and len(words) > len(first):
            words = words[len(first) :]
    for last in ({state.casefold(), "usa"}, {"county", "co", "cnty", "cty", "borough"}):
        if len(words) > 1 and words[-1] in last:
            words = words[:-1]
    return " ".join("st" if word == "saint" else word for word in words)
