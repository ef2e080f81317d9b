"""Each claim of a document, predicted or gold, judged: what every score, list and page is counted from."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, NamedTuple

from zhclaims.evaluation.gold import GoldClaim, GoldDocument
from zhclaims.evaluation.scores import HEADLINE, align, right_fields

Verdict = Literal["right", "wrong", "missed", "spurious", "optional"]

_SENTENCE_ENDS = "。！？!?\n"
_CLOSERS = "”’」』）)"


class Judged(NamedTuple):
    """A predicted claim with the gold claim it is aligned with, or one of the two alone.

    Attributes:
        predicted: The predicted claim; None where it was missed.
        gold: The gold claim; None where there is none.
        right: Those of :data:`~zhclaims.evaluation.scores.FIELDS` that are right.
    """

    predicted: GoldClaim | None
    gold: GoldClaim | None
    right: frozenset[str] = frozenset()

    @property
    def verdict(self) -> Verdict:
        """``right`` or ``wrong`` as a whole claim, ``missed``, ``spurious``, or ``optional``: counts for nothing."""
        if self.gold is None:
            return "spurious"
        if self.gold.optional:
            return "optional"
        if self.predicted is None:
            return "missed"
        return "right" if "claim" in self.right else "wrong"

    @property
    def wrong(self) -> tuple[str, ...]:
        """The fields of the headline that are wrong in an aligned claim, in their order."""
        if self.predicted is None or self.gold is None:
            return ()
        return tuple(field for field in HEADLINE if field not in self.right)

    @property
    def start(self) -> int:
        """Where its value starts: the gold one, where there is one."""
        claim = self.gold or self.predicted
        return 0 if claim is None else claim.value.start


class JudgedDocument(NamedTuple):
    """A gold document and its claims, judged, in the order of their values."""

    document: GoldDocument
    claims: tuple[Judged, ...]


def judge(predicted: Sequence[GoldClaim], gold: Sequence[GoldClaim]) -> list[Judged]:
    """Align the claims of a document with its gold and judge each.

    Args:
        predicted: Its predicted claims, in any order.
        gold: Its gold claims.

    Returns:
        Aligned, missed and spurious claims, in the order of their values.
    """
    predicted = sorted(predicted, key=lambda claim: (claim.value.start, claim.value.end))
    pairs = align(predicted, gold)
    judged = [Judged(predicted[i], gold[j], frozenset(right_fields(predicted[i], gold[j]))) for i, j in pairs]
    found, hit = {i for i, _ in pairs}, {j for _, j in pairs}
    judged += [Judged(claim, None) for i, claim in enumerate(predicted) if i not in found]
    judged += [Judged(None, claim) for j, claim in enumerate(gold) if j not in hit]
    return sorted(judged, key=lambda each: each.start)


def judge_documents(
    gold: Iterable[GoldDocument], predicted: Mapping[str, Sequence[GoldClaim]]
) -> tuple[JudgedDocument, ...]:
    """Judge the claims of many documents.

    Args:
        gold: The gold documents.
        predicted: The predicted claims by ``doc_id``.

    Returns:
        The documents, in the order of the gold.
    """
    return tuple(
        JudgedDocument(document, tuple(judge(predicted.get(document.doc_id, ()), document.claims))) for document in gold
    )


def sentence_at(text: str, start: int, end: int) -> tuple[int, int]:
    """Find the sentence around a span, for people to read.

    Args:
        text: The text.
        start: Start of the span.
        end: Its end, exclusive.

    Returns:
        Start and end of the sentence, without blanks at either side.

    >>> text = "成本降了。营收3亿元！利润呢？"
    >>> start, end = sentence_at(text, 7, 10)
    >>> text[start:end]
    '营收3亿元！'
    """
    first = max(text.rfind(mark, 0, start) for mark in _SENTENCE_ENDS) + 1
    while first < start and (text[first] in _CLOSERS or text[first].isspace()):
        first += 1
    last = min((at for mark in _SENTENCE_ENDS if (at := text.find(mark, end)) >= 0), default=len(text) - 1) + 1
    while last < len(text) and text[last] in _CLOSERS:
        last += 1
    while last > end and text[last - 1].isspace():
        last -= 1
    return first, last
