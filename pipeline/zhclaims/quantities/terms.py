"""Terms: one number with its unit, before qualifiers and ranges are put around it."""

import re
from decimal import Decimal
from typing import NamedTuple

from zhclaims.quantities.numerals import Numeral, read_numeral
from zhclaims.quantities.units import Unit, read_per, read_unit

_CURRENCIES = {
    "人民币": "CNY", "RMB": "CNY", "CNY": "CNY", "¥": "CNY", "￥": "CNY", "US$": "USD", "USD": "USD", "美元": "USD", "$": "USD",
    "HK$": "HKD", "HKD": "HKD", "港币": "HKD", "港元": "HKD", "€": "EUR", "EUR": "EUR", "欧元": "EUR", "£": "GBP", "英镑": "GBP", "GBP": "GBP",
    "NT$": "TWD", "新台币": "TWD", "台币": "TWD", "A$": "AUD", "C$": "CAD", "S$": "SGD", "JPY": "JPY", "₩": "KRW", "日元": "JPY", "₹": "INR",
}  # fmt: skip
_PREFIX = re.compile(f"(?:{'|'.join(map(re.escape, sorted(_CURRENCIES, key=len, reverse=True)))}) {{0,2}}$")
_PREFIX_ENDS = frozenset(word[-1] for word in _CURRENCIES) | {" "}
_PER_BEFORE = re.compile(
    r"每(\d*)(股|吨|桶|盎司|平方米|平米|亩|公斤|千克|人|份|单|台|辆|套|户|瓶|件|手|磅|立方米|度|千瓦时|斤|杯|片|天|日|月|年) ?$"
)
_PER_SHARE = re.compile(r"每 ?(\d*) ?股[^,，。;；、\d]{0,12}$")
_PER_NAMES = {
    "平方米": "m²",
    "平米": "m²",
    "公斤": "kg",
    "千克": "kg",
    "立方米": "m³",
    "度": "kWh",
    "千瓦时": "kWh",
    "天": "day",
    "日": "day",
}
_BLANKS = re.compile(r" {0,2}")
_HALF = Decimal("0.5")
_MORE = re.compile(
    r" ?[多余来](?!于|数|元化|样|少|年来|次|元|头|空|方|媒|地|款|位|家|个|种|项|名)|[多余](?=元(?!化)|次|头|空|方|地|款|位|家|个|种|项|名|年)| ?[多余](?= ?[\u4e00-\u9fff])"
)
_MINOR = re.compile(
    r"(?:零|又)?(?:(?P<jiao>[\d一二三四五六七八九两]) ?[角毛](?:钱)?)?(?:(?P<fen>[\d一二三四五六七八九两]{1,2}) ?(?:美分|港仙|欧分|分(?:钱)?))?"
    r"(?:(?<=[块元])(?P<rest>零?[一二三四五六七八九](?![个十百千万亿成点年月日天家块元倍]))(?P<mao>毛)?)?"
)
_DURATION_STEPS = {
    "year": ("month", 12),
    "month": ("day", 30),
    "week": ("day", 7),
    "day": ("h", 24),
    "h": ("min", 60),
    "min": ("s", 60),
}
_CHAIN = re.compile(r" ?(?:零|又)? ?(?=[\d一二三四五六七八九十两])")


