"""Units: surface forms of classifiers, currencies and physical units, from a validated table.

The table ``models/zh_claims_news/quantities/units.csv`` has the columns ``surface`` (as written, folded), ``unit``
(the canonical unit of the guideline, section Value), ``type`` and ``factor`` (what one of the surface is in the unit).
"""

import re
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path
from typing import NamedTuple

from zhclaims.errors import TableError
from zhclaims.resources import model_path, read_table
from zhclaims.text.folding import fold

TYPES = frozenset({"money", "percent", "points", "index", "multiple", "duration", "measure", "count"})
_COLUMNS = ("surface", "unit", "type", "factor")

# 成交 is no 成, 元旦 no 元, 天津 no 天: a unit of one character gives way to a word that opens with it.
_WORDS = re.compile(
    r"元(?:旦|素|器件|宇宙|老|首|月|件|年)|天(?:津|猫|然|齐|合|风|弘|山|下|生|使|河|地|眼|府|域)|日(?:本|产|常|前|均|线|元|报|韩|系|化|活|后复)"
    r"|年(?:轻|报|化|产|货|薪|龄|均|终|味|会|线|夜|末|底|初|中(?!的)|级)|月(?:球|光|饼|线|活|嫂)|分(?:析|别|公司|布|红|支|享|部|拆|配|行|级|化|为|成|销|子|工|店|手|歧|时|之|流|众|类|期|散|裂|担|包|项|层)"
    r"|点(?:击|评|赞|燃|名|出|到|餐|单|亮|心|位|对点|火)|人(?:民|工|才|口|力|士|均|类|物|群|员|气|寿|事|形|体|性|生|脸|行|保|社|福|和)|家(?:电|居|具|装|庭|长|乡|园|族|纺|政|用|里|家|属|化)"
    r"|部(?:门|署|长|委|落|件|队|位|级|分)|批(?:准|发|评|复|量|文|示|零)|股(?:份|东|权|市|价|民|息|吧|指|本|票|神|灾|比|债|王|海|友|评|改)|个(?:人|体|股|税|性|别)|手(?:机|术|续|段|里|中|上|游|册|法|工|动|感|绘|持|表|游|套|足|下)"
    r"|位(?:于|置|居|列|数|次)|名(?:单|为|义|称|牌|下|誉|字|校|列|额|酒|著|表)|项(?:目|下)|条(?:例|件|款|码|约)|单(?:位|价|一|独|日|月|季|车|品|边|元|纯|个|品|笔|身|方|体|店|向|机)|季(?:度|报|节|后)|次(?:日|新|要|级|月|年|于|贷|数|席)"
    r"|层(?:面|次|级|出)|面(?:对|临|向|积|世|试|板|前|包|料|粉|值|市|目|部|额|议|部)|行(?:业|情|动|为|政|长|驶|使|李|程|人|者|列)|件(?:套|事)|路(?:径|由|透|上|演|线|况|段|人|边|虎)|场(?:景|内|外|地|所|面|合)|车(?:型|企|辆|主|间|市|道|展|机|载|友|价|险|位|队|联网)"
    r"|种(?:植|子|业|类)|方(?:面|案|式|法|向|便|大|正|程|针|可|才|能|得|面)|支(?:持|付|出|撑|付|架|行|柱|取|援)|头(?:部|条|寸|等|衔|像|号)|周(?:期|末|边|报|转|线|黑鸭|一|二|三|四|五|六|日|全|涨|跌|刊|大福)|米(?:其|粉|饭|面|家|哈)|平(?:台|均|安|稳|衡|价|仓|时|方|板|等)|座(?:椅|谈)|升(?:级|至|值|降|高|温|幅|到|破|学|职|息|天)"
    r"|本(?:次|周|月|年|报|公司|地|身|人|土|田|科|质|轮|金|期|季|息|钢|案|届|来|应|能|着|就|场|日)|期(?:间|货|权|限|待|末|望|内|初|刊|现|指|中|后|满|债)|倍(?:增|受|耐|感|加)|节(?:目|日|能|约|省|奏|点|假|前|后|气|水|电)|成(?:交|立|为|功|员|长|果|效|就|绩|熟|都|分|本|品|人|份|型|千|百|倍|年|语|色|像|因|败|了|片|套|批|飞|对|天)"
    r"|吨(?:位)|号(?:称|召|码)|起(?:来|步|初|家|点|到|诉|码|伏|草|源|死|底|飞|亚|价|售|用|于|跳|火|航|算|至)|道(?:路|琼斯|指|具|德|歉|理|富|教|氏)|种(?:种)|克(?:服|隆|罗|拉|莱|里|兰|而|强)|两(?:市|融|家|地|国|会|岸|者|大|个|年|种|款|次|倍|成|只|位|类|名|周|天|日|项|人|轮|地|端|部)|卡(?:车|片|塔|点|位|莱|通|牌|夫|友|罗|特|纸)"
    r"|核(?:心|准|查|电|酸|算|实|销|武|减|桃)|门(?:店|户|槛|票|口|诊|类|禁)|市(?:场|值|民|区|政|面|盈|占|价|长|委|净|销)|国(?:家|际|内|产|务|债|企|资|有|美|外|网|药|泰|信|轩|盛|投|金|联|庆|民|军|会|华|电|补|六|潮|五)|省(?:份|级|内|委|会|钱|去|下|心)|县(?:域|城|级)|城(?:市|投|镇|乡|区|商行|际)|店(?:铺|主|员|内|面|长|播|均)|校(?:园|长|区|企|招)|大(?:家|幅|量|多|概|约|涨|跌|部|众|型|盘|会|学|规模|厦|陆|涨|力|数据|宗|力|模型|于|致|屏|家|事|增|赛|爆|卖|师|都)|村(?:民|镇|里)|代(?:码|理|表|替|工|价|言|码|销|际|客|建)"
    r"|点(?:0|[零一二三四五六七八九])|针(?:对)|步(?:入|伐|骤|行)|团(?:队|购|长|结|建|圆)|队(?:伍|员|长|列)|组(?:织|成|建|合|件|长|队|别)|群(?:体|众|岛|里)|站(?:在|点|上|稳|台)|格(?:局|力|外|林|式|兰|调)|关(?:注|于|系|键|联|闭|税|口|停|心|联)|星(?:巴|球|期|空|级|辰|途|座|光|网|星)|网(?:络|点|友|上|站|易|贷|红|购|民|约)"
    r"|包(?:括|含|装|裹|揽|子|邮|机|销|头|钢)|针(?:织)|束(?:缚)|胜(?:利|出|任)|声(?:称|明|音|誉)|金(?:额|融|属|牌|价|条|地|华|山|科|龙|风|球|卡)|回(?:购|落|升|应|报|调|暖|归|复|收|款|撤|到|来|顾|国|避|拨|流|补|笼|馈|吐)|听(?:取|证|众|说)|把(?:握|控|关)|套(?:现|利|餐|牌|路|保|期)|排(?:名|放|行|查|队|列|片|产|污|除|序|他)|根(?:据|本|源)|副(?:总|董|主|省|市|行|部|书|产|会|经|线|作|院|业|处|所)|课(?:程|题|堂|本)|挂(?:牌|单|钩|账|号)|令(?:人|牌|到|其)|开(?:始|盘)"
)


