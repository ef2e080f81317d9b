"""Planted spans: texts built from parts whose offsets are known, and every offset that is read from them."""

from datetime import date
from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import zhclaims
from zhclaims import language

# fmt: off
NAMES = [("京东", "京东"), ("拼多多", "拼多多"), ("美团", "美团"), ("打多多", "拼多多"), ("阿里", "阿里巴巴"), ("宁德时代", "宁德时代")]
METRICS = [("营收", "revenue"), ("净利润", "net_profit"), ("營收", "revenue"), ("研发费用", "rd_expense")]
PERIODS = [("2023年", "2023"), ("2022年上半年", "2022-H1"), ("２０２１年", "2021"), ("2020年第三季度", "2020-Q3")]
VALUES = [
    ("100亿元", "100e8", "CNY"), ("３５亿美元", "35e8", "USD"), ("1.1亿元", "1.1e8", "CNY"), ("1,234.5万元", "1234.5e4", "CNY"),
    ("五千万元", "5e7", "CNY"), ("20億港元", "20e8", "HKD"), ("约3.5亿元", "3.5e8", "CNY"), ("近500亿元", "5e10", "CNY"),
]
RATES = [("增长", "20%", "20"), ("增长", "１２．５％", "12.5"), ("下降", "三成", "-30"), ("增长", "百分之五", "5"), ("下降", "0.1%", "-0.1")]
FILLERS = ["", "这一天很安静。", "“平台”\n\n", "😀。", "\ud800\x00。", "甲、乙，丙；丁。\r\n", "\u3000\u3000"]
# fmt: on


def _plant(*parts):
    """Join parts; give the text and the offsets of those that have a name."""
    text, spans = "", {}
    for part in parts:
        name, words = part if isinstance(part, tuple) else (None, part)
        if name:
            spans[name] = (len(text), len(text) + len(words), words)
        text += words
    return text, spans


def _span(mention):
    return mention and (mention.start, mention.end, mention.text)


# --- what the rules read, whatever the weights say --------------------------------------------------------------------


@given(
    st.lists(
        st.tuples(*map(st.sampled_from, (FILLERS, PERIODS, NAMES, METRICS, VALUES, RATES))), min_size=1, max_size=4
    )
)
@settings(max_examples=80)
def test_every_layer_holds_what_was_planted(sentences):
    parts, expected = [], {"quantities": [], "periods": [], "companies": [], "metrics": []}
    for at, (filler, period, name, metric, value, rate) in enumerate(sentences):
        planted = {"periods": [period], "companies": [name], "metrics": [metric], "quantities": [value, rate[1:]]}
        parts += [
            filler,
            (f"periods0-{at}", period[0]),
            "，",
            (f"companies0-{at}", name[0]),
            (f"metrics0-{at}", metric[0]),
        ]
        parts += ["为", (f"quantities0-{at}", value[0]), "，同比", rate[0], (f"quantities1-{at}", rate[1]), "。"]
        for layer, mentions in planted.items():
            expected[layer] += [(f"{layer}{nth}-{at}", mention[1]) for nth, mention in enumerate(mentions)]
    text, spans = _plant(*parts)
    doc = language.read(text)
    for layer in ("periods", "companies"):
        found = [(_span(m), m.value if layer == "periods" else m.id) for m in getattr(doc._, layer)]
        assert found == [(spans[key], identifier) for key, identifier in expected[layer]]
    found = [(_span(m), m.id) for m in doc._.metrics if m.type == "noun"]
    assert found == [(spans[key], identifier) for key, identifier in expected["metrics"]]
    found = [(_span(q), q.number) for q in doc._.quantities]
    assert found == [(spans[key], abs(Decimal(number))) for key, number in expected["quantities"]]


# --- what the model decides where nothing is in doubt -----------------------------------------------------------------

LEVELS = list(product(NAMES[:3], METRICS[:2], PERIODS[:2], VALUES[:3]))


