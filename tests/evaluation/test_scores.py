"""Scores computed by hand, after the section Scores of the guideline."""

# ruff: noqa: S311 # random numbers draw samples here

import json
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from zhclaims.evaluation import FIELDS, Evaluation, GoldClaim, GoldDocument, Score, evaluate, evaluate_claims
from zhclaims.evaluation.scores import align, right_fields

TEXT = "甲公司和乙公司营收约10亿元至12亿元，据丙机构"


def _mention(text, concept=None):
    start = TEXT.index(text)
    return {"start": start, "end": start + len(text), "text": text, "id": concept}


def _claim(value="10亿元", kind="amount", subject="甲公司", **fields):
    row = {
        "kind": kind,
        "subject": _mention(subject) if isinstance(subject, str) else subject,
        "metric": _mention("营收", "revenue"),
        "value": _value(value) if isinstance(value, str) else value,
    }
    return GoldClaim.model_validate({**row, **fields})


def _value(text="10亿元", **fields):
    start = TEXT.index(text)
    span = {"start": start, "end": start + len(text), "text": text}
    return {**span, "number": 10**9, "unit": "CNY", "qualifier": "exact", **fields}


ALL = set(FIELDS)
# fmt: off
JUDGED = [
    # what differs in the prediction, what differs in the gold, the fields that are wrong
    ({}, {}, set()),
    ({"kind": "count"}, {}, {"value", "claim"}),
    ({"value": _value(number=10**9 * (1 + 1e-10))}, {}, set()),
    ({"value": _value(number=10**9 + 10)}, {}, {"value", "claim"}),
    ({"value": _value(number=-10**9)}, {}, {"value", "claim"}),
    ({"value": _value(number=None)}, {}, {"value", "claim"}),
    ({"value": _value(unit="USD")}, {}, {"value", "claim"}),
    ({"value": _value(unit="")}, {"value": _value(unit=None)}, set()),
    ({"value": _value(qualifier="about")}, {}, {"value", "claim"}),
    ({"value": _value(low=1, high=2)}, {"value": _value(low=None, high=5)}, set()),  # bounds count only without number
    ({"value": _value(number=None, low=1, high=2)}, {"value": _value(number=None, low=1, high=2)}, set()),
    ({"value": _value(number=None, low=1, high=None)}, {"value": _value(number=None, low=1, high=2)}, {"value", "claim"}),
    ({"value": _value(number=1, low=1, high=2)}, {"value": _value(number=None, low=1, high=2)}, {"value", "claim"}),
    ({"subject": _mention("甲公司", "甲")}, {"subject": _mention("乙公司", "甲")}, set()),
    ({"subject": _mention("甲公司")}, {"subject": _mention("乙公司", "甲公司")}, set()),
    ({"subject": _mention("甲公司", "甲")}, {"subject": _mention("乙公司", "乙")}, {"subject", "claim"}),
    ({"subject": _mention("公司")}, {}, {"subject", "claim"}),  # a part of a name is another name
    ({"subject": None}, {}, {"subject", "claim"}),
    ({"subject": None}, {"subject": None}, set()),
    ({"metric": _mention("营收", "cost")}, {}, {"metric", "claim"}),
    ({"metric": _mention("甲公司", "revenue")}, {}, set()),  # ids decide where both have one
    ({"metric": _mention("收")}, {}, set()),
    ({"metric": _mention("甲公司")}, {}, {"metric", "claim"}),
    ({"metric": None}, {}, {"metric", "claim"}),
    ({"metric": None}, {"metric": None}, set()),
    ({"item": _mention("公司")}, {"item": _mention("甲公司")}, set()),
    ({"item": _mention("乙公司")}, {"item": _mention("甲公司")}, {"item"}),
    ({"item": _mention("公司")}, {}, {"item"}),
    ({"change": {"direction": "up"}}, {"change": {"direction": "up", "basis": "none", "form": "percent"}}, set()),
    ({"change": {"direction": "up", "basis": "yoy"}}, {"change": {"direction": "up", "basis": "qoq"}}, {"change"}),
    ({"change": {"direction": "up"}}, {}, {"change"}),
    ({"period": {"value": "2021", "from": "2021-01-01", "to": "2021-12-31"}}, {"period": {"from": "2021-01-01", "to": "2021-12-31"}}, set()),
    ({"period": {"from": "2021-01-01"}}, {"period": {"from": "2021-01-01", "to": "2021-12-31"}}, {"period", "claim"}),
    ({"period": {"value": "XXXX-09"}}, {}, set()),  # days are what counts, and neither has any
    ({"period": {"from": "2021-01-01"}}, {}, {"period", "claim"}),
    ({"modality": "target"}, {}, {"modality", "claim"}),
    ({"negated": True}, {}, {"modality", "claim"}),
    ({"source": _mention("丙机构")}, {"source": _mention("机构")}, set()),
    ({"source": _mention("丙机构")}, {}, {"source"}),
]
ALIGNED = [
    # predicted, gold, pairs
    ([], [_claim()], set()),
    ([_claim()], [], set()),
    ([_claim("12亿元")], [_claim("10亿元")], set()),
    ([_claim("10亿元")], [_claim("约10亿元至12亿元")], {(0, 0)}),
    ([_claim("亿元至"), _claim("10亿元")], [_claim("10亿元")], {(1, 0)}),  # most overlap first
    ([_claim("约10亿元至12亿元")], [_claim("元至"), _claim("12亿元")], {(0, 1)}),
    ([_claim(subject="乙公司"), _claim(subject="甲公司")], [_claim(subject="甲公司"), _claim(subject="乙公司")], {(0, 1), (1, 0)}),
    ([_claim(kind="count"), _claim()], [_claim()], {(1, 0)}),
    ([_claim(), _claim()], [_claim(), _claim()], {(0, 0), (1, 1)}),
]
# fmt: on


