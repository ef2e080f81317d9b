"""Expressions: parts in a row make a point in time, two points a range, and the words around it a relation."""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from zhclaims.periods.numbers import number
from zhclaims.periods.parts import DAY, MONTH, SUBMONTH, SUBYEAR, WHOLE, YEAR, Part, next_part, part_at

Relation = Literal["in", "since", "until", "before", "after", "span"]


class Expression(NamedTuple):
    """A period expression that is found but not yet resolved.

    Attributes:
        start: Offset of its first character.
        end: Offset after its last.
        parts: The parts of the point in time, or of the first of a range.
        second: The parts of the second point of a range, else empty.
        relation: How the words around it take it.
        counted: For ``before`` and ``after``: the named period is counted in (2013年及以前).
        outer: Its length with the words that make the relation.
    """

    start: int
    end: int
    parts: tuple[Part, ...]
    second: tuple[Part, ...]
    relation: Relation
    counted: bool
    outer: int


_N = r"(?:\d{1,2}|[一二三四五六七八九十两]{1,3})"
_AFTER_YEAR = re.compile(
    rf"的?(?P<turn>[春夏秋冬][季天](?![奥服装款])|初(?![步级始创次心])期?|期?[底末](?![部层盘线薪价端位])|伊始|中(?=[，,。；、）)的时起]|$))"
    rf"|(?P<nth>第 ?(?P<n>{_N}) ?个月|首个?月)|的?第 ?(?P<week>\d{{1,2}}|[一二三四五六七八九十]{{1,3}}) ?个?(?:周|星期)(?![一二三四五六日天])|(?:的?最[后後] ?(?P<last>{_N}) ?个月)|(?P<q3>三季)(?![度报])|(?P<q>[一二四])季(?![度报])"
    r"|(?P<none>全年|年报|年度报告|期间|内(?![地部蒙资销需外容生控存])|左右|前后)|(?P<same>同期)"
)
_AFTER_SUBYEAR = re.compile(
    r"(?P<edge>[末底](?![部层盘线薪价端位])|初(?![步级始创次心]))|(?P<none>期间|左右|前后|报(?!告?期))"
)
_AFTER_MONTH = re.compile(
    rf"(?P<third>初(?![步级始创次心一二三四五六七八九])|[上中下]旬|[底末](?![部层盘线薪价端位])|[上下]半月|中(?=[，,。；、）)]|$))"
    rf"|的?前(?P<days>{_N}) ?[天日]|的?(?:第 ?(?P<nth>{_N}) ?|(?P<last>最[后後]一))个? ?(?:周|星期|礼拜)(?P<wd>[一二三四五六日天])"
    r"|(?P<none>期间|左右|前后|当月)"
)
_AFTER_DAY = re.compile(
    r"(?P<week>当周|那周|这?一周)|[，, ]{0,2}[（(]?(?:星期|周|礼拜)(?P<on>[一二三四五六日天])[）)]?|(?P<near>左右|前后)"
)
_THIRDS = {"初": (1, 10), "上旬": (1, 10), "中": (11, 20), "中旬": (11, 20), "上半月": (1, 15), "下半月": (16, 31)}
_TURNS = {"初": (1, 1), "初期": (1, 1), "伊始": (1, 1), "中": (6, 7)}
_TURNS |= {
    season + word: months
    for season, months in {"春": (3, 5), "夏": (6, 8), "秋": (9, 11), "冬": (12, 2)}.items()
    for word in "季天"
}
_GLUE = re.compile(r" ?(?:的|[，,] ?(?=(?:周|星期|礼拜)))? ?")


def _year_tail(found: dict[str, str | None], end: int) -> Part | None:
    if turn := found["turn"]:
        a, b = _TURNS.get(turn, (12, 12))
        return Part(SUBYEAR, "turn", a, b, end)
    if found["nth"]:
        n = number(found["n"] or "一")
        return Part(MONTH, "month", n, n, end)
    if found["last"]:
        return Part(MONTH, "month", 13 - number(found["last"]), 12, end)
    if found["q3"] or found["q"]:
        n = number("三" if found["q3"] else found["q"] or "")
        return Part(SUBYEAR, "quarter", n, n, end)
    if found["week"]:
        return Part(SUBMONTH, "nth_week", number(found["week"]), end=end)
    return Part(SUBYEAR, "same", end=end) if found["same"] else None


