"""Festivals and sales: when they are in a year, by the solar or the lunar calendar.

The tables are ``festivals.csv``, ``solar_terms.csv`` and ``lunar_years.csv`` (1901–2099) of the shipped model.
"""

from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

from zhclaims.errors import TableError
from zhclaims.periods.calendar import Days, day, nth_weekday, shift
from zhclaims.resources import model_path, read_table

_COLUMNS = ("name", "rule", "month", "day", "from", "to", "season_from", "season_to")


class Festival(NamedTuple):
    """A row of ``festivals.csv``.

    Attributes:
        rule: ``solar`` and ``lunar`` give month and day; ``weekday`` gives the nth weekday of a month as ``day`` =
            10 × nth + weekday (Monday 1); ``eve`` is the last day of the lunar year that ends in the solar year.
        days: First and last day of the festival said alone, in days from its date.
        season: The same for its season (春节期间, 国庆黄金周).
    """

    rule: str
    month: int
    day: int
    days: tuple[int, int]
    season: tuple[int, int]


class LunarYear(NamedTuple):
    """A row of ``lunar_years.csv``: New Year's Day, the leap month (0: none) and the lengths of the months in order."""

    new_year: date
    leap_month: int
    month_days: tuple[int, ...]


def _read(path: Path, columns: tuple[str, ...]) -> list[tuple[int, list[str]]]:
    return [(line, list(row.values())) for line, row in read_table(path, columns)]


@cache
def festivals() -> dict[str, Festival]:
    """Festivals by name.

    Raises:
        TableError: A row of the table is wrong.

    >>> festivals()["双十一"].days
    (-10, 0)
    """
    path = model_path() / "periods" / "festivals.csv"
    table: dict[str, Festival] = {}
    for line, (name, rule, *numbers) in _read(path, _COLUMNS):
        try:
            month, number, first, last, season_first, season_last = map(int, numbers)
        except ValueError as error:
            raise TableError(f"a number is wrong: {error}", path=path, line=line) from error
        if rule not in _RULES or not name or name in table or first > last or season_first > season_last:
            raise TableError(
                f"{name}: a rule of {tuple(_RULES)}, a new name and ordered days are needed", path=path, line=line
            )
        table[name] = Festival(rule, month, number, (first, last), (season_first, season_last))
    for name, term in solar_terms().items():
        table.setdefault(name, Festival("term", term.month, 0, (0, 0), (0, 0)))
    return table


class SolarTerm(NamedTuple):
    """A row of ``solar_terms.csv``: the month, the constants of the usual formula by century, and its exceptions."""

    month: int
    c20: float
    c21: float
    exceptions: dict[int, int]


@cache
def solar_terms() -> dict[str, SolarTerm]:
    """The 24 solar terms.

    Raises:
        TableError: A row of the table is wrong.
    """
    path = model_path() / "periods" / "solar_terms.csv"
    table = {}
    for line, (name, month, c20, c21, exceptions) in _read(path, ("name", "month", "c20", "c21", "exceptions")):
        try:
            shifts = {int(year): int(days) for year, days in (pair.split(":") for pair in exceptions.split())}
            table[name] = SolarTerm(int(month), float(c20), float(c21), shifts)
        except ValueError as error:
            raise TableError(f"a number is wrong: {error}", path=path, line=line) from error
    return table


@cache
def lunar_years() -> dict[int, LunarYear]:
    """The lunar years 1901–2099.

    Raises:
        TableError: A row of the table is wrong.
    """
    path = model_path() / "periods" / "lunar_years.csv"
    table = {}
    for line, (year, new_year, leap, lengths) in _read(path, ("year", "new_year", "leap_month", "month_days")):
        try:
            row = LunarYear(date.fromisoformat(new_year), int(leap), tuple(map(int, lengths.split())))
        except ValueError as error:
            raise TableError(f"not a lunar year: {error}", path=path, line=line) from error
        if len(row.month_days) != 12 + (row.leap_month > 0):
            raise TableError("a year has 12 months, 13 with a leap month", path=path, line=line)
        table[int(year)] = row
    return table


def lunar_date(year: int, month: int, number: int) -> date | None:
    """The solar date of a lunar month and day, ``None`` outside the table. A leap month is never meant.

    >>> lunar_date(2020, 8, 15)
    datetime.date(2020, 10, 1)
    """
    row = lunar_years().get(year)
    if row is None or not 1 <= month <= 12:
        return None
    position = month - 1 + (0 < row.leap_month < month)
    if not 1 <= number <= row.month_days[position]:
        return None
    return shift(row.new_year, sum(row.month_days[:position]) + number - 1)


def _easter(year: int, _: str) -> date | None:
    # Anonymous Gregorian computus.
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    h = (19 * a + b - d - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    i, k = divmod(c, 4)
    weekday = (32 + 2 * e + 2 * i - h - k) % 7
    month, number = divmod(h + weekday - 7 * ((a + 11 * h + 22 * weekday) // 451) + 114, 31)
    return day(year, month, number + 1)


def _term(year: int, name: str) -> date | None:
    term = solar_terms()[name.removesuffix("节")]
    if not 1901 <= year <= 2099:
        return None
    short = year % 100
    leaps = (short - 1) // 4 if term.month < 3 else short // 4
    number = int(short * 0.2422 + (term.c21 if year >= 2000 else term.c20)) - leaps
    return day(year, term.month, number + term.exceptions.get(year, 0))


def _solar(year: int, name: str) -> date | None:
    row = festivals()[name]
    return day(year, row.month, row.day)


def _lunar(year: int, name: str) -> date | None:
    row = festivals()[name]
    return lunar_date(year - (row.month == 12), row.month, row.day)


def _eve(year: int, _: str) -> date | None:
    new_year = lunar_date(year, 1, 1)
    return new_year and shift(new_year, -1)


def _weekday(year: int, name: str) -> date | None:
    row = festivals()[name]
    return nth_weekday(year, row.month, *divmod(row.day, 10))


_RULES: dict[str, Callable[[int, str], date | None]] = {
    "solar": _solar,
    "lunar": _lunar,
    "eve": _eve,
    "term": _term,
    "easter": _easter,
    "weekday": _weekday,
}


def festival_date(year: int, name: str) -> date | None:
    """The day of a festival in a year.

    >>> festival_date(2024, "春节")
    datetime.date(2024, 2, 10)
    >>> festival_date(2023, "清明")
    datetime.date(2023, 4, 5)
    """
    return _RULES[festivals()[name].rule](year, name) if 1 <= year <= 9999 else None


def festival_days(year: int, name: str, *, season: bool = False) -> Days | None:
    """The days of a festival in a year.

    Args:
        year: The solar year.
        name: A name of the table.
        season: The season round it is meant (春节期间, 国庆黄金周), not the festival alone.

    >>> festival_days(2020, "双十一")
    Days(from_=datetime.date(2020, 11, 1), to=datetime.date(2020, 11, 11))
    """
    row, at = festivals()[name], festival_date(year, name)
    if at is None:
        return None
    first, last = row.season if season else row.days
    start, end = shift(at, first), shift(at, last)
    return Days(start, end) if start and end else None
