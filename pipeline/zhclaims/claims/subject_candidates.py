"""Candidates for the subject: names, resolved pronouns, phrases, and whoever was spoken of before."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from operator import attrgetter

from zhclaims.claims.figures import Figure
from zhclaims.claims.link import Link
from zhclaims.claims.ordered import between
from zhclaims.claims.pairs import BOTH, acts, each, is_paired, stands_for
from zhclaims.claims.phrases import opening_phrase, phrase_before
from zhclaims.claims.reading import Reading
from zhclaims.entities import COMPANY_TYPES, Entity
from zhclaims.metrics import Metric

_BEFORE, _AFTER, _EARLIER, _CLAUSES, _ROLES = 10, 3, 6, 5, 3
THINGS = frozenset(("sector", "commodity", "market"))
"""What a company deals in as often as what a claim is about."""


def _before(reading: Reading, at: int, most: int) -> Sequence[Entity]:
    """The mentions that begin before an offset, the nearest ones."""
    end = bisect_left(reading.entities, at, key=attrgetter("start"))
    return reading.entities[max(end - most, 0) : end]


def _antecedents(reading: Reading, pronoun: Entity, history: Sequence[Link]) -> Iterator[tuple[str, Entity]]:
    """Whom 公司, 其 may stand for: the subject spoken of last, the company named last, the one the text is about."""
    for link in reversed(history[-3:]):
        spoken = link.subject
        if spoken and spoken.start < pronoun.start and (spoken.type in COMPANY_TYPES or spoken.id != spoken.text):
            yield "spoken", spoken
            break
    named = [e for e in _before(reading, pronoun.start, 40) if e.type in ("company", "brand")]
    if named:
        yield "named", named[-1]
    if (main := reading.topic) is not None:
        yield "topic", main


def _resolved(reading: Reading, pronoun: Entity, history: Sequence[Link]) -> Iterator[tuple[str, Entity]]:
    if is_paired(pronoun):
        yield from _one_of_two(reading, pronoun, history)
        return
    kinds: dict[str, list[str]] = {}
    whom: dict[str, Entity] = {}
    for kind, entity in _antecedents(reading, pronoun, history):
        kinds.setdefault(entity.id, []).append(kind)
        whom.setdefault(entity.id, entity)
    for name, found in kinds.items():
        yield "+".join(found), _meaning(pronoun, whom[name])
    yield f"open:{min(len(kinds), 2)}", pronoun


def _one_of_two(reading: Reading, word: Entity, history: Sequence[Link]) -> Iterator[tuple[str, Entity]]:
    """The one that 前者 or 后者 means; 双方 and words that aren't clear stay open."""
    whom = () if word.text in BOTH else stands_for(reading, word, history)
    yield from (("spoken+named", _meaning(word, entity)) for entity in whom)
    if not whom:
        yield "open:0", word


def _meaning(pronoun: Entity, entity: Entity) -> Entity:
    return replace(pronoun, id=entity.id, ticker=entity.ticker, parent=entity.parent)


def _named(reading: Reading, mention: Entity, history: Sequence[Link]) -> Iterator[tuple[str, Entity]]:
    if mention.type == "pronoun":
        yield from ((f"pronoun:{kind}", entity) for kind, entity in _resolved(reading, mention, history))
    else:
        yield "entity", mention


def _may_be_subject(reading: Reading, start: int, end: int) -> bool:
    """Whether a phrase holds no figure, no period and nothing that is measured, but more than a unit after a figure."""
    if reading.folded[start - 1 : start].isdigit() or end - start < 2:
        return False
    if any(metric.type == "noun" and metric.end <= end for metric in between(reading.metrics, start, end)):
        return False
    return not between(reading.quantities, start, end) and not between(reading.periods, start, end)


def _phrase(reading: Reading, start: int, end: int) -> Entity:
    text = reading.text[start:end]
    return Entity(start, end, text, text, "phrase", score=0.5, source="grammar")


def _entity_at(reading: Reading, start: int, end: int) -> Entity:
    """The name at a span, or else the span as a phrase."""
    for mention in between(reading.entities, start, start + 1):
        if mention.end == end and mention.type != "pronoun":
            return mention
    return _phrase(reading, start, end)


def _is_measured(reading: Reading, mention: Entity) -> bool:
    """Whether a mention is part of the name of a metric."""
    metrics = between(reading.metrics, max(mention.start - 12, 0), mention.end)
    return any(m.type == "noun" and m.start <= mention.start and m.end >= mention.end for m in metrics)


def _phrases(reading: Reading, figure: Figure, metric: Metric | None) -> list[tuple[str, tuple[int, int]]]:
    """Noun phrases that may be the subject: before the metric, before the figure, and where a clause opens."""
    spans: list[tuple[str, tuple[int, int]]] = []
    if metric and metric.start >= figure.sentence_start:
        spans += [("phrase", span) for span in phrase_before(reading, metric.start, figure.sentence_start)]
    spans += [("phrase", span) for span in phrase_before(reading, figure.start, figure.clause_start)]
    for clause in reading.layout.clauses[max(figure.clause - _CLAUSES, 0) : figure.clause + 1]:
        if clause.start >= figure.sentence_start:
            opening = opening_phrase(reading, clause.start, min(clause.end, figure.start))
            spans += [("opening", opening)] if opening is not None else []
    return spans


