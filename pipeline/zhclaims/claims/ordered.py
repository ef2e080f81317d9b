"""Mentions in the order in which they stand in a text, and which of them begin where."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar


class Located(Protocol):
    """Anything that stands somewhere in the text."""

    @property
    def start(self) -> int:
        """Offset of its first character."""

    @property
    def end(self) -> int:
        """Offset after its last character."""


_L = TypeVar("_L", bound=Located)


class Ordered(list[_L]):
    """Mentions in order, with their offsets at hand for `between`.

    Args:
        mentions: The mentions, in order.
    """

    def __init__(self, mentions: Iterable[_L]) -> None:
        super().__init__(mentions)
        self.starts = [mention.start for mention in self]


def between(mentions: Ordered[_L], start: int, end: int) -> Sequence[_L]:
    """The mentions that begin in ``[start, end)``, in logarithmic time."""
    starts = mentions.starts
    first = bisect_left(starts, start)
    return mentions[first : bisect_left(starts, end, first)]
