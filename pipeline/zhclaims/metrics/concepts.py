"""Concepts: what a metric noun names, its place among the others, and the kinds and units of claim it takes."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NamedTuple, cast, get_args

from zhclaims.errors import TableError
from zhclaims.records import Kind
from zhclaims.resources import read_table

Polarity = Literal["good", "bad", "neutral"]

KINDS: frozenset[str] = frozenset(get_args(Kind))
UNIT_CLASSES = frozenset(
    ("money", "money/share", "percent", "times", "count", "plain", "mass", "length", "area", "energy", "power", "time"),
)
"""Classes of unit that a table may name; anything else in a units cell is one unit by its symbol or classifier."""

_COLUMNS = ("id", "parent", "kinds", "units", "polarity", "names")


@dataclass(frozen=True, slots=True)
class Concept:
    """What a metric noun names.

    Attributes:
        id: Stable id (``revenue``), as in the guideline's list.
        parent: The wider concept (``net_profit`` of ``net_profit_attributable``), if there is one.
        kinds: Claim kinds that a figure of it can have, levels, changes and ranks together.
        units: Unit classes (``money``, ``percent``, ``count`` …) or single units (``辆``, ``GWh``) of its level; empty
            where any unit will do. A change of it may always be in percent, points or times besides.
        polarity: Whether up is good for the subject.
    """

    id: str
    parent: str | None
    kinds: frozenset[Kind]
    units: frozenset[str]
    polarity: Polarity


class NamedConcept(NamedTuple):
    """A row of a concept table: the line it stands on, the concept, and its names, the usual one first."""

    line: int
    concept: Concept
    names: tuple[str, ...]


def parse_kinds(cell: str, path: Path, line: int) -> frozenset[Kind]:
    """Read a cell of claim kinds, parted by blanks.

    Raises:
        TableError: A word is no kind.
    """
    kinds = frozenset(cell.split())
    if unknown := kinds - KINDS:
        raise TableError(f"no such kind: {', '.join(sorted(unknown))}", path=path, line=line)
    return cast("frozenset[Kind]", kinds)


def parse_units(cell: str, path: Path, line: int) -> frozenset[str]:
    """Read a cell of units, parted by blanks: classes, or units by their symbol.

    Raises:
        TableError: A word in small letters looks like a class and is none.
    """
    units = frozenset(cell.split())
    for unit in sorted(units - UNIT_CLASSES):
        if len(unit) > 3 and unit.isascii() and unit.islower():
            raise TableError(f"no such unit class: {unit}", path=path, line=line)
    return units


def read_concepts(path: Path) -> Iterator[NamedConcept]:
    """Read a table of concepts: ``id,parent,kinds,units,polarity,names``.

    Kinds and units are parted by blanks, names by ``|``. A name with ``*`` in it (``中标*金额``) holds also with measure
    modifiers (总, 合计, 平均) at that place.

    Args:
        path: The CSV file.

    Yields:
        Its rows, checked each by itself.

    Raises:
        TableError: A cell can't be used; the message names file and line.

    >>> from zhclaims.resources import model_path
    >>> rows = {row.concept.id: row for row in read_concepts(model_path() / "metrics" / "metrics.csv")}
    >>> rows["net_profit_attributable"].concept.parent
    'net_profit'
    >>> rows["mau"].names[0]
    '月活跃用户'
    """
    for line, row in read_table(path, _COLUMNS):
        names = tuple(name.strip() for name in row["names"].split("|"))
        if not row["id"] or not all(names):
            raise TableError("a concept needs an id and names without gaps", path=path, line=line)
        if row["polarity"] not in get_args(Polarity):
            raise TableError(f"polarity is {row['polarity']!r}; one of good, bad, neutral", path=path, line=line)
        concept = Concept(
            id=row["id"],
            parent=row["parent"] or None,
            kinds=parse_kinds(row["kinds"], path, line),
            units=parse_units(row["units"], path, line),
            polarity=cast("Polarity", row["polarity"]),
        )
        yield NamedConcept(line, concept, names)
