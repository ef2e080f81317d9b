"""Direction cues: words that say which way a metric went."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple, cast, get_args

import ahocorasick_rs

from zhclaims.errors import TableError
from zhclaims.records import Direction
from zhclaims.resources import model_path, read_table
from zhclaims.text.folding import fold


class DirectionCue(NamedTuple):
    """A cue of direction, and its half-open span.

    Attributes:
        start: Offset of its first character.
        end: Offset after its last character.
        text: The cue.
        direction: Which way.
    """

    start: int
    end: int
    text: str
    direction: Direction


def read_cues(path: Path) -> Iterator[tuple[str, Direction]]:
    """Read a table of direction cues: ``cue,direction``.

    Args:
        path: The CSV file.

    Yields:
        Cue and direction.

    Raises:
        TableError: A cue stands twice or a direction is none.

    >>> dict(read_cues(model_path() / "metrics" / "directions.csv"))["收窄"]
    'down'
    """
    seen: set[str] = set()
    for line, row in read_table(path, ("cue", "direction")):
        if not row["cue"] or row["cue"] in seen or row["direction"] not in get_args(Direction):
            raise TableError("needs a cue that no row before has, and up, down or flat", path=path, line=line)
        seen.add(row["cue"])
        yield row["cue"], cast("Direction", row["direction"])


@cache
def _cues() -> tuple[ahocorasick_rs.AhoCorasick, tuple[Direction, ...]]:
    table = {fold(cue): direction for cue, direction in read_cues(model_path() / "metrics" / "directions.csv")}
    automaton = ahocorasick_rs.AhoCorasick(list(table), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)
    return automaton, tuple(table.values())


def directions(text: str) -> list[DirectionCue]:
    """Find the cues of direction in a text, longest match first, in order.

    Args:
        text: Any string.

    Returns:
        The cues; they do not overlap. Guideline, field ``change.direction``.

    >>> [(cue.text, cue.direction) for cue in directions("收入同比增长5%,毛利率下滑2个百分点,费用持平")]
    [('增长', 'up'), ('下滑', 'down'), ('持平', 'flat')]
    """
    automaton, of = _cues()
    return [
        DirectionCue(start, end, text[start:end], of[index])
        for index, start, end in automaton.find_matches_as_indexes(fold(text))
    ]
