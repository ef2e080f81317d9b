"""Text of articles made safe to print, and mentions as they are shown."""

import re

from zhclaims.records import Mention

# A terminal obeys control characters, and UTF-8 has no lone surrogates: an article may hold either.
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def printable(text: str) -> str:
    r"""Replace what a terminal would obey or could not show: control characters, line ends among them, and surrogates.

    Args:
        text: A text from an article.

    Returns:
        The text with a blank for each of them, so that its length stays.

    >>> printable("营收\n\x1b[31m")
    '营收  [31m'
    """
    return _UNPRINTABLE.sub(" ", text)


def mention_name(mention: Mention | None) -> str:
    """Write a mention for people: its words, and its id where that says more.

    Args:
        mention: The mention.

    Returns:
        The words; empty where there is no mention.

    >>> mention_name(Mention(start=0, end=2, text="营收", id="revenue"))
    '营收 (revenue)'
    """
    if mention is None:
        return ""
    return mention.text if mention.id in {None, mention.text} else f"{mention.text} ({mention.id})"
