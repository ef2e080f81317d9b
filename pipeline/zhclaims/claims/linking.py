"""Linking: a walk over the figures of a text that decides, for each, whether it is a claim and what belongs to it.

The same walk serves extraction, where a trained model decides, and training, where the gold does, so that the model
sees in both the same candidates and features.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import cast

from zhclaims.claims.choice import Decider, Group, Option, speller
from zhclaims.claims.cues import Cue, cues
from zhclaims.claims.dates import date_features
from zhclaims.claims.features import around, bucket
from zhclaims.claims.figures import Figure, figures
from zhclaims.claims.kinds import kind_options
from zhclaims.claims.link import Link
from zhclaims.claims.metric_options import metric_options
from zhclaims.claims.modality import modality_options
from zhclaims.claims.ordered import Ordered, between
from zhclaims.claims.period_options import period_options
from zhclaims.claims.reading import Reading
from zhclaims.claims.sources import source_options, sources
from zhclaims.claims.subject_options import subject_options
from zhclaims.entities import COMPANY_TYPES, Entity
from zhclaims.periods import PeriodExpression
from zhclaims.quantities import Quantity


def _claim_options(
    reading: Reading, figure: Figure, all_figures: Ordered[Figure], history: Sequence[Link]
) -> list[Option]:
    """Whether a figure is a claim at all."""
    folded = reading.folded
    spelled = not any(map(str.isdigit, folded[figure.start : figure.end]))
    types = {metric.type for metric in between(reading.metrics, figure.clause_start, figure.clause_end)}
    traits: list[str | Group] = [
        (
            _shape, figure.type, figure.unit, figure.qualifier, not spelled, bucket(figure.end - figure.start),
            "noun" in types, "verb" in types, bool(between(reading.entities, figure.sentence_start, figure.start)),
            min(reading.depth(figure.start), 2), not folded[figure.sentence_start : figure.start].strip(),
        ),
    ]  # fmt: skip
    floor, ceiling = figure.sentence_start, figure.sentence_end
    sides = around(reading, figure.start, figure.end, floor=floor, ceiling=ceiling)
    traits += [
        *sides,
        *around(reading, figure.start, figure.end, floor=floor, ceiling=ceiling, prefix=f"{figure.type}:"),
    ]
    if spelled and figure.number is not None:
        traits.append(f"spelled={figure.number}:{figure.unit}")
    traits += _quote_features(reading, figure)
    for word_start, word_end in reading.words_between(figure.end, figure.clause_end)[:1]:
        traits.append(f"{figure.type}:next={folded[word_start:word_end]}")
    for word_start, word_end in reading.words_between(figure.clause_start, figure.start)[-1:]:
        traits.append(f"{figure.type}:last={folded[word_start:word_end]}")
    if isinstance(figure.source, PeriodExpression):
        traits += date_features(reading, figure, figure.source, all_figures, history)
        if _describes(reading, figure):
            return [Option("claim", traits)]
    return [Option("claim", traits), Option(None, [])]


@speller
def _shape(
    kind: str,
    unit: str | None,
    qualifier: str,
    digits: bool,
    length: str,
    noun: bool,
    verb: bool,
    entity: bool,
    depth: int,
    opens: bool,
) -> Iterator[str]:
    """What a figure is, and what stands in its clause."""
    yield from (f"type={kind}", f"unit={kind}:{unit}", f"qualifier={kind}:{qualifier}")
    yield from (f"digits={digits}:{kind}", f"length={length}:{kind}")
    yield from (f"{kind}:noun={noun}", f"{kind}:verb={verb}", f"{kind}:entity={entity}")
    yield from (f"{kind}:depth={depth}", f"{kind}:opens={opens}")


_QUOTED = re.compile(r"[“「『《‘]([^”」』》’\n]{1,16})[”」』》’]")


def _quote_features(reading: Reading, figure: Figure) -> Iterator[str]:
    """Whether a figure stands inside a short quoted name (“90后”, “1元香节”), or touches Han or Latin characters."""
    for quoted in _QUOTED.finditer(reading.folded, max(figure.start - 17, figure.sentence_start), figure.sentence_end):
        if quoted.start() >= figure.start:
            break
        if quoted.end() > figure.end:
            whole = (quoted.start(1), quoted.end(1)) == (figure.start, figure.end)
            yield f"quoted:{figure.type}:whole={whole}"
            yield f"quoted:length={bucket(quoted.end(1) - quoted.start(1))}"
    if figure.unit is None:
        left, right = reading.folded[figure.start - 1 : figure.start], reading.folded[figure.end : figure.end + 1]
        yield f"bare:{_script(left)}:{_script(right)}:{bucket(figure.end - figure.start)}"


def _script(char: str) -> str:
    return "latin" if char.isascii() and char.isalpha() else "han" if char.isalpha() else "none" if not char else "sign"


def _describes(reading: Reading, figure: Figure) -> bool:
    """Whether a date and its act describe a company: 成立于2007年的汤城小厨, 今年与京东合作的TCL: a dated act for certain."""
    acts = [m for m in between(reading.metrics, figure.end, figure.clause_end) if m.dates]
    if not acts or reading.folded[acts[0].end : acts[0].end + 1] != "的":
        return False
    described = between(reading.entities, acts[0].end + 1, acts[0].end + 2)
    return bool(described) and described[0].type in COMPANY_TYPES


def _during(reading: Reading, figure: Figure, period: PeriodExpression | None) -> PeriodExpression | None:
    """The finer period that frames one that is chosen: 双十一期间,…今年销售1亿件 is said of the first."""
    if period is None or period.start < figure.sentence_start or period.end > figure.start:
        return period
    for frame in between(reading.periods, figure.sentence_start, period.start):
        if (
            "期间" in reading.folded[frame.start : frame.end + 2]
            and _finer(frame, period)
            and not between(reading.quantities, frame.end, period.start)
        ):
            return frame
    return period


def _finer(one: PeriodExpression, other: PeriodExpression) -> bool:
    """Whether the days of one expression lie within those of another, and are fewer."""
    if one.days is None or other.days is None or None in (*one.days, *other.days):
        return False
    days, frame = (cast("tuple[date, date]", (d.from_, d.to)) for d in (one.days, other.days))
    return frame[0] <= days[0] and days[1] <= frame[1] and days != frame


def _of_act(period: PeriodExpression) -> PeriodExpression:
    """The days of an expression itself: 自2018年起…启动 happened in 2018 (guideline, Period)."""
    return period if period.days is None else replace(period, from_=period.days[0], to=period.days[1])


def _walk_one(
    reading: Reading,
    figure: Figure,
    decider: Decider,
    *,
    every: Ordered[Figure],
    cue_words: Ordered[Cue],
    speakers: Ordered[Entity],
    history: Sequence[Link],
) -> Link | None:
    keep = decider.decide("claim", _claim_options(reading, figure, every, history), figure)
    if keep.outcome is None:
        return None
    kind = decider.decide("kind", kind_options(reading, figure, history), figure)
    metric = decider.decide("metric", metric_options(reading, figure, kind.outcome, history), figure)
    subject = decider.decide(
        "subject",
        subject_options(reading, figure, kind=kind.outcome, metric=metric.outcome, speakers=speakers, history=history),
        figure,
    )
    if isinstance(figure.source, Quantity):
        period = decider.decide(
            "period",
            period_options(
                reading, figure, kind=kind.outcome, metric=metric.outcome, subject=subject.outcome, history=history
            ),
            figure,
        )
        when, when_probability = _during(reading, figure, period.outcome), period.probability
    else:
        when, when_probability = _of_act(figure.source), 1.0
    modality = decider.decide(
        "modality",
        modality_options(
            reading, figure, kind=kind.outcome, metric=metric.outcome, period=when, cues=cue_words, history=history
        ),
        figure,
    )
    source = decider.decide("source", source_options(reading, figure, subject.outcome, speakers, history), figure)
    confidence = (
        keep.probability
        * kind.probability
        * metric.probability
        * subject.probability
        * when_probability
        * modality.probability
    )
    return Link(
        figure, kind.outcome, metric.outcome, subject.outcome, when, modality.outcome, source.outcome, confidence
    )


def links(reading: Reading, decider: Decider) -> Iterator[Link]:
    """Decide about each figure of a text, from first to last.

    Args:
        reading: The text and all that was found in it.
        decider: Makes the decisions.

    Yields:
        One link for each figure that is a claim, in order.
    """
    every = figures(reading)
    cue_words, speakers = cues(reading.folded), sources(reading)
    history: list[Link] = []
    for figure in every:
        link = _walk_one(reading, figure, decider, every=every, cue_words=cue_words, speakers=speakers, history=history)
        if link is not None:
            history.append(link)
            yield link
