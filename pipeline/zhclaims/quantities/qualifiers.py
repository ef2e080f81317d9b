"""Qualifiers: how exact the words before and after a number make it, and the bounds they give.

Guideline, section Value: ``qualifier``, ``low`` and ``high``.
"""

import re
from decimal import Decimal
from typing import NamedTuple

from zhclaims.quantities.numerals import last_place
from zhclaims.records import Qualifier

_BEFORE: dict[str, Qualifier] = {
    word: qualifier
    for qualifier, words in {
        "about": "约 大约 大概 约莫 大致 估计约 差不多 ~ ～ ≈",
        "nearly": "近 将近 接近 逼近 几近 趋近 直逼 贴近",
        "over": "超 超过 逾 突破 高于 多于 大于 > 远超 远超过 已超 已超过 高过 不止 超出 超逾 超越 上 成 过 愈 高出",
        "under": "不足 不到 低于 少于 小于 < 未到 未满 不满 未达 未达到 不及 未足",
        "at_least": "至少 不低于 不少于 最少 起码 不小于 大于等于 ≥ ≧ 大于或等于 最低 不下 不下于 >=",
        "at_most": "至多 最多 不超过 不超 不多于 不高于 不大于 小于等于 ≤ ≦ 小于或等于 未超过 未超 不逾 最高不超过 最多不超过 合计不超过 不超出 <= 未高于",
        "exact": "高达",
    }.items()
    for word in words.split()
}
_BY_LAST: dict[str, tuple[str, ...]] = {}
for _word in sorted(_BEFORE, key=len, reverse=True):
    _BY_LAST[_word[-1]] = (*_BY_LAST.get(_word[-1], ()), _word)

# Words that end in a cue and are none: 合约10万, 附近3家, 最近30日.
_NOT_BEFORE = re.compile(
    r"(?:[预合签纽节制契履违公特条和租要邀解缔]约|[附最临邻靠新亲]近|[以加早晚之网线身马海如年月线市榜碰赶迎追晋史日]上|[赶反高]超|[通经度渡跨错难不走路来透]过|[完达变形组建构落促当分收养造]成|[在]过)$"
)
_LOOSE = re.compile(
    r"(?:(?P<about>约(?:为|合|占|有|是|达|在|人民币)|大约(?:为|有|是|在)|大概(?:为|有|是|在))"
    r"|(?P<at_least>(?:至少|起码|最少)(?:有|为|要|需|达|达到|在|占)|最低(?:可至|为))"
    r"|(?P<at_most>(?:最多|至多)(?:有|为|可|达|降低|在|占|可达))"
    r"|(?P<nearly>(?:接近|将近)(?:了|于)|近乎)"
    r"|(?P<under>跌破|跌穿|失守|击穿|(?:低于|少于|不足|不到)(?:了|其|每股))"
    r"|(?P<over>(?:突破|超过|超出|高于|多于|站上|涨破|升破|冲破)(?:了|其|每股|每盎司|每桶)|站上|涨破|升破|冲破)) ?$"
)
_AFTER = re.compile(
    r" ?(?:(?P<about>左右|上下(?![游班午半调各两多位])|前后(?=[,，。;；)）]|$)|量级|许(?=[,，。;；)）]|$)|水平上下)"
    r"|(?P<over>[(（]含[)）] ?以上|[(（]含[^)）]{1,4}[)）] ?以上|(?:及|或|或者|和)?以上(?:的)?(?<!的)|或者?更多|有余|出头|开外|之上)"
    r"|(?P<under>[(（]含[)）] ?以[下内]|(?:及|或|或者|和)?以下|之?以内|之内|内(?=[^部地容在蒙需核资销循存涵陆政幕置饰])|内$|之下|不到|不足(?=[,，。;；的]|$)|以里|未满))"
)
_DURATION_ONLY = ("内", "之内")


class Cue(NamedTuple):
    """A qualifier as read.

    Attributes:
        pos: Offset where its words begin (before a number) or end (after it).
        qualifier: What they say.
    """

    pos: int
    qualifier: Qualifier


def cue_before(text: str, pos: int) -> Cue | None:
    """Read the qualifier that ends where a number starts, or one blank before it.

    >>> cue_before("年收入不超过110亿元", 6)
    Cue(pos=3, qualifier='at_most')
    """
    end = pos - 1 if text[pos - 1 : pos] == " " else pos
    for word in _BY_LAST.get(text[end - 1 : end], ()) if end else ():
        if text.endswith(word, 0, end):
            if len(word) == 1 and _NOT_BEFORE.search(text, max(0, end - 2), end):
                return None
            return Cue(end - len(word), _BEFORE[word])
    return None


def loose_before(text: str, pos: int) -> Qualifier | None:
    """Read the qualifier that governs a number without touching it: 约为, 最多有, 超过了.

    >>> loose_before("金额约为6亿元", 4)
    'about'
    """
    match = _LOOSE.search(text, max(0, pos - 7), pos)
    return None if match is None else match.lastgroup  # type: ignore[return-value]


def cue_after(text: str, pos: int, *, duration: bool) -> Cue | None:
    """Read the qualifier right after a quantity: 左右, 以上, 以内; 内 and 之内 only after a duration.

    >>> cue_after("30日内将升", 3, duration=True)
    Cue(pos=4, qualifier='under')
    """
    match = _AFTER.match(text, pos)
    if match is None or (match.group().strip() in _DURATION_ONLY and not duration):
        return None
    return Cue(match.end(), match.lastgroup)  # type: ignore[arg-type]


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
