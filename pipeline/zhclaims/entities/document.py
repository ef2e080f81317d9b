"""Names within a document: those it defines (以下简称“常熟汽饰”), and the short forms that follow from a full name."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache

from ahocorasick_rs import AhoCorasick, MatchKind

from zhclaims.entities.context import TICKER, ticker_of
from zhclaims.entities.entity import COMPANY_TYPES, Entity
from zhclaims.entities.lexicon import Lexicon, stands_free
from zhclaims.entities.names import forms

_DEFINITION = re.compile(
    r"\s?\((?:证券|股票|公司|以?下文?)?(?:简称|合称|统称|称)(?:为|[:：])?(?P<names>[^()\n]{1,40})\)"
    r"|\s?\([“「\"](?P<quoted>[^()\n“”「」\"]{2,12})[”」\"]\)"
)
_NAME = re.compile(r"[^“”‘’「」\"'、,，;；:：或和及]{2,16}")
_CODE = re.compile(r"\s*\d{5,6}.*+")
_NO_NAMES = frozenset(
    {"公司", "本公司", "该公司", "标的公司", "上市公司", "集团", "本集团", "甲方", "乙方", "丙方", "发行人", "目标公司"}
)
_BRACKETED = re.compile(r"\([^()]*+\)")
_PLACE = re.compile(r"[\u4e00-\u9fff]{2,3}?[省市县]")
_MANY = 200  # names of a document beyond which no further ones are shortened, so that time stays linear


def introduced(text: str, folded: str, found: list[Entity], lexicon: Lexicon) -> list[Entity]:
    """Find the short forms that a document gives to the companies it names.

    Args:
        text: The text.
        folded: The text, folded by `plain`.
        found: The mentions found so far, in order.
        lexicon: The names that a short form must not collide with.

    Returns:
        Mentions of short forms, with the id of the full name; some may lie within those found.
    """
    owners: dict[str, Entity] = {}
    for entity in found:
        if entity.type not in COMPANY_TYPES:
            continue
        for name in _defined(folded, entity):
            owners.setdefault(name, entity)
    legal = forms().legal
    companies = {
        entity.id: entity
        for entity in found
        if entity.type == "company" and (entity.id in lexicon or entity.id.endswith(legal))
    }
    for entity in list(companies.values())[:_MANY]:
        for name in short_forms(entity.id, lexicon):
            owners.setdefault(name, entity)
    if not owners:
        return []
    names = list(owners)
    matcher = AhoCorasick(names, matchkind=MatchKind.LeftmostLongest)
    mentions = []
    for index, start, end in matcher.find_matches_as_indexes(folded):
        name = names[index]
        if stands_free(folded, start, end, name):
            owner = owners[name]
            mentions.append(replace(owner, start=start, end=end, text=text[start:end], score=0.8, source="document"))
    return mentions


def _defined(folded: str, entity: Entity) -> Iterator[str]:
    """The names that a bracket after a mention defines: (以下简称“X”), (“X”)."""
    definition = _DEFINITION.match(folded, entity.end)
    if definition is None:
        return
    for part in _NAME.findall(definition["names"] or definition["quoted"]):
        name = _CODE.sub("", part).strip()
        if len(name) >= 2 and name not in _NO_NAMES:
            yield name


@lru_cache(maxsize=8192)
def short_forms(name: str, lexicon: Lexicon) -> tuple[str, ...]:
    """The forms by which a text may call a company again.

    Args:
        name: A full or short name.
        lexicon: What a form must not mean.

    Returns:
        Forms without place, legal form and kind, the longest first; none that is a common word or another's name.

    >>> from zhclaims.entities import default_lexicon
    >>> short_forms("东莞市建工集团有限公司", default_lexicon())
    ('东莞市建工集团', '东莞建工集团', '建工集团')
    """
    tables = forms()
    bare = _BRACKETED.sub("", name)
    stem, legal = bare, False
    while stem.endswith(tables.legal) and (size := _suffix_size(stem, "legal")):
        stem, legal = stem[:-size], True
    variants = [stem] if legal else []
    place = _PLACE.match(stem)
    if place is not None and legal:
        variants.append(stem[: place.end() - 1] + stem[place.end() :])
        variants.append(stem[place.end() :])
    elif legal:
        readings = next((at for at in (3, 2) if _is_region(stem[:at], lexicon)), 0)
        variants.append(stem[readings:])
    core = variants[-1] if variants else stem
    for _ in range(2):
        size = next(filter(None, (_suffix_size(core, kind) for kind in ("group", "strong", "weak"))), 0)
        if not size:
            break
        core = core[:-size]
        variants.append(core)
    return tuple(form for form in dict.fromkeys(variants) if form != name and _may_stand_alone(form, name, lexicon))


def _suffix_size(name: str, strength: str) -> int:
    """How long the suffix of that strength is that a name ends with and keeps two characters before; 0 for none."""
    suffixes = forms().suffixes
    for size in range(min(12, len(name) - 2), 0, -1):
        suffix = suffixes.get(name[-size:])
        if suffix is not None and suffix.strength == strength:
            return size
    return 0


def _is_region(form: str, lexicon: Lexicon) -> bool:
    return any(reading.name is not None and reading.name.type == "region" for reading in lexicon.readings(form))


def _may_stand_alone(form: str, name: str, lexicon: Lexicon) -> bool:
    tables = forms()
    if len(form) < 2 or form in tables.stems or form in tables.commons or form in _NO_NAMES or form in tables.suffixes:
        return False
    return all(reading.name is not None and reading.name.id == name for reading in lexicon.readings(form))


def linked(folded: str, found: Iterable[Entity]) -> list[Entity]:
    """Give the mentions of one company one id and its ticker.

    A stock code in brackets counts for all mentions; a short name in the characters of a full name of the document
    (常熟汽饰, 常熟汽车饰件股份有限公司) takes the full name as its id.

    Args:
        folded: The folded text.
        found: The mentions, in order.

    Returns:
        The same mentions, linked.
    """
    mentions = list(found)
    legal = forms().legal
    full = [entity.id for entity in mentions if entity.type == "company" and entity.id.endswith(legal)]
    full = list(dict.fromkeys(full))[:_MANY]
    ids: dict[str, str] = {}
    tickers: dict[str, str] = {}
    for entity in mentions:
        if entity.type != "company":
            continue
        if entity.id == entity.text and entity.id not in ids and entity.id not in full:
            ids[entity.id] = next((name for name in full if _abbreviates(entity.id, name)), entity.id)
        if entity.ticker is None and (code := TICKER.match(folded, entity.end)):
            tickers.setdefault(ids.get(entity.id, entity.id), ticker_of(code))
    result = []
    for entity in mentions:
        name = ids.get(entity.id, entity.id)
        ticker = entity.ticker or tickers.get(name)
        same = name == entity.id and ticker == entity.ticker
        result.append(entity if same or entity.type != "company" else replace(entity, id=name, ticker=ticker))
    return result


def _abbreviates(short: str, full: str) -> bool:
    """Whether a name of three characters or more takes its characters in order from a full name."""
    if len(short) < 3 or len(short) > 6 or short[0] not in full[:8]:
        return False
    rest = iter(full)
    return all(char in rest for char in short)
