"""Parts of period expressions: the typed tokens (a year, a quarter, a day, a festival …) that an expression is made of.

One compiled pattern finds the next part; each alternative has a reader that turns the match into a :class:`Part`.
All patterns run on folded text. None backtracks over more than a few characters.
"""

import re
from collections.abc import Callable
from typing import NamedTuple

from zhclaims.periods.groups import Found, first_of
from zhclaims.periods.numbers import number, year_of
from zhclaims.periods.patterns import anchor, head
from zhclaims.periods.words import DAYS, DAYS_BACK, MONTHS, MONTHS_BACK, QUARTERS, QUARTERS_BACK, YEARS, YEARS_BACK

# Levels order the parts of one expression, coarse to fine; only a finer part may follow.
YEAR, SUBYEAR, MONTH, SUBMONTH, DAY, WHOLE = 3, 4, 5, 6, 7, 9


class Part(NamedTuple):
    """A typed part of an expression.

    Attributes:
        level: Its place in the order coarse to fine.
        kind: What it is; :mod:`zhclaims.periods.resolution` has a rule for each.
        a: First number (a year, month, offset …).
        b: Last number; equal to ``a`` where there is no range.
        end: End offset.
        name: The festival, unit or form that the kind needs.
    """

    level: int
    kind: str
    a: int = 0
    b: int = 0
    end: int = 0
    name: str = ""


def _read_iso(m: Found) -> Part:
    y, month, d = (
        first_of(m, "iy", "jy", "ky", "ly"),
        first_of(m, "im", "jm", "jn", "km", "lm"),
        first_of(m, "id", "ld"),
    )
    if d:
        return Part(DAY, "date", int(y) * 100 + int(month), int(d))
    return Part(MONTH, "year_month", int(y) * 100 + int(month))


def _read_fiscal(m: Found) -> Part:
    return Part(YEAR, "fiscal", year_of(first_of(m, "fa", "fb"), 2030), 0)


def _read_part_year(m: Found) -> Part | None:
    n, year = int(m["pn"]), year_of(m["py"], 2030)
    if m["pk"] == "H" and n > 2:
        return None
    return Part(SUBYEAR, "year_half" if m["pk"] == "H" else "year_quarter", n, year)


def _read_year(m: Found) -> Part:
    return Part(YEAR, "year", number(first_of(m, "ya", "yb", "yc", "yd", "ye", "yf", "yg", "yn")))


def _read_decade(m: Found) -> Part:
    word = m["dy"]
    tens = int(word) if word.isdigit() else number(word)
    names = {"上": 20, "上个": 20, "本": 21}
    century = names.get(m["dc"] or "", 0) or number(m["dc"] or "零")
    if tens < 100:
        tens += 100 * (century - 1) if century else 2000 if tens < 30 else 1900
    return Part(YEAR, "decade", tens, name={"早": "初", "后": "末"}.get(m["dp"] or "", m["dp"] or ""))


def _read_century(m: Found) -> Part:
    return Part(YEAR, "century", {"上": 20, "上个": 20, "本": 21}.get(m["ce"]) or number(m["ce"]), name=m["cp"] or "")


def _read_plan(m: Found) -> Part:
    nth = number(first_of(m, "pl", "pm").removesuffix("五"))
    return Part(YEAR, "plan", 1951 + 5 * nth if nth > 2 else (1953, 1958)[nth - 1])


def _read_year2(m: Found) -> Part:
    digits = first_of(m, "yh", "yi", "yj", "yk", "ym", "yx")
    return Part(YEAR, "year2", number(digits), name=digits)


_UNITS = {
    "年": "year",
    "季": "quarter",
    "月": "month",
    "周": "week",
    "星": "week",
    "礼": "week",
    "天": "day",
    "日": "day",
}


def _unit(word: str) -> str:
    return _UNITS.get(word.lstrip("个半")[:1], "session")


_SEVERAL = re.compile("[一二三四五六七八九两]{2}")  # 两三年, 二三十年: no one length


