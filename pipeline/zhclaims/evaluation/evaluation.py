"""Scores over a gold file, with an interval, to read and as data."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from zhclaims.batch import Extractor
from zhclaims.evaluation.calibration import Calibration, calibration
from zhclaims.evaluation.counting import Counts, as_dict, by_kind, counts_of, intervals, total
from zhclaims.evaluation.gold import GoldClaim, GoldDocument, read_gold, read_predictions
from zhclaims.evaluation.judging import Judged, JudgedDocument, judge_documents
from zhclaims.evaluation.mistakes import Mistake, causes, mistakes
from zhclaims.evaluation.scores import Score
from zhclaims.records import Claim


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
        intervals: 95 % bootstrap interval of the F1 of each field over documents.
        judged: Each claim of each document, judged: what all else is counted from.
    """

    documents: int
    predicted: int
    gold: int
    scores: Mapping[str, Score]
    interval: tuple[float, float]
    unknown: tuple[str, ...] = ()
    intervals: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    judged: tuple[JudgedDocument, ...] = ()

    @property
    def silent(self) -> tuple[str, ...]:
        """The ``doc_id`` of each document whose gold has claims, of which none was predicted, nor any other."""
        return tuple(
            document.doc_id
            for document, claims in self.judged
            if claims and all(each.predicted is None for each in claims)
        )

    def kinds(self) -> dict[str, Counts]:
        """Count each kind of claim for itself; see :func:`~zhclaims.evaluation.counting.by_kind`."""
        return by_kind(self._claims())

    def calibration(self) -> Calibration | None:
        """Hold confidence against being right; see :func:`~zhclaims.evaluation.calibration.calibration`."""
        return calibration(self._claims())

    def mistakes(self) -> list[Mistake]:
        """List what is wrong, with its cause and sentence; see :func:`~zhclaims.evaluation.mistakes.mistakes`."""
        return mistakes(self.judged)

    def _claims(self) -> list[Judged]:
        return [each for _, claims in self.judged for each in claims]

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
            **as_dict(self.scores),
            "claim_f1_95": list(self.interval),
        }

    def details(self) -> dict[str, Any]:
        """Give all there is to say as plain data, for JSON.

        Returns:
            What :meth:`to_dict` gives, and ``f1_95``, the interval of each field; ``kinds``, scores by kind;
            ``calibration``, null where no claim has a confidence; ``causes``, how often each mistake was made;
            ``mistakes``, each of them; ``unknown`` and ``silent``.
        """
        found, trust = self.mistakes(), self.calibration()
        return {
            **self.to_dict(),
            "f1_95": {name: list(bounds) for name, bounds in self.intervals.items()},
            "kinds": {
                kind: {"predicted": each.predicted, "gold": each.gold, **as_dict(each.scores())}
                for kind, each in self.kinds().items()
            },
            "calibration": None if trust is None else trust.to_dict(),
            "causes": dict(causes(found)),
            "mistakes": [each.to_dict() for each in found],
            "unknown": list(self.unknown),
            "silent": list(self.silent),
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
    judged = judge_documents(gold, predicted)
    counts = counts_of(judged)
    sums = total(counts)
    bounds = intervals(counts)
    known = {document.doc_id for document in gold}
    return Evaluation(
        documents=len(judged),
        predicted=sums.predicted,
        gold=sums.gold,
        scores=sums.scores(),
        interval=bounds["claim"],
        unknown=tuple(doc_id for doc_id in predicted if doc_id not in known),
        intervals=bounds,
        judged=judged,
    )


def _extract(documents: Iterable[GoldDocument], extractor: Extractor | None) -> Iterable[Claim]:
    if extractor is None:
        from zhclaims.language import extract  # noqa: PLC0415 # spaCy takes its time; given predictions need none

        extractor = extract
    for document in documents:
        yield from extractor(document.text, published=document.published, doc_id=document.doc_id)
