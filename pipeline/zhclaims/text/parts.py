"""Parts of speech: the usual one of a word, as jieba's dictionary has it."""

from functools import cache
from importlib.util import find_spec
from pathlib import Path

_KEPT = {
    "v": "v",
    "vn": "v",
    "vg": "v",
    "vd": "v",
    "d": "d",
    "p": "p",
    "c": "c",
    "r": "r",
    "f": "f",
    "a": "a",
    "ad": "d",
}


# What the dictionary counts as verbs and a clause uses as prepositions.
_PREPOSITIONS = dict.fromkeys(
    (
        "经过",
        "历经",
        "通过",
        "随着",
        "作为",
        "截至",
        "截止",
        "根据",
        "按照",
        "关于",
        "由于",
        "来自",
        "位于",
        "包括",
        "凭借",
    ),
    "p",
)


@cache
def _parts() -> dict[str, str]:
    package = find_spec("jieba")  # where it is: only its dictionary is read, and to import jieba takes longer than that
    if package is None or package.origin is None:
        raise ModuleNotFoundError("no module named jieba")
    ends = tuple(f" {tag}\n" for tag in _KEPT)
    with Path(package.origin).with_name("dict.txt").open(encoding="utf-8") as lines:  # 增长 21092 v
        kept = (line for line in lines if line.endswith(ends))
        return {line[: line.index(" ")]: _KEPT[line[line.rindex(" ") + 1 : -1]] for line in kept} | _PREPOSITIONS


def part_of_speech(word: str) -> str:
    """The usual part of speech of a word.

    Args:
        word: A word as jieba cuts it.

    Returns:
        ``v`` verb, ``d`` adverb, ``p`` preposition, ``c`` conjunction, ``r`` pronoun, ``f`` localiser, ``a`` adjective;
        ``n`` for every other word, most of which are nouns and names.

    >>> part_of_speech("增长"), part_of_speech("工厂")
    ('v', 'n')
    """
    return _parts().get(word, "n")
