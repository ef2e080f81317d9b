"""Expressions: parts in a row make a point in time, two points a range, and the words around it a relation."""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from zhclaims.periods.numbers import number
from zhclaims.periods.parts import MONTH, SUBMONTH, SUBYEAR, WHOLE, YEAR, DAY, Part, next_part, part_at

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
        future: A word of the clause speaks of what is to come.
    """

    start: int
    end: int
    parts: tuple[Part, ...]
    second: tuple[Part, ...]
    relation: Relation
    counted: bool
    future: bool


_N = r"(?:\d{1,2}|[一二三四五六七八九十两]{1,3})"
_AFTER_YEAR = re.compile(
    rf"(?P<turn>初(?![步级始创次心])期?|[底末](?![部层盘线薪价端位])|伊始|中(?=[，,。；、）)的时起]|$))"
    rf"|(?P<nth>第 ?(?P<n>{_N}) ?个月|首个?月)|(?:的?最[后後] ?(?P<last>{_N}) ?个月)|(?P<q3>三季)(?![度报])|(?P<q>[一二四])季(?![度报])"
    r"|(?P<none>全年|年报|年度报告|期间|内(?![地部蒙资销需外容生控存])|左右|前后)|(?P<same>同期)"
)
_AFTER_SUBYEAR = re.compile(r"(?P<edge>[末底](?![部层盘线薪价端位])|初(?![步级始创次心]))|(?P<none>期间|左右|前后|报(?!告?期))")
_AFTER_MONTH = re.compile(
    rf"(?P<third>初(?![步级始创次心一二三四五六七八九])|[上中下]旬|[底末](?![部层盘线薪价端位])|[上下]半月|中(?=[，,。；、）)]|$))"
    rf"|的?前(?P<days>{_N}) ?[天日]|的?(?:第 ?(?P<nth>{_N}) ?|(?P<last>最[后後]一))个? ?(?:周|星期|礼拜)(?P<wd>[一二三四五六日天])"
    r"|(?P<none>期间|左右|前后|当月)"
)
_AFTER_DAY = re.compile(r"(?P<week>当周|那周|这?一周)|[，, ]{0,2}[（(]?(?P<none>(?:星期|周|礼拜)[一二三四五六日天])[）)]?|(?P<near>左右|前后)|(?P<ten>[上下午中早晚]+间?)")
_TAILS = {YEAR: _AFTER_YEAR, SUBYEAR: _AFTER_SUBYEAR, MONTH: _AFTER_MONTH, DAY: _AFTER_DAY}
_THIRDS = {"初": (1, 10), "上旬": (1, 10), "中": (11, 20), "中旬": (11, 20), "上半月": (1, 15), "下半月": (16, 31)}
_GLUE = re.compile(r" ?(?:的|[，,] ?(?=(?:周|星期|礼拜)))? ?")


def _tail(folded: str, part: Part) -> tuple[Part | None, int]:
    """What may follow a part at once: a finer part, or words that only lengthen the expression."""
    pattern = _TAILS.get(part.level)
    match = pattern.match(folded, part.end) if pattern else None
    if match is None:
        return None, part.end
    end, found = match.end(), match.groupdict()
    if part.level == YEAR:
        return _year_tail(found, end), end
    if part.level == SUBYEAR and found["edge"]:
        return Part(SUBMONTH, "edge", -1 if found["edge"] in "末底" else 1, end=end), end
    if part.level == MONTH and found["third"]:
        a, b = _THIRDS.get(found["third"], (21, 31))
        return Part(SUBMONTH, "third", a, b, end), end
    if part.level == MONTH and found["days"]:
        return Part(DAY, "day", 1, number(found["days"]), end), end
    if part.level == MONTH and found["wd"]:
        return Part(DAY, "nth_weekday", -1 if found["last"] else number(found["nth"]), number(found["wd"]), end), end
    if part.level == DAY and found["week"]:
        return Part(WHOLE, "week_of", end=end), end
    return None, end


def _year_tail(found: dict[str, str | None], end: int) -> Part | None:
    if turn := found["turn"]:
        a, b = (1, 1) if turn in {"初", "初期", "伊始"} else (6, 7) if turn == "中" else (12, 12)
        return Part(SUBYEAR, "turn", a, b, end)
    if found["nth"]:
        n = number(found["n"] or "一")
        return Part(MONTH, "month", n, n, end)
    if found["last"]:
        return Part(MONTH, "month", 13 - number(found["last"]), 12, end)
    if found["q3"] or found["q"]:
        n = number(found["q3"] and "三" or found["q"] or "")
        return Part(SUBYEAR, "quarter", n, n, end)
    if found["same"]:
        return Part(SUBYEAR, "same", end=end)
    return None


def _point(folded: str, first: Part) -> tuple[tuple[Part, ...], int]:
    """The parts that follow a first part, ever finer, and where they end."""
    parts = [first]
    end = first.end
    while len(parts) < 6:
        part, end = _tail(folded, parts[-1])
        if part is None and end == parts[-1].end and parts[-1].level < WHOLE:
            glue = _GLUE.match(folded, end)
            part = part_at(folded, glue.end() if glue else end)
            if part and not (parts[-1].level < part.level < WHOLE):
                part = None
        elif part is None:
            after = part_at(folded, end) if parts[-1].level < WHOLE else None
            part = after if after and parts[-1].level < after.level < WHOLE else None
        if part is None:
            break
        parts.append(part)
        end = part.end
    return tuple(parts), end


_TIME = re.compile(r"(?: ?\d{1,2}(?:时|点|:\d\d)(?:\d\d分?)?)?")
_TO = re.compile(r"(?:[^\S\n]?(?:起|开始)?[，,]?[^\S\n]?(?:--?|[—–~]{1,2}|截?至|截?止|直?到)[^\S\n]?)")
_AND = re.compile(r" ?[和与及] ?")
_BETWEEN = re.compile(r"(?:之间|间|期间)")
_UNTIL = re.compile(r"(?:截至|截止|截止到|截至到|截止至|止于|直至|直到|计至|为止至|持续至|延长至|至今年?)$")
_UNTIL_ENDS = ("截至", "截止", "截止到", "截至到", "截止至", "截至于", "截止于", "止于", "直至", "计至", "持续至", "截至于")
_SINCE_STARTS = ("自", "自从")
_FROM_STARTS = ("从", "由", "于")
_AFTER = re.compile(
    r"(?:的|,|，)?(?P<since>至今|以来|起至今|迄今|(?:开始)?到(?:目前|现在|今天|今日)(?:为止)?|至(?:目前|现在|今日)(?:为止)?|起(?![诉草步家点售价飞降重跌涨初亏落])|开始)"
    r"|(?P<in_before>及(?:以|之)前|(?:或|和|或者)(?:以|之)前)|(?P<in_after>及(?:以|之)后|(?:或|和|或者)(?:以|之)后)"
    r"|(?P<before>以前|之前|前(?![一二两三四五六七八九十\d景列者后十百半年瞻期端任夕董总首副]))|(?P<after>以后|之后|后(?![半者续期台勤果年来市疫]))"
    r"|(?P<stop>止|为止)"
)
_CLAUSE = re.compile("[，。；！？,;!?\n]")
_FUTURE = re.compile("将|拟|预计|计划|有望|即将|定于|力争|目标|争取|届时|预期|完成|预测|预估|望|承诺|预约|到期|举行|召开|开幕|未来")


def _range(folded: str, end: int) -> tuple[tuple[Part, ...], int]:
    """The second point of a range, if a connector and a point follow."""
    time = _TIME.match(folded, end)
    at = time.end() if time else end
    connector = _TO.match(folded, at)
    if connector:
        part = part_at(folded, connector.end())
        if part and (part.level < WHOLE or part.kind == "now"):
            return _point(folded, part)
        return (), end
    connector = _AND.match(folded, at)
    if connector and (part := part_at(folded, connector.end())) and part.level < WHOLE:
        parts, stop = _point(folded, part)
        between = _BETWEEN.match(folded, stop)
        if between:
            return parts, between.end()
    return (), end


def _relation(folded: str, start: int, end: int) -> tuple[Relation, bool]:
    """How the words before and after an expression take it, and whether the named period is counted in."""
    before = folded[max(0, start - 4) : start].rstrip("“\" 于")
    if before.endswith(_UNTIL_ENDS):
        return "until", True
    match = _AFTER.match(folded, end)
    kind = match.lastgroup if match else None
    if kind == "since" or (before.endswith(_SINCE_STARTS) and kind not in {"before", "in_before"}):
        return "since", True
    if kind in {"before", "in_before"}:
        return "before", kind == "in_before"
    if kind in {"after", "in_after"}:
        return "after", kind == "in_after"
    if kind == "stop":
        return "until", True
    return "in", True


def _future(folded: str, start: int, end: int) -> bool:
    left = max((m.end() for m in _CLAUSE.finditer(folded, max(0, start - 30), start)), default=max(0, start - 30))
    stop = _CLAUSE.search(folded, end, end + 30)
    return bool(_FUTURE.search(folded, left, stop.start() if stop else end + 30))


def expressions(folded: str) -> Iterator[Expression]:
    """Find the period expressions of a folded text, from left to right.

    Args:
        folded: Text that went through :func:`zhclaims.text.folding.fold`.

    Yields:
        Expressions; they do not overlap.
    """
    position = 0
    while (found := next_part(folded, position)) is not None:
        start, first = found
        parts, end = _point(folded, first)
        second: tuple[Part, ...] = ()
        relation: Relation = "in"
        counted = True
        if parts[0].level < WHOLE:
            second, end = _range(folded, end)
            if second:
                relation = "span"
                if second[0].kind == "now":
                    relation, second = "since", ()
            else:
                relation, counted = _relation(folded, start, end)
        yield Expression(start, end, parts, second, relation, counted, _future(folded, start, end))
        position = max(end, start + 1)
