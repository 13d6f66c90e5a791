"""Program packs: the rules of a jurisdiction as data, one TOML file each."""

from agencies.packs.reading import Pack, PackError, read_pack, read_packs
from agencies.packs.rules import Deadlines, Rules

__all__ = ["Deadlines", "Pack", "PackError", "Rules", "read_pack", "read_packs"]
