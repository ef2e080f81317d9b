"""Training: a tiny gold teaches what it shows, always in the same way."""

import json

import pytest

from zhclaims.claims import training
from zhclaims.claims.assembly import claims
from zhclaims.claims.choice import Choice, Model, Option
from zhclaims.claims.figures import figures
from zhclaims.claims.linking import links
from zhclaims.claims.training import Example, Teacher, fit

# fmt: off
SENTENCES = [
    # sentence, and for its figures: value, kind, subject, metric, modality; no other figure is a claim
    ("京东2023年营收达到100亿元。", [("100亿元", "amount", "京东", "营收", "actual")]),
    ("美团2022年净利润为20亿元。", [("20亿元", "amount", "美团", "净利润", "actual")]),
    ("拼多多营收同比增长30%。", [("30%", "change", "拼多多", "营收", "actual")]),
    ("小米净利润同比下降5%。", [("5%", "change", "小米", "净利润", "actual")]),
    ("预计京东营收将达到200亿元。", [("200亿元", "amount", "京东", "营收", "forecast")]),
    ("预计美团净利润将达到30亿元。", [("30亿元", "amount", "美团", "净利润", "forecast")]),
    ("京东计划开设1000家门店。", [("1000家", "count", "京东", "门店", "target")]),
    ("美团计划开设2000家门店。", [("2000家", "count", "美团", "门店", "target")]),
    ("京东毛利率为15%。", [("15%", "share", "京东", "毛利率", "actual")]),
    ("美团毛利率为35%。", [("35%", "share", "美团", "毛利率", "actual")]),
    ("拼多多市占率为25%。", [("25%", "share", "拼多多", "市占率", "actual")]),
    ("上午共有3位嘉宾发言。", []),
    ("下午共有5位嘉宾发言。", []),
]
# fmt: on


def _mention(text, words, *, identifier=None):
    return {"start": text.index(words), "end": text.index(words) + len(words), "text": words, "id": identifier or words}


def _gold(reading, rows):
    text, claims = reading.text, []
    for value, kind, subject, metric, modality in rows:
        found = next(m for m in reading.metrics if m.text == metric)
        period = next(iter(reading.periods), None)
        claims.append(
            {
                "kind": kind,
                "value": _mention(text, value),
                "subject": _mention(text, subject),
                "metric": _mention(text, metric, identifier=found.id),
                "period": period and {"from": period.from_.isoformat(), "to": period.to.isoformat()},
                "modality": modality,
                "source": None,
                "negated": False,
            }
        )
    return claims


@pytest.fixture(scope="module")
def documents(read):
    readings = [(read(text), rows) for text, rows in SENTENCES]
    return [(reading, _gold(reading, rows)) for reading, rows in readings]


def _told(reading, model):
    return [
        (c.value.text, c.kind, c.subject and c.subject.text, c.metric and c.metric.text, c.modality)
        for c in claims(reading, links(reading, model), doc_id="d")
        if c.kind != "date"
    ]


def test_training_teaches_what_the_gold_shows(documents):
    trained = Model(training.train(documents, penalty=0.1))
    untrained = Model({decision: {} for decision in trained.weights})

    def right(model):
        return sum(_told(reading, model) == rows for (reading, _), (_, rows) in zip(documents, SENTENCES, strict=True))

    assert right(trained) == len(SENTENCES)
    assert right(untrained) < len(SENTENCES) / 2


def test_what_was_learned_holds_for_other_sentences(documents, read):
    model = Model(training.train(documents, penalty=0.1))
    assert _told(read("预计拼多多净利润将达到50亿元。"), model) == [
        ("50亿元", "amount", "拼多多", "净利润", "forecast")
    ]
    assert _told(read("小米营收同比增长7%。"), model) == [("7%", "change", "小米", "营收", "actual")]


