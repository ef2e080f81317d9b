"""Options for the metric: what a figure may measure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from zhclaims.claims.choice import Group, Option, speller
from zhclaims.claims.features import around, bucket, grade, place, under
from zhclaims.claims.figures import Figure
from zhclaims.claims.link import Link, misplaced, parallel, positions, previous_link
from zhclaims.claims.ordered import Ordered, between
from zhclaims.claims.reading import Reading
from zhclaims.metrics import Metric
from zhclaims.text.parts import part_of_speech

_INTRODUCING = frozenset(
    (
        "宣布",
        "公布",
        "公告",
        "承诺",
        "决定",
        "计划",
        "开始",
        "继续",
        "持续",
        "加快",
        "加速",
        "推动",
        "推进",
        "拟",
        "终于",
    )
)
_METRICS_BEFORE, _METRICS_AFTER, _WORDS = 8, 4, 4


def _word_metrics(reading: Reading, figure: Figure, taken: set[int]) -> Iterator[Metric]:
    """Words near the figure that may name an act no lexicon has: 排定71个, 围绕五大产业."""
    before = reading.words_between(figure.clause_start, figure.start)[-_WORDS * 2 :]
    after = reading.words_between(figure.end, figure.clause_end)[:_WORDS]
    for start, end in (*before, *after):
        word = reading.folded[start:end]
        if start not in taken and end - start > 1 and part_of_speech(word) == "v" and word not in _INTRODUCING:
            yield Metric(start, end, reading.text[start:end], None, "verb", frozenset(), frozenset())


def _role_metrics(reading: Reading, figure: Figure, inside: Ordered[Metric]) -> Iterator[Metric]:
    """What the network takes for a metric and no lexicon has."""
    known = {(metric.start, metric.end) for metric in inside}
    for span in between(reading.roles.spans["metric"], figure.sentence_start, figure.sentence_end):
        if span not in known and (span.end <= figure.start or span.start >= figure.end):
            text = reading.text[span.start : span.end]
            yield Metric(*span, text, None, "noun", frozenset(), frozenset())


def _fit(metric: Metric, kind: str) -> str:
    if not metric.kinds:
        return "open"
    return "fits" if kind in metric.kinds else "misfits"


def _introduces(reading: Reading, metric: Metric, inside: Ordered[Metric]) -> bool:
    """Whether a verb only leads to the act that follows it: 宣布启动, 开始建立, 持续投入."""
    if metric.text not in _INTRODUCING:
        return False
    if any(other.type == "verb" for other in between(inside, metric.end, metric.end + 1)):
        return True
    following = reading.words_between(metric.end, metric.end + 1)
    return bool(following) and part_of_speech(reading.folded[slice(*following[0])]) == "v"


_LIGHT_GAP = 3
_SOME_OF_THEM = frozenset(("其中", "其中有", "另有", "还有", "共有", "有"))
_LIGHT = frozenset(("收到", "接到", "接获", "获得", "获", "进行", "作出", "开展", "实施"))


def _clause_features(
    reading: Reading, figure: Figure, metric: Metric, kind: str, inside: Ordered[Metric]
) -> Iterator[Group]:
    """What a metric is in its clause: an act that has a date, a mere modifier, the object of a light verb."""
    followed = any(other.type == "verb" for other in between(inside, metric.end, metric.end + 1))
    yield _act, metric.type, metric.dates, kind, followed, reading.folded[metric.end : metric.end + 1] == "的"
    before = [other for other in between(inside, figure.clause_start, figure.start) if other.type == "verb"]
    if metric.start >= figure.end:
        light = bool(before) and before[-1].text in _LIGHT
        yield _object, metric.type, metric.end >= figure.clause_end - 1, light
    elif before and metric.start == before[-1].start:
        yield _light, metric.type, metric.text in _LIGHT


@speller
def _act(form: str, dates: bool, kind: str, followed: bool, modifies: bool) -> Iterator[str]:
    yield f"{form}:dates={dates}:{kind}"
    yield f"{form}:followed={followed}:{modifies}:{kind == 'date'}"


@speller
def _object(form: str, last: bool, light: bool) -> Iterator[str]:
    yield f"{form}:after:last={last}:light={light}"


@speller
def _light(form: str, light: bool) -> Iterator[str]:
    yield f"{form}:light={light}"


def _received(
    reading: Reading, figure: Figure, kind: str, before: Sequence[Metric], after: Sequence[Metric]
) -> Metric | None:
    """What a light verb says was done: 申请 in 收到6000多家企业的申请 (guideline, Fields)."""
    if kind != "count" or not before or before[-1].text not in _LIGHT:
        return None
    if before[-1].start < figure.clause_start or figure.start - before[-1].end > _LIGHT_GAP:
        return None
    for metric in after:
        closes = metric.end <= figure.clause_end and not reading.folded[metric.end : figure.clause_end].strip(
            "，。；,;、!！ "
        )
        if closes and reading.folded[metric.start - 1 : metric.start] == "的":
            return metric
    return None


def _predicates(reading: Reading, figure: Figure, candidates: Sequence[Metric]) -> list[Metric]:
    """What those who are counted do, where they are the subject of their clause: 其中40款成为…, 近500家企业参与了….

    A clause that opens with some of what was counted before, or with the number and a verb with 了, is of its own.
    """
    head = reading.folded[figure.clause_start : figure.start].strip(" 　")
    after = [metric for metric in candidates if figure.end <= metric.start and metric.end <= figure.clause_end]
    acts = [metric for metric in after if metric.type == "verb"]
    if head in _SOME_OF_THEM:
        return acts or after
    return [m for m in acts if not head and reading.folded[m.end : m.end + 1] == "了"]


def _acts(reading: Reading, candidates: Sequence[Metric]) -> list[Metric]:
    """The verbs that are no mere attributes (领先的技术), as a date is of an act (guideline, Kinds); acts may be (合作的品牌)."""
    return [m for m in candidates if m.type == "verb" and (m.dates or reading.folded[m.end : m.end + 1] != "的")]


@dataclass(frozen=True, slots=True)
class _Scene:
    """What all candidates for the metric of one figure share.

    Attributes:
        inside: The metrics of its sentence.
        unit: The unit of the figure.
        where: Their positions in their lists.
        previous: The link before.
    """

    reading: Reading
    figure: Figure
    kind: str
    inside: Ordered[Metric]
    unit: str | None
    where: dict[int, tuple[int, int]]
    previous: Link | None


def _features(scene: _Scene, metric: Metric) -> Iterator[str | Group]:
    """What speaks for and against a metric."""
    reading, figure, kind, inside, start, end = (
        scene.reading, scene.figure, scene.kind, scene.inside, metric.start, metric.end
    )  # fmt: skip
    known = metric in between(inside, start, start + 1)
    source = _source(metric, figure, known=known)
    fit = f"{source}:{_fit(metric, kind)}"
    gap = (end, figure.start) if end <= figure.start else (figure.end, start)
    nth = min(len(between(inside, *gap)), 4)
    yield _named, source, fit, kind, nth, parallel(figure, scene.where.get(start) if known else None)
    yield _concept, metric.id, scene.unit, kind
    yield _word, metric.text, kind
    counted, quoted = place(reading, start, end, figure)
    yield from (under(source, counted), under(fit, counted, 3))
    for name in quoted:
        yield f"{source}:{name}"
    yield from around(reading, start, end, floor=figure.sentence_start, ceiling=figure.sentence_end)
    if start >= figure.end:  # 40款产品成为销量榜前3名: 销量 is of the rank that follows it
        yield f"{source}:after:taken={bool(between(reading.quantities, end, figure.clause_end))}:{kind}"
    yield (
        _role,
        source,
        kind,
        grade(reading.roles.support("metric", start, end)),
        reading.roles.found("metric", start, end),
    )
    yield from _clause_features(reading, figure, metric, kind, inside)
    previous = scene.previous
    if previous and previous.metric:
        near = min(figure.clause - previous.figure.clause, 2)
        yield _previous, source, kind, previous.kind, start == previous.metric.start, near


def _source(metric: Metric, figure: Figure, *, known: bool) -> str:
    """Where a candidate is from: a table, the link before, the words beside the figure, the network."""
    if known:
        return metric.type
    if metric.start < figure.sentence_start:
        return "carried"
    return "word" if metric.type == "verb" else "role"


@speller
def _named(source: str, fit: str, kind: str, nth: int, parallel: str) -> Iterator[str]:
    yield from (source, fit, f"{fit}:{kind}", f"nth={nth}:{source}", f"nth={nth}:{fit}", f"{source}:{parallel}")


@speller
def _concept(name: str | None, unit: str | None, kind: str) -> tuple[str, ...]:
    return f"id={name}:{kind}", f"id={name}:{unit}"


@speller
def _word(text: str, kind: str) -> tuple[str, ...]:
    return f"text={text}", f"tail={text[-1:]}:{kind}", f"length={bucket(len(text))}"


@speller
def _role(source: str, kind: str, fit: int, found: bool) -> Iterator[str]:
    yield from (f"role={fit}", f"role={fit}:{source}", f"role={found}:{source}", f"role={found}:{kind}")


@speller
def _previous(source: str, kind: str, before: str, same: bool, near: int) -> Iterator[str]:
    yield f"previous={same}:{kind}:{before}:{near}"
    yield f"previous={same}:{source}"


@speller
def _none(kind: str, unit: str | None, candidates: int) -> Iterator[str]:
    yield from ("none", f"none:{kind}:{unit}", f"none:{kind}", f"none:candidates={candidates}")


def metric_options(reading: Reading, figure: Figure, kind: str, history: Sequence[Link]) -> list[Option]:
    """What may be measured: metrics of the sentence, words near the figure, the metric before, or nothing."""
    inside = Ordered(between(reading.metrics, figure.sentence_start, figure.sentence_end))
    before = [m for m in inside if m.end <= figure.start][-_METRICS_BEFORE:]
    after = [m for m in inside if m.start >= figure.end][:_METRICS_AFTER]
    over = [m for m in inside if m.start < figure.end and m.end > figure.start]
    taken = {at for m in inside for at in range(m.start, m.end)}
    scene = _Scene(
        reading, figure, kind, inside, figure.unit, positions(reading, inside), previous_link(history, figure)
    )
    heads = (m for m in (*before, *after, *over) if not _introduces(reading, m, inside))
    candidates = [*heads, *_word_metrics(reading, figure, taken), *_role_metrics(reading, figure, inside)]
    previous = scene.previous
    if previous and previous.metric and previous.metric.start < figure.sentence_start:
        candidates.append(previous.metric)
    if (received := _received(reading, figure, kind, before, after)) is not None:
        return [Option(received, [])]
    if kind == "date":
        candidates = _acts(reading, candidates) or candidates
    elif kind == "count":
        candidates = _predicates(reading, figure, candidates) or candidates
    respective = "分别" in reading.folded[figure.sentence_start : figure.start]
    options = [
        Option(metric, list(_features(scene, metric)))
        for metric in candidates
        if not (respective and misplaced(figure, scene.where.get(metric.start)))
    ]
    floor, ceiling = figure.sentence_start, figure.sentence_end
    rest = around(reading, figure.start, figure.end, floor=floor, ceiling=ceiling, prefix="none:")
    options.append(Option(None, [(_none, kind, figure.unit, min(len(candidates), 3)), *rest]))
    return options
