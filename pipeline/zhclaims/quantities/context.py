"""Context: what quantities take from their neighbours: a shared unit, a bound, the scale in a table head.

Guideline, sections What a claim is (lists) and Value.
"""

import re
from dataclasses import replace
from decimal import Decimal
from typing import cast

from zhclaims.quantities.numerals import plain
from zhclaims.quantities.qualifiers import bounds
from zhclaims.quantities.quantity import Quantity, QuantityType
from zhclaims.quantities.terms import per_before
from zhclaims.quantities.units import read_unit

_SCALES = {
    "百": 100,
    "千": 1000,
    "万": 10**4,
    "十万": 10**5,
    "百万": 10**6,
    "千万": 10**7,
    "亿": 10**8,
    "十亿": 10**9,
    "百亿": 10**10,
}
_SCALE = "|".join(sorted(_SCALES, key=len, reverse=True))
_HEAD = re.compile(rf"单位 ?[:：为] ?({_SCALE})?")
_COLUMN = re.compile(rf"[(（]({_SCALE})?([^()（）\d]{{0,6}})[)）] ?[:：为]? ?$")
_COLUMN_ENDS = frozenset(")）:：为 ")
_JOINED = frozenset(("、", "/", "和", "及", "与", " 、", "、 ", " / "))
_LED = re.compile(
    r" ?(?:大幅|小幅|逐步|进一步|快速)?(?:上调|下调|提[高升]|增[加长]?|上?升|下?降|降低|减少?|扩[大充容张产]|缩[减小]|收窄|回[落升]|攀升|跃升)[至到] ?"
)
_BETWEEN = re.compile(r"之?间")
_BOUND_JOINTS = frozenset(("", "且", "并且", "而", "，", ", ", "， ", " "))
_LOWER = ("over", "at_least")
_UPPER = ("under", "at_most")


class Written:
    """How a quantity was written, for its neighbours: by what its scale and unit multiply.

    Args:
        scale: What the scale at the end of its number multiplies by, 1 where there is none.
        factor: What one of its unit as written is in the canonical unit.
    """

    __slots__ = ("factor", "scale")

    def __init__(self, scale: int, factor: Decimal) -> None:
        self.scale = scale
        self.factor = factor


def share_units(text: str, found: list[Quantity], written: list[Written]) -> None:
    """Give bare numbers in a list the unit and scale of its last member, in place: 4.35/10.11/14.28元, 由140上调至150万桶.

    Args:
        text: Folded text.
        found: The quantities in order.
        written: How each was written.
    """
    for index in range(len(found) - 2, -1, -1):
        first, second = found[index], found[index + 1]
        if first.unit is not None or first.type != "number" or second.unit is None or second.type in ("rank", "growth"):
            continue
        joint = text[first.end : second.start]
        led = joint not in _JOINED and _LED.fullmatch(joint) is not None
        if first.number is None or second.number is None or not (led or joint in _JOINED):
            continue
        scale = written[index + 1].scale if written[index].scale == 1 else 1
        if first.number * scale > (10 if led else 1000) * second.number:
            scale = 1
        found[index] = _times(first, scale * written[index + 1].factor, second.unit, second.type)
        written[index] = Written(scale, written[index + 1].factor)
        if (per := per_before(text, first.start)) and found[index].type == "money" and "/" not in second.unit:
            found[index] = replace(found[index], unit=f"{found[index].unit}/{per}")
    _share_pers(text, found)
    _share_qualifiers(text, found)


def _share_qualifiers(text: str, found: list[Quantity]) -> None:
    """Give the members of a list of one unit the qualifier of the first: 不超过1%和2%, 约7.6亿元和7.1亿元."""
    for index in range(1, len(found)):
        first, second = found[index - 1], found[index]
        number = second.number
        if second.qualifier != "exact" or number is None or not first.unit or first.unit != second.unit:
            continue
        led = first.qualifier in ("about", "at_most", "at_least") and text[first.end : second.start] in _JOINED
        if led and first.number is not None:
            low, high = bounds(number, first.qualifier, more=False)
            found[index] = replace(second, qualifier=first.qualifier, low=low, high=high)


