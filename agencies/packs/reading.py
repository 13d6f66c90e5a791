"""Reads program packs from TOML files, or says in one sentence why not."""

import json
import tomllib
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from itertools import chain
from pathlib import Path
from typing import Any

from agencies import place_data
from agencies.packs import checks
from agencies.packs.rules import Rules
from agencies.packs.schema import PACK
from agencies.packs.shapes import Fault


class PackError(ValueError):
    """A pack that is refused. Its text is one sentence naming the file, the key and what was expected.

    Entries of a list are counted from 1, as one counts blocks in the file: `supplier_kinds[2].slug`.
    """

    def __init__(self, file: str, key: str, sentence: str):
        super().__init__(f"{file}, {key}: {sentence}." if key else f"{file}: {sentence}.")
        self.file = file
        self.key = key
        self.sentence = sentence


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
    """Return the pack in the TOML file at `path`; raise `PackError` for the first thing wrong with it."""
    file = path.name
    content = parse(path)
    try:
        pack = PACK.read(content, "")
        for fault in faults(pack):
            raise fault
    except Fault as fault:
        raise PackError(file, fault.at, fault.sentence) from None
    return Pack(file, pack)


def read_packs(directory: Path) -> list[Pack]:
    """Return all packs (`*.toml`) of a directory by file name; raise `PackError` for the first fault."""
    paths = sorted(directory.glob("*.toml"))
    if not paths:
        raise PackError(str(directory), "", "there is no program pack (a file that ends in .toml) here")
    packs: dict[str, Pack] = {}
    for path in paths:
        pack = read_pack(path)
        if pack.slug in packs:
            taken = packs[pack.slug].file
            raise PackError(pack.file, "slug", f'expected a new value, found "{pack.slug}" again, as in {taken}')
        packs[pack.slug] = pack
    return list(packs.values())


def parse(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise PackError(path.name, "", f"this is not TOML: {error}") from None
    except UnicodeDecodeError:
        raise PackError(path.name, "", "this is not UTF-8 text; save it as UTF-8") from None
    except OSError as error:
        raise PackError(path.name, "", f"this cannot be read ({error.strerror})") from None


def faults(pack: dict[str, Any]) -> chain[Fault]:
    """Everything that is wrong between the parts of a pack whose shape is right."""
    if pack["state"] not in place_data.states():
        return chain([Fault("state", f'expected a state of the United States, found "{pack["state"]}"')])
    return chain(
        checks.check_counties(pack, place_data.county_names(pack["state"])),
        checks.check_supplier_kinds(pack),
        checks.check_fiscal_year(pack),
        checks.check_profiles(pack),
        checks.check_forms(pack),
        checks.check_pathways(pack),
        checks.check_card(pack),
        checks.check_kit_contents(pack),
    )
