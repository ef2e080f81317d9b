"""Parts of period expressions: the typed tokens (a year, a quarter, a day, a festival …) that an expression is made of.

One compiled pattern finds the next part; each alternative has a reader that turns the match into a :class:`Part`.
All patterns run on folded text. None backtracks over more than a few characters.
"""

import re
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from zhclaims.periods.festivals import festivals
from zhclaims.periods.numbers import number, year_of

# Levels order the parts of one expression, coarse to fine; only a finer part may follow.
YEAR, SUBYEAR, MONTH, SUBMONTH, DAY, WHOLE = 3, 4, 5, 6, 7, 9


class Part(NamedTuple):
    """A typed part of an expression.

    Attributes:
        level: Its place in the order coarse to fine.
        kind: What it is; :mod:`zhclaims.periods.resolution` has a rule for each.
        a: First number (a year, month, offset …).
        b: Last number; equal to ``a`` where there is no range.
        end: End offset.
        name: The festival, unit or form that the kind needs.
    """

    level: int
    kind: str
    a: int = 0
    b: int = 0
    end: int = 0
    name: str = ""


_N = r"(?:\d{1,3}|[一二三四五六七八九十两半]{1,3})"
_MON = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_DAY = r"(?:3[01]|[12]\d|0?[1-9]|三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九]|廿[一二三四五六七八九]?)"
_Q = "[一二三四1-4]"
_TO = "(?:--?|[—–~]{1,2}|至|到)"
_Y4 = r"(?:19|20)\d\d"
_LEFT = r"(?<![\d.一二三四五六七八九十百千万亿零〇两几数第每])"
_WORD = r"(?<![A-Za-z\d._/-])"
_WD = "[一二三四五六日天]"
_WEEK = "(?:周|星期|礼拜)"

_YEAR_WORDS = {
    "大前年": -3, "前年": -2, "去年": -1, "上年": -1, "上一年": -1, "今年": 0, "本年": 0, "这一年": 0, "年内": 0,
    "明年": 1, "来年": 1, "下一年": 1, "后年": 2, "大后年": 3,
}  # fmt: skip
_YEAR_BACK = {"当年": 0, "同年": 0, "该年": 0, "那年": 0, "那一年": 0, "次年": 1, "翌年": 1, "全年": 0}
_MONTH_WORDS = {
    "上上个月": -2, "上上月": -2, "上个月": -1, "上一个月": -1, "上一月": -1, "上月": -1, "本月": 0, "这个月": 0,
    "这一个月": 0, "下个月": 1, "下一个月": 1, "下月": 1, "下下个月": 2, "下下月": 2,
}  # fmt: skip
_MONTH_BACK = {"当月": 0, "该月": 0, "同月": 0, "次月": 1, "翌月": 1}
_QUARTER_WORDS = {
    "上季度": -1, "上个季度": -1, "上一季度": -1, "上一个季度": -1, "上季": -1, "本季度": 0, "本季": 0, "这季度": 0,
    "这个季度": 0, "这一季度": 0, "下季度": 1, "下个季度": 1, "下一季度": 1, "下一个季度": 1, "下季": 1,
    "上上季度": -2, "上上个季度": -2, "下下季度": 2, "下下个季度": 2,
}  # fmt: skip
_QUARTER_BACK = {"当季度": 0, "当季": 0, "该季度": 0, "次季": 1}
_DAY_WORDS = {
    "前天": -2, "前日": -2, "昨天": -1, "昨日": -1, "昨晚": -1, "昨夜": -1, "今天": 0, "今日": 0, "今晨": 0, "今早": 0,
    "今晚": 0, "今夜": 0, "今儿": 0, "明天": 1, "明日": 1, "明早": 1, "明晨": 1, "明晚": 1, "后天": 2, "后日": 2,
}  # fmt: skip
_DAY_BACK = {"当日": 0, "当天": 0, "当晚": 0, "同日": 0, "同一天": 0, "次日": 1, "翌日": 1, "隔日": 1, "第二天": 1}
_VAGUE = (
    "目前", "现在", "当前", "如今", "现今", "当下", "近期", "近日", "日前", "近年来", "近年", "近来", "近几年来", "近几年",
    "近些年来", "近些年", "这两年", "这几年", "最近", "眼下", "时下", "未来几年", "过去几年", "近两日", "近几日", "近几个月",
    "过去数年", "近数年", "未来数年", "前几年",
)  # fmt: skip


