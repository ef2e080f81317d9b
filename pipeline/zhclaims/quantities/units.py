"""Units: surface forms of classifiers, currencies and physical units, from validated tables.

``units.csv`` has the columns ``surface`` (as written, folded), ``unit`` (the canonical unit of the guideline, section
Value), ``type`` and ``factor`` (what one of the surface is in the unit). ``nonunits.csv`` lists words that open with a
character that is a unit and are none (元旦, 成交, 天津).
"""

import re
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path
from typing import NamedTuple

from zhclaims.errors import TableError
from zhclaims.resources import model_path, read_table
from zhclaims.text.folding import fold

TYPES = frozenset({"money", "percent", "points", "index", "multiple", "duration", "measure", "count"})
"""The types a unit can have."""

_COLUMNS = ("surface", "unit", "type", "factor")
_PER = re.compile(r" ?(?:/|每) ?(\d*+)(?= ?[\u3300-\u9fffa-zA-Z])")
# A rate per time keeps the word of capacities (套/年) but for days and below, where a symbol is usual (桶/day).
_PER_TIME = {"year": "年", "month": "月"}
_LATIN_END = "(?![0-9A-Za-z²³\u00c0-\u024f])"
_NOT_PER = frozenset({"money", "percent", "points", "index", "multiple"})


class UnitEntry(NamedTuple):
    """What the table says of a surface: canonical unit, type, and what one of it is in the unit."""

    name: str
    type: str
    factor: Decimal


class Unit(NamedTuple):
    """A unit as read.

    Attributes:
        end: Offset after its last character.
        name: The canonical unit.
        type: One of ``TYPES``.
        factor: What one of the surface is in the canonical unit (美分 → 0.01 USD).
    """

    end: int
    name: str
    type: str
    factor: Decimal


@cache
def load_units(path: Path | None = None) -> dict[str, dict[str, UnitEntry]]:
    """Read and check the table of units, grouped by the first character of the surface.

    Args:
        path: Another table of the same form; the shipped one where left out.

    Returns:
        For each first character its surfaces, the longest first.

    Raises:
        TableError: A surface stands twice, a type is unknown, or a factor is no positive number.
    """
    path = path or model_path() / "quantities" / "units.csv"
    found: dict[str, UnitEntry] = {}
    for line, row in read_table(path, _COLUMNS):
        surface = fold(row["surface"])
        if not surface or not row["unit"]:
            raise TableError("surface and unit must not be empty", path=path, line=line)
        if surface in found:
            raise TableError(f"the surface {surface} stands twice", path=path, line=line)
        if row["type"] not in TYPES:
            raise TableError(f"unknown type {row['type']!r}; one of {', '.join(sorted(TYPES))}", path=path, line=line)
        found[surface] = UnitEntry(row["unit"], row["type"], _factor(row["factor"], path, line))
    groups: dict[str, dict[str, UnitEntry]] = {}
    for surface in sorted(found, key=lambda s: (-len(s), s)):
        groups.setdefault(surface[0], {})[surface] = found[surface]
    return groups


def _factor(cell: str, path: Path, line: int) -> Decimal:
    try:
        factor = Decimal(cell)
    except InvalidOperation:
        factor = Decimal(0)
    if not factor.is_finite() or factor <= 0:
        raise TableError(f"the factor {cell!r} is no positive number", path=path, line=line)
    return factor


@cache
def load_nonunits(path: Path | None = None) -> dict[str, tuple[str, ...]]:
    """Read and check the table of words that only open like a unit, grouped by their first character.

    Args:
        path: Another table of the same form; the shipped one where left out.

    Returns:
        For each first character its words.

    Raises:
        TableError: A word stands twice or has one character only.
    """
    path = path or model_path() / "quantities" / "nonunits.csv"
    groups: dict[str, list[str]] = {}
    for line, row in read_table(path, ("word",)):
        word = fold(row["word"])
        words = groups.setdefault(word[:1], [])
        if word in words or len(word) < 2:
            raise TableError(f"the word {word!r} stands twice or is too short", path=path, line=line)
        words.append(word)
    return {first: tuple(words) for first, words in groups.items()}


def read_unit(text: str, pos: int) -> Unit | None:
    """Read the longest unit that starts at an offset.

    Args:
        text: Folded text.
        pos: Offset after the number and the blanks that may follow it.

    Returns:
        The unit, or None where no unit of the table starts here, or only as the beginning of another word.

    >>> read_unit("150款产品", 3).name
    '款'
    >>> read_unit("30个百分点", 2).name
    'pp'
    """
    first = text[pos : pos + 1]
    pattern = _patterns().get(first)
    match = pattern.match(text, pos) if pattern else None
    if match is None:
        return None
    surface = match.group()
    if len(surface) == 1 and text.startswith(load_nonunits().get(first, ()), pos):
        return None
    return Unit(match.end(), *load_units()[first][surface])


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    """For each first character its surfaces, the longest first; a Latin one ends where its word ends."""
    return {
        first: re.compile(
            "|".join(
                re.escape(surface) + (_LATIN_END if surface[-1] < "\u0370" and surface[-1].isalpha() else "")
                for surface in group
            )
        )
        for first, group in load_units().items()
    }


def read_unit_after(text: str, pos: int, opener: str) -> Unit | None:
    """Read a unit whose first character stands earlier: the 月 of 三个多月, with 个 as opener.

    >>> read_unit_after("三个多月", 3, "个").name
    'month'
    """
    for surface, entry in load_units().get(opener, {}).items():
        if len(surface) > 1 and text.startswith(surface[1:], pos):
            return Unit(pos + len(surface) - 1, *entry)
    return read_unit(text, pos)


def read_per(text: str, pos: int) -> tuple[int, str] | None:
    """Read ``/吨``, ``/ 股``, ``每平方米`` after a unit.

    Args:
        text: Folded text.
        pos: Offset after the first unit.

    Returns:
        The offset after it and the canonical name of what it is per, or None.

    >>> read_per("元/平方米", 1)
    (5, 'm²')
    """
    per = _PER.match(text, pos)
    if per is None:
        return None
    start = per.end() + (text[per.end()] == " ")
    if text.startswith("月", start):
        return start + 1, "月"
    unit = read_unit(text, start)
    if unit is None or unit.type in _NOT_PER:
        return None
    return unit.end, per[1] + _PER_TIME.get(unit.name, unit.name)
