"""Ranks and ordinals: 第一, 第3名, 第1-3名, 前3名, 头三名, 前十大, TOP10, 居首, 榜首."""

import re
from decimal import Decimal
from typing import Literal, NamedTuple

from zhclaims.quantities.numerals import Numeral, read_numeral

_FIRST = re.compile(r"居首位?|榜首|首位(?=[,，。;；、）)\n]|$)")
_BEFORE = re.compile(r"(?:第|前|头|[Tt][Oo][Pp] ?|N[Oo]\.? ?) ?$")
_BEFORE_ENDS = frozenset("第前头Pp.Oo ")
_TO = re.compile(r"[名位]? ?(?:[-—–~]{1,2}|至|到) ?第?")
# What follows 第N says that it counts an occasion or a part, not a place in an order.
_ORDINAL = re.compile(
    r" ?个?(?:次|届|代|批|轮|期|条|章|节|款|项|号|版|卷|回|集|季|天|日|周|年|月|季度|财季|工作日|交易日|部分|阶段|步|页|段|站|时间|方|类|种|点|句|层|产业"
    r"|局|手|线|世界|者|台阶|曲线|人称|支柱|起|笔|单|份|篇|幅|封|张|级|性|中级|人民|医院|高级|小学|中学|附属|师范|大街|大道)"
)
_LASTING = re.compile(" ?个?(?:年|季|月|周|星期|天|日|交易日|工作日)")  # 连续第八个月 is a length of time
_LISTED = re.compile(r"[,，、]")  # 第一，…；第二，… at the start of a clause
_TOP_UNIT = re.compile(r" ?(?:名|大|位|强|家|甲)")
_TOP_NOT = re.compile(
    r" ?(?:个?(?:年|月|日|天|周|季|财|次|期|半|轮|届|小时|分钟|款|场|条|章|批|笔|段|步|项|米|公里|种|类|交易日|工作日)|%|[\d.]*[万亿])"
)
_TOP_NOT_BEFORE = frozenset("以之年日月此目会天停前盘")
_HIGHEST = 10_000  # a longer 前N is no place in an order (前50000条)


class Rank(NamedTuple):
    """A rank or several, with bounds and unit ``rank``, or an ordinal, which has no unit."""

    start: int
    end: int
    number: Decimal | None
    low: Decimal
    high: Decimal
    unit: str | None
    type: Literal["rank", "ordinal"]


def read_rank(text: str, pos: int, floor: int) -> Rank | int | None:
    """Read a rank or ordinal around the number, or the word, at an offset.

    Args:
        text: Folded text.
        pos: Offset of the number after 第, 前 or TOP, or of 居首, 榜首.
        floor: Offset before which nothing may be taken.

    Returns:
        The rank; the offset after it where it only numbers a list (第一，…); or None.

    >>> read_rank("销量前3名", 3, 0)
    Rank(start=2, end=5, number=Decimal('3'), low=Decimal('1'), high=Decimal('3'), unit='rank', type='rank')
    """
    if text[pos] in "居榜首":
        match = _FIRST.match(text, pos)
        return Rank(pos, match.end(), Decimal(1), Decimal(1), Decimal(1), "rank", "rank") if match else None
    if not pos or text[pos - 1] not in _BEFORE_ENDS:
        return None
    before = _BEFORE.search(text, max(floor, pos - 5), pos)
    numeral = read_numeral(text, pos) if before else None
    if before is None or numeral is None or numeral.low != numeral.high or numeral.low % 1 or not numeral.low:
        return None
    word, start, end = before.group().strip(), before.start(), numeral.end
    if word == "第":
        return _ordinal(text, start, end, numeral.low)
    return _top(text, start, end, word, numeral.low)


def _top(text: str, start: int, end: int, word: str, number: Decimal) -> Rank | None:
    if word == "前" and (text[start - 1 : start] in _TOP_NOT_BEFORE or _TOP_NOT.match(text, end) or number > _HIGHEST):
        return None
    if word == "头":
        return (
            Rank(start, _top_end(text, end), number, Decimal(1), number, "rank", "rank")
            if _TOP_UNIT.match(text, end)
            else None
        )
    if word != "前" and start and text[start - 1].isalpha() and text[start - 1] < "\u0250":
        return None
    low = number if word[0] == "N" else Decimal(1)
    return Rank(start, _top_end(text, end), number, low, number, "rank", "rank")


def _ordinal(text: str, start: int, end: int, number: Decimal) -> Rank | int | None:
    if text.endswith("连续", 0, start) and _LASTING.match(text, end):
        return None
    if text.startswith(("季", "财季", "财年"), end):
        return end  # a period
    if _ORDINAL.match(text, end):
        return Rank(start, end, number, number, number, None, "ordinal")
    if (start == 0 or text[start - 1] in "\n。；;：“") and _LISTED.match(text, end):
        return end
    if last := _last(text, end):
        stop = last.end + (text[last.end : last.end + 1] in ("名", "位"))
        return Rank(start, stop, None, number, last.low, "rank", "rank")
    stop = end + (text[end : end + 1] in ("名", "位"))
    return Rank(start, stop, number, number, number, "rank", "rank")


def _last(text: str, end: int) -> Numeral | None:
    """The last place of several: the 3 of 第1-3名."""
    match = _TO.match(text, end)
    last = read_numeral(text, match.end()) if match else None
    if match is None or last is None or last.low != last.high or _ORDINAL.match(text, last.end):
        return None
    return last if match.group().endswith("第") or text[last.end : last.end + 1] in ("名", "位") else None


def _top_end(text: str, end: int) -> int:
    match = _TOP_UNIT.match(text, end)
    return match.end() if match else end
