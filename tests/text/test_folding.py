"""Folding: one character to one character."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from zhclaims.text import fold

# Every character there is, the lone surrogates that files of other systems bring along too.
ANY_TEXT = st.text(st.characters(codec=None, exclude_categories=()), max_size=40)

# fmt: off
FOLDED = [
    ("", ""),
    ("营收增长20%", "营收增长20%"),
    ("１２．５％", "12.5%"),
    ("Ａ股ＩＰＯ", "A股IPO"),
    ("５０～６０", "50~60"),
    ("營收增長兩倍", "营收增长两倍"),
    ("３萬億圓", "3万亿圆"),
    ("壹佰貳拾參萬陸仟", "壹佰贰拾叁万陆仟"),
    ("約５００億美元", "约500亿美元"),
    ("第三季淨利潤轉虧", "第三季净利润转亏"),
    ("阿里\u3000巴巴", "阿里 巴巴"),
    ("营收\xa0100\u2009亿元", "营收 100 亿元"),
    ("a\x00b", "a b"),
    ("\ud800营收\udfff", "\ufffd营收\ufffd"),
    ("京东，美团：（10%）；？！", "京东，美团：（10%）；？！"),
    ("“百亿补贴”、《年报》。", "“百亿补贴”、《年报》。"),
    ("𠮷野家😀", "𠮷野家😀"),
    ("\r\n\t", "\r\n\t"),
]
# fmt: on


@pytest.mark.parametrize(("text", "expected"), FOLDED)
def test_a_text_is_folded(text, expected):
    assert fold(text) == expected


@given(ANY_TEXT, ANY_TEXT)
@example("\ud800", "\udc00")
def test_folding_is_one_to_one_and_settled_at_once(text, more):
    folded = fold(text)
    assert len(folded) == len(text)
    assert fold(folded) == folded
    assert fold(text + more) == folded + fold(more)
    folded.encode()
    assert "\x00" not in folded
