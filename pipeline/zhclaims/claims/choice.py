"""Choice: every decision about a claim is a choice among options, scored by a linear model over named features.

A conditional log-linear (maximum entropy) model: the probability of an option is the softmax of its score among the
options that compete with it. The weights are plain numbers under readable names, kept in JSON.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp
from pathlib import Path
from typing import Any, NamedTuple, Protocol

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


@dataclass(frozen=True, slots=True)
class Model:
    """Weights of the features, by decision."""

    weights: Mapping[str, Mapping[str, float]]

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
        scores = [sum(weight(name, 0.0) for name in option.features) for option in options]
        best = max(scores)
        return Choice(options[scores.index(best)].outcome, 1 / sum(exp(score - best) for score in scores))
