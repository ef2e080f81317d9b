"""Quantities: values, bounds, units, qualifiers and spans."""

from decimal import Decimal, localcontext

import pytest

from zhclaims.quantities import quantities

# (text, span, number, low, high, unit, qualifier); None for the bounds of an exact number
# fmt: off
EXACT = [
    ("门店增至320家", "320家", "320", "家"), ("售出4.5万台", "4.5万台", "45000", "台"), ("客流180万人次", "180万人次", "1800000", "人次"),
    ("融资3亿美元", "3亿美元", "300000000", "USD"), ("价格12港元", "12港元", "12", "HKD"), ("补贴30块钱", "30块钱", "30", "CNY"),
    ("人民币 25亿元", "人民币 25亿元", "2500000000", "CNY"), ("¥88", "¥88", "88", "CNY"), ("US$6.2亿", "US$6.2亿", "620000000", "USD"), ("RMB40万", "RMB40万", "400000", "CNY"),
    ("付了15元2角", "15元2角", "15.2", "CNY"), ("七块五", "七块五", "7.5", "CNY"), ("八块零六", "八块零六", "8.06", "CNY"), ("300美分/蒲式耳", "300美分/蒲式耳", "3", "USD/蒲式耳"),
    ("均价8200元/吨", "8200元/吨", "8200", "CNY/吨"), ("油价70美元 / 桶", "70美元 / 桶", "70", "USD/桶"), ("售价1.2万元/平方米", "1.2万元/平方米", "12000", "CNY/m²"),
    ("每股0.8港元", "每股0.8港元", "0.8", "HKD/股"), ("每吨5万元", "每吨5万元", "50000", "CNY/吨"), ("每10股派现2.6元", "2.6元", "2.6", "CNY/10股"), ("每股收益0.42元", "0.42元", "0.42", "CNY/股"),
    ("2角5分", "2角5分", "0.25", "CNY"), ("楼面价3.6万元/㎡", "3.6万元/㎡", "36000", "CNY/m²"),
    ("百分之负三", "百分之负三", "-3", "%"), ("占两成五股权", "两成五", "25", "%"), ("零下8度", "零下8度", "-8", "℃"), ("2 1/4", "2 1/4", "2.25", None), ("流量９，８２０万次", "９，８２０万次", "98200000", "次"),
    ("增长18.6%", "18.6%", "18.6", "%"), ("占7‰", "7‰", "0.7", "%"), ("占百分之六", "百分之六", "6", "%"), ("千分之四的费率", "千分之四", "0.4", "%"), ("占四成", "四成", "40", "%"), ("两成半", "两成半", "25", "%"),
    ("打七五折", "七五折", "75", "%"), ("占四分之一的股权", "四分之一", "25", "%"), ("持有一半股权", "一半", "50", "%"), ("半数股东", "半数", "50", "%"),
    ("五分之二公升", "五分之二公升", "0.4", "L"), ("二又四分之一", "二又四分之一", "2.25", None), ("八分之三", "八分之三", "0.375", None),
    ("提高1.4个百分点", "1.4个百分点", "1.4", "pp"), ("下行15个基点", "15个基点", "15", "bp"), ("上调20bp", "20bp", "20", "bp"), ("收于3105.2点", "3105.2点", "3105.2", "点"), ("增长两倍", "两倍", "2", "倍"),
    ("耗时两年零四个月", "两年零四个月", "28", "month"), ("三年半", "三年半", "3.5", "year"), ("半年", "半年", "0.5", "year"), ("五个季度", "五个季度", "15", "month"), ("八个交易日", "八个交易日", "8", "day"), ("两个半小时", "两个半小时", "2.5", "h"),
    ("四分二十秒", "四分二十秒", "260", "s"), ("十分钟", "十分钟", "10", "min"), ("3周年", "3周年", "3", "year"),
    ("装机600万千瓦", "600万千瓦", "6000000", "kW"), ("发电12亿度", "12亿度", "1200000000", "kWh"), ("220度视角", "220度", "220", "°"), ("摄氏39度", "39度", "39", "℃"), ("面积9万平米", "9万平米", "90000", "m²"), ("全长46公里", "46公里", "46", "km"), ("5纳米", "5纳米", "5", "nm"),
    ("重三斤半", "三斤半", "3.5", "斤"), ("二两", "二两", "2", "两"), ("产能30万吨/年", "30万吨/年", "300000", "吨/年"), ("35岁", "35岁", "35", "岁"), ("电池75kWh", "75kWh", "75", "kWh"),
    ("同比-3.5%", "-3.5%", "-3.5", "%"), ("(+6%)", "+6%", "6", "%"), ("负两百", "负两百", "-200", None), ("高达9亿元", "高达9亿元", "900000000", "CNY"),
    ("用户翻番", "翻番", "100", "%"), ("销量翻两番", "翻两番", "300", "%"), ("价格腰斩", "腰斩", "-50", "%"), ("费用减半", "减半", "-50", "%"), ("千元红包", "千元", "1000", "CNY"),
    ("报5.12-1/2美元/蒲式耳", "5.12-1/2美元/蒲式耳", "5.125", "USD/蒲式耳"), ("万亿市场", "万亿", "1000000000000", None), ("评分4.6", "4.6", "4.6", None),
    ("门高6英尺8英寸", "6英尺8英寸", "80", "in"), ("重两斤三两", "两斤三两", "2.3", "斤"), ("身高一米八二。", "一米八二", "1.82", "m"), ("历时2小时5分", "2小时5分", "125", "min"), ("用时1小时10分20秒", "1小时10分20秒", "4220", "s"), ("一年零两个月", "一年零两个月", "14", "month"),
    ("四美元六十美分", "四美元六十美分", "4.6", "USD"), ("融资6M美元", "6M美元", "6000000", "USD"), ("转账5w元", "5w元", "50000", "CNY"), ("罚款800万欧", "800万欧", "8000000", "EUR"), ("USD2.5亿", "USD2.5亿", "250000000", "USD"),
    ("时速为每小时90公里", "每小时90公里", "90", "km/h"), ("涨跌停板±6%", "±6%", "6", "%"), ("停牌20日", "20日", "20", "day"), ("连续第七个月回升", "七个月", "7", "month"), ("三倍半", "三倍半", "3.5", "倍"), ("百分之百控股", "百分之百", "100", "%"),
    ("提升3.2ppts", "3.2ppts", "3.2", "pp"), ("历时两月", "两月", "2", "month"), ("4又1/2", "4又1/2", "4.5", None),
    ("销量翻了一番", "翻了一番", "100", "%"), ("港币300万元", "港币300万元", "3000000", "HKD"), ("一块三毛五", "一块三毛五", "1.35", "CNY"), ("陆拾伍元贰角", "陆拾伍元贰角", "65.2", "CNY"), ("每小时30美元", "每小时30美元", "30", "USD/h"), ("3亿亿元", "3亿亿元", "30000000000000000", "CNY"),
]
QUALIFIED = [
    ("约3.2亿元", "约3.2亿元", "320000000", None, None, "CNY", "about"), ("6%左右", "6%左右", "6", None, None, "%", "about"), ("金额约为9万元", "9万元", "90000", None, None, "CNY", "about"),
    ("近700家", "近700家", "700", None, "700", "家", "nearly"), ("接近四成", "接近四成", "40", None, "40", "%", "nearly"), ("不足一年", "不足一年", "1", None, "1", "year", "under"), ("20元以下", "20元以下", "20", None, "20", "CNY", "under"), ("45日内", "45日内", "45", None, "45", "day", "under"), ("四年之内", "四年之内", "4", None, "4", "year", "under"),
    ("跌破60元", "60元", "60", None, "60", "CNY", "under"), ("超9%", "超9%", "9", "9", None, "%", "over"), ("突破80亿元", "突破80亿元", "8000000000", "8000000000", None, "CNY", "over"), ("5万吨以上", "5万吨以上", "50000", "50000", None, "吨", "over"), ("30万元（含）以上", "30万元（含）以上", "300000", "300000", None, "CNY", "over"),
    ("过半用户", "过半", "50", "50", None, "%", "over"), ("上百家", "上百家", "100", "100", None, "家", "over"), ("超千亿元", "超千亿元", "100000000000", "100000000000", None, "CNY", "over"),
    ("至少20人", "至少20人", "20", "20", None, "人", "at_least"), ("不低于6亿元", "不低于6亿元", "600000000", "600000000", None, "CNY", "at_least"), ("不超过40万股", "不超过40万股", "400000", None, "400000", "股", "at_most"), ("最多有12个", "12个", "12", None, "12", "个", "at_most"),
    ("7000多家", "7000多家", "7000", "7000", "8000", "家", "over"), ("300余万户", "300余万户", "3000000", "3000000", "4000000", "户", "over"), ("百余起", "百余起", "100", "100", "200", "起", "over"), ("两年多", "两年多", "2", "2", "3", "year", "over"), ("4个多月", "4个多月", "4", "4", "5", "month", "over"), ("400+家门店", "400+家", "400", "400", None, "家", "over"), ("下载20万+", "20万+", "200000", "200000", None, None, "over"), ("比五分之一大", "比五分之一大", "0.2", "0.2", None, None, "over"), ("30%多", "30%多", "30", "30", "40", "%", "over"), ("五百来块", "五百来块", "500", "500", "600", "CNY", "over"), ("20来万人", "20来万人", "200000", "200000", "300000", "人", "over"), ("五百或更少", "五百或更少", "500", None, "500", None, "under"), ("低于2000的", "低于2000", "2000", None, "2000", None, "under"), ("5岁多", "5岁多", "5", "5", "6", "岁", "over"), ("近六成为女性", "近六成", "60", None, "60", "%", "nearly"), ("七成多", "七成多", "70", "70", "80", "%", "over"), ("3亿多美元", "3亿多美元", "300000000", "300000000", "400000000", "USD", "over"),
    ("数亿用户", "数亿", None, "200000000", "1000000000", None, "several"), ("几十款", "几十款", None, "20", "100", "款", "several"), ("十几个", "十几个", None, "10", "20", "个", "several"), ("两位数增长", "两位数", None, "10", "100", "%", "several"),
    ("20%至25%", "20%至25%", None, "20", "25", "%", "range"), ("5-8万元", "5-8万元", None, "50000", "80000", "CNY", "range"), ("自有资金2亿元至3亿元", "2亿元至3亿元", None, "200000000", "300000000", "CNY", "range"), ("从2亿元-3亿元不等", "2亿元-3亿元", None, "200000000", "300000000", "CNY", "range"), ("40亿至45亿元", "40亿至45亿元", None, "4000000000", "4500000000", "CNY", "range"), ("三到五成", "三到五成", None, "30", "50", "%", "range"), ("六七成", "六七成", None, "60", "70", "%", "range"),
    ("两三百家", "两三百家", None, "200", "300", "家", "range"), ("9000-1.2万元", "9000-1.2万元", None, "9000", "12000", "CNY", "range"), ("约3亿元~4亿元", "约3亿元~4亿元", None, "300000000", "400000000", "CNY", "range"), ("300与500之间", "300与500", None, "300", "500", None, "range"), ("-8%至-6%", "-8%至-6%", None, "-8", "-6", "%", "range"),
    ("百分之三十至四十", "百分之三十至四十", None, "30", "40", "%", "range"), ("大于5小于9", "大于5小于9", None, "5", "9", None, "range"), ("大于等于5且小于9", "大于等于5且小于9", None, "5", "9", None, "range"), ("-9到-4", "-9到-4", None, "-9", "-4", None, "range"), ("比四分之一大，比四分之三小", "比四分之一大，比四分之三小", None, "0.25", "0.75", None, "range"), ("2亿元3亿元之间", "2亿元3亿元", None, "200000000", "300000000", "CNY", "range"), ("同比下降62.3%至51.8%", "62.3%至51.8%", None, "51.8", "62.3", "%", "range"),
]
RANKS = [
    ("位居第二", "第二", "2", "2", "rank", "rank"), ("排名第6位", "第6位", "6", "6", "rank", "rank"), ("前五大客户", "前五大", "5", "1", "rank", "rank"), ("前8名", "前8名", "8", "1", "rank", "rank"), ("TOP20房企", "TOP20", "20", "1", "rank", "rank"), ("头五名", "头五名", "5", "1", "rank", "rank"), ("涨幅居首。", "居首", "1", "1", "rank", "rank"),
    ("第七届博览会", "第七", "7", "7", None, "ordinal"), ("第3批名单", "第3", "3", "3", None, "ordinal"),
]
SEVERAL = [
    ("从6%降到4%", ["6%", "4%"]), ("从20元到30元", ["20元", "30元"]), ("库存增加3亿元至90亿元", ["3亿元", "90亿元"]), ("营收9亿元，同比增长5%", ["9亿元", "5%"]), ("A、B分别增长3%、7%", ["3%", "7%"]), ("5+3天", ["5", "3天"]),
]
NEIGHBOURS = [
    ("由180上调至200万桶", [("1800000", "桶"), ("2000000", "桶")]), ("从8增至11家", [("8", "家"), ("11", "家")]),
    ("每吨分别下调205元、195元", [("205", "CNY/吨"), ("195", "CNY/吨")]), ("EPS为1.2/1.5元", [("1.2", "CNY/股"), ("1.5", "CNY/股")]),
]
# fmt: on