def test_training_is_the_same_each_time_and_in_any_order(documents):
    first = training.train(documents)
    assert training.train(documents) == first
    assert json.dumps(first, sort_keys=True) == json.dumps(training.train(iter(documents)), sort_keys=True)
    backwards = training.train(documents[::-1])
    assert backwards.keys() == first.keys()
    for decision, weights in first.items():
        for name, weight in weights.items():
            assert backwards[decision].get(name, 0.0) == pytest.approx(weight, abs=0.02)


def test_a_stronger_penalty_gives_smaller_weights(documents):
    weak, strong = (training.train(documents, penalty=penalty)["kind"].values() for penalty in (0.1, 10.0))
    assert max(map(abs, strong)) < max(map(abs, weak))


def test_no_gold_teaches_nothing(read):
    assert training.train([]) == {}
    assert set(training.train([(read("京东营收100亿元"), [])])) <= {"claim"}


# --- the teacher ------------------------------------------------------------------------------------------------------


def test_the_teacher_decides_as_the_gold_does(documents):
    for (reading, gold), (_, rows) in zip(documents, SENTENCES, strict=True):
        assert _told(reading, Teacher(gold, figures(reading))) == rows


def test_an_optional_claim_teaches_nothing(read):
    reading = read("京东营收100亿元")
    gold = [{**_gold(reading, [("100亿元", "amount", "京东", "营收", "actual")])[0], "optional": True}]
    teacher = Teacher(gold, figures(reading))
    assert list(links(reading, teacher)) == []
    assert teacher.examples == {}


def test_gold_that_no_option_meets_teaches_nothing(read):
    reading = read("京东营收100亿元，增长")
    gold = _gold(reading, [("100亿元", "amount", "京东", "营收", "actual")])
    gold[0]["subject"] = {"start": 0, "end": 0, "text": "新东方", "id": "新东方"}
    teacher = Teacher(gold, figures(reading))
    [link] = links(reading, teacher)
    assert link.subject is None
    assert "subject" not in teacher.examples
    assert link.metric.text == "营收"


def test_gold_where_no_figure_stands_is_left_out(read):
    reading = read("京东营收100亿元")
    gold = _gold(reading, [("京东", "amount", "京东", "营收", "actual")])
    assert list(links(reading, Teacher(gold, figures(reading)))) == []
    assert Teacher(gold, []).decide("claim", [Option("claim", []), Option(None, [])], figures(reading)[0]) == Choice(
        None, 1.0
    )


def test_a_model_that_decides_instead_is_judged_by_the_gold_all_the_same(read):
    reading = read("京东营收100亿元，增长10%")
    gold = _gold(
        reading, [("100亿元", "amount", "京东", "营收", "actual"), ("10%", "change", "京东", "营收", "actual")]
    )
    nobody = Model({"subject": {"none": 9.0}})
    teacher = Teacher(gold, figures(reading), nobody)
    first, second = links(reading, teacher)
    assert first.subject is None
    assert second.subject is None
    examples = teacher.examples["subject"]
    assert [one.options[one.right.index(True)].outcome.text for one in examples] == ["京东", "京东"]
    assert "none:previous=True" in examples[1].options[-1].features


# --- the fit ----------------------------------------------------------------------------------------------------------


def _example(right, *features):
    return Example(
        [Option(at, names) for at, names in enumerate(features)], [at in right for at in range(len(features))]
    )


def test_a_feature_of_the_right_options_gains_weight():
    weights = fit([_example({0}, ["good", "both"], ["bad", "both"])] * 3)
    assert weights["good"] > 0 > weights["bad"]
    assert weights["good"] == pytest.approx(-weights["bad"], abs=0.002)
    assert "both" not in weights  # it tells nothing


def test_several_right_options_share_the_probability():
    weights = fit([_example({0, 1}, ["one"], ["two"], ["bad"])] * 3)
    assert weights["one"] == pytest.approx(weights["two"], abs=0.002)
    assert weights["one"] > weights["bad"]


def test_rare_features_are_left_out():
    examples = [_example({0}, ["good"], ["bad"]), _example({0}, ["good", "once"], ["bad"])]
    assert set(fit(examples)) == {"good", "bad"}
    assert set(fit(examples, rare=1)) == {"good", "bad", "once"}
