"""Options for the subject: whose figure it may be, and what speaks for each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from zhclaims.claims.choice import Group, Option, speller
from zhclaims.claims.features import around, bucket, grade, place, under
from zhclaims.claims.figures import Figure
from zhclaims.claims.link import Link, misplaced, parallel, positions, previous_link
from zhclaims.claims.ordered import Ordered, between
from zhclaims.claims.reading import Reading
from zhclaims.claims.subject_candidates import THINGS, agent, opener, subject_candidates
from zhclaims.entities import Entity
from zhclaims.metrics import Metric
from zhclaims.text.parts import part_of_speech

_FIRMS = frozenset(("company", "brand", "pronoun"))


@dataclass(frozen=True, slots=True)
class _Scene:
    """What all candidates for the subject of one figure share.

    Attributes:
        anchor: Where the metric begins, or the figure, if the metric is not in its sentence.
        before: Names of the sentence before the anchor.
        own: Whether one of them is in the figure's clause.
        rivals: Whether one of them acts as a company does.
        spoken: Whether the claim before is of one that does.
        unit: The unit of the figure.
        where: Positions of the sentence's names in their lists.
        speaking: Where those begin who are credited with something.
        previous: The link before.
    """

    reading: Reading
    figure: Figure
    kind: str
    metric: Metric | None
    anchor: int
    before: Sequence[Entity]
    own: bool
    rivals: bool
    spoken: bool
    unit: str | None
    where: dict[int, tuple[int, int]]
    speaking: frozenset[int]
    previous: Link | None


def _inside_features(scene: _Scene, source: str, entity: Entity) -> Iterator[str | Group]:
    """Where a candidate of the figure's own sentence stands."""
    reading, figure, anchor, start, end = scene.reading, scene.figure, scene.anchor, entity.start, entity.end
    counted, quoted = place(reading, start, end, figure)
    yield under(source, counted)
    for name in quoted:
        yield f"{source}:{name}"
    before, touched = end <= figure.start, end <= anchor
    if figure.type == "date":  # the one who acts stands after the date as a rule
        yield under(f"date:{source}", counted, 3)
        yield f"date:{entity.type}:{before}:{touched}:{anchor > figure.start}"
    relative = None
    if anchor < start and start - anchor <= 16:  # 与京东合作的联想: the subject of a relative clause
        relative = reading.folded[start - 1 : start] == "的"
    yield _sided, source, before, touched, anchor > figure.start, relative, figure.type == "date"
    nearer: list[str] = [other.type for other in between(reading.entities, end, anchor) if other.type != "person"]
    yield (
        _anchored, source, entity.type, bucket(anchor - end) if touched else "after",
        min(len(nearer), 4), min(nearer.count(entity.type), 3), parallel(figure, scene.where.get(start)),
    )  # fmt: skip
    yield _opening, source, entity.type, *_opens(reading, start, figure.sentence_start), _continues(reading, end)
    floor, ceiling = figure.sentence_start, figure.sentence_end
    yield from around(reading, start, end, floor=floor, ceiling=ceiling, prefix="subject:")


@speller
def _sided(source: str, figure: bool, anchor: bool, between: bool, relative: bool | None, dated: bool) -> Iterator[str]:
    """Whether a candidate stands before the figure and before the anchor, and whether a figure stands before the anchor."""
    yield f"{source}:side={figure}:{anchor}:{between}"
    if relative is not None:
        yield f"{source}:relative={relative}:{dated}"


@speller
def _anchored(source: str, kind: str, distance: str, nth: int, of_type: int, parallel: str) -> Iterator[str]:
    """How a candidate stands to the anchor."""
    yield f"{source}:anchor={distance}"
    yield f"{source}:{kind}:anchor={'touches' if distance == '0' else distance if distance == 'after' else 'before'}"
    yield f"{source}:nth={nth}"
    yield f"{source}:nth-of-type={of_type}"
    yield f"{source}:{parallel}"


