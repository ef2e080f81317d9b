"""Tagging: finding spans of characters with a small trained network; what the spans are is for the rooms above to say."""

from zhclaims.tagging.bilou import Group, states_of, support
from zhclaims.tagging.bilou import decode as decode
from zhclaims.tagging.features import characters, pairs, words
from zhclaims.tagging.network import REACH, Floats, Ints, Network

__all__ = [
    "REACH",
    "Floats",
    "Group",
    "Ints",
    "Network",
    "characters",
    "decode",
    "pairs",
    "states_of",
    "support",
    "words",
]
