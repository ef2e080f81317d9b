"""Quantities: numerals, units, bounds and ranks of Chinese text, as plain functions over ``str``."""

from zhclaims.quantities.quantity import Quantity, QuantityType
from zhclaims.quantities.reading import quantities

__all__ = ["Quantity", "QuantityType", "quantities"]
