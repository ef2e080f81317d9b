"""Quantities: every number of a text with its unit, bounds and qualifier."""

import re
from decimal import Context, Decimal, localcontext
from functools import cache
from typing import NamedTuple

from zhclaims.quantities.context import Written, carry_scales, join_bounds, share_units
from zhclaims.quantities.exclusions import ANCHORS, skip, skip_word
from zhclaims.quantities.framing import frame, frame_range
from zhclaims.quantities.numerals import CHINESE, run_end
from zhclaims.quantities.quantity import Quantity
from zhclaims.quantities.ranges import read_range
from zhclaims.quantities.ranks import Rank, read_rank
from zhclaims.quantities.shares import read_growth, read_number
from zhclaims.quantities.standing import stands
from zhclaims.quantities.units import load_units
from zhclaims.records import Qualifier
from zhclaims.text.folding import fold

_CONTEXT = Context(prec=50)  # exact for every number that is read, whatever the caller's context is

_VERBS = frozenset("翻减腰居榜首")
_NEXT = re.compile(f"[{ANCHORS}.{''.join(sorted(_VERBS))}]")
_WIDE_GROUP = re.compile(r"，\d{3}(?!\d)")
# 4，226万: a full-width comma that groups digits; a list of numbers is written with 、
_WIDE_GROUPS = re.compile(r"(?<![\d.,，])\d{1,3}(?:，\d{3})++(?!\d)")
_HEADS = frozenset("第前过超近")  # 第一财经 aside, what follows them is counted: 第三高, 过半股东
_DIGITS = frozenset("0123456789")


class _Reading(NamedTuple):
    quantity: Quantity | None
    written: Written
    end: int


_PLAIN = Written(1, Decimal(1))


def quantities(text: str) -> list[Quantity]:
    """Find every quantity of a text.

    Args:
        text: Any string.

    Returns:
        The quantities in order, without overlap. Calendar dates, times of day, names and codes are none.

    >>> [(q.text, str(q.number), q.unit) for q in quantities("共推出150款产品，营收约1.5亿元")]
    [('150款', '150', '款'), ('约1.5亿元', '150000000', 'CNY')]
    """
    folded = fold(text)
    if _WIDE_GROUP.search(folded):
        folded = _WIDE_GROUPS.sub(_narrow, folded)
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


def _narrow(groups: re.Match[str]) -> str:
    return groups.group().replace("，", ",")


def _read(text: str, folded: str, pos: int, floor: int) -> _Reading:
    """Read what stands at an anchor: a quantity or none, and where to go on."""
    if folded[pos] in _VERBS:
        return _read_verb(text, folded, pos, floor)
    if (end := _word_end(folded, pos)) is not None:
        return _nothing(end)
    if (rank := read_rank(folded, pos, floor)) is not None:
        return _nothing(rank) if isinstance(rank, int) else _ranked(text, rank)
    if (end := skip(folded, pos)) is not None:
        return _nothing(end)
    return _read_term(text, folded, pos, floor)


def _word_end(folded: str, pos: int) -> int | None:
    """End of a word that the anchor is part of, None where a number may start here."""
    char = folded[pos]
    if char == ".":  # .5, but not the point of S.p.A.60%
        starts = folded[pos + 1 : pos + 2] in _DIGITS and not (pos and folded[pos - 1].isalnum())
        return None if starts else pos + 1
    if char > "9" and folded[pos + 1 : pos + 2] not in _after_chinese() and folded[pos - 1 : pos] not in _HEADS:
        return pos + 1
    return skip_word(folded, pos)


@cache
def _after_chinese() -> frozenset[str]:
    """Characters that can follow a Chinese digit in a quantity; what others follow is part of a word."""
    words = "半多余来又分成折点不却而也和与或但以的之间大小这至到且月日号"
    marks = ' \n\t，。、；：,;:（）()”"]！!？?-—–~～─−'
    return frozenset((*words, *marks, *"0123456789", *CHINESE, *load_units(), ""))


def _read_term(text: str, folded: str, pos: int, floor: int) -> _Reading:
    term = read_number(folded, pos, floor)
    if term is None:
        return _nothing(run_end(folded, pos))
    if (ends := read_range(folded, term)) is not None:
        framed = frame_range(text, folded, *ends, floor)
    elif stands(folded, term):
        framed = frame(text, folded, term, floor)
    else:
        return _nothing(term.numeral.end)
    return _Reading(framed.quantity, framed.written, framed.quantity.end)


def _read_verb(text: str, folded: str, pos: int, floor: int) -> _Reading:
    if growth := read_growth(folded, pos):
        end, number = growth
        quantity = Quantity(pos, end, text[pos:end], number, number, number, "%", "exact", "growth")
        return _Reading(quantity, _PLAIN, end)
    rank = read_rank(folded, pos, floor)
    return _ranked(text, rank) if isinstance(rank, Rank) else _nothing(pos + 1)


def _ranked(text: str, rank: Rank) -> _Reading:
    start, end, number, low, high, unit, kind = rank
    qualifier: Qualifier = "range" if number is None else "exact"
    return _Reading(Quantity(start, end, text[start:end], number, low, high, unit, qualifier, kind), _PLAIN, end)


def _nothing(end: int) -> _Reading:
    return _Reading(None, _PLAIN, end)
