"""Ranges: two numbers that bound one value: 30至35亿元, 10%—15%, 三到五成, 10000与20000之间."""

import re

from zhclaims.quantities.numerals import CHINESE
from zhclaims.quantities.shares import read_number
from zhclaims.quantities.standing import stands
from zhclaims.quantities.terms import Term

_CONNECTOR = re.compile(r" ?(?:[-—–~～─−]{1,2}|至|到) ?")
_CONNECTOR_STARTS = frozenset(" -—–~～─−至到和与")
_AND = re.compile(r" ?[和与] ?")
_BETWEEN = re.compile(r" ?之?间")
_STARTS = frozenset(f"0123456789{CHINESE}") - {"兆"}
_ORIGIN = re.compile("[从由]|自$")  # not before a dash: 从3亿元-4亿元不等, nor in 自有资金3亿元至4亿元
_CHANGED = re.compile("增|减|升|降|涨|跌|提高|下滑|上调|下调|回落|反弹|扩大|收窄|缩减|缩小")


def read_range(text: str, first: Term) -> tuple[Term, Term] | None:
    """Read the other end of a range; 从…到… and 增加…至… are two values.

    Args:
        text: Folded text.
        first: The number at which the range would start.

    Returns:
        Both ends, each with the unit and scale of the second, or None where there is no range.

    >>> [str(end.low) for end in read_range("30至35亿元", read_number("30至35亿元", 0))]
    ['3000000000', '3500000000']
    """
    if text[first.end : first.end + 1] not in _CONNECTOR_STARTS:
        return None
    second = _second(text, first)
    if second is None:
        return None
    led = text[first.end : second.start].strip() in ("至", "到")
    if led and _ORIGIN.search(text, max(0, first.start - 4), first.start):
        return None
    if second.unit is None and text.startswith("百分之", first.start):
        second = second._replace(unit="%", type="percent", factor=first.factor)
    if first.unit is None:
        first = _lend(first, second)
    elif first.unit != second.unit:
        if first.type != "money" or first.unit != (second.unit or "").split("/")[0]:
            return None
        first = first._replace(unit=second.unit)
    return (first, second) if second.unit is not None or _is_bare_range(text, first, second) else None


def _second(text: str, first: Term) -> Term | None:
    dash = _CONNECTOR.match(text, first.end)
    match = dash or _AND.match(text, first.end)
    if match is None:
        return None
    pos = match.end()
    negative = text[pos : pos + 1] in ("-", "负") and text[first.start - 1 : first.start] in ("-", "负")
    pos += negative
    second = read_number(text, pos) if text[pos : pos + 1] in _STARTS else None
    if second is None or second.start != pos or (dash is None and not _BETWEEN.match(text, second.end)):
        return None
    if negative:
        second = second._replace(low=-second.high, high=-second.low)
    return None if _is_change_and_level(text, first, second, match.group().strip()) else second


def _is_bare_range(text: str, first: Term, second: Term) -> bool:
    same_writing = first.numeral.chinese == second.numeral.chinese
    return (second.high < 0 or first.low < second.high) and same_writing and stands(text, first)


def _is_change_and_level(text: str, first: Term, second: Term, joint: str) -> bool:
    """Tell 增加25亿元至175亿元, a change and the level it led to, from a range."""
    if first.unit is None or joint not in ("至", "到") or 2 * first.low > abs(second.high) > first.low / 2:
        return False
    return _CHANGED.search(text, max(0, first.start - 6), first.start) is not None


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
