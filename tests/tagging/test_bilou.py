"""BILOU: states, the spans they make, and how well a span fits."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhclaims.tagging.bilou import States, decode, label, states_of

GROUPS = (slice(0, 2), slice(2, 3))  # two types in the first group, one in the second


def states(*labels, sure=0.9):
    """States of characters each of which has one likely label."""
    chances = np.full((len(labels), 13), (1 - sure) / 12, dtype=np.float32)
    chances[np.arange(len(labels)), labels] = sure
    return states_of(chances, GROUPS)


@pytest.mark.parametrize(
    ("kind", "start", "end", "labels"),
    [(0, 3, 6, [1, 2, 3]), (1, 0, 2, [5, 7]), (2, 4, 5, [12])],
)
def test_labels_of_a_span(kind, start, end, labels):
    assert [label(kind, at, start, end) for at in range(start, end)] == labels


@pytest.mark.parametrize(
    ("labels", "spans"),
    [
        ([], []),
        ([0, 0], []),
        ([1, 2, 3], [(0, 3, 0)]),
        ([5, 7, 12], [(0, 2, 0), (2, 3, 1)]),  # a type of the first group, then a unit of the second
        ([0, 4, 4, 0], [(1, 2, 0), (2, 3, 0)]),
        ([1, 6, 3], [(0, 3, 0)]),  # types of one group may change within a span: it is one span
    ],
)
def test_spans_are_decoded(labels, spans):
    assert list(decode(states(*labels))) == spans


@given(st.lists(st.integers(0, 12), max_size=30))
def test_any_states_make_spans_in_order_without_overlap(labels):
    spans = list(decode(states(*labels, sure=0.5)))
    assert all(start < end <= len(labels) for start, end, _ in spans)
    assert all(one[1] <= other[0] for one, other in itertools.pairwise(spans))


def test_a_broken_run_is_mended_by_what_is_most_probable():
    assert list(decode(states(0, 2, 3))) in ([(0, 3, 0)], [(1, 3, 0)])  # inside after outside can't be


def test_support_is_highest_for_the_span_itself():
    found = States(states(0, 1, 2, 3, 0))
    fits = {(s, e): found.support(s, e, 0) for s in range(5) for e in range(s + 1, 6)}
    assert max(fits, key=fits.__getitem__) == (1, 4)
    assert found.support(1, 4, 0) == pytest.approx(np.log(0.9 + 0.1 / 12), abs=1e-4)
    assert found.chance(1, 4, 0) > 0.9 > found.chance(0, 1, 0)


def test_what_was_not_asked_is_not_known():
    logarithms = states(1, 3, 0, 0)
    logarithms[2:] = np.nan
    found = States(logarithms)
    assert [found.known(0, 2), found.known(1, 3), found.known(2, 4)] == [True, False, False]
    assert list(decode(logarithms)) == [(0, 2, 0)]