def subject_candidates(
    reading: Reading, figure: Figure, metric: Metric | None, history: Sequence[Link]
) -> Iterator[tuple[str, Entity]]:
    """Possible subjects with where they come from, the most telling source first."""
    yield from _inside(reading, figure, metric, history)
    yield from _earlier(reading, figure, history)


def _inside(
    reading: Reading, figure: Figure, metric: Metric | None, history: Sequence[Link]
) -> Iterator[tuple[str, Entity]]:
    """Those of the figure's sentence."""
    inside = between(reading.entities, figure.sentence_start, figure.sentence_end)
    found = _phrases(reading, figure, metric)
    wider = {start: end for _, (start, end) in found}
    for mention in [e for e in inside if e.end <= figure.start][-_BEFORE:]:
        if mention.type in THINGS and (wider.get(mention.start, 0) > mention.end or _is_measured(reading, mention)):
            continue  # 电商 in 电商巨头们, 零售 in 社会消费品零售总额
        yield from _named(reading, mention, history)
    for mention in [e for e in inside if e.start >= figure.end][:_AFTER]:
        yield from _named(reading, mention, history)
    yield from (("within", e) for e in inside if e.start < figure.end and e.end > figure.start)
    named = {(e.start, e.end) for e in inside}
    yield from (
        (source, _phrase(reading, *span))
        for source, span in found
        if _may_be_subject(reading, *span) and span not in named
    )
    named |= {span for _, span in found}
    for span in between(reading.roles.spans["subject"], figure.sentence_start, figure.sentence_end):
        if span not in named and (span.end <= figure.start or span.start >= figure.end):
            yield "role", _phrase(reading, *span)
    for span in reading.likely_subjects(figure.sentence_start, figure.sentence_end):
        if span.end <= figure.start or span.start >= figure.end:
            yield "likely", _entity_at(reading, *span)


def _earlier(reading: Reading, figure: Figure, history: Sequence[Link]) -> Iterator[tuple[str, Entity]]:
    """Those of the sentences before."""
    for link in reversed(history[-_EARLIER:]):
        if link.subject and link.subject.start < figure.sentence_start:
            yield "history", link.subject
    for span in reversed(between(reading.roles.spans["subject"], 0, figure.sentence_start)[-_ROLES:]):
        yield "earlier-role", _entity_at(reading, *span)
    earlier = [e for e in _before(reading, figure.sentence_start, 3 * _EARLIER) if e.type != "pronoun"]
    yield from (("earlier", e) for e in reversed(earlier[-_EARLIER:]))
    if (main := reading.topic) is not None and main.start < figure.sentence_start:
        yield "topic", main


_ACTORS = COMPANY_TYPES | {"person"}
_LEADS_IN = re.compile(r"(?:经过|历经|历时|凭借|为了)")
_LED_BY = frozenset("与和同跟向对由被给在于")


def agent(reading: Reading, figure: Figure, metric: Metric | None) -> Entity | None:
    """Who acts, where the grammar leaves no choice.

    Either the actor of the main clause, after an adverbial without one (经过三年的投入,…“犀牛智造”投产); or of a date, the name between the date and its act (2013年底,阿里1688推出…), or the name that a relative clause without an
    actor of its own describes (从2018年开始与京东合作的联想).
    """
    if _LEADS_IN.match(reading.folded, figure.clause_start, figure.start):
        if between(reading.entities, figure.clause_start, figure.clause_end):
            return None
        main = between(reading.entities, figure.clause_end, figure.sentence_end)
        return next((e for e in main if e.type in _ACTORS and reading.folded[e.start - 1] not in _LED_BY), None)
    if figure.type != "date" or metric is None or metric.start < figure.end or metric.start >= figure.sentence_end:
        return None
    names = [e for e in between(reading.entities, figure.end, metric.start) if e.type != "pronoun"]
    if names and names[0].type in _ACTORS and not reading.folded[figure.end : names[0].start].strip("，, 起"):
        return names[0]
    if reading.folded[metric.end : metric.end + 1] == "的":
        described = between(reading.entities, metric.end + 1, metric.end + 2)
        actors = [e for e in names if reading.folded[e.start - 1] not in _LED_BY]
        if described and described[0].type in _ACTORS and not actors:
            return described[0]
    return None


def opener(reading: Reading, figure: Figure, metric: Metric | None, history: Sequence[Link]) -> Entity | None:
    """The 前者, 后者, 双方 that a figure's clause opens with and whose figure it is for certain, with whom it means."""
    word = acts(reading, figure, metric)
    if word is None:
        return None
    if word.text in BOTH:
        return word if each(reading, word, figure, history) else None
    return next((_meaning(word, entity) for entity in stands_for(reading, word, history)), None)
