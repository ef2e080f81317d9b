"""Scores over a gold file, with an interval, to read and as data."""

import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from zhclaims.batch import Extractor
from zhclaims.evaluation.gold import GoldClaim, GoldDocument, read_gold, read_predictions
from zhclaims.evaluation.scores import FIELDS, Counts, Score, score
from zhclaims.records import Claim

_RESAMPLES = 1000
_TAIL = 25  # of the resamples, on either side of a 95 % interval


@dataclass(frozen=True, slots=True)
class Evaluation:
    """How well predicted claims agree with gold.

    Attributes:
        documents: How many documents the gold has.
        predicted: How many claims were predicted for them, those aligned with optional gold apart.
        gold: How many claims they have, optional ones apart.
        scores: Precision, recall and F1 of each field, micro over the documents; ``claim`` is the headline.
        interval: 95 % bootstrap interval of the claim F1 over documents.
        unknown: The ``doc_id`` of each document with predictions and no gold; they are left out of all counts.
    """

    documents: int
    predicted: int
    gold: int
    scores: Mapping[str, Score]
    interval: tuple[float, float]
    unknown: tuple[str, ...] = ()

    def render(self) -> str:
        """Write the scores as a table of text.

        Returns:
            A line of counts, a line a field, and the headline with its interval.
        """
        lines = [f"{self.documents} documents, {self.predicted} predicted, {self.gold} gold"]
        lines += [f"{name:9s} P {s.precision:.3f}  R {s.recall:.3f}  F1 {s.f1:.3f}" for name, s in self.scores.items()]
        low, high = self.interval
        lines.append(f"claim F1 {self.scores['claim'].f1:.3f}  (95 % {low:.3f} to {high:.3f} over documents)")
        return "\n".join(lines)

    def to_dict(self) -> dict[str, Any]:
        """Give the scores as plain data, for JSON, at full precision.

        Returns:
            ``documents``, ``predicted``, ``gold``, each field with ``precision``, ``recall``, ``f1``, and
            ``claim_f1_95``, the bounds of the interval.
        """
        return {
            "documents": self.documents,
            "predicted": self.predicted,
            "gold": self.gold,
            **{name: s._asdict() for name, s in self.scores.items()},
            "claim_f1_95": list(self.interval),
        }


def evaluate(
    gold: str | Path | Iterable[GoldDocument],
    predicted: str | Path | Iterable[Claim] | None = None,
    *,
    extractor: Extractor | None = None,
) -> Evaluation:
    """Score claims against gold, as the section Scores of the guideline says.

    Args:
        gold: A gold file, or its documents.
        predicted: A file of claims (JSON Lines), or the claims; by default those that the extractor reads from the
            texts of the gold.
        extractor: What reads the claims of a text; by default :func:`zhclaims.extract`.

    Returns:
        The scores.

    Raises:
        GoldError: A file can't be read or breaks the form of the record.
    """
    documents = read_gold(Path(gold)) if isinstance(gold, str | Path) else list(gold)
    if predicted is None:
        predicted = _extract(documents, extractor)
    if isinstance(predicted, str | Path):
        texts = {document.doc_id: document.text for document in documents}
        return evaluate_claims(documents, read_predictions(Path(predicted), texts))
    by_document = defaultdict(list)
    for claim in predicted:
        by_document[claim.doc_id].append(GoldClaim.model_validate(claim.model_dump(mode="json")))
    return evaluate_claims(documents, by_document)


def evaluate_claims(gold: Sequence[GoldDocument], predicted: Mapping[str, Sequence[GoldClaim]]) -> Evaluation:
    """Score claims that are at hand by document.

    Args:
        gold: The gold documents.
        predicted: The predicted claims by ``doc_id``.

    Returns:
        The scores.
    """
    counts = [score(predicted.get(document.doc_id, ()), document.claims) for document in gold]
    right: Counter[str] = Counter()
    for document in counts:
        right.update(document.right)
    n_predicted, n_gold = sum(c.predicted for c in counts), sum(c.gold for c in counts)
    known = {document.doc_id for document in gold}
    return Evaluation(
        documents=len(counts),
        predicted=n_predicted,
        gold=n_gold,
        scores={field: Score.of(right[field], n_predicted, n_gold) for field in FIELDS},
        interval=_interval(counts),
        unknown=tuple(doc_id for doc_id in predicted if doc_id not in known),
    )


def _interval(counts: Sequence[Counts]) -> tuple[float, float]:
    """Resample whole documents, as claims of one document stand or fall together; the seed is fixed."""
    draw = random.Random(0).randrange  # noqa: S311 # statistics
    triples = [(document.right["claim"], document.predicted, document.gold) for document in counts]
    f1 = []
    for _ in range(_RESAMPLES):
        sample = [triples[draw(len(triples))] for _ in triples]
        right, predicted, gold = (sum(column) for column in zip(*sample, strict=True)) if sample else (0, 0, 0)
        f1.append(Score.of(right, predicted, gold).f1)
    f1.sort()
    return f1[_TAIL], f1[-1 - _TAIL]


def _extract(documents: Iterable[GoldDocument], extractor: Extractor | None) -> Iterable[Claim]:
    if extractor is None:
        from zhclaims.language import extract  # noqa: PLC0415 # spaCy takes its time; given predictions need none

        extractor = extract
    for document in documents:
        yield from extractor(document.text, published=document.published, doc_id=document.doc_id)
