"""The tagger: names that no table has, by a small network that was trained on annotated text."""

from collections.abc import Sequence
from functools import cache
from math import exp

import numpy as np

from zhclaims.entities.entity import ENTITY_TYPES, Entity, EntityType
from zhclaims.entities.lexicon import Match
from zhclaims.entities.names import forms
from zhclaims.resources import model_path
from zhclaims.tagging import Ints, Network, States, decode, states_of, textual
from zhclaims.tagging.features import ROWS as TEXTUAL
from zhclaims.text.layout import Span

TYPES: tuple[EntityType, ...] = ("company", "brand", "product", "institution", "person")
"""What the tagger tells apart."""
ROWS = (*TEXTUAL, 128, 64)
"""Rows of the embedding tables: those of any text, names of the lexicon, suffixes."""
LEXICON = len(TEXTUAL)
"""The column of the names of the lexicon."""
_GROUPS = (slice(0, len(TYPES) - 1), slice(len(TYPES) - 1, len(TYPES)))
"""Types that are told apart only after the bounds of a name are found: whatever acts as a company does; people."""
_KINDS = {kind: at for at, kind in enumerate(sorted(ENTITY_TYPES))}
_STRENGTHS = {"legal": 0, "group": 1, "strong": 2, "weak": 3, "never": 4}


def featurize(folded: str, matches: Sequence[Match]) -> Ints:
    """The features of each character, as rows of the embedding tables; 0 is nothing.

    Args:
        folded: The text, folded by `zhclaims.entities.lexicon.plain`.
        matches: The names of the lexicon in it.

    Returns:
        A row for each character, a column for each of `ROWS`.
    """
    features = np.zeros((len(folded), len(ROWS)), dtype=np.int32)
    features[:, : len(TEXTUAL)] = textual(folded)
    for match in matches:
        reading = match.readings[0]
        if reading.name is not None:
            kind = 1 + 4 * _KINDS[reading.name.type] + 2 * reading.ambiguous
            features[match.start, LEXICON] = kind
            features[match.start + 1 : match.end, LEXICON] = kind + 1
    tables = forms()
    suffixes = tuple(tables.suffixes.values())
    for index, start, end in tables.ends.find_matches_as_indexes(folded):
        kind = 1 + 2 * _STRENGTHS[suffixes[index].strength]
        features[start:end, -1] = kind + 1
        features[end - 1, -1] = kind
    return features


class Tags:
    """What a tagger makes of a text.

    Args:
        names: The names it finds, in order, none over another.
        states: The states of its characters.
    """

    def __init__(self, names: Sequence[Entity], states: States) -> None:
        self.names = names
        self._states = states

    def support(self, start: int, end: int, *, person: bool = False) -> float | None:
        """How well a span fits as a name: the mean logarithm of the probabilities of its states; None where not asked."""
        return self._states.support(start, end, int(person)) if self._states.known(start, end) else None

    def chance(self, start: int, end: int) -> float | None:
        """The probability that the characters of a span belong to an organisation's name; None where not asked."""
        return self._states.chance(start, end, 0) if self._states.known(start, end) else None


class Tagger:
    """Tags names with a trained network.

    Args:
        network: Its weights.
    """

    def __init__(self, network: Network) -> None:
        self.network = network

    def tags(self, text: str, folded: str, matches: Sequence[Match], regions: Sequence[Span] | None = None) -> Tags:
        """Tag a text.

        Args:
            text: The text.
            folded: The text, folded by `zhclaims.entities.lexicon.plain`.
            matches: The names of the lexicon in it, which are a hint.
            regions: The stretches to tag, in order and apart; by default all of the text.

        Returns:
            The names in the regions, and how probable others are there.
        """
        chances = np.exp(self.network.read_regions(featurize(folded, matches), regions))
        logarithms = states_of(chances, _GROUPS)
        states, names = States(logarithms), []
        for start, end, group in decode(logarithms):
            kinds = chances[start:end, 1:].reshape(end - start, len(TYPES), 4)[:, _GROUPS[group]].sum(axis=(0, 2))
            kind = TYPES[_GROUPS[group].start + int(kinds.argmax())]
            name, score = text[start:end], exp(states.support(start, end, group))
            names.append(Entity(start, end, name, name, kind, score=round(score, 3), source="tagger"))
        return Tags(names, states)


@cache
def default_tagger() -> Tagger:
    """The shipped tagger."""
    return Tagger(Network.read(model_path() / "companies" / "tagger.npz"))
