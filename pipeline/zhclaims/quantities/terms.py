"""Terms: one number with its unit, before qualifiers and ranges are put around it."""

import re
from decimal import Decimal
from typing import NamedTuple

from zhclaims.quantities.compounds import read_compound
from zhclaims.quantities.numerals import Numeral
from zhclaims.quantities.units import Unit, read_per, read_unit, read_unit_after

_CURRENCIES = {
    "人民币": "CNY", "RMB": "CNY", "CNY": "CNY", "¥": "CNY", "￥": "CNY", "US$": "USD", "$": "USD", "USD": "USD", "美元": "USD",
    "HK$": "HKD", "HKD": "HKD", "港币": "HKD", "港元": "HKD", "€": "EUR", "EUR": "EUR", "欧元": "EUR", "£": "GBP", "GBP": "GBP",
    "英镑": "GBP", "NT$": "TWD", "新台币": "TWD", "台币": "TWD", "A$": "AUD", "C$": "CAD", "S$": "SGD", "JPY": "JPY", "日元": "JPY",
    "₩": "KRW", "₹": "INR",
}  # fmt: skip
_PREFIX = re.compile(f"(?:{'|'.join(map(re.escape, sorted(_CURRENCIES, key=len, reverse=True)))}) {{0,2}}$")
_PREFIX_ENDS = frozenset(word[-1] for word in _CURRENCIES) | {" "}

_PER_WORD = (
    "股|吨|桶|盎司|平方米|平米|亩|公斤|千克|人|份|单|台|辆|套|户|瓶|件|手|磅|立方米|度|千瓦时|斤|杯|片|天|日|月|年"
)
_PER_TOUCHING = re.compile(rf"每 ?(\d*) ?({_PER_WORD}) ?$")
_PER_BEFORE = re.compile(r"(?:每 ?(\d*) ?(股|吨|桶|盎司|平方米|蒲式耳|磅)|EPS|eps)[^,，。;；、\d]{0,12}$")
_PER_TIME = re.compile(r"每 ?(小时|分钟|秒钟?) ?$")  # 每小时120公里; 每天 and 每年 are periods
_PER_REACH = 20

_HALF = Decimal("0.5")
# 多 and 余 after a number, but not at the beginning of another word; 来 only after a round 十.
_MORE = re.compile(
    r" ?(?:[多余](?!于|元化|样|数|少|媒体|空头|方位|地形|维)|(?<=[十百千万0])来(?=[个家天年岁块元万亿人名斤里]))"
)
_MORE_STARTS = frozenset(" 多余来")
_MORE_AFTER = frozenset(("duration", "multiple", "money", "percent", "points"))
_MONTH = Unit(0, "month", "duration", Decimal(1))
_OPENED = re.compile(r"个([多半])")
_PLUS_NOT = re.compile(r" ?[\dA-Za-z+(（零一二两三四五六七八九]")  # 500+300, 5+N, C++


class Term(NamedTuple):
    """A number with its unit.

    Attributes:
        start: Offset of the first character, with a currency or 每股 before the number.
        end: Offset after the last character.
        low: The value in the canonical unit, or the lower end of a vague one.
        high: The value, or the upper end.
        unit: The canonical unit, or None.
        type: A type of unit, or ``number``.
        numeral: The numeral as read.
        more: True where 多 or 余 follow.
        plus: True where a + follows: 500+家.
        factor: What one of the unit as written is in the canonical unit.
    """

    start: int
    end: int
    low: Decimal
    high: Decimal
    unit: str | None
    type: str
    numeral: Numeral
    more: bool = False
    factor: Decimal = Decimal(1)
    plus: bool = False


def read_term(text: str, pos: int, numeral: Numeral | None, floor: int = 0) -> Term | None:
    """Read the unit of a number, what it is per, and the currency before it.

    Args:
        text: Folded text.
        pos: Offset of the first character of the numeral.
        numeral: The numeral at the offset, or None where it is 半.

        floor: Offset before which no currency may be taken: it is the unit of the number before.

    Returns:
        The term, or None where there is no well-formed number.

    >>> from zhclaims.quantities.numerals import read_numeral
    >>> read_term("人民币1.5亿元", 3, read_numeral("人民币1.5亿元", 3))[:5]
    (0, 8, Decimal('150000000.0'), Decimal('150000000.0'), 'CNY')
    """
    numeral = numeral or _half(text, pos)
    if numeral is None:
        return None
    end, more = numeral.end, numeral.over
    following = text[end : end + 1]
    if not more and following in _MORE_STARTS and (match := _MORE.match(text, end)):
        end, more = match.end(), True
    plus = following == "+" and not _PLUS_NOT.match(text, end + 1)
    end += plus
    unit = None
    if (
        following == "个"
        and (opened := _OPENED.match(text, end))
        and (unit := read_unit_after(text, opened.end(), "个"))
    ):
        more = more or opened[1] == "多"
        if opened[1] == "半":
            numeral = numeral._replace(low=numeral.low + _HALF, high=numeral.high + _HALF)
    unit = unit or _unit(text, end)
    if unit is None and following == "月" and text[end - 1] == "两":
        unit = _MONTH._replace(end=end + 1)  # no month is called so
    if unit is not None and text[unit.end - 1] == "度" and unit.name == "kWh":
        unit = _degrees(text, pos, unit, numeral.scale)
    term = Term(pos, end, numeral.low, numeral.high, None, "number", numeral, more, plus=plus)
    return _with_unit(text, term, unit, _currency_before(text, pos, floor), floor)


