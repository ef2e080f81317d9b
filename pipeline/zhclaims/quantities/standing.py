"""Tell a number from a character that is part of a word: 我家在四川, 三一重工, 标普500, 《2019…》."""

import re

from zhclaims.quantities.qualifiers import cue_before
from zhclaims.quantities.terms import Term

_EDGE_BEFORE = frozenset('负是为等于共达到第超约近和与或有在且其，。、；：,;:（(“"[ \n\t')
_EDGE_AFTER = frozenset('不却而也和与或但以的之间大小这至到以且，。、；：,;:）)”"]！!？? \n\t')
_HIGH = frozenset("百千万亿佰仟点")
_TENS = frozenset("十拾廿卅")
_MULTIPLIERS = frozenset("百千万亿兆佰仟")
_MAGNITUDE = re.compile(r"[百千十][万亿]|万亿")
# Names that take a number: an index, a product in Latin letters (iPhone 15), a chapter of a title.
_NAMED = re.compile(
    r"(?:[A-Za-z]{2,}[ -]|标普|沪深|中证|上证|深证|斯托克|纳斯达克|日经|科创|创业板|富时|罗素|国证|奇虎|标普 |《|[A-Za-z]{2,})$"
)
_NAMING = re.compile(r"/\d+[A-Za-z]| ?(?:指数|ETF|成分|成份|股指|期指|强|[》}]|\)? ?Pro|\+? ?Max)")
_LIST_NUMBER = re.compile(r"[、．.)）](?![\d一二三四五六七八九十])")
_SECTION = re.compile(r"\d{1,2}\.\d{1,2}")
_LONG_CODE = 7  # digits of an account or phone number
_STOCK_CODE = re.compile(r"[03689]\d{5}")
_LATIN_SUM = re.compile(r"[A-Za-z][+-]$")  # T+1
_YEAR_AFTER = frozenset("《》“”〕】])）")
_YEAR_LEVEL = frozenset("为到至约达")
_YEAR = re.compile(r"(?:19[5-9]|20[0-4])\d")


def stands(text: str, term: Term) -> bool:
    """Decide whether a term is a number at all.

    Args:
        text: Folded text.
        term: A number as read, with or without a unit.

    Returns:
        False where its characters are part of a word or name, or number a list.
    """
    numeral = term.numeral
    if term.unit is not None:
        if text[term.start - 1 : term.start] == "每" and term.type in ("count", "measure"):
            return False  # 每10股 is what a dividend is per
        return not numeral.bare or numeral.several or _bare_stands(text, term)
    if not numeral.chinese:
        return _arabic_stands(text, term)
    if numeral.several:
        return term.end - term.start > 1
    if numeral.bare:
        return _bare_stands(text, term)
    return numeral.scale > 1 or numeral.small > 1 or _has_multiplier(text, term) or _alone(text, term)


def _has_multiplier(text: str, term: Term) -> bool:
    """三百, 六万五, 一点二 are numbers without a unit; 十二 only at the end of a word (单机十二线, 十四运会)."""
    written = text[term.start : term.numeral.end]
    if len(written) == 1 or not _HIGH.isdisjoint(written):
        return len(written) > 1
    after = text[term.end : term.end + 1]
    return not _TENS.isdisjoint(written) and (not after or after in _EDGE_AFTER)


def _bare_stands(text: str, term: Term) -> bool:
    """百, 万亿 with no digit: a number before money, with 上 or 余, or of two magnitudes (千亿)."""
    if text[term.start - 1 : term.start] in ("(", "（") or "单位" in text[max(0, term.start - 4) : term.start]:
        return False  # the head of a table or column: 单位：亿元
    if term.type == "money" or term.more or _MAGNITUDE.match(text, term.start):
        return True
    if cue_before(text, term.start, bare=True) is not None:
        return term.unit is not None or term.numeral.scale > 1
    return _alone(text, term, shortest=2) and not set(text[term.start : term.numeral.end]) <= _MULTIPLIERS


def _arabic_stands(text: str, term: Term) -> bool:
    if term.numeral.scale > 1 or term.numeral.small > 1 or term.more:
        return True
    if _NAMED.search(text, max(0, term.start - 4), term.start) or _NAMING.match(text, term.end):
        return False
    after = text[term.end : term.end + 1]
    if after.isascii() and after.isalpha():
        return False  # 4K
    if _LATIN_SUM.search(text, max(0, term.start - 2), term.start):
        return False
    return not _is_code(text, term)


def _is_code(text: str, term: Term) -> bool:
    """List and section numbers, stock codes, years."""
    digits = text[term.start : term.end]
    before, after = text[term.start - 1 : term.start], text[term.end : term.end + 1]
    if before == "\n" and after not in ("", "\n", "%") and _SECTION.fullmatch(digits):
        return True
    if len(digits) <= 2 and _LIST_NUMBER.match(text, term.end):
        return not before.isdecimal() and before not in ("、", "/", "和", "为", "")
    if before and before in "(（[【:：情码." and _STOCK_CODE.fullmatch(digits):
        return True
    if before and before in "：:号信Q群码" and len(digits) >= _LONG_CODE and digits.isdecimal():
        return True
    names_year = "\u4e00" <= after <= "\u9fff" or after in _YEAR_AFTER
    if not names_year or before in _YEAR_LEVEL or _YEAR.fullmatch(digits) is None:
        return False
    return cue_before(text, term.start) is None


def _alone(text: str, term: Term, *, shortest: int = 1) -> bool:
    if term.numeral.end - term.start < shortest:
        return False
    before, after = text[term.start - 1 : term.start], text[term.end : term.end + 1]
    edge = not after or after in _EDGE_AFTER or text.startswith("分之", term.end)
    return edge and (not before or before in _EDGE_BEFORE)
