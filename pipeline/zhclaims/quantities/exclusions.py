"""What is no quantity: fixed words, names, codes, calendar dates, times of day, list numbers.

Guideline, section What is no claim. Dates and periods belong to :mod:`zhclaims.periods`.
"""

import re
from functools import cache
from pathlib import Path

from zhclaims.errors import TableError
from zhclaims.resources import model_path, read_table
from zhclaims.text.folding import fold

ANCHORS = "0-9零〇一二三四五六七八九十百千万亿兆壹贰叁肆伍陆柒捌玖拾佰仟两俩幺廿卅卌几数半"
"""The characters a number can start with, as the inside of a character class."""

_ANCHOR = re.compile(f"[{ANCHORS}]")
_D = r"[零〇一二三四五六七八九十]"
_YEAR = r"(?:[12]\d{3}|[一二][零〇一二三四五六七八九]{3})"
_MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_DAY = rf"(?:[12]\d|3[01]|0?[1-9]|[一二]?十{_D}?|三十一?|廿{_D}?|{_D})"
_DASH = r" ?[-—–~～至到、和与/] ?"

_DATE = re.compile(
    rf"{_YEAR} ?年(?![多半期左以内]|来(?!看))(?: ?{_MONTH}(?:{_DASH}{_MONTH})? ?月份?(?: ?{_DAY}(?:{_DASH}{_DAY})? ?[日号])?| ?{_DAY}[日号]| ?第?[一二三四1-4](?:{_DASH}[一二三四1-4])?季度?)?+"
    rf"|{_YEAR}{_DASH}(?:{_YEAR}|\d\d) ?(?:年|财年)"
    rf"|{_YEAR}[-./](?:1[0-2]|0?[1-9])[-./](?:3[01]|[12]\d|0?[1-9])(?!\d)"
    rf"|20\d\d[-/](?:1[0-2]|0?[1-9])(?![\d.%])(?!/)"
    rf"|{_YEAR}(?: ?财年| ?[HQhq][1-4]|[AE](?![A-Za-z])| ?年度|上半年|下半年|春|秋)"
    rf"|{_MONTH}(?:{_DASH}{_MONTH})? ?月份?(?! ?[度均])(?: ?{_DAY}(?:(?:{_DASH}{_DAY})? ?[日号](?![线内均])|(?=[-—–~～至到、和]{_DAY}[日号])))?+"
    rf"|(?:3[01]|[12]\d|0?[1-9])(?:{_DASH}(?:3[01]|[12]\d|0?[1-9]))? ?日(?![内均线游报之活产系]|以[内上]|后(?!复)|涨|跌|移动|滚动|年化)"
    rf"|{_DAY}号(?![线楼院店公机馆厂车文])"
    r"|[一二三四1-4](?:[-—–~～至到、和][一二三四1-4])?季[度报]|[一二三四1-4]季(?=[末初])"
    r"|\d{2}(?:年代|世纪|后(?=[,，、。的一青年员女男消用群人和创])|[HQ][1-4])|[二三四五六七八九]十年代|[一二]?十[一二三四五六七八九]?世纪|\d{1,2}世纪"
    r"|(?:0\d|1[0-9]|2[0-9])年(?=(?:\d{1,2}月|[一二三四1-4]季度|[前上下]半?[年三]|[QH][1-4]|全年|度|底|末|初))|0\d年"
    r"|(?:618|双11|双12|818)(?!\d)(?![.,]\d|[%万亿元个家款人件])"
)
_TIME = re.compile(
    r"(?:[01]?\d|2[0-4])[:：][0-5]\d(?:[:：][0-5]\d)?(?![\d%])"
    r"|(?:[01]?\d|2[0-4])[时点][0-5]?\d分?(?!\d)|(?:[01]?\d|2[0-4]) ?(?:时(?![间代报点])|点(?:整|半|钟|许|前|后))"
    rf"|{_D}{{1,3}}点(?:整|钟|半|[一二三四五]?十?{_D}分)"
)
_HOUR = re.compile(r"(?:\d{1,2}|[一二三四五六七八九十]{1,2}) ?点")
_HOUR_BEFORE = (
    "上午",
    "下午",
    "晚上",
    "晚间",
    "凌晨",
    "早上",
    "中午",
    "傍晚",
    "早晨",
    "清晨",
    "当晚",
    "今晚",
    "早间",
    "午后",
    "晚",
)
_CODE = re.compile(
    r"\d{5,6}[.·-](?:SH|SZ|HK|BJ|OC|NQ|OF|IB|KS|TW|T)(?![A-Za-z])"
    r"|\d{4}\.HK(?![A-Za-z])|0\d++(?![.\d])|0\d+\.HK"
    r"|1[3-9]\d{9}(?!\d)|0\d{2,3}-\d{7,8}(?!\d)|[48]00-\d{3,4}-\d{3,4}|\d{3}-\d{4}-\d{4}"
    r"|\d++(?:\.\d++){2,}+"
    r"|\d++(?:[A-Za-z]++\d[\w.\-]*+)"
    r"|(?:1688|360|58|51|37|4399|12306|12315|315|996|007)(?=同城|集团|金融|商城|淘|上|平台|安全|公司|游戏|数科|网络|互娱|job|热线|晚会|到家|网)"
    r"|\d++(?:[-_](?=[A-Za-z]))[\w\-]*+"
    r"|\d{1,2}(?:G|D|C|S|A)(?=[\u4e00-\u9fff,，。、;；!！?？ )）（(]|$)(?<![%])(?!(?: ?(?:流量|内存|硬盘|显存|运存)))"
    r"|\d++[.、)）．](?=[\u4e00-\u9fff“《「])(?<=\n\d[.、)）．])"
    r"|7-11|7-ELEVEn|7-Eleven"
    r"|\d++号(?:文|令|公告|楼|院|线|公路|店|馆|仓|机|矿|井)?"
)
_URL = re.compile(r"[A-Za-z0-9@:/._\-?=&%#~+]++")
_LIST = re.compile(
    r"(?:\d{1,2}|[一二三四五六七八九十]{1,2})(?:[.、．](?!\d)| ?[)）]|是[要,，])|\d{1,2}\.\d{1,2}(?:[.、．]\d{0,2})? ?(?=[\u4e00-\u9fff])(?!个|倍|亿|万)"
)
_BEFORE_ORDINAL_NUMBER = ("〔", "[", "【")


