"""Verbs that stand for a metric where no noun does: moves of markets, acts; and sayings, which never do."""

from collections.abc import Iterator
from pathlib import Path
from typing import Literal, NamedTuple, cast, get_args

from zhclaims.errors import TableError
from zhclaims.metrics.concepts import parse_kinds
from zhclaims.records import Direction, Kind
from zhclaims.resources import read_table

Role = Literal["move", "act", "saying"]

_COLUMNS = ("verb", "role", "id", "kinds", "direction", "dates", "before_number")
_YES_NO = {"yes": True, "no": False}


class Verb(NamedTuple):
    """A verb of the table.

    Attributes:
        text: The verb (收跌, 成立).
        role: ``move`` (涨, 跌, 报), ``act`` (推出, 中标) or ``saying`` (表示, 称).
        id: Concept it stands for by default; null where it names none (成立).
        kinds: Claim kinds it can carry.
        direction: Of a move, where it has one (报 has none).
        dates: Whether its date is a claim: the dated act of a company (guideline, kind ``date``).
        before_number: Whether it counts only right before a number or a word that leads to one (报, 持).
    """

    text: str
    role: Role
    id: str | None
    kinds: frozenset[Kind]
    direction: Direction | None
    dates: bool
    before_number: bool


def read_verbs(path: Path) -> Iterator[tuple[int, Verb]]:
    """Read a table of verbs: ``verb,role,id,kinds,direction,dates,before_number``.

    Args:
        path: The CSV file.

    Yields:
        Line number and verb.

    Raises:
        TableError: A cell can't be used; the message names file and line.

    >>> from zhclaims.resources import model_path
    >>> verbs = {verb.text: verb for _, verb in read_verbs(model_path() / "metrics" / "verbs.csv")}
    >>> verbs["收跌"].direction, verbs["成立"].dates, verbs["表示"].role
    ('down', True, 'saying')
    """
    for line, row in read_table(path, _COLUMNS):
        if not row["verb"] or row["role"] not in get_args(Role):
            raise TableError("needs a verb, and a role: move, act or saying", path=path, line=line)
        if row["direction"] and row["direction"] not in get_args(Direction):
            raise TableError(f"direction is {row['direction']!r}; up, down, flat or nothing", path=path, line=line)
        if not {row["dates"], row["before_number"]} <= _YES_NO.keys():
            raise TableError("dates and before_number are yes or no", path=path, line=line)
        yield (
            line,
            Verb(
                text=row["verb"],
                role=cast("Role", row["role"]),
                id=row["id"] or None,
                kinds=parse_kinds(row["kinds"], path, line),
                direction=cast("Direction", row["direction"]) if row["direction"] else None,
                dates=_YES_NO[row["dates"]],
                before_number=_YES_NO[row["before_number"]],
            ),
        )
