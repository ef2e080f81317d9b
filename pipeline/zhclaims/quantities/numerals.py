"""Numerals: one grammar for Arabic, Chinese, financial and mixed writings, read to exact ``Decimal``.

All functions read *folded* text (:func:`zhclaims.text.folding.fold`): half-width digits, simplified characters.
The grammar, with ``s`` a scale (万 亿 兆) and ``u`` a small unit (十 百 千)::

    numeral  = run [点 digits [s…]]
    run      = (arabic | digit | 几 | 数 | u | s | 零 | 多 | 余 | 来)+      多, 余 and 来 only before a scale
    arabic   = 1,234.5 | 1234.5 | .5

A run is read left to right; a scale multiplies all that is smaller before it (一万五千亿), a last lone digit takes the
next lower place (三百二, 一万三), two neighbouring digits are a range (两三百), 几 and 数 stand for a range of digits.
"""

import re
from decimal import Decimal
from typing import NamedTuple

from zhclaims.quantities.sums import Sum

_DIGITS = dict(zip("零〇一二三四五六七八九", (0, 0, *range(1, 10)), strict=True)) | dict(
    zip("壹贰叁肆伍陆柒捌玖两俩幺", (1, 2, 3, 4, 5, 6, 7, 8, 9, 2, 2, 1), strict=True)
)
_SMALL = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
_TENS = {"廿": 20, "卅": 30, "卌": 40}
_SCALES = {"万": 10**4, "亿": 10**8, "兆": 10**12}
_FEW = "几数"
_LATIN_SCALES = {"k": 10**3, "K": 10**3, "w": 10**4, "W": 10**4, "M": 10**6, "mn": 10**6, "B": 10**9, "bn": 10**9}
_SIMPLE_SCALES = {
    small + scale: Decimal(_SMALL.get(small, 1) * _SCALES.get(scale, 1))
    for small in ("", *_SMALL)
    for scale in ("", "万", "亿")
} | {"万亿": Decimal(10**12)}

CHINESE = "".join((*_DIGITS, *_SMALL, *_TENS, *_SCALES, *_FEW))
"""Every character that a Chinese numeral can be written with."""

_LONGEST = 40  # characters: 10^16 with decimals needs 36 in words, and a longer run is no number
_HIGHEST = Decimal(10) ** 40  # 亿亿亿亿亿: no quantity of anything, and its digits would burden whoever writes it out
_ARABIC = r"(?:\d{1,3}(?:,\d{3})++(?!\d)|\d++)(?:\.\d++|\.(?=[万亿]))?+|(?<![\d.])\.\d++"
# 千克, 千瓦 and 百分点 are units, and so is 两 after a number (二两).
_THOUSAND = r"千(?![克瓦卡伏赫帕焦牛]|字节|米(?![粉其])|比特)"
_HUNDRED = r"百(?!分[点位比])"
_MEGA = r"兆(?![字瓦比帕赫欧位焦伏安丰芯易])"
_TWO = r"(?<![\d一二三四五六七八九十百千半几])两|两(?=[百千万亿])|(?<=一)两(?=[个家年天次种位名款百千万亿只])"
_RUN = re.compile(
    rf"(?:{_ARABIC}|[零〇一二三四五六七八九十廿卅卌壹贰叁肆伍陆柒捌玖拾佰仟俩幺几]|{_TWO}|{_THOUSAND}|{_HUNDRED}"
    rf"|数(?=[十百千万亿])|(?: {{0,2}}+|个(?=亿))(?:[万亿]|{_MEGA})|[多余来](?= ?[万亿]))++"
)
_SIMPLE = re.compile(
    rf"({_ARABIC}) {{0,2}}+(万亿|{_THOUSAND}[万亿]?|{_HUNDRED}[万亿]?|[万亿]|)"
    r"(?![\d零〇一二三四五六七八九十百千万亿兆壹贰叁肆伍陆柒捌玖拾佰仟几kKBbwWMm]|点[\d零一二三四五六七八九]| ?[万亿兆]|[多余来个] ?[万亿])"
)
_TOKEN = re.compile(rf"{_ARABIC}|.")
_FRACTION = re.compile(r"点([零〇一二三四五六七八九两壹贰叁肆伍陆柒捌玖幺]++|\d++)([万亿]*+)")
# M and w are megabytes and watts but before money: 5M美元, 3w元.
_LATIN = re.compile(r"(?:(?:(?<![248])K|k|B|bn|mn)(?![A-Za-z0-9])|(?:M|[wW])(?=[美欧港日澳]?元|人民币|英镑|块))")
_EIGHTHS = re.compile(r"(?:-(?=[1357]/[248](?!\d))| )([1-9])/([1-9]\d?)(?![\d/.%])")
_RANGE_PAIRS = frozenset({(n, n + 1) for n in range(1, 9)} | {(3, 5)})


