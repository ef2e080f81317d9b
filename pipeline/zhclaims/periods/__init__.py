"""Periods: when, since when and until when, found in a text and resolved to days."""

from zhclaims.periods.calendar import Days
from zhclaims.periods.expressions import Relation
from zhclaims.periods.reading import PeriodExpression, periods, reference_date
from zhclaims.periods.steps import Grain

__all__ = ["Days", "Grain", "PeriodExpression", "Relation", "periods", "reference_date"]
