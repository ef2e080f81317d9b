"""Options for the subject: whose figure it may be."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from operator import attrgetter

from zhclaims.claims.choice import Option
from zhclaims.claims.features import around, bucket, place
from zhclaims.claims.figures import Figure
from zhclaims.claims.link import Link, misplaced, parallel, positions, previous_link
from zhclaims.claims.phrases import opening_phrase, phrase_before
from zhclaims.claims.reading import Reading, between
from zhclaims.entities import COMPANY_TYPES, Entity
from zhclaims.metrics import Metric
from zhclaims.text.parts import part_of_speech

_BEFORE, _AFTER, _EARLIER, _CLAUSES = 10, 3, 6, 5


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
    kinds: dict[str, list[str]] = {}
    whom: dict[str, Entity] = {}
    for kind, entity in _antecedents(reading, pronoun, history):
        kinds.setdefault(entity.id, []).append(kind)
        whom.setdefault(entity.id, entity)
    for name, found in kinds.items():
        entity = whom[name]
        yield "+".join(found), replace(pronoun, id=name, ticker=entity.ticker, parent=entity.parent)
    yield f"open:{min(len(kinds), 2)}", pronoun


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
    return Entity(start, end, text, text, "phrase", score=0.5)


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


def _candidates(
    reading: Reading, figure: Figure, metric: Metric | None, history: Sequence[Link]
) -> Iterator[tuple[str, Entity]]:
    """Possible subjects with where they come from, the most telling source first."""
    inside = between(reading.entities, figure.sentence_start, figure.sentence_end)
    found = _phrases(reading, figure, metric)
    wider = {start: end for _, (start, end) in found}
    for mention in [e for e in inside if e.end <= figure.start][-_BEFORE:]:
        if mention.type in ("sector", "commodity") and wider.get(mention.start, 0) > mention.end:
            continue  # 电商 in 电商巨头们
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
    for link in reversed(history[-_EARLIER:]):
        if link.subject and link.subject.start < figure.sentence_start:
            yield "history", link.subject
    earlier = [e for e in _before(reading, figure.sentence_start, 3 * _EARLIER) if e.type != "pronoun"]
    yield from (("earlier", e) for e in reversed(earlier[-_EARLIER:]))
    if (main := reading.topic) is not None and main.start < figure.sentence_start:
        yield "topic", main


def _inside_features(
    reading: Reading, figure: Figure, source: str, entity: Entity, *, anchor: int, where: dict[int, tuple[int, int]]
) -> Iterator[str]:
    """Where a candidate of the figure's own sentence stands."""
    placed = list(place(reading, entity.start, entity.end, figure))
    yield from (f"{source}:{name}" for name in placed)
    if figure.type == "date":  # the one who acts stands after the date as a rule
        yield from (f"date:{source}:{name}" for name in placed[:3])
        yield f"date:{entity.type}:{entity.end <= figure.start}:{entity.end <= anchor}:{anchor > figure.start}"
    distance = anchor - entity.end
    yield f"{source}:side={entity.end <= figure.start}:{entity.end <= anchor}:{anchor > figure.start}"
    if anchor < entity.start and entity.start - anchor <= 16:  # 与京东合作的联想: the subject of a relative clause
        yield f"{source}:relative={reading.folded[entity.start - 1 : entity.start] == '的'}:{figure.type == 'date'}"
    yield f"{source}:anchor={bucket(distance) if distance >= 0 else 'after'}"
    yield f"{source}:{entity.type}:anchor={'touches' if distance == 0 else 'before' if distance > 0 else 'after'}"
    nearer = [other for other in between(reading.entities, entity.end, anchor) if other.type != "person"]
    yield f"{source}:nth={min(len(nearer), 4)}"
    yield f"{source}:nth-of-type={min(sum(other.type == entity.type for other in nearer), 3)}"
    yield f"{source}:{parallel(figure, where.get(entity.start))}"
    clause = reading.layout.clauses[reading.layout.clause(entity.start)]
    opens = not reading.folded[clause.start : entity.start].strip()
    yield f"{source}:opens={opens}:{not reading.folded[figure.sentence_start : entity.start].strip()}"
    following = reading.words_between(entity.end, entity.end + 1)
    if following and not between(reading.metrics, entity.end, entity.end + 1):  # 电商 in 电商巨头们 is no subject
        word = reading.folded[slice(*following[0])]
        yield f"{entity.type}:continues={word.isalpha() and part_of_speech(word) == 'n'}"
    sides = around(reading, entity.start, entity.end, floor=figure.sentence_start, ceiling=figure.sentence_end)
    yield from (f"subject:{name}" for name in sides)


