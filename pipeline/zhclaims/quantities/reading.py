"""Quantities: every number of a text with its unit, bounds and qualifier."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from zhclaims.quantities.exclusions import ANCHORS, skip
from zhclaims.quantities.numerals import plain, read_numeral
from zhclaims.quantities.qualifiers import bounds, cue_after, cue_before, loose_before
from zhclaims.quantities.ranks import read_rank
from zhclaims.quantities.shares import read_growth, read_share
from zhclaims.quantities.terms import Term, read_term
from zhclaims.records import Qualifier
from zhclaims.text.folding import fold

QuantityType = Literal[
    "number",
    "money",
    "percent",
    "points",
    "index",
    "multiple",
    "duration",
    "measure",
    "count",
    "growth",
    "rank",
    "ordinal",
]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number of a text with its unit, bounds and qualifier.

    Attributes:
        start: Offset of the first character: of the number, its currency, or a qualifier that touches it.
        end: Offset after the last character.
        text: The characters.
        number: The value in the canonical unit; None for ranges and for 数亿.
        low: Lower bound that the words give, None where open.
        high: Upper bound, None where open.
        unit: Canonical unit (guideline, section Value), None for a bare number.
        qualifier: How exact the words are.
        type: What kind of number it is.
    """

    start: int
    end: int
    text: str
    number: Decimal | None
    low: Decimal | None
    high: Decimal | None
    unit: str | None
    qualifier: Qualifier
    type: QuantityType


_NEXT = re.compile(f"[{ANCHORS}翻减腰居榜折首]")
_RUN = re.compile(f"[{ANCHORS}]+")
_WIDE_GROUPS = re.compile("(?<=[０-９])，(?=[０-９]{3}(?![０-９]))")
_CONNECTOR = re.compile(r" ?(?:[-—–~～─−]{1,2}|至|到|或) ?")
_AND = re.compile(r" ?[和与] ?")
_BETWEEN = re.compile(r" ?之?间")


def quantities(text: str) -> list[Quantity]:
    """Find every quantity of a text.

    Args:
        text: Any string.

    Returns:
        The quantities in order, without overlap. Calendar dates, times of day, names and codes are none.

    >>> [(q.text, str(q.number), q.unit) for q in quantities("共推出150款产品，营收约1.5亿元")]
    [('150款', '150', '款'), ('约1.5亿元', '150000000', 'CNY')]
    """
    folded = fold(_WIDE_GROUPS.sub(",", text))
    found: list[Quantity] = []
    pos = 0
    while match := _NEXT.search(folded, pos):
        start = match.start()
        quantity, pos = _read(text, folded, start, found[-1].end if found else 0)
        if quantity is not None:
            found.append(quantity)
    return found


def _read(text: str, folded: str, pos: int, floor: int) -> tuple[Quantity | None, int]:
    """Read what stands at an anchor: a quantity or None, and where to go on."""
    if folded[pos] in "翻减腰居榜折首":
        special = read_growth(folded, pos) or read_rank(folded, pos, floor)
        if special is None:
            return None, pos + 1
        start, end, number, low, high, unit, kind = special
        return Quantity(start, end, text[start:end], number, low, high, unit, "exact", kind), end
    if special := read_rank(folded, pos, floor):
        start, end, number, low, high, unit, kind = special
        if kind is None:
            return None, end
        return Quantity(start, end, text[start:end], number, low, high, unit, "exact", kind), end
    if (end := skip(folded, pos)) is not None:
        return None, max(end, pos + 1)
    term = read_share(folded, pos) or read_term(folded, pos)
    if term is None:
        run = _RUN.match(folded, pos)
        return None, run.end() if run else pos + 1
    ranged = _read_range(folded, term)
    if ranged is not None:
        return _finish_range(text, folded, *ranged, floor)
    if not _stands(folded, term):
        return None, max(term.numeral.end, pos + 1)
    return _finish(text, folded, term, floor)


def _read_range(folded: str, first: Term) -> tuple[Term, Term] | None:
    """30至35亿元, 10%—15%, 三到五成, 10000与20000之间."""
    match = _CONNECTOR.match(folded, first.end)
    joined = match is None and (match := _AND.match(folded, first.end))
    if match is None or match.end() >= len(folded) or folded[match.end()] not in _RANGE_STARTS:
        return None
    second = read_share(folded, match.end()) or read_term(folded, match.end())
    if second is None or second.start != match.end():
        return None
    if joined and not _BETWEEN.match(folded, second.end):
        return None
    if first.unit is not None and first.unit != second.unit:
        return None
    if first.unit is None:
        low = first.low * second.factor
        if (
            second.numeral.scale > 1
            and first.numeral.scale == 1
            and first.low * second.numeral.scale <= second.numeral.high
        ):
            low *= second.numeral.scale
        if first.type == "number" and second.type == "percent" and second.numeral.scale == 1:
            low = first.low * second.factor
        first = first._replace(low=low, high=low, unit=second.unit, type=second.type)
    if first.low > second.high and second.unit is None:
        return None
    if "从" in folded[max(0, first.start - 4) : first.start] or "由" in folded[max(0, first.start - 4) : first.start]:
        return None
    return first, second


