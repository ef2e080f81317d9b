"""Phrases: noun phrases that no lexicon has, as candidates for subjects and items."""

from collections.abc import Iterator

from zhclaims.claims.reading import Reading, between
from zhclaims.text.parts import part_of_speech

_LONGEST = 24
_HARD = frozenset('，,；;。：:！？!?、（）()“”"《》【】 \n\t　')
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


def _stops(reading: Reading, start: int, end: int) -> bool:
    """Whether a word can't be part of a noun phrase."""
    word = reading.folded[start:end]
    return (
        word in _STOP_WORDS
        or word[0] in _HARD
        or word[0].isdigit()
        or (end - start > 0 and part_of_speech(word) in _STOP_PARTS)
        or _in_period(reading, start)
    )


def _in_period(reading: Reading, at: int) -> bool:
    near = between(reading.periods, max(at - 24, 0), at + 1)
    return bool(near) and near[-1].end > at


def phrase_before(reading: Reading, end: int, floor: int) -> Iterator[tuple[int, int]]:
    """Noun phrases that end just before an offset, shorter and longer: up to a verb, and over it.

    Args:
        reading: The text.
        end: Offset where the phrase ends; a 的 before it is left out.
        floor: Offset before which no phrase begins.

    Yields:
        Spans ``(start, end)``, each once.
    """
    if reading.folded[end - 1 : end] == "的":
        end -= 1
    start, cut = end, None
    for left, right in reversed(reading.words_between(max(floor, end - _LONGEST), end)):
        if right > end or _stops(reading, left, right):
            break
        if cut is None and start < end and part_of_speech(reading.folded[left:right]) == "v":
            cut = start
        start = left
    if start < end:
        yield start, end
    if cut is not None:
        yield cut, end


def phrase_after(reading: Reading, start: int, ceiling: int) -> tuple[int, int] | None:
    """The noun phrase that begins at an offset: up to a word that can't be part of one.

    Args:
        reading: The text.
        start: Offset where it begins; a 的 there is left out.
        ceiling: Offset at which it must end.

    Returns:
        Its span, or None where there is none.
    """
    if reading.folded[start : start + 1] == "的":
        start += 1
    end = start
    for left, right in reading.words_between(start, min(ceiling, start + _LONGEST)):
        if left != end or right > ceiling or _stops(reading, left, right):
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
    for left, right in reading.words_between(start, min(ceiling, start + 2 * _LONGEST)):
        word = reading.folded[left:right]
        if begin is None:
            if _stops(reading, left, right):
                continue
            begin = left
        elif _stops(reading, left, right) or part_of_speech(word) == "v":
            break
        end = right
    return (begin, end) if begin is not None and end - begin > 1 else None
