"""The document: a text to read claims from, and where it came from."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Document:
    """A text and what its caller knows of it.

    Attributes:
        doc_id: Its name in the claims; unique within a run.
        text: The text as it was given. Offsets of claims count its characters.
        published: Date of publication, which relative dates (今年, 上个月) need.
        title: Its headline, where it is kept apart from the text.
        path: The file it was read from.
        line: The line of that file, from 1, where the file has a document a line.
        published_from: Where the date is from: ``row``, ``front matter``, ``name`` or ``html``.
        encoding: How its bytes were decoded.
        size: Length of the file or row in bytes.

    >>> Document("c2m", "2018年营收100亿元。", published=date(2019, 3, 1)).doc_id
    'c2m'
    """

    doc_id: str
    text: str
    published: date | None = None
    title: str | None = None
    path: str | Path | None = None
    line: int | None = None
    published_from: str | None = field(default=None, compare=False)
    encoding: str | None = field(default=None, compare=False)
    size: int | None = field(default=None, compare=False)
