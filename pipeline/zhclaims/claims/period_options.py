"""Options for the period: in or until when a figure holds."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from zhclaims.claims.choice import Group, Option, speller
from zhclaims.claims.features import around, bucket, place, under
from zhclaims.claims.figures import Figure
from zhclaims.claims.link import Link, misplaced, parallel, positions, previous_link
from zhclaims.claims.ordered import Ordered, between
from zhclaims.claims.reading import Reading
from zhclaims.entities import Entity
from zhclaims.metrics import Metric
from zhclaims.periods import PeriodExpression
from zhclaims.quantities import Quantity

_COMPARED = re.compile(
    r"(?:较|比|相比|超过?|逼近|逼平|高于|低于|接近|不及|占|对比|创下?|自|相较于?|截至|截止|由|从)[^，。；、0-9]{0,4}+$"
)
_FISCAL_YEAR = re.compile(r"FY(\d{4})")
_AFTER = re.compile(r"(?:以来|同期|末|底)?的?(?:最|新高|新低|顶部|低点|高点|水平)")
_FROM = re.compile(r"[由从][^，。；、]{0,12}+$")
_ONWARD = re.compile(r"[^，。；、]{0,8}?[增升降涨跌提减扩缩滑落回变至到]")
_TO = re.compile(r"[由从][^，。；]{2,40}(?:[至到为成]|达到)了?$")
_PERIODS_BEFORE, _PERIODS_AFTER, _LINKS, _RECENT = 4, 2, 6, 12


def _period_candidates(
    reading: Reading, figure: Figure, history: Sequence[Link]
) -> Iterator[tuple[str, PeriodExpression]]:
    """Calendar expressions of the sentence, nearest first, then those that governed before it."""
    inside = between(reading.periods, figure.sentence_start, figure.sentence_end)
    for period in reversed([p for p in inside if p.end <= figure.start][-_PERIODS_BEFORE:]):
        yield "inside", period
        if (year := _fiscal(period)) is not None:
            yield "fiscal", year
        yield from _parts(period, figure)
    yield from (("inside", period) for period in [p for p in inside if p.start >= figure.end][:_PERIODS_AFTER])
    seen = set()
    for link in reversed(history[-_LINKS:]):
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


def _parts(period: PeriodExpression, figure: Figure) -> Iterator[tuple[str, PeriodExpression]]:
    """The points of a range: 2015至2020年从A增至B (A stood in 2015, B in 2020), 2022-2024年分别为A、B、C (a year each)."""
    first, last = period.ends or (None, None)
    if first is None or last is None:
        return
    if first.from_ and last.to and period.grain == "span" and last.to.year - first.from_.year + 1 == figure.of > 1:
        year = date(first.from_.year + figure.nth, 1, 1)
        yield "nth", replace(period, from_=year, to=year.replace(month=12, day=31))
    for source, days in (("first", first), ("last", last)):
        yield source, replace(period, from_=days.from_, to=days.to)


def _moved(reading: Reading, figure: Figure) -> str:
    """Whether a figure is what something moved from (由A增至B), or to."""
    before = reading.folded[max(figure.start - 48, figure.sentence_start) : figure.start]
    if _FROM.search(before) and _ONWARD.match(reading.folded, figure.end, figure.sentence_end):
        return "from"
    return "to" if _TO.search(before) else "no"


def _refined(period: PeriodExpression, inside: Sequence[PeriodExpression], quantities: Ordered[Quantity]) -> str | None:
    """Whether a finer period before it in the sentence lies within this one (双十一期间…今年), or the other way round."""
    for other in inside:
        if other.from_ is None or other.to is None or period.from_ is None or period.to is None or other is period:
            continue
        if between(quantities, min(other.end, period.end), max(other.start, period.start)):
            continue
        if period.from_ <= other.from_ and other.to <= period.to:
            return "by" if other.start < period.start else "by-later"
        if other.from_ <= period.from_ and period.to <= other.to:
            return "refines" if period.start < other.start else "refines-later"
    return None


def _fiscal(period: PeriodExpression) -> PeriodExpression | None:
    """A fiscal year as the calendar year of its number: what it is for most companies, though not for all."""
    year = _FISCAL_YEAR.fullmatch(period.value or "")
    if year is None or period.from_ is not None or period.to is not None:
        return None
    first = date(int(year[1]), 1, 1)
    return replace(period, from_=first, to=first.replace(month=12, day=31))


def _continuity(
    reading: Reading, figure: Figure, period: PeriodExpression, subject: Entity | None, history: Sequence[Link]
) -> tuple[int, ...] | None:
    """Whether the claims that had a period were of the same subject, how far back the last of them is, and how many.

    Returns:
        What `_used` makes names of; None where the period is not in use.
    """
    recent = history[-_RECENT:]
    same = [at for at, link in enumerate(recent) if link.period is not None and _same_days(link.period, period)]
    if not same:
        return None
    last = recent[same[-1]]
    alike = (last.subject.id if last.subject else None) == (subject.id if subject else None)
    paragraph = reading.paragraph_at[figure.start] == reading.paragraph_at[last.figure.start]
    since = min(len(recent) - same[-1] - 1, 4)
    return alike, paragraph, since, min(len(same), 4), 2 * len(same) > len(recent)


def _same_days(one: PeriodExpression, other: PeriodExpression) -> bool:
    return one.from_ == other.from_ and one.to == other.to


@dataclass(frozen=True, slots=True)
class _Scene:
    """What all candidates for the period of one figure share.

    Attributes:
        concept: What is measured, by its id.
        inside: The calendar expressions of the sentence before the figure.
        history: The links before.
        previous: The last of them, where it is near.
        moved: Whether the figure is what something moved from, or to.
        where: Positions of the expressions inside in their lists.
    """

    reading: Reading
    figure: Figure
    kind: str
    metric: Metric | None
    concept: str | None
    subject: Entity | None
    inside: Sequence[PeriodExpression]
    history: Sequence[Link]
    previous: Link | None
    moved: str
    where: Mapping[int, tuple[int, int]]


def _features(scene: _Scene, source: str, period: PeriodExpression, nth: int) -> Iterator[str | Group]:
    """What speaks for and against a period."""
    reading, figure, previous = scene.reading, scene.figure, scene.previous
    known = period.from_ is not None or period.to is not None
    yield _expression, source, period.relation, period.grain, period.vague, known, min(nth, 4), scene.kind
    yield f"{source}:{scene.concept}"
    yield _shared, source, period.relation, period.grain, scene.moved, parallel(figure, scene.where.get(period.start))
    yield f"text={period.text}" if len(period.text) <= 4 else "long"
    yield _used, source, _continuity(reading, figure, period, scene.subject, scene.history)
    if source == "inside" and period.end <= figure.start and known:
        yield f"refined={_refined(period, scene.inside, reading.quantities)}:{period.grain}"
    if period.start < figure.sentence_start:
        paragraphs = reading.paragraph_at[figure.start] - reading.paragraph_at[period.start]
        sentences = figure.sentence - reading.sentence_at[period.start]
        yield _earlier, source, bucket(sentences), min(paragraphs, 2), min(nth, 2), min(len(scene.inside), 2)
    else:
        yield from _inside_features(scene, source, period)
    if previous:
        same = previous.period is not None and _same_days(previous.period, period)
        near = min(figure.clause - previous.figure.clause, 2)
        yield _previous, source, scene.kind, same, figure.sentence == previous.figure.sentence, near


def _inside_features(scene: _Scene, source: str, period: PeriodExpression) -> Iterator[str | Group]:
    """Where a period of the figure's own sentence stands."""
    reading, figure, metric, start, end = scene.reading, scene.figure, scene.metric, period.start, period.end
    counted, quoted = place(reading, start, end, figure)
    yield under(source, counted)
    for name in quoted:
        yield f"{source}:{name}"
    floor, ceiling = figure.sentence_start, figure.sentence_end
    yield from around(reading, start, end, floor=floor, ceiling=ceiling, prefix="period:")
    led = _COMPARED.search(reading.folded, max(start - 7, figure.sentence_start), start)
    extreme = _AFTER.match(reading.folded, end) is not None
    yield _led, source, scene.kind, led[0][:2] if led else None, extreme, start >= figure.clause_start
    if metric and metric.end <= figure.start:
        yield f"{source}:metric={'before' if end <= metric.start else 'after'}"
    figures = min(len(between(reading.quantities, end, figure.start)), 2)
    yield f"{period.text if len(period.text) <= 2 else period.grain}:figures={figures}"
    yield f"{source}:before={reading.folded[max(figure.start - 1, 0) : figure.start]}"


