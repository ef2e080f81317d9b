"""Choice: a linear model over named features."""

import json
from math import e, isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhclaims.claims.choice import CONFIDENCE, Choice, Model, Option, speller
from zhclaims.errors import TableError
from zhclaims.resources import model_path

DECISIONS = {"claim", "kind", "metric", "subject", "period", "modality", "source"}


def _options(*features):
    return [Option(at, names) for at, names in enumerate(features)]


BOTH = speller(lambda one, other: (one, other))

# fmt: off
CHOSEN = [
    # weights, features of the options, which one, its probability
    ({"a": 1.0}, (["a"], []), 0, e / (e + 1)),
    ({"a": -1.0}, (["a"], []), 1, e / (e + 1)),
    ({"a": 1.0, "b": 1.0}, (["a"], ["a", "b"]), 1, e / (e + 1)),
    ({"a": 1.0}, (["a", "a"], ["a"]), 0, e / (e + 1)),  # a feature counts as often as it holds
    ({"a": 1.0}, (["b"], ["c"], []), 0, 1 / 3),  # the first of equals
    ({"a": 1.0}, ([], ["a"], ["a"]), 1, e / (2 * e + 1)),
    ({"a": 0.1, "b": 0.2, "c": 0.3}, (["c"], ["a", "b"]), 0, 1 / 2),  # equal, though 0.1 + 0.2 > 0.3 in binary
    ({"a": 1.0, "b": 1.0}, ([(BOTH, "a", "b")], ["a"]), 0, e / (e + 1)),  # a group counts as its names
    ({}, ([], []), 0, 1 / 2),
    ({"a": 1e6}, (["a"], []), 0, 1.0),  # no overflow
    ({"a": -1e6}, (["a"], ["a"]), 0, 1 / 2),
]
# fmt: on


@pytest.mark.parametrize(("weights", "features", "outcome", "probability"), CHOSEN)
def test_the_highest_score_is_chosen(weights, features, outcome, probability):
    made = Model({"kind": weights}).decide("kind", _options(*features))
    assert made.outcome == outcome
    assert isclose(made.probability, probability)


def test_where_there_is_no_choice_no_weights_are_asked():
    assert Model({}).decide("kind", [Option("rank", ["a"])]) == Choice("rank", 1.0)


def test_a_decision_that_training_never_met_has_no_weights():
    assert Model({}).decide("source", _options(["a"], ["b"])) == Choice(0, 0.5)


NAMES = st.sampled_from("abcdef")


@given(
    st.dictionaries(NAMES, st.floats(-50, 50)),
    st.lists(st.lists(NAMES, max_size=4), min_size=1, max_size=6),
    st.randoms(use_true_random=False),
)
def test_probabilities_are_those_of_a_softmax(weights, features, random):
    model = Model({"metric": weights})
    options = _options(*features)
    made = model.decide("metric", options)
    assert 1 / len(options) - 1e-9 <= made.probability <= 1
    random.shuffle(options)
    again = model.decide("metric", options)
    assert isclose(again.probability, made.probability)
    scores = [sum(weights.get(name, 0.0) for name in names) for names in features]
    assert isclose(scores[again.outcome], max(scores), abs_tol=1e-9)


def test_weights_are_read(tmp_path):
    path = tmp_path / "weights.json"
    path.write_text(json.dumps({"metric": {"营收": 1.5}}, ensure_ascii=False), encoding="utf-8")
    assert Model.read(path).weights == {"metric": {"营收": 1.5}}


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b"weights"])
def test_what_are_no_weights_is_told(tmp_path, content):
    path = tmp_path / "weights.json"
    path.write_bytes(content)
    with pytest.raises(TableError, match="can't be read as the weights of a linker") as caught:
        Model.read(path)
    assert caught.value.path == str(path)


def test_missing_weights_are_told(tmp_path):
    with pytest.raises(TableError, match="No such file"):
        Model.read(tmp_path / "none.json")


def test_the_shipped_weights_are_numbers_for_every_decision():
    weights = Model.read(model_path() / "claims" / "weights.json").weights
    assert set(weights) == DECISIONS | {CONFIDENCE}
    assert all(isinstance(weight, float | int) for named in weights.values() for weight in named.values())
    assert all(abs(weight) < 100 for named in weights.values() for weight in named.values())
    assert list(weights[CONFIDENCE].values()) == sorted(weights[CONFIDENCE].values())  # surer claims are oftener right


@pytest.mark.parametrize(("joint", "share"), [(0.0, 0.1), (0.2, 0.1), (0.4, 0.3), (0.6, 0.5), (1.0, 0.5)])
def test_confidence_lies_between_the_shares_that_training_kept(joint, share):
    assert Model({CONFIDENCE: {"0.2": 0.1, "0.6": 0.5}}).confidence(joint) == pytest.approx(share)


def test_without_shares_confidence_is_the_joint_probability():
    assert Model({CONFIDENCE: {}}).confidence(0.37) == 0.37
