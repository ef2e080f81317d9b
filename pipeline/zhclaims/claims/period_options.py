"""Options for the period: in or until when a figure holds."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from zhclaims.claims.choice import Option
from zhclaims.claims.features import around, bucket, place
from zhclaims.claims.figures import Figure
from zhclaims.claims.link import Link, misplaced, parallel, positions, previous_link
from zhclaims.claims.reading import Reading, between
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


def _refined(
    period: PeriodExpression, inside: Sequence[PeriodExpression], quantities: Sequence[Quantity]
) -> str | None:
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
) -> Iterator[str]:
    """Whether the claims that had a period were of the same subject, and how far back the last of them is."""
    days = period.from_, period.to
    recent = history[-_RECENT:]
    same = [link for link in recent if link.period is not None and (link.period.from_, link.period.to) == days]
    if not same:
        yield "unused"
        return
    last = same[-1]
    spoken = last.subject.id if last.subject else None
    alike = spoken == (subject.id if subject else None)
    paragraph = reading.layout.paragraph(figure.start) == reading.layout.paragraph(last.figure.start)
    since = min(len(recent) - recent.index(last) - 1, 4)
    yield f"used:subject={alike}:paragraph={paragraph}"
    yield f"used:subject={alike}:since={since}"
    yield f"used:times={min(len(same), 4)}:paragraph={paragraph}"
    yield f"used:mostly={2 * len(same) > len(recent)}:subject={alike}"


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
    options: list[Option] = []
    seen: set[PeriodExpression] = set()
    moved, where = _moved(reading, figure), positions(reading, inside)
    ranks = dict.fromkeys(("inside", "fiscal", "nth", "first", "last", "carried", "earlier", "opening"), 0)
    for source, period in _period_candidates(reading, figure, history):
        if period in seen or (period.start < figure.start and misplaced(figure, where.get(period.start))):
            continue
        seen.add(period)
        nth, ranks[source] = ranks[source], ranks[source] + 1
        known = period.from_ is not None or period.to is not None
        shape = f"{source}:{period.relation}:{period.grain}"
        names = [
            source, shape, f"{shape}:{kind}", f"{source}:vague={period.vague}", f"{source}:{concept}", f"{source}:{kind}",
            f"{source}:nth={min(nth, 4)}", f"{source}:known={known}", f"text={period.text}" if len(period.text) <= 4 else "long",
        ]  # fmt: skip
        names += [f"{source}:moved={moved}", f"{shape}:moved={moved}", f"{source}:{parallel(figure, where.get(period.start))}"]
        names += [f"{source}:{name}" for name in _continuity(reading, figure, period, subject, history)]
        if source == "inside" and period.end <= figure.start and known:
            names.append(f"refined={_refined(period, inside, reading.quantities)}:{period.grain}")
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
            led = _COMPARED.search(reading.folded, max(period.start - 7, figure.sentence_start), period.start)
            names.append(f"{source}:led={led[0][:2] if led else None}")
            names.append(f"{source}:extreme={_AFTER.match(reading.folded, period.end) is not None}:{bool(led)}")
            names.append(f"{source}:led={bool(led)}:{kind}:clause={period.start >= figure.clause_start}")
            if metric and metric.end <= figure.start:
                names.append(f"{source}:metric={'before' if period.end <= metric.start else 'after'}")
            names.append(
                f"{period.text if len(period.text) <= 2 else period.grain}:figures={min(len(between(reading.quantities, period.end, figure.start)), 2)}"
            )
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
        alike = (previous.subject.id if previous.subject else None) == (subject.id if subject else None)
        none.append(f"none:previous={previous.period is None}:{figure.sentence == previous.figure.sentence}")
        none.append(f"none:previous={previous.period is None}:subject={alike}:{kind == previous.kind}")
        near = min(figure.sentence - previous.figure.sentence, 3)
        none.append(f"none:previous={previous.period is None}:subject={alike}:{near}")
    options.append(Option(None, none))
    return options
