"""Resolution: what days a point in time means, given the date of the article and what the text said before."""

import re
from dataclasses import dataclass, replace
from datetime import date

from zhclaims.periods import calendar, relative
from zhclaims.periods.calendar import Days
from zhclaims.periods.numbers import year_of
from zhclaims.periods.parts import DAY, MONTH, SUBMONTH, SUBYEAR, WHOLE, YEAR, Part
from zhclaims.periods.steps import STEPS, Grain, Reading, within

_UNKNOWN = Reading(None, None, None, inferred=False)
# The kinds of parts that state a year in digits.
STATED = frozenset({"year", "year2", "date", "year_month", "year_half", "year_quarter"})
_NEAR_FUTURE = 45  # days: a day that far ahead, with no year, is an announced one rather than last year's
_BEFORE, _AFTER = 30, 30  # characters of the clause in which a word of the future is looked for
_COMPARES = frozenset("较比")
_CLAUSE = re.compile("[，。；！？,;!?\n]")
_FUTURE = re.compile(
    "将|拟|预计|预期|预测|预估|计划|有望|望|定于|力争|目标|争取|届时|承诺|召开|举行|开幕|到期|未来|之?前[^三]"
)


@dataclass(slots=True)
class Context:
    """What is known when an expression is read; it changes as the text goes on.

    Attributes:
        folded: The text.
        published: The date of the article, if the caller gave it.
        reference: That date, or the latest day that the text states.
        this_year: The year of the article, as far as it is known.
        around: In an undated article, the latest month or day that it states: days with no year are near it.
        start: Where the expression begins.
        end: Where it ends.
        year: The year of the nearest earlier expression with a year of its own.
        local: That expression is in the same sentence.
        last: The reading of the nearest earlier expression that was resolved.
        spoken: The reading of the nearest earlier one that 同期 may take up: none that others are compared with (较2019年).
        spoken_parts: Its parts.
        weekday: The weekday said right before the expression, 0 if none.
        alone: The expression is the whole text, so that no sentence tells past from future.
    """

    folded: str
    published: date | None = None
    reference: date | None = None
    this_year: int | None = None
    around: date | None = None
    start: int = 0
    end: int = 0
    year: int | None = None
    local: bool = False
    last: Reading = _UNKNOWN
    spoken: Reading = _UNKNOWN
    spoken_parts: tuple[Part, ...] = ()
    weekday: int = 0
    alone: bool = False

    def future(self) -> bool:
        """Does the clause of the expression speak of what is to come?"""
        left = max(0, self.start - _BEFORE)
        for mark in _CLAUSE.finditer(self.folded, left, self.start):
            left = mark.end()
        stop = _CLAUSE.search(self.folded, self.end, self.end + _AFTER)
        return bool(_FUTURE.search(self.folded, left, stop.start() if stop else self.end + _AFTER))

    def remember(self, reading: Reading, parts: tuple[Part, ...]) -> None:
        """Take in what an expression said, for those after it."""
        self.weekday = parts[0].a if parts[0].kind == "weekday" else 0
        if reading.days is None or parts[0].level == WHOLE:
            return
        edge = reading.days.to or reading.days.from_
        stated = parts[0].level == YEAR or parts[0].kind in STATED
        if edge and stated and reading.grain not in {"decade", "century"} and not any(p.kind == "same" for p in parts):
            self.year, self.local = edge.year, True
        self.last = reading
        if parts[-1].kind != "same" and self.folded[max(self.start - 1, 0) : self.start] not in _COMPARES:
            self.spoken, self.spoken_parts = reading, parts


def resolve(parts: tuple[Part, ...], context: Context) -> Reading:
    """Resolve a point in time.

    Args:
        parts: Its parts, coarse to fine.
        context: What is known.

    Returns:
        Its days and value; days are ``None`` where nothing gives the year.
    """
    part = parts[0]
    if part.level == WHOLE:
        return _whole(part, context)
    if parts[-1].kind == "week_of":
        day = resolve(parts[:-1], context)
        return relative.week(day.days and day.days.from_, 0, 0)._replace(inferred=day.inferred)
    if parts[-1].kind == "same":
        return _same(parts, context)
    if part.kind in {"fiscal", "plan", "decade", "century"}:
        return _fiscal(parts) if part.kind == "fiscal" else _coarse(part)
    if part.level == YEAR or part.kind in STATED:
        return _dated(parts, context)
    last = context.last.days
    base = (last.to or last.from_) if part.kind.endswith("_back") and last else context.reference
    return relative.point(parts, base) or _undated(parts, context)


