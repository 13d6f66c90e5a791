"""What commands that read sheets say of columns that nobody knows."""

from collections.abc import Iterable

from agencies.sheets import UnknownColumns


def offer_column(unknown: UnknownColumns, *, example: str, meanings: Iterable[str]) -> str:
    """The sentence that says how to say what a column holds with --column, in place of removing it."""
    word = unknown.shown[0]
    return (
        f'Say what the column {word} holds with --column, such as --column "{word}={example}" '
        f'({", ".join(meanings)}), or leave it out with --column "{word}=skip": then it is not stored. Or change it.'
    )
