"""Kinds: direction, basis and form of a change, and the kinds that a figure may have."""

from dataclasses import replace
from typing import get_args

import pytest

from zhclaims.claims.figures import figures
from zhclaims.claims.kinds import basis, change, kind_options
from zhclaims.quantities.quantity import QuantityType
from zhclaims.records import Kind

# fmt: off
CHANGES = [
    # text with one figure, direction, sign, form
    ("营收增长10%", "up", 1, "percent"),
    ("营收下降10%", "down", -1, "percent"),
    ("營收下降１０％", "down", -1, "percent"),
    ("股价跌超3%", "down", -1, "percent"),
    ("营收持平0%", "flat", 1, "percent"),
    ("增速为-3%", "down", -1, "percent"),
    ("利率上调25个基点", "up", 1, "points"),
    ("利率下调25个基点", "down", -1, "points"),
    ("份额减少1.2个百分点", "down", -1, "points"),
    ("销量减少3万辆", "down", -1, "absolute"),
    ("营收增加5亿元", "up", 1, "absolute"),
    ("沪指跌20点", "down", -1, "absolute"),
    ("净利润增长两倍", "up", 1, "multiple"),
    ("营收翻两番", "up", 1, "multiple"),
    ("营收减半", "down", -1, "multiple"),
    ("10%的增长", "up", 1, "percent"),
    ("10%的降幅", "down", -1, "percent"),
    ("营收10%", "up", 1, "percent"),  # nothing says otherwise
    ("价格下跌，幅度达10%", "down", -1, "percent"),  # the word stands in a clause before
    ("成本下降，营收增长10%", "up", 1, "percent"),  # the nearest one holds
    ("降幅收窄3个百分点", "up", 1, "points"),  # a decline that shrinks is a move upwards
    ("涨幅收窄3个百分点", "down", -1, "points"),
    ("差距收窄3个百分点", "down", -1, "points"),
]
# fmt: on


@pytest.mark.parametrize(("text", "direction", "sign", "form"), CHANGES)
def test_a_change_has_a_direction_and_a_form(read, figure_of, *, text, direction, sign, form):
    reading = read(text)
    made, found = change(reading, figure_of(reading), None)
    assert (made.direction, found, made.form) == (direction, sign, form)


# fmt: off
BASES = [
    # text, the figure, grain of its period, basis
    ("营收同比增长10%", "10%", None, "yoy"),
    ("營收按年增長10%", "10%", None, "yoy"),
    ("营收较上年同期增长10%", "10%", None, "yoy"),
    ("营收较去年增长10%", "10%", None, "yoy"),
    ("营收较2020年增长8%", "8%", None, "yoy"),
    ("营收年均增长8%", "8%", None, "yoy"),
    ("销量环比增长10%", "10%", None, "mom"),
    ("销量环比增长10%", "10%", "month", "mom"),
    ("销量环比增长10%", "10%", "quarter", "qoq"),
    ("销量月环比增长10%", "10%", "quarter", "mom"),
    ("销量季环比增长10%", "10%", None, "qoq"),
    ("销量较上月增长10%", "10%", "year", "mom"),
    ("销量较上季度增长10%", "10%", None, "qoq"),
    ("存款较上年末增长10%", "10%", None, "since"),
    ("存款较年初增长10%", "10%", None, "since"),
    ("存款较6月末增长10%", "10%", None, "since"),
    ("年内上涨30%", "30%", None, "since"),
    ("营收较预期高出3%", "3%", None, "versus"),
    ("较收盘价溢价3%", "3%", None, "versus"),
    ("营收增长10%", "10%", None, "none"),
    ("比重提高10%", "10%", None, "none"),  # 比 as part of a word
    ("比亚迪增长10%", "10%", None, "none"),
    ("同比增长10%，环比下降5%", "10%", None, "yoy"),
    ("同比增长10%，环比下降5%", "5%", None, "mom"),  # the last one before the figure
    ("同比分别增长10%、20%", "20%", None, "yoy"),
    ("销量同比，价格，利润，营收增长5%", "5%", None, "none"),  # too far
    ("同比下降。营收增长5%", "5%", None, "none"),  # another sentence
]
# fmt: on


@pytest.mark.parametrize(("text", "value", "grain", "expected"), BASES)
def test_a_change_has_a_basis(read, figure_of, *, text, value, grain, expected):
    reading = read(text)
    figure = figure_of(reading, value)
    assert basis(reading, figure, grain) == expected
    assert change(reading, figure, grain)[0].basis == expected


# fmt: off
KINDS = [
    ("营收增长10%", "change"), ("占比10%", "share"), ("营收5亿元", "amount"), ("增加5亿元", "change"), ("150款", "count"),
    ("120GWh", "measure"), ("上调25个基点", "change"), ("市盈率25倍", "ratio"), ("增长两倍", "change"), ("翻一番", "change"),
    ("排名第一", "rank"), ("历时3个月", "duration"), ("评分4.8", "ratio"), ("报3000点", "ratio"), ("2013年底", "date"),
]
# fmt: on


@pytest.mark.parametrize(("text", "kind"), KINDS)
def test_the_right_kind_is_an_option(read, text, kind):
    reading = read(text)
    [figure] = figures(reading)
    options = kind_options(reading, figure, [])
    assert kind in [option.outcome for option in options]
    assert {option.outcome for option in options} <= set(get_args(Kind))


def test_every_type_of_quantity_has_kinds(read, figure_of):
    reading = read("营收5亿元")
    figure = figure_of(reading)
    for type_ in (*get_args(QuantityType), "date"):
        options = kind_options(reading, replace(figure, type=type_), [])
        assert len({option.outcome for option in options}) == len(options) > 0
