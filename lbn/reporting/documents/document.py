"""What every frozen report is: a typed value that is written in one form and read back the same."""

from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from typing import Any, TypeVar, get_args, get_origin

from cattrs import Converter
from cattrs.errors import ForbiddenExtraKeysError
from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn, override

from lbn.reporting.documents.canonical import canonical_json, fingerprint
from lbn.reporting.fold import Folded, Kind, Level

Value = TypeVar("Value")
FOLD_FORMAT = 2
# Of a field that is written only where it says something: reports that did not know it were frozen without it.
LEFT_OUT_WHEN_NONE = {"left out when None": True}


class UnknownFormat(ValueError):
    """A stored report that no version of the reader knows."""


@dataclass(frozen=True, kw_only=True)
class Document:
    """A report that can be frozen. `text` is its canonical form, `sha256` the fingerprint of that."""

    @property
    def text(self) -> str:
        return canonical_json(to_plain(self))

    @property
    def sha256(self) -> str:
        return fingerprint(self.text)


def to_plain(value: Any) -> dict[str, Any]:
    """Return a document, or a part of one, as plain data; `from_plain` reads it back."""
    return CONVERTER.unstructure(value)


def from_plain(plain: Any, kind: type[Value]) -> Value:
    """Return plain data as a value of `kind`; raises `UnknownFormat` where a name or a type is not of it."""
    try:
        return CONVERTER.structure(plain, kind)
    except (TypeError, ValueError, LookupError, AttributeError, ForbiddenExtraKeysError) as cause:
        raise UnknownFormat("This report was stored in a form that this version cannot read.") from cause


def make_converter() -> Converter:
    """Return what turns documents into plain data and back: exact types, no unknown name, days as YYYY-MM-DD."""
    converter = Converter(forbid_extra_keys=True, detailed_validation=False)
    for plain_kind in (int, str, bool):
        converter.register_structure_hook(plain_kind, _require_exactly)
    for code in (Kind, Level):  # each is a str too, of which the exact type would be asked for
        converter.register_structure_hook(code, lambda value, kind: kind(value))
    converter.register_structure_hook(date, lambda text, _kind: _read_day(text))
    converter.register_structure_hook_factory(
        lambda kind: get_origin(kind) is tuple, lambda kind: _reader_of_list(kind, converter)
    )
    converter.register_unstructure_hook(date, date.isoformat)
    converter.register_unstructure_hook_factory(is_dataclass, lambda kind: _writer_of(kind, converter))
    write, read = _writer_of(Folded, converter), make_dict_structure_fn(Folded, converter)
    converter.register_unstructure_hook(Folded, lambda report: write(report) | {"format": FOLD_FORMAT})
    converter.register_structure_hook(Folded, lambda plain, kind: read(_without_format(plain), kind))
    return converter


def _require_exactly(value: Any, kind: type) -> Any:
    if type(value) is not kind:
        raise TypeError(f"{kind.__name__} expected")
    return value


def _read_day(text: Any) -> date:
    day = date.fromisoformat(text)
    if day.isoformat() != text:
        raise ValueError("a day as YYYY-MM-DD expected")
    return day


def _reader_of_list(kind: Any, converter: Converter) -> Callable[[Any, Any], tuple[Any, ...]]:
    (item, _more) = get_args(kind)

    def read(values: Any, _kind: Any) -> tuple[Any, ...]:
        return tuple(converter.structure(value, item) for value in _require_exactly(values, list))

    return read


def _writer_of(kind: type, converter: Converter) -> Callable[[Any], dict[str, Any]]:
    optional = [one.name for one in fields(kind) if one.metadata == LEFT_OUT_WHEN_NONE]
    overrides: dict[str, Any] = {name: override(omit_if_default=True) for name in optional}
    return make_dict_unstructure_fn(kind, converter, **overrides)


def _without_format(plain: dict[str, Any]) -> dict[str, Any]:
    if plain["format"] != FOLD_FORMAT:
        raise ValueError("unknown format of a fold")
    return {name: value for name, value in plain.items() if name != "format"}


CONVERTER = make_converter()
