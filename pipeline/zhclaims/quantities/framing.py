"""Framing: sign and qualifiers around a number or a range, and the quantity they make."""

from typing import NamedTuple, cast

from zhclaims.quantities.context import Written
from zhclaims.quantities.numerals import plain
from zhclaims.quantities.qualifiers import bounds, cue_after, cue_before, loose_before
from zhclaims.quantities.quantity import Quantity, QuantityType
from zhclaims.quantities.terms import Term
from zhclaims.records import Qualifier

_SIGNS = frozenset("-−+负下 ")
_NOT_NEGATIVE = frozenset("抱自欠胜肩担")
_THAN: dict[str, Qualifier] = {"大": "over", "小": "under"}  # 比100大
_NOT_SIGNED = frozenset("-%年月日号元")


class Framed(NamedTuple):
    """A quantity and how it was written."""

    quantity: Quantity
    written: Written


def frame(text: str, folded: str, term: Term, floor: int) -> Framed:
    """Put the sign and the qualifiers around a number.

    Args:
        text: The text as given.
        folded: The same, folded.
        term: The number with its unit.
        floor: Offset before which nothing may be taken.

    Returns:
        The quantity and how it was written.
    """
    start, sign = _sign(folded, term.start, floor)
    end, kind = term.end, cast("QuantityType", term.type)
    written = Written(term.numeral.scale, term.factor)
    number = plain(term.low) * sign
    qualifier: Qualifier = "exact"
    before = cue_before(folded, start, bare=term.numeral.bare)
    if before and before.pos >= floor:
        start, qualifier = before
    elif loose := loose_before(folded, start):
        qualifier = loose
    if qualifier == "exact" and start > floor and folded[start - 1] == "比" and folded[end : end + 1] in _THAN:
        start, end, qualifier = start - 1, end + 1, _THAN[folded[end]]
    if after := cue_after(folded, end, duration=kind == "duration"):
        end = after.pos
        qualifier = after.qualifier if qualifier == "exact" else qualifier
    if term.low != term.high and not term.more:
        vague: Qualifier = "several" if term.numeral.several else "range"
        low, high = sorted((number, plain(term.high) * sign))
        return Framed(Quantity(start, end, text[start:end], None, low, high, term.unit, vague, kind), written)
    if term.plus and qualifier == "exact":
        qualifier = "over"
    if folded[start - 1 : start] == "±" or (sign < 0 and folded[start - 1 : start] == "正"):
        start, number = start - 1, abs(number)  # a limit both ways: its size
    more = term.more and qualifier in ("exact", "over", "about")
    if more:
        qualifier = "over"
    lower, upper = (number, number) if qualifier == "exact" else bounds(number, qualifier, more=more)
    upper = upper if upper is None or not more else plain(upper)
    return Framed(Quantity(start, end, text[start:end], number, lower, upper, term.unit, qualifier, kind), written)


def frame_range(text: str, folded: str, first: Term, last: Term, floor: int) -> Framed:
    """Put the sign and the qualifiers around a range.

    Args:
        text: The text as given.
        folded: The same, folded.
        first: The number at which the range starts.
        last: The number at which it ends.
        floor: Offset before which nothing may be taken.

    Returns:
        The quantity and how it was written.
    """
    start, sign = _sign(folded, first.start, floor)
    low, high = sorted((plain(first.low) * sign, plain(last.high)))
    if (cue := cue_before(folded, start)) and cue.pos >= floor:
        start = cue.pos
    end = last.end
    if after := cue_after(folded, end, duration=last.type == "duration"):
        end = after.pos
    kind = cast("QuantityType", last.type)
    quantity = Quantity(start, end, text[start:end], None, low, high, last.unit, "range", kind)
    return Framed(quantity, Written(last.numeral.scale, last.factor))


def _sign(folded: str, start: int, floor: int) -> tuple[int, int]:
    """Read the sign before a number; a dash after a digit, a unit or a Latin letter is none."""
    pos = start - 1
    if pos < floor or folded[pos] not in _SIGNS:
        return start, 1
    if folded[pos] == "下":
        return (pos - 1, -1) if pos > floor and folded[pos - 1] == "零" else (start, 1)
    blank = folded[pos] == " "
    pos -= blank
    if pos < floor or (blank and folded[pos] != "负"):
        return start, 1
    before = folded[pos - 1 : pos]
    if folded[pos] == "负":
        return (start, 1) if before in _NOT_NEGATIVE else (pos, -1)
    if before.isdecimal() or before in _NOT_SIGNED or (before < "\u0250" and before.isalpha()):
        return start, 1
    return pos, 1 if folded[pos] == "+" else -1