def _length(count: str, unit: str) -> tuple[int, str]:
    """A number of units; half a year is six months, half a month fifteen days."""
    if count == "半":
        return (6, "month") if _unit(unit) == "year" else (15, "day")
    return number(count), _unit(unit)


def _read_last(m: Found) -> Part:
    if _SEVERAL.match(m["lo"] or m["ln"]):
        return Part(WHOLE, "now")
    ahead = m["lw"] in {"未来", "今后", "接下来", "往后"}
    count, unit = _length(m["lo"] or m["ln"], m["lu"])
    return Part(WHOLE, "next" if ahead else "last", count, name=unit)


def _read_ago(m: Found) -> Part | None:
    if _SEVERAL.match(m["an"]):
        return None
    count, unit = _length(m["an"], m["au"])
    is_open = m["ab"] in {"以后", "之后"}
    return Part(WHOLE, "shifted", -count if m["af"] else count, name=unit + "open" * is_open)


def _read_pair(m: Found) -> Part:
    return Part(YEAR, "year_rel", 0 if m["pa"] else -1, number(m["pa"]) - 1 if m["pa"] else 0)


def _lookup(kind: str, level: int, group: str, table: dict[str, int]) -> Callable[[Found], Part]:
    return lambda m: Part(level, kind, table[m[group]], table[m[group]])


def _read_half(m: Found) -> Part:
    nth = 2 if m["hd"] else int(first_of(m, "hn", "hm") or 1)
    return Part(SUBYEAR, "half", nth, nth)


def _read_quarter_sum(m: Found) -> Part:
    return Part(SUBYEAR, "quarter", 1, number(m["qs"]))


def _read_quarter(m: Found) -> Part | None:
    if m["qc"]:
        a, b = number(m["qc"]), number(m["qd"])
        return Part(SUBYEAR, "quarter", a, b) if a < b else None
    nth = number(first_of(m, "qe", "qf", "qg", "qh", "qi"))
    return Part(SUBYEAR, "quarter", nth, nth)


def _read_month_sum(m: Found) -> Part:
    return Part(MONTH, "month", 1, number(m["ms"]))


def _read_lunar(m: Found) -> Part:
    # 大年初一至初七: the second point has no month of its own
    month, day = first_of(m, "la", "lc", "le") or "正", first_of(m, "lb", "ld", "lf", "lg").removeprefix("初")
    return Part(MONTH, "lunar", {"正": 1, "冬": 11, "腊": 12}.get(month) or number(month), number(day))


def _read_month(m: Found) -> Part | None:
    if m["mg"]:  # 三四月份
        a, b = number(m["mg"]), number(m["mh"])
        return Part(MONTH, "month", a, b) if b == a + 1 else None
    a = number(first_of(m, "mc", "me"))
    return Part(MONTH, "month", a, number(m["md"]) if m["md"] else a)


def _read_turn_year(m: Found) -> Part:
    a, b = {"初": (1, 1), "中": (6, 7)}.get(m["tn"], (12, 12))
    return Part(SUBYEAR, "turn", a, b)


_THIRDS = {"初": (1, 10), "上": (1, 10), "中": (11, 20), "下": (21, 31), "底": (21, 31), "末": (21, 31)}


def _read_turn_month(m: Found) -> Part:
    a, b = _THIRDS[first_of(m, "tm", "to")[0]]
    return Part(SUBMONTH, "third", a, b)


def _read_half_month(m: Found) -> Part:
    a, b = (1, 15) if m["hw"] in "上前" else (16, 31)
    return Part(SUBMONTH, "third", a, b)


def _read_festival(m: Found) -> Part:
    name, season = (
        first_of(m, "fe", "ff", "fg", "fh", "fk", "fl", "fi", "fm", "fn"),
        first_of(m, "fs", "ft", "fu", "fv", "fw"),
    )
    kind = (
        "festival_day" if season in {"当天", "当日"} else "season" if season not in {"", "前后", "前夕"} else "festival"
    )
    return Part(MONTH, kind, name=name)


