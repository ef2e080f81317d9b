"""Words of time with a fixed meaning: the number beside each is its distance from now, or from the point before it."""

import re
from collections.abc import Iterable
from functools import cache

from zhclaims.periods.festivals import festivals

# From the date of the article.
YEARS = {
    "大前年": -3, "前年": -2, "去年": -1, "上年": -1, "上一年": -1, "今年": 0, "本年": 0, "这一年": 0, "年内": 0,
    "明年": 1, "来年": 1, "下一年": 1, "后年": 2, "大后年": 3,
}  # fmt: skip
QUARTERS = {
    "上上季度": -2, "上上个季度": -2, "上季度": -1, "上个季度": -1, "上一季度": -1, "上一个季度": -1, "上季": -1, "上一季": -1,
    "本季度": 0, "本季": 0, "这季度": 0, "这个季度": 0, "这一季度": 0,
    "下季度": 1, "下个季度": 1, "下一季度": 1, "下一个季度": 1, "下季": 1, "下下季度": 2, "下下个季度": 2,
}  # fmt: skip
MONTHS = {
    "上上个月": -2, "上上月": -2, "上个月": -1, "上一个月": -1, "上一月": -1, "上月": -1,
    "本月": 0, "这个月": 0, "这一个月": 0, "下个月": 1, "下一个月": 1, "下月": 1, "下下个月": 2, "下下月": 2,
}  # fmt: skip
DAYS = {
    "前天": -2, "前日": -2, "昨天": -1, "昨日": -1, "昨晚": -1, "昨夜": -1,
    "今天": 0, "今日": 0, "今晨": 0, "今早": 0, "今晚": 0, "今夜": 0, "今儿": 0,
    "明天": 1, "明日": 1, "明早": 1, "明晨": 1, "明晚": 1, "后天": 2, "后日": 2,
}  # fmt: skip

# From the point that the text spoke of before.
YEARS_BACK = {"当年": 0, "同年": 0, "该年": 0, "那年": 0, "那一年": 0, "次年": 1, "翌年": 1, "全年": 0}
QUARTERS_BACK = {"当季度": 0, "当季": 0, "该季度": 0, "次季": 1}
MONTHS_BACK = {"当月": 0, "该月": 0, "同月": 0, "次月": 1, "翌月": 1}
DAYS_BACK = {"当日": 0, "当天": 0, "当晚": 0, "同日": 0, "同一天": 0, "次日": 1, "翌日": 1, "隔日": 1, "第二天": 1}

# No period (guideline, Period), but they close an earlier one.
VAGUE = (
    "目前", "现在", "当前", "如今", "现今", "当下", "眼下", "时下", "近期", "近日", "近来", "近两日", "近几日", "近几个月", "最近",
    "近年来", "近年", "近几年来", "近几年", "近些年来", "近些年", "近数年", "这两年", "这几年", "前几年",
    "过去几年", "过去数年", "未来几年", "未来数年",
)  # fmt: skip

# Festivals whose names are numbers or mean much else: patterns.py takes them only with words round them.
AMBIGUOUS = {"大雪", "小雪", "520", "618", "6.18", "6·18", "十一", "五一", "六一", "新年"}


def alternatives(words: Iterable[str]) -> str:
    """The words as a regular expression, longest first.

    >>> alternatives({"上月": -1, "上上月": -2})
    '上上月|上月'
    """
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


@cache
def festival_names() -> tuple[str, ...]:
    """The festivals that need no words round them."""
    return tuple(name for name in festivals() if name not in AMBIGUOUS)