class Term(NamedTuple):
    """A number with its unit.

    Attributes:
        start: Offset of the first character, with a currency before the number.
        end: Offset after the last character.
        low: The value in the canonical unit, or the lower end of a vague one.
        high: The value, or the upper end.
        unit: The canonical unit, or None.
        type: A type of unit, or ``number``.
        numeral: The numeral as read.
        more: True where 多 or 余 follow.
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


def read_term(text: str, pos: int) -> Term | None:
    """Read a number and its unit at an offset.

    Args:
        text: Folded text.
        pos: Offset of the first character of the numeral.

    Returns:
        The term, or None where there is no well-formed number.

    >>> read_term("人民币1.5亿元", 3)[:5]
    (0, 8, Decimal('150000000.0'), Decimal('150000000.0'), 'CNY')
    """
    numeral = _half(text, pos) if text[pos] == "半" else read_numeral(text, pos)
    if numeral is None:
        return None
    end, more = numeral.end, numeral.over
    if not more and (match := _MORE.match(text, end)) and (match.group()[-1] != "来" or numeral.chinese):
        if match.group()[-1] != "来" or text[end - 1] == "十":
            end, more = match.end(), True
    unit, unit_end = _unit(text, end, numeral)
    if unit is None:
        if match := re.compile("个半(?=小时|月|分钟|钟头|星期)").match(text, end):
            unit = read_unit(text, match.end()) or read_unit(text.replace("半", "个", 1), match.end() - 1)
            if text.startswith("月", match.end()):
                unit = Unit(match.end() + 1, "month", "duration", Decimal(1))
            if unit is not None:
                numeral = numeral._replace(low=numeral.low + _HALF, high=numeral.high + _HALF)
                unit_end = unit.end
    start, currency = _currency_before(text, pos)
    low, high, factor, name, kind = numeral.low, numeral.high, Decimal(1), None, "number"
    if unit is not None:
        name, kind, factor, end = unit.name, unit.type, unit.factor, unit_end
        low, high = low * factor, high * factor
    if currency and (kind == "number" or (kind == "money" and name == currency) or currency == "CNY" and name == "CNY"):
        name, kind = currency, "money"
    else:
        start = pos
    if (
        unit is not None
        and not more
        and kind in ("duration", "multiple", "money")
        and (match := _MORE.match(text, end))
    ):
        if match.group()[-1] in "多余":
            end, more = match.end(), True
    term = Term(start, end, low, high, name, kind, numeral, more, factor)
    if unit is None:
        return term
    return _per(text, _compound(text, term))


def _half(text: str, pos: int) -> Numeral | None:
    """半年, 半公升, 半百; a 半 before anything else is no number."""
    if text.startswith("百", pos + 1):
        return Numeral(pos + 2, Decimal(50), Decimal(50), chinese=True)
    end = pos + 1 + (text[pos + 1 : pos + 2] == "个")
    unit = read_unit(text, end)
    if text.startswith("个月", pos + 1):
        return Numeral(pos + 1, _HALF, _HALF, chinese=True)
    if unit is None or unit.type not in ("duration", "measure"):
        return None
    return Numeral(end, _HALF, _HALF, chinese=True)


def _unit(text: str, pos: int, numeral: Numeral) -> tuple[Unit | None, int]:
    blanks = _BLANKS.match(text, pos)
    start = blanks.end() if blanks else pos
    unit = read_unit(text, start)
    if (
        unit is None
        and text.startswith("个", start)
        and (inner := read_unit(text, start + 1))
        and inner.type == "measure"
    ):
        unit = inner
    if unit is not None and start > pos and unit.type == "count" and not numeral.chinese and text[start] in "次":
        return unit, unit.end
    if unit is None:
        return None, pos
    return unit, unit.end


def _currency_before(text: str, pos: int) -> tuple[int, str | None]:
    if not pos or text[pos - 1] not in _PREFIX_ENDS:
        return pos, None
    match = _PREFIX.search(text, max(0, pos - 6), pos)
    if match is None:
        return pos, None
    return match.start(), _CURRENCIES[match.group().rstrip()]


def _compound(text: str, term: Term) -> Term:
    """123元1角1分, 两美元又三美分, 两年零三个月, 三斤半, 五分三十秒."""
    if term.low != term.high or term.more:
        return term
    if term.type == "money" and term.factor == 1:
        match = _MINOR.match(text, term.end)
        if match and match.end() > term.end and any(match.groupdict().values()):
            jiao, fen, rest = (_figure(match[name]) for name in ("jiao", "fen", "rest"))
            small = jiao / 10 + fen / 100 + (rest / 100 if (match["rest"] or "").startswith("零") else rest / 10)
            return term._replace(low=term.low + small, high=term.high + small, end=match.end())
        return term
    if (
        text.startswith("半", term.end)
        and term.type in ("duration", "measure")
        and not text.startswith(("半导", "半年", "半固", "半自"), term.end)
    ):
        end = term.end + 1 + (text[term.end + 1 : term.end + 2] in ("钟",) or 0)
        value = term.low + _HALF * term.factor
        return term._replace(low=value, high=value, end=end)
    if term.type == "duration" and term.unit in _DURATION_STEPS:
        return _chain(text, term)
    return term


def _figure(digits: str | None) -> Decimal:
    if not digits:
        return Decimal(0)
    numeral = read_numeral(digits.lstrip("零"), 0)
    return Decimal(0) if numeral is None else numeral.low


def _chain(text: str, term: Term) -> Term:
    assert term.unit is not None  # noqa: S101 - narrows the type
    small, times = _DURATION_STEPS[term.unit]
    match = _CHAIN.match(text, term.end)
    numeral = read_numeral(text, match.end()) if match else None
    unit = read_unit(text, numeral.end) if numeral else None
    if numeral is None or unit is None or unit.name != small or unit.type != "duration" or not numeral.low < times:
        return term
    value = term.low * times + numeral.low
    return term._replace(low=value, high=value, unit=small, end=unit.end)


def _per(text: str, term: Term) -> Term:
    """元/吨, 元每股; 每股0.5港元; 每10股派…0.39元."""
    if per := read_per(text, term.end):
        return term._replace(end=per[0], unit=f"{term.unit}/{per[1]}")
    if term.type != "money" or "每" not in text[max(0, term.start - 20) : term.start]:
        return term
    if match := _PER_BEFORE.search(text, max(0, term.start - 9), term.start):
        name = match[1] + _PER_NAMES.get(match[2], match[2])
        return term._replace(start=match.start(), unit=f"{term.unit}/{name}")
    if term.low < 10**5 and (match := _PER_SHARE.search(text, max(0, term.start - 20), term.start)):
        return term._replace(unit=f"{term.unit}/{match[1]}股")
    return term
