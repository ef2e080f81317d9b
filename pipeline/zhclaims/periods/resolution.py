"""Resolution: what days an expression means, given the date of the article and what the text said before."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, NamedTuple

from zhclaims.periods import calendar
from zhclaims.periods.calendar import Days
from zhclaims.periods.festivals import festival_date, festival_days
from zhclaims.periods.numbers import year_of
from zhclaims.periods.parts import DAY, MONTH, SUBMONTH, SUBYEAR, WHOLE, YEAR, Part

Grain = Literal["day", "week", "month", "quarter", "half", "year", "decade", "century", "span"]
_NEAR_FUTURE = 45  # days: a day that far ahead, with no year, is an announced one rather than last year's


class Reading(NamedTuple):
    """What a point in time means.

    Attributes:
        days: Its days; ``None`` where they are not known.
        value: TIMEX3-like.
        grain: The size of its finest part.
        inferred: The year, or all of it, came from outside the expression.
    """

    days: Days | None
    value: str | None
    grain: Grain | None
    inferred: bool


@dataclass(frozen=True, slots=True)
class Context:
    """What is known when an expression is read.

    Attributes:
        reference: The date of the article, or the latest that the text states.
        year: The year of the nearest earlier expression with a year of its own.
        local: That expression is in the same sentence.
        last: The reading of the nearest earlier expression that was resolved.
        last_parts: Its parts.
        alone: The expression is the whole text, so that no sentence tells past from future.
    """

    reference: date | None
    year: int | None = None
    local: bool = False
    last: Reading | None = None
    last_parts: tuple[Part, ...] = ()
    alone: bool = False


def _year_span(first: int, last: int, grain: Grain, value: str, *, inferred: bool = False) -> Reading:
    return Reading(calendar.years(first, last), value, grain, inferred)


def _coarse(part: Part) -> Reading | None:
    """Decades, centuries and five-year plans."""
    if part.kind == "plan":
        return _year_span(part.a, part.a + 4, "span", f"{part.a}/{part.a + 4}")
    if part.kind == "decade":
        first, last = {"初": (0, 3), "中": (4, 6), "末": (7, 9)}.get(part.name, (0, 9))
        return _year_span(part.a + first, part.a + last, "decade", f"{part.a // 10:03d}")
    if part.kind == "century":
        start = 100 * (part.a - 1)
        first, last = {"初": (0, 9), "中叶": (40, 60), "末": (90, 99)}.get(part.name, (0, 99))
        return Reading(calendar.years(max(1, start + first), start + last), f"{part.a - 1:02d}", "century", inferred=False)
    return None


class _Year(NamedTuple):
    """The year of a point: the number, a second one for 今明两年, and whether it came from outside."""

    first: int | None
    last: int | None
    inferred: bool
    given: bool  # the expression says something of the year, even where it can't be resolved


def _year(parts: tuple[Part, ...], context: Context) -> _Year:
    part = parts[0]
    reference = context.reference
    if part.kind == "year":
        return _Year(part.a, part.a, inferred=False, given=True)
    if part.kind == "year2":
        near = reference.year if reference else context.year or 2020
        year = year_of(part.name, near)
        return _Year(year, year, inferred=False, given=True)
    if part.kind in {"year_month", "date"}:
        return _Year(part.a // 100, part.a // 100, inferred=False, given=True)
    if part.kind in {"year_half", "year_quarter"}:
        return _Year(part.b, part.b, inferred=False, given=True)
    if part.kind == "year_rel":
        if reference is None:
            return _Year(None, None, inferred=True, given=True)
        return _Year(reference.year + part.a, reference.year + part.b, inferred=True, given=True)
    if part.kind == "year_back":
        base = context.year or (reference.year if reference else None)
        year = None if base is None else base + part.a
        return _Year(year, year, inferred=True, given=True)
    return _Year(None, None, inferred=True, given=False)


def _within(year: int, parts: tuple[Part, ...], last: int | None = None) -> tuple[Days | None, str, Grain]:
    """The days of the parts finer than the year, in a year."""
    days = calendar.years(year, last or year)
    value = f"{year:04d}" if last in {None, year} else f"{year:04d}/{last:04d}"
    grain: Grain = "year"
    for part in parts:
        step = _STEPS.get(part.kind)
        if step is not None and days is not None:
            days, value, grain = step(year, part, days)
    return days, value, grain


def _month_value(days: Days | None) -> str:
    if days is None or days.from_ is None or days.to is None:
        return ""
    first, last = f"{days.from_:%Y-%m}", f"{days.to:%Y-%m}"
    return first if first == last else f"{first}/{last}"


def _step_quarter(year: int, part: Part, _: Days) -> tuple[Days | None, str, Grain]:
    days = calendar.months(year, 3 * part.a - 2, 3 * part.b)
    if part.a == part.b:
        return days, f"{year:04d}-Q{part.a}", "quarter"
    return days, _month_value(days), "span"


def _step_half(year: int, part: Part, _: Days) -> tuple[Days | None, str, Grain]:
    return calendar.months(year, 6 * part.a - 5, 6 * part.a), f"{year:04d}-H{part.a}", "half"


def _step_month(year: int, part: Part, _: Days) -> tuple[Days | None, str, Grain]:
    if not (1 <= part.a <= 12 and 1 <= part.b <= 12):
        return None, "", "month"
    days = calendar.months(year, part.a, part.b)
    return days, _month_value(days), "month" if part.a == part.b else "span"


def _step_year_month(year: int, part: Part, days: Days) -> tuple[Days | None, str, Grain]:
    month = part.a % 100
    return _step_month(year, Part(MONTH, "month", month, month), days)


def _step_year_part(year: int, part: Part, days: Days) -> tuple[Days | None, str, Grain]:
    nth = Part(SUBYEAR, "", part.a, part.a)
    return _step_half(year, nth, days) if part.kind == "year_half" else _step_quarter(year, nth, days)


def _step_date(year: int, part: Part, _: Days) -> tuple[Days | None, str, Grain]:
    day = calendar.day(year, part.a % 100, part.b)
    return (Days(day, day), day.isoformat(), "day") if day else (None, "", "day")


def _step_edge(_: int, part: Part, days: Days) -> tuple[Days | None, str, Grain]:
    edge = days.to if part.a < 0 else days.from_
    if edge is None:
        return None, "", "month"
    found = calendar.months(edge.year, edge.month, edge.month)
    return found, _month_value(found), "month"


def _step_third(_: int, part: Part, days: Days) -> tuple[Days | None, str, Grain]:
    edge = days.from_ if part.a == 1 else days.to
    if edge is None:
        return None, "", "span"
    month = calendar.months(edge.year, edge.month, edge.month)
    end = month and month.to
    if end is None:
        return None, "", "span"
    return Days(edge.replace(day=part.a), edge.replace(day=min(part.b, end.day))), _month_value(month), "span"


def _step_day(_: int, part: Part, days: Days) -> tuple[Days | None, str, Grain]:
    if days.from_ is None:
        return None, "", "day"
    month = days.from_
    first, last = (calendar.day(month.year, month.month, n) for n in (part.a, part.b))
    if first is None or last is None:
        return None, "", "day"
    if first > last:
        later = calendar.shift_months(month.replace(day=1), 1)
        last = later and calendar.day(later.year, later.month, part.b)
        if last is None:
            return None, "", "day"
    value = first.isoformat() if first == last else f"{first.isoformat()}/{last.isoformat()}"
    return Days(first, last), value, "day" if first == last else "span"


def _step_nth_weekday(_: int, part: Part, days: Days) -> tuple[Days | None, str, Grain]:
    if days.from_ is None:
        return None, "", "day"
    day = calendar.nth_weekday(days.from_.year, days.from_.month, part.a, part.b)
    return (Days(day, day), day.isoformat(), "day") if day else (None, "", "day")


def _step_festival(year: int, part: Part, _: Days) -> tuple[Days | None, str, Grain]:
    day = festival_date(year, part.name)
    if day is None:
        return None, "", "day"
    days = Days(day, day) if part.kind == "festival_day" else festival_days(year, part.name, season=part.kind == "season")
    return days, day.isoformat(), "day" if days and days.from_ == days.to else "span"


_STEPS = {
    "quarter": _step_quarter,
    "half": _step_half,
    "turn": _step_month,
    "month": _step_month,
    "year_month": _step_year_month,
    "year_half": _step_year_part,
    "year_quarter": _step_year_part,
    "date": _step_date,
    "edge": _step_edge,
    "third": _step_third,
    "day": _step_day,
    "nth_weekday": _step_nth_weekday,
    "festival": _step_festival,
    "festival_day": _step_festival,
    "season": _step_festival,
}


def _unresolved(parts: tuple[Part, ...], year: str = "XXXX") -> Reading:
    """The value that is left where no year is known: ``XXXX-09``."""
    days, value, grain = _within(2000, tuple(part for part in parts if part.level > YEAR))
    if days is None and not value:
        return Reading(None, None, None, inferred=False)
    if parts[0].level == DAY and parts[0].kind == "day":
        return Reading(None, f"{year}-XX{value[7:10]}", grain, inferred=False)
    if parts[0].level == SUBMONTH and parts[0].kind == "third":
        return Reading(None, f"{year}-XX", grain, inferred=False)
    return Reading(None, value.replace("2000", year), grain, inferred=False)


def _relative(parts: tuple[Part, ...], context: Context) -> Reading | None:
    """Points that start from the reference date or from the point before: 上个月, 昨天, 上周三, 当月."""
    part = parts[0]
    back = part.kind.endswith("_back")
    last = context.last.days if context.last and context.last.days else None
    base = (last.to or last.from_) if back and last else context.reference
    rest = parts[1:]
    if part.kind in {"month_rel", "month_back"}:
        month = base and calendar.shift_months(base, part.a)
        if month is None:
            return Reading(None, "XXXX-XX", "month", inferred=False)
        days, value, grain = _within(month.year, (Part(MONTH, "month", month.month, month.month), *rest))
        return Reading(days, value, grain, inferred=True)
    if part.kind in {"quarter_rel", "quarter_back"}:
        month = base and calendar.shift_months(base, 3 * part.a)
        if month is None:
            return Reading(None, "XXXX-QX", "quarter", inferred=False)
        nth = (month.month + 2) // 3
        days, value, grain = _within(month.year, (Part(SUBYEAR, "quarter", nth, nth), *rest))
        return Reading(days, value, grain, inferred=True)
    if part.kind in {"day_rel", "day_back"}:
        day = base and calendar.shift(base, part.a)
        return Reading(Days(day, day), day.isoformat(), "day", inferred=True) if day else Reading(None, "XXXX-XX-XX", "day", inferred=False)
    if part.kind in {"week", "week_back"}:
        return _week(base, part.a, part.b)
    return None


def _week(base: date | None, offset: int, weekday: int) -> Reading:
    days = base and calendar.week(base, offset)
    if not days or days.from_ is None:
        return Reading(None, f"XXXX-WXX-{weekday}" if 0 < weekday < 8 else "XXXX-WXX", "day" if weekday else "week", inferred=False)
    year, number, _ = days.from_.isocalendar()
    if not weekday:
        return Reading(days, f"{year:04d}-W{number:02d}", "week", inferred=True)
    first = calendar.shift(days.from_, min(weekday, 6) - 1 if weekday == 8 else weekday - 1)
    last = days.to if weekday == 8 else first
    value = f"{year:04d}-W{number:02d}-WE" if weekday == 8 else first.isoformat() if first else None
    return Reading(Days(first, last), value, "span" if weekday == 8 else "day", inferred=True)


def _whole(part: Part, context: Context, *, future: bool) -> Reading | None:
    """Expressions of one part: 周三, 近三年, 三年前, 截至目前, 目前."""
    reference = context.reference
    if part.kind == "weekday":
        found = _week(reference, 0, part.a)
        if found.days and found.days.from_ and reference and found.days.from_ > reference and not future and not context.alone:
            found = _week(reference, -1, part.a)
        return found
    if part.kind == "week_move":
        return _week(reference, 0, 0)
    if part.kind in {"last", "next"}:
        return _stretch(part, reference)
    if part.kind == "shifted":
        return _shifted(part, reference)
    if part.kind == "until_now":
        return Reading(Days(None, reference) if reference else None, "PRESENT", "span", inferred=True)
    return None


_MONTHS = {"year": 12, "quarter": 3, "month": 1}
_LETTER = {"year": "Y", "quarter": "Q", "month": "M", "week": "W", "day": "D", "session": "D"}


def _move(start: date, count: int, unit: str) -> date | None:
    if unit in _MONTHS:
        return calendar.shift_months(start, count * _MONTHS[unit])
    return calendar.shift(start, count * (7 if unit == "week" else 1))


def _stretch(part: Part, reference: date | None) -> Reading:
    value = f"P{part.a}{_LETTER.get(part.name, 'D')}" if part.name else None
    if reference is None or not part.name or part.name == "session":
        return Reading(None, value, "span", inferred=False)
    if part.kind == "next":
        end = _move(reference, part.a, part.name)
        return Reading(Days(reference, end) if end else None, f"{reference}/{end}", "span", inferred=True)
    moved = _move(reference, -part.a, part.name)
    start = moved and calendar.shift(moved, 1)
    return Reading(Days(start, reference) if start else None, f"{start}/{reference}", "span", inferred=True)


def _shifted(part: Part, reference: date | None) -> Reading:
    unit = part.name.removesuffix("open")
    day = reference and _move(reference, part.a, unit)
    if not day or unit == "session":
        return Reading(None, None, None, inferred=False)
    if part.name.endswith("open"):
        return Reading(Days(day, None), day.isoformat(), "day", inferred=True)
    if unit == "year":
        return Reading(calendar.years(day.year, day.year), f"{day.year:04d}", "year", inferred=True)
    if unit in {"month", "quarter"}:
        days = calendar.months(day.year, day.month, day.month)
        return Reading(days, _month_value(days), "month", inferred=True)
    if unit == "week":
        return _week(day, 0, 0)
    return Reading(Days(day, day), day.isoformat(), "day", inferred=True)


def _same_part(parts: tuple[Part, ...], context: Context) -> tuple[Part, ...]:
    """同期: the part of the year that the text spoke of before."""
    finer = tuple(part for part in context.last_parts if part.level > YEAR and part.kind in _STEPS)
    return (*(part for part in parts if part.kind != "same"), *finer)


def resolve(parts: tuple[Part, ...], context: Context, *, future: bool = False) -> Reading:
    """Resolve a point in time.

    Args:
        parts: Its parts, coarse to fine.
        context: What is known.
        future: The clause speaks of what is to come.

    Returns:
        Its days and value; days are ``None`` where nothing gives the year.
    """
    part = parts[0]
    if part.level == WHOLE:
        return _whole(part, context, future=future) or Reading(None, None, None, inferred=False)
    if parts[-1].kind == "week_of":
        day = resolve(parts[:-1], context, future=future)
        found = _week(day.days.from_ if day.days else None, 0, 0)
        return found._replace(inferred=day.inferred)
    if any(p.kind == "same" for p in parts):
        if part.kind == "same" and context.last:
            return context.last._replace(inferred=True)
        parts = _same_part(parts, context)
        if not parts:
            return Reading(None, None, None, inferred=False)
    if part.kind == "fiscal":
        return _fiscal(parts)
    coarse = _coarse(part)
    if coarse is not None:
        return coarse
    year = _year(parts, context)
    if not year.given:
        return _relative(parts, context) or _undated(parts, context, future=future)
    finer = tuple(p for p in parts if p.kind in _STEPS)
    if year.first is None:
        return _unresolved(parts) if finer else Reading(None, "XXXX", "year", inferred=False)
    inner = next((p for p in parts if p.kind == "month_rel"), None)
    if inner and context.reference:  # 去年本月
        month = calendar.shift_months(context.reference, inner.a)
        if month:
            finer = (Part(MONTH, "month", month.month, month.month), *finer)
    days, value, grain = _within(year.first, finer, year.last)
    return Reading(days, value or None, grain, year.inferred)


def _fiscal(parts: tuple[Part, ...]) -> Reading:
    value = f"FY{parts[0].a:04d}" if parts[0].a else "FYXXXX"
    for part in parts[1:]:
        if part.kind == "quarter":
            value += f"-Q{part.a}" if part.a == part.b else f"-Q{part.a}/Q{part.b}"
        elif part.kind == "half":
            value += f"-H{part.a}"
    return Reading(None, value, "quarter" if "-Q" in value else "half" if "-H" in value else "year", inferred=False)


def _undated(parts: tuple[Part, ...], context: Context, *, future: bool) -> Reading:
    """Points with no year of their own: the year of the sentence, else the latest that is not after the reference."""
    if parts[0].kind in {"day", "third"} or (parts[0].level >= SUBMONTH):
        return _undated_day(parts, context)
    if context.local and context.year is not None:
        days, value, grain = _within(context.year, parts)
        return Reading(days, value or None, grain, inferred=True)
    reference = context.reference
    if reference is None:
        if context.year is None:
            return _unresolved(parts)
        days, value, grain = _within(context.year, parts)
        return Reading(days, value or None, grain, inferred=True)
    days, value, grain = _within(reference.year, parts)
    if days and days.from_ and days.from_ > reference and not (future or context.alone):
        ahead = (days.from_ - reference).days
        if parts[0].kind != "turn" and not (grain == "day" and ahead <= _NEAR_FUTURE):
            days, value, grain = _within(reference.year - 1, parts)
    return Reading(days, value or None, grain, inferred=True)


def _undated_day(parts: tuple[Part, ...], context: Context) -> Reading:
    """A day or a third of a month with no month: of the month before it in the text, or of the reference."""
    last = context.last.days if context.last and context.last.days and context.last.grain in {"day", "month", "span"} else None
    base = context.reference or (last and last.from_)
    if context.local and last and last.from_:
        base = last.from_
    if base is None:
        return _unresolved(parts)
    month = Part(MONTH, "month", base.month, base.month)
    days, value, grain = _within(base.year, (month, *parts))
    if days and days.from_ and base is context.reference and not context.alone and days.from_ > base:
        ahead = (days.from_ - base).days
        previous = calendar.shift_months(base.replace(day=1), -1)
        if previous and ahead > 10:
            days, value, grain = _within(previous.year, (month._replace(a=previous.month, b=previous.month), *parts))
    return Reading(days, value or None, grain, inferred=True)


def remember(context: Context, reading: Reading, parts: tuple[Part, ...]) -> Context:
    """The context after an expression was read."""
    if reading.days is None:
        return context
    edge = reading.days.to or reading.days.from_
    stated = parts[0].level == YEAR or parts[0].kind in {"date", "year_month", "year_half", "year_quarter"}
    year = edge.year if edge and stated and not any(p.kind in {"same", "decade", "century"} for p in parts) else None
    return replace(context, last=reading, last_parts=parts, year=year or context.year, local=bool(year) or context.local)