def _read_week(m: Found) -> Part:
    word = m["wr"]
    offset = -len(word) if word[0] == "上" else len(word) if word[0] == "下" else 0
    kind = "week_back" if word in "当该" else "week"
    return Part(SUBMONTH, kind, offset, number(m["wd"]) if m["wd"] else 8 if m["we"] else 0)


def _read_weekday(m: Found) -> Part:
    return Part(WHOLE, "weekday", number(m["wb"]))


def _read_day(m: Found) -> Part | None:
    a = number(first_of(m, "da", "dd", "de", "dl"))
    b = number(first_of(m, "db", "dm")) or a
    return None if m["dl"] and b != a + 1 else Part(DAY, "day", a, b)


def _read_day_number(m: Found) -> Part:
    return Part(DAY, "day", number(m["dn"]), number(m["dn"]))


def _read_day_rel(m: Found) -> Part:
    word = m["dr"].lstrip("大")
    offset = DAYS.get(word, 0)
    extra = len(m["dr"]) - len(word)
    return Part(DAY, "day_rel", offset + (extra if offset > 0 else -extra))


_READERS: dict[str, Callable[[Found], Part | None]] = {
    "iso": _read_iso,
    "fiscal": _read_fiscal,
    "fiscal_rel": lambda _: Part(YEAR, "fiscal"),
    "part_year": _read_part_year,
    "year": _read_year,
    "decade": _read_decade,
    "century": _read_century,
    "plan": _read_plan,
    "year2": _read_year2,
    "last": _read_last,
    "ago": _read_ago,
    "pair": _read_pair,
    "year_rel": _lookup("year_rel", YEAR, "yr", YEARS),
    "year_back": _lookup("year_back", YEAR, "yl", YEARS_BACK),
    "half": _read_half,
    "quarter_sum": _read_quarter_sum,
    "quarter": _read_quarter,
    "quarter_report": lambda _: Part(SUBYEAR, "quarter", 1, 3),
    "quarter_rel": _lookup("quarter_rel", SUBYEAR, "qr", QUARTERS),
    "quarter_back": _lookup("quarter_back", SUBYEAR, "qb", QUARTERS_BACK),
    "month_sum": _read_month_sum,
    "lunar": _read_lunar,
    "month": _read_month,
    "month_rel": _lookup("month_rel", MONTH, "mr", MONTHS),
    "month_back": _lookup("month_back", MONTH, "mb", MONTHS_BACK),
    "turn_year": _read_turn_year,
    "turn_month": _read_turn_month,
    "half_month": _read_half_month,
    "festival": _read_festival,
    "week": _read_week,
    "weekday": _read_weekday,
    "weekend": lambda _: Part(WHOLE, "weekday", 8),
    "week_move": lambda _: Part(WHOLE, "week_move"),
    "day": _read_day,
    "day_number": _read_day_number,
    "day_rel": _read_day_rel,
    "day_back": _lookup("day_back", DAY, "dk", DAYS_BACK),
    "until_now": lambda _: Part(WHOLE, "until_now"),
    "now": lambda _: Part(WHOLE, "now"),
    "same": lambda _: Part(SUBYEAR, "same"),
}


def part_at(folded: str, position: int) -> Part | None:
    """The part that begins at an offset of a folded text, if one does."""
    pattern = head(folded[position : position + 1])
    match = pattern.match(folded, position) if pattern else None
    return None if match is None else _read(match)


def next_part(folded: str, position: int) -> tuple[int, Part] | None:
    """The next part at or after an offset of a folded text: where it begins, and the part."""
    for found in anchor().finditer(folded, position):
        start = found.start()
        pattern = head(folded[start])
        match = pattern.match(folded, start) if pattern else None
        part = _read(match) if match else None
        # A lone 一日, 三日 is a number of days as often as a date.
        if part is not None and not (part.kind == "day" and part.end == start + 2 and not folded[start].isdigit()):
            return start, part
    return None


def _read(match: re.Match[str]) -> Part | None:
    name = match.lastgroup or ""
    part = _READERS[name.rpartition("_")[0]](Found(match))
    return part and Part(part.level, part.kind, part.a, part.b, match.end(), part.name)
