"""Reading: brackets, words, mentions; figures and lists; phrases; sources."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhclaims.claims.figures import figures, lists
from zhclaims.claims.link import parallel, positions
from zhclaims.claims.ordered import Ordered, between
from zhclaims.claims.phrases import opening_phrase, phrase_after, phrase_before
from zhclaims.claims.reading import Reading
from zhclaims.claims.roles import Roles
from zhclaims.claims.sources import sources
from zhclaims.text import layout
from zhclaims.text.layout import Span


def _bare(text, **fields):
    empty = dict.fromkeys(("quantities", "periods", "entities", "metrics", "directions"), Ordered(()))
    roles = Roles(np.zeros((len(text), 9), dtype=np.float32))  # outside, more likely than any role
    return Reading(text=text, published=None, layout=layout(text), roles=roles, **{"words": (), **empty, **fields})


# fmt: off
DEPTHS = [
    ("", []),
    ("营收", [0, 0]),
    ("茅(台)涨", [0, 0, 1, 1, 0]),
    ("茅（台）涨", [0, 0, 1, 1, 0]),
    ("「《年》报」。", [0, 1, 2, 2, 1, 1, 0]),
    ("）涨（跌", [0, 0, 0, 1]),
    ("（涨\n跌", [0, 1, 1, 0]),  # a bracket left open ends with its line
]
# fmt: on


@pytest.mark.parametrize(("text", "depths"), DEPTHS)
def test_brackets_are_counted(text, depths):
    reading = _bare(text)
    assert [reading.depth(at) for at in range(len(text))] == depths


@given(st.text("（）()[]「」\n营9", max_size=30))
def test_the_depth_is_never_below_none(text):
    reading = _bare(text)
    assert all(0 <= reading.depth(at) <= at for at in range(len(text) + 1))


SPANS = st.lists(st.integers(0, 30), unique=True, max_size=10).map(
    lambda starts: [Span(s, s + 1) for s in sorted(starts)]
)


@given(SPANS, st.integers(0, 31), st.integers(0, 31))
def test_the_mentions_between_two_offsets_are_those_that_begin_there(spans, start, end):
    assert list(between(Ordered(spans), start, end)) == [span for span in spans if start <= span.start < end]
    words = _bare("营" * 31, words=[tuple(span) for span in spans]).words_between(start, end)
    assert list(words) == [span for span in spans if start <= span.start < end]


# fmt: off
LISTED = [
    # text, and for each figure its text, place in its list, and length of it
    ("增长10%", [("10%", 0, 1)]),
    ("分别增长10%、20%", [("10%", 0, 2), ("20%", 1, 2)]),
    ("为5亿元、10%和3万人，另有7件", [("5亿元", 0, 3), ("10%", 1, 3), ("3万人", 2, 3), ("7件", 0, 1)]),
    ("增长10%，下降20%", [("10%", 0, 1), ("20%", 0, 1)]),
    ("增长10% 及 20%", [("10%", 0, 2), ("20%", 1, 2)]),
    ("2018年、2019年分别增长10%、20%", [("2018年", 0, 2), ("2019年", 1, 2), ("10%", 0, 2), ("20%", 1, 2)]),
    ("没有", []),
]
# fmt: on


@pytest.mark.parametrize(("text", "expected"), LISTED)
def test_figures_know_their_place_in_a_list(read, text, expected):
    reading = read(text)
    assert [(text[f.start : f.end], f.nth, f.of) for f in figures(reading)] == expected


def test_a_figure_knows_where_it_stands(read, figure_of):
    text = "京东上市。2020年，营收为5亿元，增长。"
    figure = figure_of(read(text), "5亿元")
    assert text[figure.sentence_start : figure.sentence_end] == "2020年，营收为5亿元，增长。"
    assert text[figure.clause_start : figure.clause_end] == "营收为5亿元，"
    assert (figure.type, figure.unit, figure.number, figure.qualifier) == ("money", "CNY", 500000000, "exact")


def test_a_date_is_a_figure_in_years_and_no_quantity_besides(read):
    [figure] = figures(read("2013年12月上市"))
    assert (figure.type, figure.unit, figure.number, figure.qualifier) == ("date", "year", 2013, "exact")


def test_a_vague_time_is_no_figure(read):
    assert figures(read("近年来营收增长")) == []


@given(st.lists(st.sampled_from(["、", "和", "，", " 及 ", "", "与", "增长"]), max_size=10))
def test_lists_cut_mentions_into_runs(joints):
    text, spans = "", []
    for joint in ["", *joints]:
        text += joint
        spans.append(Span(len(text), len(text) + 1))
        text += "甲"
    runs = list(lists(_bare(text), spans))
    assert sum(map(len, runs)) == len(spans)
    assert all([*run] == [(at, len(run)) for at in range(len(run))] for run in runs)
    assert len(runs) - 1 == sum(joint in ("，", "增长") for joint in joints)


def test_mentions_are_paired_by_their_places(read):
    reading = read("营收、净利润分别增长10%、20%，毛利率30%")
    places = positions(reading, [metric for metric in reading.metrics if metric.type == "noun"])
    ten, twenty, thirty = figures(reading)
    revenue, profit, margin = places.values()
    assert parallel(ten, revenue) == parallel(twenty, profit) == "parallel=True"
    assert parallel(ten, profit) == parallel(twenty, revenue) == "parallel=False"
    assert parallel(thirty, margin) == parallel(thirty, None) == "parallel=none"
    assert parallel(thirty, profit) == "parallel=unequal:1:2"


# fmt: off
BEFORE = [
    # text up to the place, phrases before it, shorter and longer
    ("移动端游戏", ["移动端游戏"]),
    ("2023年海外市场", ["海外市场"]),  # no period
    ("公司称，海外市场的", ["海外市场"]),  # no other clause, no 的
    ("海外市场实现", ["海外市场"]),  # no verb at its end
    ("海外市场同比", ["海外市场"]),
    ("海外市场（HK）", ["海外市场"]),  # nor a bracket
    ("2023年", []),
    ("增长", []),
    ("，", []),
    ("", []),
]
AFTER = [
    # text, what stands before the phrase, the phrase
    ("推出150款产品，覆盖全国", "推出150款", "产品"),
    ("推出150款新产品的公司", "推出150款", "新产品"),
    ("150款的产品", "150款", "产品"),
    ("1000家门店和工厂", "1000家", "门店"),
    ("1000家。门店", "1000家", None),
    ("1000家", "1000家", None),
    ("3款，", "3款", None),
]
OPENING = [
    ("移动端游戏实现收入10亿元", "移动端游戏"),
    ("2023年智能手机增长10%", "智能手机"),
    ("移动端游戏收入10亿元", "移动端游戏"),
    ("增长10%", None),
    ("的", None),
    ("", None),
]
# fmt: on


@pytest.mark.parametrize(("text", "expected"), BEFORE)
def test_a_noun_phrase_stands_before_a_place(read, text, expected):
    found = [text[start:end] for start, end in phrase_before(read(text), len(text), 0)]
    assert found == expected


@pytest.mark.parametrize(("text", "before", "expected"), AFTER)
def test_a_noun_phrase_stands_after_a_place(read, text, before, expected):
    span = phrase_after(read(text), len(before), len(text))
    assert (span and text[slice(*span)]) == expected


@pytest.mark.parametrize(("text", "expected"), OPENING)
def test_a_clause_opens_with_a_noun_phrase(read, text, expected):
    span = opening_phrase(read(text), 0, len(text))
    assert (span and text[slice(*span)]) == expected


# fmt: off
SOURCES = [
    ("京东表示，营收增长10%", ["京东"]),
    ("据IDC数据，出货量增长10%", ["IDC"]),
    ("根据国家统计局，物价上涨2%", ["国家统计局"]),
    ("国家统计局数据显示，物价上涨2%", ["国家统计局"]),
    ("财报显示，营收增长10%", ["财报"]),
    ("数据显示，出货量增长10%", ["数据"]),
    ("京东公告称，营收增长10%。美团表示，营收下降", ["京东", "美团"]),
    ("据悉，营收增长10%", []),
    ("营收增长10%", []),
    ("", []),
]
# fmt: on


@pytest.mark.parametrize(("text", "expected"), SOURCES)
def test_sources_are_who_says_it(read, text, expected):
    found = sources(read(text))
    assert [mention.text for mention in found] == expected
    assert all(text[mention.start : mention.end] == mention.text for mention in found)


# fmt: off
TOPICS = [
    ("美团增长。京东增长。京东下降。", ("京东", 5)),
    ("京东增长，美团下降。", ("京东", 0)),  # the first of equals
    ("中国增长，中国下降。", None),  # a country is no company
    ("", None),
]
# fmt: on


@pytest.mark.parametrize(("text", "expected"), TOPICS)
def test_a_text_is_about_the_company_it_names_most_often(read, text, expected):
    found = read(text).topic
    assert (found and (found.id, found.start)) == expected