def _words(*tables: dict[str, int] | tuple[str, ...]) -> str:
    return "|".join(sorted((word for table in tables for word in table), key=len, reverse=True))


@cache
def _festival_names() -> str:
    names = (name for name in festivals() if name not in {"520", "618", "6.18", "6·18", "十一", "六一", "新年", "五一"})
    return "|".join(map(re.escape, sorted(names, key=len, reverse=True)))


_SEASON = "(?:期间|假期|小?长假|黄金周|假日|档期?|前后|购物节|狂欢节|大促|活动|期|当天|当日|前夕)"

# One line a part: the name of its reader, and its pattern. The order matters: the first that matches wins.
_HEADS: tuple[tuple[str, str], ...] = (
    # 2020-06-18, 2021/3, 2010.01.29, 20240307; not in codes, paths and file names
    ("iso", rf"{_WORD}(?P<iy>{_Y4})(?P<is>[-/.])(?P<im>1[0-2]|0?[1-9])(?P=is)(?P<id>3[01]|[12]\d|0?[1-9])"
            r"(?![\d%_/]|[-.]\w)"),
    ("iso", rf"{_WORD}(?P<jy>{_Y4})(?:-(?P<jm>1[0-2]|0[1-9])|/(?P<jn>1[0-2]|0?[1-9]))(?![\d%_/.-]|[A-Za-z]| ?(?:财年|赛季|年|元))"),
    ("iso", rf"(?<![\dA-Za-z._/])(?P<ky>{_Y4})\.(?P<km>1[0-2]|0[1-9])(?=[-—~至到]{_Y4}\.|(?<=[-—~至到]....\...)(?![\d.%元万亿]))"),
    ("iso", rf"(?<![\dA-Za-z._/号第-])(?P<ly>{_Y4})(?P<lm>1[0-2]|0[1-9])(?P<ld>3[01]|[12]\d|0[1-9])"
            r"(?![\dA-Za-z.,%_/元万亿股份手张件号期-])"),
    # FY2021Q2, 2021财年
    ("fiscal", rf"(?<![A-Za-z\d])FY ?(?P<fa>20\d\d|\d\d)(?!\d)|(?<![\d.])(?:{_Y4}[/-])?(?P<fb>(?:19|20)?\d\d) ?年?财年"),
    ("fiscal_rel", "(?P<fr>上一?|本|下一?|新)个?财年"),
    # 1H23, 3Q2023
    ("part_year", rf"(?<![A-Za-z\d.])(?P<pn>[1-4])(?P<pk>[QH])'?(?P<py>20\d\d|\d\d)(?![\dA-Za-z.])"),
    # 2013年, 二〇一三年, 2016-2018年 (the first), 2023H1, 从2016到2018
    ("year", r"(?<![\d.,])(?P<ya>1[5-9]\d\d|20\d\d|21\d\d) ?(?:年年(?= ?\d)|年(?:度|份(?!额))?)(?!代|期|息|化)"),
    ("year", rf"(?<![\d.,/-])(?P<yb>{_Y4})(?= ?(?:{_TO}|[、和及与]) ?(?:(?:19|20)\d\d|\d\d) ?年)"),
    ("year", rf"(?<![\d.,A-Za-z/-])(?P<yc>{_Y4})(?=(?:{_TO}){_Y4}(?:$|[^\d.,%万亿元A-Za-z/-]))"),
    ("year", rf"(?:(?<=(?:19|20)\d\d[-—–~至到]))(?P<yd>{_Y4})(?=$|[，。,；;、）)\s间之期和与及至到的])"),
    ("year", rf"(?<![\d.,A-Za-z])(?P<ye>{_Y4})(?= ?-?(?:[QH][1-4](?![\dA-Za-z])|[一三]季报|中报|半?年报|[上下]半年|前三季|第?[一二三四]季))"),
    ("year", r"(?<![零〇一二三四五六七八九十百千万\d])(?P<yf>[一二][零〇0-9一二三四五六七八九]{3}) ?年(?:度|份)?(?!代)"),
    ("decade", rf"(?:(?P<dc>\d{{1,2}}|二?十[一二三四五六七八九]?|上个?|本)世纪)?(?P<dy>(?:1[5-9]|20)?[0-9]0|[一二三四五六七八九]十)年代(?P<dp>初|早|中|末|后)?期?"),
    ("century", r"(?<![\d.])(?P<ce>\d{1,2}|二?十[一二三四五六七八九]?|上个?|本)世纪(?P<cp>初|末|中叶)?(?![经不教华联佳环金地公大明])"),
    ("plan", "[“\"]?(?<![一二三四五六七八九十百千\\d])(?P<pl>十[一二三四五六]五)[”\"]?(?:规划|计划)?(?:期间|时期)?(?![万亿千百年月日天号个%点成岁级名家])"),
    ("plan", "[“\"]?(?<![一二三四五六七八九十百千\\d])(?P<pm>[一二三四五六七八九十]五)[”\"]?(?:规划|计划)?(?:期间|时期)"),
    ("year2", r"(?<![\d.,%A-Za-z/-])'?(?P<yg>0\d|[1-3]\d|[5-9]\d) ?年(?:度|份)?(?!代|期|息|限|化|级|产)"),
    ("year2", r"(?<![零〇一二三四五六七八九十百千万\d])(?P<yh>[零〇][零〇一二三四五六七八九]|[一五六七八九][零〇一二三四五六七八九]) ?年"),
    ("last", rf"(?<![续达时损过用需了为附])(?P<lw>近|最近|过去|过往|未来|今后|接下来|往后)的?这? ?(?P<ln>{_N})(?: ?(?:{_TO}|、)? ?(?P<lo>{_N}))? ?(?:多|余)?"
             r"(?P<lu>年|个?季度|个?月|个?周|个?星期|个?礼拜|天|日|个?交易日|个?工作日)(?:半|多)?(?:以来|之内|来|内|间|里|中)?(?![均线])"),
    ("ago", rf"(?<![\d.第近约超余每隔月])(?<!月 )(?P<an>{_N}) ?(?:多|余)?(?P<au>年|个半?月|个?季度|个?周|个?星期|个?礼拜|天|日)(?:半|多)?"
            r"(?:(?P<af>以前|之前|前)|(?<![隔历牌满])(?P<ab>以后|之后|后))(?![一二三四五六七八九十\d半景列者沿瞻提期夕])"),
    ("pair", "今明后?两?(?P<pa>[两三])年|去今两年"),
    ("year_rel", rf"(?P<yr>大前年|(?<![目以之])前年|去年|上一?年(?=同期|度|末|底|全年|[一二三四]季)|今年|本年(?=度|内|[，,的初末底])|明年|来年|(?<![以之今])后年|大后年|年内(?=[，,的已共有可将完实仍或]))(?:度|(?=[^份])|$)"),
    ("year_back", f"(?P<yk>{_words(_YEAR_BACK)})度?(?!来|前)"),
    # half-years, quarters
    ("half", r"(?P<hu>[上前])半(?:财年|年度?)|(?P<hd>[下后])半(?:财年|年度?)|半年度|半年报|(?<![集])中报|(?<![A-Za-z\d])(?:H(?P<hn>[12])|(?P<hm>[12])H)(?![A-Za-z\d])"),
    ("quarter_sum", "[前头首](?P<qs>[二两三23])个?季度?(?!节目)"),
    ("quarter", rf"{_LEFT}(?P<qc>{_Q}) ?(?:{_TO}|[、和及]) ?第?(?P<qd>{_Q}) ?季度?"),
    ("quarter", rf"第? ?(?P<qe>(?<![\d.]){_Q}) ?(?:财季|季度)|第(?P<qf>{_Q})季(?!节目)|(?<![A-Za-z\d]|迪)Q ?(?P<qg>[1-4])(?:季度?)?(?![\dA-Za-z])"),
    ("quarter", "(?P<qh>首)季(?:度)?|(?<![一二三四])(?P<qi>一)季报"),
    ("quarter_report", "三季报"),
    ("quarter_rel", f"(?P<qr>{_words(_QUARTER_WORDS)})"),
    ("quarter_back", f"(?P<qb>{_words(_QUARTER_BACK)})"),
    # months
    ("month_sum", rf"[前首头] ?(?P<ms>{_MON}|两) ?个?月"),
    ("month", rf"{_LEFT}(?P<mc>{_MON}) ?(?:月份?)?(?:{_TO}|[、和及与]) ?(?P<md>{_MON}) ?月(?:份|(?! ?\d{{1,2}} ?[日号])(?! ?[一二三四五六七八九十]{{1,3}}[日号]))(?![球饼票嫂薪均])"),
    ("month", rf"{_LEFT}(?P<me>{_MON}) ?月(?:份|度)?(?![球饼票嫂薪均光牙租])"),
    ("month_rel", f"(?P<mr>{_words(_MONTH_WORDS)})份?(?![球饼])"),
    ("month_back", f"(?P<mb>{_words(_MONTH_BACK)})份?"),
    ("turn_year", "(?<![\\d今去明前后每半一二三四五六七八九十])年(?P<tn>初|中|底|末|终|尾)(?![国奖])"),
    ("turn_month", "(?<![\\d个])月(?P<tm>初|中旬?|底|末|上旬|下旬)|(?P<to>[上中下])旬"),
    ("half_month", "(?P<hw>[上前下后])半个?月"),
    # festivals
    ("festival", rf"[“\"‘']?(?P<fe>@FESTIVALS@)[”\"’']?(?P<fs>{_SEASON})?(?!系)"),
    ("festival", rf"{_LEFT}[“\"‘']?(?P<ff>五一|六一)[”\"’']?(?P<ft>{_SEASON})?(?![一二三四五六七八九十\d广路街村中小])"),
    ("festival", rf"{_LEFT}[“\"‘']?(?P<fg>十一)[”\"’']?(?P<fu>假期|小?长假|黄金周|期间|国庆)"),
    ("festival", rf"(?<![\d.])[“\"‘']?(?P<fh>618|6\.18|6·18|520)[”\"’']?(?P<fv>{_SEASON}|(?=(?:开门红|年中|电商|全网|战报|预售|、双)))"),
    ("festival", r"(?<![\d.])[“\"](?P<fk>618|6\.18|6·18)[”\"]|(?<=京东|天猫|今年|去年|淘宝)(?P<fl>618)(?![\d.万亿元件家个])"),
    ("festival", f"(?P<fi>新年)(?P<fw>{_SEASON}|(?=去|$))"),
    # weeks
    ("week", rf"(?P<wr>上+|下+|本|这|当|该)(?:一)?个? ?{_WEEK}(?:(?P<wd>{_WD})(?!均)|(?P<we>末)|(?![期转边围知密旋全刊报岁长遭而年]))"),
    ("weekday", rf"(?<![一两几数每\d]){_WEEK}(?P<wb>{_WD})(?![福均围])"),
    ("weekend", "(?<![一两几数每\\d])周末"),
    # days
    ("day", rf"{_LEFT}(?P<da>{_DAY}) ?[日号]? ?{_TO} ?(?P<db>{_DAY}) ?[日](?!均|线|游|内|元)"),
    ("day", rf"{_LEFT}(?P<dd>{_DAY}) ?日(?!均|线|游|内|元|本|期|元|产|活|耗|薪|报|记|后|前|达|常|益|夜|子|用|报|间|报|美|韩|经|立)"),
    ("day_number", rf"(?:^|(?<=[，。；,;的在于到从自至月 ]))(?P<dn>{_DAY}) ?号(?![线楼院店机公文令车仓舱卫称台码房井位召])"),
    ("day_rel", "(?P<dr>大*前[天日]|(?<![以之先今此随最落])大*后[天日]|昨[天日晚夜]|今[天日晨早晚夜儿](?!头条|资本|丹)|明[天日早晨晚](?!星)(?!之后))"),
    ("day_back", f"(?P<dk>{_words(_DAY_BACK)})"),
    # now
    ("until_now", "(?:截[至止](?:到)?|到|至|迄)(?:目前|现在|今|当前|今天|今日)(?:为止)?|截[至止](?:记者)?发稿(?:时|前)?(?:为止)?"),
    ("now", f"(?P<nv>{_words(_VAGUE)})(?!景)"),
    ("same", "(?P<sa>同期)(?!群)"),
)  # fmt: skip


