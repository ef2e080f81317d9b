"""Records in a ``Doc`` as bytes: so that ``nlp.pipe`` works with several processes, and ``DocBin`` keeps the layers.

spaCy writes what stands in ``doc._`` with msgpack, which asks the hooks below about what it does not know. Nothing is
pickled: a record is written as the name of its class and its fields, and only classes of this package are made again.
"""

import dataclasses
import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from importlib import import_module
from typing import Any

import srsly

from zhclaims.records import Record

_KEY = "__zhclaims__"
_PACKAGE = "zhclaims."


def encode(value: Any, chain: Callable[[Any], Any] | None = None) -> Any:
    """Write a record or a date as what msgpack knows; what is neither goes to the next hook."""
    if isinstance(value, Record | Decimal | date) or (dataclasses.is_dataclass(value) and _is_own(type(value))):
        return {_KEY: _written(value)}
    return value if chain is None else chain(value)


def decode(value: Any, chain: Callable[[Any], Any] | None = None) -> Any:
    """Read what :func:`encode` wrote."""
    if isinstance(value, dict) and _KEY in value:
        return _read(value[_KEY])
    return value if chain is None else chain(value)


def register() -> None:
    """Make the hooks known to spaCy."""
    srsly.msgpack_encoders.register("zhclaims", func=encode)
    srsly.msgpack_decoders.register("zhclaims", func=decode)


def _is_own(kind: type) -> bool:
    return kind.__module__.startswith(_PACKAGE)


def _written(value: Any) -> Any:
    """A value as a pair of its kind and its content, or as itself where msgpack gives it back as it was."""
    kind, content = type(value).__name__, value
    match value:
        case Record():
            kind, content = _named(type(value)), value.model_dump_json()
        case Decimal() | date():
            content = str(value)
        case str():
            content = value.encode("utf-8", "surrogatepass")  # a lone surrogate is no UTF-8
        case tuple() | list() | frozenset():
            kind = _named(type(value)) if hasattr(value, "_fields") else kind
            content = [_written(part) for part in (sorted(value) if isinstance(value, frozenset) else value)]
        case _ if dataclasses.is_dataclass(value):
            kind = _named(type(value))
            content = [_written(getattr(value, field.name)) for field in dataclasses.fields(value) if field.init]
        case _:
            return value
    return [kind, content]


_PLAIN: dict[str, Callable[[Any], Any]] = {
    "Decimal": Decimal,
    "date": date.fromisoformat,
    "str": lambda content: content.decode("utf-8", "surrogatepass"),
    "tuple": lambda content: tuple(map(_read, content)),
    "list": lambda content: list(map(_read, content)),
    "frozenset": lambda content: frozenset(map(_read, content)),
}


def _read(written: Any) -> Any:
    if not isinstance(written, list | tuple):
        return written
    kind, content = written
    if kind in _PLAIN:
        return _PLAIN[kind](content)
    module, _, name = kind.partition(":")
    if not module.startswith(_PACKAGE):
        raise ValueError(f"{kind} is no record of zhclaims")
    made = getattr(import_module(module), name)
    return made.model_validate(json.loads(content)) if issubclass(made, Record) else made(*map(_read, content))


def _named(kind: type) -> str:
    return f"{kind.__module__}:{kind.__qualname__}"
