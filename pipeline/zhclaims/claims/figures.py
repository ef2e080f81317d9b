"""Figures: the expressions of a text that may carry a claim, and where each one stands."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from zhclaims.claims.ordered import Located, Ordered, between
from zhclaims.claims.reading import Reading
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
        sentence_start: Offset where that sentence begins, or what is looked at of it.
        sentence_end: Offset where it ends, or what is looked at of it.
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


_BACK, _AHEAD = 400, 200  # of an endless sentence only what is near a figure is looked at, so that time stays linear
_VAGUE = 10  # 几 and 数 alone; from 几十 on a vague number has a magnitude


def _is_vague(quantity: Quantity) -> bool:
    """Whether a number is a mere plural (几年, 数家): no claim by the guideline, unlike 数亿 and 几十."""
    return quantity.qualifier == "several" and quantity.low is not None and quantity.low < _VAGUE


_IDENTIFIES = re.compile(r"(?:ID|id|微信号?|公众号|电话|热线|QQ|编号|代码|邮编|证号|文号)[:：]? ?[^\s，。；]{0,6}+$")


def _is_identifier(reading: Reading, quantity: Quantity) -> bool:
    """Whether a bare number belongs to an identifier that is named before it (guideline, What is no claim)."""
    if quantity.unit is not None:
        return False
    return _IDENTIFIES.search(reading.folded, max(quantity.start - 16, 0), quantity.start) is not None


_NAME = re.compile(r"[“「『‘]([^”」』’，。、；：！？,;:!?\n]{2,8})[”」』’]")


def _is_part_of_name(reading: Reading, quantity: Quantity) -> bool:
    """Whether a number opens a short quoted name that measures nothing: “1元香节”, “90后” (guideline, What is no claim)."""
    quoted = _NAME.match(reading.folded, quantity.start - 1) if quantity.start else None
    if quoted is None or quoted.end(1) <= quantity.end:
        return False
    inner = quantity.end, quoted.end(1)
    return not between(reading.metrics, *inner) and not between(reading.directions, *inner)


def figures(reading: Reading) -> Ordered[Figure]:
    """All figures of a text in order: its quantities, and the calendar expressions that name a definite time."""
    found: list[tuple[int, int, str, Quantity | PeriodExpression]] = [
        (period.start, period.end, "date", period) for period in reading.periods if not period.vague
    ]
    taken = {at for period in reading.periods for at in range(period.start, period.end)}
    found += [
        (q.start, q.end, q.type, q)
        for q in reading.quantities
        if taken.isdisjoint(range(q.start, q.end))
        and not _is_vague(q)
        and not _is_part_of_name(reading, q)
        and not _is_identifier(reading, q)
    ]
    found.sort(key=lambda item: item[:2])
    places = []
    layout = reading.layout
    for start, end, kind, source in found:
        sentence, clause = layout.sentence(start), layout.clause(start)
        (s0, s1), (c0, c1) = layout.sentences[sentence], layout.clauses[clause]
        s0, s1 = max(s0, start - _BACK), min(s1, end + _AHEAD)
        places.append(Figure(start, end, kind, source, sentence, s0, s1, clause, max(c0, s0), min(c1, s1)))
    counted = [position for run in lists(reading, places) for position in run]
    return Ordered(replace(figure, nth=nth, of=of) for figure, (nth, of) in zip(places, counted, strict=True))


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
