"""Reading: what the stages before have found in a text, and questions about where it stands."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from zhclaims.claims.ordered import Ordered, between
from zhclaims.claims.roles import Roles
from zhclaims.entities import Entity
from zhclaims.metrics import DirectionCue, Metric
from zhclaims.periods import PeriodExpression
from zhclaims.quantities import Quantity
from zhclaims.text import Layout, fold
from zhclaims.text.layout import Span

_OPENING, _BRACKET = "(（[【「『《", re.compile(r"[(（\[【「『《)）\]】」』》\n]")
_BREAK = re.compile(r"[，,；;。！？!?\n]")


@dataclass(frozen=True, slots=True)
class Reading:
    """A text with everything found in it so far.

    Attributes:
        text: The text as it was given.
        published: The day it was published, if known.
        layout: Paragraphs, sentences and clauses.
        words: Spans of the words, in order.
        quantities: Quantities, in order, without overlap; likewise periods, entities and metrics.
        periods: Calendar expressions.
        entities: Names and other possible subjects.
        metrics: What may be measured.
        directions: Words that say up or down.
        roles: What is likely a subject, what a metric.
        counts: How often each name is spoken of, by its id.
        topic: The company the text is about: the one it names most often, the first of equals.
        folded: The text folded, for looking things up.
        paragraph_at: For each offset, the index of its paragraph; likewise sentence and clause.
        breaks: For each offset, how many marks that part sentences and clauses stand before it.
        figures: For each offset, how many quantities begin before it.
    """

    text: str
    published: date | None
    layout: Layout
    words: Sequence[tuple[int, int]]
    quantities: Ordered[Quantity]
    periods: Ordered[PeriodExpression]
    entities: Ordered[Entity]
    metrics: Ordered[Metric]
    directions: Ordered[DirectionCue]
    roles: Roles
    folded: str = field(init=False)
    counts: Mapping[str, int] = field(init=False)
    topic: Entity | None = field(init=False)
    paragraph_at: Sequence[int] = field(init=False)
    sentence_at: Sequence[int] = field(init=False)
    clause_at: Sequence[int] = field(init=False)
    breaks: Sequence[int] = field(init=False)
    figures: Sequence[int] = field(init=False)
    _words: Sequence[int] = field(init=False)
    _depths: Sequence[int] = field(init=False)
    _likely: dict[tuple[int, int], Sequence[Span]] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "folded", fold(self.text))
        object.__setattr__(self, "_depths", _bracket_depths(self.text))
        object.__setattr__(self, "_likely", {})
        for part in ("paragraph", "sentence", "clause"):
            object.__setattr__(self, f"{part}_at", _indices(getattr(self.layout, f"{part}s")))
        marks = (mark.start() for mark in _BREAK.finditer(self.folded))
        object.__setattr__(self, "breaks", _counts(marks, len(self.text)))
        object.__setattr__(self, "figures", _counts((one.start for one in self.quantities), len(self.text)))
        object.__setattr__(self, "_words", _counts((start for start, _ in self.words), len(self.text) + 2))
        object.__setattr__(self, "counts", Counter(entity.id for entity in self.entities))
        object.__setattr__(self, "topic", self._topic())

    def _topic(self) -> Entity | None:
        named = [entity for entity in self.entities if entity.type in ("company", "brand")]
        return max(named, key=lambda entity: self.counts[entity.id], default=None)

    def depth(self, offset: int) -> int:
        """How many brackets are open at an offset, within its line."""
        return self._depths[offset]

    def words_between(self, start: int, end: int) -> Sequence[tuple[int, int]]:
        """The words that begin in ``[start, end)``."""
        return self.words[self._words[start] : self._words[end]]

    def likely_subjects(self, start: int, end: int) -> Sequence[Span]:
        """What the network finds most like a subject in ``[start, end)``, however unlike that is."""
        if (start, end) not in self._likely:
            words, names = self.words_between(start, end), between(self.entities, start, end)
            starts = {word[0] for word in words} | {name.start for name in names}
            ends = {word[1] for word in words} | {name.end for name in names}
            likely = self.roles.likely("subject", sorted(starts), sorted(at for at in ends if at <= end))
            self._likely[start, end] = likely
        return self._likely[start, end]


def _indices(spans: Iterable[Span]) -> list[int]:
    """For each offset of a text, which of the spans that cover it holds it."""
    indices: list[int] = []
    for at, span in enumerate(spans):
        indices += [at] * (span.end - span.start)
    return indices


def _counts(places: Iterable[int], length: int) -> list[int]:
    """For each offset of a text, how many of some places, which are in order, stand before it."""
    counts: list[int] = []
    before = 0
    for before, place in enumerate(places, 1):
        counts += [before - 1] * (place + 1 - len(counts))
    return counts + [before] * (length + 1 - len(counts))


def _bracket_depths(text: str) -> list[int]:
    """For each offset of a text, its end included, how many brackets are open there."""
    depths: list[int] = []
    depth = 0
    for bracket in _BRACKET.finditer(text):
        depths += [depth] * (bracket.end() - len(depths))
        if bracket[0] in _OPENING:
            depth += 1
        elif bracket[0] == "\n":
            depth = 0
        elif depth:
            depth -= 1
    return depths + [depth] * (len(text) + 1 - len(depths))
