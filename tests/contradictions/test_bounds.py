"""Between which numbers a value may lie."""

from decimal import Decimal

import pytest

from zhclaims import extract
from zhclaims.contradictions import bounds
from zhclaims.records import Value

INF = float("inf")

# fmt: off
BOUNDS = [
    # number, low, high, qualifier, text; lower and upper bound
    ((100, 100, 100), "exact", "100家", (99.5, 100.5)),
    ((1000, 1000, 1000), "exact", "1,000家", (999.5, 1000.5)),
    ((12340000000, 12340000000, 12340000000), "exact", "123.4亿元", (12335000000, 12345000000)),
    ((12340000000, 12340000000, 12340000000), "exact", "１２３．４亿元", (12335000000, 12345000000)),
    ((12345678, 12345678, 12345678), "exact", "12,345,678元", (12345677.5, 12345678.5)),
    ((30, 30, 30), "exact", "三成", (25, 35)),
    ((120000000, 120000000, 120000000), "exact", "1亿2000万", (115000000, 125000000)),
    ((-5.5, -5.5, -5.5), "exact", "5.5%", (-5.55, -5.45)),
    ((0, 0, 0), "exact", "0", (0, 0)),
    ((100, None, None), "about", "约100亿", (95, 105)),
    ((3, None, None), "about", "约3成", (2.5, 3.5)),
    ((500, None, 500), "nearly", "近500家", (450, 500)),
    ((-5, -5, None), "nearly", "近5%", (-5, -4.5)),
    ((100, 100, None), "over", "超100家", (100, INF)),
    ((100, None, 100), "under", "不足100家", (-INF, 100)),
    ((None, 10, 20), "several", "十几家", (10, 20)),
    ((None, 10, 15), "range", "10%至15%", (10, 15)),
]
# fmt: on


@pytest.mark.parametrize(("numbers", "qualifier", "text", "expected"), BOUNDS)
def test_bounds(numbers, qualifier, text, expected):
    number, low, high = (None if each is None else Decimal(str(each)) for each in numbers)
    value = Value.of(text, 0, len(text), number=number, low=low, high=high, unit=None, qualifier=qualifier)
    assert tuple(map(float, bounds(value))) == pytest.approx(expected)


def test_a_value_that_tells_no_number_has_none():
    value = Value.of("若干", 0, 2, number=None, low=None, high=None, unit=None, qualifier="several")
    assert bounds(value) is None


def test_the_extractor_gives_values_that_have_bounds():
    for claim in extract("2020年，甲公司营收约3亿元，门店近500家，利润增长10%至12%。"):
        low, high = bounds(claim.value)
        assert low < high
