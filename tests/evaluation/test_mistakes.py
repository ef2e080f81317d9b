"""What is wrong is named by field and cause, with the sentence it stands in."""

import pytest

from zhclaims.evaluation import evaluate_claims
from zhclaims.evaluation.judging import sentence_at
from zhclaims.evaluation.mistakes import causes

YEAR = {"value": "2020", "from": "2020-01-01", "to": "2020-12-31"}
NEXT = {"value": "2021", "from": "2021-01-01", "to": "2021-12-31"}

# fmt: off
CAUSES = [
    # predicted, gold, field and cause
    ({}, {}, []),
    ({"kind": "count"}, {}, [("value", "kind")]),
    ({"number": 2}, {}, [("value", "number")]),
    ({"unit": "USD"}, {}, [("value", "unit")]),
    ({"qualifier": "about"}, {}, [("value", "qualifier")]),
    ({"unit": "USD", "qualifier": "about"}, {}, [("value", "qualifier")]),
    ({"number": None}, {}, [("value", "number")]),
    ({"subject": None}, {}, [("subject", "no subject found")]),
    ({"subject": "乙公司"}, {}, [("subject", "another subject")]),
    ({"subject": "乙公司"}, {"subject": None}, [("subject", "a subject where there is none")]),
    ({"metric": "cost"}, {}, [("metric", "another metric")]),
    ({"metric": None}, {}, [("metric", "no metric found")]),
    ({"period": YEAR}, {}, [("period", "a period where there is none")]),
    ({"period": {"value": "XXXX-09"}}, {"period": YEAR}, [("period", "no period found")]),
    ({"period": NEXT}, {"period": YEAR}, [("period", "another period")]),
    ({"modality": "target"}, {}, [("modality", "target for actual")]),
    ({"negated": True}, {}, [("modality", "negation")]),
    ({"subject": None, "period": NEXT}, {"period": YEAR}, [("subject", "no subject found"), ("period", "another period")]),
    ({"subject": None}, {"optional": True}, []),
]
SENTENCES = [
    # text with the span in brackets, the sentence
    ("[3]", "3"),
    ("前一句。[3亿元]", "3亿元"),
    ("他说：“前一句。”营收[3亿元]。”后一句", "营收3亿元。”"),
    ("标题\n  营收[3亿元] \n下一段", "营收3亿元"),
    ("甲[3]，乙！丙", "甲3，乙！"),
]
# fmt: on


@pytest.mark.parametrize(("found", "true", "wrong"), CAUSES)
def test_the_cause_is_named(found, true, wrong, claim, document):
    evaluation = evaluate_claims([document("d", claim("5亿元", **true))], {"d": [claim("5亿元", **found)]})
    mistakes = evaluation.mistakes()
    assert [(mistake.field, mistake.cause) for mistake in mistakes] == wrong
    for mistake in mistakes:
        assert (mistake.doc_id, mistake.value, mistake.sentence) == ("d", "5亿元", "乙公司营收5亿元，利润2亿元！")
        assert mistake.predicted != mistake.gold


def test_missed_and_spurious_claims_are_mistakes(claim, document):
    evaluation = evaluate_claims([document("d", claim("3亿元"))], {"d": [claim("2亿元"), claim("80人")]})
    found = evaluation.mistakes()
    assert [(mistake.value, mistake.cause) for mistake in found] == [
        ("3亿元", "missed"),
        ("2亿元", "spurious"),
        ("80人", "spurious"),
    ]
    assert causes(found) == [("spurious", 2), ("missed", 1)]
    assert evaluation.details()["causes"] == {"spurious": 2, "missed": 1}


@pytest.mark.parametrize(("marked", "sentence"), SENTENCES)
def test_the_sentence_is_found(marked, sentence):
    start, end = marked.index("["), marked.index("]") - 1
    text = marked.replace("[", "").replace("]", "")
    first, last = sentence_at(text, start, end)
    assert text[first:last] == sentence
