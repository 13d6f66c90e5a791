"""The shapes that a value in a program pack may have: each reads a value or says what it expected."""

import re
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date, datetime
from difflib import get_close_matches
from functools import partial
from typing import Any, Protocol


class Fault(Exception):
    """A value that is not what its place in the pack expects; `at` is the dotted path of the key."""

    def __init__(self, at: str, sentence: str):
        super().__init__(sentence)
        self.at = at
        self.sentence = sentence


class Faults(Exception):
    """Everything that is wrong with one value of several parts, in the order in which they stand."""

    def __init__(self, faults: list[Fault]):
        super().__init__(f"{len(faults)} faults")
        self.faults = faults


class Shape(Protocol):
    @property
    def expects(self) -> str:
        """What is expected, as the object of "expected ..."."""

    def read(self, value: Any, at: str) -> Any:
        """Return `value` as JSON can hold it; raise `Fault` where it is something else, or `Faults` where parts of it
        are."""


class Gathering:
    """Reads parts one after the other and goes on where one is faulty; `finish` raises what was found."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []

    def read(self, read: Callable[[], Any]) -> Any:
        """Return what `read` returns, or None where it raises a fault."""
        try:
            return read()
        except Fault as fault:
            self.faults.append(fault)
        except Faults as several:
            self.faults += several.faults
        return None

    def finish(self) -> None:
        if self.faults:
            raise Faults(self.faults)


def describe(value: Any) -> str:
    """Name what was found, shortly: texts and numbers as written, everything else by its kind."""
    match value:
        case bool():
            return str(value).lower()
        case str():
            return f'"{value[:40]}"'
        case dict():
            return "a table"
        case []:
            return "an empty list"
        case list():
            return "a list"
    return str(value)


def refuse(at: str, shape: Shape, value: Any) -> Fault:
    return Fault(at, f"expected {shape.expects}, found {describe(value)}")


@dataclass(frozen=True)
class Text:
    """A text, its white space folded; `like` is a whole pattern, `known` a test of the value."""

    expects: str = "a text"
    like: str = ""
    known: Callable[[str], bool] | None = None
    may_be_empty: bool = False

    def read(self, value: Any, at: str) -> str:
        text = " ".join(value.split()) if isinstance(value, str) else ""
        given = bool(text) or (isinstance(value, str) and self.may_be_empty)
        alike = not text or not self.like or re.fullmatch(self.like, text)
        if not given or not alike or (text and self.known and not self.known(text)):
            raise refuse(at, self, value)
        return text


@dataclass(frozen=True)
class OneOf:
    choices: tuple[str, ...]

    @property
    def expects(self) -> str:
        return "one of " + ", ".join(self.choices)

    def read(self, value: Any, at: str) -> str:
        if not isinstance(value, str) or value not in self.choices:
            raise refuse(at, self, value)
        return value


@dataclass(frozen=True)
class Whole:
    least: int
    most: int

    @property
    def expects(self) -> str:
        return f"a whole number from {self.least} to {self.most}"

    def read(self, value: Any, at: str) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or not self.least <= value <= self.most:
            raise refuse(at, self, value)
        return value


@dataclass(frozen=True)
class Flag:
    expects: str = "true or false"

    def read(self, value: Any, at: str) -> bool:
        if not isinstance(value, bool):
            raise refuse(at, self, value)
        return value


@dataclass(frozen=True)
class Day:
    expects: str = "a date such as 2026-01-31, without quotes"

    def read(self, value: Any, at: str) -> str:
        if not isinstance(value, date) or isinstance(value, datetime):
            raise refuse(at, self, value)
        return value.isoformat()


@dataclass(frozen=True)
class Maybe:
    """A key that may be left out; the pack then holds `default`."""

    of: Shape
    default: Any = None

    @property
    def expects(self) -> str:
        return self.of.expects

    def read(self, value: Any, at: str) -> Any:
        return self.of.read(value, at)


def fill_in(shape: Any, value: Any) -> Any:
    """Return what was read of `shape` before, with the defaults of keys that came since."""
    if isinstance(shape, Maybe):
        return value if value is None else fill_in(shape.of, value)
    if isinstance(shape, Many) and isinstance(value, list):
        return [fill_in(shape.of, one) for one in value]
    if not (isinstance(shape, Table) and isinstance(value, dict)):
        return value
    since = {key: deepcopy(one.default) for key, one in shape.keys.items() if isinstance(one, Maybe)}
    return since | {key: fill_in(shape.keys[key], one) if key in shape.keys else one for key, one in value.items()}


@dataclass(frozen=True)
class Many:
    """A list; `unique` names the key by which its tables tell themselves apart."""

    of: Shape
    least: int = 0
    unique: str = ""

    @property
    def expects(self) -> str:
        return f"a list of {self.least} or more" if self.least else "a list"

    def read(self, value: Any, at: str) -> list[Any]:
        if not isinstance(value, list) or len(value) < self.least:
            raise refuse(at, self, value)
        gathering = Gathering()
        entries = [
            gathering.read(partial(self.of.read, entry, f"{at}[{place}]"))
            for place, entry in enumerate(value, start=1)
        ]
        names = [entry[self.unique] if self.unique and entry else entry for entry in entries]
        gathering.faults += self.find_twins(names, at)
        gathering.finish()
        return entries

    def find_twins(self, names: list[Any], at: str) -> Iterator[Fault]:
        """Find names that an earlier entry has; None is one that could not be read."""
        for place, name in enumerate(names, start=1):
            first = names.index(name) + 1
            if first < place and name is not None:
                key = f"{at}[{place}].{self.unique}".rstrip(".")
                yield Fault(key, f"expected a new value, found {describe(name)} again, as in {at}[{first}]")


@dataclass(frozen=True)
class Table:
    keys: Mapping[str, Shape] = field(default_factory=dict)
    expects: str = "a table"

    def read(self, value: Any, at: str) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise refuse(at, self, value)
        gathering = Gathering()
        found = self.read_parts(value, at, gathering)
        gathering.finish()
        return found

    def read_parts(self, value: dict[str, Any], at: str, gathering: Gathering) -> dict[str, Any]:
        """Return the keys of `value` that could be read; what is wrong with the others goes into `gathering`."""
        inside, found = f"{at}." if at else "", {}
        for key in value:
            if key not in self.keys:
                gathering.faults.append(Fault(f"{inside}{key}", f"unknown key, expected {self.nearest(key)}"))
        for key in self.keys:
            before = len(gathering.faults)
            read = gathering.read(partial(self.read_key, key, value, f"{inside}{key}"))
            if len(gathering.faults) == before:
                found[key] = read
        return found

    def read_key(self, key: str, value: dict[str, Any], at: str) -> Any:
        shape = self.keys[key]
        if key in value:
            return shape.read(value[key], at)
        if isinstance(shape, Maybe):
            return deepcopy(shape.default)
        raise Fault(at, f"missing, expected {shape.expects}")

    def nearest(self, key: str) -> str:
        close = get_close_matches(key, self.keys, n=1)
        return f'"{close[0]}"' if close else "one of " + ", ".join(self.keys)


@dataclass(frozen=True)
class Answers:
    """A table of question to answer, both named by their slugs; the keys are free."""

    expects: str = "a table of questions and answers"

    def read(self, value: Any, at: str) -> dict[str, str]:
        if not isinstance(value, dict):
            raise refuse(at, self, value)
        gathering, found = Gathering(), {}
        for question, answer in value.items():
            found[question] = gathering.read(partial(Text().read, answer, f"{at}.{question}"))
        gathering.finish()
        return found
