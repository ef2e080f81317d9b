"""Segmentation: words by jieba, never cutting through a number or a protected name."""

import logging
import re
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

from zhclaims.text.folding import fold

if TYPE_CHECKING:
    import jieba

try:
    import rjieba
except ImportError:  # no wheel for this platform: jieba itself, which cuts the same words in ten times the time
    _PORTED = False
else:
    _PORTED = True

_NUMERAL_START = frozenset("0123456789零〇一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟")
_NUMERAL = re.compile(
    r"(?<![A-Za-z0-9])[0-9]++(?:[.,:/-][0-9]++)*+(?![A-Za-z])"  # 1,234.5  2020-06-18  9:30
    r"|[零〇一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟]{2,}+"
)


_ENDLESS = re.compile(r"[\u4e00-\u9fff]{400}")  # jieba's search copies its path at each character: quadratic in a run


@cache
def _jieba() -> "jieba.Tokenizer":
    """Our own tokenizer with its cache in the user's cache folder; jieba's global one is never touched."""
    import jieba  # noqa: PLC0415 # takes a quarter of a second, and is needed only where its port is not there
    from platformdirs import user_cache_path  # noqa: PLC0415

    logging.getLogger("jieba").setLevel(logging.WARNING)  # it logs each load at DEBUG to stderr
    tokenizer = jieba.Tokenizer()
    folder = user_cache_path("zhclaims", ensure_exists=True)
    tokenizer.tmp_dir, tokenizer.cache_file = str(folder), f"jieba-{jieba.__version__}.cache"
    return tokenizer


@cache
def _port() -> "rjieba.Jieba":
    """Our own instance: words that others add to the shared one change nothing here."""
    return rjieba.Jieba()


# rjieba keeps some words of Latin letters and signs whole (5G-A, 02171.HK) that jieba parts by this pattern.
_SIGNS = re.compile(r"[-.+#&_%]")
_LATIN_PARTS = re.compile(r"([a-zA-Z0-9]+(?:\.\d+)?%?)")


def cut(text: str) -> list[str]:
    """Cut a text into words just as jieba does, by its port to Rust where that is installed.

    Args:
        text: Any string.

    Returns:
        Words whose concatenation is the text.

    >>> cut("我们去北京大学")
    ['我们', '去', '北京大学']
    """
    if not _PORTED:
        return list(_jieba().cut(text))
    try:
        pieces = _port().cut(text)
    except UnicodeEncodeError:  # a lone surrogate, which only Python's strings can hold
        return list(_jieba().cut(text))
    if not _SIGNS.search(text):
        return pieces
    result: list[str] = []
    for piece in pieces:
        if len(piece) > 1 and _SIGNS.search(piece) and not _port().has_word(piece):
            result.extend(filter(None, _LATIN_PARTS.split(piece)))
        else:
            result.append(piece)
    return result


def words(text: str, *, names: Iterable[tuple[int, int]] = (), bounds: Iterable[int] = ()) -> list[str]:
    """Cut a text into words.

    Args:
        text: Any string.
        names: Spans that stay whole words; where two overlap, the one that starts first wins, then the longer one.
        bounds: Offsets at which a word must begin, unless a name covers them.

    Returns:
        Words whose concatenation is the text; blanks are words of their own.

    >>> words("营收1.72万亿元")
    ['营收', '1.72', '万亿', '元']
    >>> words("打多多长期赌", names=[(0, 3)])
    ['打多多', '长期', '赌']
    """
    folded = fold(text)
    whole = sorted(names, key=lambda span: (span[0], -span[1]))
    marks = {0, len(text), *bounds}
    for match in _NUMERAL.finditer(folded):
        marks.update(match.span())
    marks.update(run.end() for run in _ENDLESS.finditer(folded))
    pieces: list[str] = []
    stops, at = iter(sorted(marks)), 0
    stop = next(stops)

    def loose(end: int) -> None:
        """Cut what lies before the next name, at the marks in between."""
        nonlocal at, stop
        while at < end:
            while stop <= at:
                stop = next(stops)
            until = min(stop, end)
            piece = folded[at:until]
            pieces.extend((piece,) if piece[0] in _NUMERAL_START and _NUMERAL.fullmatch(piece) else cut(piece))
            at = until

    for start, end in whole:
        if start >= at and end > start:
            loose(start)
            pieces.append(folded[start:end])
            at = end
    loose(len(text))
    if folded == text:
        return pieces
    ends = 0
    return [text[ends : (ends := ends + len(piece))] for piece in pieces]