@cache
def load_idioms(path: Path | None = None) -> dict[str, re.Pattern[str]]:
    """Read the table of fixed words, as one pattern for each character that a number could start with.

    Args:
        path: Another table of the same form; the shipped one where left out.

    Returns:
        For each such character a pattern that matches, at the character, the rest of a fixed word around it.

    Raises:
        TableError: A word has no character that a number can start with, or stands twice.
    """
    path = path or model_path() / "quantities" / "idioms.csv"
    seen: set[str] = set()
    groups: dict[str, list[tuple[str, str]]] = {}
    for line, row in read_table(path, ("word",)):
        word = fold(row["word"])
        anchor = _ANCHOR.search(word)
        if anchor is None:
            raise TableError(f"{word!r} has no character that a number can start with", path=path, line=line)
        if word in seen:
            raise TableError(f"the word {word} stands twice", path=path, line=line)
        seen.add(word)
        groups.setdefault(anchor.group(), []).append((word[: anchor.start()], word[anchor.start() :]))
    return {
        anchor: re.compile(
            "|".join(
                (f"(?<={re.escape(head)})" if head else "") + re.escape(rest)
                for head, rest in sorted(words, key=lambda w: (-len(w[1]), -len(w[0]), w))
            )
        )
        for anchor, words in groups.items()
    }


@cache
def _idioms() -> dict[str, re.Pattern[str]]:
    return load_idioms()


def skip(text: str, pos: int) -> int | None:
    """Find what is no quantity at the first character that could start a number.

    Args:
        text: Folded text.
        pos: Offset of such a character.

    Returns:
        The offset after what must be passed over, or None where a quantity may start here.

    >>> skip("统一标准", 1), skip("600519.SH", 0), skip("2018年9月推出", 0), skip("150款", 0)
    (2, 9, 7, None)
    """
    char = text[pos]
    idiom = _idioms().get(char)
    if idiom and (match := idiom.match(text, pos)):
        return match.end()
    before = text[pos - 1] if pos else "\n"
    if (match := _DATE.match(text, pos)) and before not in "第.":
        return match.end()
    if char.isdecimal() and (end := _skip_code(text, pos, before)):
        return end
    if match := _TIME.match(text, pos):
        return match.end()
    if text.startswith(_HOUR_BEFORE, max(0, pos - 2)) and (match := _HOUR.match(text, pos)):
        return match.end()
    if before in "\n(（" and (match := _LIST.match(text, pos)) and (before == "\n" or match.group()[-1] in ")）"):
        return match.end()
    return None


def _skip_code(text: str, pos: int, before: str) -> int | None:
    if match := _CODE.match(text, pos):
        return match.end()
    if before in "〔" or (before < "\u0250" and (before.isalpha() or before in "_@#&=?\\")):
        end = _URL.match(text, pos)
        return end.end() if end else None
    return None
