"""What is no quantity: fixed words, names, codes, calendar dates, times of day, list numbers.

Guideline, section What is no claim. Dates and periods belong to :mod:`zhclaims.periods`. The fixed words stand in
``idioms.csv``: ``word``, and in ``unless`` a regular expression for what must not follow it (十分, but 十分钟).
"""

import re
from functools import cache
from pathlib import Path

from zhclaims.errors import TableError
from zhclaims.quantities.numerals import CHINESE
from zhclaims.resources import model_path, read_table
from zhclaims.text.folding import fold

ANCHORS = f"0-9{CHINESE}半"
"""The characters a number can start with, as the inside of a character class."""

_ANCHOR = re.compile(f"[{ANCHORS}]")
_DASH = r" ?[-—–~～至到、和与/] ?"
_YEAR = r"(?:1[0-9]|2[01])\d\d"
_MONTH = r"(?:1[0-2]|0?[1-9])"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])"
_QUARTER = r"第?[一二三四1-4]"

# A number right before one of these can be no date, time or code.
_PLAINLY = re.compile(
    r"(?!20[0-4]\d款)(?:[1-9]\d{0,2}(?:,\d{3})++|\d{1,12}+)(?:\.\d++)?+(?: ?[%‰万亿元家款人倍股辆台件吨只港亩]| ?美[元分]| ?个(?:百|基|月|季))"
)
_DATE = re.compile(
    rf"{_YEAR} ?年(?: ?{_MONTH}(?:{_DASH}{_MONTH})? ?月份?(?: ?{_DAY}(?:{_DASH}{_DAY})? ?[日号])?| ?{_QUARTER}(?:{_DASH}[一二三四1-4])?季度?)?+"
    rf"|{_YEAR}{_DASH}(?:{_YEAR}|\d\d) ?(?:年|财年)"
    r"|20[0-4]\d ?(?:[-—–~]{1,2}|至|到) ?20[0-4]\d(?![\d.,%/]| ?[万亿元美家个人件台辆吨点倍股])"
    rf"|{_YEAR}([-./]){_MONTH}\1{_DAY}(?!\d)"
    rf"|20\d\d[-/]{_MONTH}(?![\d.%/])"
    rf"|{_YEAR}(?: ?财年| ?[HQhq][1-4]|[AE](?![A-Za-z])| ?年度|上半年|下半年)"
    rf"|{_MONTH}(?:{_DASH}{_MONTH})? ?月份?(?: ?{_DAY}(?:{_DASH}{_DAY})? ?[日号](?![线内]))?+"
    rf"|{_DAY}(?:{_DASH}{_DAY})? ?日(?![内均线游之活产系]|报(?!道)|以[内上]|后复|移动|滚动|年化|累计涨)"
    r"|20[0-4]\d(?:1[0-2]|0[1-9])(?:3[01]|[12]\d|0[1-9])(?![\d.,%/元万亿股份手张件个家号])"
    r"|20[0-4]\d款|\d{1,3} ?日(?:均线|移动|线)"
    rf"|{_DAY} ?号(?![线楼院店公机馆厂车文])"
    r"|[1-4](?:[-—–~～至到、和][1-4])?季[度报]"
    r"|\d{2}(?:年代|世纪|后(?=[,，、。的一青年员女男消用群人和创]|$)|[HQ][1-4])|\d世纪"
    r"|0\d年|[12]\d年(?=\d{1,2}月|[一二三四1-4]季度|[前上下]半?[年三]|[QH][1-4]|全年|度|底|末|初|.{0,2}(?:营收|收入|净利|归母|业绩|同期|销量|毛利))"
    r"|(?:618|双11|双12|818)(?!\d)(?![.,]\d| ?[%万亿元个家款人件])"
)
# 21年 is a year, unless the words around it tell how long: 近20年, 20年来, 判处15年.
_SHORT_YEAR = re.compile(
    r"(?:1[5-9]|2\d)年(?![期来之多内间未里如]|时间|历[史程]|经验|监禁|[前后](?![三一二四半])|以[来上内]|新[高低]|最[高低大好]|[高低][点位]|左右|合[约同]|质保|寿命|租|[资工]|龄)"
)
_LASTING = re.compile(
    r"(?:近|过去?|之前|保障|未来|连续|长达?|达|超过?|[期刑处了时隔业立满限践约这整创续新有每共仅就史为第用经历一签已做当任役养保命迟长需再又])的? ?$"
)
# 30日 is a day, unless the words before it say how long: 停播30日, 连续3日.
_DAYS_LONG = re.compile(
    r"(?:停[播牌业产刊售工摆]|禁[言售赛]|封[禁号]|冻结|拘留|为期|延[期长迟]|宽限|逾期|推迟|历时|耗时|用时|限期|连续|持续|[长达超]达|超过|至少|少于|仅[需用]|只[需用]|满|每隔?)[了有]? ?$"
)
_LONE_DAY = re.compile(r"\d{1,2}(?:[-—–~～至到]\d{1,2})? ?日")
_CN_MONTH = r"(?:十[一二]?|[一二三四五六七八九])"
_CN_DAY = r"(?:[一二]?十[一二三四五六七八九]?|三十一?|[一二三四五六七八九])"
_CN_DAYS = re.compile(_CN_DAY)
_CN_DATE = re.compile(
    rf"(?:[一二][零〇九八一二][零〇一二三四五六七八九]{{2}}年)(?:{_CN_MONTH}月(?:{_CN_DAY}[日号])?)?+"
    r"|(?:[零〇][零〇一二三四五六七八九]|[五六七八九][零〇]|(?!五六|六七|七八|八九)[五六七八九][一二三四五六七八九])年(?![多来])"
    rf"|{_CN_MONTH}(?:[至到、]{_CN_MONTH})?月份?(?!度)(?:{_CN_DAY}[日号](?:[至到、]{_CN_DAY}[日号])?)?+"
    rf"|{_CN_DAY}号(?![线楼院店公机馆厂车文人])"
    r"|[一二三四](?:[-—–~～至到、和][一二三四])?季[度报]|[一二三四]季(?=[末初])|[二三四五六七八九]十年代|[一二]?十[一二三四五六七八九]?世纪"
)
_TIME = re.compile(
    r"(?:[01]?\d|2[0-4])[:：][0-5]\d(?:[:：][0-5]\d)?(?![\d%])"
    r"|(?:[01]?\d|2[0-4])[时点][0-5]?\d分?(?!\d)|(?:[01]?\d|2[0-4]) ?(?:时(?![间代报点])|点(?:整|半|钟|许|前|后))"
)
_CN_TIME = re.compile(r"[一二三四五六七八九十]{1,3}点(?:整|钟|半|[一二三四五]?十?[一二三四五六七八九十]分)")
_HOUR = re.compile(r"(?:\d{1,2}|[一二三四五六七八九十]{1,2}) ?点")
_HOUR_BEFORE = (
    "上午", "下午", "晚上", "晚间", "凌晨", "早上", "中午", "傍晚", "早晨", "清晨", "当晚", "今晚", "早间", "午后", "晚", "时间",
)  # fmt: skip
_CODE = re.compile(
    r"\d{4,6}[.·](?:SH|SZ|HK|BJ|OC|NQ|OF|IB|KS|TW|T|US)(?![A-Za-z])"
    r"|\d++(?:-\d++){3,}+|97[89]-\d++-[\d-]++"
    r"|1[3-9]\d{9}(?!\d)|0\d{2,3}-\d{7,8}(?!\d)|[48]00-\d{3,4}-\d{3,4}|\d{3}-\d{4}-\d{4}|0\d++(?![.,%‰\d])"
    r"|\d++(?:\.\d++){2,}+"
    r"|\d++(?!k?m[23](?!\d))[A-Za-z]++\d[A-Za-z0-9_.\-]*+"
    r"|\d{1,2}(?:[GDCSA]|(?<=[23])[BC])(?=[\u3000-\u9fff，。、；：！？（）,;:!? )(+]|$)(?! ?(?:流量|内存|硬盘|显存))"
    r"|\d++[-_](?=[A-Za-z])[A-Za-z0-9_\-]*+|\d++\.(?:pdf|docx?|xlsx?|pptx?|jpe?g|png|gif|mp4|html?|s?html|csv|txt|zip)(?![A-Za-z])"
    r"|\d++号(?:文|令|公告|楼|院|线|公路|店|馆|仓|机|矿|井)?"
)
_CURRENCY_CODE = re.compile("(?<![A-Za-z])(?:RMB|CNY|USD|HKD|EUR|GBP|JPY|TWD)$")
_WORD = re.compile(r"[A-Za-z0-9@:/._\-?=&%#~+]++")
_WORD_CHARS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789@:/._-?=&%#~+")
_ADDRESS = re.compile(r"://|www\.|@|\.(?:com|cn|net|org)")
_ADDRESS_REACH = 200  # characters to look back for the head of a URL
_LIST = re.compile(r"(?:\d{1,2}|[一二三四五六七八九十]{1,2})(?:[.、．](?!\d)|是[要,，])")
_BRACKETED = re.compile(r"(?:\d{1,2}|[一二三四五六七八九十]{1,2}) ?[)）]")


