"""The sentence around an ambiguous name: its words, the vocabulary in it, the other names; and what they have taught."""

import json
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, cached_property
from itertools import accumulate, pairwise
from math import exp, log
from pathlib import Path
from typing import NamedTuple

from zhclaims.entities.cues import is_company
from zhclaims.entities.industries import Hit, vocabulary
from zhclaims.entities.lexicon import Match
from zhclaims.errors import TableError
from zhclaims.resources import model_path
from zhclaims.text import cut
from zhclaims.text.parts import part_of_speech

_WINDOW = 60  # characters on each side of a form that are read for learned evidence
_NEAR_WORDS = 8
_FEW = 10  # words on each side that count for whether a form is a company at all
_FAR_VALUE = 0.5  # what a more distant word counts
_HAN = re.compile(r"[\u4e00-\u9fffA-Za-z][\u4e00-\u9fffA-Za-z0-9.+-]*")
_EDGE = "|"  # stands for what is before the first word of a sentence and after its last
NO_COMPANY = "-"  # the label of contexts without any company
_LONGEST = 200  # characters of a sentence that are looked at together
_SENTENCE_END = re.compile(r"[。!?！？\n]")


class Sentence(NamedTuple):
    """A sentence of the text with what there is in it; offsets are into the text.

    Attributes:
        start: Where it starts.
        text: Its characters.
        hits: Words of the industries' vocabulary, without those in names.
        names: The forms of the lexicon.
    """

    start: int
    text: str
    hits: tuple[Hit, ...]
    names: tuple[Match, ...]


class Surroundings:
    """What stands around the names of a text. It is looked at only where a name is ambiguous.

    Args:
        folded: The folded text.
        matches: The forms of the lexicon in it, in order.
    """

    def __init__(self, folded: str, matches: Sequence[Match]) -> None:
        self.folded = folded
        self._matches = matches
        self._starts = [match.start for match in matches]
        self._sentences: dict[int, Sentence] = {}
        self._words: dict[int, list[int]] = {}
        self._companies: dict[int, float] = {}
        self._topics: dict[int, Topic] = {}

    @cached_property
    def _bounds(self) -> list[int]:
        bounds = [0]
        for end in (*(found.end() for found in _SENTENCE_END.finditer(self.folded)), len(self.folded)):
            bounds.extend(range(bounds[-1] + _LONGEST, end, _LONGEST))  # so that time stays linear in any text
            bounds.append(end)
        return bounds

    def sentence(self, at: int) -> Sentence:
        """The sentence that an offset is in."""
        index = bisect_right(self._bounds, at) - 1
        if index not in self._sentences:
            start, end = self._bounds[index], self._bounds[index + 1]
            text = self.folded[start:end]
            names = self._matches[bisect_left(self._starts, start) : bisect_left(self._starts, end)]
            within = {i for name in names if is_company(name) for i in range(name.start, name.end)}
            hits = (Hit(start + hit.start, start + hit.end, hit.industries) for hit in vocabulary().hits(text))
            kept = tuple(hit for hit in hits if hit.start not in within and hit.end - 1 not in within)
            self._sentences[index] = Sentence(start, text, kept, tuple(names))
        return self._sentences[index]

    def _context(self, match: Match) -> "Context":
        sentence = self.sentence(match.start)
        return context_of(sentence.text, match.start - sentence.start, match.end - sentence.start)

    def company(self, match: Match) -> float:
        """The learned log-odds that a company stands where the form does, see `Contexts.company`."""
        if match.start not in self._companies:
            self._companies[match.start] = contexts().company(self._context(match))
        return self._companies[match.start]

    def topic(self, match: Match) -> "Topic":
        """What the sentence is about around a form, see `Contexts.topic`."""
        if match.start not in self._topics:
            self._topics[match.start] = contexts().topic(self._context(match))
        return self._topics[match.start]

    def word(self, at: int) -> tuple[int, int]:
        """The word that an offset is in, as jieba cuts the sentence."""
        sentence = self.sentence(at)
        if sentence.start not in self._words:
            self._words[sentence.start] = list(accumulate(map(len, cut(sentence.text)), initial=sentence.start))
        bounds = self._words[sentence.start]
        after = bisect_right(bounds, at)
        return bounds[after - 1], bounds[after]


class Context(NamedTuple):
    """The words of a sentence before and after a form, nearest first."""

    before: tuple[str, ...]
    after: tuple[str, ...]


