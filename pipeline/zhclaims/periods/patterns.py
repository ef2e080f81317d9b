"""Patterns: how each part of a period expression is written.

A pattern is tried only at a character that it can begin with, and only where :data:`ANCHOR` says that the two or three
characters there look like time, so that the text between costs one scan. All patterns run on folded text, and none
backtracks over more than a few characters.
"""

import re
from functools import cache

from zhclaims.periods.words import (
    DAYS_BACK,
    MONTHS,
    MONTHS_BACK,
    QUARTERS,
    QUARTERS_BACK,
    VAGUE,
    YEARS_BACK,
    alternatives,
    festival_names,
)  # fmt: skip

_N = r"(?:[1-9]\d{0,2}|[一二三四五六七八九十两半]{1,3})"
_MON = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_DAY = r"(?:3[01]|[12]\d|0?[1-9]|三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九]|廿[一二三四五六七八九]?)"
_Q = "[一二三四1-4]"
_TO = "(?:--?|[—–~]{1,2}|至|到)"
_Y4 = r"(?:19|20)\d\d"
_NUM = r"(?<![\d.])(?<!\d,)"  # no digit of a longer number
_LEFT = r"(?<![\d.一二三四五六七八九十百千万亿零〇两几数第每])(?<!\d,)"
_CODE = r"(?<![A-Za-z\d._/-])"  # no piece of a code, path or file name
_WEEK = "(?:周|星期|礼拜)"
_UNIT = "(?:年|个?季度|个?月|个?周|个?星期|个?礼拜|天|日|个?交易日|个?工作日)"
_SEASON = "(?:期间|假期|小?长假|黄金周|假日|档期?|前后|购物节|狂欢节|大促|活动|当天|当日|前夕)"
_OPEN, _CLOSE = "[“\"‘']?", "[”\"’']?"

_D = "0123456789"
_C = "一二三四五六七八九十"
_QUOTES = "“\"‘'"

