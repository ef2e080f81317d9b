"""Scores by kind, intervals, calibration, comparison and agreement, computed by hand."""

import json

import pytest

from zhclaims.errors import GoldError
from zhclaims.evaluation import Score, agreement, compare, evaluate_claims
from zhclaims.evaluation.markdown import agreement_page, comparison_page, evaluation_page


def test_a_claim_of_the_wrong_kind_is_spurious_in_one_and_missed_in_the_other(claim, document):
    gold = [document("d", claim("3亿元"), claim("2亿元"), claim("80人", kind="count"))]
    predicted = {"d": [claim("3亿元"), claim("2亿元", kind="count"), claim("80人", kind="count", subject=None)]}
    kinds = evaluate_claims(gold, predicted).kinds()
    assert {kind: (each.predicted, each.gold) for kind, each in kinds.items()} == {"amount": (1, 2), "count": (2, 1)}
    assert kinds["amount"].scores()["claim"] == Score(1.0, 0.5, 2 / 3)
    assert kinds["count"].scores()["metric"] == Score(0.5, 1.0, 2 / 3)
    assert kinds["count"].scores()["claim"] == Score(0.0, 0.0, 0.0)


def test_empty_gold_counts_and_missing_gold_is_named(claim, document):
    gold = [document("empty"), document("silent", claim("3亿元"))]
    evaluation = evaluate_claims(gold, {"empty": [claim("3亿元")], "unknown": [claim("3亿元")]})
    assert (evaluation.documents, evaluation.predicted, evaluation.gold) == (2, 1, 1)
    assert (evaluation.unknown, evaluation.silent) == (("unknown",), ("silent",))


def test_the_interval_of_each_field_holds_its_score(claim, document):
    gold = [document(str(number), claim("3亿元")) for number in range(8)]
    predicted = {str(number): [claim("3亿元", subject="乙公司" if number % 2 else "甲公司")] for number in range(8)}
    evaluation = evaluate_claims(gold, predicted)
    assert evaluation.intervals["value"] == (1.0, 1.0)
    low, high = evaluation.intervals["subject"]
    assert low < evaluation.scores["subject"].f1 == 0.5 < high
    assert evaluation.interval == evaluation.intervals["claim"] == (low, high)


# fmt: off
CALIBRATED = [
    # (confidence, right) of each claim; error, Brier score, share sure, precision of those
    ([(1.0, True)], (0.0, 0.0, 1.0), 1.0),
    ([(1.0, False)], (1.0, 1.0, 1.0), 0.0),
    ([(0.5, True), (0.5, False)], (0.0, 0.25, 0.0), None),
    ([(0.9, True), (0.95, False), (0.05, False)], ((0.425 * 2 + 0.05) / 3, (0.01 + 0.9025 + 0.0025) / 3, 2 / 3), 0.5),
]
# fmt: on


@pytest.mark.parametrize(("points", "figures", "precision"), CALIBRATED)
def test_confidence_is_held_against_being_right(points, figures, precision, claim, document):
    gold = [document(str(number), claim("3亿元")) for number in range(len(points))]
    predicted = {
        str(number): [claim("3亿元", confidence=confidence, subject="甲公司" if right else "乙公司")]
        for number, (confidence, right) in enumerate(points)
    }
    found = evaluate_claims(gold, predicted).calibration()
    assert (found.error, found.brier, found.sure) == pytest.approx(figures)
    assert found.sure_precision == precision
    assert sum(each.claims for each in found.bins) == found.claims == len(points)


def test_claims_without_confidence_have_no_calibration(claim, document):
    assert evaluate_claims([document("d", claim("3亿元"))], {"d": [claim("3亿元")]}).calibration() is None
    optional = document("d", claim("3亿元", optional=True))
    assert evaluate_claims([optional], {"d": [claim("3亿元", confidence=0.5)]}).calibration() is None


