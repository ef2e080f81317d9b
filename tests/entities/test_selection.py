"""Selection: candidates, their rivals, and the best choice among them."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhclaims.entities.entity import Entity
from zhclaims.entities.selection import Selector, candidates, default_selector, features, rivalries, traits
from zhclaims.errors import TableError


def entity(start, end, source="tagger", kind="company", score=0.9):
    name = "甲" * (end - start)
    return Entity(start, end, name, name, kind, score=score, source=source)


def test_what_several_found_is_one_candidate_and_the_lexicon_says_what_it_is():
    [one, other] = candidates([entity(0, 4), entity(0, 4, "lexicon", "brand"), entity(2, 6, "legal")])
    assert (one.entity.type, one.sources) == ("brand", ("lexicon", "tagger"))
    assert other.sources == ("legal",)


def test_rivals_are_told_apart():
    spans = candidates([entity(0, 6), entity(2, 4), entity(5, 8)])
    assert [span.entity.end for span in spans] == [4, 6, 8]
    assert rivalries(spans, []) == [{"held"}, {"holds", "crossed"}, {"crossed"}]
    assert rivalries(spans[:1], [entity(1, 5, kind="sector")]) == [{"other-held"}]


def test_the_choice_has_the_largest_sum():
    weights = {"tagger": 1.0, "legal": 3.0, "lexicon": 1.9}
    found = [entity(0, 4), entity(3, 9, "legal"), entity(8, 12, "lexicon"), entity(20, 22, "act")]
    chosen = Selector(weights).select(found, [], None)
    assert [(one.start, one.end) for one in chosen] == [(3, 9)]  # 3 against 1 + 1.9; without odds nothing is taken
    assert chosen[0].score == pytest.approx(0.953, abs=1e-3)


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(1, 6), st.sampled_from(["tagger", "lexicon", "act"]))))
def test_chosen_names_are_in_order_and_do_not_overlap(spans):
    found = [entity(start, start + size, source) for start, size, source in spans]
    chosen = default_selector().select(found, [], None)
    assert all(one.end <= other.start for one, other in pairwise(chosen))
    assert all(0.5 <= one.score <= 1 for one in chosen)


def test_features_are_named_by_what_found_a_candidate():
    [one] = candidates([entity(0, 4, "suffix")])
    names = set(features(traits(one, None, {"held"})))
    assert {"company", "suffix", "suffix:company", "held", "held:suffix", "unasked:suffix"} <= names


@pytest.mark.parametrize("content", ["", "[]", '{"tagger": "high"}'])
def test_a_file_that_is_no_table_of_weights_is_told(content, tmp_path):
    path = tmp_path / "selection.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(TableError, match="selection"):
        Selector.read(path)
