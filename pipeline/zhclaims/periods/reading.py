"""Reading: the periods of a text, found and resolved."""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime

from zhclaims.periods import calendar
from zhclaims.periods.calendar import Days
from zhclaims.periods.expressions import Expression, Relation, expressions
from zhclaims.periods.parts import DAY, MONTH, SUBYEAR, WHOLE, YEAR, Part
from zhclaims.periods.resolution import Context, Grain, Reading, remember, resolve
from zhclaims.text.folding import fold

_SENTENCE = re.compile("[。！？!?\n]")


@dataclass(frozen=True, slots=True)
class PeriodExpression:
    """A period expression of a text, resolved as far as it can be.

    Attributes:
        start: Offset of its first character.
        end: Offset after its last character.
        text: Its characters.
        value: TIMEX3-like: ``2013``, ``2018-09``, ``2020-Q3``, ``2019-06-18``, ``XXXX-09``, ``FY2021-Q2``.
        from_: First day, inclusive; ``None`` where it is open or not resolved.
        to: Last day, inclusive; ``None`` where it is open or not resolved.
        inferred: The year, or more, came from outside the expression.
        grain: The size of its finest part.
        relation: ``in``, ``since`` (2018年以来), ``until`` (截至6月末), ``before`` (2025年前), ``after`` (2018年后), ``span``.
        vague: No period of its own (目前, 近年来), but it closes an earlier one.
        days: The days of the expression itself, whatever its relation: all of 2018 for 自2018年起.
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


def _range_parts(first: tuple[Part, ...], second: tuple[Part, ...]) -> tuple[Part, ...]:
    """The second point of a range with the coarser parts that it takes over from the first."""
    level = second[0].level
    if level >= WHOLE or second[0].kind in {"month_rel", "quarter_rel", "day_rel", "week", "year_half", "year_quarter", "date", "year_month"}:
        return second
    return (*(part for part in _plain(first) if part.level < level), *second)


def _plain(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """Split written dates (2020-06-18) into year, month and day."""
    plain: list[Part] = []
    for part in parts:
        if part.kind in {"date", "year_month"}:
            plain += [Part(YEAR, "year", part.a // 100), Part(MONTH, "month", part.a % 100, part.a % 100)]
            plain += [Part(DAY, "day", part.b, part.b)] if part.kind == "date" else []
        else:
            plain.append(part)
    return tuple(plain)


def _span(found: Expression, context: Context) -> Reading:
    first = resolve(found.parts, context, future=found.future)
    second = resolve(_range_parts(found.parts, found.second), remember(context, first, found.parts), future=found.future)
    start, end = first.days and first.days.from_, second.days and second.days.to
    if found.parts[0].level > YEAR and found.second[0].level == YEAR and second.days and second.days.from_:
        start = _before(found.parts, second.days.from_, start)
    if start and end and start > end and second.inferred:
        end = calendar.shift_months(end, 12)
    value = f"{first.value}/{second.value}"
    if start is None or end is None or start > end:
        return Reading(None, value, "span", inferred=False)
    return Reading(Days(start, end), value, "span", first.inferred or second.inferred)


def _before(parts: tuple[Part, ...], end: date, start: date | None) -> date | None:
    """9月至2020年3月: the first point is the latest before the second."""
    for year in (end.year, end.year - 1):
        found = resolve((Part(YEAR, "year", year), *parts), Context(None)).days
        if found and found.from_ and found.from_ <= end:
            return found.from_
    return start


def _related(found: Expression, days: Days | None, reference: date | None) -> Days:
    """The days that the relation makes of the days of the expression."""
    if days is None:
        return Days(None, None)
    if found.relation == "since":
        return Days(days.from_, reference if reference and days.from_ and days.from_ <= reference else None)
    if found.relation == "until":
        return Days(None, days.to)
    if found.relation == "before":
        return Days(None, days.to if found.counted else days.from_ and calendar.shift(days.from_, -1))
    if found.relation == "after":
        return Days(days.from_ if found.counted else days.to and calendar.shift(days.to, 1), None)
    return days


def _resolved(text: str, found: Expression, context: Context) -> tuple[PeriodExpression, Reading]:
    kind = found.parts[0].kind
    reading = _span(found, context) if found.second else resolve(found.parts, context, future=found.future)
    days = _related(found, reading.days, context.reference)
    relation: Relation = "until" if kind == "until_now" else found.relation
    expression = PeriodExpression(
        found.start, found.end, text[found.start : found.end], reading.value, days.from_, days.to,
        reading.inferred, reading.grain, relation, kind == "now", reading.days,
    )  # fmt: skip
    return expression, reading


def _read(text: str, folded: str, reference: date | None) -> list[PeriodExpression]:
    context = Context(reference)
    result = []
    position = 0
    stripped = len(folded.strip())
    for found in expressions(folded):
        if context.local and _SENTENCE.search(folded, position, found.start):
            context = replace(context, local=False)
        if found.end - found.start >= stripped:
            context = replace(context, alone=True)
        expression, reading = _resolved(text, found, context)
        result.append(expression)
        context = remember(context, reading, found.second or found.parts)
        position = found.end
    return result


def periods(text: str, reference: date | datetime | None = None) -> list[PeriodExpression]:
    """Find and resolve the period expressions of a text.

    Args:
        text: Any string.
        reference: The date of the article. Without it, relative expressions are read from what the text itself says
            (guideline, Period), and stay unresolved where it says nothing.

    Returns:
        The expressions in order; they do not overlap.

    >>> [(p.text, str(p.from_), str(p.to)) for p in periods("去年9月营收增长", reference=date(2020, 3, 1))]
    [('去年9月', '2019-09-01', '2019-09-30')]
    """
    folded = fold(text)
    day = reference.date() if isinstance(reference, datetime) else reference
    return _read(text, folded, day or _stated(folded))


def reference_date(text: str) -> date | None:
    """The latest date that a text states as past or present.

    Args:
        text: Any string.

    Returns:
        The last day of it, or ``None`` if the text states no date with a year.

    >>> reference_date("2018年9月上线,2020年6月18日成交额破亿,预计2025年达到10亿")
    datetime.date(2020, 6, 18)
    """
    return _stated(fold(text))


def _stated(folded: str) -> date | None:
    latest: date | None = None
    for found in expressions(folded):
        if found.future or found.relation in {"before", "after"} or found.parts[0].level == WHOLE:
            continue
        parts = found.second or found.parts
        if parts[0].kind not in {"year", "date", "year_month", "year_half", "year_quarter"}:
            continue
        days = resolve(parts, Context(None)).days
        if days and days.to and (latest is None or days.to > latest):
            latest = days.to
    return latest