@cache
def load_idioms(path: Path | None = None) -> tuple[dict[str, re.Pattern[str]], dict[str, re.Pattern[str]]]:
    """Read the table of fixed words, as one pattern for each character that a number could start with.

    Args:
        path: Another table of the same form; the shipped one where left out.

    Returns:
        For each such character a pattern that matches, at the character, the rest of a fixed word around it; and the
        same for the words in which 第 stands right before the character.

    Raises:
        TableError: A word has no character that a number can start with, stands twice, or its ``unless`` is no
            regular expression.
    """
    path = path or model_path() / "quantities" / "idioms.csv"
    seen: set[str] = set()
    groups: tuple[dict[str, list[tuple[str, str, str]]], ...] = ({}, {})
    for line, row in read_table(path, ("word", "unless")):
        word, unless = fold(row["word"]), row["unless"]
        anchor = _ANCHOR.search(word)
        if anchor is None or word in seen:
            why = "has no character that a number can start with" if anchor is None else "stands twice"
            raise TableError(f"the word {word!r} {why}", path=path, line=line)
        try:
            re.compile(unless)
        except re.error as error:
            raise TableError(f"unless {unless!r} is no regular expression: {error}", path=path, line=line) from error
        seen.add(word)
        head, rest = word[: anchor.start()], word[anchor.start() :]
        groups[head.endswith("第")].setdefault(anchor.group(), []).append((head, rest, unless))
    plain, after_ordinal = ({key: _alternatives(words) for key, words in group.items()} for group in groups)
    return plain, after_ordinal


