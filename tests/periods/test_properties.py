"""Properties of the period reader: any text, every writing of a date, linear time."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhclaims.periods import periods, reference_date
from zhclaims.periods.parts import next_part
from zhclaims.periods.patterns import anchor, head
from zhclaims.text.folding import fold

DAYS = st.dates(date(1950, 1, 1), date(2049, 12, 31))
# Pieces that period expressions are made of, so that random texts hit the grammar hard.
PIECES = st.sampled_from([
    *"0123456789年月日号季周上下前后去今明当本近一二三四五六七八九十零〇两半初中底末至到截自起的、-—~/. QH“”",
    "2020", "2019年", "季度", "星期", "世纪", "年代", "同期", "以来", "之前", "春节", "双十一", "过去", "未来", "财年", "农历",
])  # fmt: skip
TEXTS = st.one_of(st.text(), st.lists(PIECES, max_size=40).map("".join))
DIGITS = "〇一二三四五六七八九"


def chinese(number: int) -> str:
    tens, ones = divmod(number, 10)
    return ("" if tens < 2 else DIGITS[tens]) + ("十" if tens else "") + (DIGITS[ones] if ones else "")


WRITINGS = [
    lambda d: f"{d.year}年{d.month}月{d.day}日",
    lambda d: f"{d.year} 年 {d.month} 月 {d.day} 日",
    lambda d: f"{d.year}年{d.month:02}月{d.day:02}号",
    lambda d: f"{d:%Y-%m-%d}",
    lambda d: f"{d:%Y/%m/%d}",
    lambda d: f"{d.year}/{d.month}/{d.day}",
    lambda d: f"{d.year}.{d.month}.{d.day}",
    lambda d: f"{d:%Y%m%d}",
    lambda d: "".join(DIGITS[int(c)] for c in str(d.year)) + f"年{chinese(d.month)}月{chinese(d.day)}日",
    lambda d: f"{d.year}年{d.month}月{d.day}日".translate({48 + i: 0xFF10 + i for i in range(10)}),
]


@given(TEXTS, st.none() | st.dates())
def test_any_text_gives_ordered_spans_of_ordered_days(text, reference):
    position = 0
    for found in periods(text, reference):
        assert position <= found.start < found.end <= len(text)
        assert text[found.start : found.end] == found.text
        assert found.from_ is None or found.to is None or found.from_ <= found.to
        position = found.end


@given(TEXTS)
def test_the_clock_is_never_asked(text):
    assert periods(text) == periods(text)
    reference_date(text)


@given(DAYS, st.sampled_from(WRITINGS), DAYS)
def test_written_days_are_read_back(day, write, reference):
    (found,) = periods(f"公司于{write(day)}开业", reference)
    assert (found.from_, found.to, found.grain, found.inferred) == (day, day, "day", False)


@given(DAYS, st.sampled_from(WRITINGS), st.integers(1, 4000))
def test_written_ranges_are_read_back(start, write, length):
    end = start + timedelta(length)
    (found,) = periods(f"公司于{write(start)}至{write(end)}停业")
    assert (found.from_, found.to, found.relation) == (start, end, "span")


@given(DAYS, st.integers(-3, 3))
def test_relative_years_follow_the_reference(reference, offset):
    words = {-3: "大前年", -2: "前年", -1: "去年", 0: "今年", 1: "明年", 2: "后年", 3: "大后年"}
    (found,) = periods(f"公司{words[offset]}开业", reference)
    assert found.from_ == date(reference.year + offset, 1, 1)
    assert found.inferred


@given(TEXTS)
def test_the_anchors_miss_no_part(text):
    folded = fold(text)
    anchors = {match.start() for match in anchor().finditer(folded)}
    first = next_part(folded, 0)
    if first is not None:
        assert first[0] in anchors
    for start, char in enumerate(folded[: first[0] if first else len(folded)]):
        match = pattern.match(folded, start) if (pattern := head(char)) else None
        # A match before the first part is one that its reader turned down, or one inside a longer anchor.
        assert (
            match is None
            or start in anchors
            or folded[max(0, start - 1)] in "0123456789一二三四五六七八九十两零〇半“\"‘' "
        )


HOSTILE = [
    "9",
    "一",
    "年",
    "大",
    "上",
    "前",
    "20年",
    "2020-",
    "2020、",
    "1月至",
    "1日",
    "（",
    "“",
    "1 ",
    "2020年1月1日",
    "截至",
    "的",
    "季",
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_text_is_read_to_its_end(piece):
    text = piece * (50_000 // len(piece))
    assert all(text[p.start : p.end] == p.text for p in periods(text, date(2021, 6, 14)))
