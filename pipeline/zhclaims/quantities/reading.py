"""Quantities: every number of a text with its unit, bounds and qualifier."""

import re
from decimal import Context, Decimal, localcontext
from functools import cache
from typing import NamedTuple, cast

from zhclaims.quantities.context import Written, carry_scales, join_bounds, share_units
from zhclaims.quantities.exclusions import ANCHORS, skip, skip_word
from zhclaims.quantities.numerals import CHINESE, Numeral, plain, read_eighths, read_numeral, run_end
from zhclaims.quantities.qualifiers import bounds, cue_after, cue_before, loose_before
from zhclaims.quantities.quantity import Quantity, QuantityType
from zhclaims.quantities.ranks import read_rank
from zhclaims.quantities.shares import read_growth, read_share
from zhclaims.quantities.standing import stands
from zhclaims.quantities.terms import Term, read_term
from zhclaims.quantities.units import load_units
from zhclaims.records import Qualifier
from zhclaims.text.folding import fold

_CONTEXT = Context(prec=50)  # exact for every number that is read, whatever the caller's context is

_NEXT = re.compile(f"[{ANCHORS}.翻减腰居榜首]")
_VERBS = frozenset("翻减腰居榜首")
_WIDE_GROUPS = re.compile("(?<=[０-９])，(?=[０-９]{3}(?![０-９]))")
_CONNECTOR = re.compile(r" ?(?:[-—–~～─−]{1,2}|至|到) ?")
_CONNECTOR_STARTS = frozenset(" -—–~～─−至到和与")
_AND = re.compile(r" ?[和与] ?")
_BETWEEN = re.compile(r" ?之?间")
_RANGE_STARTS = frozenset(f"0123456789{CHINESE}") - {"兆"}
_CHANGED = re.compile("(?:增|减|升|降|涨|跌|提高|下滑|上调|下调|回落|反弹|扩大|收窄|缩减|缩小)")
_ORDERS = frozenset("第前")
_ASCII_DIGITS = frozenset("0123456789")
_ORIGINS = ("从", "由", "自")
_SIGNS = frozenset("-−+负 ")
_NOT_NEGATIVE = frozenset("抱自欠胜肩担")


class _Reading(NamedTuple):
    quantity: Quantity | None
    written: Written
    end: int


_NOTHING = Written(1, Decimal(1))
_ONE = Written(1, Decimal(1))


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
    written: list[Written] = []
    pos = floor = 0
    with localcontext(_CONTEXT):
        while match := _NEXT.search(folded, pos):
            reading = _read(text, folded, match.start(), floor)
            pos = max(reading.end, match.start() + 1)
            if reading.quantity is None:
                continue
            found.append(reading.quantity)
            written.append(reading.written)
            floor = reading.quantity.end
            if len(found) > 1 and join_bounds(text, folded, found):
                del written[-2]
        share_units(folded, found, written)
        carry_scales(folded, found, written)
    return found


def _nothing(end: int) -> _Reading:
    return _Reading(None, _NOTHING, end)


def _read(text: str, folded: str, pos: int, floor: int) -> _Reading:
    """Read what stands at an anchor: a quantity or none, and where to go on."""
    char = folded[pos]
    if char in _VERBS:
        return _read_verb(text, folded, pos, floor)
    if char == ".":
        if folded[pos + 1 : pos + 2] not in _ASCII_DIGITS or (pos and folded[pos - 1].isalnum()):
            return _nothing(pos + 1)
    elif char > "9" and folded[pos + 1 : pos + 2] not in _after_chinese() and folded[pos - 1 : pos] not in _ORDERS:
        return _nothing(pos + 1)
    elif (end := skip_word(folded, pos)) is not None:
        return _nothing(end)
    if rank := read_rank(folded, pos, floor):
        if isinstance(rank, int):
            return _nothing(rank)
        exact = Quantity(
            rank.start,
            rank.end,
            text[rank.start : rank.end],
            rank.number,
            rank.low,
            rank.number,
            rank.unit,
            "exact",
            rank.type,
        )
        return _Reading(exact, _ONE, rank.end)
    if (end := skip(folded, pos)) is not None:
        return _nothing(end)
    term = _read_number(folded, pos)
    if term is None:
        return _nothing(run_end(folded, pos))
    if (ends := _read_second(folded, term)) is not None:
        return _finish_range(text, folded, *ends, floor)
    if not stands(folded, term):
        return _nothing(term.numeral.end)
    return _finish(text, folded, term, floor)


@cache
def _after_chinese() -> frozenset[str]:
    """Characters that can follow a Chinese digit in a quantity; what others follow is part of a word."""
    words = f'0123456789{CHINESE}半多余来又分成折点不却而也和与或但以的之间大小这至到且-—–~～─− \n\t，。、；：,;:（）()”"]！!？?'
    return frozenset((*words, *load_units(), ""))


def _read_verb(text: str, folded: str, pos: int, floor: int) -> _Reading:
    if growth := read_growth(folded, pos):
        end, number = growth
        return _Reading(Quantity(pos, end, text[pos:end], number, number, number, "%", "exact", "growth"), _ONE, end)
    rank = read_rank(folded, pos, floor)
    if rank is None or isinstance(rank, int):
        return _nothing(pos + 1)
    one = rank.number
    return _Reading(
        Quantity(pos, rank.end, text[pos : rank.end], one, one, one, "rank", "exact", "rank"), _ONE, rank.end
    )


