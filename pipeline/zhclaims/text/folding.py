"""Folding: one character to one character, so that every offset is an offset into the text as it was given."""

_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
# Punctuation keeps its width: sentence and clause rules tell 。，；： from .,;:
_KEPT = {ord(c): ord(c) for c in "，；：？！（）"}
_BLANKS = dict.fromkeys(map(ord, "\x00\xa0\u2002\u2003\u2009\u202f"), 0x20)
_SURROGATES = dict.fromkeys(range(0xD800, 0xE000), 0xFFFD)  # spaCy can't encode them
_TRADITIONAL = "萬億點個兩貳參陸圓塊幣歐鎊幾數餘約過達於內間從較無減漲長產銷營業額運輛臺檯噸畝頭隻雙條張種項倉單筆場級層戶輪屆號週時鐘後這禮國慶節勞動費權來開歲陽聖誕親兒婦財報負裏裡侖攝華韓盧倆納釐齡噚盤爾頓顆艙積圍佔連續許將滿別"
_SIMPLIFIED = "万亿点个两贰叁陆圆块币欧镑几数余约过达于内间从较无减涨长产销营业额运辆台台吨亩头只双条张种项仓单笔场级层户轮届号周时钟后这礼国庆节劳动费权来开岁阳圣诞亲儿妇财报负里里仑摄华韩卢俩纳厘龄寻盘尔顿颗舱积围占连续许将满别"
_FOLD = (
    _FULL_WIDTH | _KEPT | _BLANKS | _SURROGATES | dict(zip(map(ord, _TRADITIONAL), map(ord, _SIMPLIFIED), strict=True))
)


def fold(text: str) -> str:
    """Fold full width, traditional numerals and units, odd blanks, NUL and lone surrogates, one to one.

    Args:
        text: Any string.

    Returns:
        A string of the same length, in which the readers look things up.

    >>> fold("１．５億美元")
    '1.5亿美元'
    """
    return text.translate(_FOLD)
