"""Quantities: numerals, units, bounds and ranks of Chinese text, as plain functions over ``str``."""

from zhclaims.quantities.reading import Quantity, QuantityType, quantities

__all__ = ["Quantity", "QuantityType", "quantities"]