def _alternatives(words: list[tuple[str, str, str]]) -> re.Pattern[str]:
    return re.compile(
        "|".join(
            (f"(?<={re.escape(head)})" if head else "") + re.escape(rest) + (f"(?!{unless})" if unless else "")
            for head, rest, unless in sorted(words, key=lambda w: (-len(w[1]), -len(w[0]), w))
        )
    )


def skip_word(text: str, pos: int) -> int | None:
    """Find the end of a fixed word around the first character that could start a number.

    >>> skip_word("统一标准", 1), skip_word("十分钟", 0)
    (2, None)
    """
    idioms = load_idioms()[pos > 0 and text[pos - 1] == "第"].get(text[pos])
    match = idioms.match(text, pos) if idioms else None
    return match.end() if match else None


def skip(text: str, pos: int) -> int | None:
    """Find what is no quantity at the first character that could start a number.

    Args:
        text: Folded text.
        pos: Offset of such a character.

    Returns:
        The offset after what must be passed over, or None where a quantity may start here.

    >>> skip("600519.SH", 0), skip("2018年9月推出", 0), skip("150款", 0)
    (9, 7, None)
    """
    before = text[pos - 1] if pos else "\n"
    if not "0" <= text[pos] <= "9":
        return _skip_chinese(text, pos, before)
    if before < "\u0250" and (before.isalpha() or before in "_@#&=?/") and (end := _skip_latin(text, pos, before)):
        return end
    if _PLAINLY.match(text, pos):
        return None
    match = _DATE.match(text, pos) if before != "." else None
    match = match or _short_year(text, pos) or _CODE.match(text, pos) or _TIME.match(text, pos) or _hour(text, pos)
    if (
        match
        and _LONE_DAY.fullmatch(match.group())
        and text[match.end() : match.end() + 1] != "后"
        and _DAYS_LONG.search(text, max(0, pos - 4), pos)
    ):
        return None
    return match.end() if match else _skip_list(text, pos, before)


def _short_year(text: str, pos: int) -> re.Match[str] | None:
    match = _SHORT_YEAR.match(text, pos)
    return None if match is None or _LASTING.search(text, max(0, pos - 4), pos) else match


def _hour(text: str, pos: int) -> re.Match[str] | None:
    return _HOUR.match(text, pos) if text.endswith(_HOUR_BEFORE, 0, pos) else None


def _skip_chinese(text: str, pos: int, before: str) -> int | None:
    if before == "月" and pos > 1 and text[pos - 2] in "正腊冬" and (match := _CN_DAYS.match(text, pos)):
        return match.end()
    match = _CN_DATE.match(text, pos) or _CN_TIME.match(text, pos) or _hour(text, pos)
    return match.end() if match else _skip_list(text, pos, before)


def _skip_list(text: str, pos: int, before: str) -> int | None:
    """List numbers: 1. and 一、 at the start of a line or sentence, 1) and (1)."""
    if before in "\n。；; " and (match := _LIST.match(text, pos)):
        return match.end()
    if before in "\n。；;： (（" and (match := _BRACKETED.match(text, pos)):
        return match.end()
    return None


def _skip_latin(text: str, pos: int, before: str) -> int | None:
    """C2M, iPhone15, https://…/2019: a Latin word that goes on in digits; SQM24% is a name and a quantity."""
    if before in "/_=&?":
        head = pos
        while head and pos - head < _ADDRESS_REACH and text[head - 1] in _WORD_CHARS:
            head -= 1
        if before != "_" and not _ADDRESS.search(text, head, pos):
            return None
    elif before.isalpha() and (_PLAINLY.match(text, pos) or _CURRENCY_CODE.search(text, max(0, pos - 4), pos)):
        return None
    match = _WORD.match(text, pos)
    return match.end() if match else None
