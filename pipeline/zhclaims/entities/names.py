"""Names that no lexicon has, by their form: 常熟汽车饰件股份有限公司, 灵均投资, 某某（600519.SH）, “灵猴机器人”, Anysphere."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple, cast

from ahocorasick_rs import AhoCorasick, MatchKind

from zhclaims.entities.context import TICKER, ticker_of
from zhclaims.entities.entity import COMPANY_TYPES, ENTITY_TYPES, Entity, EntityType
from zhclaims.entities.lexicon import plain
from zhclaims.errors import TableError
from zhclaims.resources import model_path, read_table

_LONGEST = 40  # characters of a full name before its legal form
_SHORT = 8  # characters of a short name before its suffix
_INNER = re.compile(r"[\u3400-\u9fffA-Za-z0-9·&]")
_QUOTED = re.compile(
    r"(?:获悉[,，]?|品牌|公司|平台|企业|项目|旗下|名为|叫做?|推出|简称|发布|上线|产品|系列|应用|模型|App|APP)[“「\"'‘]"
    r"(?P<after_cue>[^“”「」\"'‘’，。、；：\s]{2,16})[”」\"'’]"
    r"|[“「](?P<before_cue>[^“”「」，。、；：\s]{2,16})[”」](?=宣布|完成|获得?|近日|日前|表示|平台|品牌|公司|大模型|项目|App|APP|系列)"
)
_TITLE = re.compile(r"《[^《》\n]{2,60}+》")
_PAPER = re.compile(
    "报告|公告|通知|意见|办法|规定|条例|规划|计划|方案|白皮书|蓝皮书|章程|议案|协议|合同|决定|决议|预案|说明|函|书|法|日报|周刊|时报|新闻"
)
_WORK = 12  # characters of the longest title of a film or game, with its marks
_LATIN = re.compile(
    r"[A-Z](?<![A-Za-z0-9.@/_-].)[A-Za-z]*+(?:[-&'.]?[A-Za-z0-9]++)*+(?: [A-Z][A-Za-z]++){0,3}+(?![A-Za-z0-9@/_])"
)
_SPECIAL = re.compile(r"(?:\*ST|S\*ST|SST|ST\*|ST)[\u4e00-\u9fff]{2}")
_BRANCH = re.compile(r"[\u4e00-\u9fff]{2,8}?(?:分行|支行|分公司|营业部)")
_BRANCHES = frozenset(("分行", "支行", "营业部", "中心支行", "营业管理部"))
_BRANCHED = re.compile("[行部局院会]")
_HAN = re.compile("[\u4e00-\u9fff]")
_SCORES = {"legal": 0.9, "group": 0.7, "strong": 0.7, "weak": 0.6}
_DATE = re.compile(r"\d(?:年|月|日|%|亿|万|元|股|名|家|次|号|个|月份)")


class Suffix(NamedTuple):
    """How names of a kind end.

    Attributes:
        type: What the name is of.
        strength: ``legal`` closes full names of any length, ``group`` and ``strong`` short names, ``weak`` short names that stand
            alone between boundaries; ``never`` ends none (控股股东 is no 控股).
    """

    type: EntityType
    strength: str


class Forms(NamedTuple):
    """The tables of suffixes and of words that bound names."""

    suffixes: dict[str, Suffix]
    ends: AhoCorasick
    words: tuple[str, ...]
    cuts: frozenset[str]
    after: defaultdict[str, tuple[str, ...]]
    bounds: AhoCorasick
    singles: frozenset[str]
    stems: frozenset[str]
    commons: frozenset[str]
    acts: frozenset[str]
    latin: frozenset[str]
    legal: tuple[str, ...]


@cache
def forms() -> Forms:
    """The tables of suffixes.csv and boundaries.csv."""
    folder = model_path() / "companies"
    suffixes = {}
    for line, row in read_table(folder / "suffixes.csv", ("suffix", "type", "strength")):
        if row["type"] not in ENTITY_TYPES or row["strength"] not in {"legal", "group", "strong", "weak", "never"}:
            raise TableError(f"{row['suffix']}: unknown type or strength", path=folder / "suffixes.csv", line=line)
        suffixes[plain(row["suffix"])] = Suffix(cast("EntityType", row["type"]), row["strength"])
    kinds: dict[str, list[str]] = {"cut": [], "keep": [], "stem": [], "common": [], "after": [], "act": [], "latin": []}
    for line, row in read_table(folder / "boundaries.csv", ("word", "kind")):
        if row["kind"] not in kinds:
            raise TableError(f"{row['kind']!r} is no kind of boundary", path=folder / "boundaries.csv", line=line)
        kinds[row["kind"]].append(row["word"])
    words = tuple(dict.fromkeys((*kinds["cut"], *kinds["keep"])))
    return Forms(
        suffixes,
        AhoCorasick(list(suffixes), matchkind=MatchKind.LeftmostLongest),
        words,
        frozenset(kinds["cut"]) - frozenset(kinds["keep"]),
        _by_first((*kinds["cut"], *kinds["after"])),
        AhoCorasick(list(words), matchkind=MatchKind.LeftmostLongest),
        frozenset(word for word in kinds["cut"] if len(word) == 1),
        frozenset(kinds["stem"]),
        frozenset(kinds["common"]),
        frozenset(kinds["act"]),
        frozenset(kinds["latin"]),
        tuple(end for end, suffix in suffixes.items() if suffix.strength == "legal"),
    )


def _by_first(words: Iterable[str]) -> defaultdict[str, tuple[str, ...]]:
    table: defaultdict[str, tuple[str, ...]] = defaultdict(tuple)
    for word in words:
        table[word[0]] += (word,)
    return table


def unknown(text: str, folded: str, found: list[Entity]) -> Iterator[Entity]:
    """Find names by their form.

    Args:
        text: The text.
        folded: The text, folded.
        found: What the lexicon has found, in order; names may begin with it (北京…有限公司) or hold it.

    Yields:
        The mentions, unordered; some may lie over those found.
    """
    yield from suffixed(text, folded, found)
    yield from _with_ticker(text, folded, found)
    yield from _patterned(text, folded, found)


def suffixed(text: str, folded: str, found: list[Entity]) -> Iterator[Entity]:
    """Find names that end as names of a kind do, and whose beginning a boundary shows.

    Args:
        text: The text.
        folded: The text, folded.
        found: What the lexicon has found, in order.

    Yields:
        The mentions in order of their ends.
    """
    tables = forms()
    endings = list(tables.suffixes.items())
    starts = {entity.start: entity for entity in found}
    covered = _covered(found)
    last = 0  # end of the last full name
    for index, at, end in tables.ends.find_matches_as_indexes(folded):
        word, suffix = endings[index]
        if suffix.strength == "never":
            continue
        if suffix.strength == "legal":
            start = _from_region(folded, _left(folded, max(last, at - _LONGEST), at, tables)[0], at, starts)
            stop = _to_branch(folded, word, end)
        elif at in covered or end - 1 in covered or not _closed(folded, end, tables):
            continue
        else:
            start, bounded = _left(folded, max(last, at - _SHORT), at, tables)
            stop = end
            if not bounded:
                continue
        if start not in starts or starts[start].type != "region":
            start = _after_names(start, at, starts, branch=word in _BRANCHES)
        if _is_stem(folded[start:at], suffix, starts.get(start), at, tables):
            last = stop if suffix.strength == "legal" else last
            name = text[start:stop]
            yield Entity(
                start,
                stop,
                name,
                name,
                suffix.type,
                score=_SCORES[suffix.strength],
                source="legal" if suffix.strength == "legal" else "suffix",
            )


def _after_names(start: int, at: int, starts: dict[int, Entity], *, branch: bool) -> int:
    """A name doesn't hold another company's name that it doesn't begin with: 证监会核准… begins after 证监会.

    A branch does begin with its bank: 中国人民银行广州分行.
    """
    for offset in range(start, at):
        entity = starts.get(offset)
        if entity is None or entity.type not in COMPANY_TYPES or entity.end >= at:
            continue
        if offset > start or (entity.type == "institution" and not (branch and entity.text.endswith("行"))):
            start = entity.end
    return start


def _to_branch(folded: str, word: str, end: int) -> int:
    """Where a full name ends: after 宜昌分行, where that follows a company's legal form."""
    branch = None if _BRANCHED.search(word) else _BRANCH.match(folded, end)
    return branch.end() if branch else end


