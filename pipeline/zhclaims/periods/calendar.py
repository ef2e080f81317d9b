"""Calendar arithmetic: spans of days, both ends inclusive. A date outside the years 1 to 9999 is ``None``."""

from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple


class Days(NamedTuple):
    """A span of days, both ends inclusive; ``None`` where it is open."""

    from_: date | None
    to: date | None


def day(year: int, month: int, number: int) -> date | None:
    """A date, or ``None`` if there is no such day.

    >>> day(2023, 2, 29) is None
    True
    """
    try:
        return date(year, month, number)
    except (ValueError, OverflowError):
        return None


def shift(start: date, days: int) -> date | None:
    """The date some days later (earlier if negative).

    >>> shift(date(2020, 2, 28), 2)
    datetime.date(2020, 3, 1)
    """
    try:
        return start + timedelta(days)
    except OverflowError:
        return None


def shift_months(start: date, months: int) -> date | None:
    """The same day some months later, or the last day of that month if it is shorter.

    >>> shift_months(date(2024, 1, 31), 1)
    datetime.date(2024, 2, 29)
    """
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    if not 1 <= year <= 9999:
        return None
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def months(year: int, first: int, last: int) -> Days | None:
    """From the first day of a month to the last day of one; a last month before the first is in the next year.

    Args:
        year: The year of the first month.
        first: Month, 1–12.
        last: Month, 1–12.

    >>> months(2019, 11, 2)
    Days(from_=datetime.date(2019, 11, 1), to=datetime.date(2020, 2, 29))
    """
    end = year + (last < first)
    if not (year >= 1 and end <= 9999):
        return None
    return Days(date(year, first, 1), date(end, last, monthrange(end, last)[1]))


def years(first: int, last: int) -> Days | None:
    """From 1 January of a year to 31 December of one.

    >>> years(2016, 2020).to
    datetime.date(2020, 12, 31)
    """
    if not 1 <= first <= last <= 9999:
        return None
    return Days(date(first, 1, 1), date(last, 12, 31))


def week(of: date, offset: int = 0) -> Days | None:
    """The ISO week (Monday to Sunday) of a day, or one some weeks later.

    >>> week(date(2018, 7, 4)).from_
    datetime.date(2018, 7, 2)
    """
    monday = shift(of, 7 * offset - of.weekday())
    sunday = monday and shift(monday, 6)
    return Days(monday, sunday) if monday and sunday else None


def nth_weekday(year: int, month: int, nth: int, weekday: int) -> date | None:
    """The nth Monday (1) to Sunday (7) of a month; the last one for ``nth = -1``.

    >>> nth_weekday(2024, 11, 4, 4)
    datetime.date(2024, 11, 28)
    """
    length = monthrange(year, month)[1]
    first = 1 + (weekday - 1 - date(year, month, 1).weekday()) % 7
    number = first + 7 * (nth - 1) if nth > 0 else first + 7 * ((length - first) // 7)
    return day(year, month, number)
