"""Reading: the periods of a text, found and resolved."""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime

from zhclaims.periods import calendar
from zhclaims.periods.calendar import Days
from zhclaims.periods.expressions import Expression, Relation, expressions
from zhclaims.periods.parts import MONTH, SUBMONTH, WHOLE, YEAR, Part
from zhclaims.periods.resolution import STATED, Context, resolve
from zhclaims.periods.steps import Grain, Reading
from zhclaims.text.folding import fold

_SENTENCE = re.compile("[。！？!?\n]")
# Parts that say by themselves where they are, and take nothing over from the first point of a range.
_OWN = frozenset({"month_rel", "quarter_rel", "day_rel", "week", "year_half", "year_quarter", "date", "year_month"})


@dataclass(frozen=True, slots=True)
class PeriodExpression:
    """A period expression of a text, resolved as far as it can be.

    Attributes:
        start: Offset of its first character. The span is the expression itself, without 自, 截至, 起, 以来, 前, 后.
        end: Offset after its last character.
        text: Its characters.
        value: TIMEX3-like: ``2013``, ``2018-09``, ``2020-Q3``, ``2019-06-18``, ``XXXX-09``, ``FY2021-Q2``.
        from_: First day, inclusive; ``None`` where it is open or not resolved.
        to: Last day, inclusive; ``None`` where it is open or not resolved.
        inferred: The year, or more, came from outside the expression.
        grain: The size of its finest part.
        relation: ``in``, ``since`` (2018年以来), ``until`` (截至6月末), ``before`` (2025年前), ``after`` (2018年后) or
            ``span`` (2016年至2019年).
        vague: No period of its own (目前, 近年来), but it closes an earlier one.
        days: The days of the expression itself, whatever its relation: all of 2018 for 自2018年起.
        ends: The days of the two points of a range.
    """

    start: int
    end: int
    text: str
    value: str | None
    from_: date | None
    to: date | None
    inferred: bool
    grain: Grain | None
    relation: Relation
    vague: bool
    days: Days | None = None
    ends: tuple[Days | None, Days | None] | None = None


def periods(text: str, reference: date | datetime | None = None) -> list[PeriodExpression]:
    """Find and resolve the period expressions of a text (guideline, Period).

    Args:
        text: Any string.
        reference: The date of the article. Without it, years and relative words are read from what the text itself
            states, and stay unresolved where it states nothing; the clock is never asked. An expression that is the
            whole text is read in the year of the reference, since no sentence tells past from future.

    Returns:
        The expressions in order; they do not overlap.

    >>> [(p.text, str(p.from_), str(p.to)) for p in periods("去年9月营收增长", reference=date(2020, 3, 1))]
    [('去年9月', '2019-09-01', '2019-09-30')]
    """
    folded = fold(text)
    found = list(expressions(folded))
    day = reference.date() if isinstance(reference, datetime) else reference
    if day is not None or not found:
        return _read(text, found, Context(folded, day, day, day.year if day else None))
    context = _article(found, folded)
    if context is None:
        return _read(text, found, Context(folded))
    # The days that the text names without a year, once they have one, can be its latest.
    latest = _latest_day(_read(text, found, replace(context)), folded)
    if latest:
        context.reference, context.this_year = latest, max(latest.year, context.this_year or 0)
    return _read(text, found, context)


def reference_date(text: str) -> date | None:
    """The latest date that a text states as past or present (guideline, Period).

    Args:
        text: Any string.

    Returns:
        The last day of it, or ``None`` if the text states no date with a year.

    >>> reference_date("2018年9月上线,2020年6月18日成交额破亿,预计2025年达到10亿")
    datetime.date(2020, 6, 18)
    """
    folded = fold(text)
    return max((end for end, _, _ in _stated(list(expressions(folded)), folded)), default=None)


def _stated(found: list[Expression], folded: str) -> list[tuple[date, Reading, Relation]]:
    """What the text states, with a year of its own, as past or present: the last day of each."""
    stated = []
    for expression in found:
        parts = expression.second or expression.parts
        if parts[0].kind == "fiscal" and len(parts) == 1:
            parts = (Part(YEAR, "year", parts[0].a),)
        if parts[0].kind not in STATED or expression.relation in {"before", "after"}:
            continue
        context = Context(folded, start=expression.start, end=expression.end)
        reading = resolve(parts, context)
        if reading.days and reading.days.to and not context.future():
            stated.append((reading.days.to, reading, expression.relation))
    return stated


