"""Numerals: one grammar for Arabic, Chinese, financial and mixed writings, read to exact ``Decimal``.

All functions read *folded* text (:func:`zhclaims.text.folding.fold`): half-width digits, simplified characters.
The grammar, with ``s`` a scale (万 亿 兆) and ``u`` a small unit (十 百 千)::

    numeral  = run [点 digits] [s…]
    run      = (arabic | digit | 几 | 数 | u | s | 零 | 多 | 余)+      多 and 余 only before a scale
    arabic   = 1,234.5 | 1234.5 | .5

A run is read left to right; a scale multiplies all that is smaller before it (一万五千亿), a last lone digit takes the
next lower place (三百二, 一万三), two neighbouring digits are a range (两三百), 几 and 数 stand for a range of digits.
"""

import re
from decimal import Decimal
from typing import NamedTuple

_DIGITS = dict(zip("零〇一二三四五六七八九", (0, 0, *range(1, 10)), strict=True)) | dict(
    zip("壹贰叁肆伍陆柒捌玖两俩幺", (1, 2, 3, 4, 5, 6, 7, 8, 9, 2, 2, 1), strict=True)
)
_SMALL = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
_TENS = {"廿": 20, "卅": 30, "卌": 40}
_SCALES = {"万": 10**4, "亿": 10**8, "兆": 10**12}
_FEW = "几数"
_LATIN_SCALES = {"k": 10**3, "K": 10**3, "B": 10**9, "bn": 10**9}

CHINESE = "".join(_DIGITS) + "".join(_SMALL) + "".join(_TENS) + "".join(_SCALES) + _FEW
"""Every character that can open a Chinese numeral."""

_LONGEST = 40  # characters; 10^16 with decimals needs 36 in words, and a longer run is no number
_ARABIC = r"\d{1,3}(?:,\d{3})++(?!\d)(?:\.\d++)?+|\d++(?:\.\d++)?+|(?<![\d.])\.\d++"
_RUN = re.compile(
    rf"(?:{_ARABIC}|[零〇一二三四五六七八九十百千廿卅卌壹贰叁肆伍陆柒捌玖拾佰仟两俩幺几]|数(?=[十百千万亿])"
    r"|(?: {0,2}+|个(?=亿))(?:[万亿]|兆(?![字瓦比帕赫欧位焦伏安丰芯易]))|[多余](?= ?[万亿]))++"
)
_TOKEN = re.compile(rf"{_ARABIC}|.")
_FRACTION = re.compile(r"点([零〇一二三四五六七八九两壹贰叁肆伍陆柒捌玖幺]++|\d++)((?:[万亿]|百万|千万)*)")
_LATIN = re.compile(r"(?:(?<![248])K|k|B|bn)(?![A-Za-z0-9])")
_RANGE_PAIRS = frozenset({(n, n + 1) for n in range(1, 9)} | {(3, 5)})


class Numeral(NamedTuple):
    """A numeral as read, without unit.

    Attributes:
        end: Offset after its last character.
        low: Its value, or the lower end of the range it stands for.
        high: Its value, or the upper end.
        several: True where 几 or 数 make it vague.
        over: True where 多 or 余 stand inside it (500余万).
        scale: What its last scale multiplies by (3万亿 → 10^12, 三百 → 100), 1 where it has none.
        bare: True where it has no digit before its first multiplier (百, 万亿).
        chinese: True where it has no Arabic digit.
    """

    end: int
    low: Decimal
    high: Decimal
    several: bool = False
    over: bool = False
    scale: int = 1
    bare: bool = False
    chinese: bool = False


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
    run = _RUN.match(text, pos)
    if run is None:
        return None
    end = run.end()
    if end - pos > _LONGEST:
        return None
    body = run.group()
    if body.isdecimal() or (body[0].isdecimal() and body.replace(".", "", 1).replace(",", "").isdecimal()):
        return _plain(text, body, end)
    tokens = _tokens(body)
    if tokens is None:
        return None
    low = _value(tokens, 0)
    high = _value(tokens, 1)
    if low is None or high is None:
        return None
    scale = _last_scale(tokens)
    if (fraction := _FRACTION.match(text, end)) and not body.isdecimal():
        part = Decimal("0." + "".join(str(_DIGITS.get(c, c)) for c in fraction[1]))
        times = _scale_product(fraction[2])
        low, high, end, scale = (low + part) * times, (high + part) * times, fraction.end(), times
    kinds = {token.kind for token in tokens}
    return Numeral(
        end,
        low,
        high,
        several="f" in kinds,
        over="m" in kinds,
        scale=scale,
        bare=tokens[0].kind in "us",
        chinese="a" not in kinds,
    )


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
    return number.quantize(Decimal(1)) if int(number.as_tuple().exponent) > 0 and number.adjusted() < 27 else number


