"""Kinds: what sort of claim a figure makes, and of a change its direction, basis and form."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from zhclaims.claims.choice import Group, Option, for_each, speller
from zhclaims.claims.features import around, masked
from zhclaims.claims.figures import Figure
from zhclaims.claims.link import Link
from zhclaims.claims.ordered import between
from zhclaims.claims.reading import Reading
from zhclaims.metrics import DirectionCue
from zhclaims.quantities import Quantity
from zhclaims.records import Basis, Change, Direction, Form, Kind
from zhclaims.text.parts import part_of_speech

_KINDS: dict[str, tuple[Kind, ...]] = {
    "percent": ("share", "change", "ratio"),
    "points": ("change", "share"),
    "money": ("amount", "change"),
    "count": ("count", "change", "ratio"),
    "measure": ("measure", "change", "count"),
    "multiple": ("ratio", "change"),
    "growth": ("change",),
    "rank": ("rank",),
    "ordinal": ("rank",),
    "duration": ("duration", "measure"),
    "age": ("duration", "measure"),
    "number": ("ratio", "count", "amount", "change"),
    "index": ("ratio", "change"),
    "date": ("date",),
}
_SIGNS = {"up": 1, "down": -1, "flat": 0}
_BASES: dict[str, Basis] = {"yoy": "yoy", "since": "since", "versus": "versus"}
_FORMS: dict[str, Form] = {"points": "points", "percent": "percent", "growth": "multiple", "multiple": "multiple"}
_BASIS = re.compile(
    r"(?P<yoy>同比|按年|年增|去年同期|上年同期|较上年(?!末|底)|比上年(?!末|底)|较去年(?!末|底|年底|年末)|比去年(?!末|底|年底|年末)|较20\d\d年(?!末|底|年末|年底)|同期相比|年均|复合)"
    r"|(?P<ring>环比|较上月|比上月|较上季|按月|按季|月环比|季环比)"
    r"|(?P<since>较年初|比年初|较上年末|较年末|较期初|较[^，。；]{0,8}(?:末|底)|比[^，。；]{0,8}(?:末|底)|以来|年内|今年累计)"
    r"|(?P<versus>较|相比|比(?!例|重|率|特|亚|如|赛|利|尔)|高于|低于|高出|超出|超过预期|溢价|折价)"
)


def moves_before(reading: Reading, figure: Figure) -> Sequence[DirectionCue]:
    """The direction words of the figure's clause run, up to the figure: 增长, 下降, 涨, 收窄."""
    return between(reading.directions, figure.clause_start, figure.start)


def _bare_features(reading: Reading, figure: Figure) -> Iterator[str]:
    """What follows a number without a unit: what is counted (数亿用户, 数亿的庞大用户数据), or nothing, as after money (融资数亿)."""
    start = figure.end + (reading.folded[figure.end : figure.end + 1] == "的")
    following = reading.words_between(start, min(start + 1, figure.clause_end))
    word = reading.folded[slice(*following[0])] if following else ""
    part = part_of_speech(word) if word.isalpha() else "none"
    yield f"bare:{figure.qualifier}:next={part}"
    yield f"bare:next={part}:{word}"


def kind_options(reading: Reading, figure: Figure, history: Sequence[Link]) -> list[Option]:
    """What sort of claim it may be, by the type of the figure."""
    kinds = _KINDS[figure.type]
    if len(kinds) == 1:
        return [Option(kinds[0], [])]
    traits = list(_features(reading, figure))
    if history and history[-1].figure.sentence == figure.sentence:
        traits.append((_previous, history[-1].kind, figure.type, history[-1].figure.type))
    return for_each(kinds, traits)


