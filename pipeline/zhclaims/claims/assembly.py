"""Assembly: from a decided link to the claim record."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from zhclaims.claims.cues import negated
from zhclaims.claims.figures import JOINTS
from zhclaims.claims.kinds import change
from zhclaims.claims.link import Link
from zhclaims.claims.ordered import between
from zhclaims.claims.pairs import BOTH, FORMER, LATTER, each
from zhclaims.claims.phrases import phrase_after
from zhclaims.claims.reading import Reading
from zhclaims.entities import Entity
from zhclaims.metrics import Metric, default_lexicon
from zhclaims.quantities import Quantity
from zhclaims.records import Change, Claim, Mention, Period, Span, Subject, Value
from zhclaims.version import __version__

_MOVE_CONCEPTS: dict[str, str | None] = {
    "company": "share_price",
    "brand": "share_price",
    "index": None,
    "commodity": "price",
    "bond": "price",
    "currency": "exchange_rate",
}


def concept(metric: Metric | None, subject: Entity | None, unit: str | None) -> str | None:
    """The concept a metric stands for; a bare move (涨, 收跌, 报) is the price of what its subject is (guideline, Moves)."""
    if metric is None:
        return None
    if metric.move and subject is not None:
        return _MOVE_CONCEPTS.get(subject.type, metric.id)
    if metric.id == "trading_value" and subject is not None and subject.type in ("brand", "product"):
        return "gmv"  # what a platform or a shop turns over; a share's or a market's turnover is its trading value
    return metric.id and default_lexicon().sense(metric.id, unit)


def _value(text: str, link: Link, sign: int) -> Value:
    figure = link.figure
    source = figure.source
    if not isinstance(source, Quantity):
        year = figure.number
        return Value.of(text, figure.start, figure.end, number=year, low=year, high=year, unit="year")
    number, low, high, unit = source.number, source.low, source.high, source.unit
    if link.kind == "change":
        if source.type == "multiple":  # 增长两倍 is 200 %
            number, low, high = (None if bound is None else bound * 100 for bound in (number, low, high))
            unit = "%"
        if sign < 0 and (number is None or number > 0):
            number, low, high = _minus(number), _minus(high), _minus(low)
    elif link.kind == "amount" and unit is None:
        unit = "CNY"
    return Value.of(
        text, figure.start, figure.end, number=number, low=low, high=high, unit=unit, qualifier=source.qualifier
    )


def _minus(number: Decimal | None) -> Decimal | None:
    return None if number is None else -number


def _period(text: str, link: Link) -> Period | None:
    period = link.period
    if period is None or period.vague:
        return None
    here = link.figure.sentence_start <= period.start < link.figure.sentence_end
    return Period(
        start=period.start if here else None,
        end=period.end if here else None,
        text=text[period.start : period.end] if here else None,
        value=period.value,
        from_=period.from_,
        to=period.to,
        inferred=period.inferred,
    )


def _item(reading: Reading, link: Link) -> Mention | None:
    figure = link.figure
    if link.kind == "count":
        span = phrase_after(reading, figure.end, figure.sentence_end)
    elif link.kind == "date" and link.metric is not None and link.metric.end <= figure.sentence_end:
        span = phrase_after(reading, link.metric.end, figure.sentence_end)
    else:
        return None
    return None if span is None else Mention.of(reading.text, *span)


def _sharers(reading: Reading, link: Link, before: Sequence[Link]) -> Sequence[Entity | None]:
    """The subject and those named in one breath with it (A、B和C均增长10%), or both that it stands for (双方均增长10%)."""
    subject = link.subject
    if subject is not None and subject.type == "pronoun" and subject.text in BOTH:
        return each(reading, subject, link.figure, before) or (subject,)
    figure_start = link.figure.start
    if subject is None or subject.type in ("phrase", "pronoun") or subject.end > figure_start or link.figure.of > 1:
        return (subject,)
    names = list(between(reading.entities, max(subject.start - 200, 0), figure_start))
    if subject not in names:
        return (subject,)
    at = names.index(subject)
    first = last = at
    while first > 0 and reading.folded[names[first - 1].end : names[first].start].strip() in JOINTS - {""} | {
        "，",
        ",",
    }:
        first -= 1
    while last + 1 < len(names) and reading.folded[names[last].end : names[last + 1].start].strip() in JOINTS - {""} | {
        "，",
        ",",
    }:
        last += 1
    if any(name.text in (FORMER, LATTER) for name in names[last + 1 :]):  # 前者 takes up one of them
        return (subject,)
    run = names[first : last + 1]
    return run if all(name.type == subject.type for name in run) else (subject,)


def _subject(text: str, who: Entity | None) -> Subject | None:
    if who is None:
        return None
    return Subject.of(text, who.start, who.end, id=who.id, parent=who.parent, ticker=who.ticker)


def _metric(text: str, link: Link, who: Entity | None) -> Mention | None:
    metric = link.metric
    return (
        None
        if metric is None
        else Mention.of(text, metric.start, metric.end, id=concept(metric, who, link.figure.unit))
    )


def _mention(text: str, who: Entity | None) -> Mention | None:
    return None if who is None else Mention.of(text, who.start, who.end, id=who.id)


def _claim_id(doc_id: str, value: Value, kind: str, subject: Subject | None) -> str:
    where = f"{__version__}|{doc_id}|{value.start}|{value.end}|{kind}|{subject.start if subject else ''}"
    return hashlib.sha256(where.encode("utf-8", "replace")).hexdigest()[:16]


def claims(reading: Reading, links: Iterable[Link], *, doc_id: str) -> Iterator[Claim]:
    """Write links down as claims, one for each subject that shares the value.

    Args:
        reading: The text the links were made in.
        links: Decisions, in order.
        doc_id: The document's id.

    Yields:
        Claims in order of their values.
    """
    text = reading.text
    before: list[Link] = []
    for link in links:
        figure = link.figure
        made: Change | None = None
        sign = 1
        if link.kind == "change":
            made, sign = change(reading, figure, link.period.grain if link.period else None)
        value = _value(text, link, sign)
        evidence = _evidence(text, *reading.layout.sentences[figure.sentence])
        for who in _sharers(reading, link, before):
            subject = _subject(text, who)
            yield Claim(
                id=_claim_id(doc_id, value, link.kind, subject),
                doc_id=doc_id,
                kind=link.kind,
                subject=subject,
                metric=_metric(text, link, who),
                item=_item(reading, link),
                value=value,
                change=made,
                period=_period(text, link),
                modality=link.modality,
                negated=negated(reading.folded, figure.clause_start, figure.start, figure.end),
                source=_mention(text, link.source),
                evidence=evidence,
                confidence=round(link.confidence, 4),
            )
        before.append(link)


def _evidence(text: str, start: int, end: int) -> Span:
    sentence = text[start:end]
    start += len(sentence) - len(sentence.lstrip())
    return Span.of(text, start, start + len(sentence.strip()))