def _pattern(index: int, name: str, pattern: str) -> str:
    return f"(?P<{name}_{index}>{pattern})"


@cache
def _heads() -> re.Pattern[str]:
    alternatives = (_pattern(index, name, pattern) for index, (name, pattern) in enumerate(_HEADS))
    return re.compile("|".join(alternatives).replace("@FESTIVALS@", _festival_names()))


def _first(match: re.Match[str], *names: str) -> str:
    return next((match[name] for name in names if match[name]), "")


def _read_iso(m: re.Match[str]) -> Part:
    y, month, d = _first(m, "iy", "jy", "ky", "ly"), _first(m, "im", "jm", "jn", "km", "lm"), _first(m, "id", "ld")
    if d:
        return Part(DAY, "date", int(y) * 100 + int(month), int(d))
    return Part(MONTH, "year_month", int(y) * 100 + int(month))


def _read_fiscal(m: re.Match[str]) -> Part:
    return Part(YEAR, "fiscal", year_of(_first(m, "fa", "fb"), 2030), 0)


def _read_fiscal_rel(_: re.Match[str]) -> Part:
    return Part(YEAR, "fiscal")


def _read_part_year(m: re.Match[str]) -> Part | None:
    n, year = int(m["pn"]), year_of(m["py"], 2030)
    if m["pk"] == "H" and n > 2:
        return None
    return Part(SUBYEAR, "year_half" if m["pk"] == "H" else "year_quarter", n, year)


