"""Roles: which characters are likely the subject or the metric of a claim, by a small trained network.

It reads a text once, without regard to single figures; the linker takes what it finds as candidates, and what it thinks
of a candidate as evidence.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Literal, get_args

import numpy as np

from zhclaims.claims.ordered import Ordered
from zhclaims.entities import ENTITY_TYPES, Entity
from zhclaims.metrics import Metric
from zhclaims.periods import PeriodExpression
from zhclaims.quantities import Quantity
from zhclaims.quantities.quantity import QuantityType
from zhclaims.resources import model_path
from zhclaims.tagging import Floats, Ints, Network, States, decode, states_of, textual
from zhclaims.tagging.features import ROWS as TEXTUAL
from zhclaims.text.layout import Span

Role = Literal["subject", "metric"]
ROLES: tuple[Role, ...] = ("subject", "metric")
ROWS = (*TEXTUAL, 64, 64)
"""Rows of the embedding tables: those of any text, names and metrics, figures."""
_NAMES, _FIGURES = len(TEXTUAL), len(TEXTUAL) + 1
_GROUPS = tuple(slice(at, at + 1) for at in range(len(ROLES)))
_ENTITIES = {kind: 1 + 2 * at for at, kind in enumerate(sorted(ENTITY_TYPES))}
_METRICS = {"noun": 1 + 2 * len(_ENTITIES), "verb": 3 + 2 * len(_ENTITIES)}
_PERIOD = 1
_LONGEST, _LIKELY = 20, 8  # characters of a span that is likely, and how many of them are looked at
_QUANTITIES = {kind: 3 + 2 * at for at, kind in enumerate(get_args(QuantityType))}


def featurize(
    folded: str,
    *,
    entities: Iterable[Entity],
    metrics: Iterable[Metric],
    quantities: Iterable[Quantity],
    periods: Iterable[PeriodExpression],
) -> Ints:
    """The features of each character, as rows of the embedding tables; 0 is nothing.

    Args:
        folded: The text, folded.
        entities: What it names.
        metrics: What it measures.
        quantities: Its quantities.
        periods: Its calendar expressions.

    Returns:
        A row for each character, a column for each of `ROWS`.
    """
    features = np.zeros((len(folded), len(ROWS)), dtype=np.int32)
    features[:, : len(TEXTUAL)] = textual(folded)

    def mark(column: int, start: int, end: int, row: int) -> None:
        features[start, column] = row
        features[start + 1 : end, column] = row + 1

    for metric in metrics:
        mark(_NAMES, metric.start, metric.end, _METRICS["noun" if metric.type == "noun" else "verb"])
    for entity in entities:
        mark(_NAMES, entity.start, entity.end, _ENTITIES[entity.type])
    for quantity in quantities:
        mark(_FIGURES, quantity.start, quantity.end, _QUANTITIES[quantity.type])
    for period in periods:
        mark(_FIGURES, period.start, period.end, _PERIOD)
    return features


class Roles:
    """What the network makes of a text.

    Args:
        states: Logarithms of the probabilities of the states of each character.
    """

    def __init__(self, states: Floats) -> None:
        self._states = States(states)
        found = [(Span(start, end), ROLES[group]) for start, end, group in decode(states)]
        self.spans = {role: Ordered(span for span, its in found if its == role) for role in ROLES}
        self._found = frozenset(found)
        self._supports: dict[tuple[Role, int, int], float] = {}

    def found(self, role: Role, start: int, end: int) -> bool:
        """Whether a span is one of those that the network takes for a role."""
        return ((start, end), role) in self._found

    def likely(self, role: Role, starts: Sequence[int], ends: Sequence[int]) -> list[Span]:
        """The spans that fit a role best, the best one first, whether or not they are among `spans`.

        Args:
            role: The role.
            starts: Offsets where words start.
            ends: Offsets where words end.
        """
        return self._states.best(starts, ends, ROLES.index(role), longest=_LONGEST, most=_LIKELY)

    def support(self, role: Role, start: int, end: int) -> float:
        """How well a span fits a role: the mean logarithm of the probabilities of its states."""
        support = self._supports.get((role, start, end))
        if support is None:  # one figure after the other asks for the same candidates
            support = self._supports[role, start, end] = self._states.support(start, end, ROLES.index(role))
        return support


def find_roles(network: Network, features: Ints, end: int | None = None) -> Roles:
    """Read the roles of a text.

    Args:
        network: A trained network.
        features: The text's features, as `featurize` gives them.
        end: Offset up to which to read; by default all.
    """
    region = Span(0, len(features) if end is None else end)
    return Roles(states_of(np.exp(network.read_regions(features, [region])), _GROUPS))


@cache
def default_network() -> Network:
    """The shipped network."""
    return Network.read(model_path() / "claims" / "roles.npz")
