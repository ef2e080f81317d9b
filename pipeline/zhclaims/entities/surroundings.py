"""The sentence around an ambiguous name: its words, the vocabulary in it, the other names."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from zhclaims.entities.cues import is_company
from zhclaims.entities.industries import Hit, vocabulary
from zhclaims.entities.lexicon import Match
from zhclaims.text import cut

_LONGEST = 200  # characters of a sentence that are looked at together
_SENTENCE_END = re.compile(r"[。!?！？\n]")


class Sentence(NamedTuple):
    """A sentence of the text with what there is in it; offsets are into the text.

    Attributes:
        start: Where it starts.
        text: Its characters.
        hits: Words of the industries' vocabulary, without those in names.
        names: The forms of the lexicon.
    """

    start: int
    text: str
    hits: tuple[Hit, ...]
    names: tuple[Match, ...]


class Surroundings:
    """What stands around the names of a text. It is looked at only where a name is ambiguous.

    Args:
        folded: The folded text.
        matches: The forms of the lexicon in it, in order.
    """

    def __init__(self, folded: str, matches: Sequence[Match]) -> None:
        self.folded = folded
        self._matches = matches
        self._starts = [match.start for match in matches]
        self._sentences: dict[int, Sentence] = {}
        self._words: dict[int, list[int]] = {}

    @cached_property
    def _bounds(self) -> list[int]:
        bounds = [0]
        for end in (*(found.end() for found in _SENTENCE_END.finditer(self.folded)), len(self.folded)):
            bounds.extend(range(bounds[-1] + _LONGEST, end, _LONGEST))  # so that time stays linear in any text
            bounds.append(end)
        return bounds

    def sentence(self, at: int) -> Sentence:
        """The sentence that an offset is in."""
        index = bisect_right(self._bounds, at) - 1
        if index not in self._sentences:
            start, end = self._bounds[index], self._bounds[index + 1]
            text = self.folded[start:end]
            names = self._matches[bisect_left(self._starts, start) : bisect_left(self._starts, end)]
            within = {i for name in names if is_company(name) for i in range(name.start, name.end)}
            hits = (Hit(start + hit.start, start + hit.end, hit.industries) for hit in vocabulary().hits(text))
            kept = tuple(hit for hit in hits if hit.start not in within and hit.end - 1 not in within)
            self._sentences[index] = Sentence(start, text, kept, tuple(names))
        return self._sentences[index]

    def word(self, at: int) -> tuple[int, int]:
        """The word that an offset is in, as jieba cuts the sentence."""
        sentence = self.sentence(at)
        if sentence.start not in self._words:
            self._words[sentence.start] = list(accumulate(map(len, cut(sentence.text)), initial=sentence.start))
        bounds = self._words[sentence.start]
        after = bisect_right(bounds, at)
        return bounds[after - 1], bounds[after]