def _read_year(m: re.Match[str]) -> Part:
    return Part(YEAR, "year", number(_first(m, "ya", "yb", "yc", "yd", "ye", "yf")))


def _read_decade(m: re.Match[str]) -> Part:
    word = m["dy"]
    tens = int(word) if word.isdigit() else number(word)
    names = {"上": 20, "上个": 20, "本": 21}
    century = names.get(m["dc"] or "", 0) or number(m["dc"] or "零")
    if tens < 100:
        tens += 100 * (century - 1) if century else 2000 if tens < 30 else 1900
    return Part(YEAR, "decade", tens, name={"早": "初", "后": "末"}.get(m["dp"] or "", m["dp"] or ""))


def _read_century(m: re.Match[str]) -> Part:
    return Part(YEAR, "century", {"上": 20, "上个": 20, "本": 21}.get(m["ce"]) or number(m["ce"]), name=m["cp"] or "")


def _read_plan(m: re.Match[str]) -> Part:
    nth = number(_first(m, "pl", "pm").removesuffix("五"))
    return Part(YEAR, "plan", 1951 + 5 * nth if nth > 2 else (1953, 1958)[nth - 1])


def _read_year2(m: re.Match[str]) -> Part:
    return Part(YEAR, "year2", number(_first(m, "yg", "yh")), name=_first(m, "yg", "yh"))


