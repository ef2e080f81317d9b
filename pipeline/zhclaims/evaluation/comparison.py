"""What a change won and lost: two sets of predictions against the same gold, claim by claim."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from zhclaims.evaluation.counting import Counts, counts_of, samples
from zhclaims.evaluation.evaluation import Evaluation
from zhclaims.evaluation.judging import Judged, JudgedDocument, sentence_at
from zhclaims.evaluation.mistakes import in_short
from zhclaims.evaluation.scores import FIELDS, Score

_SWAPS = 10_000
_TAIL = 0.025


@dataclass(frozen=True, slots=True)
class Turned:
    """A claim that one of the two has right and the other has not.

    Attributes:
        doc_id: The document.
        won: True where the change made it right, or took a spurious claim away.
        what: ``right``, ``missed``, ``spurious`` or the fields that are wrong: before and after.
        value: The value as the text has it.
        claim: The gold claim, or the spurious one, in short.
        sentence: The sentence it stands in.
    """

    doc_id: str
    won: bool
    what: tuple[str, str]
    value: str
    claim: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two evaluations on the same gold.

    Attributes:
        before: That of the first predictions.
        after: That of the second.
        difference: Claim F1 of the second less that of the first.
        interval: 95 % bootstrap interval of the difference, over documents.
        p_value: How likely a difference of this size or more is where the two are alike: a paired randomisation test
            that swaps them document by document.
        turned: The claims that were won or lost, in the order of the texts.
    """

    before: Evaluation
    after: Evaluation
    difference: float
    interval: tuple[float, float]
    p_value: float
    turned: tuple[Turned, ...]

    def to_dict(self) -> dict[str, Any]:
        """Give it as plain data, for JSON."""
        return {
            "before": self.before.to_dict(),
            "after": self.after.to_dict(),
            "claim_f1_difference": self.difference,
            "claim_f1_difference_95": list(self.interval),
            "p_value": self.p_value,
            "won": [_plain(each) for each in self.turned if each.won],
            "lost": [_plain(each) for each in self.turned if not each.won],
        }


def compare(before: Evaluation, after: Evaluation) -> Comparison:
    """Compare two evaluations that were made on the same gold.

    Args:
        before: That of the first predictions.
        after: That of the second.

    Returns:
        The comparison.

    Raises:
        ValueError: They were made on different documents.
    """
    if [each.document.doc_id for each in before.judged] != [each.document.doc_id for each in after.judged]:
        raise ValueError("the two evaluations are not of the same gold")
    pairs = list(zip(counts_of(before.judged), counts_of(after.judged), strict=True))
    return Comparison(
        before=before,
        after=after,
        difference=after.scores["claim"].f1 - before.scores["claim"].f1,
        interval=_interval(pairs),
        p_value=_p_value(pairs),
        turned=tuple(
            turned for one, other in zip(before.judged, after.judged, strict=True) for turned in _turned(one, other)
        ),
    )


def field_differences(comparison: Comparison) -> dict[str, float]:
    """Give the F1 of each field after the change less that before."""
    return {name: comparison.after.scores[name].f1 - comparison.before.scores[name].f1 for name in FIELDS}


def _turned(before: JudgedDocument, after: JudgedDocument) -> list[Turned]:
    text, doc_id = before.document.text, before.document.doc_id
    changed = []
    for claim in before.document.claims:
        if claim.optional:
            continue
        one, other = (_state_of(claim, document.claims) for document in (before, after))
        if (one == "right") != (other == "right"):
            changed.append((claim, (one, other)))
    spurious = [[each.predicted for each in document.claims if each.gold is None] for document in (before, after)]
    changed += [(claim, ("spurious", "gone")) for claim in spurious[0] if claim and not _among(claim, spurious[1])]
    changed += [(claim, ("no claim", "spurious")) for claim in spurious[1] if claim and not _among(claim, spurious[0])]
    return [
        Turned(
            doc_id=doc_id,
            won=what[1] in {"right", "gone"},
            what=what,
            value=claim.value.text,
            claim=in_short("claim", claim) or "",
            sentence=text[slice(*sentence_at(text, claim.value.start, claim.value.end))],
        )
        for claim, what in sorted(changed, key=lambda item: (item[0].value.start, item[1]))
    ]


def _state_of(claim: object, judged: Sequence[Judged]) -> str:
    each = next(each for each in judged if each.gold is claim)
    return "wrong " + ", ".join(each.wrong) if each.wrong else each.verdict


def _among(claim: Any, others: Sequence[Any]) -> bool:
    return any((claim.value.start, claim.value.end) == (each.value.start, each.value.end) for each in others)


def _triple(counts: Counts) -> tuple[int, int, int]:
    return counts.right["claim"], counts.predicted, counts.gold


def _interval(pairs: Sequence[tuple[Counts, Counts]]) -> tuple[float, float]:
    drawn = samples(len(pairs))
    one, other = ([_triple(pair[side]) for pair in pairs] for side in (0, 1))
    totals = ((drawn @ [*rows] if rows else [(0, 0, 0)] * len(drawn)) for rows in (one, other))
    differences = sorted(
        Score.of(*map(int, after)).f1 - Score.of(*map(int, before)).f1 for before, after in zip(*totals, strict=True)
    )
    tail = int(len(differences) * _TAIL)
    return differences[tail], differences[-1 - tail]


def _p_value(pairs: Sequence[tuple[Counts, Counts]]) -> float:
    """Swap the two document by document, and see how often chance alone sets them as far apart."""
    differing = [(_triple(one), _triple(other)) for one, other in pairs if _triple(one) != _triple(other)]
    if not differing:
        return 1.0
    same = [_triple(one) for one, other in pairs if _triple(one) == _triple(other)]
    rest = tuple(sum(column) for column in zip((0, 0, 0), *same, strict=True))
    observed = abs(_gap(differing, rest, 0))
    rng = random.Random(0)  # noqa: S311 # statistics
    # The observed order is one of the possible ones, so that the test is never surer than its number of swaps.
    extreme = 1 + sum(
        abs(_gap(differing, rest, rng.getrandbits(len(differing)))) >= observed - 1e-12 for _ in range(_SWAPS)
    )
    return extreme / (_SWAPS + 1)


def _gap(
    pairs: Sequence[tuple[tuple[int, int, int], tuple[int, int, int]]], rest: tuple[int, ...], swaps: int
) -> float:
    one, other = list(rest), list(rest)
    for number, pair in enumerate(pairs):
        left, right = pair if not swaps >> number & 1 else pair[::-1]
        for place in range(3):
            one[place] += left[place]
            other[place] += right[place]
    return Score.of(*other).f1 - Score.of(*one).f1


def _plain(turned: Turned) -> dict[str, Any]:
    return {
        "doc_id": turned.doc_id,
        "before": turned.what[0],
        "after": turned.what[1],
        "value": turned.value,
        "claim": turned.claim,
        "sentence": turned.sentence,
    }
