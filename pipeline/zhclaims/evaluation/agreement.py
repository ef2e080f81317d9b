"""How far two annotators of the same texts agree."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from zhclaims.errors import GoldError
from zhclaims.evaluation.counting import Counts, as_dict, count, intervals, total
from zhclaims.evaluation.gold import GoldClaim, GoldDocument
from zhclaims.evaluation.judging import Judged, JudgedDocument, judge
from zhclaims.evaluation.mistakes import Mistake, mistakes
from zhclaims.evaluation.scores import Score

AGREED = ("value", "subject", "metric", "period", "claim")


@dataclass(frozen=True, slots=True)
class Agreement:
    """The agreement of two gold files. F1 is the same whichever of the two is taken as gold.

    Attributes:
        documents: How many documents both have annotated.
        claims: How many claims the first and the second made in them, those apart that either calls optional.
        aligned: How many of them are about the same number.
        scores: F1 of each field over all claims; precision is the share of the second's claims that the first has too,
            recall the share of the first's.
        intervals: 95 % bootstrap interval of each F1 over documents.
        among_aligned: Of the claims about the same number, the share that agrees in each field.
        only_first: The ``doc_id`` of the documents that only the first has.
        only_second: Likewise, the second.
        differences: Where the two differ; ``gold`` is what the first says, ``predicted`` what the second does.
    """

    documents: int
    claims: tuple[int, int]
    aligned: int
    scores: dict[str, Score]
    intervals: dict[str, tuple[float, float]]
    among_aligned: dict[str, float]
    only_first: tuple[str, ...]
    only_second: tuple[str, ...]
    differences: tuple[Mistake, ...]

    def to_dict(self) -> dict[str, Any]:
        """Give it as plain data, for JSON."""
        return {
            "documents": self.documents,
            "claims": list(self.claims),
            "aligned": self.aligned,
            **as_dict(self.scores),
            "f1_95": {name: list(bounds) for name, bounds in self.intervals.items()},
            "among_aligned": self.among_aligned,
            "only_first": list(self.only_first),
            "only_second": list(self.only_second),
            "differences": [each.to_dict() for each in self.differences],
        }


def agreement(first: Sequence[GoldDocument], second: Sequence[GoldDocument]) -> Agreement:
    """Hold the claims of two annotators against each other.

    A claim that either calls optional counts for neither.

    Args:
        first: The documents of one annotator.
        second: Those of the other.

    Returns:
        The agreement over the documents that both have.

    Raises:
        GoldError: A document has another text in the one than in the other, or none is in both.
    """
    others = {document.doc_id: document for document in second}
    shared = [document for document in first if document.doc_id in others]
    if not shared:
        raise GoldError("no document is in both files; give two annotations of the same doc_id")
    judged = []
    for document in shared:
        other = others[document.doc_id]
        if other.text != document.text:
            raise GoldError(f"the text of {document.doc_id!r} is not the same in the two files")
        judged.append(JudgedDocument(document, tuple(_judge(other.claims, document.claims))))
    counts = [count(document.claims) for document in judged]
    sums = total(counts)
    known = {document.doc_id for document in first}
    return Agreement(
        documents=len(shared),
        claims=(sums.gold, sums.predicted),
        aligned=sums.right["span"],
        scores=sums.scores(),
        intervals=intervals(counts),
        among_aligned=_among_aligned(sums),
        only_first=tuple(document.doc_id for document in first if document.doc_id not in others),
        only_second=tuple(doc_id for doc_id in others if doc_id not in known),
        differences=tuple(mistakes(judged)),
    )


def _judge(second: Sequence[GoldClaim], first: Sequence[GoldClaim]) -> list[Judged]:
    return [each for each in judge(second, first) if each.predicted is None or not each.predicted.optional]


def _among_aligned(sums: Counts) -> dict[str, float]:
    aligned = sums.right["span"]
    return {field: sums.right[field] / aligned if aligned else 0.0 for field in AGREED}
