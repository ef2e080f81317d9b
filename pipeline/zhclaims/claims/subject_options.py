"""Options for the subject: whose figure it may be, and what speaks for each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from zhclaims.claims.choice import Option
from zhclaims.claims.features import around, bucket, grade, place
from zhclaims.claims.figures import Figure
from zhclaims.claims.link import Link, misplaced, parallel, positions, previous_link
from zhclaims.claims.reading import Reading, between
from zhclaims.claims.subject_candidates import THINGS, agent, opener, subject_candidates
from zhclaims.entities import Entity
from zhclaims.metrics import Metric
from zhclaims.text.layout import Span
from zhclaims.text.parts import part_of_speech

_FIRMS = frozenset(("company", "brand", "pronoun"))


@dataclass(frozen=True, slots=True)
class _Scene:
    """What all candidates for the subject of one figure share.

    Attributes:
        anchor: Where the metric begins, or the figure, if the metric is not in its sentence.
        before: Names of the sentence before the anchor.
        own: Whether one of them is in the figure's clause.
        where: Positions of the sentence's names in their lists.
        speaking: Where those begin who are credited with something.
        roles: What the network takes for subjects.
        previous: The link before.
    """

    reading: Reading
    figure: Figure
    kind: str
    metric: Metric | None
    anchor: int
    before: Sequence[Entity]
    own: bool
    where: dict[int, tuple[int, int]]
    speaking: frozenset[int]
    roles: frozenset[Span]
    previous: Link | None


def _inside_features(scene: _Scene, source: str, entity: Entity) -> Iterator[str]:
    """Where a candidate of the figure's own sentence stands."""
    reading, figure, anchor = scene.reading, scene.figure, scene.anchor
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
    yield f"{source}:{parallel(figure, scene.where.get(entity.start))}"
    clause = reading.layout.clauses[reading.layout.clause(entity.start)]
    opens = not reading.folded[clause.start : entity.start].strip()
    yield f"{source}:opens={opens}:{not reading.folded[figure.sentence_start : entity.start].strip()}"
    following = reading.words_between(entity.end, entity.end + 1)
    if following and not between(reading.metrics, entity.end, entity.end + 1):  # 电商 in 电商巨头们 is no subject
        word = reading.folded[slice(*following[0])]
        yield f"{entity.type}:continues={word.isalpha() and part_of_speech(word) == 'n'}"
    sides = around(reading, entity.start, entity.end, floor=figure.sentence_start, ceiling=figure.sentence_end)
    yield from (f"subject:{name}" for name in sides)


def _earlier_features(scene: _Scene, source: str, entity: Entity, recency: int) -> Iterator[str]:
    """How far back a candidate of an earlier sentence stands."""
    layout, figure = scene.reading.layout, scene.figure
    paragraphs = layout.paragraph(figure.start) - layout.paragraph(entity.start)
    yield f"{source}:recency={min(recency, 6)}"
    yield f"earlier:sentences={bucket(figure.sentence - layout.sentence(entity.start))}"
    yield f"earlier:paragraphs={min(paragraphs, 2)}"
    yield f"{source}:inside={min(len(scene.before), 3)}:{scene.own}"
    yield f"{source}:paragraphs={min(paragraphs, 2)}:inside={bool(scene.before)}"


def _own_features(scene: _Scene, source: str, entity: Entity) -> Iterator[str]:
    """What a candidate is, beside the kind, the metric and the unit of the figure."""
    shape, metric = f"{source}:{entity.type}", scene.metric
    yield from (
        source,
        shape,
        f"{shape}:{scene.kind}",
        f"type={entity.type}",
        f"type={entity.type}:{scene.figure.unit}",
    )
    yield f"{shape}:{metric.id if metric else None}"
    yield f"{shape}:{metric.type if metric else 'none'}"
    yield f"{source}:count={bucket(scene.reading.counts.get(entity.id, 0))}"
    if entity.type in THINGS or entity.type == "phrase":  # 生猪销售量 is a company's, where there is one
        firm = any(other.type in _FIRMS for other in scene.before)
        spoken = scene.previous and scene.previous.subject
        yield f"{shape}:company={firm}:{bool(spoken and spoken.type in _FIRMS)}:touches={entity.end == scene.anchor}"
    if entity.start in scene.speaking:
        yield from (f"speaks:{shape}", f"speaks:{scene.own}")
    fit = grade(scene.reading.roles.support("subject", entity.start, entity.end))
    inside = (entity.start, entity.end) in scene.roles
    yield from (f"role={fit}", f"role={fit}:{shape}", f"role={inside}:{source}", f"role={inside}:{scene.kind}")
    if entity.type == "phrase":
        yield f"phrase:length={bucket(entity.end - entity.start)}"
        yield f"phrase:tail={entity.text[-1:]}"
        yield f"phrase:entities={len(between(scene.reading.entities, entity.start, entity.end))}"
        yield f"phrase:own={scene.own}"


def _previous_features(scene: _Scene, previous: Link, source: str, entity: Entity) -> Iterator[str]:
    """Whether a candidate is the subject of the figure before."""
    same = previous.subject is not None and previous.subject.id == entity.id
    here = scene.figure.sentence == previous.figure.sentence
    near = min(scene.figure.clause - previous.figure.clause, 3) if here else "-"
    yield from (
        f"previous={same}:{here}:{near}",
        f"previous={same}:{scene.kind}:{source}",
        f"previous={same}:{here}:{scene.own}",
    )
    if not same and previous.subject is not None:
        yield f"previous-type={previous.subject.type == entity.type}:{here}"


def subject_options(
    reading: Reading,
    figure: Figure,
    *,
    kind: str,
    metric: Metric | None,
    speakers: Sequence[Entity],
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
    before = [e for e in between(inside, figure.sentence_start, anchor) if e.type != "person"]
    scene = _Scene(
        reading, figure, kind, metric, anchor, before, any(e.start >= figure.clause_start for e in before),
        positions(reading, inside), frozenset(speaker.start for speaker in speakers),
        frozenset(reading.roles.spans["subject"]), previous_link(history, figure),
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
        names = list(_own_features(scene, source, entity))
        if outside:
            earlier.append(entity.id)
            names += _earlier_features(scene, source, entity, len(earlier))
        else:
            names += _inside_features(scene, source, entity)
        if scene.previous:
            names += _previous_features(scene, scene.previous, source, entity)
        options.append(Option(entity, names))
    none = ["none", f"none:{kind}", f"none:{metric.id if metric else None}", f"none:candidates={min(len(options), 4)}"]
    if scene.previous:
        none.append(f"none:previous={scene.previous.subject is None}")
    options.append(Option(None, none))
    return options
