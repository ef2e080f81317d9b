"""Features of characters: hashes of themselves, of their pairs and of their words, as rows of embedding tables.

A hash is never 0: row 0 of a table is for nothing.
"""

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


def characters(folded: str, rows: int) -> Ints:
    """A hash of each character.

    Args:
        folded: A text without case and width.
        rows: Rows of the table.
    """
    return _rows(_codes(folded), rows)


def pairs(folded: str, rows: int) -> Ints:
    """A hash of each character with the next; 0 for the last."""
    codes = _codes(folded)
    result = np.zeros(len(codes), dtype=np.int32)
    result[:-1] = _rows(codes[:-1] * np.uint64(0x20001) + codes[1:], rows)
    return result


def words(folded: str, rows: int) -> Ints:
    """For each character a hash of its word, and of where in it the character stands."""
    pieces = cut(folded)
    if not pieces:
        return np.zeros(0, dtype=np.int32)
    lengths = np.fromiter(map(len, pieces), dtype=np.int64, count=len(pieces))
    ends = np.cumsum(lengths)
    hashes = np.fromiter(map(_word, pieces), dtype=np.uint64, count=len(pieces))
    place = np.zeros(len(folded), dtype=np.uint64)
    place[ends - lengths] += np.uint64(1)
    place[ends - 1] += np.uint64(2)
    return _rows(np.repeat(hashes, lengths) * np.uint64(4) + place, rows)


def _word(word: str) -> int:
    """A hash that is the same in every process."""
    value = len(word)
    for char in word[:_LONGEST]:
        value = (value * 131071 + ord(char)) & 0xFFFFFFFFFF
    return value