_RANGE_STARTS = frozenset("0123456789零一二三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾两几数")


def _finish_range(text: str, folded: str, first: Term, second: Term, floor: int) -> tuple[Quantity, int]:
    low, high = sorted((first.low, second.high))
    start, end = first.start, second.end
    if (cue := cue_before(folded, start)) and cue.pos >= floor:
        start = cue.pos
    if after := cue_after(folded, end, duration=second.type == "duration"):
        end = after.pos
    kind: QuantityType = second.type  # type: ignore[assignment]
    return Quantity(start, end, text[start:end], None, plain(low), plain(high), second.unit, "range", kind), end


def _stands(folded: str, term: Term) -> bool:
    """Tell a number from a character that is part of a word: 我家在四川, 三一重工, 万科."""
    numeral = term.numeral
    if term.unit is not None and not numeral.bare:
        return True
    width = numeral.end - (term.start if term.unit is None else numeral.end)
    if not numeral.chinese:
        return True
    if numeral.bare and not numeral.several:
        if term.unit is not None and term.type == "money":
            return True
        if term.more or (cue_before(folded, term.start) and term.unit is not None):
            return True
        return term.unit is not None and folded[term.start] in "十拾" or _alone(folded, term, long=2)
    if term.unit is None and (numeral.several or term.more or width > 2):
        return True
    return _alone(folded, term, long=1)


_EDGE_BEFORE = frozenset('是为等于共达到第超过约近和与或有，。、；：,;:（(“"[ \n\t')
_EDGE_AFTER = frozenset('不却而也和与或但以的之大小，。、；：,;:）)”"]！!？? \n\t')


def _alone(folded: str, term: Term, *, long: int) -> bool:
    before = folded[term.start - 1 : term.start]
    after = folded[term.end : term.end + 1]
    if term.numeral.end - term.start < long:
        return False
    return (not before or before in _EDGE_BEFORE) and (not after or after in _EDGE_AFTER)


def _finish(text: str, folded: str, term: Term, floor: int) -> tuple[Quantity, int]:
    start, end, low, high = term.start, term.end, term.low, term.high
    kind: QuantityType = term.type  # type: ignore[assignment]
    start, sign = _sign(folded, start, floor)
    if sign < 0:
        low, high = -high, -low
    qualifier: Qualifier = "exact"
    more = term.more
    before = cue_before(folded, start)
    if before and before.pos >= floor:
        start, qualifier = before.pos, before.qualifier
    elif loose := loose_before(folded, start):
        qualifier = loose
    if after := cue_after(folded, end, duration=kind == "duration"):
        end = after.pos
        qualifier = after.qualifier if qualifier == "exact" else qualifier
    if term.low != term.high and not more:
        several: Qualifier = "several" if term.numeral.several else "range"
        return Quantity(start, end, text[start:end], None, plain(low), plain(high), term.unit, several, kind), end
    if more and qualifier == "exact":
        qualifier = "over"
    floor_, ceiling = bounds(plain(low), qualifier, more=more and qualifier == "over")
    quantity = Quantity(
        start, end, text[start:end], plain(low), _plain(floor_), _plain(ceiling), term.unit, qualifier, kind
    )
    return quantity, end


def _plain(number: Decimal | None) -> Decimal | None:
    return None if number is None else plain(number)


def _sign(folded: str, start: int, floor: int) -> tuple[int, int]:
    pos = start - 1
    if pos > floor and folded[pos] == " " and folded[pos - 1] == "负":
        pos -= 1
    if pos < floor:
        return start, 1
    char = folded[pos]
    if char == "负" and folded[pos - 1 : pos] not in ("抱", "自", "欠", "胜"):
        return pos, -1
    if char in "-−+":
        before = folded[pos - 1 : pos] if pos else ""
        if not (
            before and (before.isdecimal() or before in "-%年月日号元" or (before < "\u0250" and before.isalpha()))
        ):
            return pos, 1 if char == "+" else -1
    return start, 1


__all__ = ["Quantity", "QuantityType", "quantities", "read_numeral"]
