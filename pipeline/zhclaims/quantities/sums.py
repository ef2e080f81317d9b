"""Sums: the arithmetic of a Chinese numeral, token by token."""

from decimal import Decimal


class Sum:
    """What the tokens of a run add up to, read from left to right.

    >>> value = Sum()
    >>> for kind, number in (("d", 3), ("u", 100), ("d", 2)):  # 三百二
    ...     assert value.add(kind, Decimal(number))
    >>> value.total()
    Decimal('320')
    """

    __slots__ = ("gap", "parts", "pending", "section", "unit")

    def __init__(self) -> None:
        self.parts: list[Decimal] = []  # what the scales have closed, in falling order
        self.section = Decimal(0)  # what stands below the next scale
        self.pending: Decimal | None = None  # a digit or figure that waits for its unit
        self.unit = Decimal(0)  # the last multiplier, for 三百二
        self.gap = False  # a 零 since the last multiplier

    def add(self, kind: str, value: Decimal) -> bool:
        """Take a token.

        Args:
            kind: ``a`` Arabic, ``d`` Chinese digit, ``z`` zero, ``f`` few, ``u`` small unit, ``s`` scale, ``t`` 廿, ``m`` 多.
            value: Its value.

        Returns:
            False where it can't stand there.
        """
        if kind == "z":
            self.gap = True
        elif kind in "adf":
            if self.pending is not None:
                return False
            self.pending = value
        elif kind == "t":
            if self.pending is not None or self.section % 100:
                return False
            self.section, self.unit, self.gap = self.section + value, Decimal(10), False
        elif kind != "m":
            return self._multiply(kind, value)
        return True

    def _multiply(self, kind: str, value: Decimal) -> bool:
        if kind == "u":
            if (self.pending is None and self.section and value != 10) or self.section % (value * 10):
                return False
            self.section += (Decimal(1) if self.pending is None else self.pending) * value
        else:
            self.section += self.pending or (not self.section and not self.parts)
            self._close(value)
        self.pending, self.unit, self.gap = None, value, False
        return True

    def _close(self, scale: Decimal) -> None:
        """Multiply by a scale all that is smaller before it (一万五千亿), or what it stands on (万亿)."""
        while self.parts and self.parts[-1] < scale:
            self.section += self.parts.pop()
        if not self.section and self.parts:
            self.section = self.parts.pop()
        self.parts.append(self.section * scale)
        self.section = Decimal(0)

    def total(self) -> Decimal:
        """Return the sum, with a lone last digit in the next lower place: 三百二 is 320."""
        last = self.pending or Decimal(0)
        if self.unit >= 100 and not self.gap and last < 10 and not last % 1:
            last *= self.unit / 10
        return sum(self.parts, self.section + last)
