"""Shares and growth in words: 百分之五, 三分之一, 三成半, 九折, 一半, 两位数, 翻番, 减半."""

import re
from decimal import Decimal

from zhclaims.quantities.numerals import Numeral, read_eighths, read_numeral
from zhclaims.quantities.terms import Term, read_term
from zhclaims.quantities.units import read_unit

_SLASHED = re.compile(r"(?<![\d./])([1-9]\d?)/([1-9]\d{0,2})(?![\d./%A-Za-z])")
_TENTHS = re.compile(
    r" ?(成(?!交|立|(?<![近超约逾占达有][一二三四五六七八九]成)为|功|员|长|果|效|就|绩|熟|都|分|本|品|人|份|型|年|语|色|像|因|败|了|片|套|批|飞|对|天|[百千万亿])"
    r"|折(?!价|扣|合|算|旧|叠|现|射|腾|线|损|返|股|戟|半|回))(半|[1-9一二三四五六七八九](?![\d十百千万亿.%年月日个家倍成折点]))?([多余])?"
)
_FIGURES = re.compile(r"位数(?:的?(?:增|涨|百分|跌|下))?")
_MAJORITY = re.compile("半数|(?<=[过超近])半(?![年天个月小日百导])")
_HALF = Decimal(50)
_MULTIPLIERS = frozenset("百千万亿佰仟")
_TWICE = re.compile(r"翻了?([一二两三四五1-5])?[番翻]")
_DOUBLE = re.compile(r"翻了?一?倍")
_HALVED = re.compile(r"减半|腰斩")
_EDGES = frozenset(' \n\t，。、；：！？,.;:!?（）()[]"“”')


def read_share(text: str, pos: int, numeral: Numeral) -> Term | None:
    """Read a fraction, a number of tenths, a half or a number of figures at an offset.

    A fraction is a share and given in percent, unless it stands alone between punctuation, is greater than one, or
    measures a unit (四分之一公升).

    Args:
        text: Folded text.
        pos: Offset of its first character.
        numeral: The numeral at the offset.

    Returns:
        The term, or None.

    >>> read_share("上涨三成半", 2, read_numeral("上涨三成半", 2)).low
    Decimal('35')
    """
    reader = _READERS.get(text[numeral.end : numeral.end + 1])
    return reader(text, pos, numeral) if reader else None


def read_number(text: str, pos: int, floor: int = 0) -> Term | None:
    """Read a number at an offset, be it a share or a number with a unit.

    Args:
        text: Folded text.
        pos: Offset of its first character.
        floor: Offset before which nothing may be taken.

    Returns:
        The term, or None.

    >>> read_number("半年", 0)[2:5]
    (Decimal('0.5'), Decimal('0.5'), 'year')
    """
    if text[pos] == "半":
        return _half(text, pos) or read_term(text, pos, None, floor)
    numeral = read_numeral(text, pos)
    if numeral is None:
        return None
    if text.startswith("/", numeral.end + 2):
        numeral = read_eighths(text, numeral)
    return read_share(text, pos, numeral) or read_term(text, pos, numeral, floor)


def _half(text: str, pos: int) -> Term | None:
    """半数, 过半, 近半."""
    match = _MAJORITY.match(text, pos)
    if match is None:
        return None
    numeral = Numeral(match.end(), _HALF, _HALF)
    return Term(pos, match.end(), _HALF, _HALF, "%", "percent", numeral)


def _half_of(text: str, pos: int, numeral: Numeral) -> Term | None:
    return _share(text, pos, numeral.end + 1, numeral, Decimal(2)) if text[pos] == "一" else None


def _slashed(text: str, pos: int, numeral: Numeral) -> Term | None:
    match = _SLASHED.match(text, pos)
    if match is None or int(match[1]) >= int(match[2]):
        return None
    top = numeral._replace(end=match.end(), low=Decimal(match[1]), high=Decimal(match[1]))
    return _share(text, pos, match.end(), top, Decimal(match[2]))


def _top(text: str, pos: int) -> Numeral | None:
    if text[pos : pos + 1] in ("负", "-"):
        top = read_numeral(text, pos + 1)
        return top and top._replace(low=-top.high, high=-top.low)
    return read_numeral(text, pos + (text[pos : pos + 1] == " "))