def test_what_a_change_won_and_lost_is_told(claim, document):
    gold = [document("d", claim("3亿元"), claim("5亿元"), claim("2亿元", optional=True))]
    before = evaluate_claims(gold, {"d": [claim("3亿元"), claim("5亿元", subject=None), claim("80人")]})
    after = evaluate_claims(gold, {"d": [claim("5亿元"), claim("2亿元")]})
    told = {(each.value, each.won, *each.what) for each in compare(before, after).turned}
    assert told == {
        ("3亿元", False, "right", "missed"),
        ("5亿元", True, "wrong subject", "right"),
        ("80人", True, "spurious", "gone"),
    }


def test_a_document_that_is_alike_says_nothing_and_many_that_are_better_say_much(claim, document):
    gold = [document(str(number), claim("3亿元")) for number in range(12)]
    good = evaluate_claims(gold, {str(number): [claim("3亿元")] for number in range(12)})
    bad = evaluate_claims(gold, {str(number): [claim("3亿元", subject=None)] for number in range(12)})
    assert compare(good, good).p_value == 1.0
    better = compare(bad, good)
    assert (better.difference, better.interval) == (1.0, (1.0, 1.0))
    assert better.p_value < 0.01  # 2 of the 4,096 ways to swap are as extreme
    one = compare(evaluate_claims(gold[:1], {}), evaluate_claims(gold[:1], {"0": [claim("3亿元")]}))
    assert one.p_value == 1.0  # one document can't tell


def test_evaluations_of_different_gold_are_not_compared(document):
    with pytest.raises(ValueError, match="not of the same gold"):
        compare(evaluate_claims([document("a")], {}), evaluate_claims([document("b")], {}))


def test_two_annotators_agree_as_much_either_way(claim, document):
    first = [document("d", claim("3亿元"), claim("5亿元"), claim("2亿元", optional=True)), document("a")]
    second = [document("d", claim("3亿元"), claim("5亿元", subject=None), claim("2亿元"), claim("80人"))]
    found, turned = agreement(first, second), agreement(second, first)
    assert (found.documents, found.claims, found.aligned) == (1, (2, 3), 2)
    assert found.only_first == turned.only_second == ("a",)
    assert found.scores["value"] == Score(2 / 3, 1.0, 0.8)
    assert {name: score.f1 for name, score in found.scores.items()} == pytest.approx(
        {name: score.f1 for name, score in turned.scores.items()}
    )
    assert found.among_aligned == {"value": 1.0, "subject": 0.5, "metric": 1.0, "period": 1.0, "claim": 0.5}
    assert [(each.value, each.label) for each in found.differences] == [
        ("5亿元", "subject: no subject found"),
        ("80人", "spurious"),
    ]


def test_annotations_of_other_texts_are_refused(document):
    with pytest.raises(GoldError, match="no document is in both"):
        agreement([document("a")], [document("b")])
    with pytest.raises(GoldError, match="the text of 'a' is not the same"):
        agreement([document("a")], [document("a", text="别的")])


def test_pages_are_markdown_that_articles_can_not_break(claim, document):
    text = "甲公司营收3亿元。|`*营\x1b5亿元，利\ud8002亿元！[工80人。"
    hostile = document("a|b", claim("3亿元", optional=True), claim("80人", kind="count"), text=text)
    before, after = (evaluate_claims([hostile], {"a|b": found}) for found in ([], [claim("80人", confidence=0.3)]))
    pages = [
        evaluation_page(after, listed=True),
        comparison_page(compare(before, after)),
        agreement_page(agreement([hostile], [document("a|b", claim("80人"), text=text)])),
    ]
    for page in pages:
        page.encode()
        assert "\x1b" not in page
        for line in page.splitlines():
            if line.startswith("|"):
                assert line.replace("\\|", "").count("|") in {3, 4, 5, 6, 12}
    assert "a\\|b, **80人**" in pages[0]
    json.dumps([after.details(), compare(before, after).to_dict(), agreement([hostile], [hostile]).to_dict()])
