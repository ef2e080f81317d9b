"""Subjects that are no companies, by a grammar over the lexicon's: 中国新能源汽车市场, 英镑兑美元, 英国10年期国债, TOP50房企."""

import re
from collections.abc import Iterator
from dataclasses import replace

from zhclaims.entities.entity import Entity, EntityType

_CURRENCY = "(?:美元|欧元|英镑|日元|人民币|港元|港币|澳元|加元|纽元|新西兰元|瑞郎|瑞士法郎|卢布|韩元|里拉|卢比|雷亚尔|泰铢|林吉特|比索|新元|兰特|克朗)"
_PAIR = re.compile(rf"(?:离岸|在岸|境外|境内)?{_CURRENCY}[兑对]{_CURRENCY}(?:中间价)?")
_COUNTRY = "(?:美国|英国|德国|法国|意大利|西班牙|希腊|葡萄牙|爱尔兰|荷兰|瑞士|日本|韩国|印度|中国|澳大利亚|澳洲|加拿大|巴西|土耳其|俄罗斯|欧元区)"
_BOND = re.compile(
    rf"{_COUNTRY}?(?:\d{{1,2}}|[一二两三五七十]{{1,3}})年期?{_COUNTRY}?"
    r"(?:国债|美债|德债|英债|日债|法债|意债|公债|国开债|地方债|国库券|通胀保值国债|TIPS)(?:期货)?(?:主力(?:合约)?)?"
)
_CONVERTIBLE = re.compile(r"(?<![\u4e00-\u9fff])[\u4e00-\u9fff]{2}转债(?:\d)?|(?<=[、和])[\u4e00-\u9fff]{2}转债")
_MONTHLY = re.compile(
    r"(?:WTI|布伦特|布油|美油|NYMEX|ICE|COMEX|CBOT|LME|纽约|伦敦|美国|国际|芝加哥|NYMEX\s?WTI|ICE\s?布伦特)\s?"
    r"(?:\d{1,2}月(?:交割的?|交货的?)?|近月|主力)(?:原油|黄金|白银|铜|天然气|汽油|大豆|玉米|小麦|豆粕|豆油|原糖|棉花|铂金|钯金)?(?:期货|期油|期金|合约)"
)
_GROUP = re.compile(
    r"(?:TOP\s?\d{1,3}|[百千]强|前(?:\d{1,3}|[一二三四五六七八九十百]{1,2})(?:强|大|名|家)?|[二三四五六七八九十两]大|A股[二三四五六七八九十]大|\d{1,4}家(?:A股|港股)?(?:上市)?|百亿(?:级)?|千亿(?:级)?|规模|重点|头部|中小|国有|民营|中国自主|上市)"
    r"(?:房企|险企|券商|车企|药企|钢企|煤企|猪企|酒企|银行|城商行|农商行|航司|快递企业|钢铁企业|基金公司|信托公司|保险公司|上市公司|公司|央企|国企|民企|开发者|电商平台)"
)
_CONTRACT = re.compile(r"(?:期货)?(?:\d{4})?(?:主力(?:合约|连续)?|连续(?:合约)?|合约|期货(?:价格指数)?|现货)")
_TAIL = re.compile(r"行业|产业链|产业|板块|市场|领域|赛道|企业|业务|概念股|概念|个股|类股|品类|制造业|企")
_INSTITUTION = re.compile(
    r"政府|央行|海关|官方|当局|财政部|统计局|商务部|证监会|最高法院|国会|议会|外交部|农业部|交通部|卫生部|能源部"
)
_TAIL_TYPES: dict[str, EntityType] = {
    "市场": "market",
    "企业": "group",
    "企": "group",
    "个股": "group",
    "类股": "group",
    "概念股": "group",
}


def patterned_subjects(text: str, folded: str) -> Iterator[Entity]:
    """Find currency pairs, bonds, futures by month, and groups by number or rank.

    Args:
        text: The text.
        folded: The text, folded.

    Yields:
        The mentions, unordered; their id is their text.
    """
    patterns: tuple[tuple[str, re.Pattern[str], EntityType], ...] = (
        ("元", _PAIR, "currency"),
        ("债", _BOND, "bond"),
        ("转债", _CONVERTIBLE, "bond"),
        ("月", _MONTHLY, "commodity"),
        ("", _GROUP, "group"),
    )
    for needed, pattern, kind in patterns:
        if needed not in folded:
            continue
        for match in pattern.finditer(folded):
            start, end = match.span()
            yield Entity(start, end, text[start:end], text[start:end], kind, score=0.9)


def widened(text: str, folded: str, found: list[Entity]) -> list[Entity]:
    """Widen sectors, goods and regions to the subject that they are part of.

    A region or market before a sector, and 行业, 市场, 板块 … after it, belong to it (中国新能源汽车市场); a contract form
    belongs to its commodity (沪铜主力合约 is still 铜 by its id); a region with 市场, 政府, 央行 is a market, an institution.

    Args:
        text: The text.
        folded: The text, folded.
        found: The mentions, in order.

    Returns:
        The mentions, in order, some wider.
    """
    result: list[Entity] = []
    for entity in found:
        if result and entity.start < result[-1].end:
            continue
        result.append(entity)
        if entity.type == "commodity":
            _widen_commodity(text, folded, result)
        elif entity.type in {"sector", "group", "market"}:
            _widen_sector(text, folded, result)
        elif entity.type == "region":
            _widen_region(text, folded, result)
    return result


def _widen_commodity(text: str, folded: str, result: list[Entity]) -> None:
    """沪铜 + 主力合约, 全国 + 菜油."""
    entity = result.pop()
    contract = _CONTRACT.match(folded, entity.end)
    tail = None if contract else _TAIL.match(folded, entity.end)
    end = contract.end() if contract else entity.end
    start = entity.start
    if result and result[-1].type == "region" and result[-1].end == entity.start:
        start = result.pop().start
    if tail:
        end = tail.end()
        kind = _TAIL_TYPES.get(tail.group(), "sector")
        result.append(Entity(start, end, text[start:end], text[start:end], kind, score=0.8))
    else:
        result.append(replace(entity, start=start, end=end, text=text[start:end]))


def _widen_sector(text: str, folded: str, result: list[Entity]) -> None:
    """中国 + 新能源汽车 + 市场."""
    entity = result.pop()
    start, end, kind = entity.start, entity.end, entity.type
    if result and result[-1].type in {"region", "market"} and result[-1].end == start and entity.type != "market":
        start = result.pop().start
    if kind == "sector" and (tail := _TAIL.match(folded, end)):
        end = tail.end()
        kind = _TAIL_TYPES.get(tail.group(), "sector")
    if (start, end) == (entity.start, entity.end):
        result.append(entity)
    else:
        result.append(Entity(start, end, text[start:end], text[start:end], kind, score=0.8))


def _widen_region(text: str, folded: str, result: list[Entity]) -> None:
    """中国 + 市场, 土耳其 + 央行."""
    entity = result[-1]
    kind: EntityType
    if folded.startswith(("市场", "股市", "楼市"), entity.end):
        end, kind = entity.end + 2, "market"
    elif institution := _INSTITUTION.match(folded, entity.end):
        end, kind = institution.end(), "institution"
    else:
        return
    result[-1] = Entity(entity.start, end, text[entity.start : end], text[entity.start : end], kind, score=0.85)
