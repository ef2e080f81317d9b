"""Groups: what the named groups of a pattern took, without a dictionary of them all for each match."""

import re


class Found:
    """The named groups of a match; a group that took no part, or is not in the pattern, is empty."""

    __slots__ = ("_match", "_names")

    def __init__(self, match: re.Match[str]) -> None:
        self._match = match
        self._names = match.re.groupindex

    def __getitem__(self, name: str) -> str:
        return (self._match[name] or "") if name in self._names else ""


def first_of(m: Found, *names: str) -> str:
    """The first of several groups that took part, else an empty string.

    >>> first_of(Found(re.match("(?P<a>年)?(?P<b>月)", "月")), "a", "b")
    '月'
    """
    return next((m[name] for name in names if m[name]), "")