@pytest.mark.parametrize(("name", "metric", "period", "value"), LEVELS[::2])
@pytest.mark.parametrize("filler", ["", "这一天很安静。\n\n\ud800😀。"])
def test_a_plain_level_is_read_in_full(*, name, metric, period, value, filler):
    text, spans = _plant(
        filler,
        ("period", period[0]),
        "，",
        ("subject", name[0]),
        ("metric", metric[0]),
        "达到",
        ("value", value[0]),
        "。",
    )
    [claim] = zhclaims.extract(text)
    for field in ("period", "subject", "metric", "value"):
        assert _span(getattr(claim, field)) == spans[field]
    assert (claim.subject.id, claim.metric.id, claim.period.value) == (name[1], metric[1], period[1])
    assert (claim.value.number, claim.value.unit, claim.kind) == (Decimal(value[1]), value[2], "amount")
    assert (claim.modality, claim.negated, claim.change, claim.source) == ("actual", False, None, None)
    assert _span(claim.evidence) == (len(filler), len(text), text[len(filler) :])


@pytest.mark.parametrize(("verb", "value", "number"), RATES)
@pytest.mark.parametrize(("name", "identifier"), NAMES[:2])
def test_a_level_and_its_change_are_two_claims(*, verb, value, number, name, identifier):
    text, spans = _plant(
        ("period", "2023年"), "，", ("subject", name), ("metric", "营收"), "为", ("level", "100亿元"),
        "，同比", verb, ("rate", value), "。",
    )  # fmt: skip
    level, change = zhclaims.extract(text)
    for claim, where in ((level, "level"), (change, "rate")):
        assert _span(claim.value) == spans[where]
        assert _span(claim.subject) == spans["subject"]
        assert _span(claim.metric) == spans["metric"]
        assert _span(claim.period) == spans["period"]
        assert (claim.subject.id, claim.metric.id) == (identifier, "revenue")
    assert (level.kind, level.change) == ("amount", None)
    assert (change.kind, change.value.number, change.value.unit) == ("change", Decimal(number), "%")
    direction = "down" if number.startswith("-") else "up"
    assert change.change.model_dump() == {"direction": direction, "basis": "yoy", "form": "percent"}


@pytest.mark.parametrize("joint", ["、", "和", "与", "及"])
@pytest.mark.parametrize("published", [None, date(2024, 1, 1)])
def test_a_shared_value_gives_each_subject_a_claim(joint, published):
    text, spans = _plant(
        "2022年，",
        ("first", "京东"),
        joint,
        ("second", "美团"),
        "的",
        ("metric", "营收"),
        "均增长",
        ("value", "10%"),
        "。",
    )
    claims = zhclaims.extract(text, published=published)
    assert [_span(claim.subject) for claim in claims] == [spans["first"], spans["second"]]
    for claim in claims:
        assert (_span(claim.metric), _span(claim.value)) == (spans["metric"], spans["value"])
        assert claim.kind == "change"


def test_a_count_has_its_item():
    text, spans = _plant(
        "2023年，", ("subject", "美团"), "共", ("metric", "推出"), ("value", "150款"), ("item", "产品"), "。"
    )
    [claim] = zhclaims.extract(text)
    for field, span in spans.items():
        assert _span(getattr(claim, field)) == span
    assert (claim.kind, claim.value.number, claim.value.unit) == ("count", 150, "款")


def test_a_source_is_who_is_cited():
    text, spans = _plant(
        "据", ("source", "IDC"), "数据，", ("period", "2023年"), ("subject", "小米手机"), ("metric", "出货量"), "为", ("value", "1.5亿台"), "。"
    )  # fmt: skip
    [claim] = zhclaims.extract(text)
    for field, span in spans.items():
        assert _span(getattr(claim, field)) == span
    assert (claim.subject.parent, claim.metric.id) == ("小米", "shipments")
    assert (claim.value.number, claim.value.unit) == (150_000_000, "台")


@pytest.mark.parametrize(("cue", "modality"), [("预计", "forecast"), ("计划", "target")])
def test_what_is_ahead_is_no_fact(cue, modality):
    text, spans = _plant(("subject", "京东"), cue, "到", ("period", "2025年"), "开设", ("value", "1000家"), "门店。")
    [claim] = zhclaims.extract(text, published="2024-01-01")
    for field, span in spans.items():
        assert _span(getattr(claim, field)) == span
    assert claim.modality == modality
