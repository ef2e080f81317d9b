"""Choice: every decision about a claim is a choice among options, scored by a linear model over named features.

A conditional log-linear (maximum entropy) model: the probability of an option is the softmax of its score among the
options that compete with it. The weights are plain numbers under readable names, kept in JSON.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import exp
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from numpy import interp

from zhclaims.claims.figures import Figure
from zhclaims.errors import TableError

Group = tuple[Any, ...]
"""Features that hold together: what spells their names, see `speller`, and the few small values that they are made of.

Most groups recur in figure after figure, so that a model need not spell them again.
"""
_SPELLERS: dict[str, Callable[..., Iterable[str]]] = {}


def speller(function: Callable[..., Iterable[str]]) -> str:
    """Make a function spell the names of groups from their values.

    Args:
        function: Gives the names.

    Returns:
        What stands first in its groups: a string and no function, since Python's garbage collection passes over tuples of
        strings and numbers, and models keep many.
    """
    key = f"{function.__module__}.{function.__qualname__}"
    _SPELLERS[key] = function
    return key


def spell(features: Iterable[str | Group]) -> Iterator[str]:
    """The names of features, those of groups one by one.

    >>> placed = speller(lambda side, clauses: (side, f"{side}:clauses={clauses}"))
    >>> list(spell(["near", (placed, "after", 2)]))
    ['near', 'after', 'after:clauses=2']
    """
    for feature in features:
        if isinstance(feature, str):
            yield feature
        else:
            yield from _SPELLERS[feature[0]](*feature[1:])


class Option(NamedTuple):
    """One way to decide.

    Attributes:
        outcome: What is chosen; None for "nothing".
        traits: What holds of it: names, and groups of them.
    """

    outcome: Any
    traits: Sequence[str | Group]

    @property
    def features(self) -> list[str]:
        """The names of all that holds of it."""
        return list(spell(self.traits))


def for_each(outcomes: Sequence[Any], traits: Sequence[str | Group]) -> list[Option]:
    """One option for each outcome, of which the same holds; what that is worth differs from one to the other.

    >>> [option.features for option in for_each(("up", "down"), ["near"])]
    [['up|near'], ['down|near']]
    """
    return [Option(outcome, [(_spelled_for, outcome, trait) for trait in traits]) for outcome in outcomes]


@speller
def _spelled_for(outcome: str, trait: str | Group) -> list[str]:
    return [f"{outcome}|{name}" for name in spell((trait,))]


class Choice(NamedTuple):
    """What was decided, and how probable the model holds it to be."""

    outcome: Any
    probability: float


class Decider(Protocol):
    """Makes the decisions: a trained model, or in training the gold."""

    def decide(self, decision: str, options: Sequence[Option], figure: Figure) -> Choice:
        """Choose one of the options for a decision about a figure."""


_MOST_GROUPS = 1 << 15  # of a decision, whose sums are kept
_EQUAL = 1e-10  # what the order of summing may change of a score, as weights have three decimals
CONFIDENCE = "confidence"
"""The table, beside those of the decisions, of how often claims are right whose decisions have a joint probability."""


class _Sums(dict[Any, float]):
    """What the features of a decision weigh, and the groups of them that were met, within bounds.

    Args:
        weights: Weight by feature; the others weigh nothing.
    """

    def __init__(self, weights: Mapping[str, float]) -> None:
        super().__init__(weights)
        self._weights = weights

    def __missing__(self, trait: str | Group) -> float:
        if isinstance(trait, str):
            return 0.0
        if len(self) >= len(self._weights) + _MOST_GROUPS:
            self.clear()
            self.update(self._weights)
        weigh = self._weights.get
        total = self[trait] = sum([weigh(name, 0.0) for name in _SPELLERS[trait[0]](*trait[1:])])
        return total


_NOTHING = _Sums({})  # of a decision that training never met


@dataclass(frozen=True, slots=True)
class Model:
    """Weights of the features, by decision; and how often claims are right, by their joint probability."""

    weights: Mapping[str, Mapping[str, float]]
    _shares: Sequence[Sequence[float]] = field(init=False, repr=False, compare=False)
    _sums: dict[str, _Sums] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        table = self.weights.get(CONFIDENCE) or {}
        knots = sorted((float(at), share) for at, share in table.items())
        object.__setattr__(self, "_shares", list(zip(*knots, strict=True)))
        object.__setattr__(self, "_sums", {name: _Sums(table) for name, table in self.weights.items()})

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
        weight = self._sums.get(decision, _NOTHING).__getitem__
        scores = [sum(map(weight, option.traits)) for option in options]
        best = max(scores)
        chosen = next(at for at, score in enumerate(scores) if score >= best - _EQUAL)
        return Choice(options[chosen].outcome, 1 / sum(exp(score - best) for score in scores))
