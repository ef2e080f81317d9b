"""Metrics in sentences: how far a name reaches, what it is, and what is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhclaims.metrics import default_lexicon, metrics

# fmt: off
NOUNS = [
    ("蓝天公司全年营收100亿元", "营收", "revenue"),
    ("归属于上市公司股东的净利润为3.2亿元", "归属于上市公司股东的净利润", "net_profit_attributable"),
    ("归母净利下滑5%", "归母净利", "net_profit_attributable"),
    ("扣非净利2亿元", "扣非净利", "net_profit_recurring"),
    ("净亏损扩大至1亿元", "净亏损", "net_loss"),
    ("毛利率为20.5%", "毛利率", "gross_margin"),
    ("基本每股收益0.35元", "基本每股收益", "eps"),
    ("平台gmv突破1万亿元", "gmv", "gmv"),
    ("ＧＭＶ破万亿", "ＧＭＶ", "gmv"),
    ("月活跃用户达3亿", "月活跃用户", "mau"),
    ("日活2亿", "日活", "dau"),
    ("市占率升到三成", "市占率", "market_share"),
    ("市盈率25倍", "市盈率", "pe_ratio"),
    ("成交额8000亿元", "成交额", "trading_value"),
    ("成交量12万手", "成交量", "trading_volume"),
    ("不良贷款率1.2%", "不良贷款率", "npl_ratio"),
    ("CPI同比涨2.1%", "CPI", "cpi"),
    ("社会消费品零售总额3.5万亿元", "社会消费品零售总额", "retail_sales"),
    ("被处以罚金50万元", "罚金", "fine"),
    ("持股比例降至4.99%", "持股比例", "shareholding"),
    ("淨利潤3億元", "淨利潤", "net_profit"),
    ("月活躍用戶2億", "月活躍用戶", "mau"),
]
COMPOSED = [  # text, mention, id, head
    ("海外业务收入占两成", "海外业务收入", "revenue", "收入"),
    ("单季度扣非净利润同比增速达35%", "单季度扣非净利润同比增速", "net_profit_recurring", "扣非净利润"),
    ("累计销售业绩500亿元", "累计销售业绩", "sales_amount", "销售业绩"),
    ("平均季度流水约6亿元", "平均季度流水", "turnover_flow", "流水"),
    ("收入占比14%", "收入占比", "share_of_total", "占比"),
    ("中标总合计金额6.7亿元", "中标总合计金额", "contract_value", "金额"),
    ("单店日均销售额2万元", "单店日均销售额", "sales_amount", "销售额"),
    ("新能源汽车销量3万辆", "销量", "sales_volume", None),
    ("合计中标金额3亿元", "中标金额", "contract_value", None),
    ("装船量120万吨", "装船量", "freight", "装船"),
]
OPEN = [  # a metric noun that no concept covers
    ("疫苗弃种率达3.5%", "弃种率"),
    ("上牌量为120辆", "上牌量"),
    ("最大单日跌幅8%", "最大单日跌幅"),
    ("项目进度80%", "进度"),
]
VERBS = [  # text, (mention, id, move, direction, dates)
    ("该股收跌3.2%", ("收跌", "share_price", True, "down", False)),
    ("沪指涨0.5%", ("涨", "share_price", True, "up", False)),
    ("恒指跌超1%", ("跌", "share_price", True, "down", False)),
    ("现货黄金报1800美元", ("报", "price", True, None, False)),
    ("公司2015年成立", ("成立", None, False, None, True)),
    ("2018年在港交所上市", ("上市", None, False, None, True)),
    ("共推出150款产品", ("推出", None, False, None, True)),
    ("预盈5亿元", ("预盈", "net_profit", False, None, False)),
    ("现有股东出让后仍持8.5%", ("持", "shareholding", False, None, False)),
]
NONE = [
    "该公司表示,未来将坚持价格战",         # a longer word, and a saying
    "本报告期内没有变化",                 # 报 is no verb here
    "华强数码城开业",                     # 数 is no head
    "PS5与M20都不是指标",                 # cut out of Latin words
    "大量资料显示如此",
    "率先完工",
    "公司机顶盒业务平稳",                 # no 司机 across two words
    "供应链畅通",
]
CALENDAR = [  # the 年 of a year belongs to the period
    ("2018年薪酬总额2000万元", ["薪酬总额"]),
    ("公司年薪最高的是他", ["年薪"]),
    ("2021 年营收80亿元", ["营收"]),
    ("三季度收入90亿元", ["收入"]),
    ("七日年化收益率2.1%", ["七日年化收益率"]),
    ("上周跌5%", ["跌"]),
]
SEVERAL = [
    ("营业收入30亿元,净利润2亿元", ["revenue", "net_profit"]),
    ("营收利润双增", ["revenue", "profit"]),
    ("研发费用率提升1个百分点", ["rd_expense_ratio"]),
    ("价格上涨5%", ["price", "share_price"]),
]
# fmt: on


@pytest.mark.parametrize(("text", "mention", "concept"), NOUNS)
def test_a_noun_is_found_with_its_concept(text, mention, concept):
    found = [metric for metric in metrics(text) if metric.type == "noun"]
    assert (mention, concept) in [(metric.text, metric.id) for metric in found]


@pytest.mark.parametrize(("text", "mention", "concept", "head"), COMPOSED)
def test_a_name_reaches_over_its_modifiers_and_heads(text, mention, concept, head):
    metric = metrics(text)[0]
    assert (metric.text, metric.id) == (mention, concept)
    assert (metric.head and text[slice(*metric.head)]) == head


@pytest.mark.parametrize(("text", "mention"), OPEN)
def test_an_open_class_noun_has_no_concept(text, mention):
    assert (mention, None, "noun") in [(metric.text, metric.id, metric.type) for metric in metrics(text)]


@pytest.mark.parametrize(("text", "expected"), VERBS)
def test_a_verb_stands_for_a_metric(text, expected):
    verb = next(metric for metric in metrics(text) if metric.type == "verb")
    assert (verb.text, verb.id, verb.move, verb.direction, verb.dates) == expected


@pytest.mark.parametrize("text", NONE)
def test_a_word_inside_a_longer_word_is_no_metric(text):
    assert [metric for metric in metrics(text) if metric.text not in ("开业", "完工")] == []


@pytest.mark.parametrize(("text", "mentions"), CALENDAR)
def test_calendar_units_belong_to_the_period(text, mentions):
    assert [metric.text for metric in metrics(text)] == mentions


@pytest.mark.parametrize(("text", "concepts"), SEVERAL)
def test_metrics_stand_in_the_order_of_the_text(text, concepts):
    assert [metric.id for metric in metrics(text)] == concepts


def test_the_direction_word_of_a_metric_noun_is_kept():
    assert [(metric.move, metric.direction) for metric in metrics("累计跌幅达20%")] == [(True, "down")]


WORDS = st.sampled_from(
    ["营收", "净利润", "累计", "合计", "总", "额", "率", "占比", "增速", "涨", "报", "成立", "2018年", "年", "3%", "，",
     "ＧＭＶ", "淨利潤", "價格戰", "İ", "\ud800", "\0", "a", "公司", "中标", "金额", "\n"],
)  # fmt: skip
TEXTS = st.one_of(st.text(), st.lists(WORDS, max_size=30).map("".join))


@given(TEXTS)
def test_spans_are_offsets_into_the_text_as_given(text):
    end = 0
    for metric in metrics(text):
        assert end <= metric.start < metric.end
        assert text[metric.start : metric.end] == metric.text
        assert metric.head is None or metric.start <= metric.head[0] < metric.head[1] <= metric.end
        assert metric.id is None or metric.id in default_lexicon().concepts
        end = metric.end


@given(TEXTS, TEXTS)
def test_paragraphs_are_read_each_by_itself(one, two):
    shift = len(one) + 1
    both = metrics(f"{one}\n{two}")
    apart = [(m.start, m.end, m.id) for m in metrics(one)]
    apart += [(m.start + shift, m.end + shift, m.id) for m in metrics(two)]
    assert [(m.start, m.end, m.id) for m in both] == apart
