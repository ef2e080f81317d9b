"""The record of a document in a run: what became of it. A row of the table of documents."""

import dataclasses
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from typing import Any, Literal, Self

from zhclaims.documents.columns import Column, ColumnType
from zhclaims.documents.readers import duplicate
from zhclaims.errors import DocumentError


@dataclass(frozen=True, slots=True)
class DocumentRecord:
    """What became of a document.

    Attributes:
        doc_id: Its name; claims of it have the same ``doc_id``, those of its title end in ``#title``.
        status: ``ok`` or ``error``.
        cause: The kind of error in a word, one of :data:`zhclaims.errors.CAUSES`.
        error: The error, and what to do.
        path: The file it is from; in an archive, with the path there.
        line: Its line or row there.
        format: What it was read as.
        encoding: How its bytes were decoded.
        bytes: Its size as it was read, markup included.
        characters: Length of the text that claims have their offsets in.
        title: Its title, where that is kept apart from the text.
        published: Its date of publication.
        published_from: Where that is from: ``row``, ``front matter``, ``name`` or ``html``.
        claims: How many claims the text has.
        title_claims: How many the title has.
        seconds: How long it took; the only column that differs from run to run.
        text: The text, where it is asked for.
    """

    doc_id: str
    status: Literal["ok", "error"]
    cause: str | None = None
    error: str | None = None
    path: str | None = None
    line: int | None = None
    format: str | None = None
    encoding: str | None = None
    bytes: int | None = None
    characters: int | None = None
    title: str | None = None
    published: date | None = None
    published_from: str | None = None
    claims: int = 0
    title_claims: int = 0
    seconds: float = 0.0
    text: str | None = None

    def as_duplicate(self) -> "DocumentRecord":
        """The record of a document whose ``doc_id`` an earlier one has: its claims are left out."""
        error = duplicate(self.doc_id, self.path, self.line)
        return dataclasses.replace(
            self, status="error", cause=error.cause, error=error.message, claims=0, title_claims=0, text=None
        )

    def as_error(self) -> DocumentError:
        """The error that a failed document stands for."""
        return DocumentError(self.error or "", path=self.path, line=self.line, cause=self.cause or "")

    def to_json(self, size: int) -> str:
        """Write it to a line, beside the length of its claims in a part."""
        fields = dataclasses.asdict(self)
        fields["published"] = self.published and self.published.isoformat()
        return json.dumps([size, {key: value for key, value in fields.items() if value is not None}])

    @classmethod
    def from_json(cls, line: str) -> tuple[Self, int]:
        """Read what :meth:`to_json` wrote."""
        size, fields = json.loads(line)
        if "published" in fields:
            fields["published"] = date.fromisoformat(fields["published"])
        return cls(**fields), size


_TYPES: dict[str, ColumnType] = {
    "line": "integer",
    "bytes": "integer",
    "characters": "integer",
    "published": "date",
    "claims": "integer",
    "title_claims": "integer",
    "seconds": "number",
}
_ALL: Sequence[Column] = [
    Column(field.name, _TYPES.get(field.name, "text"), attrgetter(field.name))
    for field in dataclasses.fields(DocumentRecord)
]


def document_columns(*, text: bool = False) -> Sequence[Column]:
    """The columns of the table of documents.

    Args:
        text: Whether the texts are kept in it.

    >>> [column.name for column in document_columns()][:3]
    ['doc_id', 'status', 'cause']
    """
    return [column for column in _ALL if text or column.name != "text"]


def record_of(error: DocumentError, **fields: Any) -> DocumentRecord:
    """The record of a document that failed."""
    return DocumentRecord(
        status="error", cause=error.cause, error=error.message, path=error.path, line=error.line, **fields
    )
