"""Counts of judged claims, and the scores and intervals that follow from them."""

import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from zhclaims.evaluation.judging import Judged, JudgedDocument
from zhclaims.evaluation.scores import FIELDS, Score

_RESAMPLES = 1000
_TAIL = 25  # of the resamples, on either side of a 95 % interval


class Counts(NamedTuple):
    """What one document, or many, add to the scores.

    Attributes:
        right: How many claims have each field right.
        predicted: How many were predicted, those aligned with optional gold apart.
        gold: How many there are, optional ones apart.
    """

    right: Counter[str]
    predicted: int
    gold: int

    def scores(self) -> dict[str, Score]:
        """Give precision, recall and F1 of each field."""
        return {field: Score.of(self.right[field], self.predicted, self.gold) for field in FIELDS}


def count(judged: Iterable[Judged]) -> Counts:
    """Count what is right among judged claims.

    Args:
        judged: The claims, of one document or of many.

    Returns:
        The counts; what is aligned with optional gold counts for nothing.
    """
    counted = [each for each in judged if each.verdict != "optional"]
    return Counts(
        right=Counter(field for each in counted for field in each.right),
        predicted=sum(each.predicted is not None for each in counted),
        gold=sum(each.gold is not None for each in counted),
    )


def by_kind(judged: Iterable[Judged]) -> dict[str, Counts]:
    """Count each kind of claim for itself.

    A claim of the wrong kind is a spurious one of the kind that was predicted and a missed one of the gold's.

    Args:
        judged: The claims.

    Returns:
        The counts by kind, for each kind that occurs, most frequent in gold first.
    """
    parts: dict[str, list[Judged]] = {}
    for each in judged:
        if each.verdict == "optional":
            continue
        for kind, part in _of_one_kind(each):
            parts.setdefault(kind, []).append(part)
    counts = {kind: count(part) for kind, part in parts.items()}
    return dict(sorted(counts.items(), key=lambda item: (-item[1].gold, item[0])))


def _of_one_kind(each: Judged) -> list[tuple[str, Judged]]:
    predicted, gold, _ = each
    if predicted and gold and predicted.kind == gold.kind:
        return [(gold.kind, each)]
    alone = [Judged(predicted, None), Judged(None, gold)]
    return [(claim.kind, part) for claim, part in zip((predicted, gold), alone, strict=True) if claim is not None]


def intervals(documents: Sequence[Counts]) -> dict[str, tuple[float, float]]:
    """Bootstrap 95 % intervals of the F1 of each field over documents.

    Whole documents are drawn, as claims of one document stand or fall together; the seed is fixed.

    Args:
        documents: The counts of each document.

    Returns:
        Lower and upper bound by field.
    """
    table = np.array([[*(each.right[field] for field in FIELDS), each.predicted, each.gold] for each in documents])
    totals = samples(len(documents)) @ table.reshape(len(documents), len(FIELDS) + 2)
    bounds = {}
    for column, field in enumerate(FIELDS):
        f1 = sorted(Score.of(*counts).f1 for counts in totals[:, (column, -2, -1)].tolist())
        bounds[field] = f1[_TAIL], f1[-1 - _TAIL]
    return bounds


def samples(documents: int) -> "np.ndarray[tuple[int, int], np.dtype[np.int64]]":
    """Draw documents with replacement, as many as there are; the seed is fixed.

    Args:
        documents: How many there are.

    Returns:
        How often each was drawn (column) in each of 1,000 samples (row).
    """
    draw = random.Random(0).randrange  # noqa: S311 # statistics
    drawn = [np.bincount([draw(documents) for _ in range(documents)], minlength=documents) for _ in range(_RESAMPLES)]
    return np.array(drawn).reshape(_RESAMPLES, documents)


def counts_of(documents: Iterable[JudgedDocument]) -> list[Counts]:
    """Count each document for itself."""
    return [count(document.claims) for document in documents]


def total(parts: Iterable[Counts]) -> Counts:
    """Add counts up.

    >>> total([Counts(Counter(value=1), 2, 3), Counts(Counter(value=1, claim=1), 1, 1)])
    Counts(right=Counter({'value': 2, 'claim': 1}), predicted=3, gold=4)
    """
    right: Counter[str] = Counter()
    predicted = gold = 0
    for part in parts:
        right.update(part.right)
        predicted += part.predicted
        gold += part.gold
    return Counts(right, predicted, gold)


def as_dict(scores: Mapping[str, Score]) -> dict[str, dict[str, float]]:
    """Give scores as plain data, for JSON."""
    return {name: score._asdict() for name, score in scores.items()}