_UNITS = {"年": "year", "季": "quarter", "月": "month", "周": "week", "星": "week", "礼": "week", "天": "day", "日": "day"}


def _unit(word: str) -> str:
    return _UNITS.get(word.lstrip("个半")[:1], "session")


def _read_last(m: re.Match[str]) -> Part:
    ahead = m["lw"] in {"未来", "今后", "接下来", "往后"}
    count = number(m["lo"] or m["ln"])
    return Part(WHOLE, "next" if ahead else "last", count, name="" if m["ln"] == "半" else _unit(m["lu"]))


def _read_ago(m: re.Match[str]) -> Part:
    sign = -1 if m["af"] else 1
    unit = "open" if (m["ab"] or "") in {"以后", "之后"} else ""
    return Part(WHOLE, "shifted", sign * number(m["an"]), name=_unit(m["au"]) + unit)


def _read_pair(m: re.Match[str]) -> Part:
    return Part(YEAR, "year_rel", 0 if m["pa"] else -1, number(m["pa"]) - 1 if m["pa"] else 0)


def _lookup(kind: str, level: int, group: str, table: dict[str, int]) -> Callable[[re.Match[str]], Part]:
    return lambda m: Part(level, kind, table[m[group]], table[m[group]])


def _read_half(m: re.Match[str]) -> Part:
    nth = 2 if m["hd"] else int(_first(m, "hn", "hm") or 1)
    return Part(SUBYEAR, "half", nth, nth)


