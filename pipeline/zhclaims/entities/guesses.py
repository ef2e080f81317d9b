"""Names that only their company shows: what is acquired, sued, held, listed beside companies, or acts and says."""

import re
from collections.abc import Iterator
from functools import cache

from ahocorasick_rs import AhoCorasick, MatchKind

from zhclaims.entities.entity import COMPANY_TYPES, Entity, EntityType
from zhclaims.entities.lexicon import Lexicon
from zhclaims.entities.names import forms
from zhclaims.entities.persons import is_person

_HAN = r"[\u4e00-\u9fff]"
_END = r"(?=(?:\d+(?:\.\d+)?%)?(?:的?股权|股份|公司|公告|持有|所持)|[、,，。;；()\d%”\"\s]|等|与|和|及|未|已|将|拟|发布|宣布|签署|承诺|提起|披露|表示|\Z)"
_OBJECT = re.compile(rf"[“\"]?(?P<name>{_HAN}{{2,6}}?){_END}")
_NEXT = re.compile(rf"[、和与及](?P<name>{_HAN}{{2,6}}?)(?=[、，,。;；()\s]|等|和|与|及)")
_PREVIOUS = re.compile(rf"(?:\A|[^\u4e00-\u9fff]|包括|例如|比如)(?P<name>{_HAN}{{2,6}})[、和与及]\Z")
_AFTER_PLACE = re.compile(rf"(?P<name>{_HAN}{{2,4}}?){_END}")
_ACT = re.compile("公告|发布公告|披露|宣布|回应称")
_ACTOR = re.compile(rf"(?:\A|[^\u4e00-\u9fff])(?P<name>{_HAN}{{3,6}})\Z")
_BEFORE_PLACE = re.compile(r"[\u4e00-\u9fffA-Za-z0-9]")


@cache
def _acts() -> tuple[AhoCorasick, tuple[str, ...]]:
    words = tuple(sorted(forms().acts))
    return AhoCorasick(list(words), matchkind=MatchKind.LeftmostLongest), words


def guessed(text: str, folded: str, found: list[Entity], lexicon: Lexicon) -> Iterator[Entity]:
    """Guess names of companies by what stands beside them.

    Args:
        text: The text.
        folded: The text, folded.
        found: The mentions found so far, in order.
        lexicon: What a guess must not mean (车企 after 收购 is a group).

    Yields:
        The guesses, unordered, with a low score.
    """
    spans = {*_acted_on(folded), *_beside(folded, found)}
    for start, end in sorted(spans):
        if _plausible(folded, start, end, lexicon):
            name = text[start:end]
            kind: EntityType = "person" if is_person(folded[start:end]) else "company"
            yield Entity(start, end, name, name, kind, score=0.5, source="act")


def _acted_on(folded: str) -> Iterator[tuple[int, int]]:
    """Spans after an act (收购, 起诉, 控股股东) and before one (公告, 宣布)."""
    for _, _, end in _acts()[0].find_matches_as_indexes(folded):
        if match := _OBJECT.match(folded, end):
            yield match.span("name")
    for act in _ACT.finditer(folded):
        low = max(0, act.start() - 7)
        if match := _ACTOR.search(folded[low : act.start()]):
            yield low + match.start("name"), act.start()


def _beside(folded: str, found: list[Entity]) -> Iterator[tuple[int, int]]:
    """Spans beside companies in a list, and after a place."""
    for entity in found:
        start, end = entity.start, entity.end
        if entity.type in COMPANY_TYPES:
            if match := _NEXT.match(folded, end):
                yield match.span("name")
            before = max(0, start - 8)
            if match := _PREVIOUS.search(folded[before:start]):
                yield before + match.start("name"), before + match.end("name")
        elif entity.type == "region" and (match := _AFTER_PLACE.match(folded, end)) and _acted(folded, start):
            yield start, match.end("name")


def _acted(folded: str, at: int) -> bool:
    """Whether an act, a boundary of names or no word at all stands before an offset."""
    if at == 0 or not _BEFORE_PLACE.match(folded, at - 1):
        return True
    tables = forms()
    return any(
        folded[max(0, at - size) : at] in tables.acts or folded[max(0, at - size) : at] in tables.cuts
        for size in (1, 2, 3, 4)
    )


def _plausible(folded: str, start: int, end: int, lexicon: Lexicon) -> bool:
    """Whether a guess isn't made of common words."""
    tables, name = forms(), folded[start:end]
    if lexicon.meanings(name) or name in tables.stems or name in tables.commons or len(name) < 2:
        return False
    place = next((size for size in (2, 3) if _is_place(name[:size], lexicon)), 0)
    core = name[place:]
    if len(core) < 2 or lexicon.meanings(core):
        return False
    pieces = [core[at : at + 2] for at in range(len(core) - 1)]
    common = [piece in tables.commons or piece in tables.stems for piece in pieces]
    return not (common[0] or common[-1]) and not any(char in tables.cuts for char in core)


def _is_place(form: str, lexicon: Lexicon) -> bool:
    return any(reading.name is not None and reading.name.type == "region" for reading in lexicon.meanings(form))
