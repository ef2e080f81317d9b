"""Options for the subject: whose figure it may be."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from zhclaims.claims.choice import Option
from zhclaims.claims.features import around, bucket, place
from zhclaims.claims.figures import Figure
from zhclaims.claims.link import Link, parallel, positions, previous_link
from zhclaims.claims.phrases import opening_phrase, phrase_before
from zhclaims.claims.reading import Reading, between
from zhclaims.entities import COMPANY_TYPES, Entity
from zhclaims.metrics import Metric

_BEFORE, _AFTER, _EARLIER, _CLAUSES = 10, 3, 6, 5


def topic(reading: Reading) -> Entity | None:
    """The company a text is about: the one it names most often, the first of equals; its first mention."""
    named = [entity for entity in reading.entities if entity.type in ("company", "brand")]
    if not named:
        return None
    most = Counter(entity.id for entity in named).most_common(1)[0][0]
    return next(entity for entity in named if entity.id == most)


def _antecedents(reading: Reading, pronoun: Entity, history: Sequence[Link]) -> Iterator[tuple[str, Entity]]:
    """Whom 公司, 其 may stand for: the subject spoken of last, the company named last, the one the text is about."""
    for link in reversed(history[-3:]):
        spoken = link.subject
        if spoken and spoken.start < pronoun.start and (spoken.type in COMPANY_TYPES or spoken.id != spoken.text):
            yield "spoken", spoken
            break
    named = [e for e in between(reading.entities, 0, pronoun.start) if e.type in ("company", "brand")]
    if named:
        yield "named", named[-1]
    if (main := topic(reading)) is not None:
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
    yield "open", pronoun


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


def _candidates(
    reading: Reading, figure: Figure, metric: Metric | None, history: Sequence[Link]
) -> Iterator[tuple[str, Entity]]:
    """Possible subjects with where they come from, the most telling source first."""
    inside = between(reading.entities, figure.sentence_start, figure.sentence_end)
    for mention in [e for e in inside if e.end <= figure.start][-_BEFORE:]:
        yield from _named(reading, mention, history)
    for mention in [e for e in inside if e.start >= figure.end][:_AFTER]:
        yield from _named(reading, mention, history)
    yield from (("within", e) for e in inside if e.start < figure.end and e.end > figure.start)
    spans: list[tuple[str, tuple[int, int]]] = []
    if metric and metric.start >= figure.sentence_start:
        spans += [("phrase", span) for span in phrase_before(reading, metric.start, figure.sentence_start)]
    spans += [("phrase", span) for span in phrase_before(reading, figure.start, figure.clause_start)]
    for clause in reading.layout.clauses[max(figure.clause - _CLAUSES, 0) : figure.clause + 1]:
        if clause.start >= figure.sentence_start:
            opening = opening_phrase(reading, clause.start, min(clause.end, figure.start))
            spans += [("opening", opening)] if opening is not None else []
    yield from ((source, _phrase(reading, *span)) for source, span in spans if _may_be_subject(reading, *span))
    for link in reversed(history[-_EARLIER:]):
        if link.subject and link.subject.start < figure.sentence_start:
            yield "history", link.subject
    earlier = [e for e in between(reading.entities, 0, figure.sentence_start) if e.type != "pronoun"]
    yield from (("earlier", e) for e in reversed(earlier[-_EARLIER:]))
    if (main := topic(reading)) is not None and main.start < figure.sentence_start:
        yield "topic", main


def _inside_features(
    reading: Reading, figure: Figure, source: str, entity: Entity, *, anchor: int, where: dict[int, tuple[int, int]]
) -> Iterator[str]:
    """Where a candidate of the figure's own sentence stands."""
    yield from (f"{source}:{name}" for name in place(reading, entity.start, entity.end, figure))
    distance = anchor - entity.end
    yield f"{source}:anchor={bucket(distance) if distance >= 0 else 'after'}"
    yield f"{source}:{entity.type}:anchor={'touches' if distance == 0 else 'before' if distance > 0 else 'after'}"
    nearer = [other for other in between(reading.entities, entity.end, anchor) if other.type != "person"]
    yield f"{source}:nth={min(len(nearer), 4)}"
    yield f"{source}:nth-of-type={min(sum(other.type == entity.type for other in nearer), 3)}"
    yield f"{source}:{parallel(figure, where.get(entity.start))}"
    clause = reading.layout.clauses[reading.layout.clause(entity.start)]
    opens = not reading.folded[clause.start : entity.start].strip()
    yield f"{source}:opens={opens}:{not reading.folded[figure.sentence_start : entity.start].strip()}"
    sides = around(reading, entity.start, entity.end, floor=figure.sentence_start, ceiling=figure.sentence_end)
    yield from (f"subject:{name}" for name in sides)


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
    anchor = metric.start if metric and figure.sentence_start <= metric.start < figure.start else figure.start
    inside = between(reading.entities, figure.sentence_start, figure.sentence_end)
    before = [e for e in between(inside, figure.sentence_start, anchor) if e.type != "person"]
    own = [e for e in before if e.start >= figure.clause_start]
    where = positions(reading, inside)
    speaking = {speaker.start for speaker in speakers}
    counts = Counter(entity.id for entity in reading.entities)
    concept, metric_type = (metric.id, metric.type) if metric else (None, "none")
    options: list[Option] = []
    seen: set[tuple[int, int, str]] = set()
    earlier: list[str] = []
    for source, entity in _candidates(reading, figure, metric, history):
        outside = entity.start < figure.sentence_start
        if (entity.start, entity.end, entity.id) in seen or (outside and entity.id in earlier):
            continue
        seen.add((entity.start, entity.end, entity.id))
        shape = f"{source}:{entity.type}"
        names = [
            source, shape, f"{shape}:{kind}", f"{shape}:{concept}", f"{shape}:{metric_type}", f"type={entity.type}",
            f"type={entity.type}:{figure.unit}", f"{source}:count={bucket(counts[entity.id])}",
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
    options.append(Option(None, none))
    return options
