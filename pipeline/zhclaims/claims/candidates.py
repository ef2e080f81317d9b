"""Candidates: for each role of a claim, what might fill it, and what speaks for each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice

from zhclaims.claims.choice import Option
from zhclaims.claims.features import around, bucket, place
from zhclaims.claims.figures import Figure, lists
from zhclaims.claims.phrases import opening_phrase, phrase_before
from zhclaims.claims.reading import Reading, between
from zhclaims.entities import Entity
from zhclaims.metrics import Metric
from zhclaims.periods import PeriodExpression
from zhclaims.records import Kind, Modality
from zhclaims.text.parts import part_of_speech

_METRICS_BEFORE, _METRICS_AFTER, _WORDS = 8, 4, 4
_ENTITIES_BEFORE, _ENTITIES_AFTER, _EARLIER = 10, 3, 6
_PERIODS_BEFORE, _PERIODS_AFTER, _CLAUSES = 4, 2, 5
_COMPANY_PRONOUNS = frozenset(
    [
        "公司",
        "该公司",
        "本公司",
        "我公司",
        "贵公司",
        "其",
        "集团",
        "本集团",
        "该集团",
        "该行",
        "本行",
        "上市公司",
        "它",
        "该股",
        "两者",
        "双方",
        "后者",
        "前者",
    ]
)


@dataclass(frozen=True, slots=True)
class Link:
    """What has been decided about one figure."""

    figure: Figure
    kind: Kind
    metric: Metric | None
    subject: Entity | None
    period: PeriodExpression | None
    modality: Modality
    source: Entity | None
    confidence: float


def _positions(reading: Reading, mentions: Sequence[Metric] | Sequence[Entity]) -> dict[int, tuple[int, int]]:
    """Position of each mention in its list (营收、净利分别…), by where it starts."""
    counted = (position for run in lists(reading, mentions) for position in run)
    return dict(zip((mention.start for mention in mentions), counted, strict=True))


def _parallel(figure: Figure, position: tuple[int, int] | None) -> str:
    """Whether a candidate has the place in its list that the figure has in its own."""
    if position is None or (position[1] == 1 and figure.of == 1):
        return "parallel=none"
    if position[1] != figure.of:
        return f"parallel=unequal:{min(figure.of, 2)}:{min(position[1], 2)}"
    return f"parallel={position[0] == figure.nth}"


def _previous(history: Sequence[Link], figure: Figure) -> Link | None:
    """The link just before, where it stands near enough to be taken up."""
    return history[-1] if history and figure.sentence - history[-1].figure.sentence <= 2 else None


# --- metric ---------------------------------------------------------------------------------------------------------


def _word_metrics(reading: Reading, figure: Figure, taken: set[int]) -> Iterator[Metric]:
    """Words near the figure that may name an act no lexicon has: 排定71个, 围绕五大产业."""
    before = reading.words_between(figure.clause_start, figure.start)[-_WORDS * 2 :]
    after = reading.words_between(figure.end, figure.clause_end)[:_WORDS]
    for start, end in (*before, *after):
        word = reading.folded[start:end]
        if start not in taken and end - start > 1 and part_of_speech(word) == "v":
            yield Metric(start, end, reading.text[start:end], None, "verb", frozenset(), frozenset())


def _fit(metric: Metric, kind: str) -> str:
    if not metric.kinds:
        return "open"
    return "fits" if kind in metric.kinds else "misfits"


def metric_options(reading: Reading, figure: Figure, kind: str, history: Sequence[Link]) -> list[Option]:
    """What may be measured: metrics of the sentence, words near the figure, the metric before, or nothing."""
    inside = between(reading.metrics, figure.sentence_start, figure.sentence_end)
    before = [m for m in inside if m.end <= figure.start][-_METRICS_BEFORE:]
    after = [m for m in inside if m.start >= figure.end][:_METRICS_AFTER]
    over = [m for m in inside if m.start < figure.end and m.end > figure.start]
    taken = {at for m in inside for at in range(m.start, m.end)}
    positions = _positions(reading, inside)
    previous = _previous(history, figure)
    options = []
    candidates = [*before, *after, *over, *_word_metrics(reading, figure, taken)]
    if previous and previous.metric and previous.metric.start < figure.sentence_start:
        candidates.append(previous.metric)
    for metric in candidates:
        known = metric.start in taken
        source = metric.type if known else "carried" if metric.start < figure.sentence_start else "word"
        nth = sum(metric.end <= other.start for other in before) if metric.end <= figure.start else 0
        fit = f"{source}:{_fit(metric, kind)}"
        place_names = list(place(reading, metric.start, metric.end, figure))
        names = [
            source, fit, f"{fit}:{kind}", f"nth={min(nth, 4)}:{source}", f"nth={min(nth, 4)}:{fit}",
            f"id={metric.id}:{kind}", f"id={metric.id}:{figure.unit}", f"text={metric.text}", f"tail={metric.text[-1:]}:{kind}",
            f"length={bucket(metric.end - metric.start)}",
            f"{source}:{_parallel(figure, positions.get(metric.start) if known else None)}",
            *(f"{source}:{name}" for name in place_names), *(f"{fit}:{name}" for name in place_names[:3]),
            *around(reading, metric.start, metric.end, floor=figure.sentence_start, ceiling=figure.sentence_end),
        ]  # fmt: skip
        if previous and previous.metric:
            same = metric.start == previous.metric.start
            near = figure.clause - previous.figure.clause
            names.append(f"previous={same}:{kind}:{previous.kind}:{min(near, 2)}")
            names.append(f"previous={same}:{source}")
        options.append(Option(metric, names))
    shape = f"{kind}:{figure.unit}"
    rest = around(reading, figure.start, figure.end, floor=figure.sentence_start, ceiling=figure.sentence_end)
    none = [
        "none",
        f"none:{shape}",
        f"none:{kind}",
        f"none:candidates={min(len(candidates), 3)}",
        *(f"none:{r}" for r in rest),
    ]
    options.append(Option(None, none))
    return options


# --- subject --------------------------------------------------------------------------------------------------------


def antecedent(reading: Reading, pronoun: Entity, history: Sequence[Link]) -> Entity | None:
    """Whom a pronoun such as 公司 or 其 stands for: the company spoken of last, else the last one named before it."""
    for link in reversed(history[-3:]):
        if (
            link.subject
            and link.subject.type in ("company", "brand", "institution")
            and link.subject.start < pronoun.start
        ):
            return link.subject
    sentence = reading.layout.sentences[reading.layout.sentence(pronoun.start)]
    for mention in between(reading.entities, sentence.start, pronoun.start):
        if mention.type == "company":
            return mention
    named = [m for m in between(reading.entities, 0, sentence.start) if m.type == "company"]
    return named[-1] if named else None


def _resolved(reading: Reading, entity: Entity, history: Sequence[Link]) -> Entity:
    if entity.type != "pronoun":
        return entity
    whom = antecedent(reading, entity, history)
    return entity if whom is None else replace(entity, id=whom.id, ticker=whom.ticker, parent=whom.parent)


def _phrase(reading: Reading, start: int, end: int) -> Entity:
    text = reading.text[start:end]
    return Entity(start, end, text, text, "phrase", None, None, 0.5)


def _subject_candidates(
    reading: Reading, figure: Figure, metric: Metric | None, history: Sequence[Link]
) -> Iterator[tuple[str, Entity]]:
    inside = between(reading.entities, figure.sentence_start, figure.sentence_end)
    yield from (
        ("entity", _resolved(reading, e, history))
        for e in [e for e in inside if e.end <= figure.start][-_ENTITIES_BEFORE:]
    )
    yield from (
        ("entity", _resolved(reading, e, history))
        for e in islice((e for e in inside if e.start >= figure.end), _ENTITIES_AFTER)
    )
    yield from (("inside", e) for e in inside if e.start < figure.end and e.end > figure.start)
    if metric and metric.start >= figure.sentence_start:
        yield from (
            ("phrase", _phrase(reading, *span)) for span in phrase_before(reading, metric.start, figure.sentence_start)
        )
    yield from (
        ("phrase", _phrase(reading, *span)) for span in phrase_before(reading, figure.start, figure.clause_start)
    )
    for clause in reading.layout.clauses[max(figure.clause - _CLAUSES, 0) : figure.clause + 1]:
        if clause.start >= figure.sentence_start and (
            span := opening_phrase(reading, clause.start, min(clause.end, figure.start))
        ):
            yield "opening", _phrase(reading, *span)
    for link in reversed(history[-_EARLIER:]):
        if link.subject and link.subject.start < figure.sentence_start:
            yield "history", link.subject
    earlier = [e for e in between(reading.entities, 0, figure.sentence_start) if e.type != "pronoun"]
    yield from (("earlier", e) for e in earlier[-_EARLIER:])
    if earlier:
        yield "first", next((e for e in earlier if e.type in ("company", "brand")), earlier[0])


def subject_options(
    reading: Reading, figure: Figure, kind: str, metric: Metric | None, history: Sequence[Link]
) -> list[Option]:
    """Who it may be about: names of the sentence, phrases before the metric, subjects spoken of earlier, or nobody."""
    previous = _previous(history, figure)
    anchor = metric.start if metric and figure.sentence_start <= metric.start < figure.start else figure.start
    seen: set[tuple[int, int]] = set()
    ids_earlier: set[str] = set()
    options: list[Option] = []
    recency = 0
    positions = _positions(reading, between(reading.entities, figure.sentence_start, figure.sentence_end))
    concept = metric.id if metric else None
    metric_type = metric.type if metric else "none"
    for source, entity in _subject_candidates(reading, figure, metric, history):
        if (entity.start, entity.end) in seen:
            continue
        seen.add((entity.start, entity.end))
        outside = entity.start < figure.sentence_start
        if outside:
            if entity.id in ids_earlier:
                continue
            ids_earlier.add(entity.id)
            recency += 1
        shape = f"{source}:{entity.type}"
        names = [
            shape,
            source,
            f"{shape}:{kind}",
            f"{shape}:{concept}",
            f"{shape}:{metric_type}",
            f"type={entity.type}",
        ]
        if outside:
            names += [
                f"{source}:recency={min(recency, 6)}",
                f"earlier:sentences={bucket(figure.sentence - reading.layout.sentence(entity.start))}",
            ]
            names.append(
                f"earlier:paragraphs={min(reading.layout.paragraph(figure.start) - reading.layout.paragraph(entity.start), 2)}"
            )
        else:
            names += [f"{source}:{name}" for name in place(reading, entity.start, entity.end, figure)]
            distance = anchor - entity.end
            names.append(f"{source}:anchor={bucket(distance) if distance >= 0 else 'after'}")
            names.append(f"{shape}:anchor={'touches' if distance == 0 else 'before' if distance > 0 else 'after'}")
            nearer = sum(
                entity.end <= other.start < anchor for other in between(reading.entities, entity.start, anchor)
            )
            names.append(f"{source}:nth={min(nearer, 4)}")
            names.append(f"{source}:{_parallel(figure, positions.get(entity.start))}")
            first = not reading.folded[figure.sentence_start : entity.start].strip()
            names.append(f"{source}:opens={first}")
            names += [
                f"subject:{name}"
                for name in around(
                    reading, entity.start, entity.end, floor=figure.sentence_start, ceiling=figure.sentence_end
                )
            ]
        if entity.type == "phrase":
            names.append(f"phrase:length={bucket(entity.end - entity.start)}")
            names.append(f"phrase:tail={entity.text[-1:]}")
            names.append(f"phrase:entities={len(between(reading.entities, entity.start, entity.end))}")
        if previous:
            same = previous.subject is not None and previous.subject.id == entity.id
            near = figure.clause == previous.figure.clause
            names.append(f"previous={same}:{figure.sentence == previous.figure.sentence}:{near}")
            names.append(f"previous={same}:{kind}:{source}")
        options.append(Option(entity, names))
    options.append(Option(None, ["none", f"none:{kind}", f"none:{concept}", f"none:candidates={min(len(options), 4)}"]))
    return options


# --- period ---------------------------------------------------------------------------------------------------------


def _period_candidates(
    reading: Reading, figure: Figure, history: Sequence[Link]
) -> Iterator[tuple[str, PeriodExpression]]:
    """Calendar expressions of the sentence, nearest first, then those that governed before it."""
    inside = between(reading.periods, figure.sentence_start, figure.sentence_end)
    for period in reversed([p for p in inside if p.end <= figure.start][-_PERIODS_BEFORE:]):
        yield "inside", period
        if period.relation == "span" and period.from_ and period.to and period.to.year > period.from_.year:
            first, last = date(period.from_.year, 12, 31), date(period.to.year, 1, 1)
            yield "first", replace(period, to=first, value=str(first.year))  # 2015~2020年从A增至B: A stood in 2015
            yield "last", replace(period, from_=last, value=str(last.year))
    yield from (("inside", period) for period in [p for p in inside if p.start >= figure.end][:_PERIODS_AFTER])
    seen = set()
    for link in reversed(history[-_EARLIER:]):
        if (
            link.period
            and link.period.start < figure.sentence_start
            and (link.period.from_, link.period.to) not in seen
        ):
            seen.add((link.period.from_, link.period.to))
            yield "carried", link.period
    earlier = between(reading.periods, 0, figure.sentence_start)
    yield from (("earlier", period) for period in earlier[-2:])
    if earlier:
        yield "opening", earlier[0]


def period_options(
    reading: Reading, figure: Figure, kind: str, metric: Metric | None, history: Sequence[Link]
) -> list[Option]:
    """In or until when: calendar expressions of the sentence, periods that governed before it, or none."""
    inside = between(reading.periods, figure.sentence_start, figure.start)
    previous = _previous(history, figure)
    concept = metric.id if metric else None
    options: list[Option] = []
    seen: set[PeriodExpression] = set()
    ranks = dict.fromkeys(("inside", "first", "last", "carried", "earlier", "opening"), 0)
    for source, period in _period_candidates(reading, figure, history):
        if period in seen:
            continue
        seen.add(period)
        nth, ranks[source] = ranks[source], ranks[source] + 1
        known = period.from_ is not None or period.to is not None
        shape = f"{source}:{period.relation}:{period.grain}"
        names = [
            source, shape, f"{shape}:{kind}", f"{source}:vague={period.vague}", f"{source}:{concept}", f"{source}:{kind}",
            f"{source}:nth={min(nth, 4)}", f"{source}:known={known}", f"text={period.text}" if len(period.text) <= 4 else "long",
        ]  # fmt: skip
        if period.start < figure.sentence_start:
            paragraphs = reading.layout.paragraph(figure.start) - reading.layout.paragraph(period.start)
            sentences = figure.sentence - reading.layout.sentence(period.start)
            names.append(f"{source}:sentences={bucket(sentences)}")
            names.append(f"{source}:paragraphs={min(paragraphs, 2)}:nth={min(nth, 2)}")
            names.append(f"{source}:inside={min(len(inside), 2)}:nth={min(nth, 2)}")
        else:
            names += [f"{source}:{name}" for name in place(reading, period.start, period.end, figure)]
            sides = around(reading, period.start, period.end, floor=figure.sentence_start, ceiling=figure.sentence_end)
            names += [f"period:{name}" for name in sides]
            if metric and metric.end <= figure.start:
                names.append(f"{source}:metric={'before' if period.end <= metric.start else 'after'}")
            names.append(f"{source}:before={reading.folded[max(figure.start - 1, 0) : figure.start]}")
        if previous:
            same = previous.period is not None and (previous.period.from_, previous.period.to) == (
                period.from_,
                period.to,
            )
            near = figure.clause - previous.figure.clause
            here = figure.sentence == previous.figure.sentence
            names += [f"previous={same}:{kind}:{here}:{min(near, 2)}", f"previous={same}:{source}:{here}"]
        options.append(Option(period, names))
    none = [
        "none",
        f"none:{kind}",
        f"none:{concept}",
        f"none:inside={min(len(inside), 2)}",
        f"none:earlier={min(ranks['carried'], 2)}",
    ]
    if previous:
        none.append(f"none:previous={previous.period is None}:{figure.sentence == previous.figure.sentence}")
    options.append(Option(None, none))
    return options