def _subyear_tail(found: dict[str, str | None], end: int) -> Part | None:
    if edge := found["edge"]:
        return Part(SUBMONTH, "edge", -1 if edge in "末底" else 1, end=end)
    return None


def _month_tail(found: dict[str, str | None], end: int) -> Part | None:
    if third := found["third"]:
        a, b = _THIRDS.get(third, (21, 31))
        return Part(SUBMONTH, "third", a, b, end)
    if days := found["days"]:
        return Part(DAY, "day", 1, number(days), end)
    if weekday := found["wd"]:
        return Part(DAY, "nth_weekday", -1 if found["last"] else number(found["nth"] or ""), number(weekday), end)
    return None


def _day_tail(found: dict[str, str | None], end: int) -> Part | None:
    if weekday := found["on"]:
        return Part(DAY + 1, "on", number(weekday), end=end)
    return Part(WHOLE, "week_of", end=end) if found["week"] else None


_TAILS = {
    YEAR: (_AFTER_YEAR, _year_tail),
    SUBYEAR: (_AFTER_SUBYEAR, _subyear_tail),
    MONTH: (_AFTER_MONTH, _month_tail),
    DAY: (_AFTER_DAY, _day_tail),
}


def _tail(folded: str, part: Part) -> tuple[Part | None, int]:
    """What may follow a part at once: a finer part, or words that only lengthen the expression."""
    if part.level not in _TAILS:
        return None, part.end
    pattern, read = _TAILS[part.level]
    match = pattern.match(folded, part.end)
    return (read(match.groupdict(), match.end()), match.end()) if match else (None, part.end)


def _follows(last: Part, part: Part) -> bool:
    # A day or a third of a month goes with a month only: 半年报15日公布 are two expressions.
    return last.level < part.level < WHOLE and (last.level == MONTH or part.kind not in {"day", "third"})


def _point(folded: str, first: Part) -> tuple[tuple[Part, ...], int]:
    """The parts that follow a first part, ever finer, and where they end."""
    parts = [first]
    end = first.end
    while parts[-1].level < WHOLE:
        part, end = _tail(folded, parts[-1])
        if part is None:
            glue = _GLUE.match(folded, end) if end == parts[-1].end else None
            part = part_at(folded, glue.end() if glue else end)
            if part is None or not _follows(parts[-1], part):
                break
        parts.append(part)
        end = part.end
    return tuple(parts), end


# Between the points of a range; a time of day may stand after the first.
_TO = re.compile(
    r"(?: ?\d{1,2}(?:时|点|:\d\d)(?:\d\d分?)?)?[^\S\n]?(?:起|开始)?[，,]?[^\S\n]?"
    r"(?:--?|[—–~]{1,2}|截?至|截?止|直?到)[^\S\n]?"
)
_AND = re.compile(" ?[和与及] ?")
_BETWEEN = re.compile("之间|间|期间|(?=两年|合计|累计)")
_RANGE_STARTS = frozenset(" 0123456789起开，,-—–~截至止直到和与及\t")
# Words before an expression, and words after it.
_UNTIL = ("直到", "截至", "截止", "截止到", "截至到", "截止至", "止于", "直至", "计至", "持续至")
_SINCE = ("自", "自从")
_PLACE = ("自", "从", "由", "于", "在", "到", "至")
_AFTER = re.compile(
    r"(?P<since>的?(?:至今|以来|起至今|迄今)|(?:开始)?[到至](?:目前|现在|今天|今日)(?:为止)?"
    r"|起(?![诉草步家点售价飞降重跌涨初亏落])|开始)"
    r"|(?P<in_before>(?:及|或|和|或者)[以之]前)|(?P<in_after>(?:及|或|和|或者)[以之]后)"
    r"|(?P<before>[以之]前|前(?![一二两三四五六七八九十\d景列者后百半年瞻期端任夕董总首副]))"
    r"|(?P<after>[以之]后|后(?![半者续期台勤果年来市疫]))|(?P<stop>为?止)"
)
_UNTIL_NOW = re.compile("[起的]?(?:至今|迄今|(?:开始)?[到至](?:目前|现在|今[天日]))")
_AFTER_STARTS = frozenset("的至以起迄开到及或和之前后为止")
_TOWARDS = frozenset('，。；：、,;:（(“"\n划计争取望标将')
_DONE = re.compile("[，,]?(?:已|累计|共有)")