def _opens(reading: Reading, start: int, sentence_start: int) -> tuple[bool, bool]:
    """Whether an offset opens its clause, and its sentence."""
    clause = reading.layout.clauses[reading.clause_at[start]]
    return not reading.folded[clause.start : start].strip(), not reading.folded[sentence_start:start].strip()


def _continues(reading: Reading, end: int) -> bool | None:
    """Whether a noun that is no metric follows a candidate: 电商 in 电商巨头们 is no subject."""
    following = reading.words_between(end, end + 1)
    if not following or between(reading.metrics, end, end + 1):
        return None
    word = reading.folded[slice(*following[0])]
    return word.isalpha() and part_of_speech(word) == "n"


@speller
def _opening(source: str, kind: str, clause: bool, sentence: bool, continues: bool | None) -> Iterator[str]:
    yield f"{source}:opens={clause}:{sentence}"
    if continues is not None:
        yield f"{kind}:continues={continues}"


@speller
def _earlier(source: str, recency: int, sentences: str, paragraphs: int, before: int, own: bool) -> Iterator[str]:
    """How far back a candidate of an earlier sentence stands."""
    yield f"{source}:recency={recency}"
    yield f"earlier:sentences={sentences}"
    yield f"earlier:paragraphs={paragraphs}"
    yield f"{source}:inside={before}:{own}"
    yield f"{source}:paragraphs={paragraphs}:inside={bool(before)}"


def _earlier_features(scene: _Scene, source: str, entity: Entity, recency: int) -> Group:
    """How far back a candidate of an earlier sentence stands."""
    reading, figure = scene.reading, scene.figure
    paragraphs = reading.paragraph_at[figure.start] - reading.paragraph_at[entity.start]
    sentences = figure.sentence - reading.sentence_at[entity.start]
    before = min(len(scene.before), 3)
    return _earlier, source, min(recency, 6), bucket(sentences), min(paragraphs, 2), before, scene.own


def _own_features(scene: _Scene, source: str, entity: Entity) -> Iterator[str | Group]:
    """What a candidate is, beside the kind, the metric and the unit of the figure."""
    metric, reading, start, end = scene.metric, scene.reading, entity.start, entity.end
    found = reading.roles.found("subject", start, end)
    yield _thing, source, entity.type, scene.kind, scene.unit, metric.type if metric else "none", found
    yield _of_metric, source, entity.type, metric.id if metric else None
    if entity.type in THINGS or entity.type == "phrase":  # 生猪销售量 is a company's, where there is one
        yield _of_company, source, entity.type, scene.rivals, scene.spoken, end == scene.anchor
    fit, own = grade(reading.roles.support("subject", start, end)), scene.own if start in scene.speaking else None
    yield _role, source, entity.type, own, bucket(reading.counts.get(entity.id, 0)), fit
    if entity.type == "phrase":
        yield _phrase, bucket(end - start), entity.text[-1:], len(between(reading.entities, start, end)), scene.own


@speller
def _thing(source: str, kind: str, claim: str, unit: str | None, form: str, found: bool) -> Iterator[str]:
    """What a candidate is, and what is said of it."""
    shape = f"{source}:{kind}"
    yield from (source, shape, f"{shape}:{claim}", f"type={kind}", f"type={kind}:{unit}", f"{shape}:{form}")
    yield from (f"role={found}:{source}", f"role={found}:{claim}")


@speller
def _of_metric(source: str, kind: str, metric: str | None) -> tuple[str, ...]:
    return (f"{source}:{kind}:{metric}",)


@speller
def _of_company(source: str, kind: str, named: bool, spoken: bool, touches: bool) -> tuple[str, ...]:
    return (f"{source}:{kind}:company={named}:{spoken}:touches={touches}",)


