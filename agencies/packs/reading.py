"""Reads program packs from TOML files, or says in one sentence why not."""

import json
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any

from agencies.packs.checks import CHECKS
from agencies.packs.rules import Rules
from agencies.packs.schema import PACK
from agencies.packs.shapes import Fault, Gathering


class PackError(ValueError):
    """Packs that are refused. Its text is a sentence for each fault, naming the file, the key and what was expected.

    Entries of a list are counted from 1, as one counts blocks in the file: `supplier_kinds[2].slug`.
    """

    def __init__(self, sentences: Sequence[str]):
        super().__init__("\n".join(sentences))
        self.sentences = sentences


def say_fault(file: str, key: str, sentence: str) -> str:
    return f"{file}, {key}: {sentence}." if key else f"{file}: {sentence}."


@dataclass(frozen=True)
class Pack:
    """A program's rules as read from a file: every key present, days as ISO text, fit for JSON."""

    file: str
    content: dict[str, Any]

    @property
    def slug(self) -> str:
        return self.content["slug"]

    @cached_property
    def sha256(self) -> str:
        """The hash of what the pack says; comments and layout of the file do not count."""
        written = json.dumps(self.content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return sha256(written.encode()).hexdigest()

    @property
    def rules(self) -> Rules:
        return Rules(self.content)


def read_pack(path: Path) -> Pack:
    """Return the pack in the TOML file at `path`; raise `PackError` for everything wrong with it."""
    file = path.name
    gathering = Gathering()
    pack = PACK.read_parts(parse(path), "", gathering)
    found = [*gathering.faults, *find_contradictions(pack)]
    if found:
        raise PackError([say_fault(file, fault.at, fault.sentence) for fault in found])
    return Pack(file, pack)


def read_packs(directory: Path) -> list[Pack]:
    """Return all packs (`*.toml`) of a directory by file name, or the one in a file; raise `PackError` for all faults
    of all files."""
    paths = [directory] if directory.is_file() else sorted(directory.glob("*.toml"))
    if not paths:
        raise PackError([say_fault(str(directory), "", "there is no program file here: its name ends in .toml")])
    packs: dict[str, Pack] = {}
    wrong: list[str] = []
    for path in paths:
        try:
            pack = read_pack(path)
        except PackError as error:
            wrong += error.sentences
            continue
        if pack.slug in packs:
            taken = f'expected a new value, found "{pack.slug}" again, as in {packs[pack.slug].file}'
            wrong.append(say_fault(pack.file, "slug", taken))
        packs.setdefault(pack.slug, pack)
    if wrong:
        raise PackError(wrong)
    return list(packs.values())


def parse(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        why = f"this is not TOML: {error}"
    except UnicodeDecodeError:
        why = "this is not UTF-8 text; save it as UTF-8"
    except OSError as error:
        why = f"this cannot be read ({error.strerror})"
    raise PackError([say_fault(path.name, "", why)])


def find_contradictions(pack: dict[str, Any]) -> Iterator[Fault]:
    """Everything that is wrong between the parts of a pack, as far as the parts themselves could be read."""
    for check, keys in CHECKS:
        if all(key in pack for key in keys):
            yield from check(pack)