@pytest.mark.parametrize(("found", "true", "wrong"), JUDGED)
def test_fields_are_judged(found, true, wrong):
    assert ALL - right_fields(_claim(**found), _claim(**true)) == wrong


@pytest.mark.parametrize(("predicted", "gold", "pairs"), ALIGNED)
def test_claims_are_aligned(predicted, gold, pairs):
    assert set(align(predicted, gold)) == pairs


def _document(doc_id, *claims):
    return GoldDocument(doc_id=doc_id, text=TEXT, claims=claims)


def test_scores_are_micro_over_documents():
    gold = [_document("a", _claim(), _claim("12亿元", modality="target")), _document("b", _claim())]
    predicted = {"a": [_claim("12亿元"), _claim()], "c": [_claim()]}
    evaluation = evaluate_claims(gold, predicted)
    assert (evaluation.documents, evaluation.predicted, evaluation.gold) == (2, 2, 3)
    assert evaluation.scores["span"] == Score(1.0, 2 / 3, 0.8)
    assert evaluation.scores["claim"] == Score(0.5, 1 / 3, 0.4)
    assert evaluation.scores["modality"] == evaluation.scores["claim"]
    assert evaluation.unknown == ("c",)


def test_a_spurious_claim_costs_every_field():
    evaluation = evaluate_claims([_document("a", _claim())], {"a": [_claim(), _claim("12亿元")]})
    assert set(evaluation.scores.values()) == {Score(0.5, 1.0, 2 / 3)}


@pytest.mark.parametrize("predicted", [[], [_claim()], [_claim(kind="count")]])
def test_optional_claims_count_neither_for_nor_against(predicted):
    evaluation = evaluate_claims([_document("a", _claim(optional=True))], {"a": predicted})
    assert (evaluation.predicted, evaluation.gold) == (0, 0)


@pytest.mark.parametrize(
    ("gold", "predicted"), [([], {}), ([_document("a")], {}), ([_document("a")], {"a": [_claim()]})]
)
def test_nothing_to_count_is_no_error(gold, predicted):
    evaluation = evaluate_claims(gold, predicted)
    assert evaluation.scores["claim"] == Score(0.0, 0.0, 0.0)
    assert evaluation.interval == (0.0, 0.0)


def test_the_interval_is_that_of_a_fixed_bootstrap():
    gold = [_document(str(number), _claim()) for number in range(7)]
    predicted = {str(number): [_claim(modality="target" if number % 3 else "actual")] for number in range(7)}
    rng = random.Random(0)
    f1 = sorted(sum(rng.randrange(7) % 3 == 0 for _ in range(7)) / 7 for _ in range(1000))
    assert evaluate_claims(gold, predicted).interval == pytest.approx((f1[25], f1[974]))


def test_extracted_claims_are_scored(read_revenues):
    text = "甲营收3亿元"
    [claim] = read_revenues(text, doc_id="d")
    gold = [GoldDocument(doc_id="d", text=text, claims=(GoldClaim.model_validate(claim.model_dump()),))]
    for evaluation in (evaluate(gold, [claim]), evaluate(gold, extractor=read_revenues)):
        assert set(evaluation.scores.values()) == {Score(1.0, 1.0, 1.0)}


def test_scores_are_shown():
    evaluation = Evaluation(2, 3, 4, {"value": Score(0.5, 0.25, 1 / 3), "claim": Score(0.5, 0.25, 1 / 3)}, (0.1, 0.6))
    assert evaluation.render().splitlines() == [
        "2 documents, 3 predicted, 4 gold",
        "value     P 0.500  R 0.250  F1 0.333",
        "claim     P 0.500  R 0.250  F1 0.333",
        "claim F1 0.333  (95 % 0.100 to 0.600 over documents)",
    ]
    assert evaluation.to_dict()["value"] == {"precision": 0.5, "recall": 0.25, "f1": 1 / 3}


# Where there is an independent scorer of the guideline (score.py GOLD PREDICTED --json, and gold in */*.jsonl beside
# it), its folder can be named to hold both against each other.
if "ZHCLAIMS_REFERENCE_SCORER" in os.environ:
    _REFERENCE = Path(os.environ["ZHCLAIMS_REFERENCE_SCORER"])

    @pytest.mark.parametrize("gold", sorted(_REFERENCE.glob("*/real.jsonl")), ids=lambda path: path.parent.name)
    @pytest.mark.parametrize("seed", range(3))
    def test_the_reference_scorer_agrees(gold, seed, tmp_path):
        rng = random.Random(seed)
        predictions = tmp_path / "claims.jsonl"
        with predictions.open("w", encoding="utf-8") as file:
            for document in map(json.loads, gold.read_text(encoding="utf-8").splitlines()):
                for claim in document["claims"]:
                    for _ in range(rng.choice((0, 1, 1, 1, 2))):
                        file.write(json.dumps({**_mangled(claim, rng), "doc_id": document["doc_id"]}) + "\n")
        command = [sys.executable, _REFERENCE / "score.py", gold, predictions, "--json"]
        run = subprocess.run(command, capture_output=True, check=True, text=True)  # noqa: S603
        assert evaluate(gold, predictions).to_dict() == json.loads(run.stdout)

    def _mangled(claim, rng):
        other = [
            {"subject": None},
            {"metric": None},
            {"modality": "target"},
            {"negated": True},
            {"period": None},
            {},
            {},
        ]
        value = {**claim["value"], **rng.choice([{"unit": None}, {"qualifier": "about"}, {}, {}])}
        return {**claim, **rng.choice(other), "value": value}