def _article(found: list[Expression], folded: str) -> Context | None:
    """What the text itself tells of its date: the latest day it states, and the year in which it seems written.

    A year whose figures are told only as a whole (2022年营收) is over; 2020年至今 and 2020年6月 are of the article's year.
    """
    stated = _stated(found, folded)
    latest = max((end for end, _, _ in stated), default=None)
    if latest is None:
        return None
    context = Context(folded)
    for end, reading, relation in stated:
        if end.year < latest.year:
            continue
        if reading.grain == "day" and end == latest:
            context.reference = end
        if reading.grain != "year":
            context.around = max(end, context.around or end)
        if relation == "since" or (end.month, end.day) != (12, 31) or reading.grain == "day":
            context.this_year = latest.year
    context.this_year = context.this_year or latest.year + 1
    return context


def _latest_day(read: list[PeriodExpression], folded: str) -> date | None:
    days = [
        p.to for p in read
        if p.grain == "day" and p.to and p.relation in {"in", "until"}
        and not Context(folded, start=p.start, end=p.end).future()
    ]  # fmt: skip
    return max(days, default=None)


def _read(text: str, found: list[Expression], context: Context) -> list[PeriodExpression]:
    folded = context.folded
    length = len(folded.strip()) if len(found) == 1 else 0
    result = []
    for expression in found:
        if context.local and _SENTENCE.search(folded, context.end, expression.start):
            context.local = False
        if expression.start - context.end > 1:
            context.weekday = 0
        context.start, context.end = expression.start, expression.end
        context.alone = len(found) == 1 and expression.outer >= length
        result.append(_resolved(text, expression, context))
    return result


def _resolved(text: str, expression: Expression, context: Context) -> PeriodExpression:
    parts, second = expression.parts, expression.second
    ends = None
    if second:
        reading, ends = _span(parts, second, context)
    else:
        reading = resolve(parts, context)
        context.remember(reading, parts)
    days = reading.days
    relation = "until" if parts[0].kind == "until_now" else expression.relation
    from_, to = _related(expression, days, context) if days else (None, None)
    start, end = expression.start, expression.end
    return PeriodExpression(
        start, end, text[start:end], reading.value, from_, to,
        reading.inferred, reading.grain, relation, parts[0].kind == "now", days, ends,
    )  # fmt: skip


def _related(expression: Expression, days: Days, context: Context) -> Days:
    """The days that the relation makes of the days of the expression."""
    relation, counted = expression.relation, expression.counted
    if relation == "since":
        now = context.published
        return Days(days.from_, now if now and days.from_ and days.from_ <= now else None)
    if relation == "until":
        return Days(None, days.to)
    if relation == "before":
        to = days.to if counted else days.from_ and calendar.shift(days.from_, -1)
        now = context.published if context.alone else None
        return Days(now if now and to and now <= to else None, to)
    if relation == "after":
        return Days(days.from_ if counted else days.to and calendar.shift(days.to, 1), None)
    return days


def _span(
    parts: tuple[Part, ...], second: tuple[Part, ...], context: Context
) -> tuple[Reading, tuple[Days | None, Days | None]]:
    first = resolve(parts, context)
    context.remember(first, parts)
    if second[0].kind == "weekday":  # 下周一至周五
        second = (Part(SUBMONTH, "week", parts[0].a if parts[0].kind == "week" else 0, second[0].a),)
        if parts[0].kind == "weekday":
            first = resolve((Part(SUBMONTH, "week", 0, parts[0].a),), context)
    level = second[0].level
    whole = level >= WHOLE or second[0].kind in _OWN
    last = resolve(second if whole else (*(p for p in plain(parts) if p.level < level), *second), context)
    first_days, last_days = first.days, last.days
    start, end = first_days and first_days.from_, last_days and last_days.to
    if parts[0].level > YEAR and parts[0].kind not in _OWN and level == YEAR and last_days and last_days.from_:
        start = _before(parts, last_days.from_, context) or start
    if start and end and start > end and not whole:  # 8月至2月
        end = calendar.shift_months(end, 12)
    value = f"{first.value}/{last.value}"
    if start is None or end is None or start > end:
        return Reading(None, value, "span", inferred=False), (first_days, last_days)
    reading = Reading(Days(start, end), value, "span", first.inferred or last.inferred)
    context.remember(reading, (*(p for p in parts if p.level == YEAR), *second) if level > YEAR else second)
    return reading, (first_days, last_days)


def plain(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """Split written dates (2020-06-18) into year, month and day."""
    split: list[Part] = []
    for part in parts:
        if part.kind in {"date", "year_month"}:
            split += [Part(YEAR, "year", part.a // 100), Part(MONTH, "month", part.a % 100, part.a % 100)]
        else:
            split.append(part)
    return tuple(split)


def _before(parts: tuple[Part, ...], end: date, context: Context) -> date | None:
    """9月至2020年3月: the first point is the latest before the second."""
    for year in (end.year, end.year - 1):
        found = resolve((Part(YEAR, "year", year), *parts), context).days
        if found and found.from_ and found.from_ <= end:
            return found.from_
    return None