class _Token(NamedTuple):
    kind: str  # a Arabic, d Chinese digit, z zero, f few, u small unit, s scale, t 廿, m 多
    low: Decimal
    high: Decimal


def _plain(text: str, body: str, end: int) -> Numeral:
    value = Decimal(body.replace(",", ""))
    if latin := _LATIN.match(text, end):
        scale = _LATIN_SCALES[latin.group()]
        return Numeral(latin.end(), value * scale, value * scale, scale=scale)
    return Numeral(end, value, value)


def _tokens(body: str) -> list[_Token] | None:
    tokens: list[_Token] = []
    for match in _TOKEN.finditer(body):
        char = match.group()
        if char in " 个":
            continue
        if char in _DIGITS:
            token = _Token("z" if char in "零〇" else "d", Decimal(_DIGITS[char]), Decimal(_DIGITS[char]))
        elif char in _SMALL:
            token = _Token("u", Decimal(_SMALL[char]), Decimal(_SMALL[char]))
        elif char in _SCALES:
            token = _Token("s", Decimal(_SCALES[char]), Decimal(_SCALES[char]))
        elif char in _TENS:
            token = _Token("t", Decimal(_TENS[char]), Decimal(_TENS[char]))
        elif char in _FEW:
            token = _Token("f", Decimal(0 if tokens else 2), Decimal(10))
        elif char in "多余":
            token = _Token("m", Decimal(0), Decimal(0))
        else:
            token = _Token("a", Decimal(char.replace(",", "")), Decimal(char.replace(",", "")))
        tokens.append(token)
    return _merge_digits(tokens)


def _merge_digits(tokens: list[_Token]) -> list[_Token] | None:
    """Turn neighbouring Chinese digits into a range (两三百) or, alone, into a figure in digits (二〇一八)."""
    if len(tokens) > 1 and all(token.kind in "dz" for token in tokens):
        pair = tuple(int(token.low) for token in tokens)
        if pair in _RANGE_PAIRS:
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
    parts: list[Decimal] = []  # what the scales have closed, in falling order
    section = Decimal(0)  # what stands below the next scale
    pending: Decimal | None = None  # a digit or figure that waits for its unit
    unit = Decimal(0)  # the last multiplier, for 三百二
    gap = False  # a 零 since the last multiplier
    for kind, low, high in tokens:
        value = high if side else low
        if kind == "m":
            continue
        if kind == "z":
            gap = True
            if not unit and pending is None and len(tokens) == 1:
                pending = Decimal(0)
        elif kind in "adf":
            if pending is not None:
                return None
            pending = value
        elif kind == "t":
            if pending is not None or section % 100:
                return None
            section, unit, gap = section + value, Decimal(10), False
        elif kind == "u":
            if (pending is None and section and value != 10) or section % (value * 10):
                return None
            section += (Decimal(1) if pending is None else pending) * value
            pending, unit, gap = None, value, False
        else:
            if pending is not None:
                section += pending
            elif not section and not parts:
                section = Decimal(1)
            parts, section = _close(parts, section, value)
            pending, unit, gap = None, value, False
    if pending is not None:
        short = unit >= 100 and not gap and 0 < pending < 10 and pending == pending.to_integral_value()
        section += pending * unit / 10 if short and tokens[-1].kind in "da" else pending
    return sum(parts, section)


def _close(parts: list[Decimal], section: Decimal, scale: Decimal) -> tuple[list[Decimal], Decimal]:
    while parts and parts[-1] < scale:
        section += parts.pop()
    if not section and parts:
        section = parts.pop()
    return [*parts, section * scale], Decimal(0)


def _last_scale(tokens: list[_Token]) -> int:
    product = 1
    for token in reversed(tokens):
        if token.kind != "s":
            break
        product *= int(token.low)
    if product == 1 and len(tokens) == 2 and tokens[1].kind == "u":
        return int(tokens[1].low)
    return product


def _scale_product(scales: str) -> int:
    product = 1
    for char in scales:
        product *= (_SCALES | _SMALL)[char]
    return product
