"""Relative points: those that start from the article's date or from the point before (上个月, 周三, 近三年, 三年前, 当月)."""

from datetime import date

from zhclaims.periods import calendar
from zhclaims.periods.calendar import Days
from zhclaims.periods.parts import MONTH, SUBYEAR, Part
from zhclaims.periods.steps import Reading, month_value, within

_UNKNOWN = Reading(None, None, None, inferred=False)
_WEEKEND = 8
_MONTHS = {"year": 12, "quarter": 3, "month": 1}
_LETTER = {"year": "Y", "quarter": "Q", "month": "M", "week": "W", "day": "D"}


def week(base: date | None, offset: int, weekday: int) -> Reading:
    """A week, or a weekday (1–7) or the weekend (8) in it.

    Args:
        base: A day of the week to count from.
        offset: Weeks from there.
        weekday: 0 for the whole week.
    """
    days = base and calendar.week(base, offset)
    if not days or days.from_ is None:
        return Reading(None, "XXXX-WXX", "day" if weekday else "week", inferred=False)
    year, number, _ = days.from_.isocalendar()
    if not weekday:
        return Reading(days, f"{year:04d}-W{number:02d}", "week", inferred=True)
    if weekday == _WEEKEND:
        return Reading(
            Days(calendar.shift(days.from_, 5), days.to), f"{year:04d}-W{number:02d}-WE", "span", inferred=True
        )
    day = calendar.shift(days.from_, weekday - 1)
    return Reading(Days(day, day), f"{day}", "day", inferred=True)


def point(parts: tuple[Part, ...], base: date | None) -> Reading | None:
    """Months, quarters, days and weeks counted from a day; ``None`` for any other point.

    Args:
        parts: The parts; the first is the counted one.
        base: The article's date, or the point before.
    """
    part, rest = parts[0], parts[1:]
    kind = part.kind.partition("_")[0]
    if part.kind not in {
        "month_rel",
        "month_back",
        "quarter_rel",
        "quarter_back",
        "day_rel",
        "day_back",
        "week",
        "week_back",
    }:
        return None
    if kind == "week":
        return week(base, part.a, part.b)
    if kind == "day":
        day = base and calendar.shift(base, part.a)
        return (
            Reading(Days(day, day), f"{day}", "day", inferred=True)
            if day
            else Reading(None, "XXXX-XX-XX", "day", inferred=False)
        )
    month = base and calendar.shift_months(base.replace(day=1), part.a * (3 if kind == "quarter" else 1))
    if not month:
        return Reading(None, "XXXX-XX", "month", inferred=False) if kind == "month" else _UNKNOWN
    nth = month.month if kind == "month" else (month.month + 2) // 3
    level = MONTH if kind == "month" else SUBYEAR
    return within(month.year, (Part(level, kind, nth, nth), *rest), inferred=True)


def _move(start: date, count: int, unit: str) -> date | None:
    if unit in _MONTHS:
        return calendar.shift_months(start, count * _MONTHS[unit])
    return calendar.shift(start, count * (7 if unit == "week" else 1))


def stretch(part: Part, published: date | None) -> Reading:
    """近三年, 未来十年: the years up to, or from, the article's date. Trading days are not counted out.

    Args:
        part: A ``last`` or ``next`` part.
        published: The article's date.
    """
    if part.name not in _LETTER:
        return _UNKNOWN
    if published is None:
        return Reading(None, f"P{part.a}{_LETTER[part.name]}", "span", inferred=False)
    if part.kind == "next":
        end = _move(published, part.a, part.name)
        return Reading(Days(published, end), f"{published}/{end}", "span", inferred=True) if end else _UNKNOWN
    moved = _move(published, -part.a, part.name)
    start = moved and calendar.shift(moved, 1)
    return Reading(Days(start, published), f"{start}/{published}", "span", inferred=True) if start else _UNKNOWN


def shifted(part: Part, reference: date | None) -> Reading:
    """三年前 is a year, 三个月前 a month, 17天后 a day; 20天以后 is open.

    Args:
        part: A ``shifted`` part.
        reference: The day to count from.
    """
    unit = part.name.removesuffix("open")
    day = reference and unit in _LETTER and _move(reference, part.a, unit)
    if not day:
        return _UNKNOWN
    if part.name.endswith("open"):
        return Reading(Days(day, None), day.isoformat(), "day", inferred=True)
    if unit == "year":
        return Reading(calendar.years(day.year, day.year), f"{day.year:04d}", "year", inferred=True)
    if unit in _MONTHS:
        days = calendar.months(day.year, day.month, day.month)
        return Reading(days, month_value(days), "month", inferred=True)
    if unit == "week":
        return week(day, 0, 0)
    return Reading(Days(day, day), day.isoformat(), "day", inferred=True)
