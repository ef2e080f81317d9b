"""Features of characters: hashes of themselves, of their pairs and of their words, as rows of embedding tables.

A hash is never 0: row 0 of a table is for nothing.
"""

from functools import lru_cache
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from zhclaims.tagging.network import Ints
from zhclaims.text import cut

_MULTIPLIER = np.uint64(2654435761)  # of Knuth's multiplicative hash
_LONGEST = 6  # characters of a word that count for its hash


def _rows(values: NDArray[np.uint64], rows: int) -> Ints:
    return ((values * _MULTIPLIER >> np.uint64(15)) % np.uint64(rows - 1) + np.uint64(1)).astype(np.int32)


def _codes(folded: str) -> NDArray[np.uint64]:
    """Code points, all digits as one."""
    codes = np.frombuffer(folded.encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(np.uint64)
    codes[(codes >= ord("0")) & (codes <= ord("9"))] = ord("0")
    return codes


ROWS = (16384, 32768, 32768)
"""Rows of the tables of characters, pairs of characters and words."""


@lru_cache(maxsize=2)  # several networks read the same text
def textual(folded: str) -> Ints:
    """The features that any text has.

    Args:
        folded: A text, folded.

    Returns:
        For each character a row, read only: a hash of itself, of itself and the next one, and of its word and where in
        the word it stands.
    """
    features = np.zeros((len(folded), len(ROWS)), dtype=np.int32)
    if folded:
        codes = _codes(folded)
        features[:, 0] = _rows(codes, ROWS[0])
        features[:-1, 1] = _rows(codes[:-1] * np.uint64(0x20001) + codes[1:], ROWS[1])
        features[:, 2] = _words(folded)
    features.flags.writeable = False
    return features


def _words(folded: str) -> Ints:
    ends = _ends(
        folded.replace("（", "(").replace("）", ")")
    )  # some fold brackets and others don't: they part words anyway
    lengths = np.diff(ends, prepend=0)
    words = map(folded.__getitem__, map(slice, (ends - lengths).tolist(), ends.tolist()))
    hashes = np.fromiter(map(_word, words), dtype=np.uint64, count=len(ends))
    place = np.zeros(len(folded), dtype=np.uint64)
    place[ends - lengths] += np.uint64(1)
    place[ends - 1] += np.uint64(2)
    return _rows(np.repeat(hashes, lengths) * np.uint64(4) + place, ROWS[2])


@lru_cache(maxsize=2)
def _ends(folded: str) -> NDArray[np.int64]:
    """Where the words of a text end."""
    return np.fromiter(accumulate(map(len, cut(folded))), dtype=np.int64)


@lru_cache(maxsize=1 << 16)
def _word(word: str) -> int:
    """A hash that is the same in every process."""
    value = len(word)
    for char in word[:_LONGEST]:
        value = (value * 131071 + ord(char)) & 0xFFFFFFFFFF
    return value
