"""Fields of a Word document that fetch or start something when it is opened; read in pieces, nothing is kept.

A field is an instruction such as `DDEAUTO c:\\…` or `INCLUDEPICTURE "https://…"`. Its words stand in an attribute, or
in pieces of text between two marks, one field within another (ECMA-376, Part 1, 17.16).
"""

from __future__ import annotations

import zipfile
from xml.parsers import expat

FETCHING = {"DATABASE", "DDE", "DDEAUTO", "IMPORT", "INCLUDE", "INCLUDEPICTURE", "INCLUDETEXT", "LINK", "RD"}
LONGEST = 40  # characters that are kept of an instruction: its name is its first word


class FieldReader:
    """Takes a part of a document piece by piece (`read`) and says whether a field of it fetches something."""

    def __init__(self) -> None:
        self.fetches = False
        self._open: list[str] = []
        self._is_instruction = False
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._begin
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._hear
        self._parser.StartDoctypeDeclHandler = _refuse_declaration

    def read(self, piece: bytes, *, is_last: bool = False) -> None:
        """Read on. Raises `expat.ExpatError` or `zipfile.BadZipFile` where it is no part of a document."""
        self._parser.Parse(piece, is_last)

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        told = {_local(one): value for one, value in attributes.items()}
        match _local(name):
            case "fldSimple":
                self._judge(told.get("instr", ""))
            case "fldChar" if told.get("fldCharType") == "begin":
                self._open.append("")
            case "fldChar" if told.get("fldCharType") in ("separate", "end") and self._open:
                self._judge(self._open[-1])
                if told["fldCharType"] == "end":
                    self._open.pop()
            case "instrText":
                self._is_instruction = True

    def _end(self, name: str) -> None:
        if _local(name) == "instrText":
            self._is_instruction = False

    def _hear(self, text: str) -> None:
        if self._is_instruction and self._open:
            self._open[-1] = (self._open[-1] + text).lstrip()[:LONGEST]

    def _judge(self, instruction: str) -> None:
        first = instruction.split(maxsplit=1)[:1]
        self.fetches = self.fetches or (bool(first) and first[0].upper() in FETCHING)


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _refuse_declaration(*_declaration: object) -> None:
    raise zipfile.BadZipFile
