"""Features: what holds of a candidate beside a figure, in names that a reader of the weights understands."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from math import log

from zhclaims.claims.figures import Figure
from zhclaims.claims.reading import Reading, between

_BREAKS = re.compile(r"[，,；;。！？!?\n]")
_FIGURES = re.compile(r"[0-9]++(?:[.,][0-9]++)*+")
_LITERAL = 4  # gaps up to this length are told apart by their characters


def bucket(number: int) -> str:
    """Put a count or a distance into a class: 0, 1, 2, 3, 4, 6, 9, 14, 22, 40 or more."""
    for limit in (0, 1, 2, 3, 4, 6, 9, 14, 22, 40):
        if number <= limit:
            return str(limit)
    return "far"


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


def place(reading: Reading, start: int, end: int, figure: Figure) -> Iterator[str]:
    """Where a candidate stands with respect to a figure: side, sentence, clause, gap.

    Args:
        reading: The text.
        start: Offset of the candidate.
        end: End offset of the candidate.
        figure: The figure.

    Yields:
        Feature names.
    """
    if end <= figure.start:
        side, lower, upper = "before", end, figure.start
    elif start >= figure.end:
        side, lower, upper = "after", figure.end, start
    else:
        yield "overlap"
        return
    sentences = abs(figure.sentence - reading.layout.sentence(start))
    if sentences:
        yield f"{side}:sentences={bucket(sentences)}"
        return
    clauses = abs(figure.clause - reading.layout.clause(start))
    gap = reading.folded[lower:upper]
    breaks = len(_BREAKS.findall(gap))
    figures_between = len(between(reading.quantities, lower, upper))
    yield f"{side}:breaks={min(breaks, 5)}"
    yield f"{side}:clauses={min(clauses, 6)}"
    yield f"{side}:length={bucket(len(gap))}"
    yield f"{side}:figures={min(figures_between, 4)}"
    yield f"{side}:breaks={min(breaks, 2)}:figures={min(figures_between, 2)}"
    if len(gap) <= _LITERAL:
        yield f"{side}:gap={masked(gap)}"
    else:
        yield f"{side}:gap={gap[0]}…"
        yield f"{side}:gap=…{gap[-2:]}"
    depth = reading.depth(figure.start) - reading.depth(start)
    if depth:
        yield f"{side}:depth={max(min(depth, 2), -2)}"


def around(reading: Reading, start: int, end: int, *, floor: int, ceiling: int) -> Iterator[str]:
    """The characters just before and after a span, within bounds.

    Args:
        reading: The text.
        start: Offset of the span.
        end: End offset of the span.
        floor: Nothing before this offset is looked at.
        ceiling: Nothing from this offset on is looked at.

    Yields:
        Feature names.
    """
    folded = reading.folded
    left, right = folded[max(start - 2, floor) : start], folded[end : min(end + 2, ceiling)]
    yield f"left={masked(left)}"
    yield f"left1={left[-1:]}"
    yield f"right={masked(right)}"
    yield f"right1={right[:1]}"