class Numeral(NamedTuple):
    """A numeral as read, without unit.

    Attributes:
        end: Offset after its last character.
        low: Its value, or the lower end of the range it stands for.
        high: Its value, or the upper end.
        several: True where 几 or 数 make it vague.
        over: True where 多, 余 or 来 stand inside it (500余万).
        scale: What the scales at its end multiply by (3万亿 → 10^12), 1 where it ends in none.
        small: What a lone 百 or 千 after its one digit multiplies by (三百 → 100), else 1.
        bare: True where it has no digit before its first multiplier (百, 万亿).
        chinese: True where it has no Arabic digit.
    """

    end: int
    low: Decimal
    high: Decimal
    several: bool = False
    over: bool = False
    scale: int = 1
    small: int = 1
    bare: bool = False
    chinese: bool = False


class _Token(NamedTuple):
    kind: str  # a Arabic, d Chinese digit, z zero, f few, u small unit, s scale, t 廿, m 多
    low: Decimal
    high: Decimal


_TOKENS = {
    char: _Token(kind, Decimal(value), Decimal(value))
    for kind, values in (
        ("d", _DIGITS),
        ("u", _SMALL),
        ("s", _SCALES),
        ("t", _TENS),
        ("z", {"零": 0, "〇": 0}),
        ("m", {"多": 0, "余": 0, "来": 0}),
    )
    for char, value in values.items()
}


def read_numeral(text: str, pos: int) -> Numeral | None:
    """Read the numeral that starts at an offset.

    Args:
        text: Folded text.
        pos: Offset of the first character of the numeral.

    Returns:
        The numeral, or None where the characters are no well-formed number.

    >>> read_numeral("一万五千亿", 0).low
    Decimal('1500000000000')
    >>> read_numeral("3万4000", 0).low
    Decimal('34000')
    >>> read_numeral("三十几万", 0)[1:4]
    (Decimal('300000'), Decimal('400000'), True)
    """
    if simple := _SIMPLE.match(text, pos):
        digits, scale = simple.groups()
        if simple.end() - pos > _LONGEST:
            return None
        end = simple.end() if scale else simple.end(1)
        value = Decimal(digits.replace(",", ""))
        if not scale:
            return Numeral(end, value, value)
        times = _SIMPLE_SCALES[scale]
        value *= times
        if value >= _HIGHEST:
            return None
        if scale[-1] in "万亿":
            return Numeral(end, value, value, False, False, int(times))  # noqa: FBT003 - the hot path
        return Numeral(end, value, value, small=int(times))
    return _read_run(text, pos)


def read_eighths(text: str, numeral: Numeral) -> Numeral:
    """Add a fraction of the last place: grain at 6.34-1/2 is 6.345, 3 1/2 is 3.5.

    >>> read_eighths("6.34-1/2美元", read_numeral("6.34-1/2美元", 0)).low
    Decimal('6.345')
    """
    match = _EIGHTHS.match(text, numeral.end)
    if match is None or int(match[1]) >= int(match[2]):
        return numeral
    place = Decimal(1).scaleb(int(numeral.low.as_tuple().exponent))
    value = numeral.low + place * int(match[1]) / int(match[2])
    return numeral._replace(end=match.end(), low=value, high=value)


def run_end(text: str, pos: int) -> int:
    """Offset after the characters at an offset that make one run of a numeral, well-formed or not.

    >>> run_end("一一十家", 0)
    3
    """
    run = _RUN.match(text, pos)
    return pos if run is None else run.end()