def _read_number(folded: str, pos: int) -> Term | None:
    numeral: Numeral | None = None
    if folded[pos] != "半":
        numeral = read_numeral(folded, pos)
        if numeral is None:
            return None
        if folded.startswith("/", numeral.end + 2):
            numeral = read_eighths(folded, numeral)
        if (share := read_share(folded, pos, numeral)) is not None:
            return share
    return read_term(folded, pos, numeral)


def _is_change_and_level(folded: str, first: Term, second: Term, joint: str) -> bool:
    """Tell 增加25亿元至175亿元, a change and the level it led to, from a range."""
    if first.unit is None or joint not in ("至", "到") or 2 * first.low > second.high > first.low / 2:
        return False
    return _CHANGED.search(folded, max(0, first.start - 6), first.start) is not None


def _read_second(folded: str, first: Term) -> tuple[Term, Term] | None:
    """Read the other end of a range: 30至35亿元, 10%—15%, 三到五成, 10000与20000之间."""
    if folded[first.end : first.end + 1] not in _CONNECTOR_STARTS:
        return None
    dash = _CONNECTOR.match(folded, first.end)
    match = dash or _AND.match(folded, first.end)
    if match is None or folded[match.end() : match.end() + 1] not in _RANGE_STARTS:
        return None
    second = _read_number(folded, match.end())
    if second is None or second.start != match.end() or (dash is None and not _BETWEEN.match(folded, second.end)):
        return None
    if first.unit is not None and first.unit != second.unit:
        if second.type != "money" or first.type != "money":
            return None
        if first.unit != (second.unit or "").split("/")[0]:
            return None
        first = first._replace(unit=second.unit)
    if any(word in folded[max(0, first.start - 4) : first.start] for word in _ORIGINS):
        return None
    if _is_change_and_level(folded, first, second, match.group().strip()):
        return None
    if second.unit is None and folded.startswith("百分之", first.start):
        second = second._replace(unit="%", type="percent", factor=first.factor)
    if first.unit is None:
        first = _lend(first, second)
    if second.unit is None and (
        first.low >= second.high or not stands(folded, first) or first.numeral.chinese != second.numeral.chinese
    ):
        return None
    return first, second


def _lend(first: Term, second: Term) -> Term:
    """Give the first number of a range the unit and scale of the second: 30至35亿元, 三到五成, 两三百."""
    times = second.factor
    if second.numeral.scale > 1 and first.numeral.scale == 1:
        if first.low * second.numeral.scale <= second.numeral.high:
            times *= second.numeral.scale
    elif second.numeral.small > 1 and first.numeral.small == 1 and first.low < 10:
        times *= second.numeral.small
    low = first.low * times
    return first._replace(low=low, high=low, unit=second.unit, type=second.type)


def _finish_range(text: str, folded: str, first: Term, last: Term, floor: int) -> _Reading:
    start, sign = _sign(folded, first.start, floor)
    low, high = sorted((first.low * sign, last.high))
    if (cue := cue_before(folded, start)) and cue.pos >= floor:
        start = cue.pos
    end = last.end
    if after := cue_after(folded, end, duration=last.type == "duration"):
        end = after.pos
    kind = cast("QuantityType", last.type)
    quantity = Quantity(start, end, text[start:end], None, plain(low), plain(high), last.unit, "range", kind)
    return _Reading(quantity, Written(last.numeral.scale, last.factor), end)


def _finish(text: str, folded: str, term: Term, floor: int) -> _Reading:
    """Put sign and qualifiers around a term."""
    start, sign = _sign(folded, term.start, floor)
    end, kind = term.end, cast("QuantityType", term.type)
    low = plain(term.low)
    number = -low if sign < 0 else low
    qualifier: Qualifier = "exact"
    before = cue_before(folded, start, bare=term.numeral.bare)
    if before and before.pos >= floor:
        start, qualifier = before
    elif loose := loose_before(folded, start):
        qualifier = loose
    if after := cue_after(folded, end, duration=kind == "duration"):
        end = after.pos
        qualifier = after.qualifier if qualifier == "exact" else qualifier
    written = Written(term.numeral.scale, term.factor)
    if term.low != term.high and not term.more:
        vague: Qualifier = "several" if term.numeral.several else "range"
        quantity = Quantity(start, end, text[start:end], None, low, plain(term.high), term.unit, vague, kind)
        return _Reading(quantity, written, end)
    more = term.more and qualifier in ("exact", "over", "about")
    if more:
        qualifier = "over"
    if qualifier == "exact":
        return _Reading(
            Quantity(start, end, text[start:end], number, number, number, term.unit, qualifier, kind), written, end
        )
    lower, upper = bounds(number, qualifier, more=more)
    upper = None if upper is None else plain(upper)
    return _Reading(
        Quantity(start, end, text[start:end], number, lower, upper, term.unit, qualifier, kind), written, end
    )


def _sign(folded: str, start: int, floor: int) -> tuple[int, int]:
    """Read the sign before a number; a dash after a digit, a unit or a Latin letter is none."""
    pos = start - 1
    if pos < floor or folded[pos] not in _SIGNS:
        return start, 1
    if folded[pos] == " ":
        pos -= 1
        if pos < floor or folded[pos] != "负":
            return start, 1
    before = folded[pos - 1 : pos] if pos else ""
    if folded[pos] == "负":
        return (start, 1) if before in _NOT_NEGATIVE and before else (pos, -1)
    if before and (before.isdecimal() or before in "-%年月日号元" or (before < "\u0250" and before.isalpha())):
        return start, 1
    return pos, 1 if folded[pos] == "+" else -1