def _with_unit(text: str, bare: Term, unit: Unit | None, before: tuple[int, str | None], floor: int) -> Term:
    """Put the unit after a number, and the currency before it, to the number."""
    start, currency = before
    if unit is None:
        return bare if currency is None else _per(text, bare._replace(start=start, unit=currency, type="money"), floor)
    end, more, low, high = unit.end, bare.more, bare.low, bare.high
    if (
        not more
        and text[end : end + 1] in _MORE_STARTS
        and (unit.type in _MORE_AFTER or unit.name == "岁")
        and (match := _MORE.match(text, end))
    ):
        end, more = match.end(), match.group().strip() != "来"
    if unit.factor != 1:
        low, high = low * unit.factor, high * unit.factor
    if currency is not None and unit.name == "CNY":
        unit = unit._replace(name=currency)  # 港币100元
    start = start if unit.name == currency else bare.start
    term = Term(start, end, low, high, unit.name, unit.type, bare.numeral, more, unit.factor, bare.plus)
    if low == high and not more and (compound := read_compound(text, end, low, unit)):
        end, low, name = compound
        term = term._replace(end=end, low=low, high=low, unit=name)
    return _per(text, term, floor)


def _half(text: str, pos: int) -> Numeral | None:
    """半年, 半公升, 半个月, 半百; a 半 before anything else is no number."""
    if text.startswith("百", pos + 1):
        return Numeral(pos + 2, Decimal(50), Decimal(50), chinese=True)
    unit = read_unit(text, pos + 1)
    if unit is None or unit.type not in ("duration", "measure"):
        return None
    return Numeral(pos + 1, _HALF, _HALF, chinese=True)


def _degrees(text: str, start: int, unit: Unit, scale: int) -> Unit:
    """Tell 度: of temperature (摄氏37度), of electricity (3亿度, 用电20度), or of an angle (220度)."""
    for word, name in (("摄氏", "℃"), ("华氏", "°F"), ("气温", "℃"), ("零下", "℃")):
        if word in text[max(0, start - 5) : start]:
            return unit._replace(name=name)
    if scale > 1 or "电" in text[max(0, start - 8) : unit.end + 2] or text.startswith(("/", "每"), unit.end):
        return unit
    return unit._replace(name="°")


def _unit(text: str, pos: int) -> Unit | None:
    if text[pos : pos + 1] == " ":
        pos += 2 if text.startswith("  ", pos) else 1
    unit = read_unit(text, pos)
    if text.startswith("个", pos) and (unit is None or unit.end == pos + 1):
        inner = read_unit(text, pos + 1)
        if inner is not None and inner.type == "measure":
            return inner  # 六个加仑
    return unit


def _currency_before(text: str, pos: int, floor: int) -> tuple[int, str | None]:
    if pos <= floor or text[pos - 1] not in _PREFIX_ENDS:
        return pos, None
    match = _PREFIX.search(text, max(floor, pos - 6), pos)
    if match is None:
        return pos, None
    return match.start(), _CURRENCIES[match.group().rstrip()]


def _per(text: str, term: Term, floor: int) -> Term:
    """元/吨, 元每股; 每股0.5港元; 每10股派…0.39元."""
    if text[term.end : term.end + 1] in (" ", "/", "每") and (per := read_per(text, term.end)):
        return term._replace(end=per[0], unit=f"{term.unit}/{per[1]}")
    if term.type in ("measure", "money") and (match := _PER_TIME.search(text, max(floor, term.start - 5), term.start)):
        unit = read_unit(match[1], 0)
        return term if unit is None else term._replace(start=match.start(), unit=f"{term.unit}/{unit.name}")
    if term.type != "money" or term.numeral.scale > 10**4:
        return term
    window = text[max(floor, term.start - _PER_REACH) : term.start]
    if "每" not in window and "EPS" not in window:
        return term
    if match := _PER_TOUCHING.search(window):
        unit = read_unit(match[2], 0)
        start = term.start - len(match.group())
        return term._replace(start=start, unit=f"{term.unit}/{match[1]}{unit.name if unit else match[2]}")
    before = per_before(text, term.start, floor)
    return term if before is None else term._replace(unit=f"{term.unit}/{before}")


def per_before(text: str, pos: int, floor: int = 0) -> str | None:
    """Read what an amount of money is per where it is said a little before it.

    Args:
        text: Folded text.
        pos: Offset of the number.
        floor: Offset before which nothing may be taken.

    Returns:
        The canonical name, with a number before it unless it is one, or None.

    >>> per_before("每吨分别上调345元", 6)
    '吨'
    """
    match = _PER_BEFORE.search(text, max(floor, pos - _PER_REACH), pos)
    if match is None:
        return None
    unit = read_unit(match[2] or "股", 0)
    return f"{match[1] or ''}{unit.name if unit else match[2]}"
