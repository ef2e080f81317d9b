"""Training the evidence of contexts: from plain news, by the companies in it whose names have no second meaning."""

import json
import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from zhclaims.entities import COMPANY_TYPES, default_lexicon
from zhclaims.entities.cues import is_company
from zhclaims.entities.industries import vocabulary
from zhclaims.entities.lexicon import Match, plain
from zhclaims.entities.surroundings import NO_COMPANY, Context, context_of, neighbour_features, topic_features
from zhclaims.text import cut
from zhclaims.text.parts import part_of_speech

_SENTENCE = re.compile(r"[^。!?！？\n]{8,200}")
_COMMON = re.compile(r"[\u4e00-\u9fff]{2,3}")
_KINDS = {"n": 0.10, "v": 0.05, "a": 0.15, "d": 0.02}
"""Share of the words of a part of speech that stand for common readings: most of those are nouns and adjectives."""
_MOST_OF_ONE = 150  # examples of the same name, so that no company's own story teaches its whole industry
_FEWEST = 40  # examples of an industry
_SEEN = 4  # times that a feature has to be seen
_TOPICS, _NEIGHBOURS = 24_000, 22_000  # weights that are kept


class _Example(NamedTuple):
    """A context, with the industry of the company in it and its name, which is empty for common words."""

    context: Context
    industry: str
    name: str = ""


def _names(matches: Sequence[Match], start: int, end: int) -> list[Match]:
    return [match for match in matches if match.start >= start and match.end <= end]


def _examples(text: str, chance: random.Random) -> Iterator[_Example]:
    """Contexts of the sure companies in a text, with their industries, and of some common words."""
    folded = plain(text)
    matches = default_lexicon().matches(folded)
    for found in _SENTENCE.finditer(folded):
        start, sentence = found.start(), found.group()
        names = _names(matches, start, found.end())
        for name in filter(is_company, names):
            thing = name.readings[0].name
            if thing is not None:
                industry = vocabulary().industry_of(thing.industry) or ""
                yield _Example(_masked(sentence, start, name, names), industry, thing.id)
        taken = {at for name in names if _any_company(name) for at in range(name.start, name.end)}
        at = start
        for word in cut(sentence):
            free = taken.isdisjoint(range(at, at + len(word)))
            if free and _COMMON.fullmatch(word) and chance.random() < _KINDS.get(part_of_speech(word), 0.0):
                yield _Example(context_of(sentence, at - start, at - start + len(word)), "" if taken else NO_COMPANY)
            at += len(word)


def _any_company(match: Match) -> bool:
    return any(reading.name is not None and reading.name.type in COMPANY_TYPES for reading in match.readings)


def _masked(sentence: str, start: int, name: Match, names: Iterable[Match]) -> Context:
    """The context of a name, without its other mentions in the sentence, which would give it away."""
    characters = list(sentence)
    for other in names:
        if other.readings == name.readings and other != name:
            characters[other.start - start : other.end - start] = " " * (other.end - other.start)
    return context_of("".join(characters), name.start - start, name.end - start)


def train_contexts(texts: Iterable[str], out: Path, *, seed: int = 0) -> None:
    """Learn what the contexts of companies look like, and write the weights that `Contexts` reads.

    Two models are fitted: the industry of a company by the words of its sentence, and whether there is a company at
    all by the words that touch it.

    Args:
        texts: Plain business news, some millions of characters; nothing need be annotated.
        out: The file to write.
        seed: Of the choice of common words.
    """
    chance = random.Random(seed)  # noqa: S311
    seen: Counter[str] = Counter()
    companies: list[_Example] = []
    others: list[_Example] = []
    for example in (example for text in texts for example in _examples(text, chance)):
        if not example.name:
            others.append(example)
        elif seen[example.name] < _MOST_OF_ONE:
            seen[example.name] += 1
            companies.append(example)
    topical = [example for example in companies if example.industry]
    none = [example for example in others if example.industry == NO_COMPANY]
    topical += chance.sample(none, min(len(none), len(topical) // 4))
    table = _topics(topical) | _neighbours(companies, others)
    out.write_text(json.dumps(table, ensure_ascii=False, separators=(",", ":"), sort_keys=True), encoding="utf-8")


def _topics(examples: Sequence[_Example]) -> dict[str, Any]:
    counts = Counter(example.industry for example in examples)
    kept = [example for example in examples if counts[example.industry] >= _FEWEST]
    matrix, names = _matrix([topic_features(example.context) for example in kept])
    model = LogisticRegression(C=0.15, max_iter=120, tol=1e-3)
    model.fit(matrix, [example.industry for example in kept])
    strengths = np.sort(np.abs(model.coef_), axis=None)
    floor = strengths[-min(_TOPICS, strengths.size)]
    topics = {}
    for column, name in enumerate(names):
        weights = [[row, round(100 * w)] for row, w in enumerate(model.coef_[:, column].tolist()) if abs(w) >= floor]
        if weights:
            topics[name] = weights
    return {
        "industries": model.classes_.tolist(),
        "base": [round(100 * value) for value in model.intercept_.tolist()],
        "shares": [round(counts[label] / len(kept), 5) for label in model.classes_],
        "topics": topics,
    }


def _neighbours(companies: Sequence[_Example], others: Sequence[_Example]) -> dict[str, Any]:
    rows = [dict.fromkeys(neighbour_features(example.context), 1.0) for example in (*companies, *others)]
    matrix, names = _matrix(rows)
    right = np.array([True] * len(companies) + [False] * len(others))
    model = LogisticRegression(C=0.05, max_iter=200, tol=1e-3, class_weight="balanced")
    model.fit(matrix, right)
    strongest = np.argsort(-np.abs(model.coef_[0]), kind="stable")[:_NEIGHBOURS]
    weights = {names[at]: round(100 * float(model.coef_[0][at])) for at in strongest.tolist()}
    return {
        "neighbours": {name: weight for name, weight in weights.items() if weight},
        "offset": round(100 * float(model.intercept_[0])),
    }


def _matrix(rows: Sequence[dict[str, float]]) -> tuple[Any, list[str]]:
    """The features that are seen often enough, as a sparse matrix and their names."""
    counts = Counter(feature for row in rows for feature in row)
    vectorizer = DictVectorizer(dtype=np.float32)
    matrix = vectorizer.fit_transform([{f: v for f, v in row.items() if counts[f] >= _SEEN} for row in rows])
    return matrix, list(vectorizer.get_feature_names_out())
