"""Claims of different articles that can't both be right."""

import json

import pytest

from zhclaims.contradictions import conflicts

PERIOD = {"text": "2020年", "value": "2020", "from": "2020-01-01", "to": "2020-12-31"}


@pytest.fixture
def claim(read_revenues):
    def make(doc_id, value="100亿元", *, subject="甲", number=None, **fields):
        [claim] = read_revenues(f"{subject}营收{value}", doc_id=doc_id)
        data = claim.model_dump(mode="json") | {"period": PERIOD}
        data |= {name: each for name, each in fields.items() if name not in {"unit", "qualifier", "low", "high"}}
        more = {name: each for name, each in fields.items() if name in {"unit", "qualifier", "low", "high"}}
        data["value"] |= more if number is None else more | {"number": number}
        return type(claim).model_validate(data)

    return make


# fmt: off
PAIRS = [
    # the other claim of another article, whether the two disagree
    ({"value": "100亿元"}, False),
    ({"value": "101亿元"}, True),
    ({"value": "101亿元", "subject": "乙"}, False),
    ({"value": "101亿元", "period": {**PERIOD, "value": "其他"}}, True),
    ({"value": "101亿元", "period": {**PERIOD, "to": "2020-06-30"}}, False),
    ({"value": "101亿元", "period": None}, False),
    ({"value": "101亿元", "period": {"value": "XXXX-09"}}, False),
    ({"value": "101亿元", "metric": None}, False),
    ({"value": "101亿元", "modality": "forecast"}, False),
    ({"value": "101亿元", "negated": True}, False),
    ({"value": "101亿元", "unit": "USD"}, False),
    ({"value": "101亿元", "kind": "count"}, False),
    ({"value": "101亿元", "kind": "duration"}, False),
    ({"value": "101亿元", "item": {"start": 0, "end": 1, "text": "甲"}}, False),
    ({"value": "101亿元", "change": {"direction": "up", "basis": "yoy"}}, False),
    ({"value": "103亿元", "qualifier": "about", "low": None, "high": None}, False),
    ({"value": "110亿元", "qualifier": "about", "low": None, "high": None}, True),
    ({"value": "90亿元", "qualifier": "over", "high": None}, False),
    ({"value": "110亿元", "qualifier": "over", "high": None}, True),
    ({"value": "101亿元", "confidence": 0.05}, False),
]
# fmt: on


@pytest.mark.parametrize(("other", "disagree"), PAIRS)
def test_two_articles_disagree_or_do_not(other, disagree, claim):
    found = conflicts([claim("a"), claim("b", **other)], confidence=0.1)
    assert len(found) == disagree
    assert conflicts([claim("a"), claim("a", **other)], confidence=0.1) == []


def test_a_finer_figure_agrees_with_a_rounded_one(claim):
    fine = claim("b", "10023000000亿元", number=10023000000)
    assert conflicts([claim("a"), fine]) == []


def test_articles_of_one_figure_stand_together(claim):
    claims = [claim("a"), claim("b", "120亿元"), claim("c", "120亿元", confidence=0.9), claim("c", "120亿元")]
    [found] = conflicts(claims)
    assert [sorted(side.documents) for side in (found.first, found.second)] == [["b", "c"], ["a"]]
    assert found.first.claims[0].confidence == 0.9
    assert found.confidence == pytest.approx(0.45)
    assert found.gap == pytest.approx((119.5 - 100.5) / 119.5)


def test_an_article_that_gives_both_figures_disagrees_with_none(claim):
    assert conflicts([claim("a"), claim("a", "120亿元"), claim("b", "120亿元")]) == []


def test_an_article_does_not_disagree_with_its_own_title(claim):
    title, text, other = claim("a#title"), claim("a", "101亿元"), claim("b", "120亿元")
    assert conflicts([title, text]) == []
    assert [each.first.documents for each in conflicts([title, text, other])] == [{"a"}, {"a"}]


def test_forecasts_are_compared_where_they_are_asked_for(claim):
    claims = [claim("a", modality="forecast"), claim("b", "120亿元", modality="forecast")]
    assert len(conflicts(claims, modalities=["forecast"])) == 1


@pytest.mark.parametrize(("subject", "count"), [("全省", 0), ("公司", 0), ("全国", 1)])
def test_names_that_mean_another_in_each_article_are_not_compared(subject, count, claim):
    assert len(conflicts([claim("a", subject=subject), claim("b", "120亿元", subject=subject)])) == count


def test_the_likeliest_come_first_whatever_the_order(claim):
    claims = [
        claim("a"),
        claim("b", "120亿元"),
        claim("a", subject="乙", confidence=0.9),
        claim("b", "130亿元", subject="乙"),
    ]
    found = conflicts(claims)
    assert [each.first.claims[0].subject.text for each in found] == ["乙", "甲"]
    assert conflicts(reversed(claims)) == found


def test_a_conflict_is_written_with_both_sentences(claim):
    [found] = conflicts([claim("a"), claim("b", "120亿元")])
    data = json.loads(json.dumps(found.to_dict()))
    assert data["about"] == {
        "subject": "甲",
        "metric": "revenue",
        "item": None,
        "period": "2020",
        "kind": "amount",
        "modality": "actual",
    }
    assert [data[side][0]["evidence"]["text"] for side in ("first", "second")] == ["甲营收100亿元", "甲营收120亿元"]
