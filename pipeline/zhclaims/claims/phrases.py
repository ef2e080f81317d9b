"""Phrases: noun phrases that no lexicon has, as candidates for subjects and items."""

from collections.abc import Iterator
from functools import lru_cache

from zhclaims.claims.ordered import between
from zhclaims.claims.reading import Reading
from zhclaims.text.parts import part_of_speech

_LONGEST = 24
_HARD = frozenset('，,；;。：:！？!?、（）()“”"《》【】 \n\t　\ufffd')
_LEADING = frozenset("的了“「《 ")
_STOP_PARTS = frozenset("pcdrf")
_STOP_WORDS = frozenset(
    [
        "的",
        "了",
        "是",
        "有",
        "为",
        "达",
        "共",
        "仅",
        "等",
        "均",
        "至",
        "到",
        "由",
        "从",
        "被",
        "让",
        "使",
        "将",
        "已",
        "约",
        "近",
        "超",
        "且",
        "而",
        "但",
        "着",
        "过",
        "其中",
        "目前",
        "此外",
        "总计",
        "合计",
        "累计",
    ]
)


_TRAILING = frozenset(
    ("的", "同比", "环比", "累计", "合计", "总计", "共计", "分别", "均", "则", "约", "共", "总", "平均", "预计")
)


def _stops(reading: Reading, start: int, end: int) -> bool:
    """Whether a word can't be part of a noun phrase."""
    return _ends_phrases(reading.folded[start:end]) or _in_period(reading, start)


@lru_cache(maxsize=1 << 14)
def _ends_phrases(word: str) -> bool:
    return word in _STOP_WORDS or word[0] in _HARD or word.isdigit() or part_of_speech(word) in _STOP_PARTS


def _in_period(reading: Reading, at: int) -> bool:
    near = between(reading.periods, max(at - 24, 0), at + 1)
    return bool(near) and near[-1].end > at


def _before_bracket(folded: str, end: int, floor: int) -> int:
    """Where a name ends that a bracket follows: 迈威尔科技（MRVL）跌超7%."""
    if folded[end - 1 : end] not in (")", "）"):
        return end
    opening = max(folded.rfind("(", floor, end), folded.rfind("（", floor, end))
    return opening if opening > floor else end


def phrase_before(reading: Reading, end: int, floor: int) -> Iterator[tuple[int, int]]:
    """Noun phrases that end just before an offset, shorter and longer: up to a verb, and over it.

    Args:
        reading: The text.
        end: Offset where the phrase ends; a 的, and verbs and adverbs before it (实现, 同比), are left out.
        floor: Offset before which no phrase begins.

    Yields:
        Spans ``(start, end)``, each once.
    """
    end = _before_bracket(reading.folded, end, floor)
    start: int | None = None
    cut: int | None = None
    for left, right in reversed(reading.words_between(max(floor, end - _LONGEST), end)):
        if right > end:
            break
        if start is None and (reading.folded[left:right] in _TRAILING or _is_verb(reading, left, right)):
            end = left
            continue
        if _stops(reading, left, right):
            break
        if cut is None and start is not None and _is_verb(reading, left, right):
            cut = start
        start = left
    if start is None:
        return
    bare = _after_verbs(reading, start, end)
    yield bare, end
    if bare > start:
        yield start, end
    if cut is not None and cut > start:
        yield cut, end


def _after_verbs(reading: Reading, start: int, end: int) -> int:
    """Where a phrase begins once its leading verbs and adverbs are left out: 预计本集团, 即数字终端."""
    for left, right in reading.words_between(start, end):
        if part_of_speech(reading.folded[left:right]) not in "vd" or right >= end:
            break
        start = right
    return start


def _is_verb(reading: Reading, start: int, end: int) -> bool:
    return part_of_speech(reading.folded[start:end]) == "v"


def phrase_after(reading: Reading, start: int, ceiling: int) -> tuple[int, int] | None:
    """The noun phrase that begins at an offset: up to a word that can't be part of one.

    Args:
        reading: The text.
        start: Offset where it begins; 了, 的 and an opening quotation mark there are left out.
        ceiling: Offset at which it must end.

    Returns:
        Its span, or None where there is none.
    """
    while reading.folded[start : start + 1] in _LEADING and start < ceiling:
        start += 1
    end = start
    acts = {metric.start for metric in between(reading.metrics, start, ceiling) if metric.type == "verb"}
    for left, right in reading.words_between(start, min(ceiling, start + _LONGEST)):
        if left != end or right > ceiling or _stops(reading, left, right) or (left in acts and left > start):
            break
        end = right
    return (start, end) if end > start else None


def opening_phrase(reading: Reading, start: int, ceiling: int) -> tuple[int, int] | None:
    """The noun phrase that a clause opens with, after its period and connectives.

    Args:
        reading: The text.
        start: Offset where the clause begins.
        ceiling: Offset where it ends.

    Returns:
        Its span, up to the first verb, or None where there is none.
    """
    begin: int | None = None
    end = start
    metric_starts = {m.start for m in between(reading.metrics, start, ceiling) if m.type == "noun"}
    for left, right in reading.words_between(start, min(ceiling, start + 2 * _LONGEST)):
        word = reading.folded[left:right]
        stops = word in _TRAILING or _stops(reading, left, right) or _is_verb(reading, left, right)
        if stops and begin is None:
            continue
        if stops or left in metric_starts or right > ceiling:
            break
        begin = left if begin is None else begin
        end = right
    return (begin, end) if begin is not None and end - begin > 1 else None


def coordinated(
    reading: Reading, before: tuple[int, int], after: tuple[int, int]
) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """The noun phrases on both sides of a joint: 线上直销 和 线下批发.

    Args:
        reading: The text.
        before: What stands before the joint; the first phrase closes it.
        after: What stands after it; the second phrase is all of it.

    Returns:
        Their spans, or None where there are none.
    """
    start = before[1]
    for left, right in reversed(reading.words_between(max(before[0], start - _LONGEST), start)):
        if right != start or _stops(reading, left, right) or (right < before[1] and _is_verb(reading, left, right)):
            break
        start = left
    words = reading.words_between(*after)
    if not words or words[0][0] != after[0] or words[-1][1] != after[1] or _is_verb(reading, *words[0]):
        return None
    if any(_stops(reading, left, right) for left, right in words) or min(before[1] - start, after[1] - after[0]) <= 1:
        return None
    return (start, before[1]), after