_ACTORS = COMPANY_TYPES | {"person"}
_LEADS_IN = re.compile(r"(?:经过|历经|历时|凭借|为了)")
_LED_BY = frozenset("与和同跟向对由被给在于")


def _agent(reading: Reading, figure: Figure, metric: Metric | None) -> Entity | None:
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


def subject_options(
    reading: Reading,
    figure: Figure,
    *,
    kind: str,
    metric: Metric | None,
    speakers: Sequence[Entity],
    history: Sequence[Link],
) -> list[Option]:
    """Who it may be about: names of the sentence, phrases before the metric, subjects spoken of earlier, or nobody."""
    previous = previous_link(history, figure)
    anchor = metric.start if metric and figure.sentence_start <= metric.start < figure.sentence_end else figure.start
    inside = between(reading.entities, figure.sentence_start, figure.sentence_end)
    before = [e for e in between(inside, figure.sentence_start, anchor) if e.type != "person"]
    own = [e for e in before if e.start >= figure.clause_start]
    where = positions(reading, inside)
    speaking = {speaker.start for speaker in speakers}
    respective = "分别" in reading.folded[figure.sentence_start : figure.start]
    concept, metric_type = (metric.id, metric.type) if metric else (None, "none")
    options: list[Option] = []
    seen: set[tuple[int, int, str]] = set()
    earlier: list[str] = []
    agent = _agent(reading, figure, metric)
    candidates = (("entity", agent),) if agent is not None else _candidates(reading, figure, metric, history)
    for source, entity in candidates:
        outside = entity.start < figure.sentence_start
        if (entity.start, entity.end, entity.id) in seen or (outside and entity.id in earlier):
            continue
        seen.add((entity.start, entity.end, entity.id))
        if respective and misplaced(figure, where.get(entity.start)):
            continue
        shape = f"{source}:{entity.type}"
        names = [
            source, shape, f"{shape}:{kind}", f"{shape}:{concept}", f"{shape}:{metric_type}", f"type={entity.type}",
            f"type={entity.type}:{figure.unit}", f"{source}:count={bucket(reading.counts.get(entity.id, 0))}",
        ]  # fmt: skip
        names += [f"speaks:{shape}", f"speaks:{bool(own)}"] if entity.start in speaking else []
        if outside:
            earlier.append(entity.id)
            sentences = figure.sentence - reading.layout.sentence(entity.start)
            paragraphs = reading.layout.paragraph(figure.start) - reading.layout.paragraph(entity.start)
            names += [
                f"{source}:recency={min(len(earlier), 6)}", f"earlier:sentences={bucket(sentences)}",
                f"earlier:paragraphs={min(paragraphs, 2)}", f"{source}:inside={min(len(before), 3)}:{bool(own)}",
                f"{source}:paragraphs={min(paragraphs, 2)}:inside={bool(before)}",
            ]  # fmt: skip
        else:
            names += _inside_features(reading, figure, source, entity, anchor=anchor, where=where)
        if entity.type == "phrase":
            names += [
                f"phrase:length={bucket(entity.end - entity.start)}", f"phrase:tail={entity.text[-1:]}",
                f"phrase:entities={len(between(reading.entities, entity.start, entity.end))}", f"phrase:own={bool(own)}",
            ]  # fmt: skip
        if previous:
            same = previous.subject is not None and previous.subject.id == entity.id
            here = figure.sentence == previous.figure.sentence
            near = min(figure.clause - previous.figure.clause, 3) if here else "-"
            names += [
                f"previous={same}:{here}:{near}",
                f"previous={same}:{kind}:{source}",
                f"previous={same}:{here}:{bool(own)}",
            ]
            if not same and previous.subject is not None:
                names.append(f"previous-type={previous.subject.type == entity.type}:{here}")
        options.append(Option(entity, names))
    none = ["none", f"none:{kind}", f"none:{concept}", f"none:candidates={min(len(options), 4)}"]
    if previous:
        none.append(f"none:previous={previous.subject is None}")
    if agent is None:
        options.append(Option(None, none))
    return options
