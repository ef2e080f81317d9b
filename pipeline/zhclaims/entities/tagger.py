"""The tagger: names that no table has, by a small network that was trained on annotated text."""

from collections.abc import Iterable, Sequence
from functools import cache

import numpy as np

from zhclaims.entities.entity import ENTITY_TYPES, Entity, EntityType
from zhclaims.entities.lexicon import Match
from zhclaims.entities.names import forms
from zhclaims.resources import model_path
from zhclaims.tagging import REACH, Floats, Ints, Network, characters, decode, pairs, states_of, support, words
from zhclaims.text.layout import Span

TYPES: tuple[EntityType, ...] = ("company", "brand", "product", "institution", "person")
"""What the tagger tells apart."""
ROWS = (16384, 32768, 32768, 128, 64)
"""Rows of the embedding tables: characters, pairs of characters, words, names of the lexicon, suffixes."""
LEXICON = 3
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
    for column, feature in enumerate((characters, pairs, words)):
        features[:, column] = feature(folded, ROWS[column])
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
        states: Logarithms of the probabilities of the states of each character; NaN where it was not asked.
    """

    def __init__(self, names: Sequence[Entity], states: Floats) -> None:
        self.names = names
        self._states = states

    def support(self, start: int, end: int, *, person: bool = False) -> float | None:
        """How well a span fits as a name: the mean logarithm of the probabilities of its states; None where not asked."""
        mean = support(self._states[start:end], int(person))
        return None if np.isnan(mean) else mean

    def chance(self, start: int, end: int) -> float | None:
        """The probability that the characters of a span belong to an organisation's name; None where not asked."""
        mean = float(np.exp(self._states[start:end, 1:5]).sum(axis=1).mean())
        return None if np.isnan(mean) else mean


class Tagger:
    """Tags names with a trained network.

    Args:
        network: Its weights.
    """

    def __init__(self, network: Network) -> None:
        self.network = network

    def tags(self, text: str, folded: str, matches: Sequence[Match], regions: Iterable[Span] | None = None) -> Tags:
        """Tag a text.

        Args:
            text: The text.
            folded: The text, folded by `zhclaims.entities.lexicon.plain`.
            matches: The names of the lexicon in it, which are a hint.
            regions: The stretches to tag, in order; by default all of the text.

        Returns:
            The names in the regions, and how probable others are there.
        """
        features = featurize(folded, matches)
        names: list[Entity] = []
        states = np.full((len(text), 1 + 4 * len(_GROUPS)), np.nan, dtype=np.float32)
        for region in [Span(0, len(text))] if regions is None else regions:
            low, high = max(0, region.start - REACH), min(len(text), region.end + REACH)
            chances = np.exp(self.network(features[low:high])[region.start - low : region.end - low])
            stretch = states_of(chances, _GROUPS)
            states[region.start : region.end] = stretch
            for start, end, group in decode(stretch):
                typed = chances[start:end, 1:].reshape(end - start, len(TYPES), 4)
                kinds = typed[:, _GROUPS[group]].sum(axis=(0, 2))
                kind = TYPES[_GROUPS[group].start + int(kinds.argmax())]
                score = round(float(np.exp(support(stretch[start:end], group))), 3)
                begin, stop = region.start + start, region.start + end
                name = text[begin:stop]
                names.append(Entity(begin, stop, name, name, kind, score=score, source="tagger"))
        return Tags(names, states)


@cache
def default_tagger() -> Tagger:
    """The shipped tagger."""
    return Tagger(Network.read(model_path() / "companies" / "tagger.npz"))
