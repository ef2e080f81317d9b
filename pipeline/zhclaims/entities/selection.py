"""Selection: which of the candidates for names are names, by a linear model over what found them and how well they fit."""

import json
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from math import exp
from pathlib import Path
from typing import NamedTuple

from zhclaims.entities.entity import Entity
from zhclaims.entities.tagger import Tags
from zhclaims.errors import TableError
from zhclaims.resources import model_path

_IDENTITIES = (
    "lexicon",
    "context",
    "document",
    "ticker",
    "legal",
    "title",
    "tagger",
    "suffix",
    "role",
    "quote",
    "latin",
    "act",
)
"""Whose word counts for what a name is, where several found the same span."""
_STEPS = (0.001, 0.01, 0.05, 0.2, 0.4, 0.6, 0.8, 0.95)
_SETTLED = 2.0  # log-odds of a name whose context has been weighed already
_LENGTHS = (1, 2, 3, 4, 6, 9, 14, 22)


class Candidate(NamedTuple):
    """A span that may be a name.

    Attributes:
        entity: What it would be.
        sources: What found it.
    """

    entity: Entity
    sources: Sequence[str]


def candidates(found: Iterable[Entity]) -> list[Candidate]:
    """Join what was found at the same place.

    Args:
        found: Mentions, some over others.

    Returns:
        One candidate for each span, in order of their ends.
    """
    places: dict[tuple[int, int], list[Entity]] = defaultdict(list)
    for entity in found:
        places[entity.end, entity.start].append(entity)
    result = []
    for _, entities in sorted(places.items()):
        entities.sort(key=lambda entity: _IDENTITIES.index(entity.source))
        result.append(Candidate(entities[0], tuple(dict.fromkeys(entity.source for entity in entities))))
    return result


class Traits(NamedTuple):
    """What counts of a candidate, in classes: equal traits have equal odds.

    Attributes:
        kind: Its type.
        sources: What found it, the most telling first.
        score: Class of the score that the first of them gave.
        length: Class of its length.
        rivals: How others lie to it: ``held``, ``holds``, ``crossed``, and the same for what is no name.
        support: Class of how well it fits as one name by the tagger; None where it was not asked.
        inside: Class of how probably its characters are in a name.
    """

    kind: str
    sources: Sequence[str]
    score: int
    length: int
    rivals: Sequence[str]
    support: int | None
    inside: int


def traits(candidate: Candidate, tags: Tags | None, rivals: Iterable[str]) -> Traits:
    """What counts of a candidate.

    Args:
        candidate: The span.
        tags: What the tagger says of the text; None where it was not asked.
        rivals: How others lie to it.
    """
    entity = candidate.entity
    fits = None if tags is None else tags.support(entity.start, entity.end, person=entity.type == "person")
    inside = None if tags is None or fits is None else tags.chance(entity.start, entity.end)
    return Traits(
        entity.type,
        candidate.sources,
        bisect_right(_STEPS, entity.score),
        bisect_right(_LENGTHS, entity.end - entity.start),
        tuple(sorted(rivals)),
        None if fits is None else bisect_right(_STEPS, exp(fits)),
        bisect_right(_STEPS, inside or 0.0),
    )


def features(its: Traits) -> Iterator[str]:
    """What holds of a candidate, in names that a reader of the weights understands.

    Args:
        its: What counts of it.

    Yields:
        Feature names.
    """
    first = its.sources[0]
    yield its.kind
    for source in its.sources:
        yield from (source, f"{source}:{its.kind}")
    yield f"{first}:score={its.score}"
    yield f"{first}:length={its.length}"
    yield f"tagger={'tagger' in its.sources}:{first}"
    for rival in its.rivals:
        yield from (rival, f"{rival}:{first}")
    if its.support is None:
        yield f"unasked:{first}"
        return
    yield f"support={its.support}"
    yield f"support={its.support}:{first}"
    yield f"inside={its.inside}:{first}"
    yield f"support={its.support}:inside={its.inside}"


class Selector:
    """Chooses by the weights of the features.

    Args:
        weights: Weight by feature.
    """

    def __init__(self, weights: Mapping[str, float]) -> None:
        self.weights = weights
        self._odds = lru_cache(maxsize=1 << 14)(self._odds_of)

    def _odds_of(self, its: Traits) -> float:
        """Log-odds of being a name."""
        if its.sources[0] == "context":
            return _SETTLED
        return sum(self.weights.get(name, 0.0) for name in features(its))

    @classmethod
    def read(cls, path: Path) -> "Selector":
        """Read the weights that training wrote.

        Raises:
            TableError: The file is missing or is no table of weights.
        """
        try:
            weights = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise TableError(f"can't be read as the weights of the selection: {error}", path=path) from error
        if not isinstance(weights, dict) or not all(isinstance(weight, float | int) for weight in weights.values()):
            raise TableError("is no table of weights by feature", path=path)
        return cls(weights)

    def select(self, found: Iterable[Entity], others: Iterable[Entity], tags: Tags | None) -> list[Entity]:
        """Choose the most probable names that do not overlap.

        Args:
            found: Candidates, some over others.
            others: What is found beside names: places, sectors, goods, which may hold a name or lie in it.
            tags: What the tagger says of the text; None where it was not asked.

        Returns:
            The names in order, each with its probability as score.
        """
        spans = candidates(found)
        odds = [
            self._odds(traits(candidate, tags, rivals))
            for candidate, rivals in zip(spans, rivalries(spans, others), strict=True)
        ]
        return [replace(spans[at].entity, score=round(1 / (1 + exp(-odds[at])), 3)) for at in _best(spans, odds)]


def rivalries(spans: Sequence[Candidate], others: Iterable[Entity]) -> list[set[str]]:
    """For each candidate, whether another candidate, or something else, holds it, lies in it or crosses it.

    Args:
        spans: The candidates in order of their ends.
        others: What is found beside names.
    """
    every = [(span.entity, at) for at, span in enumerate(spans)] + [(other, -1) for other in others]
    every.sort(key=lambda pair: (pair[0].start, -pair[0].end))
    result: list[set[str]] = [set() for _ in spans]

    def note(at: int, how: str, other: int) -> None:
        if at >= 0:
            result[at].add(how if other >= 0 else f"other-{how}")

    open_: list[tuple[Entity, int]] = []
    for entity, at in every:
        open_ = [pair for pair in open_ if pair[0].end > entity.start]
        for wide, other in open_:
            if wide.end >= entity.end:
                note(at, "held", other)
                note(other, "holds", at)
            else:
                note(at, "crossed", other)
                note(other, "crossed", at)
        open_.append((entity, at))
    return result


def _best(spans: Sequence[Candidate], odds: Sequence[float]) -> list[int]:
    """The choice of spans without overlap whose log-odds have the largest sum (weighted interval scheduling)."""
    ends = [span.entity.end for span in spans]
    totals, taken = [0.0], list[int | None]()
    for at, span in enumerate(spans):
        before = bisect_right(ends, span.entity.start, hi=at)
        total = totals[before] + odds[at]
        taken.append(before if odds[at] > 0 and total > totals[-1] else None)
        totals.append(max(total, totals[-1]) if odds[at] > 0 else totals[-1])
    chosen, at = [], len(spans)
    while at:
        before_it = taken[at - 1]
        if before_it is None:
            at -= 1
        else:
            chosen.append(at - 1)
            at = before_it
    return chosen[::-1]


@cache
def default_selector() -> Selector:
    """The shipped weights."""
    return Selector.read(model_path() / "companies" / "selection.json")
