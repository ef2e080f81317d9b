"""The small grammar of metric names: measure modifiers, nouns, heads; else a verb.

A metric noun reaches left over the words that say which measure it is (累计销售业绩, 平均季度流水, 海外业务收入) and not over
those that say whose (新能源汽车销量: the metric is 销量). It reaches right over heads that measure the measure (收入占比,
净利润增速).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from zhclaims.metrics.concepts import Concept
from zhclaims.metrics.lexicon import Match, MetricLexicon, default_lexicon, key_of
from zhclaims.metrics.verbs import Verb
from zhclaims.records import Direction, Kind

_NO_KINDS: frozenset[Kind] = frozenset()
_NO_UNITS: frozenset[str] = frozenset()
_TO_NUMBER = re.compile(
    r"[ 了近约超逾过至到为于在得出回破穿去其共达有仅多将已自人均:：盘收涨跌升降的第]{0,6}+[-+±.\d一二三四五六七八九十百千万亿两半几数不多]"
)


@dataclass(frozen=True, slots=True)
class Metric:
    """A mention of a metric.

    Attributes:
        start: Offset of its first character.
        end: Offset after its last character.
        text: ``text[start:end]``.
        id: Concept id; null for an open-class metric noun or a verb that no concept covers.
        type: ``noun``, or ``verb`` where the verb itself says what was done.
        kinds: Claim kinds it can take; empty where any will do.
        units: Unit classes or units of its level; empty where any will do.
        head: Span of the head noun inside a compositional name (海外业务收入: 收入), null where it is the whole.
        move: Whether it is the move or quotation of a market (涨, 报).
        direction: Direction of such a move.
        dates: Whether it is an act whose date is a claim (成立, 上市).
    """

    start: int
    end: int
    text: str
    id: str | None
    type: Literal["noun", "verb"]
    kinds: frozenset[Kind]
    units: frozenset[str]
    head: tuple[int, int] | None = None
    move: bool = False
    direction: Direction | None = None
    dates: bool = False


def metrics(text: str, *, lexicon: MetricLexicon | None = None) -> list[Metric]:
    """Find the metrics of a text: nouns with their measure modifiers, and verbs.

    Args:
        text: Any string.
        lexicon: The words to look for; the shipped ones by default.

    Returns:
        The metrics in order; they do not overlap. Guideline, field ``metric``.

    >>> [(m.text, m.id) for m in metrics("海外业务收入增长20%,归母净利润为3亿元")]
    [('海外业务收入', 'revenue'), ('归母净利润', 'net_profit_attributable')]
    >>> [(m.text, m.id, m.direction) for m in metrics("该股收跌3.2%,报15.8元")]
    [('收跌', 'share_price', 'down'), ('报', 'price', None)]
    """
    lexicon = lexicon or default_lexicon()
    key = key_of(text)
    found: list[Metric] = []
    for run in _runs(lexicon.matches(key)):
        found.extend(_read(run, text, key, lexicon))
    return found


def _runs(matches: list[Match]) -> Iterator[list[Match]]:
    """Part the words into runs that touch each other; a word the grammar has no use for (a shadow) ends a run."""
    run: list[Match] = []
    end = -1
    for match in matches:
        if match.start != end and run:
            yield run
            run = []
        run.append(match)
        end = match.end
    if run:
        yield run


def _read(run: list[Match], text: str, key: str, lexicon: MetricLexicon) -> Iterator[Metric]:
    at = 0
    while at < len(run):
        first, noun, last, concept, seen = at, -1, -1, None, at
        for seen in range(at, len(run)):  # noqa: B007  # where the phrase ends is used below
            step = _step(run, first, noun, last, seen, concept, key, lexicon)
            if step is None:
                break
            is_noun, concept = step
            if is_noun:
                noun, last = (seen if noun < 0 or run[seen].word.takes != "base" else noun), seen
        else:
            seen = len(run)
        if last >= 0:
            yield _noun(run, first, noun, last, concept, text)
            at = last + 1
            continue
        for match in run[at : max(seen, at + 1)]:
            verb = match.word.verb
            if verb is not None and _is_metric(verb, match, key):
                yield _verb(verb, match, text)
        at = max(seen, at + 1)


def _step(
    run: list[Match],
    first: int,
    noun: int,
    last: int,
    at: int,
    concept: Concept | None,
    key: str,
    lexicon: MetricLexicon,
) -> tuple[bool, Concept | None] | None:
    """Decide whether a word goes on with the phrase: (it is a noun of it, the concept so far), or null where it ends."""
    word = run[at].word
    if noun < 0:
        if word.concept is not None or word.takes is not None and (word.alone or at > first):
            return True, _compound(run, first, at, lexicon) or word.concept
        return (False, None) if word.modifies else None
    if word.takes is not None:
        own = _compound(run, first, at, lexicon) or word.concept
        return True, (own if word.takes == "own" else concept or own)
    if word.concept is not None and run[at - 1].word.modifies:
        return True, _compound(run, first, at, lexicon) or word.concept
    return (False, concept) if word.modifies else None


def _compound(run: list[Match], first: int, at: int, lexicon: MetricLexicon) -> Concept | None:
    """Look up the compounds (中标 … 金额) that a head makes with a word before it, the nearest first."""
    for before in range(at - 1, max(first, at - 6) - 1, -1):
        concept = lexicon.compounds.get((run[before].word.key, run[at].word.key))
        if concept is not None:
            return concept
    return None


def _noun(run: list[Match], first: int, noun: int, last: int, concept: Concept | None, text: str) -> Metric:
    start, end = run[first].start, run[last].end
    head = run[noun].start, run[noun].end
    return Metric(
        start=start,
        end=end,
        text=text[start:end],
        id=concept.id if concept else None,
        type="noun",
        kinds=concept.kinds if concept else _NO_KINDS,
        units=concept.units if concept else _NO_UNITS,
        head=head if head != (start, end) else None,
    )


def _is_metric(verb: Verb, match: Match, key: str) -> bool:
    if verb.role == "saying":
        return False
    return not verb.before_number or _TO_NUMBER.match(key, match.end) is not None


def _verb(verb: Verb, match: Match, text: str) -> Metric:
    return Metric(
        start=match.start,
        end=match.end,
        text=text[match.start : match.end],
        id=verb.id,
        type="verb",
        kinds=verb.kinds,
        units=_NO_UNITS,
        move=verb.role == "move",
        direction=verb.direction,
        dates=verb.dates,
    )