def _share_pers(text: str, found: list[Quantity]) -> None:
    """Give the members of a list what the first of them is per: 每吨上调345元、330元."""
    for index in range(1, len(found)):
        first, second = found[index - 1], found[index]
        joined = first.type == second.type == "money" and text[first.end : second.start] in _JOINED
        if joined and first.unit and second.unit and first.unit.startswith(f"{second.unit}/"):
            found[index] = replace(second, unit=first.unit)


def _times(quantity: Quantity, times: Decimal, unit: str | None, kind: str) -> Quantity:
    number, low, high = (
        None if value is None else plain(value * times) for value in (quantity.number, quantity.low, quantity.high)
    )
    return replace(quantity, number=number, low=low, high=high, unit=unit, type=cast("QuantityType", kind))


def join_bounds(text: str, folded: str, found: list[Quantity]) -> bool:
    """Join the last two quantities where they bound one value: 大于10小于20, 17.5亿元19.5亿元之间.

    Args:
        text: The text as given.
        folded: The same, folded.
        found: The quantities so far; the last two are replaced by one.

    Returns:
        True where they were joined.
    """
    first, second = found[-2], found[-1]
    if folded[first.end : second.start] not in _BOUND_JOINTS or first.number is None or second.number is None:
        return False
    if first.unit != second.unit and first.unit is not None:
        return False
    if first.qualifier == second.qualifier == "exact" and _BETWEEN.match(folded, second.end) and first.unit:
        low, high = sorted((first.number, second.number))
    elif first.qualifier in _LOWER and second.qualifier in _UPPER:
        low, high = first.number, second.number
    elif first.qualifier in _UPPER and second.qualifier in _LOWER:
        low, high = second.number, first.number
    else:
        return False
    if low > high:
        return False
    span = text[first.start : second.end]
    found[-2:] = [replace(second, start=first.start, text=span, number=None, low=low, high=high, qualifier="range")]
    return True


def carry_scales(folded: str, found: list[Quantity], written: list[Written]) -> None:
    """Give bare numbers the unit of their table head or column, in place: 单位：亿元, 发行总额(亿)10.00.

    Args:
        folded: Folded text.
        found: The quantities in order.
        written: How each was written.
    """
    heads = [(match.end(), *_head(folded, match)) for match in _HEAD.finditer(folded)] if "单位" in folded else []
    current = -1
    limit = 0
    for index, quantity in enumerate(found):
        while current + 1 < len(heads) and heads[current + 1][0] <= quantity.start:
            current += 1
            following = heads[current + 1][0] if current + 1 < len(heads) else len(folded)
            limit = _table_end(folded, heads[current][0], following)
        if quantity.unit is not None or quantity.type != "number" or written[index].scale != 1:
            continue
        if column := _column(folded, quantity.start):
            found[index] = _times(quantity, *column)
        elif current >= 0 and quantity.start < limit:
            found[index] = _times(quantity, *heads[current][1:])


def _head(folded: str, match: re.Match[str]) -> tuple[Decimal, str | None, str]:
    unit = read_unit(folded, match.end())
    scale = Decimal(_SCALES[match[1]]) if match[1] else Decimal(1)
    return (scale * unit.factor, unit.name, unit.type) if unit else (scale, None, "number")


def _table_end(folded: str, pos: int, limit: int) -> int:
    """A table ends at a blank line, at a sentence, or at the next head."""
    ends = (folded.find("\n\n", pos + 2, limit), folded.find("。", pos, limit))
    return min((end for end in ends if end >= 0), default=limit)


def _column(folded: str, pos: int) -> tuple[Decimal, str | None, str] | None:
    if not pos or folded[pos - 1] not in _COLUMN_ENDS:
        return None
    match = _COLUMN.search(folded, max(0, pos - 14), pos)
    if match is None or not (match[1] or match[2]):
        return None
    unit = read_unit(match[2], 0) if match[2] else None
    if match[2] and (unit is None or unit.end != len(match[2]) or unit.type == "count"):
        return None
    scale = Decimal(_SCALES[match[1]]) if match[1] else Decimal(1)
    return (scale * unit.factor, unit.name, unit.type) if unit else (scale, None, "number")