@speller
def _expression(
    source: str,
    relation: str | None,
    grain: str | None,
    vague: bool,
    known: bool,
    nth: int,
    kind: str,
) -> Iterator[str]:
    """What a period is, and of what."""
    shape = f"{source}:{relation}:{grain}"
    yield from (source, shape, f"{shape}:{kind}", f"{source}:vague={vague}", f"{source}:{kind}")
    yield from (f"{source}:nth={nth}", f"{source}:known={known}")


@speller
def _shared(source: str, relation: str | None, grain: str | None, moved: str, listed: str) -> Iterator[str]:
    """How a period is shared out among figures: from one to the other (由A增至B), or in the order of a list."""
    yield from (f"{source}:moved={moved}", f"{source}:{relation}:{grain}:moved={moved}", f"{source}:{listed}")


@speller
def _used(source: str, use: tuple[int, ...] | None) -> Iterator[str]:
    """How the figures before have used a period, see `_continuity`."""
    if use is None:
        yield f"{source}:unused"
        return
    alike, paragraph, since, times, mostly = use
    yield f"{source}:used:subject={alike}:paragraph={paragraph}"
    yield f"{source}:used:subject={alike}:since={since}"
    yield f"{source}:used:times={times}:paragraph={paragraph}"
    yield f"{source}:used:mostly={mostly}:subject={alike}"