# The reader of the part (parts.py), the characters it can begin with, and its pattern. The first that matches wins.
_HEADS: tuple[tuple[str, str, str], ...] = (
    # 2020-06-18, 2021/3, 1999.08-2002.02, 20240307
    ("iso", _D, rf"(?:{_CODE}|(?<=\d[-—–~]))(?P<iy>{_Y4})(?P<is>[-/.])(?P<im>1[0-2]|0?[1-9])(?P=is)(?P<id>3[01]|[12]\d|0?[1-9])(?![\d%_/]|\.\w|-(?!{_Y4}[-/.])\w)"),
    ("iso", _D, rf"{_CODE}(?P<jy>{_Y4})(?:-(?P<jm>1[0-2]|0[1-9])|/(?P<jn>1[0-2]|0?[1-9]))(?![\d%_/.-]|[A-Za-z]| ?(?:财年|赛季|年|元))"),
    ("iso", _D, rf"(?<![\dA-Za-z._/])(?P<ky>{_Y4})\.(?P<km>1[0-2]|0[1-9])(?=[-—~至到]{_Y4}\.|(?<=[-—~至到]....\...)(?![\d.%元万亿]))"),
    ("iso", _D, rf"(?<![\dA-Za-z._/号第-])(?P<ly>{_Y4})(?P<lm>1[0-2]|0[1-9])(?P<ld>3[01]|[12]\d|0[1-9])(?![\dA-Za-z.,%_/元万亿股份手张件号期-])"),
    # FY2021Q2, 2021财年, 2021/22财年; 3Q23, 1H2023
    ("fiscal", "F" + _D, rf"(?<![A-Za-z\d])FY ?(?P<fa>20\d\d|\d\d)(?!\d)|(?<![\d.])(?:{_Y4}[/-])?(?P<fb>(?:19|20)?\d\d) ?年?财(?:政年度|年)"),
    ("fiscal_rel", "上本下新", "(?P<fr>上一?|本|下一?|新)个?财年"),
    ("part_year", "1234", r"(?<![A-Za-z\d.])(?P<pn>[1-4])(?P<pk>[QH])'?(?P<py>20\d\d|\d\d)[AE]?(?![\dA-Za-z.])"),
    # 2013年; 2016-2018年, 2016、2017年, 2022/2023年 and 2016-2018 (each year); 2023H1; 二〇一三年
    ("year", _D, r"(?<!\d)(?P<ya>1[5-9]\d\d|20\d\d|21\d\d) ?(?:年年(?= ?\d)|年(?:度|份(?!额))?)(?!代|期(?!末|初)|息|化|的?历史)"),
    # 2018A and 2019E: actual and expected
    ("year", "2", r"(?:(?<![A-Za-z\d.,_/])|(?<=\d[AE]/))(?P<yn>20[0-4]\d)(?:A|E)(?![\dA-Za-z])"),
    # 24Q3, 24H1 as reports write them
    ("year2", "12", r"(?:(?<![A-Za-z\d.,_/-])|(?<=[QH]\d/))(?P<ym>[12]\d)(?=[QH][1-4][AE]?(?![\dA-Za-z.]))"),
    ("year", _D, rf"{_NUM}(?<!/)(?P<yb>{_Y4})(?=(?: ?(?:{_TO}|[、和及与/]) ?(?:{_Y4}|\d\d(?=/))){{0,8}} ?(?:{_TO}|[、和及与/]) ?(?:{_Y4}|\d\d) ?年)"),
    ("year", _D, rf"{_NUM}(?<=/)(?P<yg>{_Y4})(?=/{_Y4} ?年)"),
    ("year", _D, rf"(?<![\d.,A-Za-z/-])(?P<yc>{_Y4})(?={_TO}{_Y4}(?![\d.%万亿元A-Za-z/-]|,\d))"),
    ("year", _D, rf"(?<=(?:19|20)\d\d[-—–~至到])(?P<yd>{_Y4})(?=$|,(?!\d)|[，。；;、）)\s间之期和与及至到的])"),
    ("year", _D, rf"{_NUM}(?<![A-Za-z])(?P<ye>{_Y4})(?= ?-?(?:[QH][1-4](?![\dA-Za-z])|[一三]季报|中报|半?年报|[上下]半年|前三季|第?[一二三四]季))"),
    ("year", "一二", r"(?<![零〇一二三四五六七八九十百千万\d])(?P<yf>[一二][零〇○0-9一二三四五六七八九]{3}) ?年(?:度|份)?(?!代)"),
    # 上世纪90年代, 21世纪初, “十三五”期间
    ("decade", _D + _C + "上本", r"(?<![\d.])(?:(?P<dc>\d{1,2}|二?十[一二三四五六七八九]?|上个?|本)世纪)?(?P<dy>(?:1[5-9]|20)?[0-9]0|[一二三四五六七八九]十)年代(?P<dp>初|早|中|末|后)?期?"),
    ("century", _D + "十二上本", r"(?<![\d.])(?P<ce>\d{1,2}|二?十[一二三四五六七八九]?|上个?|本)世纪(?P<cp>初|末|中叶)?(?![经不教华联佳环金地公大明福资])"),
    ("plan", "十" + _QUOTES, rf"{_OPEN}(?<![一二三四五六七八九十百千\d])(?P<pl>十[一二三四五六]五){_CLOSE}(?:规划|计划)?(?:期间|时期)?(?![万亿千百年月日天号个%点成岁级名家])"),
    ("plan", _C + _QUOTES, rf"{_OPEN}(?<![一二三四五六七八九十百千\d])(?P<pm>[一二三四五六七八九十]五){_CLOSE}(?:规划|计划)?(?:期间|时期)"),
    # 近三年, 未来3-5年; 三年前, 17天后
    ("last", "近最过未今接往", rf"(?<![续达时损过用需了为附])(?P<lw>近|最近|过去|过往|未来|今后|接下来|往后)的?这? ?(?P<ln>{_N})(?: ?(?:{_TO}|、) ?(?P<lo>{_N}))? ?(?:多|余)?(?P<lu>{_UNIT})(?:半|多)?(?:以来|之内|来|内|间|里|中)?(?![均线])"),
    ("ago", _D + _C + "两半", rf"(?<![\d.一二三四五六七八九十百千万第近约超余每隔月])(?<!月 )(?P<an>{_N}) ?(?:多|余)?(?P<au>年|个半?月|个?季度|个?周|个?星期|个?礼拜|天|日)(?:半|多)?(?:(?P<af>以前|之前|前)|(?<![隔历牌满])(?P<ab>以后|之后|后))(?![一二三四五六七八九十两\d半景列者沿瞻提期夕])"),
    # 07年; 22年3月, 22年上半年; 22年 alone, where the words round it make it no duration (近22年, 22年的经验); 九七年
    ("year2", "0", rf"{_NUM}(?<![%A-Za-z/-])(?P<yh>0\d) ?年(?:度|份)?(?![代期息限化级产])"),
    ("year2", _D, rf"{_NUM}(?<![%A-Za-z/])(?P<yj>[1-35-9]\d) ?年(?:度|份)?(?= ?(?:{_MON} ?月|[上下前后]半年|第 ?{_N} ?个月|第?{_Q} ?季|Q[1-4]|H[12]|年?[初底末]|年中|全年|至今|半?年报|中报|前三季|首[季月]|国庆|春节|双))"),
    ("year2", _D, r"(?:^|(?<=[在于自从至到较比和与予计、，,。；;：:（(\s—~-]))(?P<yk>1[5-9]|2\d|3[0-5]|[89]\d) ?年(?:度|份)?(?![的来间多内限期里余代息化级产老后前以经时历左])"),
    # 2024/25/26年, 24/25年
    ("year2", _D, r"(?:(?<![\d.,A-Za-z/-])(?=[1-3]\d/)|(?<=\d/))(?P<yx>[1-3]\d)(?:(?=(?:/[1-3]\d){1,4} ?年(?![期限来的间]))| ?年(?:度|份)?(?![期限来的间]))"),
    ("year2", "零〇一二五六七八九", r"(?<![零〇一二三四五六七八九十百千万\d])(?P<yi>二[零〇]|[零〇][零〇一二三四五六七八九]|(?!(?:五六|六七|七八|八九) ?年(?![前后上下一二三四五六七八九十第\d]))[一五六七八九][零〇一二三四五六七八九]) ?年"),
    ("pair", "今去", "今明后?两?(?P<pa>[两三])年|去今两年"),
    ("year_rel", "大前去上今本明来后年这下", r"(?P<yr>大前年|(?<![目以之])前年|去年|上一年|(?<![以之])上年(?=同期|度|末|底|全年|[一二三四]季|增长|下降|减少|提高|上升|有所|[，。；、）]|$)|今年|本年(?=度|内|[，,的初末底])|这一年|下一年|明年|来年|(?<![以之今])后年|大后年|(?<![\d一二三四五六七八九十两几数多半百 ])年内(?=[，,的已共有可将完实仍或]))(?:度|(?!份))"),
    ("year_back", "当同该那次翌全", f"(?<!不)(?P<yl>{alternatives(YEARS_BACK)})度?(?![来前龄份级])"),
    # 上半年, H1, 半年报; 前三季度, 第二季度, 一至三季度, Q3, 三季报
    ("half", _D + "上前下后半中H", r"(?P<hu>[上前])半(?:财年|年度?)|(?P<hd>[下后])半(?:财年|年度?)|半年度|半年报|(?<![集文])中报(?!告)|(?:(?<![A-Za-z\d])|(?<=(?:19|20)\d\d)|(?<=(?<![A-Za-z\d.,_-])[12]\d))(?:H(?P<hn>[12])|(?P<hm>[12])H)[AE]?(?![A-Za-z\d])"),
    ("quarter_sum", "前头首", "[前头首](?P<qs>[二两三23])个?季度?(?!节目)"),
    ("quarter", "一二三四1234第", rf"{_LEFT}第?(?P<qc>{_Q}) ?(?:{_TO}|[、和及]|(?<=[一二三])(?=[二三四]季)) ?第?(?P<qd>{_Q}) ?季度?"),
    ("quarter", "一二三四1234第Q", rf"第? ?(?P<qe>(?:(?<![\d.])|(?<=(?:19|20)\d\d)(?=[一二三四])){_Q}) ?(?:财季|季度)|第(?P<qf>{_Q})季(?!节目)|(?:(?<![A-Za-z\d迪])|(?<=(?:19|20)\d\d)|(?<=(?<![A-Za-z\d.,_-])[12]\d))Q ?(?P<qg>[1-4])(?:季度?|[AE])?(?![\dA-Za-z])"),
    ("quarter", "首一", "(?P<qh>首)季度?|(?<![一二三四])(?P<qi>一)季报"),
    ("quarter_report", "三", "三季报"),
    ("quarter_rel", "上本这下", f"(?P<qr>{alternatives(QUARTERS)})"),
    ("quarter_back", "当该次", f"(?<![首上])(?P<qb>{alternatives(QUARTERS_BACK)})"),
    # 农历八月十五, 腊月二十三, 正月初五
    ("lunar", "农阴正腊冬初" + _C, rf"(?:农历|阴历)(?P<la>{_MON}|[正腊冬])月(?P<lb>初?{_DAY})|{_LEFT}(?P<lc>[正腊冬])月(?P<ld>初?{_DAY})(?![日号])|{_LEFT}(?P<le>{_MON})月(?P<lf>初{_DAY})|(?<=[至到—~-])(?P<lg>初{_DAY})(?![日号])"),
    # 前七个月, 1-7月, 九月, 上个月, 当月
    ("month_sum", "前首头", f"[前首头] ?(?P<ms>{_MON}|两) ?个?月"),
    ("month", _D + _C, rf"{_LEFT}(?P<mc>{_MON}) ?(?:月份?)?(?:{_TO}|[、和及与]) ?(?P<md>{_MON}) ?月(?:份|(?! ?\d{{1,2}} ?[日号])(?! ?[一二三四五六七八九十]{{1,3}}[日号]))(?![球饼票嫂薪均])"),
    ("month", _C, rf"{_LEFT}(?P<mg>[一二三四五六七八九])(?P<mh>[二三四五六七八九]) ?月份?(?![球饼票嫂薪均])"),
    ("month", _D + _C, rf"{_LEFT}(?P<me>{_MON}) ?月(?:份|度)?(?![球饼票嫂薪均光牙租线龄]|期(?![间末初货]))"),
    ("month_rel", "上本这下", f"(?P<mr>{alternatives(MONTHS)})份?(?![球饼])"),
    ("month_back", "当该同次翌", f"(?P<mb>{alternatives(MONTHS_BACK)})份?"),
    ("turn_year", "年", r"(?<![\d今去明前后每半一二三四五六七八九十两几数])年(?P<tn>初|中|底|末|终|尾)(?![国奖])"),
    ("turn_month", "月上中下", r"(?<![\d个正腊])月(?P<tm>初|中旬?|底|末|上旬|下旬)|(?P<to>[上中下])旬"),
    ("half_month", "上前下后", "(?P<hw>[上前下后])半个?月"),
    # 双十一, 春节期间, “618”, 五一假期
    ("festival", "@", rf"{_OPEN}(?P<fe>@FESTIVALS@){_CLOSE}(?P<fs>{_SEASON})?(?!系)"),
    ("festival", "五六" + _QUOTES, rf"{_LEFT}{_OPEN}(?P<ff>五一|六一){_CLOSE}(?P<ft>{_SEASON})?(?![一二三四五六七八九十\d广路街村中小])"),
    ("festival", "十" + _QUOTES, rf"{_LEFT}{_OPEN}(?P<fg>十一){_CLOSE}(?P<fu>假期|小?长假|黄金周|期间|国庆)"),
    ("festival", "56" + _QUOTES, rf"(?<![\d.]){_OPEN}(?P<fh>618|6\.18|6·18|520){_CLOSE}(?P<fv>{_SEASON}|(?=开门红|年中|电商|全网|战报|预售|、双))"),
    ("festival", "6" + _QUOTES, r"(?<![\d.])[“\"](?P<fk>618|6\.18|6·18)[”\"]|(?<=京东|天猫|今年|去年|淘宝)(?P<fl>618)(?![\d.万亿元件家个])"),
    ("festival", "大小", r"(?P<fm>大雪|小雪)(?=节气|时节|当天|当日|前后)|(?<![\s\S])(?P<fn>大雪|小雪)(?![\s\S])"),
    ("festival", "新", f"(?P<fi>新年)(?P<fw>{_SEASON}|(?=去|$))"),
    # 上周三, 本周, 周跌3%, 周五
    ("week", "上下本这当该", rf"(?P<wr>上{{1,4}}|下{{1,4}}|本|这|当|该)(?:一)?个? ?{_WEEK}(?:(?P<wd>[一二三四五六日天])(?!均)|(?P<we>末)|(?![期转边围知密旋全刊报岁长遭而年]))"),
    ("weekday", "周星礼", rf"(?<![一两几数每\d]){_WEEK}(?P<wb>[一二三四五六日天])(?![福均围])"),
    ("weekend", "周", r"(?<![一两几数每\d])周末"),
    ("week_move", "周", r"(?<![一两几数每\d上本下一])周(?=累?计?[涨跌])"),
    # 30日, 12-19日, 9月3号; 昨天, 当日
    ("day", _D + _C + "廿", rf"{_LEFT}(?P<da>{_DAY}) ?[日号]? ?{_TO} ?(?P<db>{_DAY}) ?(?:日(?!均|线|游|内|元)|号(?![高线楼院店机公文令车仓]))"),
    ("day", _D + _C + "廿", rf"{_LEFT}(?P<dl>{_DAY})、(?P<dm>{_DAY}) ?日(?!均|线|游|内|元)"),
    ("day", _D + _C + "廿", rf"(?<=月)(?P<de>{_DAY}) ?日(?!内)"),
    ("day", _D + _C + "廿", rf"{_LEFT}(?<![续期足满隔近约超每])(?<!停[播牌业产刊售工摆]|禁[言售赛]|冻结|拘留|延长|延迟|宽限|逾期|推迟|历时|耗时|用时|长达|超过|至少|少于|仅[需用]|只[需用])(?P<dd>{_DAY}) ?日(?!均|线|游|内|元|本|期(?!间)|产|活|耗|薪|达|常|益|夜|子|用|美|韩|经(?![过查审])|立(?!案)|以[上内])"),
    ("day_number", _D + _C, rf"(?:^|(?<=[，。；,;的在于到从自至月 ]))(?P<dn>{_DAY}) ?号(?![高线楼院店机公文令车仓舱卫称台码房井位召])"),
    ("day_rel", "大前后昨今明", "(?P<dr>大{0,4}前天|大{1,4}前日|(?<![年目])前日|(?<![以之先今此随最落])大{0,4}后[天日]|昨[天日晚夜]|今[天日晨早晚夜儿](?!头条|资本|丹)|明[天日早晨晚](?!星|之后))"),
    ("day_back", "当同次翌隔第", f"(?P<dk>{alternatives(DAYS_BACK)})"),
    # 截至目前, 截至公告披露日; 目前, 近日; 同期
    ("until_now", "截到至迄", "(?:截[至止]到?|到|至|迄)(?:目前|现在|当前|今(?![年晨早晚夜明次])[天日]?)(?:为止)?|截[至止](?:记者)?发稿(?:时|前|日)?(?:为止)?|截[至止]本?(?:公告|报告书?|招股书)(?:披露|签署|发布|出具)?之?日"),
    ("now", "".join(sorted({word[0] for word in VAGUE})), rf"(?<!\d)(?<!\d )(?P<nv>{alternatives(VAGUE)}|日前)(?![景\d])"),
    ("same", "同", "(?P<sa>同期)(?!群)"),
)  # fmt: skip

