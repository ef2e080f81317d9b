"""Numerals in every writing, and their round trip."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhclaims.quantities.numerals import last_place, plain, read_numeral, run_end
from zhclaims.text.folding import fold

# fmt: off
NUMERALS = [
    ("7", "7"), ("1,250,300", "1250300"), ("3.75", "3.75"), ("0.06", "0.06"), (".25", "0.25"), ("６８．５", "68.5"),
    ("2.4亿", "240000000"), ("12 万", "120000"), ("3.1万亿", "3100000000000"), ("18百万", "18000000"), ("6千", "6000"),
    ("零", "0"), ("十七", "17"), ("九十", "90"), ("三百零八", "308"), ("三百八", "380"), ("一千零六十", "1060"),
    ("两千三", "2300"), ("一万七", "17000"), ("二十五万四", "254000"), ("六亿零九", "600000009"), ("八千零七万", "80070000"),
    ("一万三千亿", "1300000000000"), ("四万万", "400000000"), ("三十六亿五千零四万", "3650040000"), ("万三", "13000"),
    ("4万5000", "45000"), ("2亿3万6千", "200036000"), ("3千零40", "3040"), ("12万8千", "128000"),
    ("柒拾贰", "72"), ("壹佰零伍萬", "1050000"), ("叁仟肆佰", "3400"), ("貳億", "200000000"), ("兩萬", "20000"), ("廿八", "28"), ("五百卅二", "532"),
    ("零点八", "0.8"), ("三点一四", "3.14"), ("十二点五亿", "1250000000"), ("一千二点五", "1200.5"), ("二〇二四", "2024"),
    ("25k", "25000"), ("8B", "8000000000"), ("三个亿", "300000000"),
]
RANGES = [
    ("几", "2", "10"), ("十几", "10", "20"), ("几十", "20", "100"), ("二十几万", "200000", "300000"), ("数百", "200", "1000"),
    ("几千亿", "200000000000", "1000000000000"), ("五六", "5", "6"), ("三五", "3", "5"), ("七八十", "70", "80"), ("十三四万", "130000", "140000"),
    ("两三百", "200", "300"),
]
NONE = ["一一十", "二三四百", "点五", "十百", "1" * 41, "家", ""]
# fmt: on


@pytest.mark.parametrize(("text", "value"), NUMERALS)
def test_reads_a_numeral(text, value):
    numeral = read_numeral(fold(text), 0)
    assert numeral is not None
    assert (numeral.end, numeral.low, numeral.high) == (len(text), Decimal(value), Decimal(value))


@pytest.mark.parametrize(("text", "low", "high"), RANGES)
def test_reads_a_vague_numeral(text, low, high):
    numeral = read_numeral(text, 0)
    assert numeral is not None
    assert (numeral.end, numeral.low, numeral.high) == (len(text), Decimal(low), Decimal(high))


@pytest.mark.parametrize("text", NONE)
def test_refuses_what_is_no_number(text):
    assert read_numeral(text, 0) is None


@pytest.mark.parametrize(("text", "end"), [("5千克", 1), ("三千瓦", 1), ("六兆字节", 1), ("八百分点", 1), ("四两", 1)])
def test_leaves_the_unit(text, end):
    numeral = read_numeral(text, 0)
    assert numeral is not None
    assert numeral.end == end


def test_run_end_passes_over_a_malformed_run():
    assert run_end("一一十万家", 0) == 4
    assert run_end("家", 0) == 0


@pytest.mark.parametrize(
    ("number", "place"), [("6000", "1000"), ("1.2", "0.1"), ("1320", "10"), ("7", "1"), ("0", "1")]
)
def test_last_place(number, place):
    assert last_place(Decimal(number)) == Decimal(place)


@pytest.mark.parametrize(("number", "written"), [("1.50E+3", "1500"), ("2.500", "2.5"), ("0.00", "0"), ("7", "7")])
def test_plain(number, written):
    assert str(plain(Decimal(number))) == written


DIGITS, FINANCIAL = "零一二三四五六七八九", "零壹贰叁肆伍陆柒捌玖"
SMALL, FINANCIAL_SMALL = ("", "十", "百", "千"), ("", "拾", "佰", "仟")


def chinese(number, digits=DIGITS, small=SMALL):
    """Write an integer below 10^16 in Chinese."""
    if number == 0:
        return digits[0]
    groups, words = [], ("", "万", "亿", "万亿")
    while number:
        number, group = divmod(number, 10**4)
        groups.append(group)
    written = ""
    for index in range(len(groups) - 1, -1, -1):
        group = groups[index]
        if not group:
            continue
        if written and group < 1000:
            written += digits[0]
        scale = words[index]
        if index == 3 and groups[2]:
            scale = "万"  # 三千万五百亿
        written += four(group, digits, small) + scale
    return written


def four(group, digits, small):
    written, gap = "", False
    for place in (3, 2, 1, 0):
        digit = group // 10**place % 10
        if digit:
            written += (digits[0] if gap and written else "") + digits[digit] + small[place]
            gap = False
        else:
            gap = True
    return written


integers = st.integers(min_value=0, max_value=10**16 - 1)
decimals = st.decimals(min_value=0, max_value=10**9, places=4)


@given(integers)
def test_arabic_round_trip(number):
    for written in (str(number), f"{number:,}"):
        numeral = read_numeral(written, 0)
        assert numeral is not None
        assert (numeral.end, numeral.low) == (len(written), number)


@given(integers)
def test_chinese_round_trip(number):
    for written in (chinese(number), chinese(number, FINANCIAL, FINANCIAL_SMALL)):
        numeral = read_numeral(written, 0)
        assert numeral is not None, written
        assert (numeral.end, numeral.low) == (len(written), number), written


@given(
    decimals,
    st.sampled_from([("", 1), ("万", 10**4), ("亿", 10**8), ("万亿", 10**12), ("百万", 10**6), ("千亿", 10**11)]),
)
def test_decimal_round_trip(number, scale):
    word, times = scale
    for written in (f"{number:f}{word}", f"{number:,f}{word}"):
        numeral = read_numeral(written, 0)
        assert numeral is not None
        assert (numeral.end, numeral.low) == (len(written), number * times)


@given(st.integers(min_value=0, max_value=10**8), st.text("0123456789", min_size=1, max_size=6))
def test_spoken_decimal_round_trip(whole, fraction):
    written = chinese(whole) + "点" + "".join(DIGITS[int(digit)] for digit in fraction)
    numeral = read_numeral(written, 0)
    assert numeral is not None
    assert (numeral.end, numeral.low) == (len(written), Decimal(f"{whole}.{fraction}"))
