"""The small grammar of metric names: measure modifiers, nouns, heads; else a verb.

A metric noun reaches left over the words that say which measure it is (累计销售业绩, 平均季度流水, 海外业务收入) and not over
those that say whose (新能源汽车销量: the metric is 销量). It reaches right over heads that measure the measure (收入占比,
净利润增速).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from zhclaims.metrics.concepts import Concept
from zhclaims.metrics.lexicon import Match, MetricLexicon, Word, default_lexicon, key_of
from zhclaims.metrics.verbs import Verb
from zhclaims.records import Direction, Kind

_NO_KINDS: frozenset[Kind] = frozenset()
_NO_UNITS: frozenset[str] = frozenset()
_STEM = Word("", modifies=True)
_STEM_BEFORE = re.compile("[一-鿿]{2}")
_FIGURE_AFTER = re.compile("(?:[同环]比|分别|[约为达到近超过仅高将已均至:：增降]){0,4}+[-+±]?[0-9]")
_REACH = 4  # words between the parts of a compound, at most
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
        move: Whether it is the move or quotation of a market (涨, 报, 涨幅): its id is then a default only, since what moved
            decides (guideline, moves of markets).
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
    floor = 0
    for run in _runs(lexicon.matches(key)):
        if _has_unknown_stem(run[0], key, floor):
            run.insert(0, Match(_STEM, run[0].start - 2, run[0].start))
        found.extend(_read(run, text, key, lexicon))
        floor = run[-1].end
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


def _has_unknown_stem(head: Match, key: str, floor: int) -> bool:
    """Whether a bare 率, 额, 量 … ends a word that no table has (检出率), told by the number that follows."""
    return (
        head.word.follows == "word"
        and head.word.concept is None
        and head.start - 2 >= floor
        and _STEM_BEFORE.match(key, head.start - 2, head.start) is not None
        and _FIGURE_AFTER.match(key, head.end) is not None
    )


def _read(run: list[Match], text: str, key: str, lexicon: MetricLexicon) -> Iterator[Metric]:
    at = 0
    while at < len(run):
        name, stop = _name(run, at, lexicon)
        for match in run[at : stop if name is None else name.first]:
            verb = match.word.verb
            if verb is not None and _is_metric(verb, match, key):
                yield _verb(verb, match, text)
        if name is None:
            at = stop
        else:
            yield _noun(name, run, text)
            at = name.last + 1


class _Name(NamedTuple):
    """A metric name as indexes into a run: its first word, the noun that names the measure, its last word."""

    first: int
    noun: int
    last: int
    concept: Concept | None


def _name(run: list[Match], at: int, lexicon: MetricLexicon) -> tuple[_Name | None, int]:
    """Read the first metric name from a word on.

    Returns:
        The name, if there is one before the first word that can't be part of one, and where reading stopped.
    """
    name: _Name | None = None
    first = at
    for here in range(at, len(run)):
        word = run[here].word
        if name is None:
            if word.concept is not None or _stands(word, led=here > first):
                name = _Name(first, here, here, _compound(run, first, here, lexicon) or word.concept)
            elif not word.modifies:
                return None, here + 1
            elif here == first and not word.starts:
                first = here + 1
        elif word.takes == "base":
            name = name._replace(last=here, concept=name.concept or word.concept)
        elif word.takes == "own" or (word.concept is not None and run[here - 1].word.modifies):
            concept = _compound(run, first, here, lexicon) or word.concept
            name = name._replace(noun=here, last=here, concept=concept)
        elif not word.modifies:
            return name, here
    return name, len(run)


def _stands(word: Word, *, led: bool) -> bool:
    """Whether a head may be the first noun of a name, given whether a word of the name stands before it."""
    return word.takes is not None and (word.follows == "any" or (word.follows == "word" and led))


def _compound(run: list[Match], first: int, at: int, lexicon: MetricLexicon) -> Concept | None:
    """Look up the compounds (中标 … 金额) that a word makes with one before it, the nearest first."""
    for before in range(at - 1, max(first, at - _REACH) - 1, -1):
        concept = lexicon.compounds.get((run[before].word.key, run[at].word.key))
        if concept is not None:
            return concept
    return None


def _noun(name: _Name, run: list[Match], text: str) -> Metric:
    start, end = run[name.first].start, run[name.last].end
    head, concept = run[name.noun], name.concept
    move = head.word.verb if head.word.verb and head.word.verb.role == "move" else None
    return Metric(
        start=start,
        end=end,
        text=text[start:end],
        id=concept.id if concept else None,
        type="noun",
        kinds=concept.kinds if concept else _NO_KINDS,
        units=concept.units if concept else _NO_UNITS,
        head=(head.start, head.end) if (head.start, head.end) != (start, end) else None,
        move=move is not None,
        direction=move.direction if move else None,
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