def _features(reading: Reading, figure: Figure) -> Iterator[str | Group]:
    """What speaks for a kind: the unit, words of direction, the metric before, the basis of comparison, the neighbours."""
    folded, before = reading.folded, moves_before(reading, figure)
    head = folded[max(figure.clause_start, figure.start - 12) : figure.start]
    basis = _BASIS.search(head)
    yield _shape, figure.type, figure.unit, bool(before), basis.lastgroup if basis else None
    if before:
        yield _cue, before[-1].text, figure.type, _quoted(folded, before[-1].end, figure.start, 3)
    after = between(reading.directions, figure.end, min(figure.clause_end, figure.end + 8))
    if after:
        yield _cue_after, after[0].text, _quoted(folded, figure.end, after[0].start, 2)
    metrics = between(reading.metrics, figure.sentence_start, figure.start)
    if metrics:
        last = metrics[-1]
        yield _metric, last.id, last.text[-1], min(max(figure.start - last.end, 0), 3), *sorted(last.kinds)
    yield from around(reading, figure.start, figure.end, floor=figure.sentence_start, ceiling=figure.sentence_end)
    if figure.unit is None:
        yield from _bare_features(reading, figure)


def _quoted(folded: str, start: int, end: int, most: int) -> str | None:
    """A short gap; None for a longer one."""
    gap = folded[start:end]
    return gap if len(gap) <= most else None


@speller
def _shape(kind: str, unit: str | None, moves: bool, basis: str | None) -> Iterator[str]:
    yield from (f"{kind}:{unit}", kind, f"clause-cue={moves}", f"clause-cue={moves}:{kind}", f"basis={basis}:{kind}")


@speller
def _cue(cue: str, kind: str, gap: str | None) -> Iterator[str]:
    """A direction word before the figure."""
    yield f"cue-gap={'…' if gap is None else masked(gap)}"
    yield f"cue-gap={gap is not None}:{kind}"
    yield f"cue={cue}"
    yield f"cue={cue}:touches={gap == ''}"


@speller
def _cue_after(cue: str, gap: str | None) -> Iterator[str]:
    yield from (f"after-cue-gap={'…' if gap is None else masked(gap)}", f"after-cue={cue}")


@speller
def _metric(name: str | None, tail: str, gap: int, *kinds: str) -> Iterator[str]:
    """The metric before the figure."""
    yield from (f"metric={name}", f"metric={name}:touches={gap <= 1}", f"metric-tail={tail}:touches={gap <= 1}")
    if gap <= 2:
        yield from (f"metric-takes={kind}" for kind in kinds)


@speller
def _previous(kind: str, of: str, before: str) -> Iterator[str]:
    yield f"previous={kind}:{of}:{before}"


def _sign(reading: Reading, figure: Figure) -> int:
    """+1 up, -1 down, 0 flat, by the nearest direction word before the figure, else just after it."""
    before = moves_before(reading, figure)
    if not before:
        after = between(reading.directions, figure.end, min(figure.clause_end, figure.end + 8))
        if after:
            return _SIGNS[after[0].direction]
        before = between(reading.directions, figure.sentence_start, figure.start)
    if not before:
        return 1
    last = before[-1]
    if (
        last.text.endswith("窄") and len(before) > 1 and before[-2].direction == "down"
    ):  # 降幅收窄: the decline moves up
        return 1
    return _SIGNS[last.direction]


def basis(reading: Reading, figure: Figure, grain: str | None) -> Basis:
    """What a change is measured against, by the words of its clause, else of the clauses before it."""
    found = None
    for match in _BASIS.finditer(reading.folded, figure.sentence_start, figure.start):
        if match.start() >= figure.clause_start or reading.folded[match.end() : figure.start].count("，") <= 1:
            found = match
    if found is None:
        return "none"
    if found.lastgroup == "ring":
        if "月" in found[0] or grain == "month":
            return "mom"
        return "qoq" if "季" in found[0] or grain == "quarter" else "mom"
    return _BASES[str(found.lastgroup)]


def change(reading: Reading, figure: Figure, grain: str | None) -> tuple[Change, int]:
    """The change that a figure states, and the sign of its number."""
    quantity = figure.source
    number = quantity.number if isinstance(quantity, Quantity) else None
    sign = _sign(reading, figure)
    if number is not None and number < 0:
        sign = -1
    direction: Direction = "flat" if number == Decimal(0) or sign == 0 else "up" if sign > 0 else "down"
    return Change(
        direction=direction, basis=basis(reading, figure, grain), form=_FORMS.get(figure.type, "absolute")
    ), sign or 1
