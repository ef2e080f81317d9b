"""Alignment of predicted with gold claims, and what is right in each (guideline, section Scores)."""

import math
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from zhclaims.evaluation.gold import GoldClaim, GoldValue
from zhclaims.records import Mention, Period, Span

FIELDS = ("span", "value", "subject", "metric", "item", "change", "period", "modality", "source", "claim")
HEADLINE = ("value", "subject", "metric", "period", "modality")


class Score(NamedTuple):
    """Precision, recall and their harmonic mean, each from 0 to 1; 0 where there is nothing to count."""

    precision: float
    recall: float
    f1: float

    @classmethod
    def of(cls, right: int, predicted: int, gold: int) -> "Score":
        """Compute the three from counts.

        >>> Score.of(1, 2, 4)
        Score(precision=0.5, recall=0.25, f1=0.3333333333333333)
        """
        precision = right / predicted if predicted else 0.0
        recall = right / gold if gold else 0.0
        both = precision + recall
        return cls(precision, recall, 2 * precision * recall / both if both else 0.0)


def align(predicted: Sequence[GoldClaim], gold: Sequence[GoldClaim]) -> list[tuple[int, int]]:
    """Pair claims whose value spans overlap, one to one: most overlap first, then same subject, then same kind.

    Args:
        predicted: The predicted claims of a document; of equals, the earlier one is paired first.
        gold: Its gold claims; likewise.

    Returns:
        Pairs of indices into the two.
    """
    candidates = [
        (-common, not same_subject(found.subject, true.subject), found.kind != true.kind, i, j)
        for i, found in enumerate(predicted)
        for j, true in enumerate(gold)
        if (common := _overlap(found.value, true.value))
    ]
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for *_, i, j in sorted(candidates):
        if i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    return list(pairs.items())


def right_fields(found: GoldClaim, true: GoldClaim) -> set[str]:
    """Judge a predicted claim by the gold claim it is aligned with.

    Args:
        found: The predicted claim.
        true: The gold claim.

    Returns:
        Those of :data:`FIELDS` that it has right.
    """
    judged = {
        "span": True,
        "value": found.kind == true.kind and same_value(found.value, true.value),
        "subject": same_subject(found.subject, true.subject),
        "metric": _same_metric(found.metric, true.metric),
        "item": _same_mention(found.item, true.item),
        "change": found.change == true.change,
        "period": _days(found.period) == _days(true.period),
        "modality": (found.modality, found.negated) == (true.modality, true.negated),
        "source": _same_mention(found.source, true.source),
    }
    judged["claim"] = all(judged[field] for field in HEADLINE)
    return {field for field, right in judged.items() if right}


def same_value(found: GoldValue, true: GoldValue) -> bool:
    """Tell whether two values say the same: number, unit and qualifier, and the bounds where there is no number."""
    if found.qualifier != true.qualifier or (found.unit or None) != (true.unit or None):
        return False
    if true.number is not None:
        return _equal(found.number, true.number)
    return found.number is None and _equal(found.low, true.low) and _equal(found.high, true.high)


def same_subject(found: Mention | None, true: Mention | None) -> bool:
    """Tell whether two subjects share a name, be it id or text, or whether there is none in both."""
    if found is None or true is None:
        return found is true
    return bool({found.id, found.text} & {true.id, true.text} - {None, ""})


def _same_metric(found: Mention | None, true: Mention | None) -> bool:
    if found and true and found.id and true.id:
        return found.id == true.id
    return _same_mention(found, true)


def _same_mention(found: Mention | None, true: Mention | None) -> bool:
    if found is None or true is None:
        return found is true
    if _overlap(found, true):
        return True
    return bool(found.text and true.text) and (found.text in true.text or true.text in found.text)


def _overlap(one: Span, other: Span) -> int:
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def _equal(one: Decimal | None, other: Decimal | None) -> bool:
    if one is None or other is None:
        return one is other
    return math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-9)


def _days(period: Period | None) -> tuple[object, object]:
    return (None, None) if period is None else (period.from_, period.to)
