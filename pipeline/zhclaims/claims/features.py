"""Features: what holds of a candidate beside a figure, in names that a reader of the weights understands."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import islice
from math import log

from zhclaims.claims.choice import Group, spell, speller
from zhclaims.claims.figures import Figure
from zhclaims.claims.reading import Reading

_FIGURES = re.compile(r"[0-9]++(?:[.,][0-9]++)*+")
_LITERAL = 4  # gaps up to this length are told apart by their characters
_LIMITS = (0, 1, 2, 3, 4, 6, 9, 14, 22, 40)
_CLASSES = tuple(str(next(limit for limit in _LIMITS if at <= limit)) for at in range(_LIMITS[-1] + 1))


def bucket(number: int) -> str:
    """Put a count or a distance into a class: 0, 1, 2, 3, 4, 6, 9, 14, 22, 40 or more.

    >>> bucket(5), bucket(41)
    ('6', 'far')
    """
    return "far" if number > _LIMITS[-1] else _CLASSES[max(number, 0)]


_GRADES = tuple(map(log, (0.001, 0.01, 0.05, 0.2, 0.5, 0.8, 0.95)))


def grade(logarithm: float) -> int:
    """Put the logarithm of a probability into a class, from 0 to 7.

    >>> grade(0.0), grade(-20.0)
    (7, 0)
    """
    return bisect_right(_GRADES, logarithm)


def masked(text: str) -> str:
    """A short text with its numbers masked, as part of a feature name."""
    return _FIGURES.sub("#", text)


def under(prefix: str, group: Group, most: int | None = None) -> Group:
    """A group with a word before each of its names.

    Args:
        prefix: The word.
        group: The group.
        most: How many of its names to take, from the first; by default all.
    """
    return _under, prefix, group, most


@speller
def _under(prefix: str, group: Group, most: int | None) -> list[str]:
    return [f"{prefix}:{name}" for name in islice(spell((group,)), most)]


def place(reading: Reading, start: int, end: int, figure: Figure) -> tuple[Group, tuple[str, ...]]:
    """Where a candidate stands with respect to a figure: side, sentence, clause, gap.

    Args:
        reading: The text.
        start: Offset of the candidate.
        end: End offset of the candidate.
        figure: The figure.

    Returns:
        Features that count what lies between, and the names of those that quote it.
    """
    if end <= figure.start:
        side, lower, upper = "before", end, figure.start
    elif start >= figure.end:
        side, lower, upper = "after", figure.end, start
    else:
        return _OVERLAP, ()
    sentences = abs(figure.sentence - reading.sentence_at[start])
    if sentences:
        return (_elsewhere, side, bucket(sentences)), ()
    group = (
        _near,
        side,
        min(reading.breaks[upper] - reading.breaks[lower], 5),
        min(abs(figure.clause - reading.clause_at[start]), 6),
        bucket(upper - lower),
        min(reading.figures[upper] - reading.figures[lower], 4),
        max(min(reading.depth(figure.start) - reading.depth(start), 2), -2),
    )
    folded = reading.folded
    if upper - lower <= _LITERAL:
        return group, (f"{side}:gap={masked(folded[lower:upper])}",)
    return group, (f"{side}:gap={folded[lower]}…", f"{side}:gap=…{folded[upper - 2 : upper]}")


@speller
def _overlap() -> Iterator[str]:
    yield "overlap"


_OVERLAP: Group = (_overlap,)


@speller
def _elsewhere(side: str, sentences: str) -> Iterator[str]:
    yield f"{side}:sentences={sentences}"


@speller
def _near(side: str, breaks: int, clauses: int, length: str, figures: int, depth: int) -> Iterator[str]:
    yield f"{side}:breaks={breaks}"
    yield f"{side}:clauses={clauses}"
    yield f"{side}:length={length}"
    yield f"{side}:figures={figures}"
    yield f"{side}:breaks={min(breaks, 2)}:figures={min(figures, 2)}"
    if depth:
        yield f"{side}:depth={depth}"


def around(
    reading: Reading, start: int, end: int, *, floor: int, ceiling: int, prefix: str = ""
) -> tuple[Group, Group]:
    """The characters just before and after a span, within bounds.

    Args:
        reading: The text.
        start: Offset of the span.
        end: End offset of the span.
        floor: Nothing before this offset is looked at.
        ceiling: Nothing from this offset on is looked at.
        prefix: What their names begin with.
    """
    folded = reading.folded
    return (_left, prefix, folded[max(start - 2, floor) : start]), (_right, prefix, folded[end : min(end + 2, ceiling)])


@speller
def _left(prefix: str, text: str) -> tuple[str, ...]:
    return f"{prefix}left={masked(text)}", f"{prefix}left1={text[-1:]}"


@speller
def _right(prefix: str, text: str) -> tuple[str, ...]:
    return f"{prefix}right={masked(text)}", f"{prefix}right1={text[:1]}"
