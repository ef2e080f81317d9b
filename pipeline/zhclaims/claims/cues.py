"""Cues: words that decide modality, with the longer words they only seem to be in, found in one pass."""

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from zhclaims.claims.ordered import Ordered
from zhclaims.errors import TableError
from zhclaims.resources import model_path, read_table

_CLASSES = frozenset(("forecast", "target", "hypothetical", "actual", "pseudo"))


class Cue(NamedTuple):
    """A cue word in a text: its span and the modality it speaks for."""

    start: int
    end: int
    text: str
    modality: str


@cache
def _table() -> tuple[AhoCorasick, Sequence[str], Sequence[str]]:
    path = model_path() / "claims" / "cues.csv"
    words, classes = [], []
    for line, row in read_table(path, ("cue", "class")):
        if row["class"] not in _CLASSES or not row["cue"]:
            raise TableError(
                f"class {row['class']!r}; expected one of {', '.join(sorted(_CLASSES))}", path=path, line=line
            )
        words.append(row["cue"])
        classes.append(row["class"])
    return AhoCorasick(words, matchkind=MatchKind.LeftmostLongest), words, classes


def cues(folded: str) -> Ordered[Cue]:
    """Find the modality cues of a folded text; a cue inside a longer word (预计负债, 董事会) is none.

    >>> [cue.text for cue in cues("预计负债减少，预计全年增长")]
    ['预计']
    """
    matcher, words, classes = _table()
    return Ordered(
        Cue(start, end, words[index], classes[index])
        for index, start, end in matcher.find_matches_as_indexes(folded)
        if classes[index] != "pseudo"
    )


_NEGATION = re.compile(r"(?:并?未(?!来)能?|没有|没|并不|并非|不足以|难以|无法|尚未|不会|不再)[^，,。；;]{0,6}+$")


def negated(folded: str, clause_start: int, start: int, end: int) -> bool:
    """Whether a negation word governs a value in its clause, or opens it: 并没有增长20%, 未达到1亿元.

    >>> negated("全年营收未达到1亿元", 0, 7, 10), negated("全年营收未达到1亿元", 0, 4, 10)
    (True, True)
    """
    if folded.startswith(("未", "没"), start, end):
        return True
    return _NEGATION.search(folded, max(clause_start, start - 12), start) is not None
