"""Entities in sentences of our own: what is found, what it is called, what it is not."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhclaims.entities import COMPANY_TYPES, ENTITY_TYPES, companies, entities, pronouns

# fmt: off
NAMES = [
    # text, mention, id, type
    ("淘宝去年用户数增长一成", "淘宝", "淘宝", "brand"),
    ("阿里系公司合计亏损3亿元", "阿里系", "阿里巴巴", "company"),
    ("打多多今年补贴不少", "打多多", "拼多多", "company"),
    ("鹅厂三季度营收超过千亿元", "鹅厂", "腾讯", "company"),
    ("贵州茅台（600519.SH）报1500元", "贵州茅台", "贵州茅台", "company"),
    ("宁德时代与比亚迪的装机量都有增长", "比亚迪", "比亚迪", "company"),
    ("ＩＤＣ预计出货量下降", "ＩＤＣ", "国际数据公司", "institution"),
    ("据Counterpoint统计,份额为两成", "Counterpoint", "Counterpoint", "institution"),
    ("乘联会公布零售数据", "乘联会", "乘联会", "institution"),
    ("证监会核准该项申请", "证监会", "证监会", "institution"),
    ("我国出口额增长5%", "我国", "中国", "region"),
    ("嘉兴市外贸额达百亿元", "嘉兴市", "嘉兴", "region"),
    ("沪指收涨0.5%", "沪指", "上证指数", "index"),
    ("恒指跌逾1%", "恒指", "恒生指数", "index"),
    ("布油跌破80美元", "布油", "布伦特原油", "commodity"),
    ("沪铜主力合约涨2%", "沪铜主力合约", "铜", "commodity"),
    ("WTI 5月原油期货收高", "WTI 5月原油期货", "WTI 5月原油期货", "commodity"),
    ("英镑兑美元跌0.3%", "英镑兑美元", "英镑兑美元", "currency"),
    ("英国10年期国债收益率升至4%", "英国10年期国债", "英国10年期国债", "bond"),
    ("两年期德债收益率下行", "两年期德债", "两年期德债", "bond"),
    ("中国新能源汽车市场规模扩大", "中国新能源汽车市场", "中国新能源汽车市场", "market"),
    ("光伏行业产能过剩", "光伏行业", "光伏行业", "sector"),
    ("TOP50房企销售额下降", "TOP50房企", "TOP50房企", "group"),
    ("规模以上工业企业利润增长", "规模以上工业企业", "规模以上工业企业", "group"),
    ("黄铮表示用户数还会增加", "黄铮", "黄铮", "person"),
    ("公司董事长周某明认为需求稳定", "周某明", "周某明", "person"),
    ("分析师谢云舟指出风险", "谢云舟", "谢云舟", "person"),
    ("《某市数字经济发展三年行动计划》提出目标", "《某市数字经济发展三年行动计划》", "《某市数字经济发展三年行动计划》", "document"),
    ("收购江苏启程远山智能装备股份有限公司60%股权", "江苏启程远山智能装备股份有限公司", "江苏启程远山智能装备股份有限公司", "company"),
    ("向浦江县云溪农业发展有限公司增资", "浦江县云溪农业发展有限公司", "浦江县云溪农业发展有限公司", "company"),
    ("中国人民银行广州分行开出罚单", "中国人民银行广州分行", "中国人民银行广州分行", "institution"),  # not 广州分行 alone
    ("证监会核准交通银行发行债券", "交通银行", "交通银行", "company"),
    ("任子行中标3亿元", "任子行", "任子行", "company"),
    ("美军增加了5000人", "美军", "美军", "institution"),
    ("36氪获悉,“灵犀小匠”宣布完成融资", "灵犀小匠", "灵犀小匠", "brand"),
]
AMBIGUOUS = [
    # text, form, id or None where it is no company
    ("苹果发布新手机", "苹果", "苹果"),
    ("苹果期货主力合约上涨", "苹果", None),
    ("今年陕西的苹果产量增长", "苹果", None),
    ("平安的保费收入增长,中国平安称", "平安", "中国平安"),
    ("祝大家一路平安", "平安", None),
    ("小米汽车交付量过万", "小米汽车", "小米汽车"),
    ("长城汽车销量下降", "长城汽车", "长城汽车"),
    ("万里长城吸引游客200万人次", "长城", None),
    ("大众集团营收增长,大众在华销量下降", "大众", "大众集团"),
    ("深受大众喜爱", "大众", None),
    ("他对理想的追求不变", "理想", None),
    ("太阳能装机量增长三成", "太阳能", None),
    ("美的集团去年分红百亿元", "美的集团", "美的集团"),
    ("这里有最美的风景", "美的", None),
    ("其中信息服务业增长9%", "中信", None),
    ("联想到去年的情形", "联想", None),
]
NO_COMPANIES = [
    "记者周冬发自上海北京",
    "行业协会认为增速会放缓",
    "他在两家银行担任子行董事",
    "新浪网友们怎么看",
]
PRONOUNS = [
    ("该公司营收增长,其净利润下降", ["该公司", "其"]),
    ("其中,子公司亏损", []),
    ("双方签约,前者出资一亿元", ["双方", "前者"]),
    ("去年,公司的营收为3亿元", ["公司"]),
]
# fmt: on


@pytest.mark.parametrize(("text", "mention", "name", "kind"), NAMES)
def test_names(text, mention, name, kind):
    assert (mention, name, kind) in [(entity.text, entity.id, entity.type) for entity in entities(text)]


@pytest.mark.parametrize(("text", "form", "name"), AMBIGUOUS)
def test_ambiguous_forms_follow_their_context(text, form, name):
    found = [entity.id for entity in companies(text) if entity.text == form]
    assert found == ([] if name is None else [name])


@pytest.mark.parametrize("text", NO_COMPANIES)
def test_what_is_no_company(text):
    assert companies(text) == []


@pytest.mark.parametrize(("text", "expected"), PRONOUNS)
def test_pronouns(text, expected):
    assert [entity.text for entity in pronouns(text, entities(text))] == expected


def test_a_defined_short_name_means_the_full_name():
    text = "江苏启程远山装备股份有限公司（以下简称“启程远山”）公告,启程远山营收增长。"
    full = "江苏启程远山装备股份有限公司"
    assert next((entity.text, entity.id) for entity in companies(text)) == (full, full)
    assert {entity.id for entity in companies(text) if entity.text == "启程远山"} == {full}


def test_a_stock_code_in_brackets_names_a_company_and_its_ticker():
    [entity] = companies("云麓股份（688999.SH）：净利润增长。")
    assert (entity.text, entity.ticker, entity.type) == ("云麓股份", "688999.SH", "company")


def test_a_brand_has_its_parent():
    assert [entity.parent for entity in companies("京品家电推出百款产品")] == ["京东"]


def test_a_latin_name_is_no_piece_of_a_longer_word():
    found = companies("MIDC与IDC2都增长")
    assert {entity.text for entity in found} <= {"MIDC", "IDC2"}
    assert not any(entity.source == "lexicon" for entity in found)


def test_empty_and_odd_texts():
    for text in ("", "\x00", "\ud800阿里", "《", "(", "ST", "有限公司", "集团", "·", "转债", "年期国债"):
        assert all(text[entity.start : entity.end] == entity.text for entity in entities(text))


@settings(max_examples=150, deadline=None)
@given(
    st.text(
        alphabet=st.sampled_from(
            "阿里京东小米（)《》“”股份有限公司集团科技STA1·、,，。兑美元年期国债转黄铮表示其该公司\ud800\x00 "
        ),
        max_size=60,
    )
)
def test_mentions_cover_their_text_in_order_without_overlap(text):
    found = entities(text)
    assert all(text[entity.start : entity.end] == entity.text and entity.text for entity in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(entity.type in ENTITY_TYPES and 0 <= entity.score <= 1 for entity in found)
    assert [entity for entity in found if entity.type in COMPANY_TYPES] == companies(text)
    assert found == entities(text)


@pytest.mark.parametrize(
    ("text", "part"), [("收购家乐福中国。", "家乐福中国"), ("家乐福（中国）宣布", "家乐福（中国）")]
)
def test_a_part_of_a_company_has_it_as_its_parent(text, part):
    assert [(entity.text, entity.parent) for entity in companies(text)] == [(part, "家乐福")]


def test_a_foreign_name_ends_before_its_verb():
    assert [entity.text for entity in entities("安东·凯勒表示,需求稳定")] == ["安东·凯勒"]
