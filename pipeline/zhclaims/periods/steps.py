"""Steps: how each part of an expression narrows the days of a year."""

from collections.abc import Callable
from datetime import date
from typing import Literal, NamedTuple

from zhclaims.periods import calendar
from zhclaims.periods.calendar import Days
from zhclaims.periods.festivals import festival_date, festival_days, lunar_date
from zhclaims.periods.parts import MONTH, Part

Grain = Literal["day", "week", "month", "quarter", "half", "year", "decade", "century", "span"]


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


Step = tuple[Days | None, str, Grain]


def month_value(days: Days | None) -> str:
    """A month, or the first and last of several: ``2018-09``, ``2018-01/2018-09``."""
    if days is None or days.from_ is None or days.to is None:
        return ""
    first = f"{days.from_.year:04d}-{days.from_.month:02d}"
    last = f"{days.to.year:04d}-{days.to.month:02d}"
    return first if first == last else f"{first}/{last}"


def _one_day(day: date | None) -> Step:
    return (Days(day, day), day.isoformat(), "day") if day else (None, "", "day")


def _quarter(year: int, part: Part, _: Days) -> Step:
    if not 1 <= part.a <= part.b <= 4:
        return None, "", "quarter"
    days = calendar.months(year, 3 * part.a - 2, 3 * part.b)
    return (days, f"{year:04d}-Q{part.a}", "quarter") if part.a == part.b else (days, month_value(days), "span")


def _half(year: int, part: Part, _: Days) -> Step:
    return calendar.months(year, 6 * part.a - 5, 6 * part.a), f"{year:04d}-H{part.a}", "half"


def _month(year: int, part: Part, _: Days) -> Step:
    if not (1 <= part.a <= 12 and 1 <= part.b <= 12):
        return None, "", "month"
    days = calendar.months(year, part.a, part.b)
    return days, month_value(days), "month" if part.a == part.b else "span"


def _year_month(year: int, part: Part, days: Days) -> Step:
    return _month(year, Part(MONTH, "month", part.a % 100, part.a % 100), days)


def _year_quarter(year: int, part: Part, days: Days) -> Step:
    return _quarter(year, part._replace(b=part.a), days)


def _date(year: int, part: Part, _: Days) -> Step:
    return _one_day(calendar.day(year, part.a % 100, part.b))


def _edge(_: int, part: Part, days: Days) -> Step:
    # The end of a quarter or half-year is its last month, as 年底 is December.
    edge = days.to if part.a < 0 else days.from_
    month = edge and calendar.months(edge.year, edge.month, edge.month)
    return month or None, month_value(month or None), "month"


def _third(_: int, part: Part, days: Days) -> Step:
    edge = days.from_ if part.a == 1 else days.to
    month = edge and calendar.months(edge.year, edge.month, edge.month)
    if not month or not edge or not month.to:
        return None, "", "span"
    return Days(edge.replace(day=part.a), edge.replace(day=min(part.b, month.to.day))), month_value(month), "span"


def _day(_: int, part: Part, days: Days) -> Step:
    if days.from_ is None:
        return None, "", "day"
    year, month = days.from_.year, days.from_.month
    first, last = calendar.day(year, month, part.a), calendar.day(year, month, part.b)
    if first and last and first > last:  # 28日至3日
        later = calendar.shift_months(first.replace(day=1), 1)
        last = later and calendar.day(later.year, later.month, part.b)
    if first is None or last is None:
        return None, "", "day"
    return _one_day(first) if first == last else (Days(first, last), f"{first}/{last}", "span")


def _nth_weekday(_: int, part: Part, days: Days) -> Step:
    month = days.from_
    return _one_day(month and calendar.nth_weekday(month.year, month.month, part.a, part.b))


def _lunar(year: int, part: Part, _: Days) -> Step:
    # 腊月 of a year is that which ends in it: 2021年腊月二十三 is in February.
    return _one_day(lunar_date(year - (part.a >= 11), part.a, part.b))


def _nth_week(year: int, part: Part, _: Days) -> Step:
    try:
        days = calendar.week(date.fromisocalendar(year, part.a, 1))
    except ValueError:
        return None, "", "week"
    return days, f"{year:04d}-W{part.a:02d}", "week"


def _festival(year: int, part: Part, _: Days) -> Step:
    day = festival_date(year, part.name)
    if day is None or part.kind == "festival_day":
        return _one_day(day)
    days = festival_days(year, part.name, season=part.kind == "season")
    return days, day.isoformat(), "day" if days and days.from_ == days.to else "span"


STEPS: dict[str, Callable[[int, Part, Days], Step]] = {
    "quarter": _quarter,
    "half": _half,
    "turn": _month,
    "month": _month,
    "year_month": _year_month,
    "year_half": _half,
    "year_quarter": _year_quarter,
    "date": _date,
    "edge": _edge,
    "third": _third,
    "day": _day,
    "nth_weekday": _nth_weekday,
    "nth_week": _nth_week,
    "lunar": _lunar,
    "festival": _festival,
    "festival_day": _festival,
    "season": _festival,
}


def within(year: int, parts: tuple[Part, ...], last: int | None = None, *, inferred: bool) -> Reading:
    """Read the parts finer than the year in a year.

    Args:
        year: The year, or the first of two.
        parts: Parts, coarse to fine; those that are no step are passed over.
        last: The last of several years (今明两年).
        inferred: The year came from outside the expression.
    """
    days = calendar.years(year, last or year)
    value = f"{year:04d}" if last in {None, year} else f"{year:04d}/{last:04d}"
    grain: Grain = "year"
    for part in parts:
        step = STEPS.get(part.kind)
        if step is not None and days is not None:
            days, value, grain = step(year, part, days)
    return Reading(days, value or None, grain, inferred and days is not None)