@speller
def _earlier(source: str, sentences: str, paragraphs: int, nth: int, inside: int) -> Iterator[str]:
    yield f"{source}:sentences={sentences}"
    yield f"{source}:paragraphs={paragraphs}:nth={nth}"
    yield f"{source}:inside={inside}:nth={nth}"


@speller
def _led(source: str, kind: str, led: str | None, extreme: bool, clause: bool) -> Iterator[str]:
    """The words before and after that make a period one to compare with (较2019年, 2008年以来最高)."""
    yield f"{source}:led={led}"
    yield f"{source}:extreme={extreme}:{led is not None}"
    yield f"{source}:led={led is not None}:{kind}:clause={clause}"


@speller
def _previous(source: str, kind: str, same: bool, here: bool, near: int) -> Iterator[str]:
    yield from (f"previous={same}:{kind}:{here}:{near}", f"previous={same}:{source}:{here}")


def period_options(
    reading: Reading,
    figure: Figure,
    *,
    kind: str,
    metric: Metric | None,
    subject: Entity | None,
    history: Sequence[Link],
) -> list[Option]:
    """In or until when: calendar expressions of the sentence, periods that governed before it, or none."""
    inside = between(reading.periods, figure.sentence_start, figure.start)
    previous = previous_link(history, figure)
    concept = metric.id if metric else None
    moved, where = _moved(reading, figure), positions(reading, inside)
    scene = _Scene(reading, figure, kind, metric, concept, subject, inside, history, previous, moved, where)
    options: list[Option] = []
    seen: set[PeriodExpression] = set()
    ranks = dict.fromkeys(("inside", "fiscal", "nth", "first", "last", "carried", "earlier", "opening"), 0)
    for source, period in _period_candidates(reading, figure, history):
        apart = period.start < figure.start and misplaced(figure, where.get(period.start))
        if period not in seen and not apart:
            seen.add(period)
            options.append(Option(period, list(_features(scene, source, period, ranks[source]))))
            ranks[source] += 1
    none: list[str | Group] = [(_none, kind, concept, min(len(inside), 2), min(ranks["carried"], 2))]
    if previous:
        alike = (previous.subject.id if previous.subject else None) == (subject.id if subject else None)
        near = min(figure.sentence - previous.figure.sentence, 3)
        none.append((_none_before, previous.period is None, alike, kind == previous.kind, near))
    options.append(Option(None, none))
    return options


@speller
def _none(kind: str, concept: str | None, inside: int, carried: int) -> Iterator[str]:
    yield from ("none", f"none:{kind}", f"none:{concept}", f"none:inside={inside}", f"none:earlier={carried}")


@speller
def _none_before(none: bool, alike: bool, kind: bool, near: int) -> Iterator[str]:
    """Whether the figure before had no period either."""
    yield f"none:previous={none}:{near == 0}"
    yield f"none:previous={none}:subject={alike}:{kind}"
    yield f"none:previous={none}:subject={alike}:{near}"
