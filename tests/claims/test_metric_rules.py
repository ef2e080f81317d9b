"""Metrics that the grammar settles, and what is asked of numbers without a unit."""

import pytest

from zhclaims.claims.kinds import kind_options
from zhclaims.claims.metric_options import metric_options


@pytest.mark.parametrize(
    ("text", "value", "metric"),
    [
        ("青岚平台收到6000多家企业的申请。", "6000多家", "申请"),
        ("青岚平台已接到300家门店的投诉,正在处理。", "300家", "投诉"),
    ],
)
def test_what_a_light_verb_says_was_done_is_certain(read, figure_of, text, value, metric):
    reading = read(text)
    [option] = metric_options(reading, figure_of(reading, value), "count", [])
    assert option.outcome.text == metric


def test_a_light_verb_without_an_act_settles_nothing(read, figure_of):
    reading = read("青岚平台收到6000多家企业的来信。")
    assert len(metric_options(reading, figure_of(reading, "6000多家"), "count", [])) > 1


def test_a_date_is_of_an_act_and_not_of_an_attribute(read, figure_of):
    reading = read("2017年,青岚科技借助领先的技术开始建立工厂。")
    texts = {
        option.outcome.text
        for option in metric_options(reading, figure_of(reading, "2017年"), "date", [])
        if option.outcome
    }
    assert "建立" in texts
    assert "领先" not in texts


@pytest.mark.parametrize(
    ("text", "value", "metrics"),
    [
        ("青岚共推出150款产品,其中40款产品成为爆款。", "40款", {"成为"}),
        ("平台收到申请,近500家企业和品牌参与了试点。", "近500家", {"参与"}),
    ],
)
def test_what_is_counted_may_be_the_subject_of_its_clause(read, figure_of, text, value, metrics):
    reading = read(text)
    options = metric_options(reading, figure_of(reading, value), "count", [])
    assert {option.outcome.text for option in options if option.outcome} == metrics


@pytest.mark.parametrize(
    ("text", "feature"),
    [
        ("平台聚集了数亿用户。", "count|bare:several:next=n"),
        ("公司融资数亿。", "count|bare:several:next=none"),
    ],
)
def test_what_follows_a_number_without_a_unit_counts(read, figure_of, text, feature):
    reading = read(text)
    [options] = [kind_options(reading, figure_of(reading, "数亿"), [])]
    assert feature in {name for option in options for name in option.features}
