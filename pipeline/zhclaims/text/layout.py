"""Layout: the paragraphs, sentences and clauses of a text, as spans of character offsets."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

# A sentence ends at a stop with the closing marks that follow it, or at a line break. A stop between digits or inside
# a Latin name (3.5, Node.js) is none, so only 。！？; and the doubled forms count.
_SENTENCE_END = re.compile(r"[。！？!?]++[”’」』）)】》\"]*+|…{2,}[”’」』]*+|[\r\n]++")
# A clause ends at a comma, semicolon or colon; a comma or colon between digits belongs to a number or a time.
_CLAUSE_END = re.compile(r"[，；;、]|(?<![0-9])[,:：]|[,:：](?![0-9])|[（(）)【】\[\]「」『』“”\"]")
_LINE_BREAK = re.compile(r"[\r\n]++")


class Span(NamedTuple):
    """A half-open span of character offsets."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Layout:
    """Where paragraphs, sentences and clauses begin and end; each layer covers the whole text without gaps."""

    paragraphs: Sequence[Span]
    sentences: Sequence[Span]
    clauses: Sequence[Span]
    _paragraph_starts: Sequence[int]
    _sentence_starts: Sequence[int]
    _clause_starts: Sequence[int]

    def paragraph(self, offset: int) -> int:
        """Index of the paragraph that holds a character offset."""
        return max(bisect_right(self._paragraph_starts, offset) - 1, 0)

    def sentence(self, offset: int) -> int:
        """Index of the sentence that holds a character offset."""
        return max(bisect_right(self._sentence_starts, offset) - 1, 0)

    def clause(self, offset: int) -> int:
        """Index of the clause that holds a character offset."""
        return max(bisect_right(self._clause_starts, offset) - 1, 0)


def _cut(text: str, end_pattern: re.Pattern[str], within: Sequence[Span]) -> list[Span]:
    spans: list[Span] = []
    for outer in within:
        start = outer.start
        for match in end_pattern.finditer(text, outer.start, outer.end):
            if match.end() > start:
                spans.append(Span(start, match.end()))
                start = match.end()
        if start < outer.end:
            spans.append(Span(start, outer.end))
    return spans


@lru_cache(maxsize=2)  # several stages ask for the layout of the same text
def layout(text: str) -> Layout:
    """Cut a text into paragraphs, sentences and clauses.

    Args:
        text: Any string.

    Returns:
        The three layers; separators belong to the span they close.

    >>> text = "营收1,200万元，增长20%。净利下降。"
    >>> [text[s.start : s.end] for s in layout(text).sentences]
    ['营收1,200万元，增长20%。', '净利下降。']
    >>> [text[s.start : s.end] for s in layout(text).clauses]
    ['营收1,200万元，', '增长20%。', '净利下降。']
    """
    whole = [Span(0, len(text))] if text else []
    paragraphs = _cut(text, _LINE_BREAK, whole)
    sentences = _cut(text, _SENTENCE_END, paragraphs)
    clauses = _cut(text, _CLAUSE_END, sentences)
    return Layout(
        paragraphs,
        sentences,
        clauses,
        [s.start for s in paragraphs],
        [s.start for s in sentences],
        [s.start for s in clauses],
    )
