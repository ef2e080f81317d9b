"""Tagging: finding spans of characters with a small trained network; what the spans are is for the rooms above to say."""

from zhclaims.tagging.bilou import Group, States, decode, states_of
from zhclaims.tagging.features import textual
from zhclaims.tagging.network import REACH, Floats, Ints, Network

__all__ = ["REACH", "Floats", "Group", "Ints", "Network", "States", "decode", "states_of", "textual"]