def decimal(text):
    return None if text is None else Decimal(text)


@pytest.mark.parametrize(("text", "span", "number", "unit"), EXACT)
def test_exact(text, span, number, unit):
    (quantity,) = quantities(text)
    value = decimal(number)
    assert (quantity.text, quantity.number, quantity.unit, quantity.qualifier) == (span, value, unit, "exact")
    assert quantity.low == quantity.high == value


@pytest.mark.parametrize(("text", "expected"), [(text, expected) for text, *expected in QUALIFIED])
def test_qualified(text, expected):
    (quantity,) = quantities(text)
    span, number, low, high, unit, qualifier = expected
    assert (quantity.text, quantity.unit, quantity.qualifier) == (span, unit, qualifier)
    assert (quantity.number, quantity.low, quantity.high) == (decimal(number), decimal(low), decimal(high))


@pytest.mark.parametrize(("text", "expected"), [(text, expected) for text, *expected in RANKS])
def test_ranks(text, expected):
    (quantity,) = quantities(text)
    span, number, low, unit, kind = expected
    assert (quantity.text, quantity.unit, quantity.type) == (span, unit, kind)
    assert (quantity.number, quantity.low, quantity.high) == (decimal(number), decimal(low), decimal(number))


@pytest.mark.parametrize(("text", "spans"), SEVERAL)
def test_several(text, spans):
    assert [quantity.text for quantity in quantities(text)] == spans


