"""Figures: the expressions of a text that may carry a claim, and where each one stands."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from zhclaims.claims.reading import Located, Reading
from zhclaims.periods import PeriodExpression
from zhclaims.quantities import Quantity
from zhclaims.records import Qualifier

JOINTS = frozenset(("", "、", "和", "与", "及", "以及", "/", "或", "跟"))
"""What stands between the members of a list."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A value expression and its place.

    Attributes:
        start: Offset of the expression with its qualifiers and unit.
        end: End offset, exclusive.
        type: A quantity type, or ``date``.
        source: The quantity or the calendar expression.
        sentence: Index of its sentence in the layout.
        sentence_start: Offset where that sentence begins.
        sentence_end: Offset where it ends.
        clause: Index of its clause.
        clause_start: Offset where that clause begins.
        clause_end: Offset where it ends.
        nth: Its index in a list of figures (分别为A、B和C), from 0.
        of: How many figures the list has; 1 outside lists.
    """

    start: int
    end: int
    type: str
    source: Quantity | PeriodExpression
    sentence: int
    sentence_start: int
    sentence_end: int
    clause: int
    clause_start: int
    clause_end: int
    nth: int = 0
    of: int = 1

    @property
    def unit(self) -> str | None:
        """Unit of a quantity; ``year`` for a date."""
        return self.source.unit if isinstance(self.source, Quantity) else "year"

    @property
    def number(self) -> Decimal | None:
        """Number of a quantity; the year of a date."""
        if isinstance(self.source, Quantity):
            return self.source.number
        day = self.source.from_ or self.source.to
        return None if day is None else Decimal(day.year)

    @property
    def qualifier(self) -> Qualifier:
        """Qualifier of a quantity; dates are exact."""
        return self.source.qualifier if isinstance(self.source, Quantity) else "exact"


def figures(reading: Reading) -> Sequence[Figure]:
    """All figures of a text in order: its quantities, and the calendar expressions that name a definite time."""
    found: list[tuple[int, int, str, Quantity | PeriodExpression]] = [
        (period.start, period.end, "date", period) for period in reading.periods if not period.vague
    ]
    taken = {at for period in reading.periods for at in range(period.start, period.end)}
    found += [(q.start, q.end, q.type, q) for q in reading.quantities if taken.isdisjoint(range(q.start, q.end))]
    found.sort(key=lambda item: item[:2])
    places = []
    layout = reading.layout
    for start, end, kind, source in found:
        sentence, clause = layout.sentence(start), layout.clause(start)
        (s0, s1), (c0, c1) = layout.sentences[sentence], layout.clauses[clause]
        places.append(Figure(start, end, kind, source, sentence, s0, s1, clause, c0, c1))
    counted = [position for run in lists(reading, places) for position in run]
    return [replace(figure, nth=nth, of=of) for figure, (nth, of) in zip(places, counted, strict=True)]


def lists(reading: Reading, mentions: Sequence[Located]) -> Iterator[Sequence[tuple[int, int]]]:
    """Cut mentions into lists, by the signs and words between them (A、B和C).

    Args:
        reading: The text.
        mentions: Mentions in order.

    Yields:
        For each list its members' positions ``(index, length)``; a mention that stands alone is a list of one.
    """
    length = 0
    for at, mention in enumerate(mentions):
        length += 1
        following = mentions[at + 1] if at + 1 < len(mentions) else None
        if following is None or reading.folded[mention.end : following.start].strip() not in JOINTS:
            yield [(index, length) for index in range(length)]
            length = 0