def _fraction(text: str, pos: int, bottom: Numeral) -> Term | None:
    top = _top(text, bottom.end + 2) if text.startswith("分之", bottom.end) else None
    if top is None or not bottom.low or bottom.low != bottom.high:
        return None
    if text[pos] in _MULTIPLIERS and bottom.bare:
        factor = 100 / bottom.low
        return Term(
            pos, top.end, top.low * factor, top.high * factor, "%", "percent", top._replace(bare=False), factor=factor
        )
    return _share(text, pos, top.end, top, bottom.low)


def _mixed(text: str, pos: int, whole: Numeral) -> Term | None:
    if slashed := _SLASHED.match(text, whole.end + 1):
        return _whole_and(pos, whole, slashed.end(), Decimal(slashed[1]) / Decimal(slashed[2]))
    bottom = read_numeral(text, whole.end + 1)
    if bottom is None or not bottom.low or not text.startswith("分之", bottom.end):
        return None
    top = _top(text, bottom.end + 2)
    if top is None:
        return None
    return _whole_and(pos, whole, top.end, top.low / bottom.low)


def _whole_and(pos: int, whole: Numeral, end: int, part: Decimal) -> Term:
    value = whole.low + part
    numeral = whole._replace(end=end, low=value, high=value, bare=False, chinese=False)
    return Term(pos, end, value, value, None, "number", numeral)


def _share(text: str, pos: int, end: int, top: Numeral, bottom: Decimal) -> Term:
    low, high = top.low / bottom, top.high / bottom
    numeral = top._replace(end=end, bare=False, scale=1, small=1, chinese=False)
    unit = read_unit(text, end)
    if unit is not None and unit.type in ("measure", "duration", "money"):
        return Term(pos, unit.end, low * unit.factor, high * unit.factor, unit.name, unit.type, numeral)
    compared = text[pos - 1 : pos] == "比" and text[end : end + 1] in ("大", "小")
    alone = compared or ((pos == 0 or text[pos - 1] in _EDGES) and (end >= len(text) or text[end] in _EDGES))
    if alone or high > 1:
        return Term(pos, end, low, high, None, "number", numeral)
    return Term(pos, end, 100 * top.low / bottom, 100 * top.high / bottom, "%", "percent", numeral)


def _figures(text: str, pos: int, numeral: Numeral) -> Term | None:
    match = _FIGURES.match(text, numeral.end)
    if match is None or not numeral.chinese or not 2 <= numeral.low == numeral.high <= 9:
        return None
    low = Decimal(10) ** int(numeral.low - 1)
    growth = len(match.group()) > 2 or text[max(0, pos - 2) : pos].endswith(("增长", "涨幅", "增速", "实现"))
    unit, kind = ("%", "percent") if growth and numeral.low == 2 else (None, "number")
    end = match.start() + 2
    return Term(pos, end, low, low * 10, unit, kind, numeral._replace(end=end, several=True))


def _tenths(text: str, pos: int, numeral: Numeral) -> Term | None:
    match = _TENTHS.match(text, numeral.end)
    if match is None:
        return None
    factor = Decimal(1) if match[1] == "折" and numeral.low >= 10 else Decimal(10)
    if numeral.high > 100 or (numeral.bare and not numeral.several):
        return None
    rest = read_numeral(match[2], 0) if match[2] and match[2] != "半" else None
    half = rest.low if rest else Decimal(5 if match[2] else 0)
    low, high = numeral.low * factor + half, numeral.high * factor + half
    return Term(pos, match.end(), low, high, "%", "percent", numeral, more=bool(match[3]), factor=factor)


_READERS = {
    "半": _half_of, "/": _slashed, "分": _fraction, "又": _mixed, "位": _figures, "成": _tenths, "折": _tenths, " ": _tenths,
}  # fmt: skip


def read_growth(text: str, pos: int) -> tuple[int, Decimal] | None:
    """Read a verb that carries its number: 翻番 is 100 %, 翻两番 300 %, 减半 and 腰斩 -50 %.

    Args:
        text: Folded text.
        pos: Offset of the verb.

    Returns:
        The offset after it and the change in percent, or None.

    >>> read_growth("利润翻两番", 2)
    (5, Decimal('300'))
    """
    if match := _TWICE.match(text, pos):
        times = read_numeral(match[1], 0) if match[1] else None
        return match.end(), (Decimal(2) ** int(times.low if times else 1) - 1) * 100
    if match := _DOUBLE.match(text, pos):
        return match.end(), Decimal(100)
    if match := _HALVED.match(text, pos):
        return match.end(), Decimal(-50)
    return None