# Where a part may begin: the first characters of every pattern above, and what must follow them.
_ANCHOR = (
    r"(?:19|20)\d{6}(?!\d)|\d{1,8}+(?= ?(?:[年月日号季个周天财世QHYAE星礼工交多余半中上下前第一二三四\-—–~/至到、和及与旬”\"’' ]|\.\d|[档大活期购狂当前开年电全战预]))",
    r"[一二三四五六七八九十两零〇半廿]{1,4}+(?= ?[年月日号季个周天财世星礼工交多余、和及至到—–~\-”\"’'规计期时档假长小黄国])",
    "[零〇一二][零〇○0-9一二三四五六七八九]{3}(?= ?年)",
    "上(?=[上一个半年月季周星礼旬世财])|下(?=[下一个半年月季周星礼旬财])|[本这](?=[个一年月季周星礼世财两几])",
    "[当该](?=[年月季日天晚周星礼前下])|前(?=[ \\d一二两三四五六七八九十半年日天几])|[首头](?=[ \\d一二两三四五六七八九十季])",
    "后(?=[半年天日])|[今明昨](?=[年天日晨晚早夜儿明后])|去(?=[年今])|来(?=年)|大(?=[前后年大])|同(?=[期年月日一])",
    "[次翌隔](?=[年月日季])|那(?=[年一])|全(?=年)|年(?=[初中底末终尾内三])|月(?=[初中底末上下])|中(?=[旬报秋元])|半(?=年[度报])",
    "[农阴](?=历)|[正腊冬](?=月)|第(?= ?[一二三四1-4])|新[财年]|近(?=[ \\d一二两三四五六七八九十半年日期来几些数的这])|最(?=近)|过(?=[去往])|未(?=来)|往(?=后)|接(?=下来)",
    "[目日](?=前)|现(?=[在今])|如(?=今)|[眼时](?=下)|周(?=[一二三四五六日天末涨跌累])|星(?=期)|礼(?=拜)|截(?=[至止])|[到至迄](?=[目现今当])",
    r"[12]\d(?=[QH][1-4])|[大小](?=雪)|[五六](?=一)",
    r"[QHF] ?(?=[Y\d])|[“\"‘'](?=[双五六十一二三四七八九“5-6])",
)  # fmt: skip


