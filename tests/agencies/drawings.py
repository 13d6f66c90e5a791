"""How tests read a picture: its numbers, and those of the table below it."""

import re

from django.template.loader import render_to_string

WORDS = {"title": "Kits left", "finding": "Most of them here.", "heading": "Place", "unit": "Kits"}
NUMBER = re.compile(r"\d[\d,]*")


def drawn(part, chart, **changes):
    return render_to_string(f"parts/{part}.html", WORDS | {"chart": chart} | changes)


def numbers_in(markup):
    """The numbers that people read in markup, which may stand in text and in no attribute."""
    return set(NUMBER.findall(re.sub(r"<[^>]*>", " ", markup)))


def picture_and_table(drawing):
    """Both halves of a drawing, the caption left out."""
    _, _, rest = drawing.partition("</figcaption>")
    picture, _, table = rest.partition("<details>")
    return picture, table
