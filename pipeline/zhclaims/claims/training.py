"""Training: the weights of the linker from gold claims.

The gold stands in for the model in the walk of :mod:`zhclaims.claims.linking`; each decision it makes is an example:
the options, and which of them are right. The weights maximise the conditional likelihood of the right options
(a maximum entropy model), with an L2 penalty.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from sklearn.feature_extraction import DictVectorizer
from sklearn.isotonic import IsotonicRegression

from zhclaims.claims.choice import Choice, Model, Option
from zhclaims.claims.figures import Figure, figures
from zhclaims.claims.linking import links
from zhclaims.claims.reading import Reading
from zhclaims.periods import PeriodExpression

Gold = Mapping[str, Any]
_JUDGED = ("kind", "metric", "subject", "period", "modality")


class Example(NamedTuple):
    """The options of one decision, and for each whether the gold holds it right."""

    options: Sequence[Option]
    right: Sequence[bool]


def _overlap(start: int, end: int, gold: Gold | None) -> int:
    if not gold or gold.get("start") is None:
        return 0
    return max(0, min(end, int(gold["end"])) - max(start, int(gold["start"])))


class Teacher:
    """Decides as the gold does, and keeps what it was asked.

    Args:
        gold: The gold claims of a text.
        every: Its figures.
        follow: A model that decides instead once a figure is known to be a claim, so that later examples are asked about
            with the mistakes that will stand before them (Ross et al. 2011, imitation learning by DAgger).
    """

    def __init__(self, gold: Sequence[Gold], every: Sequence[Figure], follow: Model | None = None) -> None:
        self._follow = follow
        self.examples: dict[str, list[Example]] = defaultdict(list)
        self._gold: dict[Figure, list[Gold]] = defaultdict(list)
        for claim in gold:
            best = max(
                every,
                key=lambda f: (
                    _overlap(f.start, f.end, claim["value"]),
                    (f.type == "date") == (claim["kind"] == "date"),
                ),
                default=None,
            )
            if best is not None and _overlap(best.start, best.end, claim["value"]):
                self._gold[best].append(claim)

    def decide(self, decision: str, options: Sequence[Option], figure: Figure) -> Choice:
        """Choose what the gold holds right; where no option is right, the example is left out."""
        gold = self._gold.get(figure, [])
        if any(claim.get("optional") for claim in gold):  # neither for nor against
            return Choice(options[-1].outcome, 1.0)
        if decision != "claim" and not gold:  # the grammar makes a claim of what the gold has none for
            return Choice(options[0].outcome, 1.0)
        if decision == "claim":
            right = [(option.outcome is not None) == bool(gold) for option in options]
        else:
            right = [any(_is_right(decision, option.outcome, claim) for claim in gold) for option in options]
            right = _closest(decision, options, right, gold[0])
        if any(right) and not all(right):
            self.examples[decision].append(Example(options, right))
        if self._follow is not None and decision != "claim":
            return self._follow.decide(decision, options)
        if not any(right):
            return Choice(options[-1].outcome if decision not in ("kind", "modality") else options[0].outcome, 1.0)
        return Choice(options[right.index(True)].outcome, 1.0)


def _closest(decision: str, options: Sequence[Option], right: list[bool], gold: Gold) -> list[bool]:
    """Where a mention that the gold points at is among the right ones, keep only mentions there."""
    if decision not in ("metric", "subject"):
        return right
    there = [
        ok and o.outcome is not None and _overlap(o.outcome.start, o.outcome.end, gold[decision]) > 0
        for o, ok in zip(options, right, strict=True)
    ]
    return there if any(there) else right


def _is_right(decision: str, outcome: Any, claim: Gold) -> bool:
    """Whether an outcome is what the gold claim has, by the rules of scoring."""
    if decision in ("kind", "modality"):
        return bool(outcome == claim[decision])
    if decision == "period":
        return _same_days(outcome, claim["period"])
    want = claim[decision]
    if outcome is None or not want:
        return outcome is None and not want
    if decision == "subject":
        return bool({outcome.text, outcome.id} & {want["text"], want["id"]})
    if decision == "metric" and outcome.id and want["id"] and not outcome.move:
        return bool(outcome.id == want["id"])
    return (
        _overlap(outcome.start, outcome.end, want) > 0 or outcome.text in want["text"] or want["text"] in outcome.text
    )


def _same_days(period: PeriodExpression | None, want: Gold | None) -> bool:
    have = (None, None) if period is None or period.vague else (period.from_, period.to)
    want = want or {}
    return [day and day.isoformat() for day in have] == [want.get("from"), want.get("to")]


def fit(
    examples: Sequence[Example], *, penalty: float = 1.0, rare: int = 2, without: re.Pattern[str] | None = None
) -> dict[str, float]:
    """Fit the weights of one decision.

    Args:
        examples: What the teacher was asked.
        penalty: Strength of the L2 penalty, as the inverse of its variance.
        rare: Features seen in fewer options are left out.
        without: Features whose names it finds are left out as well, to see what they are worth.

    Returns:
        Weight by feature, without those near zero.
    """
    rows = [dict.fromkeys(option.features, 1.0) for example in examples for option in example.options]
    vectorizer = DictVectorizer(sort=True)
    matrix = vectorizer.fit_transform(rows).tocsr()
    keep = np.flatnonzero(np.asarray(matrix.sum(axis=0)).ravel() >= rare)
    names = vectorizer.get_feature_names_out()
    keep = keep[[without is None or not without.search(names[at]) for at in keep]]
    matrix = matrix[:, keep]
    right = np.array([ok for example in examples for ok in example.right])
    bounds = np.cumsum([0, *(len(example.options) for example in examples)])
    group = np.repeat(np.arange(len(examples)), np.diff(bounds))

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        scores = matrix @ weights
        scores -= np.maximum.reduceat(scores, bounds[:-1])[group]
        powers = np.exp(scores)
        every = np.add.reduceat(powers, bounds[:-1])
        good = np.maximum(np.add.reduceat(powers * right, bounds[:-1]), 1e-300)
        slope = powers / every[group] - powers * right / good[group]
        value = float(np.sum(np.log(every) - np.log(good)) + penalty / 2 * weights @ weights)
        return value, matrix.T @ slope + penalty * weights

    found = minimize(loss, np.zeros(len(keep)), jac=True, method="L-BFGS-B", options={"maxiter": 300})
    return {
        str(name): round(float(weight), 3)
        for name, weight in zip(names[keep], found.x, strict=True)
        if abs(weight) >= 0.005
    }


def train(
    documents: Iterable[tuple[Reading, Sequence[Gold]]],
    *,
    penalty: float = 1.0,
    rounds: int = 2,
    without: re.Pattern[str] | None = None,
) -> dict[str, dict[str, float]]:
    """Train the weights of every decision.

    The first examples are made as the gold decides. Then, in each round, they are made anew with a model deciding that
    was learned from those of the other fold: what it gets wrong stands before later figures as it will in use.

    Args:
        documents: Texts as read, each with its gold claims.
        penalty: Strength of the L2 penalty.
        rounds: How often the examples are made anew.
        without: Features that are left out, as for `fit`.

    Returns:
        Weights by decision and feature.
    """
    folds: tuple[list[tuple[Reading, Sequence[Gold]]], ...] = ([], [])
    documents = list(documents)
    for document, its in zip(documents, folds_of([reading.text for reading, _ in documents], len(folds)), strict=True):
        folds[its].append(document)
    made = [_asked(part) for part in folds]
    fitted = partial(fit, penalty=penalty, without=without)
    for _ in range(rounds):
        models = [Model({name: fitted(examples[name]) for name in sorted(examples)}) for examples in made]
        made = [_asked(part, model) for part, model in zip(folds, reversed(models), strict=True)]
    names = sorted({name for examples in made for name in examples})
    return {name: fitted([one for examples in made for one in examples.get(name, ())]) for name in names}


def folds_of(texts: Sequence[str], folds: int) -> list[int]:
    """Which fold each text goes to, in turn; one that is given more than once goes to the same each time.

    >>> folds_of(["甲", "乙", "甲", "丙"], 2)
    [0, 1, 0, 0]
    """
    places: dict[str, int] = {}
    return [places.setdefault(text, len(places)) % folds for text in texts]


def _asked(
    documents: Iterable[tuple[Reading, Sequence[Gold]]], follow: Model | None = None
) -> dict[str, list[Example]]:
    examples: dict[str, list[Example]] = defaultdict(list)
    for reading, gold in documents:
        teacher = Teacher(gold, figures(reading), follow)
        for _ in links(reading, teacher):
            pass
        for decision, made in teacher.examples.items():
            examples[decision].extend(made)
    return examples


def calibrate(documents: Iterable[tuple[Reading, Sequence[Gold]]], model: Model) -> dict[str, float]:
    """How often the claims of a model are right, by the joint probability of their decisions (isotonic regression).

    Args:
        documents: Texts that the model was not trained on, as read, each with its gold claims.
        model: The model.

    Returns:
        Share of right claims by joint probability, at the places where it changes. A claim is right where all of its
        decisions are; numbers and units are not looked at.
    """
    joint: list[float] = []
    right: list[bool] = []
    for reading, gold in documents:
        for link in links(reading, model):
            claims = [claim for claim in gold if _overlap(link.figure.start, link.figure.end, claim["value"])]
            if any(claim.get("optional") for claim in claims):
                continue
            joint.append(link.confidence)
            right.append(any(all(_is_right(role, getattr(link, role), claim) for role in _JUDGED) for claim in claims))
    if not joint:
        return {}
    found = IsotonicRegression(y_min=0.0, y_max=1.0, out_of_bounds="clip")
    levels = found.fit_transform(joint, right)
    sizes = Counter(levels.tolist())
    # A level that few claims make up is less sure than it looks: as if one more were right and one more wrong.
    shares = [(share * sizes[share] + 1) / (sizes[share] + 2) for share in found.y_thresholds_.tolist()]
    shares = np.maximum.accumulate(shares).tolist()
    return {f"{at:.4f}": round(share, 4) for at, share in zip(found.X_thresholds_, shares, strict=True)}
