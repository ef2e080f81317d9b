"""Qualifiers: how exact the words before and after a number make it, and the bounds they give.

Guideline, section Value: ``qualifier``, ``low`` and ``high``.
"""

import re
from decimal import Decimal
from typing import NamedTuple, cast

from zhclaims.quantities.numerals import last_place
from zhclaims.records import Qualifier

_WORDS: dict[Qualifier, str] = {
    "about": "约 大约 大概 约莫 大致 差不多 ≈",
    "nearly": "近 将近 接近 逼近 几近 趋近 直逼 贴近",
    "over": "超 超过 逾 突破 高于 多于 大于 > 远超 远超过 已超 已超过 高过 不止 超逾 超越 过 愈 破",
    "under": "不足 不到 低于 少于 小于 < 未到 未满 不满 未达 未达到 不及 未足",
    "at_least": "至少 不低于 不少于 最少 起码 不小于 大于等于 ≥ ≧ 大于或等于 不下 不下于 >=",
    "at_most": "至多 最多 不超过 不超 不多于 不高于 不大于 小于等于 ≤ ≦ 小于或等于 未超过 未超 不逾 最高不超过 最多不超过 不超出 <=",
    "exact": "高达",
}
_BARE_ONLY = ("上", "成")  # 上百家, 成千: only where the number has no digit of its own
_COMPARISONS = ("低于", "高于", "大于", "小于", "少于", "多于")
_BEFORE = {word: qualifier for qualifier, words in _WORDS.items() for word in words.split()}
_BY_LAST: dict[str, list[str]] = {}
for _word in sorted(_BEFORE, key=len, reverse=True):
    _BY_LAST.setdefault(_word[-1], []).append(_word)

# Words that end in a cue and are none: 合约10万, 附近3家, 最近30日.
_NOT_BEFORE = re.compile(
    r"(?:[预合签纽节制契履违公特条和租要邀解缔]约|[附最临邻靠新亲]近|[赶反高]超|[通经度渡跨错难不走路来透超]过|[在]过|[跌击打失冲攻告侦]破)$"
)
_LOOSE = re.compile(
    r"(?:(?P<about>约(?:为|合|占|有|是|达|在)|大约(?:为|有|是|在)|大概(?:为|有|是|在))"
    r"|(?P<at_least>(?:至少|起码|最少)(?:有|为|要|需|达|达到|在|占)|最低可至)"
    r"|(?P<at_most>(?:最多|至多)(?:有|为|可|达|降低|在|占|可达))"
    r"|(?P<nearly>(?:接近|将近)(?:了|于)|近乎)"
    r"|(?P<under>跌破|跌穿|失守|击穿|(?:低于|少于|不足|不到)(?:了|其|每股))"
    r"|(?P<over>(?:突破|超过|超出|高于|多于|站上|涨破|升破|冲破)(?:了|其|每股|每盎司|每桶)|站上|涨破|升破|冲破)) ?$"
)
_LOOSE_ENDS = frozenset("为合占有是达在要需到至低可了于乎破穿守其股司桶上 ")
_AFTER = re.compile(
    r" ?(?:(?P<about>左右|上下(?![游班午半调各两多位])|(?:量级|前后|许)(?=[,，。;；)）]|$))"
    r"|(?P<over>[(（]含[^)）]{0,4}[)）] ?以上|(?:及|或|或者|和)?以上|或者?更[多高大]|有余|出头|开外|之上)"
    r"|(?P<under>[(（]含[^)）]{0,4}[)）] ?以[下内]|(?:及|或|或者|和)?以下|或者?更[少低小]|以内|之内|内(?![部地容在蒙需核资销循存涵陆政幕置饰外])"
    r"|之下|不到|不足(?=[,，。;；的]|$)|未满))"
)
_AFTER_STARTS = frozenset(" 左上量前许(（及或和以有出开之内不未")


class Cue(NamedTuple):
    """A qualifier as read: where its words begin (before a number) or end (after it), and what they say."""

    pos: int
    qualifier: Qualifier


def cue_before(text: str, pos: int, *, bare: bool = False) -> Cue | None:
    """Read the qualifier that ends where a number starts, or one blank before it.

    Args:
        text: Folded text.
        pos: Offset of the number.
        bare: True where the number has no digit before its first multiplier, as in 上百.

    Returns:
        The qualifier, or None.

    >>> cue_before("年收入不超过110亿元", 6)
    Cue(pos=3, qualifier='at_most')
    """
    end = pos - 1 if text[pos - 1 : pos] == " " else pos
    last = text[end - 1 : end] if end else ""
    if bare and last in _BARE_ONLY:
        return Cue(end - 1, "over")
    for word in _BY_LAST.get(last, ()):
        if text.endswith(word, 0, end):
            if word in _COMPARISONS and text[end - 3 : end - 2] == "远":
                return None  # 远低于 compares with a level
            if len(word) == 1 and _NOT_BEFORE.search(text, max(0, end - 2), end):
                return None
            return Cue(end - len(word), _BEFORE[word])
    return None


def loose_before(text: str, pos: int) -> Qualifier | None:
    """Read the qualifier that governs a number without touching it: 约为, 最多有, 超过了, 跌破.

    >>> loose_before("金额约为6亿元", 4)
    'about'
    """
    if not pos or text[pos - 1] not in _LOOSE_ENDS:
        return None
    match = _LOOSE.search(text, max(0, pos - 7), pos)
    return None if match is None else cast("Qualifier", match.lastgroup)


def cue_after(text: str, pos: int, *, duration: bool) -> Cue | None:
    """Read the qualifier right after a quantity: 左右, 以上, 以内; 内 and 之内 only after a duration.

    >>> cue_after("30日内将升", 3, duration=True)
    Cue(pos=4, qualifier='under')
    """
    if text[pos : pos + 1] not in _AFTER_STARTS:
        return None
    match = _AFTER.match(text, pos)
    if match is None or (not duration and match.group().lstrip() in ("内", "之内")):
        return None
    return Cue(match.end(), cast("Qualifier", match.lastgroup))


def bounds(number: Decimal, qualifier: Qualifier, *, more: bool) -> tuple[Decimal | None, Decimal | None]:
    """Bounds that a qualifier gives to a number.

    Args:
        number: The number as written.
        qualifier: The qualifier.
        more: True where it is 多 or 余 after the number: up to the next unit of its last digit's place.

    Returns:
        The lower and the upper bound, None where open.

    >>> bounds(Decimal(6000), "over", more=True)
    (Decimal('6000'), Decimal('7000'))
    """
    if more:
        return number, number + last_place(number)
    if qualifier == "about":
        return None, None
    if qualifier in ("nearly", "under", "at_most"):
        return None, number
    if qualifier in ("over", "at_least"):
        return number, None
    return number, number
