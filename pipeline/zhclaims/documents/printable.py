"""Text of articles made safe to print."""

import re

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