@speller
def _role(source: str, kind: str, own: bool | None, count: str, fit: int) -> Iterator[str]:
    """What the whole text makes of a candidate; `own` only where the one speaks."""
    shape = f"{source}:{kind}"
    yield f"{source}:count={count}"
    if own is not None:
        yield from (f"speaks:{shape}", f"speaks:{own}")
    yield from (f"role={fit}", f"role={fit}:{shape}")


@speller
def _phrase(length: str, tail: str, entities: int, own: bool) -> Iterator[str]:
    yield f"phrase:length={length}"
    yield f"phrase:tail={tail}"
    yield f"phrase:entities={entities}"
    yield f"phrase:own={own}"


def _previous_features(scene: _Scene, previous: Link, source: str, entity: Entity) -> Group:
    """Whether a candidate is the subject of the figure before."""
    same = previous.subject is not None and previous.subject.id == entity.id
    here = scene.figure.sentence == previous.figure.sentence
    near = min(scene.figure.clause - previous.figure.clause, 3) if here else "-"
    alike = None if same or previous.subject is None else previous.subject.type == entity.type
    return _previous, source, scene.kind, scene.own, same, here, near, alike


@speller
def _previous(
    source: str, kind: str, own: bool, same: bool, here: bool, near: int | str, alike: bool | None
) -> Iterator[str]:
    yield f"previous={same}:{here}:{near}"
    yield f"previous={same}:{kind}:{source}"
    yield f"previous={same}:{here}:{own}"
    if alike is not None:
        yield f"previous-type={alike}:{here}"


def subject_options(
    reading: Reading,
    figure: Figure,
    *,
    kind: str,
    metric: Metric | None,
    speakers: Ordered[Entity],
    history: Sequence[Link],
) -> list[Option]:
    """Who it may be about: names of the sentence, phrases before the metric, subjects spoken of earlier, or nobody.

    Args:
        reading: The text.
        figure: The figure.
        kind: The kind of claim it makes.
        metric: What it measures.
        speakers: Who is credited with something in the text.
        history: The links before.

    Returns:
        The options; only one where the grammar leaves no choice.
    """
    anchor = metric.start if metric and figure.sentence_start <= metric.start < figure.sentence_end else figure.start
    inside = between(reading.entities, figure.sentence_start, figure.sentence_end)
    before = [e for e in inside if e.start < anchor and e.type != "person"]
    previous = previous_link(history, figure)
    spoken = previous.subject if previous else None
    scene = _Scene(
        reading, figure, kind, metric, anchor, before, any(e.start >= figure.clause_start for e in before),
        any(e.type in _FIRMS for e in before), spoken is not None and spoken.type in _FIRMS, figure.unit,
        positions(reading, inside), frozenset(speakers.starts), previous,
    )  # fmt: skip
    certain = agent(reading, figure, metric) or opener(reading, figure, metric, history)
    if certain is not None:
        return [Option(certain, [])]
    respective = "分别" in reading.folded[figure.sentence_start : figure.start]
    options: list[Option] = []
    seen: set[tuple[int, int, str]] = set()
    earlier: list[str] = []
    for source, entity in subject_candidates(reading, figure, metric, history):
        outside = entity.start < figure.sentence_start
        if (entity.start, entity.end, entity.id) in seen or (outside and entity.id in earlier):
            continue
        seen.add((entity.start, entity.end, entity.id))
        if respective and misplaced(figure, scene.where.get(entity.start)):
            continue
        traits = list(_own_features(scene, source, entity))
        if outside:
            earlier.append(entity.id)
            traits.append(_earlier_features(scene, source, entity, len(earlier)))
        else:
            traits += _inside_features(scene, source, entity)
        if scene.previous:
            traits.append(_previous_features(scene, scene.previous, source, entity))
        options.append(Option(entity, traits))
    none = ["none", f"none:{kind}", f"none:{metric.id if metric else None}", f"none:candidates={min(len(options), 4)}"]
    if scene.previous:
        none.append(f"none:previous={scene.previous.subject is None}")
    options.append(Option(None, none))
    return options