def last_place(number: Decimal) -> Decimal:
    """Value of one in the place of a number's last digit that is not zero: what 多 after it can add at most.

    >>> last_place(Decimal(6000)), last_place(Decimal("1.2E+8"))
    (Decimal('1E+3'), Decimal('1E+7'))
    """
    exponent = number.normalize().as_tuple().exponent
    return Decimal(1).scaleb(int(exponent)) if number else Decimal(1)


def plain(number: Decimal) -> Decimal:
    """Write a number without trailing zeros and without an exponent above zero.

    >>> plain(Decimal("1.50E+3"))
    Decimal('1500')
    """
    number = number.normalize()
    return number if number.as_tuple().exponent <= 0 else number + 0  # type: ignore[operator]


def _read_run(text: str, pos: int) -> Numeral | None:
    run = _RUN.match(text, pos)
    if run is None or run.end() - pos > _LONGEST:
        return None
    end, body = run.end(), run.group()
    tokens = _tokens(body)
    if tokens is None:
        return None
    low = _value(tokens, 0)
    high = low if tokens[-1].low == tokens[-1].high and len(tokens) == 1 else _value(tokens, 1)
    if low is None or high is None:
        return None
    scale, small = _last_scale(tokens)
    if fraction := _FRACTION.match(text, end) if not body.isdecimal() else None:
        part = Decimal("0." + "".join(str(_DIGITS.get(c, c)) for c in fraction[1]))
        scale = 1
        for char in fraction[2]:
            scale *= _SCALES[char]
        low, high, end, small = (low + part) * scale, (high + part) * scale, fraction.end(), 1
    elif len(tokens) == 1 and tokens[0].kind == "a" and (latin := _LATIN.match(text, end)):
        scale = _LATIN_SCALES[latin.group()]
        low, high, end = low * scale, high * scale, latin.end()
    if high >= _HIGHEST:
        return None
    kinds = {token.kind for token in tokens}
    return Numeral(
        end,
        low,
        high,
        several="f" in kinds,
        over="m" in kinds,
        scale=scale,
        small=small,
        bare=tokens[0].kind in "us" and tokens[0].low != 10,
        chinese="a" not in kinds,
    )


def _token(char: str, *, first: bool) -> _Token:
    if known := _TOKENS.get(char):
        return known
    if char in _FEW:
        return _Token("f", Decimal(2 if first else 0), Decimal(10))
    value = Decimal(char.replace(",", ""))
    return _Token("a", value, value)


def _tokens(body: str) -> list[_Token] | None:
    """Cut a run in tokens; join neighbouring Chinese digits to a range (两三百) or a figure in digits (二〇一八)."""
    tokens: list[_Token] = []
    for match in _TOKEN.finditer(body):
        if match.group() not in " 个":
            tokens.append(_token(match.group(), first=not tokens))
    if len(tokens) > 1 and all(token.kind in "dz" for token in tokens):
        if tuple(int(token.low) for token in tokens) in _RANGE_PAIRS:
            return [_Token("d", tokens[0].low, tokens[1].high)]
        figure = Decimal("".join(str(token.low) for token in tokens))
        return [_Token("d", figure, figure)]
    merged: list[_Token] = []
    for token in tokens:
        if token.kind == "d" and merged and merged[-1].kind == "d":
            if merged[-1].low != merged[-1].high or (int(merged[-1].low), int(token.low)) not in _RANGE_PAIRS:
                return None
            merged[-1] = _Token("d", merged[-1].low, token.high)
        else:
            merged.append(token)
    return merged


def _value(tokens: list[_Token], side: int) -> Decimal | None:
    """Value of a run, each vague digit at its lower (0) or upper (1) end; None where it is malformed."""
    value = Sum()
    for kind, low, high in tokens:
        if not value.add(kind, high if side else low):
            return None
    return value.total()


def _last_scale(tokens: list[_Token]) -> tuple[int, int]:
    product = 1
    for token in reversed(tokens):
        if token.kind != "s":
            break
        product *= int(token.low)
    if product == 1 and len(tokens) == 2 and tokens[1].kind == "u" and tokens[0].kind != "u":
        return 1, int(tokens[1].low)
    return product, 1
