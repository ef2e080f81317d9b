"""Assembly: links decided by hand, and the claims they become."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from zhclaims.claims.assembly import claims
from zhclaims.version import __version__

# fmt: off
VALUES = [
    # text, kind, then text, number, low, high, unit and qualifier of the value
    ("营收5亿元", "amount", "5亿元", "500000000", "500000000", "500000000", "CNY", "exact"),
    ("營收５億元", "amount", "５億元", "500000000", "500000000", "500000000", "CNY", "exact"),
    ("拥有6000多家门店", "count", "6000多家", "6000", "6000", "7000", "家", "over"),
    ("增长20%", "change", "20%", "20", "20", "20", "%", "exact"),
    ("增长超过20%", "change", "超过20%", "20", "20", None, "%", "over"),
    ("增长10%-20%", "change", "10%-20%", None, "10", "20", "%", "range"),
    ("下降20%", "change", "20%", "-20", "-20", "-20", "%", "exact"),
    ("下降超过3%", "change", "超过3%", "-3", None, "-3", "%", "over"),  # the bounds change places
    ("下降近5%", "change", "近5%", "-5", "-5", None, "%", "nearly"),
    ("下降3%-5%", "change", "3%-5%", None, "-5", "-3", "%", "range"),
    ("下降约3%", "change", "约3%", "-3", None, None, "%", "about"),
    ("增速为-3%", "change", "-3%", "-3", "-3", "-3", "%", "exact"),  # signed already
    ("减少3万辆", "change", "3万辆", "-30000", "-30000", "-30000", "辆", "exact"),
    ("增长两倍", "change", "两倍", "200", "200", "200", "%", "exact"),
    ("是去年的3倍", "ratio", "3倍", "3", "3", "3", "倍", "exact"),  # no change
    ("翻一番", "change", "翻一番", "100", "100", "100", "%", "exact"),
    ("翻两番", "change", "翻两番", "300", "300", "300", "%", "exact"),
    ("减半", "change", "减半", "-50", "-50", "-50", "%", "exact"),
    ("持平0%", "change", "0%", "0", "0", "0", "%", "exact"),
    ("下降20%", "share", "20%", "20", "20", "20", "%", "exact"),  # only a change has a sign
    ("前3名", "rank", "前3名", "3", "1", "3", "rank", "exact"),
    ("占三分之一", "share", "三分之一", str(Decimal(100) / 3), None, None, "%", "exact"),
]
# fmt: on


def _same(number, expected):
    return number == expected or abs(number - Decimal(expected)) < Decimal("1e-9")


@pytest.mark.parametrize(("text", "kind", "value", "number", "low", "high", "unit", "qualifier"), VALUES)
def test_a_value_is_written_down(read, link_of, *, text, kind, value, number, low, high, unit, qualifier):
    reading = read(text)
    [claim] = claims(reading, [link_of(reading, kind=kind)], doc_id="d")
    made = claim.value
    assert text[made.start : made.end] == made.text == value
    assert (made.unit, made.qualifier) == (unit, qualifier)
    assert _same(made.number, number)
    if value != "三分之一":
        assert (made.low, made.high) == tuple(bound and Decimal(bound) for bound in (low, high))
    assert (claim.change is None) == (kind != "change")


def test_an_amount_without_a_currency_is_in_yuan(read, link_of):
    reading = read("市值突破100亿")
    [claim] = claims(reading, [link_of(reading, kind="amount")], doc_id="d")
    assert (claim.value.unit, claim.value.number) == ("CNY", 10**10)
    [claim] = claims(reading, [link_of(reading, kind="count")], doc_id="d")
    assert claim.value.unit is None


def test_every_field_is_where_the_link_says(read, link_of):
    text = "据IDC数据，2023年小米手机出货量同比增长１２％。\n别的"
    reading = read(text)
    link = link_of(
        reading, kind="change", subject="小米手机", metric="出货量", period="2023年", source="IDC", modality="forecast", confidence=0.123456
    )  # fmt: skip
    [claim] = claims(reading, [link], doc_id="d")
    for name, mention, identifier in (
        ("subject", "小米手机", "小米手机"),
        ("metric", "出货量", "shipments"),
        ("source", "IDC", "国际数据公司"),
    ):
        found = getattr(claim, name)
        assert (found.start, found.end) == (text.index(mention), text.index(mention) + len(mention))
        assert (found.text, found.id) == (mention, identifier)
    assert claim.subject.parent == "小米"
    assert (claim.change.direction, claim.change.basis, claim.change.form) == ("up", "yoy", "percent")
    assert (claim.period.start, claim.period.end, claim.period.text) == (7, 12, "2023年")
    assert (claim.period.value, claim.period.from_, claim.period.to) == ("2023", date(2023, 1, 1), date(2023, 12, 31))
    assert (claim.evidence.start, claim.evidence.text) == (0, text[: text.index("\n")])
    assert (claim.doc_id, claim.kind, claim.modality, claim.negated) == ("d", "change", "forecast", False)
    assert claim.confidence == 0.1235


def test_what_a_link_leaves_open_stays_open(read, link_of):
    reading = read("增长10%")
    [claim] = claims(reading, [link_of(reading, kind="share")], doc_id="d")
    for name in ("subject", "metric", "item", "change", "period", "source"):
        assert getattr(claim, name) is None


# fmt: off
SHARED = [
    # text, the subject of the link, the subjects of the claims
    ("京东均增长10%", "京东", ["京东"]),
    ("京东和美团均增长10%", "京东", ["京东", "美团"]),
    ("京东、美团均增长10%", "美团", ["京东", "美团"]),
    ("京东、美团及拼多多均增长10%", "拼多多", ["京东", "美团", "拼多多"]),
    ("京东,美团增长10%", "美团", ["京东", "美团"]),  # a comma that was 、 before the text was mangled
    ("京东与中国均增长10%", "京东", ["京东"]),  # of another sort
    ("京东收购美团，增长10%", "京东", ["京东"]),
    ("京东、美团分别增长10%、20%", "京东", ["京东"]),  # a list of figures
    ("增长10%的京东、美团", "京东", ["京东"]),
]
# fmt: on


@pytest.mark.parametrize(("text", "subject", "expected"), SHARED)
def test_a_value_is_shared_by_subjects_named_in_one_breath(read, link_of, text, subject, expected):
    reading = read(text)
    value = "10%"
    made = list(claims(reading, [link_of(reading, value, kind="change", subject=subject)], doc_id="d"))
    assert [claim.subject.text for claim in made] == expected
    assert len({claim.id for claim in made}) == len(made)
    assert len({claim.value for claim in made}) == 1


# fmt: off
MOVES = [
    # text, subject, verb, concept
    ("京东跌10%", "京东", "跌", "share_price"),
    ("沪指跌10%", "沪指", "跌", None),
    ("布伦特原油跌10%", "布伦特原油", "跌", "price"),
    ("京东收涨10%", "京东", "收涨", "share_price"),
    ("京东营收涨10%", "京东", "营收", "revenue"),
]
# fmt: on


@pytest.mark.parametrize(("text", "subject", "metric", "concept"), MOVES)
def test_a_move_is_the_price_of_what_moves(read, link_of, *, text, subject, metric, concept):
    reading = read(text)
    [claim] = claims(reading, [link_of(reading, kind="change", subject=subject, metric=metric)], doc_id="d")
    assert (claim.metric.text, claim.metric.id) == (metric, concept)


def test_a_count_has_an_item(read, link_of):
    reading = read("京东推出150款产品，增长")
    link = link_of(reading, kind="count", subject="京东", metric="推出")
    [claim] = claims(reading, [link], doc_id="d")
    assert (claim.item.start, claim.item.end, claim.item.text) == (8, 10, "产品")
    [claim] = claims(reading, [replace(link, kind="amount")], doc_id="d")
    assert claim.item is None


def test_a_date_is_a_value_in_years_and_has_the_object_of_the_act(read, link_of):
    reading = read("2018年5月，京东推出新产品。")
    link = link_of(reading, "2018年5月", kind="date", subject="京东", metric="推出", period="2018年5月")
    [claim] = claims(reading, [link], doc_id="d")
    assert (claim.value.text, claim.value.number, claim.value.unit) == ("2018年5月", 2018, "year")
    assert (claim.value.low, claim.value.high, claim.value.qualifier) == (2018, 2018, "exact")
    assert (claim.item.text, claim.period.value) == ("新产品", "2018-05")


def test_a_period_of_an_earlier_sentence_has_no_place_in_this_one(read, link_of):
    reading = read("2023年很好。京东增长10%。")
    [claim] = claims(reading, [link_of(reading, "10%", kind="change", period="2023年")], doc_id="d")
    assert (claim.period.start, claim.period.end, claim.period.text) == (None, None, None)
    assert (claim.period.value, claim.period.to) == ("2023", date(2023, 12, 31))


def test_a_vague_period_is_none(read, link_of):
    reading = read("近年来京东增长10%。")
    link = link_of(reading, kind="change", period="近年来")
    assert link.period.vague
    assert next(claims(reading, [link], doc_id="d")).period is None


# fmt: off
NEGATIONS = [("营收没有增长10%", True), ("营收增长10%", False), ("没有亏损，营收增长10%", False), ("未来营收增长10%", False)]
# fmt: on


@pytest.mark.parametrize(("text", "expected"), NEGATIONS)
def test_a_negation_is_written_down(read, link_of, text, expected):
    reading = read(text)
    assert next(claims(reading, [link_of(reading, kind="change")], doc_id="d")).negated is expected


def test_the_evidence_is_the_sentence_without_blanks_around_it(read, link_of):
    reading = read("好。\n\u3000\u3000京东增长10%。\n坏。")
    [claim] = claims(reading, [link_of(reading, kind="change")], doc_id="d")
    assert (claim.evidence.start, claim.evidence.text) == (5, "京东增长10%。")


def test_an_id_depends_on_document_place_kind_and_version(read, link_of, monkeypatch):
    reading = read("京东增长10%")
    link = link_of(reading, kind="change")

    def identifier(link=link, doc_id="d"):
        [claim] = claims(reading, [link], doc_id=doc_id)
        return claim.id

    first = identifier()
    assert identifier() == first
    assert len(first) == 16
    others = [identifier(doc_id="e"), identifier(replace(link, kind="share"))]
    monkeypatch.setattr("zhclaims.claims.assembly.__version__", __version__ + ".1")
    others.append(identifier())
    assert len({first, *others}) == 4
    assert identifier(doc_id="\ud800")