class Unit(NamedTuple):
    """A unit as read.

    Attributes:
        end: Offset after its last character.
        name: The canonical unit.
        type: One of ``TYPES``.
        factor: What one of the surface is in the canonical unit (美分 → 0.01 USD).
    """

    end: int
    name: str
    type: str
    factor: Decimal


class _Entry(NamedTuple):
    name: str
    type: str
    factor: Decimal


@cache
def load_units(path: Path | None = None) -> dict[str, dict[str, _Entry]]:
    """Read and check the table of units, grouped by the first character of the surface.

    Args:
        path: Another table of the same form; the shipped one where left out.

    Returns:
        For each first character its surfaces, the longest first.

    Raises:
        TableError: A surface stands twice or is not folded, a type is unknown, or a factor is no positive number.
    """
    path = path or model_path() / "quantities" / "units.csv"
    found: dict[str, _Entry] = {}
    for line, row in read_table(path, _COLUMNS):
        surface = fold(row["surface"])
        if not surface or not row["unit"]:
            raise TableError("surface and unit must not be empty", path=path, line=line)
        if surface in found:
            raise TableError(f"the surface {surface} stands twice", path=path, line=line)
        if row["type"] not in TYPES:
            raise TableError(f"unknown type {row['type']!r}; one of {', '.join(sorted(TYPES))}", path=path, line=line)
        try:
            factor = Decimal(row["factor"])
        except InvalidOperation:
            factor = Decimal(0)
        if not factor.is_finite() or factor <= 0:
            raise TableError(f"the factor {row['factor']!r} is no positive number", path=path, line=line)
        found[surface] = _Entry(row["unit"], row["type"], factor)
    groups: dict[str, dict[str, _Entry]] = {}
    for surface in sorted(found, key=lambda s: (-len(s), s)):
        groups.setdefault(surface[0], {})[surface] = found[surface]
    return groups


def read_unit(text: str, pos: int) -> Unit | None:
    """Read the longest unit that starts at an offset.

    Args:
        text: Folded text.
        pos: Offset after the number and the blanks that may follow it.

    Returns:
        The unit, or None where no unit of the table starts here, or only as the beginning of another word.

    >>> read_unit("150款产品", 3).name
    '款'
    >>> read_unit("30个百分点", 2).name
    'pp'
    """
    group = _groups().get(text[pos : pos + 1])
    if group is None:
        return None
    for surface, entry in group.items():
        if text.startswith(surface, pos):
            end = pos + len(surface)
            if surface[-1] < "\u0370" and surface[-1].isalpha() and _latin(text, end):
                continue
            if len(surface) == 1 and _WORDS.match(text, pos):
                continue
            return Unit(end, *entry)
    return None


def _latin(text: str, pos: int) -> bool:
    char = text[pos : pos + 1]
    return char < "\u0250" and char.isalnum()


@cache
def _groups() -> dict[str, dict[str, _Entry]]:
    return load_units()


_PER = re.compile(r" ?(?:/|每) ?(\d*)(?= ?[\u4e00-\u9fffa-zA-Z])")
_PER_TIME = {"year": "年", "month": "月", "day": "day", "week": "week", "h": "h", "min": "min", "s": "s"}


def read_per(text: str, pos: int) -> tuple[int, str] | None:
    """Read ``/吨``, ``/ 股``, ``每平方米`` after a unit.

    Args:
        text: Folded text.
        pos: Offset after the first unit.

    Returns:
        The offset after it and the canonical name of what it is per, or None.

    >>> read_per("元/平方米", 1)
    (5, 'm²')
    """
    per = _PER.match(text, pos)
    if per is None:
        return None
    start = per.end() + (text[per.end()] == " ")
    if text[start] == "月":
        return start + 1, "月"
    unit = read_unit(text, start)
    if unit is None or unit.type in ("money", "percent", "points", "index", "multiple"):
        return None
    return unit.end, per[1] + (_PER_TIME.get(unit.name, unit.name) if unit.type == "duration" else unit.name)