def context_of(sentence: str, start: int, end: int) -> Context:
    """The words around a span of a sentence, cut as if the span were not there.

    >>> context_of("上周华夏下调了费率", 2, 4)
    Context(before=('上周',), after=('下调', '了', '费率'))
    """
    before = cut(sentence[max(0, start - _WINDOW) : start])
    after = cut(sentence[end : end + _WINDOW])
    return Context(
        tuple(word for word in reversed(before) if not word.isspace()),
        tuple(word for word in after if not word.isspace()),
    )


def topic_features(context: Context) -> dict[str, float]:
    """What a context says of the trade that it is about: its words and pairs of words, near ones more."""
    features: dict[str, float] = {}
    for words, backwards in ((context.before, True), (context.after, False)):
        for at, word in enumerate(words):
            if _HAN.fullmatch(word):
                value = 1.0 if at < _NEAR_WORDS else _FAR_VALUE
                features[word] = max(value, features.get(word, 0.0))
        for one, other in pairwise(words[:_NEAR_WORDS]):
            features[f"{other} {one}" if backwards else f"{one} {other}"] = 1.0
    return features


def _shape(word: str) -> str:
    """A word as a feature; numbers are all alike."""
    return "0" if word[0].isdigit() else word


def neighbour_features(context: Context) -> Iterator[str]:
    """What touches a form and the words near it, as features that a reader of the weights understands."""
    sides = []
    for side, words in (("<", context.before), (">", context.after)):
        near = [*map(_shape, words[:3]), _EDGE, _EDGE, _EDGE][:3]
        parts = [part_of_speech(word) if _HAN.fullmatch(word) else word[0] for word in near]
        sides.append((near, parts))
        for at, (word, part) in enumerate(zip(near, parts, strict=True), 1):
            yield f"{side}{at}{word}"
            yield f"{side}{at}:{part}"
        yield f"{side}12{near[0]} {near[1]}"
        yield f"{side}12:{parts[0]} {parts[1]}"
        yield f"{side}1~{near[0][-1] if side == '<' else near[0][0]}"
    (left, left_parts), (right, right_parts) = sides
    yield f"<>{left[0]} {right[0]}"
    yield f"<>:{left_parts[0]} {right_parts[0]}"
    yield f"<>12:{left_parts[0]} {right_parts[0]} {right_parts[1]}"
    for side, words in (("<", context.before), (">", context.after)):
        for word in dict.fromkeys(words[:_FEW]):
            yield f"{side}{word}"


class Contexts:
    """What real text has taught of the contexts of companies.

    Args:
        path: The weights, as training writes them: a JSON object with ``industries``, the labels; ``base``, the
            intercept of each; ``shares``, how usual each is; ``topics``, by feature pairs of a label's index and a
            weight; ``neighbours``, weights by feature, and ``offset``, their intercept. Weights and intercepts are
            in hundredths.

    Raises:
        TableError: The file is missing or no such object.
    """

    __slots__ = ("_base", "_index", "_neighbours", "_offset", "_share", "_topics")

    def __init__(self, path: Path) -> None:
        try:
            table = json.loads(path.read_text(encoding="utf-8"))
            self._index: Mapping[str, int] = {label: at for at, label in enumerate(table["industries"])}
            self._base: list[float] = [value / 100 for value in table["base"]]
            self._share: list[float] = [log(value) for value in table["shares"]]
            self._topics: Mapping[str, list[list[int]]] = table["topics"]
            self._neighbours: Mapping[str, int] = table["neighbours"]
            self._offset: float = table["offset"] / 100
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise TableError(f"can't be read as the weights of contexts: {error!r}", path=path) from error

    def topic(self, context: Context) -> "Topic":
        """What a context is about."""
        scores = self._base.copy()
        for feature, value in topic_features(context).items():
            for index, weight in self._topics.get(feature, ()):
                scores[index] += value * weight / 100
        most = max(scores)
        total = most + log(sum(exp(score - most) for score in scores))
        return Topic(self._index, [s - total - p for s, p in zip(scores, self._share, strict=True)])

    def company(self, context: Context) -> float:
        """The log-odds that what stands between the words is the name of a company, were half of all words such names."""
        return self._offset + sum(self._neighbours.get(feature, 0) for feature in neighbour_features(context)) / 100


class Topic(NamedTuple):
    """How much likelier a context makes each industry than it is anyway, as logarithms."""

    labels: Mapping[str, int]
    gains: Sequence[float]

    def gain(self, industry: str | None) -> float:
        """The gain of one industry; 0.0 where nothing was learned of it."""
        at = None if industry is None else self.labels.get(industry)
        return 0.0 if at is None else self.gains[at]


@cache
def contexts() -> Contexts:
    """The shipped weights.

    >>> contexts().topic(Context(("净息差",), ("不良率", "上升"))).gain("银行") > 0
    True
    """
    return Contexts(model_path() / "companies" / "contexts.json")
