"""The result: a quantity and its types."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from zhclaims.records import Qualifier

QuantityType = Literal[
    "number",  # a bare number, or a fraction that stands alone
    "money",  # a currency, or a currency per something (CNY/吨)
    "percent",  # %, 成, 折, 分之
    "points",  # percentage points (pp) and basis points (bp)
    "index",  # points of an index
    "multiple",  # 倍
    "duration",  # a length of time
    "measure",  # a physical or technical quantity, and ages (岁)
    "count",  # counted things and people
    "growth",  # a verb that carries its number: 翻番, 减半
    "rank",  # a place in an order
    "ordinal",  # 第 of an occasion or a part: 第二届
]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number of a text with its unit, bounds and qualifier.

    Attributes:
        start: Offset of the first character: of the number, its currency, or a qualifier that touches it.
        end: Offset after the last character.
        text: The characters.
        number: The value in the canonical unit; None for ranges and for 数亿.
        low: Lower bound that the words give, None where open.
        high: Upper bound, None where open.
        unit: Canonical unit (guideline, section Value), None for a bare number.
        qualifier: How exact the words are.
        type: What kind of number it is.
    """

    start: int
    end: int
    text: str
    number: Decimal | None
    low: Decimal | None
    high: Decimal | None
    unit: str | None
    qualifier: Qualifier
    type: QuantityType
