"""Whether claims are right as often as their confidence says."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any, NamedTuple

from zhclaims.evaluation.judging import Judged

_BINS = 10
SURE = 0.9


class Bin(NamedTuple):
    """The claims whose confidence lies in ``[low, high)``, the last bin closed.

    Attributes:
        low: Its lower bound.
        high: Its upper bound.
        claims: How many claims.
        confidence: Their mean confidence.
        right: The share of them that is right.
    """

    low: float
    high: float
    claims: int
    confidence: float
    right: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """How far confidence can be trusted.

    Attributes:
        claims: How many claims were judged.
        error: Expected calibration error over ten bins of equal width: the mean gap between confidence and the share
            that is right, weighted by claims; 0 is perfect.
        brier: Mean squared difference between confidence and being right (1) or not (0).
        bins: The reliability table, without empty bins.
        sure: Share of the claims that have a confidence of at least 0.9.
        sure_precision: Share of those that is right; None where there are none.
    """

    claims: int
    error: float
    brier: float
    bins: tuple[Bin, ...]
    sure: float
    sure_precision: float | None

    def to_dict(self) -> dict[str, Any]:
        """Give it as plain data, for JSON."""
        return {**asdict(self), "bins": [each._asdict() for each in self.bins]}


def calibration(judged: Iterable[Judged]) -> Calibration | None:
    """Hold the confidence of predicted claims against whether they are right as a whole.

    Args:
        judged: The claims; those aligned with optional gold, and those without confidence, are left out.

    Returns:
        The calibration; None where no claim has a confidence.
    """
    points = [
        (each.predicted.confidence, each.verdict == "right")
        for each in judged
        if each.predicted is not None and each.predicted.confidence is not None and each.verdict != "optional"
    ]
    if not points:
        return None
    bins = [_bin(number, points) for number in range(_BINS)]
    sure = [right for confidence, right in points if confidence >= SURE]
    return Calibration(
        claims=len(points),
        error=sum(each.claims * abs(each.confidence - each.right) for each in bins) / len(points),
        brier=sum((confidence - right) ** 2 for confidence, right in points) / len(points),
        bins=tuple(each for each in bins if each.claims),
        sure=len(sure) / len(points),
        sure_precision=sum(sure) / len(sure) if sure else None,
    )


def _bin(number: int, points: list[tuple[float, bool]]) -> Bin:
    inside = [point for point in points if min(int(point[0] * _BINS), _BINS - 1) == number]
    count = len(inside)
    return Bin(
        low=number / _BINS,
        high=(number + 1) / _BINS,
        claims=count,
        confidence=sum(confidence for confidence, _ in inside) / count if count else 0.0,
        right=sum(right for _, right in inside) / count if count else 0.0,
    )