def _read_quarter_sum(m: re.Match[str]) -> Part:
    return Part(SUBYEAR, "quarter", 1, number(m["qs"]))


def _read_quarter(m: re.Match[str]) -> Part | None:
    if m["qc"]:
        a, b = number(m["qc"]), number(m["qd"])
        return Part(SUBYEAR, "quarter", a, b) if a < b else None
    nth = number(_first(m, "qe", "qf", "qg", "qh", "qi"))
    return Part(SUBYEAR, "quarter", nth, nth)


def _read_quarter_report(_: re.Match[str]) -> Part:
    return Part(SUBYEAR, "quarter", 1, 3)


def _read_month_sum(m: re.Match[str]) -> Part:
    return Part(MONTH, "month", 1, number(m["ms"]))


def _read_month(m: re.Match[str]) -> Part:
    a = number(_first(m, "mc", "me"))
    return Part(MONTH, "month", a, number(m["md"]) if m["md"] else a)


def _read_turn_year(m: re.Match[str]) -> Part:
    a, b = {"初": (1, 1), "中": (6, 7)}.get(m["tn"], (12, 12))
    return Part(SUBYEAR, "turn", a, b)


_THIRDS = {"初": (1, 10), "上": (1, 10), "中": (11, 20), "下": (21, 31), "底": (21, 31), "末": (21, 31)}


def _read_turn_month(m: re.Match[str]) -> Part:
    a, b = _THIRDS[_first(m, "tm", "to")[0]]
    return Part(SUBMONTH, "third", a, b)


def _read_half_month(m: re.Match[str]) -> Part:
    a, b = (1, 15) if m["hw"] in "上前" else (16, 31)
    return Part(SUBMONTH, "third", a, b)


def _read_festival(m: re.Match[str]) -> Part:
    name, season = _first(m, "fe", "ff", "fg", "fh", "fk", "fl", "fi"), _first(m, "fs", "ft", "fu", "fv", "fw")
    kind = "festival_day" if season in {"当天", "当日"} else "season" if season not in {"", "前后", "前夕"} else "festival"
    return Part(MONTH, kind, name=name)


def _read_week(m: re.Match[str]) -> Part:
    word = m["wr"]
    offset = -len(word) if word[0] == "上" else len(word) if word[0] == "下" else 0
    kind = "week_back" if word in "当该" else "week"
    return Part(SUBMONTH, kind, offset, number(m["wd"]) if m["wd"] else 8 if m["we"] else 0)


