"""What is no quantity."""

import pytest

from zhclaims.errors import TableError
from zhclaims.quantities import quantities
from zhclaims.quantities.exclusions import load_idioms
from zhclaims.quantities.units import load_nonunits, load_units

# fmt: off
NONE = [
    "", "统一标准", "一直以来", "万一失败", "一方面看", "四川盆地", "陆续上市", "千家万户", "十分重要", "零售行业", "三只松鼠", "万科和百度", "三一重工", "双十一大促", "第一时间", "第三方平台", "两岸交流", "多元化", "五粮液",
    "2019年", "2021年3月", "6月18日", "2020-11-05", "2022/7", "1-9月份", "前三季度", "三季度", "Q4", "2023H1", "2025年底", "90后", "21世纪", "二〇二三年五月", "9号上线", "618大促", "十四五规划",
    "15:30", "上午9点", "20时30分", "8点整", "600000.SH", "(00700.HK)", "5G网络", "4K屏幕", "C2M模式", "B2B2C", "T+1交易", "4/5G", "iPhone 15", "Model 3", "7-11便利店", "1688平台", "58同城", "标普500指数", "沪深300", "第二季度",
    "〔2021〕8号", "12号文", "https://example.com/2020/06/a1.html", "a1@b2.cn", "13800138000", "010-62345678", "v2.3.1", "report_2020.pdf", "1. 公司概况", "(2)风险提示", "一、总体情况", "3）其他", "第一，成本下降", "《2020中国报告》", "每10股", "单位：亿元", "20200618", "（2022-2024）", "2021至2023：", "九七年七月一日", "正月十五", "一年之计", "大年三十", "标普 500", "零五年", "二维码", "N+1", "2022款车型", "单机十二线", "微信号：46212345", "1H20业绩", "预计21年净利率回升", "对应19年估值", "较22年改善",
]
# fmt: on


@pytest.mark.parametrize("text", NONE)
def test_is_none(text):
    assert quantities(text) == []


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("2019年售出30台", "30台"),
        ("5G基站9万个", "9万个"),
        ("Model 3交付2万辆", "2万辆"),
        ("1. 门店40家", "40家"),
        ("收购ABC24%股权", "24%"),
        ("58同城裁员200人", "200人"),
        ("连续16年分红", "16年"),
        ("近20年的经验", "近20年"),
        ("17年来首次", "17年"),
        ("十一个品牌", "十一个"),
        ("一点五倍", "一点五倍"),
        ("答案是七。", "七"),
    ],
)
def test_the_number_beside_is_found(text, span):
    assert [quantity.text for quantity in quantities(text)] == [span]


@pytest.mark.parametrize(
    ("load", "content", "words", "line"),
    [
        (load_units, "surface,unit,type,factor\n元,CNY,money,1\n元,CNY,money,1\n", "twice", 3),
        (load_units, "surface,unit,type,factor\n元,CNY,cash,1\n", "unknown type", 2),
        (load_units, "surface,unit,type,factor\n元,CNY,money,0\n", "positive", 2),
        (load_units, "surface,unit,type,factor\n元,CNY,money,x\n", "positive", 2),
        (load_units, "surface,unit,type,factor\n元,,money,1\n", "empty", 2),
        (load_nonunits, "word\n元旦\n元旦\n", "twice", 3),
        (load_nonunits, "word\n元\n", "short", 2),
        (load_idioms, "word,unless\n统一,\n统一,\n", "twice", 3),
        (load_idioms, "word,unless\n公司,\n", "no character", 2),
        (load_idioms, "word,unless\n统一,(\n", "regular expression", 2),
    ],
)
def test_a_bad_row_names_file_and_line(tmp_path, load, content, words, line):
    path = tmp_path / "table.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(TableError, match=words) as caught:
        load(path)
    assert caught.value.path == str(path)
    assert caught.value.line == line