@cache
def anchor() -> re.Pattern[str]:
    """Finds where a part may begin: cheap, and true of every part."""
    names = {f"{re.escape(name[0])}(?={re.escape(name[1:3])})" for name in festival_names()}
    # One look at the character spares the alternation at most places.
    first = "".join(map(re.escape, sorted(_heads())))
    return re.compile(f"(?=[{first}])(?:{'|'.join((*_ANCHOR, *sorted(names)))})")


@cache
def _heads() -> dict[str, str]:
    """The patterns that can begin with a character, as one alternation for each character."""
    festivals = alternatives(names := festival_names())
    festival_first = "".join({name[0] for name in names}) + _QUOTES
    by_first: dict[str, list[str]] = {}
    for index, (reader, first, pattern) in enumerate(_HEADS):
        named = f"(?P<{reader}_{index}>{pattern.replace('@FESTIVALS@', festivals)})"
        for char in festival_first if first == "@" else first:
            by_first.setdefault(char, []).append(named)
    return {char: "|".join(dict.fromkeys(found)) for char, found in by_first.items()}


_compiled = cache(re.compile)  # many characters begin the same patterns, and most texts few of them


@cache
def head(char: str) -> re.Pattern[str] | None:
    """The patterns that can begin with a character, compiled when it is first met; None where there are none.

    The group that closes last names the reader: ``year_11`` is pattern 11, read by ``year``.
    """
    source = _heads().get(char)
    return None if source is None else _compiled(source)
