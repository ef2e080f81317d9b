"""Cues: words of modality and negation, and the longer words they only seem to stand in."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhclaims.claims import cues as module
from zhclaims.claims.cues import cues, negated
from zhclaims.claims.modality import modality_options
from zhclaims.errors import TableError
from zhclaims.text import fold

# fmt: off
CUES = [
    ("营收增长10%", []),
    ("预计营收增长10%", [("预计", "forecast")]),
    ("預計營收增長10%", [("预计", "forecast")]),
    ("公司拟回购5亿元", [("拟", "target")]),
    ("计划开设100家门店", [("计划", "target")]),
    ("如果营收增长10%", [("如果", "hypothetical")]),
    ("预计负债减少", []),  # an account
    ("董事会召开会议", []),
    ("应收账款5亿元", []),
    ("虚拟货币", []),
    ("即将军演", None),  # whatever it finds, it does not fail
    ("预计负债减少，预计全年增长", [("预计", "forecast")]),
]
# fmt: on


@pytest.mark.parametrize(("text", "expected"), CUES)
def test_cues_are_found_but_not_inside_other_words(text, expected):
    found = cues(fold(text))
    assert expected is None or [(cue.text, cue.modality) for cue in found] == expected


@given(st.text(st.sampled_from("预计负债拟虚将会董事如果若干目标力争有望营收\ud800\x00，"), max_size=20))
def test_cues_stand_in_the_text_one_after_the_other(text):
    text = fold(text)
    found = cues(text)
    assert all(text[cue.start : cue.end] == cue.text for cue in found)
    assert all(left.end <= right.start for left, right in pairwise(found))
    assert {cue.modality for cue in found} <= {"forecast", "target", "hypothetical", "actual"}


@pytest.mark.parametrize("row", ["预计,guess", ",forecast"])
def test_a_bad_row_is_told(tmp_path, monkeypatch, row):
    (tmp_path / "claims").mkdir()
    path = tmp_path / "claims" / "cues.csv"
    path.write_text(f"cue,class\n拟,target\n{row}\n", encoding="utf-8")
    monkeypatch.setattr(module, "model_path", lambda: tmp_path)
    with pytest.raises(TableError) as caught:
        module._table.__wrapped__()
    assert (caught.value.path, caught.value.line) == (str(path), 3)


# fmt: off
NEGATED = [
    # text before the value, whether it is negated
    ("营收未达到", True), ("营收并未达到", True), ("并没有增长", True), ("尚未突破", True), ("难以超过", True), ("不会低于", True),
    ("营收达到", False), ("未来达到", False), ("", False),
    ("没有停产，营收增长", False),  # in another clause
    ("未上市的公司营收增长了", False),  # too far
]
# fmt: on


@pytest.mark.parametrize(("before", "expected"), NEGATED)
def test_a_negation_governs_what_comes_next_in_its_clause(before, expected):
    text = before + "10%"
    assert negated(text, before.rfind("，") + 1, len(before), len(text)) is expected


def test_a_negation_before_the_clause_is_none_of_its():
    assert not negated("未增长10%", 1, 3, 6)


# fmt: off
TENSES = [
    # text, published is 2024-01-15; what the options know
    ("2025年营收增长10%", "2025年", {"when=future", "no-cue"}),
    ("2023年营收增长10%", "2023年", {"when=past", "no-cue"}),
    ("2024年营收增长10%", "2024年", {"when=open", "no-cue"}),
    ("营收增长10%", None, {"when=unknown", "no-cue"}),
    ("预计营收增长10%", None, {"clause=forecast", "clause:cue=预计", "last=forecast"}),
    ("公司预计，营收增长10%", None, {"sentence=forecast", "last-before=forecast", "last-before=forecast:clauses=1"}),
    ("营收增长10%的目标", None, {"after=target"}),
    ("预计。营收增长10%", None, {"no-cue"}),
]
# fmt: on


@pytest.mark.parametrize(("text", "period", "expected"), TENSES)
def test_modality_is_weighed_by_cues_and_tense(read, figure_of, *, text, period, expected):
    reading = read(text)
    when = next((found for found in reading.periods if found.text == period), None)
    options = modality_options(
        reading,
        figure_of(reading),
        kind="change",
        metric=None,
        period=when,
        cues=cues(reading.folded),
        history=(),
    )
    assert [option.outcome for option in options] == ["actual", "forecast", "target", "hypothetical"]
    for option in options:
        assert {f"{option.outcome}|{name}" for name in expected} <= set(option.features)
