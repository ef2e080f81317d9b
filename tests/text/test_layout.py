"""Layout: paragraphs, sentences and clauses cover a text without gaps."""

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from zhclaims.text import layout

# fmt: off
SENTENCES = [
    ("", []),
    ("\n", ["\n"]),
    ("营收增长", ["营收增长"]),
    ("营收增长。利润下降！为何？", ["营收增长。", "利润下降！", "为何？"]),
    ("他说：“增长了。”随后离开。", ["他说：“增长了。”", "随后离开。"]),
    ("（已增长。）其后下降。", ["（已增长。）", "其后下降。"]),
    ("增长3.5%。", ["增长3.5%。"]),
    ("基于Node.js开发。", ["基于Node.js开发。"]),
    ("真的吗？！是的", ["真的吗？！", "是的"]),
    ("等等……然后", ["等等……", "然后"]),
    ("还有…然后", ["还有…然后"]),
    ("标题\n\n正文一。正文二", ["标题", "\n\n", "正文一。", "正文二"]),
    ("第一行\r\n第二行", ["第一行", "\r\n", "第二行"]),
    ("Wow!好", ["Wow!", "好"]),
]
CLAUSES = [
    ("营收增长，利润下降。", ["营收增长，", "利润下降。"]),
    ("营收1,200万元", ["营收1,200万元"]),
    ("营收增长,利润下降", ["营收增长,", "利润下降"]),
    ("达20%,其中", ["达20%,", "其中"]),
    ("9:30开盘：上涨", ["9:30开盘：", "上涨"]),
    ("腾讯、京东；美团", ["腾讯、", "京东；", "美团"]),
    ("茅台（600519）上涨", ["茅台（", "600519）", "上涨"]),
    ("推出“新品牌计划”并", ["推出“", "新品牌计划”", "并"]),
]
PARAGRAPHS = [
    ("一。二。", ["一。二。"]),
    ("一。\n二。\r\n\r\n三。", ["一。\n", "二。\r\n\r\n", "三。"]),
    ("\n一", ["\n", "一"]),
]
LAYERS = [("paragraphs", *row) for row in PARAGRAPHS] + [("clauses", *row) for row in CLAUSES]
# fmt: on


@pytest.mark.parametrize(("layer", "text", "expected"), LAYERS)
def test_a_text_is_cut(layer, text, expected):
    assert [text[start:end] for start, end in getattr(layout(text), layer)] == expected


@pytest.mark.parametrize(("text", "expected"), SENTENCES)
def test_a_text_is_cut_into_sentences(text, expected):
    # a line break ends a sentence and belongs to the one it closes
    cut = [text[start:end] for start, end in layout(text).sentences]
    assert "".join(cut) == text
    assert [piece for piece in (piece.strip("\r\n") for piece in cut) if piece] == [
        piece for piece in (piece.strip("\r\n") for piece in expected) if piece
    ]


SOME_TEXT = st.text(st.characters(codec=None, exclude_categories=()), max_size=30) | st.text(
    st.sampled_from("营收9.,:，。；：、！？!?…”』）(（“\r\n \ud800\x00"), max_size=40
)


@given(SOME_TEXT)
@example("。\n，\n")
def test_each_layer_covers_the_text_and_lies_within_the_one_above(text):
    found = layout(text)
    for layer in (found.paragraphs, found.sentences, found.clauses):
        assert [span for span in layer if span.start >= span.end] == []
        assert all(left.end == right.start for left, right in pairwise(layer))
        assert ([layer[0].start, layer[-1].end] if layer else [0, 0]) == [0, len(text)]
    for outer, inner in ((found.paragraphs, found.sentences), (found.sentences, found.clauses)):
        assert {span.start for span in outer} <= {span.start for span in inner}


@given(SOME_TEXT.filter(bool))
def test_an_offset_finds_its_place(text):
    found = layout(text)
    for offset in range(len(text)):
        for layer, place in (
            (found.paragraphs, found.paragraph),
            (found.sentences, found.sentence),
            (found.clauses, found.clause),
        ):
            start, end = layer[place(offset)]
            assert start <= offset < end


def test_an_empty_text_has_a_place_for_offset_0():
    found = layout("")
    assert (found.paragraph(0), found.sentence(0), found.clause(0)) == (0, 0, 0)