def _closed(folded: str, end: int, tables: Forms) -> bool:
    """Whether a short name may end here: before anything but a Chinese character, or before a word that names don't have."""
    if end == len(folded) or not _HAN.match(folded, end):
        return True
    return any(folded.startswith(word, end) for word in tables.after[folded[end]])


def _covered(found: list[Entity]) -> set[int]:
    """Offsets within the names of companies that are found already."""
    held = {"company", "brand", "product", "institution", "index", "fund", "person"}
    return {at for entity in found if entity.type in held for at in range(entity.start, entity.end)}


def _left(folded: str, low: int, at: int, tables: Forms) -> tuple[int, bool]:
    """Where a name that reaches up to an offset begins, and whether a boundary (not the reach) says so."""
    start = at
    while start > low:
        char = folded[start - 1]
        if char == ")":
            opening = folded.rfind("(", low, start)
            if opening < 0 or start - opening > 10:
                break
            start = opening
        elif _INNER.match(char):
            start -= 1
        else:
            break
    bounded = start > low or start == 0
    cut = _last_cut(folded[start:at], tables)
    return start + cut, bounded or cut > 0


def _last_cut(window: str, tables: Forms) -> int:
    """Offset after the last word of a window that no name holds."""
    cut = 0
    for index, left, right in tables.bounds.find_matches_as_indexes(window):
        word = tables.words[index]
        if word in tables.cuts and not (left == 0 and right == len(window)):
            cut = right
    for date in _DATE.finditer(window):
        cut = max(cut, date.end())
    return cut


