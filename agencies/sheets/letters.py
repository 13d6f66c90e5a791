"""How a spreadsheet names its columns."""


def column_letter(position: int) -> str:
    """How a spreadsheet names the column at `position`, counted from 0: A, B, … Z, AA."""
    letters = ""
    position += 1
    while position:
        position, letter = divmod(position - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters
