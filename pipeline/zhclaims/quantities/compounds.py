"""Compounds: quantities in several units: 123元1角1分, 两年零三个月, 1小时20分, 三斤半, 5英尺10英寸, 一米七五."""

import re
from decimal import Decimal

from zhclaims.quantities.numerals import read_numeral
from zhclaims.quantities.units import Unit, read_unit

_DIGIT = "[0-9一二三四五六七八九两壹贰叁肆伍陆柒捌玖]"
_CENT = "[0-9一二三四五六七八九十两壹贰叁肆伍陆柒捌玖拾]{1,3}"
_MINOR = re.compile(
    rf"(?:[零又]?({_DIGIT}) ?[角毛]钱?)?(?:[零又]?({_CENT}) ?(?:美分|港仙|欧分|分钱?))?"
    rf"(?:(?<=块)(零?{_DIGIT})(?=毛?钱|[^\w]|$)|(?<=[毛角])({_DIGIT})(?=钱|[^\w]|$))?"
)
_TENTH = Decimal("0.1")
_INCHES = 12
# 1米8, 一米七五: decimals of a height, at the end of a word
_DECIMALS = re.compile(r"(\d{1,2}|[一二三四五六七八九]{1,2})(?=[，。、；,;）)的高左以上]|$)")
_CENTS = re.compile(rf"({_DIGIT}) ?分钱?")
_HALF = re.compile(r"半(?!导|年|固|自|场|天|夜|路|成|球|岛|数|径)钟?")
_STEPS = {
    "year": ("month", 12),
    "month": ("day", 30),
    "week": ("day", 7),
    "day": ("h", 24),
    "h": ("min", 60),
    "min": ("s", 60),
}
_CHAIN = re.compile(r" ?[零又]? ?(?=[\d一二三四五六七八九十两])")
_MINUTES = re.compile(r"(?:半钟?|(?=(?:\d{1,2}|[一二三四五六七八九十]{1,3})秒))")


def read_compound(text: str, pos: int, value: Decimal, unit: Unit) -> tuple[int, Decimal, str] | None:
    """Read the smaller unit that goes on a quantity.

    Args:
        text: Folded text.
        pos: Offset after the first unit.
        value: The value so far, in the canonical unit.
        unit: The first unit.

    Returns:
        The offset after the compound, its value and its canonical unit; None where the quantity ends here.

    >>> read_compound("两年零三个月", 2, Decimal(2), Unit(2, "year", "duration", Decimal(1)))
    (6, Decimal('27'), 'month')
    """
    if unit.type == "money":
        return _minor(text, pos, value, unit)
    if unit.name == "分" and (match := _MINUTES.match(text, pos)):
        half = value + Decimal("0.5") if match.group() else value
        return _chain(text, match.end(), half, "min") or (match.end(), half, "min")
    if unit.type in ("duration", "measure", "multiple") and (match := _HALF.match(text, pos)):
        return match.end(), value + unit.factor / 2, unit.name
    return _lesser(text, pos, value, unit) if unit.factor == 1 else None


def _lesser(text: str, pos: int, value: Decimal, unit: Unit) -> tuple[int, Decimal, str] | None:
    if unit.type == "duration" and unit.name in _STEPS:
        return _chain(text, pos, value, unit.name)
    if unit.name == "m" and (match := _DECIMALS.match(text, pos)):
        return match.end(), value + _figure(match[1]).scaleb(-len(match[1])), unit.name
    return _measures(text, pos, value, unit.name)


def _minor(text: str, pos: int, value: Decimal, unit: Unit) -> tuple[int, Decimal, str] | None:
    if unit.factor == _TENTH and (match := _CENTS.match(text, pos)):
        return match.end(), value + _figure(match[1]) / 100, unit.name
    match = None if unit.factor != 1 else _MINOR.match(text, pos)
    if match is None or not any(match.groups()):
        return None
    tenths, hundredths, rest, last = (_figure(group) for group in match.groups())
    rest *= 1 if (match[3] or "").startswith("零") else 10
    return match.end(), value + tenths / 10 + (hundredths + rest + last) / 100, unit.name


def _figure(digits: str | None) -> Decimal:
    numeral = read_numeral((digits or "").removeprefix("零"), 0)
    return Decimal(0) if numeral is None else numeral.low


def _measures(text: str, pos: int, value: Decimal, name: str) -> tuple[int, Decimal, str] | None:
    """5英尺10英寸 is 70 inches, 三斤六两 is 3.6斤."""
    match = _CHAIN.match(text, pos) if name in ("ft", "斤") else None
    numeral = read_numeral(text, match.end()) if match else None
    unit = read_unit(text, numeral.end) if numeral else None
    if numeral is None or unit is None or numeral.low != numeral.high:
        return None
    if (name, unit.name) == ("ft", "in") and numeral.high < _INCHES:
        return unit.end, value * _INCHES + numeral.low, "in"
    if (name, unit.name) == ("斤", "两") and numeral.high < 1 / _TENTH:
        return unit.end, value + numeral.low * _TENTH, name
    return None


def _chain(text: str, pos: int, value: Decimal, name: str) -> tuple[int, Decimal, str] | None:
    small, times = _STEPS[name]
    match = _CHAIN.match(text, pos)
    numeral = read_numeral(text, match.end()) if match else None
    unit = read_unit(text, numeral.end) if numeral else None
    if numeral is None or unit is None or numeral.low != numeral.high or numeral.high >= times or unit.factor != 1:
        return None
    if (unit.name, unit.type) != (small, "duration") and (name, unit.name) != ("h", "分"):
        return None
    total = value * times + numeral.low
    further = _chain(text, unit.end, total, small) if small in ("min", "s") and small in _STEPS else None
    return further or (unit.end, total, small)
