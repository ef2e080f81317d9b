"""Subjects that are no companies, by a grammar over the lexicon's: 中国新能源汽车市场, 英镑兑美元, 英国10年期国债, TOP50房企."""

import re
from collections.abc import Iterator
from dataclasses import replace

from zhclaims.entities.entity import Entity, EntityType

_COUNTRY = "美国|英国|德国|法国|意大利|西班牙|希腊|葡萄牙|爱尔兰|荷兰|瑞士|日本|韩国|印度|中国|澳大利亚|澳洲|加拿大|巴西|土耳其|俄罗斯|欧元区"
# Bonds and monthly contracts are sought by their literal middle and read outwards from there: that is fast.
_BOND = re.compile(
    rf"年期?(?:{_COUNTRY})?(?:国债|[美德英日法意]债|公债|国开债|地方债|国库券|通胀保值国债|TIPS)(?:期货)?(?:主力(?:合约)?)?"
)
_TERM = re.compile(rf"(?:{_COUNTRY})?(?:\d{{1,2}}|[一二两三五七十]{{1,3}})\Z")
_MONTH = re.compile(
    r"月(?:交割的?|交货的?)?(?:原油|黄金|白银|铜|天然气|汽油|大豆|玉米|小麦|豆粕|豆油|原糖|棉花|铂金|钯金)?(?:期货|期油|期金|合约)"
)
_EXCHANGE = re.compile(
    r"(?:NYMEX\s?WTI|ICE\s?布伦特|WTI|布伦特|布油|美油|NYMEX|ICE|COMEX|CBOT|LME|纽约|伦敦|美国|国际|芝加哥)\s?\d{1,2}\Z"
)
_CONVERTIBLE = re.compile(r"转债\d?")
_ISSUER = re.compile(r"(?:\A|[^\u4e00-\u9fff]|[和与及])([\u4e00-\u9fff]{2})\Z")
_NUMBERED = re.compile(
    r"(?:TOP\s?\d{1,3}|[百千]强|前(?:\d{1,3}|[一二三四五六七八九十百]{1,2})(?:强|大|名|家)?|(?:A股)?[二三四五六七八九十两]大|百亿级?|千亿级?|规模|重点|头部|中小|国有|民营|中国自主|上市)\Z"
)
_COMPANY_TAIL = re.compile(
    r"(?P<part>(?:\s?中国|香港)(?![\u4e00-\u9fff(A-Za-z])|\((?:中国|香港|北京|上海|深圳|亚太)\))|(?<!系)(?:股份)?公司(?![治章法债股层总])"
)
_EVERYWHERE = ("全球", "海外", "国外", "境外", "世界", "多国")  # have no government
_OUTWARDS = 16  # characters that are read before a literal middle
_CONTRACT = re.compile(r"(?:期货)?(?:\d{4})?(?:主力(?:合约|连续)?|连续(?:合约)?|合约|期货(?:价格指数)?|现货)")
_TAIL = re.compile(r"行业|产业链|产业|板块|市场|领域|赛道|企业|业务|概念股|概念|个股|类股|品类|制造业|企")
_INSTITUTION = re.compile(
    r"政府|央行|海关(?:总署)?|官方|当局|财政部|统计局|商务部|证监会|最高法院|国会|议会|外交部|农业部|交通部|卫生部|能源部"
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
    """Find bonds by term or issuer and futures by month.

    Args:
        text: The text.
        folded: The text, folded.

    Yields:
        The mentions, unordered; their id is their text.
    """
    patterns: tuple[tuple[re.Pattern[str], re.Pattern[str], EntityType], ...] = (
        (_BOND, _TERM, "bond"),
        (_CONVERTIBLE, _ISSUER, "bond"),
        (_MONTH, _EXCHANGE, "commodity"),
    )
    for middle, before, kind in patterns:
        for match in middle.finditer(folded):
            opening = before.search(folded[max(0, match.start() - _OUTWARDS) : match.start()])
            if opening:
                length = len(opening[before.groups])
                start, end = match.start() - length, match.end()
                yield Entity(start, end, text[start:end], text[start:end], kind, score=0.9, source="grammar")


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
        elif entity.type == "company" and (tail := _COMPANY_TAIL.match(folded, entity.end)):
            _widen_company(text, tail, result)
        elif entity.type == "currency":
            _join_pair(text, folded, result)
        elif entity.type == "group" and _NUMBERED.search(folded[max(0, entity.start - 8) : entity.start]):
            _count_group(text, folded, result)
        elif entity.type in {"sector", "group", "market"}:
            _widen_sector(text, folded, result)
        elif entity.type == "region":
            _widen_region(text, folded, result)
    return result


def _widen_company(text: str, tail: re.Match[str], result: list[Entity]) -> None:
    """方正证券 + 公司 is the same company, 家乐福 + 中国 a part of it."""
    entity = result.pop()
    name = text[entity.start : tail.end()]
    if tail["part"]:
        part = Entity(entity.start, tail.end(), name, name, "company", parent=entity.id, score=0.8, source="grammar")
        result.append(part)
    else:
        result.append(replace(entity, end=tail.end(), text=name))


def _join_pair(text: str, folded: str, result: list[Entity]) -> None:
    """英镑 + 兑 + 美元."""
    if len(result) > 1 and result[-2].type == "currency" and folded[result[-2].end : result[-1].start] in {"兑", "对"}:
        end, start = result.pop().end, result.pop().start
        end += 3 if folded.startswith("中间价", end) else 0
        result.append(Entity(start, end, text[start:end], text[start:end], "currency", score=0.9, source="grammar"))


def _count_group(text: str, folded: str, result: list[Entity]) -> None:
    """TOP50 + 房企, 5家 + 险企."""
    entity = result[-1]
    count = _NUMBERED.search(folded[max(0, entity.start - 8) : entity.start])
    start, end = entity.start - (len(count.group()) if count else 0), entity.end
    while len(result) > 1 and result[-2].end > start:  # A股 in A股五大险企
        result.pop(-2)
    result[-1] = Entity(start, end, text[start:end], text[start:end], "group", score=0.85, source="grammar")


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
        result.append(Entity(start, end, text[start:end], text[start:end], kind, score=0.8, source="grammar"))
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
        result.append(Entity(start, end, text[start:end], text[start:end], kind, score=0.8, source="grammar"))


def _widen_region(text: str, folded: str, result: list[Entity]) -> None:
    """中国 + 市场, 土耳其 + 央行."""
    entity = result[-1]
    kind: EntityType
    if folded.startswith(("市场", "股市", "楼市"), entity.end):
        end, kind = entity.end + 2, "market"
    elif not folded.startswith(_EVERYWHERE, entity.start) and (institution := _INSTITUTION.match(folded, entity.end)):
        end, kind = institution.end(), "institution"
    else:
        return
    result[-1] = Entity(
        entity.start, end, text[entity.start : end], text[entity.start : end], kind, score=0.85, source="grammar"
    )
