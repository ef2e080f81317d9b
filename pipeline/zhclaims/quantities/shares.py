"""Shares and growth in words: 百分之五, 三分之一, 三成半, 九折, 一半, 翻番, 减半."""

import re
from decimal import Decimal
from typing import Literal, NamedTuple

from zhclaims.quantities.numerals import Numeral, read_numeral
from zhclaims.quantities.terms import Term
from zhclaims.quantities.units import read_unit

_OF = re.compile(r" ?分之 ?")
_SLASHED = re.compile(r"(?<![\d./])([1-9]\d?)/([1-9]\d{0,2})(?![\d./%])")
_TENTHS = re.compile(
    r" ?(?:成(?!交|立|为|功|员|长|果|效|就|绩|熟|都|分|本|品|人|份|型|千|百|倍|年|语|色|像|因|败|了|片|套|批|飞|对|天|[百千万亿])|折(?!价|扣|合|算|旧|叠|现|射|腾|线|损|返|股|戟|半|回))(半)?"
)
_PERCENT_DENOMINATORS = {Decimal(10) ** n for n in range(2, 9)}
_MULTIPLIERS = frozenset("百千万亿佰仟")
_TWICE = re.compile(r"翻([一二两三四五\d])?[番翻]")
_DOUBLE = re.compile(r"翻(?:了)?(?:一)?倍")
_HALVED = re.compile(r"减半|腰斩|折半")
_EDGES = frozenset(' \n\t，。、；：！？,.;:!?（）()[]"“”')
_HALF_OF = re.compile("一半")


def read_share(text: str, pos: int) -> Term | None:
    """Read a fraction, a number of tenths or a half at an offset.

    A fraction is a share and given in percent, unless it stands alone between punctuation, is greater than one, or
    measures a unit (四分之一公升).

    Args:
        text: Folded text.
        pos: Offset of its first character.

    Returns:
        The term, or None.

    >>> read_share("占三分之一。", 1).high * 3
    Decimal('100.0000000000000000000000000')
    >>> read_share("上涨三成半", 2).low
    Decimal('35')
    """
    if _HALF_OF.match(text, pos):
        return _share(text, pos, pos + 2, Numeral(pos + 2, Decimal(1), Decimal(1), chinese=True), Decimal(2))
    if match := _SLASHED.match(text, pos):
        top, bottom = Decimal(match[1]), Decimal(match[2])
        if top >= bottom:
            return None
        return _share(text, pos, match.end(), Numeral(match.end(), top, top), bottom)
    numeral = read_numeral(text, pos)
    if numeral is None or numeral.several and text[numeral.end : numeral.end + 1] != "成":
        return None
    if match := _OF.match(text, numeral.end):
        return _fraction(text, pos, match.end(), numeral.low)
    if match := _TENTHS.match(text, numeral.end):
        return _tenths(pos, match, numeral)
    if text.startswith("又", numeral.end):
        part = read_numeral(text, numeral.end + 1)
        if part and (match := _OF.match(text, part.end)) and (top := read_numeral(text, match.end())) and part.low:
            value = numeral.low + top.low / part.low
            return Term(
                pos,
                top.end,
                value,
                value,
                None,
                "number",
                numeral._replace(end=top.end, low=value, high=value, bare=False),
            )
    return None


def _fraction(text: str, pos: int, top_pos: int, bottom: Decimal) -> Term | None:
    top = read_numeral(text, top_pos)
    if top is None or not bottom:
        return None
    if text[pos] in _MULTIPLIERS and bottom in _PERCENT_DENOMINATORS:
        factor = 100 / bottom
        numeral = top._replace(bare=False)
        return Term(pos, top.end, top.low * factor, top.high * factor, "%", "percent", numeral, factor=factor)
    return _share(text, pos, top.end, top, bottom)


def _share(text: str, pos: int, end: int, top: Numeral, bottom: Decimal) -> Term:
    low, high = top.low / bottom, top.high / bottom
    numeral = top._replace(bare=False, scale=1)
    unit = read_unit(text, end)
    if unit is not None and unit.type in ("measure", "duration", "money"):
        return Term(pos, unit.end, low * unit.factor, high * unit.factor, unit.name, unit.type, numeral)
    edge_before = pos == 0 or text[pos - 1] in _EDGES
    edge_after = end >= len(text) or text[end] in _EDGES
    if high > 1 or (edge_before and edge_after):
        return Term(pos, end, low, high, None, "number", numeral)
    return Term(pos, end, 100 * top.low / bottom, 100 * top.high / bottom, "%", "percent", numeral)


def _tenths(pos: int, match: re.Match[str], numeral: Numeral) -> Term | None:
    factor = Decimal(1) if match.group().strip()[0] == "折" and numeral.low >= 10 else Decimal(10)
    if numeral.high > 100:
        return None
    half = Decimal(5) if match[1] else Decimal(0)
    low, high = numeral.low * factor + half, numeral.high * factor + half
    return Term(pos, match.end(), low, high, "%", "percent", numeral._replace(bare=False), factor=factor)


class Growth(NamedTuple):
    """A verb that carries its number."""

    start: int
    end: int
    number: Decimal
    low: Decimal
    high: Decimal
    unit: str
    type: Literal["growth"]


def read_growth(text: str, pos: int) -> Growth | None:
    """Read a verb that carries its number: 翻番 is 100 %, 翻两番 300 %, 减半 and 腰斩 -50 %.

    >>> read_growth("利润翻两番", 2).number
    Decimal('300')
    """
    if match := _TWICE.match(text, pos):
        times = read_numeral(match[1], 0) if match[1] else None
        value = (Decimal(2) ** (times.low if times else 1) - 1) * 100
    elif match := _DOUBLE.match(text, pos):
        value = Decimal(100)
    elif match := _HALVED.match(text, pos):
        value = Decimal(-50)
    else:
        return None
    return Growth(pos, match.end(), value, value, value, "%", "growth")