def _from_region(folded: str, start: int, at: int, starts: dict[int, Entity]) -> int:
    """A full name begins with its place, where what stands before the place is no name of its own."""
    if start in starts and starts[start].type != "sector":
        return start
    for offset in range(start + 1, min(start + 7, at - 2)):
        entity = starts.get(offset)
        if entity is not None and entity.type == "region" and entity.end < at and folded[offset - 1] != "(":
            return offset
    return start


def _is_stem(stem: str, suffix: Suffix, first: Entity | None, at: int, tables: Forms) -> bool:
    """Whether what stands before a suffix may be the name's own part: 金融 before 科技 may not."""
    if len(stem) < 2 or stem in tables.stems or stem.isdigit() or stem[0] in ")·&.-":
        return False
    if suffix.strength == "legal":
        return stem not in tables.commons or (first is not None and first.type == "region")
    if first is not None and first.end == at and first.type in COMPANY_TYPES:
        return suffix.strength != "weak" or len(stem) <= 3
    if first is not None and first.type == "region":
        return at - first.end >= 2 or (at == first.end and suffix.strength != "weak")
    sector = first is not None and first.end == at and first.type in {"sector", "group", "market", "commodity"}
    return not (sector or stem[-1].isdigit() or _ends_as_stem(stem, tables) or _is_common(stem, suffix, tables))


def _is_common(stem: str, suffix: Suffix, tables: Forms) -> bool:
    """Whether a stem is a common word; before a weak suffix, whether it begins or ends with one or is long."""
    if suffix.strength == "weak":
        return len(stem) > 4 or stem[:2] in tables.commons or stem[-2:] in tables.commons
    return suffix.strength == "strong" and stem in tables.commons


def is_generic(name: str) -> bool:
    """Whether a name says only what kind of thing it is: 行业协会, 分公司.

    >>> is_generic("行业协会"), is_generic("中国互联网协会")
    (True, False)
    """
    tables = forms()
    for at in range(len(name) - 1):
        stem, suffix = name[:at], tables.suffixes.get(name[at:])
        if suffix is not None and suffix.strength == "legal":
            return stem in tables.stems or (not stem and name.endswith("公司"))
    return False


def _ends_as_stem(stem: str, tables: Forms) -> bool:
    return any(stem[-size:] in tables.stems for size in range(2, len(stem)))


def _with_ticker(text: str, folded: str, found: list[Entity]) -> Iterator[Entity]:
    """Names before a stock code in brackets, where the lexicon hasn't found one."""
    tables = forms()
    ends = {entity.end for entity in found if entity.type in COMPANY_TYPES}
    for match in TICKER.finditer(folded):
        at = match.start()
        if at in ends:
            continue
        start, _ = _left(folded, max(0, at - 8), at, tables)
        if at - start >= 2 and not folded[start:at].isdigit():
            name = text[start:at]
            yield Entity(start, at, name, name, "company", ticker_of(match), score=0.9, source="ticker")


def _patterned(text: str, folded: str, found: list[Entity]) -> Iterator[Entity]:
    """Quoted names, titles, Latin names and names under special treatment."""
    tables = forms()
    for match in _QUOTED.finditer(folded):
        start, end = match.span("after_cue" if match["after_cue"] else "before_cue")
        if folded[start:end] in tables.stems or folded[start:end] in tables.commons:
            continue
        yield Entity(start, end, text[start:end], text[start:end], "brand", score=0.6, source="quote")
    yield from _titled(text, folded, found)
    for match in _LATIN.finditer(folded):
        start, end = match.span()
        word = folded[start:end]
        if len(word) >= 4 and word not in tables.latin and any(map(str.islower, word[1:])):
            yield Entity(start, end, text[start:end], text[start:end], "brand", score=0.5, source="latin")
    for match in _SPECIAL.finditer(folded):
        start, end = match.span()
        yield Entity(start, end, text[start:end], text[start:end], "company", score=0.9, source="suffix")


def _titled(text: str, folded: str, found: list[Entity]) -> Iterator[Entity]:
    """Titles in 《》: papers with their marks, works (films, games) by their name; none where a company is named in it."""
    held = _covered(found)
    for match in _TITLE.finditer(folded):
        start, end = match.span()
        if not held.isdisjoint(range(start, end)):
            continue
        if end - start > _WORK or _PAPER.search(match.group()):
            yield Entity(start, end, text[start:end], text[start:end], "document", score=0.9, source="title")
        else:
            name = text[start + 1 : end - 1]
            yield Entity(start + 1, end - 1, name, name, "product", score=0.6, source="title")
