"""Pairs: whom 前者, 后者, 双方, 二者 and 两者 stand for."""

import pytest

from zhclaims import extract
from zhclaims.claims.choice import Choice
from zhclaims.claims.linking import links
from zhclaims.claims.pairs import acts, is_paired, stands_for

# fmt: off
PAIRS = [
    # text, whom the last of the words in it stands for; the companies are in no lexicon, save some
    ("京东与拼多多同日公布财报，前者营收增长10%", ["京东"]),
    ("京东与拼多多同日公布财报，前者营收增长10%，后者增长60%", ["拼多多"]),
    ("沧岭科技和梧川电子均已扩产，前者产能为3万吨", ["沧岭科技"]),
    ("沧岭科技和梧川电子均已扩产，前者产能为3万吨；后者只有1万吨", ["梧川电子"]),
    ("沧岭科技、梧川电子都已扩产。其中，前者产能为3万吨。后者只有1万吨", ["梧川电子"]),
    ("竞争者包括“沧岭科技”和“梧川电子”，前者估值10亿元", ["沧岭科技"]),
    ("沧岭科技营收增长5%，梧川电子营收下降3%，前者的毛利率为30%", ["沧岭科技"]),
    ("梧川电子的销量不及沧岭科技，前者只卖出3万台", ["梧川电子"]),
    ("沧岭科技卖出6万台，而梧川电子的销量不及前者的一半", ["沧岭科技"]),
    ("天眼查显示，沧岭科技与梧川电子已成立合资公司，前者持股60%", ["沧岭科技"]),
    ("去年，沧岭科技与枫桥饮料先后上市，前者募资3亿元，后者募资8亿元", ["枫桥饮料"]),
    # a lone 后者 is who was named last
    ("沧岭科技以6亿元收购了梧川电子，后者去年亏损1亿元", ["梧川电子"]),
    ("沧岭科技已被梧川电子举牌，而后者的市值为30亿元", ["梧川电子"]),
    ("沧岭科技公告，与梧川电子签订协议，将一款新药的权益授予后者，首付款2亿元", ["梧川电子"]),
    ("沧岭科技的股东为梧川电子股份有限公司（持股90%），后者成立于2015年", ["梧川电子股份有限公司"]),
    ("沧岭科技入股梧川电子。后者拥有员工500人", ["梧川电子"]),
    ("沧岭科技收购梧川电子之后，后者对前者的欠款达到2亿元", ["沧岭科技"]),
    ("经理表示，沧岭科技将向梧川电子出售工厂，周先生持有后者20%的股份", ["梧川电子"]),
    ("记者致电沧岭科技董事长王建国，后者持股20%", ["王建国"]),
    # other kinds of things
    ("北京和上海的房价都在上涨，前者上涨3%，后者上涨5%", ["上海"]),
    ("光伏与储能是两大主业，前者占60%", ["光伏"]),
    ("沧岭科技的客户来自光伏和储能，后者占30%", ["储能"]),
    # noun phrases that no table has
    ("沧岭科技的业务分为线上直销和线下批发，前者收入3亿元", ["线上直销"]),
    ("沧岭科技的业务分为线上直销和线下批发，前者收入3亿元，后者收入5亿元", ["线下批发"]),
    ("在城里，“云朵茶铺”和“山脚咖啡”的扩张都很快。前者开出250家门店", ["云朵茶铺"]),
    ("毛利率为46.50%、45.78%，后者较低，只差1个百分点", []),
    # both
    ("沧岭科技与梧川电子合作已久，双方各出资5亿元", ["沧岭科技", "梧川电子"]),
    ("沧岭科技和梧川电子业绩承压，二者毛利率均下降5个百分点", ["沧岭科技", "梧川电子"]),
    ("沧岭科技和梧川电子业绩承压，二者毛利率均下滑，前者下降5个百分点", ["沧岭科技"]),
    # not clear
    ("沧岭科技、梧川电子和凤栖医药都已扩产，前者产能为3万吨", []),
    ("沧岭科技的收入和利润均下滑，前者下降10%", []),
    ("前者增长10%", []),
    ("双方各出资5亿元", []),
]
SUBJECTS = [
    # text, the subjects of its figures, in order
    ("京东与拼多多同日公布财报，前者营收增长10%，后者营收增长60%。", [("前者", "京东"), ("后者", "拼多多")]),
    ("沧岭科技和梧川电子今年都已扩产。其中，前者拥有员工300人，后者则有员工500人。", [("前者", "沧岭科技"), ("后者", "梧川电子")]),
    ("蔚来和小鹏公布了交付数据，前者交付2万辆，同比增长30%，后者交付1万辆，同比下降5%。", [("前者", "蔚来")] * 2 + [("后者", "小鹏汽车")] * 2),
    ("沧岭科技和梧川电子公布了业绩，双方营收均增长10%。", [("沧岭科技", "沧岭科技"), ("梧川电子", "梧川电子")]),
    ("沧岭科技和梧川电子公布了业绩，两者营收分别增长10%、20%。", [("沧岭科技", "沧岭科技"), ("梧川电子", "梧川电子")]),
    ("放映业务收入20亿元，卖品业务收入5亿元，后者毛利率为60%。", [("放映业务", "放映业务"), ("卖品业务", "卖品业务"), ("后者", "卖品业务")]),
    ("沧岭科技和梧川电子公布了业绩，两者合计营收10亿元。", [("两者", "两者")]),
]
OPENERS = [
    # text, the word that opens the clause of its only figure and whose figure it is, if that is certain
    ("前者营收增长10%", "前者"),
    ("但前者的毛利率仍有30%", "前者"),
    ("去年，后者则拥有500名员工", "后者"),
    ("双方各出资5亿元", "双方"),
    ("前者的董事长捐出2亿元", None),
    ("前者向京东出售了2亿元的资产", None),
    ("京东对前者的投资为2亿元", None),
    ("该公司营收增长10%", None),
]
# fmt: on


@pytest.mark.parametrize(("text", "names"), PAIRS)
def test_whom_a_word_stands_for(read, text, names):
    reading = read(text)
    word = next(mention for mention in reversed(reading.entities) if is_paired(mention))
    history = list(links(reading, _First()))
    assert [name.text for name in stands_for(reading, word, history)] == names


@pytest.mark.parametrize(("text", "word"), OPENERS)
def test_whose_figure_it_is_for_certain(read, figure_of, text, word):
    reading = read(text)
    figure = figure_of(reading)
    metric = next((metric for metric in reading.metrics if metric.type == "noun"), None)
    found = acts(reading, figure, metric)
    assert (found and found.text) == word


@pytest.mark.parametrize(("text", "subjects"), SUBJECTS)
def test_the_subjects_of_claims(text, subjects):
    claims = [claim for claim in extract(text, published="2024-01-15") if claim.kind != "date"]
    assert [(claim.subject.text, claim.subject.id) for claim in claims] == subjects
    assert len({claim.id for claim in claims}) == len(claims)


class _First:
    """Chooses the first option."""

    def decide(self, _decision, options, _figure):
        return Choice(options[0].outcome, 1.0)
