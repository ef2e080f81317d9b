"""BILOU: spans as states of their characters: outside, or begin, inside, last or unit of a span (Ratinov and Roth 2009).

State 0 is outside; each group of spans has four more. A network may tell several labels apart in a group (kinds of
companies); their probabilities count together for the bounds of a span.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from zhclaims.tagging.network import Floats
from zhclaims.text.layout import Span

OUTSIDE = 0
BEGIN, INSIDE, LAST, UNIT = range(4)
_SURE = 0.98  # a character that is outside any span with this probability parts the stretches to decode

Group = slice
"""Which types are one group."""


def label(kind: int, at: int, start: int, end: int) -> int:
    """The label of the character at an offset of a span of a type.

    >>> [label(0, at, 3, 6) for at in (3, 4, 5)]
    [1, 2, 3]
    """
    part = UNIT if end - start == 1 else BEGIN if at == start else LAST if at == end - 1 else INSIDE
    return 1 + 4 * kind + part


def states_of(chances: Floats, groups: Sequence[Group]) -> Floats:
    """Join the labels of each group.

    Args:
        chances: Probabilities of the labels, a row for each character.
        groups: The types that go together.

    Returns:
        Logarithms of the probabilities of the states.
    """
    typed = chances[:, 1:].reshape(len(chances), chances.shape[1] // 4, 4)
    joined = [chances[:, :1], *(typed[:, group].sum(axis=1) for group in groups)]
    states: Floats = np.log(np.concatenate(joined, axis=1) + np.float32(1e-9))
    return states


class States:
    """The states of a text, to be asked about spans of it.

    Args:
        logarithms: Of the probabilities of the states of each character; NaN where they are not known.
    """

    def __init__(self, logarithms: Floats) -> None:
        self._logarithms = logarithms
        chances = np.exp(logarithms)
        groups = range((logarithms.shape[1] - 1) // 4)
        unknown = np.isnan(logarithms[:, 0])
        chances[unknown] = 0
        inside = np.where(unknown[:, None], 0, logarithms[:, 1 + INSIDE :: 4])
        self._inside = [_sums(inside[:, group]) for group in groups]
        self._chances = [_sums(chances[:, 1 + 4 * group : 5 + 4 * group].sum(axis=1)) for group in groups]
        self._unknown = _sums(unknown)

    def known(self, start: int, end: int) -> bool:
        """Whether all characters of a span have states."""
        return bool(self._unknown[end] == self._unknown[start])

    def support(self, start: int, end: int, group: int) -> float:
        """How well a span fits: the mean logarithm of the probabilities of the states that make it one span of a group."""
        first = 1 + 4 * group
        if end - start == 1:
            return float(self._logarithms[start, first + UNIT])
        inside = self._inside[group][end - 1] - self._inside[group][start + 1]
        ends = self._logarithms[start, first + BEGIN] + self._logarithms[end - 1, first + LAST]
        return float((ends + inside) / (end - start))

    def best(self, starts: Sequence[int], ends: Sequence[int], group: int, *, longest: int, most: int) -> list[Span]:
        """The spans that fit best, by `support`.

        Args:
            starts: Offsets where a span may start.
            ends: Offsets where it may end.
            group: What it is a span of.
            longest: Characters of the longest one.
            most: How many spans to return.

        Returns:
            The best one first; they may overlap.
        """
        first = 1 + 4 * group
        before, after = np.repeat(starts, len(ends)), np.tile(ends, len(starts))
        fits = (after > before) & (after - before <= longest)
        before, after = before[fits], after[fits]
        lengths = after - before
        inside = self._inside[group]
        sums = self._logarithms[before, first + BEGIN] + self._logarithms[after - 1, first + LAST]
        sums = sums + inside[after - 1] - inside[np.minimum(before + 1, after - 1)]
        scores = np.where(lengths == 1, self._logarithms[before, first + UNIT], sums / lengths)
        order = np.argsort(-scores, kind="stable")[:most]
        return [Span(*span) for span in zip(before[order].tolist(), after[order].tolist(), strict=True)]

    def chance(self, start: int, end: int, group: int) -> float:
        """The mean probability of the characters of a span to be in a span of a group."""
        return float((self._chances[group][end] - self._chances[group][start]) / (end - start))


def _sums(values: NDArray[np.generic]) -> NDArray[np.float64]:
    """Running sums, from 0."""
    sums = np.zeros(len(values) + 1)
    np.cumsum(values, out=sums[1:], dtype=np.float64)
    return sums


def decode(states: Floats) -> Iterator[tuple[int, int, int]]:
    """Find the most probable spans.

    Args:
        states: Logarithms of the probabilities of the states, a row for each character.

    Yields:
        Start, end and group of each span, in order.
    """
    open_ = np.flatnonzero(states[:, OUTSIDE] < np.log(_SURE))
    if not len(open_):
        return
    # The likeliest states are a path as they are, but where one may not follow the other; between stretches all is outside.
    framed = np.concatenate([[OUTSIDE], states.argmax(axis=1), [OUTSIDE]])
    wrong = np.flatnonzero(_transitions(states.shape[1])[framed[:-1], framed[1:]]).tolist()
    likeliest, breaks = framed[1:-1].tolist(), np.flatnonzero(np.diff(open_) > 1)
    starts, ends = open_[np.r_[0, breaks + 1]].tolist(), (open_[np.r_[breaks, len(open_) - 1]] + 1).tolist()
    for start, stop in zip(starts, ends, strict=True):
        sound = bisect_left(wrong, start) == bisect_right(wrong, stop)
        path = likeliest[start:stop] if sound else _viterbi(states[start:stop])
        at = 0
        while at < len(path):
            if path[at] == OUTSIDE:
                at += 1
                continue
            group, part = divmod(path[at] - 1, 4)
            end = at + 1
            if part == BEGIN:
                while (path[end] - 1) % 4 != LAST:
                    end += 1
                end += 1
            yield start + at, start + end, group
            at = end


@cache
def _transitions(count: int) -> Floats:
    """0 where a state may follow another, minus infinity elsewhere."""
    allowed = np.full((count, count), -np.inf, dtype=np.float32)
    for before in range(count):
        for after in range(count):
            opens = before != OUTSIDE and (before - 1) % 4 in (BEGIN, INSIDE)
            continues = after != OUTSIDE and (after - 1) % 4 in (INSIDE, LAST)
            same = (before - 1) // 4 == (after - 1) // 4
            if opens == continues and (same or not opens):
                allowed[before, after] = 0
    return allowed


def _viterbi(states: Floats) -> list[int]:
    transitions = _transitions(states.shape[1])
    best = states[0] + transitions[OUTSIDE]  # what may follow no span may begin, and what no span may follow may end
    back = np.zeros(states.shape, dtype=np.int64)
    for at in range(1, len(states)):
        options = best[:, None] + transitions
        back[at] = options.argmax(axis=0)
        best = options.max(axis=0) + states[at]
    state = int((best + transitions[:, OUTSIDE]).argmax())
    path = [state]
    for at in range(len(states) - 1, 0, -1):
        state = int(back[at, state])
        path.append(state)
    return path[::-1]
