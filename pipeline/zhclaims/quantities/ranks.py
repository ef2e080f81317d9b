"""Ranks and ordinals: 第一, 第3名, 前3名, 前十大, TOP10, 居首, 榜首."""

import re
from decimal import Decimal
from typing import Literal, NamedTuple

from zhclaims.quantities.numerals import read_numeral

_FIRST = re.compile(r"(?:居首(?:位)?|榜首|首位(?![^,，。;；、 ]*?[者长]))")
_BEFORE = re.compile(r"(?:第|前|[Tt][Oo][Pp] ?|No\.? ?|NO\.? ?|名列) ?$")
# What follows 第N says that it counts an occasion or a part, not a place in an order.
_ORDINAL = re.compile(
    r" ?(?:次|届|代|批|轮|期|条|章|节|款|项|号|版|卷|回|集|季|天|日|周|年|个?月|个?季度|个?财季|部分|阶段|步|步骤|页|段|号|站|时间|方|类|种|点|句|层|产业|局|手|期|线|财季|世界|者|台阶|曲线|财年|人称|支柱|起|笔|单|份|篇|幅|封|张)"
)
_TOP_UNIT = re.compile(r" ?(?:名|大|位|强|家(?=公司|企业|厂商)|甲)?")
_TOP_NOT = re.compile(
    r" ?(?:年|个?月|日|天|周|季|财|个?季度|次|期|半|轮|届|小时|分钟|款|个|场|条|章|批|笔|段|步|项|米|公里|种|类|交易日|工作日|%|[\d.]*[万亿])"
)
_MEDAL = re.compile(r" ?[名位]?")

RankType = Literal["rank", "ordinal"]


class Rank(NamedTuple):
    """A rank or ordinal; ``type`` is None where the words are neither (前三季度)."""

    start: int
    end: int
    number: Decimal
    low: Decimal
    high: Decimal
    unit: str | None
    type: RankType | None


def read_rank(text: str, pos: int, floor: int) -> Rank | None:
    """Read a rank or ordinal around the number, or the word, at an offset.

    Args:
        text: Folded text.
        pos: Offset of the number after 第, 前 or TOP, or of 居首, 榜首.
        floor: Offset before which nothing may be taken.

    Returns:
        The rank, or None.

    >>> read_rank("销量前3名", 3, 0)[:6]
    (2, 5, Decimal('3'), Decimal('1'), Decimal('3'), 'rank')
    """
    one = Decimal(1)
    if text[pos] in "居榜首":
        match = _FIRST.match(text, pos)
        return Rank(pos, match.end(), one, one, one, "rank", "rank") if match else None
    if text[pos - 1 : pos] not in _ENDS or not pos:
        return None
    before = _BEFORE.search(text, max(floor, pos - 5), pos)
    if before is None:
        return None
    numeral = read_numeral(text, pos)
    if numeral is None or numeral.low != numeral.high or numeral.low != numeral.low.to_integral_value():
        return None
    word = before.group().strip()
    if word == "第":
        return _ordinal(text, before.start(), numeral.end, numeral.low)
    if word == "前":
        if text[before.start() - 1 : before.start()] in (
            "以",
            "之",
            "年",
            "日",
            "月",
            "此",
            "目",
            "会",
            "天",
            "停",
            "前",
            "盘",
        ):
            return None
        if _TOP_NOT.match(text, numeral.end) or numeral.low > 10000:
            return None
    end = _top_end(text, numeral.end)
    low = numeral.low if word.lower().startswith(("no", "名列")) else one
    return Rank(before.start(), end, numeral.low, low, numeral.low, "rank", "rank")


_ENDS = frozenset("第前Pp.Oo列 ")


def _ordinal(text: str, start: int, end: int, number: Decimal) -> Rank | None:
    if _ORDINAL.match(text, end):
        return Rank(start, end, number, number, number, None, "ordinal")
    match = _MEDAL.match(text, end)
    stop = match.end() if match and match.group() else end
    return Rank(start, stop, number, number, number, "rank", "rank")


def _top_end(text: str, end: int) -> int:
    match = _TOP_UNIT.match(text, end)
    return match.end() if match and match.group().strip() else end