def _whole(part: Part, context: Context) -> Reading:
    if part.kind == "weekday":
        found = relative.week(context.reference, 0, part.a)
        ahead = found.days and found.days.from_ and context.reference and found.days.from_ > context.reference
        return (
            relative.week(context.reference, -1, part.a)
            if ahead and not context.alone and not context.future()
            else found
        )
    if part.kind == "week_move":
        return relative.week(context.reference, 0, 0)
    if part.kind in {"last", "next"}:
        return relative.stretch(part, context.published)
    if part.kind == "shifted":
        return relative.shifted(part, context.reference)
    if part.kind == "until_now":
        return Reading(Days(None, context.published) if context.published else None, "PRESENT", "span", inferred=True)
    return _UNKNOWN


def _coarse(part: Part) -> Reading:
    if part.kind == "plan":
        return Reading(calendar.years(part.a, part.a + 4), f"{part.a}/{part.a + 4}", "span", inferred=False)
    if part.kind == "decade":
        first, last = {"初": (0, 3), "中": (4, 6), "末": (7, 9)}.get(part.name, (0, 9))
        return Reading(calendar.years(part.a + first, part.a + last), f"{part.a // 10:03d}", "decade", inferred=False)
    start = 100 * (part.a - 1)
    first, last = {"初": (0, 9), "中叶": (40, 60), "末": (90, 99)}.get(part.name, (0, 99))
    days = calendar.years(max(1, start + first), start + last)
    return Reading(days, f"{part.a - 1:02d}", "century", inferred=False)


def _fiscal(parts: tuple[Part, ...]) -> Reading:
    # from and to only where the company's fiscal calendar is known (guideline, Period).
    value, grain = f"FY{parts[0].a:04d}" if parts[0].a else "FYXXXX", "year"
    for part in parts[1:]:
        if part.kind in {"quarter", "half"}:
            grain = part.kind
            value += f"-{part.kind[0].upper()}{part.a}" + (
                f"/{part.kind[0].upper()}{part.b}" if part.a < part.b else ""
            )
    named: dict[str, Grain] = {"year": "year", "quarter": "quarter", "half": "half"}
    return Reading(None, value, named[grain], inferred=False)


def _same(parts: tuple[Part, ...], context: Context) -> Reading:
    """同期, 去年同期: the part of the year that the text spoke of before, else the whole year."""
    if len(parts) == 1:
        return context.spoken._replace(inferred=True)
    finer = tuple(part for part in context.spoken_parts if part.level > YEAR and part.kind in STEPS)
    edge = context.spoken.days and (context.spoken.days.to or context.spoken.days.from_)
    year, back = context.this_year, parts[0].kind == "year_rel" and parts[0].a < 0
    if edge and back and (year is None or year - 1 <= edge.year <= year):  # the year before the one just reported
        context = replace(context, this_year=edge.year)
    return _dated((*_plain(parts[:-1]), *_plain(finer)), context)._replace(inferred=True)


