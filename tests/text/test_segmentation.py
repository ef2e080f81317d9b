"""Segmentation: words by jieba that add up to the text, and cut through no number and no name."""

import json
import logging
import os
import subprocess
import sys
from itertools import accumulate
from pathlib import Path

import jieba
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from platformdirs import user_cache_path

from zhclaims.text import cut, segmentation, words
from zhclaims.text.parts import part_of_speech

# fmt: off
CUT = [
    ("", []),
    ("营收增长", ["营收", "增长"]),
    ("營收增長", ["營收", "增長"]),
    ("营收1.72万亿元", ["营收", "1.72", "万亿", "元"]),
    ("营收１．７２亿元", ["营收", "１．７２", "亿元"]),
    ("达1,234.5万", ["达", "1,234.5", "万"]),
    ("截至2020-06-18", ["截至", "2020-06-18"]),
    ("在9:30开盘", ["在", "9:30", "开盘"]),
    ("一千二百万人", ["一千二百万", "人"]),
    ("貳佰萬人", ["貳佰萬", "人"]),
    ("\n\n", ["\n", "\n"]),
    ("\ud800x\x00", ["\ud800", "x", "\x00"]),
]
# fmt: on


@pytest.mark.parametrize(("text", "expected"), CUT)
def test_a_text_is_cut_into_words(text, expected):
    assert words(text) == expected


# fmt: off
NAMED = [
    # text, names, bounds, words
    ("打多多长期赌", [(0, 3)], [], ["打多多", "长期", "赌"]),
    ("拼多多上市", [(0, 3)], [], ["拼多多", "上市"]),
    ("在58同城上", [(1, 5)], [], ["在", "58同城", "上"]),  # a name may hold a number
    ("拼多多上市", [(0, 3), (1, 4)], [], ["拼多多", "上市"]),  # the first
    ("拼多多上市", [(0, 3), (0, 5)], [], ["拼多多上市"]),  # the longer
    ("拼多多上市", [(0, 0)], [5], ["拼", "多多", "上市"]),
    ("营业收入", [], [], ["营业", "收入"]),
    ("营业收入", [], [3], ["营业", "收", "入"]),
    ("营业收入", [(0, 4)], [2], ["营业收入"]),  # a name covers the bound
]
# fmt: on


@pytest.mark.parametrize(("text", "names", "bounds", "expected"), NAMED)
def test_names_stay_whole_and_bounds_are_kept(text, names, bounds, expected):
    assert words(text, names=names, bounds=bounds) == expected


# fmt: off
PIECES = st.sampled_from([
    "营收", "增长", "拼多多", "1,234.5", "3.5", "一千二百万", "亿", "元", "％", "２", "，", "。", "兩", "\n", "\x00", "\ud800", "A", "😀",
])
# fmt: on
SOME_TEXT = st.text(st.characters(codec=None, exclude_categories=()), max_size=30) | st.lists(PIECES, max_size=12).map(
    "".join
)


@st.composite
def _marked(draw):
    text = draw(SOME_TEXT)
    offset = st.integers(0, len(text))
    return text, draw(st.lists(st.tuples(offset, offset), max_size=3)), draw(st.lists(offset, max_size=3))


@given(_marked())
@example(("一二三", [(1, 2)], [1, 2]))
@example(("\ud800\udc00", [(0, 1)], []))
def test_words_add_up_to_the_text(marked):
    text, names, bounds = marked
    pieces = words(text, names=names, bounds=bounds)
    assert "".join(pieces) == text
    assert all(pieces)
    edges = {0, *accumulate(map(len, pieces))}
    kept, at = [], 0
    for start, end in sorted(names, key=lambda span: (span[0], -span[1])):
        if start >= at and end > start:
            kept.append((start, end))
            at = end
    assert all(start in edges and end in edges and not edges & set(range(start + 1, end)) for start, end in kept)
    assert all(bound in edges or any(start < bound < end for start, end in kept) for bound in bounds)


@given(
    st.lists(st.sampled_from(["营收", "增长", "拼多多", "，", "。", "元", "亩"]), max_size=6),
    st.decimals(0, 10**9, places=2),
)
def test_no_number_is_cut_through(around, number):
    figure = f"{number:,}"
    text = "".join(around) + figure + "".join(around)
    assert figure in words(text)


def test_words_are_the_same_in_another_width():
    narrow, wide = "营收1.5亿元,同比增长20%", "營收１．５億元，同比增長２０％"
    assert len(words(narrow)) == len(words(wide))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "5G-A与C-V2X，02171.HK收涨",
        "AT&T与GPT-3",
        "3.5%、1,234.5元",
        "北京大学的生前来应聘",
        "Ａ股",
        "\ud800营收",
        "c++和a_b",
    ],
)
def test_words_are_cut_as_jieba_cuts_them(text):
    assert cut(text) == segmentation._jieba().lcut(text)


@given(st.text(alphabet="营收增长北京大学研究生命5G-A.%+#&_ 3,。\n", max_size=40))
def test_any_text_is_cut_as_jieba_cuts_it(text):
    assert cut(text) == segmentation._jieba().lcut(text)


if "ZHCLAIMS_TEXTS" in os.environ:

    def test_real_texts_are_cut_as_jieba_cuts_them():
        files = sorted(Path(os.environ["ZHCLAIMS_TEXTS"]).glob("*.jsonl"))
        rows = [row for path in files for row in path.read_text(encoding="utf-8").splitlines()]
        assert rows
        for text in (json.loads(row)["text"] for row in rows):
            assert cut(text) == segmentation._jieba().lcut(text)


def test_the_tokenizer_is_our_own_and_keeps_its_cache_with_the_user():
    words("营收增长")
    ours = segmentation._jieba()
    assert ours is not jieba.dt
    assert ours.tmp_dir == str(user_cache_path("zhclaims"))
    assert (user_cache_path("zhclaims") / ours.cache_file).is_file()
    assert jieba.__version__ in ours.cache_file  # another version has another dictionary


def test_the_global_tokenizer_and_the_terminal_are_left_alone(tmp_path):
    code = (
        "import jieba; before = dict(vars(jieba.dt)); from zhclaims.text import segmentation; segmentation._jieba().lcut('营收增长');"
        "after = dict(vars(jieba.dt)); raise SystemExit(jieba.dt.initialized or before != after)"
    )
    environment = {"XDG_CACHE_HOME": str(tmp_path), "TMPDIR": str(tmp_path), "PYTHONWARNINGS": "ignore"}
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False, env=environment)  # noqa: S603
    assert (run.returncode, run.stdout, run.stderr) == (0, b"", b"")
    assert [path.suffix for path in tmp_path.rglob("*") if path.is_file()] == [".cache"]


def test_jieba_logs_nothing(caplog):
    segmentation._jieba.cache_clear()
    with caplog.at_level(logging.DEBUG):
        words("营收增长")
    assert caplog.records == []


# fmt: off
PARTS = [
    ("增长", "v"), ("下降", "v"), ("公告", "n"), ("工厂", "n"), ("已", "d"), ("在", "p"), ("和", "c"), ("该", "r"),
    ("上", "f"), ("大", "a"), ("", "n"), ("拼多多多多多", "n"), ("\ud800", "n"), ("123", "n"), (" ", "n"),
]
# fmt: on


@pytest.mark.parametrize(("word", "part"), PARTS)
def test_a_word_has_its_usual_part_of_speech(word, part):
    assert part_of_speech(word) == part


@given(st.text(st.characters(codec=None, exclude_categories=()), max_size=6))
def test_any_word_has_a_part_of_speech(word):
    assert part_of_speech(word) in "vdpcrfan"
