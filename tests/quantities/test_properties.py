"""Properties: any text is read without exception, with valid spans, in linear time."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhclaims.quantities import quantities

PIECES = st.sampled_from(
    [
        "0",
        "1",
        "23",
        "4.5",
        "1,200",
        "．８",
        "一",
        "二",
        "十",
        "百",
        "千",
        "万",
        "亿",
        "兆",
        "零",
        "半",
        "几",
        "数",
        "两",
        "多",
        "余",
        "来",
        "第",
        "前",
        "约",
        "近",
        "超",
        "不到",
        "以上",
        "左右",
        "至",
        "到",
        "-",
        "—",
        "~",
        "/",
        "、",
        "，",
        "。",
        "元",
        "美元",
        "%",
        "个",
        "家",
        "年",
        "月",
        "日",
        "个百分点",
        "倍",
        "吨",
        "成",
        "折",
        "分之",
        "又",
        "每股",
        "单位：亿元",
        "(",
        ")",
        "（",
        "）",
        "\n",
        "从",
        "增长",
        "翻番",
        "翻两番",
        "腰斩",
        "居首",
        "TOP",
        "A",
        "http://",
        "👍",
        "\u202e",
        "�",
        "\x00",
        "負",
        "壹",
        "点",
        "块",
        "角",
        "分",
        "秒",
        "之间",
        "位数",
    ]
)
texts = st.text(st.characters(exclude_categories=())) | st.lists(PIECES, max_size=25).map("".join)

HOSTILE = {
    "digits": "7" * 100_000,
    "ones": "一" * 100_000,
    "scales": "亿" * 20_000,
    "groups": "111," * 25_000,
    "brackets": "(" * 50_000 + "1" + ")" * 50_000,
    "dashes": "1-" * 50_000,
    "shares": "十分之" * 30_000,
    "durations": "一年零" * 30_000,
    "heads": "单位:亿元 " * 15_000,
    "slashes": "a/1" * 30_000,
    "blanks": "1" + " " * 100_000 + "亿",
    "each": "每1元" * 30_000,
}


@given(texts)
def test_any_text_gives_valid_quantities(text):
    end = 0
    for quantity in quantities(text):
        assert end <= quantity.start < quantity.end <= len(text)
        assert text[quantity.start : quantity.end] == quantity.text
        assert quantity.low is None or quantity.high is None or quantity.low <= quantity.high
        assert quantity.number is not None or (quantity.low is not None and quantity.high is not None)
        if quantity.qualifier == "exact" and quantity.type != "rank":
            assert quantity.number == quantity.low == quantity.high
        end = quantity.end


@given(texts)
def test_reading_is_deterministic(text):
    assert quantities(text) == quantities(text)


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_read_to_its_end(name):
    text = HOSTILE[name]
    assert all(text[q.start : q.end] == q.text for q in quantities(text))
