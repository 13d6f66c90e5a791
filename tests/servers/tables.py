"""One plain table on the terminal, and the same figures as a file that scripts read."""

import json
from pathlib import Path

VAR = Path(__file__).resolve().parent.parent.parent / "var"


def tell(sentence):
    """Print a line at once."""
    print(sentence, flush=True)


def lines_of(heads, rows):
    """Yield the lines of a table: columns as wide as their longest cell, words to the left."""
    texts = [tuple(map(str, row)) for row in (heads, *rows)]
    widths = [max(map(len, column)) for column in zip(*texts, strict=True)]
    for row in texts:
        yield "  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip()


def say(heads, rows):
    """Print a table."""
    for line in lines_of(heads, rows):
        tell(line)


def keep(name, figures):
    """Write `figures` as JSON to var/`name` and say so."""
    VAR.mkdir(exist_ok=True)
    (VAR / name).write_text(json.dumps(figures, indent=1, ensure_ascii=False) + "\n")
    tell(f"Written to var/{name}.")