def _plain(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """Written dates without their year: only the month and day."""
    plain: list[Part] = []
    for part in parts:
        if part.kind in {"date", "year_month"}:
            plain.append(Part(MONTH, "month", part.a % 100, part.a % 100))
            plain += [Part(DAY, "day", part.b, part.b)] if part.kind == "date" else []
        elif part.kind in {"year_half", "year_quarter"}:
            plain.append(part._replace(kind=part.kind.removeprefix("year_"), b=part.a))
        else:
            plain.append(part)
    return tuple(plain)


def _dated(parts: tuple[Part, ...], context: Context) -> Reading:
    """Points with a year, given or counted from now (去年) or from the point before (当年)."""
    part, finer = parts[0], parts[1:]
    if part.kind == "year":
        return within(part.a, finer, inferred=False)
    if part.kind in {"date", "year_month"}:
        return within(part.a // 100, parts, inferred=False)
    if part.kind in {"year_half", "year_quarter"}:
        return within(part.b, parts, inferred=False)
    if part.kind == "year2":
        return within(year_of(part.name, context.this_year or context.year or 2020), finer, inferred=False)
    base = context.this_year
    if part.kind == "year_back":
        base = context.year or base
    if base is None:
        return (
            _unresolved(finer) if any(p.kind in STEPS for p in finer) else Reading(None, "XXXX", "year", inferred=False)
        )
    inner = next((p for p in finer if p.kind in {"month_rel", "day_rel"}), None)
    found = relative.point((inner,), context.reference) if inner else None
    if found and found.days and found.days.from_:  # 去年本月, 去年今日
        day = found.days.from_
        finer = (Part(MONTH, "month", day.month, day.month), *finer)
        finer += (Part(DAY, "day", day.day, day.day),) if found.grain == "day" else ()
    return within(base + part.a, finer, base + part.b, inferred=True)


def _unresolved(parts: tuple[Part, ...]) -> Reading:
    """The value that is left where no year is known: ``XXXX-09``, ``XXXX-XX-11``."""
    _, value, grain, _ = within(2000, parts, inferred=False)
    known = (value or "").replace("2000", "XXXX")
    if parts[0].kind == "day" and known:
        known = f"XXXX-XX{known[7:10]}"
    if parts[0].kind == "third":
        known = "XXXX-XX"
    return Reading(None, known or None, grain if known else None, inferred=False)


def _undated(parts: tuple[Part, ...], context: Context) -> Reading:
    """Points with no year of their own: the sentence's year, else the latest that is not after the article."""
    if parts[0].level >= SUBMONTH:
        return _undated_day(parts, context)
    year = context.year if context.local or context.this_year is None else None
    if year is not None:
        return within(year, parts, inferred=True)
    if context.this_year is None:
        return _unresolved(parts)
    return _in_article(parts, context, context.this_year)


def _in_article(parts: tuple[Part, ...], context: Context, year: int) -> Reading:
    """A point with no year, in the year of the article or near it."""
    found = within(year, parts, inferred=True)
    weekday = next((p.a for p in parts if p.kind == "on"), context.weekday)
    if weekday and found.grain == "day":
        return _on_weekday(found, weekday, parts, year)
    if context.around and parts[0].level > SUBYEAR:
        return _nearest(found, parts, context.around)
    reference, start = context.reference, found.days and found.days.from_
    if not reference or not start or start <= reference or context.alone or parts[0].kind == "turn":
        return found
    if (found.grain == "day" and (start - reference).days <= _NEAR_FUTURE) or context.future():
        return found
    return within(year - 1, parts, inferred=True)


def _on_weekday(found: Reading, weekday: int, parts: tuple[Part, ...], year: int) -> Reading:
    """周四（2月3日）: the year nearest to the article's in which the day is that weekday."""
    for offset in (0, 1, -1, 2, -2, 3):
        other = within(year + offset, parts, inferred=True)
        if other.days and other.days.from_ and other.days.from_.isoweekday() == weekday:
            return other
    return found


def _nearest(found: Reading, parts: tuple[Part, ...], around: date) -> Reading:
    """The year in which the point is nearest to a day."""
    best, distance = found, None
    for offset in (0, 1, -1):
        other = within(around.year + offset, parts, inferred=True)
        away = abs((other.days.to - around).days) if other.days and other.days.to else None
        if away is not None and (distance is None or away < distance):
            best, distance = other, away
    return best


def _undated_day(parts: tuple[Part, ...], context: Context) -> Reading:
    """A day or a third of a month with no month: of the month before it in the sentence, else of the article's."""
    last = context.last.days if context.last.grain in {"day", "month", "span"} else None
    said = last and (last.to or last.from_)
    base = said if context.local and said else context.reference or said
    if base is None:
        return _unresolved(parts)
    found = _day_in(base, parts)
    if found.days is None:  # 31日 in June is of May
        earlier = calendar.shift_months(base.replace(day=1), -1)
        return _day_in(earlier, parts) if earlier else found
    start = found.days.from_
    if base is context.reference and start and (start - base).days > 10 and not context.alone:
        earlier = calendar.shift_months(base.replace(day=1), -1)
        return _day_in(earlier, parts) if earlier else found
    return found


def _day_in(month: date, parts: tuple[Part, ...]) -> Reading:
    return within(month.year, (Part(MONTH, "month", month.month, month.month), *parts), inferred=True)