def _read_weekday(m: re.Match[str]) -> Part:
    return Part(WHOLE, "weekday", number(m["wb"]))


def _read_weekend(_: re.Match[str]) -> Part:
    return Part(WHOLE, "weekday", 8)


def _read_day(m: re.Match[str]) -> Part | None:
    a = number(_first(m, "da", "dd"))
    b = number(m["db"]) if m["db"] else a
    return Part(DAY, "day", a, b)


def _read_day_number(m: re.Match[str]) -> Part:
    return Part(DAY, "day", number(m["dn"]), number(m["dn"]))


def _read_day_rel(m: re.Match[str]) -> Part:
    word = m["dr"].lstrip("大")
    offset = _DAY_WORDS.get(word, 0)
    extra = len(m["dr"]) - len(word)
    return Part(DAY, "day_rel", offset + (extra if offset > 0 else -extra))


def _read_until_now(_: re.Match[str]) -> Part:
    return Part(WHOLE, "until_now")


def _read_now(_: re.Match[str]) -> Part:
    return Part(WHOLE, "now")


def _read_same(_: re.Match[str]) -> Part:
    return Part(SUBYEAR, "same")


_READERS: dict[str, Callable[[re.Match[str]], Part | None]] = {
    "iso": _read_iso,
    "fiscal": _read_fiscal,
    "fiscal_rel": _read_fiscal_rel,
    "part_year": _read_part_year,
    "year": _read_year,
    "decade": _read_decade,
    "century": _read_century,
    "plan": _read_plan,
    "year2": _read_year2,
    "last": _read_last,
    "ago": _read_ago,
    "pair": _read_pair,
    "year_rel": _lookup("year_rel", YEAR, "yr", _YEAR_WORDS | {"上一年": -1}),
    "year_back": _lookup("year_back", YEAR, "yk", _YEAR_BACK),
    "half": _read_half,
    "quarter_sum": _read_quarter_sum,
    "quarter": _read_quarter,
    "quarter_report": _read_quarter_report,
    "quarter_rel": _lookup("quarter_rel", SUBYEAR, "qr", _QUARTER_WORDS),
    "quarter_back": _lookup("quarter_back", SUBYEAR, "qb", _QUARTER_BACK),
    "month_sum": _read_month_sum,
    "month": _read_month,
    "month_rel": _lookup("month_rel", MONTH, "mr", _MONTH_WORDS),
    "month_back": _lookup("month_back", MONTH, "mb", _MONTH_BACK),
    "turn_year": _read_turn_year,
    "turn_month": _read_turn_month,
    "half_month": _read_half_month,
    "festival": _read_festival,
    "week": _read_week,
    "weekday": _read_weekday,
    "weekend": _read_weekend,
    "day": _read_day,
    "day_number": _read_day_number,
    "day_rel": _read_day_rel,
    "day_back": _lookup("day_back", DAY, "dk", _DAY_BACK),
    "until_now": _read_until_now,
    "now": _read_now,
    "same": _read_same,
}


def part_at(folded: str, position: int) -> Part | None:
    """The part that begins at an offset of a folded text, if one does."""
    match = _heads().match(folded, position)
    return None if match is None else _read(match)


def next_part(folded: str, position: int) -> tuple[int, Part] | None:
    """The next part at or after an offset of a folded text: where it begins, and the part."""
    search = _heads().search
    while (match := search(folded, position)) is not None:
        part = _read(match)
        # A lone 一日, 三日 is a number of days as often as a date.
        if part is not None and not (part.kind == "day" and len(match[0]) == 2 and not match[0][0].isdigit()):
            return match.start(), part
        position = match.start() + 1
    return None


def _read(match: re.Match[str]) -> Part | None:
    name = match.lastgroup or ""
    part = _READERS[name.rpartition("_")[0]](match)
    return None if part is None else part._replace(end=match.end())
