"""Direction cues."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhclaims.metrics import directions

# fmt: off
CUES = [
    ("营收同比增长5%", [("增长", "up")]),
    ("毛利率下滑2个百分点", [("下滑", "down")]),
    ("降幅收窄0.4个百分点", [("降幅", "down"), ("收窄", "down")]),
    ("与上年持平", [("持平", "flat")]),
    ("亏损扩大一倍", [("亏损扩大", "down")]),
    ("業績下調5%", [("下調", "down")]),
    ("股价翻倍后腰斩", [("翻倍", "up"), ("腰斩", "down")]),
    ("没有方向的句子", []),
]
# fmt: on


@pytest.mark.parametrize(("text", "cues"), CUES)
def test_cues_are_found_longest_first(text, cues):
    assert [(cue.text, cue.direction) for cue in directions(text)] == cues


@given(st.text() | st.lists(st.sampled_from(["增长", "降", "收窄", "\ud800", "。", "漲"])).map("".join))
def test_spans_are_offsets_into_the_text_as_given(text):
    end = 0
    for cue in directions(text):
        assert end <= cue.start < cue.end
        assert text[cue.start : cue.end] == cue.text
        end = cue.end