def _range(folded: str, end: int) -> tuple[tuple[Part, ...], int]:
    """The second point of a range, if a connector and a point follow."""
    if folded[end : end + 1] not in _RANGE_STARTS:
        return (), end
    connector = _TO.match(folded, end)
    if connector:
        part = part_at(folded, connector.end())
        if part and (part.level < WHOLE or part.kind in {"now", "weekday"}):
            return _point(folded, part)
        return (), end
    connector = _AND.match(folded, end)
    if connector and (part := part_at(folded, connector.end())) and part.level < WHOLE:
        parts, stop = _point(folded, part)
        between = _BETWEEN.match(folded, stop)
        if between:
            return parts, between.end()
    return (), end


def _relation(folded: str, start: int, end: int) -> tuple[Relation, bool, int]:
    """How the words round an expression take it, whether its days are counted in, and its length with these words."""
    before = folded[max(0, start - 4) : start].rstrip('“" 于')
    match = _AFTER.match(folded, end) if folded[end : end + 1] in _AFTER_STARTS else None
    kind = match.lastgroup if match else None
    outer = (match.end() if match else end) - start + before.endswith(_PLACE)
    if before.endswith(_UNTIL) or kind == "stop":
        return "until", True, outer
    if kind == "since" or (before.endswith(_SINCE) and kind not in {"before", "in_before"}):
        return "since", True, outer
    if kind in {"before", "in_before"}:
        # 年底前 and 8月23日前 set a date to be met: by its last day
        met = folded[end - 1] in ("底末" if folded[end] in "之以" else "底末日号")
        return "before", kind == "in_before" or met, outer
    if kind in {"after", "in_after"}:
        return "after", kind == "in_after", outer
    # 到去年底已有3000人, 到2025年力争; not 达到2019年
    if before.endswith(("到", "至")) and (_DONE.match(folded, end) or before[-2:-1] in _TOWARDS):
        return "until", True, outer
    return "in", True, outer


def expressions(folded: str) -> Iterator[Expression]:
    """Find the period expressions of a folded text, from left to right.

    Args:
        folded: Text that went through :func:`zhclaims.text.folding.fold`.

    Yields:
        Expressions; they do not overlap.

    >>> [folded[e.start:e.end] for folded in ["2018年9月至今年三季度末"] for e in expressions(folded)]
    ['2018年9月至今年三季度末']
    """
    position = 0
    while (found := next_part(folded, position)) is not None:
        start, first = found
        parts, end = _point(folded, first)
        if parts[0].level == WHOLE and parts[0].kind != "weekday":
            yield Expression(start, end, parts, (), "in", counted=True, outer=end - start)
        else:
            second, end = _range(folded, end)
            if second and (parts[0].kind == "weekday") != (second[0].kind == "weekday") and parts[0].kind != "week":
                second, end = (), parts[-1].end
            if second and second[0].kind != "now":
                outer = end - start + folded.endswith(_PLACE, 0, start)
                yield Expression(start, end, parts, second, "span", counted=True, outer=outer)
            elif second:
                yield Expression(start, end, parts, (), "since", counted=True, outer=end - start)
            else:
                found_relation = _relation(folded, start, end)
                yield Expression(start, end, parts, (), *found_relation)
                if found_relation[0] == "since" and (now := _UNTIL_NOW.match(folded, end)):
                    end = now.end()  # 2020年至今: 至今 is no expression of its own
        position = end
