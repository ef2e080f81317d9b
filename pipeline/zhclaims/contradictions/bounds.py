"""Between which numbers a value may lie, by its words and by the digits it is written with."""

import re
from decimal import Decimal

from zhclaims.records import Value

_DIGITS = re.compile(r"\d+(?:[,，]\d{3})*(?:[.．]\d+)?")
_ABOUT = Decimal("0.05")  # 约100 is read as 95 to 105
_NEARLY = Decimal("0.9")  # 近500 is read as 450 to 500: the guideline leaves it open below, readers do not
_BELOW = Decimal("0.999999")  # 100.5 is rounded to 101, so that 100 and 101 have nothing in common
_INFINITY = Decimal("Infinity")


def bounds(value: Value) -> tuple[Decimal, Decimal] | None:
    """Give the numbers between which a value may lie.

    An exact number stands for all that would be rounded to it: 1231亿 is 123050000000 to 123150000000, so that it agrees
    with 1231.23亿. 约 leaves 5 %, 近 a tenth below; bounds that the words leave open are infinite.

    Args:
        value: The value of a claim.

    Returns:
        Lower and upper bound, inclusive; None where the value tells no number.

    >>> value = Value.of("营收12.3亿元", 2, 8, number=1230000000, low=1230000000, high=1230000000, unit="CNY")
    >>> [round(bound, -4) for bound in bounds(value)]
    [Decimal('1.22500E+9'), Decimal('1.23500E+9')]
    """
    number, low, high = value.number, value.low, value.high
    if value.qualifier == "exact" and number is not None:
        half = resolution(value.text, number) / 2
        return number - half, number + half * _BELOW
    if value.qualifier == "about" and number is not None:
        margin = max(abs(number) * _ABOUT, resolution(value.text, number) / 2)
        return number - margin, number + margin
    if low is None and high is None:
        return None
    if value.qualifier == "nearly":
        low = high * _NEARLY if low is None and high is not None else low
        high = low * _NEARLY if high is None and low is not None else high
    return -_INFINITY if low is None else low, _INFINITY if high is None else high


def resolution(text: str, number: Decimal) -> Decimal:
    """Tell how fine a number is written: the worth of one unit in its last digit.

    Args:
        text: The value as the text has it.
        number: The number it stands for.

    Returns:
        The worth; 0 for zero.

    >>> resolution("608.28亿元", Decimal(60828000000))
    Decimal('1000000')
    >>> int(resolution("三成", Decimal(30)))
    10
    """
    if number == 0:
        return Decimal(0)
    if len(found := _DIGITS.findall(text)) == 1:
        written = int(re.sub(r"\D", "", found[0]))
        if written:
            return abs(number) / written
    # Written in characters, or in several pieces (1亿2000万): zeros at its end are not taken for digits.
    exponent = number.normalize().as_tuple().exponent
    return Decimal(1).scaleb(int(exponent))