def test_third_is_exact_whatever_the_context():
    with localcontext() as context:
        context.prec = 3
        (quantity,) = quantities("持有三分之一股权")
    assert quantity.number is not None
    assert abs(quantity.number * 3 - 100) < Decimal("1e-40")


@pytest.mark.parametrize(
    ("text", "numbers", "unit"),
    [
        ("分别为1.2/2.5/3.1亿元", ["120000000", "250000000", "310000000"], "CNY"),
        ("分别增长8.2、9.5%", ["8.2", "9.5"], "%"),
        ("5、6万台", ["50000", "60000"], "台"),
    ],
)
def test_a_list_shares_its_unit(text, numbers, unit):
    found = quantities(text)
    assert [(quantity.number, quantity.unit) for quantity in found] == [(Decimal(number), unit) for number in numbers]


@pytest.mark.parametrize("text", ["第2-5名", "第二到第五名", "第2名至第5名", "第2~5位", "第二到第五"])
def test_several_places_are_a_range(text):
    (quantity,) = quantities(text)
    assert (quantity.text, quantity.number, quantity.unit, quantity.qualifier) == (text, None, "rank", "range")
    assert (quantity.low, quantity.high) == (2, 5)


@pytest.mark.parametrize(("text", "found"), NEIGHBOURS)
def test_neighbours_share_scale_unit_and_what_they_are_per(text, found):
    assert [(str(quantity.number), quantity.unit) for quantity in quantities(text)] == found


