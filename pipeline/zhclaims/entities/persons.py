"""People, by a light rule: a surname and a given name beside a role or a verb of saying (黄铮表示, 分析师张三认为)."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from zhclaims.entities.entity import Entity
from zhclaims.entities.lexicon import Lexicon
from zhclaims.resources import model_path, read_table

_HAN = r"[\u4e00-\u9fff]"
_FOREIGN = re.compile(
    rf"(?<!{_HAN}){_HAN}{{1,6}}(?:·{_HAN}{{1,6}}?){{1,3}}"
    rf"(?=[^\u4e00-\u9fff·]|\Z|表示|称|认为|指出|说|预计|透露|宣布|在|对|于|的|和|与|等|将|也|还|则|曾|是|向|从|先生|女士)"
)


class Forms(NamedTuple):
    """Patterns, roles, surnames, and beginnings that are no names (高管, 华为)."""

    said: re.Pattern[str]
    titled: re.Pattern[str]
    roles: AhoCorasick
    named: re.Pattern[str]
    nobody: frozenset[str]
    surnames: frozenset[str]


@cache
def _forms() -> Forms:
    words: dict[str, list[str]] = {"surname": [], "role": [], "verb": [], "nobody": []}
    for _, row in read_table(model_path() / "companies" / "persons.csv", ("word", "kind")):
        words[row["kind"]].append(row["word"])

    def any_of(kind: str) -> str:
        return "|".join(map(re.escape, sorted(words[kind], key=lambda word: (-len(word), word))))

    single = "".join(word for word in words["surname"] if len(word) == 1)
    double = "|".join(word for word in words["surname"] if len(word) > 1)
    surname = rf"(?:[{single}]|{double})"
    name = rf"(?P<name>{surname}{_HAN}{{1,2}}?)"
    after = (
        rf"(?={any_of('verb')}|先生|女士|[^\u4e00-\u9fff]|在|于|对|向|等|和|与|的|也|还|曾|就|则|是|将|已|为|透露|\Z)"
    )
    said = rf"(?=(?:在[^,，。；\n]{{1,20}})?(?:{any_of('verb')}))"
    return Forms(
        said=re.compile(rf"{name}{said}"),
        titled=re.compile(rf"(?P<name>{surname}(?:某某?|{_HAN}{{0,2}}?(?:先生|女士)))(?!{_HAN}?公司)"),
        roles=AhoCorasick(words["role"], matchkind=MatchKind.LeftmostLongest),
        named=re.compile(rf"[:：、 ]?{name}{after}"),
        nobody=frozenset(words["nobody"]),
        surnames=frozenset(words["surname"]),
    )


def persons(text: str, folded: str, lexicon: Lexicon) -> Iterator[Entity]:
    """Find people who are named beside a role or a verb of saying, and foreign names with a dot.

    Args:
        text: The text.
        folded: The text, folded.
        lexicon: Names of companies that look like a person's (华为称) are none.

    Yields:
        The mentions, unordered.
    """
    forms = _forms()
    candidates: list[tuple[re.Match[str], float]] = [(match, 0.8) for match in forms.titled.finditer(folded)]
    candidates += [(match, 0.75) for match in forms.said.finditer(folded) if _opens(folded, match.start())]
    for _, _, end in forms.roles.find_matches_as_indexes(folded):
        if match := forms.named.match(folded, end):
            candidates.append((match, 0.85))
    for match, score in candidates:
        start, end = match.span("name")
        if not forms.nobody.isdisjoint((folded[start : start + 2], folded[start : start + 3])):
            continue
        if not lexicon.meanings(folded[start:end]):
            yield Entity(start, end, text[start:end], text[start:end], "person", score=score, source="role")
    for match in _FOREIGN.finditer(folded) if "·" in folded else ():
        start, end = match.span()
        yield Entity(start, end, text[start:end], text[start:end], "person", score=0.9, source="role")


def _opens(folded: str, at: int) -> bool:
    """Whether no Chinese character stands before an offset."""
    return at == 0 or not "\u4e00" <= folded[at - 1] <= "\u9fff"


_ALSO_OF_COMPANIES = frozenset(
    "华金龙安全万康盛方高时江山东天石宝乐海应连利尚卓双明信景林雷农国祥宏"
)  # 康得新, 金亚 are companies


def is_person(name: str) -> bool:
    """Whether a name of which nothing else is known looks like a person's: a surname and one or two characters.

    >>> is_person("谢云舟"), is_person("普莱德")
    (True, False)
    """
    return len(name) in {2, 3} and name[0] in _forms().surnames and name[0] not in _ALSO_OF_COMPANIES
