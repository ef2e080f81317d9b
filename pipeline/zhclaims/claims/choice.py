"""Choice: every decision about a claim is a choice among options, scored by a linear model over named features.

A conditional log-linear (maximum entropy) model: the probability of an option is the softmax of its score among the
options that compete with it. The weights are plain numbers under readable names, kept in JSON.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import repeat
from math import exp
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from numpy import interp

from zhclaims.claims.figures import Figure
from zhclaims.errors import TableError


class Option(NamedTuple):
    """One way to decide.

    Attributes:
        outcome: What is chosen; None for "nothing".
        features: Names of what holds of it.
    """

    outcome: Any
    features: Sequence[str]


class Choice(NamedTuple):
    """What was decided, and how probable the model holds it to be."""

    outcome: Any
    probability: float


class Decider(Protocol):
    """Makes the decisions: a trained model, or in training the gold."""

    def decide(self, decision: str, options: Sequence[Option], figure: Figure) -> Choice:
        """Choose one of the options for a decision about a figure."""


_ZEROS = repeat(0.0)  # what a feature without a weight counts
CONFIDENCE = "confidence"
"""The table, beside those of the decisions, of how often claims are right whose decisions have a joint probability."""


@dataclass(frozen=True, slots=True)
class Model:
    """Weights of the features, by decision; and how often claims are right, by their joint probability."""

    weights: Mapping[str, Mapping[str, float]]
    _shares: Sequence[Sequence[float]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        table = self.weights.get(CONFIDENCE) or {}
        knots = sorted((float(at), share) for at, share in table.items())
        object.__setattr__(self, "_shares", list(zip(*knots, strict=True)))

    def confidence(self, joint: float) -> float:
        """How probable it is that a claim is right.

        Args:
            joint: The product of the probabilities of its decisions, which the model is too sure or too unsure of.

        Returns:
            The share of right claims that training met at that product, between the nearest two that it kept; the product
            itself, where it kept none.

        >>> Model({"confidence": {"0.2": 0.1, "0.6": 0.5}}).confidence(0.4)
        0.3
        """
        if not self._shares:
            return joint
        places, shares = self._shares
        return round(float(interp(joint, places, shares)), 4)

    @classmethod
    def read(cls, path: Path) -> "Model":
        """Read the weights that training wrote.

        Raises:
            TableError: The file is missing or is not a model.
        """
        try:
            weights = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise TableError(f"can't be read as the weights of a linker: {error}", path=path) from error
        decisions = weights.values() if isinstance(weights, dict) else [None]
        if not all(isinstance(decision, dict) for decision in decisions):
            raise TableError("is no table of weights by decision and feature", path=path)
        return cls(weights)

    def decide(self, decision: str, options: Sequence[Option], figure: Figure | None = None) -> Choice:  # noqa: ARG002
        """Choose the option with the highest score; the first of equals.

        >>> model = Model({"metric": {"adjacent": 2.0}})
        >>> model.decide("metric", [Option("营收", ["adjacent"]), Option(None, [])]).outcome
        '营收'
        """
        if len(options) == 1:
            return Choice(options[0].outcome, 1.0)
        weight = self.weights.get(decision, {}).get
        scores = [sum(map(weight, option.features, _ZEROS)) for option in options]
        best = max(scores)
        return Choice(options[scores.index(best)].outcome, 1 / sum(exp(score - best) for score in scores))