@pytest.mark.parametrize(
    ("text", "qualifier"), [("增长约6.1、7.3%", "about"), ("不超过3%和4%", "at_most"), ("至少8亿元、6亿元", "at_least")]
)
def test_a_list_shares_the_qualifier_of_its_first(text, qualifier):
    assert [quantity.qualifier for quantity in quantities(text)] == [qualifier, qualifier]


@pytest.mark.parametrize(
    "text", ["9" * 41, "9" * 60 + "亿元", "1E+999999", "1亿亿亿亿亿亿元", "万万亿亿兆兆元", "9" * 30 + "万亿亿元"]
)
def test_absurd_sizes_are_no_quantity(text):
    assert quantities(text) == []


def test_a_table_head_gives_scale_and_unit():
    found = quantities("单位：亿元\n营收 12.5\n净利 3.2\n\n员工 40")
    assert [(quantity.number, quantity.unit) for quantity in found] == [
        (Decimal(1250000000), "CNY"),
        (Decimal(320000000), "CNY"),
        (Decimal(40), None),
    ]


def test_a_table_ends_at_a_sentence():
    found = quantities("单位：万元\n营收 80\n公司表示增长不易。评分9.1")
    assert [quantity.unit for quantity in found] == ["CNY", None]


def test_a_column_head_gives_scale_and_unit():
    (quantity,) = quantities("发行规模(亿)15.00")
    assert (quantity.number, quantity.unit) == (Decimal(1500000000), None)
    (quantity,) = quantities("成交额（万元）：820")
    assert (quantity.number, quantity.unit) == (Decimal(8200000), "CNY")


def test_offsets_are_into_the_text_as_given():
    text = "營收１.５億美元，门店２，３００家"
    assert [(quantity.text, quantity.number) for quantity in quantities(text)] == [
        ("１.５億美元", Decimal(150000000)),
        ("２，３００家", Decimal(2300)),
    ]
