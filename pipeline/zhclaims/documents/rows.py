"""One row of a table or of JSON Lines to a document, field by field."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from zhclaims.documents.document import Document
from zhclaims.errors import DocumentError


@dataclass(frozen=True, slots=True)
class Columns:
    """Which columns of a table, or fields of a JSON row, hold what.

    Attributes:
        text: The article; a row must have it.
        doc_id: Its name.
        published: Its date of publication.
        title: Its headline.
    """

    text: str = "text"
    doc_id: str = "doc_id"
    published: str = "published"
    title: str = "title"


NAMES = Columns()
"""The columns that are looked for unless others are named."""


def parse_row(
    row: str, *, path: str | Path | None = None, line: int | None = None, default_id: str, columns: Columns = NAMES
) -> Document:
    """Read one row: an object with ``text`` and perhaps ``doc_id``, ``published`` and ``title``; others are ignored.

    Args:
        row: The JSON.
        path: The file, for the document and for errors.
        line: Its line, from 1.
        default_id: Name of the document where the row has none.
        columns: The names of its fields.

    Returns:
        The document.

    Raises:
        DocumentError: It is no JSON object, has no ``text``, or one of its fields is not what it must be.

    >>> parse_row('{"text": "营收100亿元", "published": "2021-03-01"}', default_id="news#1").published
    datetime.date(2021, 3, 1)
    """
    try:
        fields = _object(row)
    except ValueError as error:
        raise DocumentError(str(error), path=path, line=line, cause="malformed") from error
    return to_document(fields, path=path, line=line, default_id=default_id, columns=columns)


def to_document(
    fields: Mapping[str, Any],
    *,
    path: str | Path | None = None,
    line: int | None = None,
    default_id: str,
    columns: Columns = NAMES,
) -> Document:
    """Make a document of the fields of a row.

    Args:
        fields: The row by column.
        path: The file, for the document and for errors.
        line: Its line, from 1.
        default_id: Name of the document where the row has none.
        columns: The names of its fields.

    Returns:
        The document.

    Raises:
        DocumentError: It has no text, or one of its fields is not what it must be.
    """
    try:
        text = _text(fields, columns.text)
        published = parse_date(fields.get(columns.published), name=columns.published)
        return Document(
            doc_id=_doc_id(fields, columns.doc_id, default_id),
            text=text,
            published=published,
            title=_title(fields, columns.title),
            path=path,
            line=line,
            published_from=None if published is None else "row",
        )
    except ValueError as error:
        raise DocumentError(str(error), path=path, line=line, cause="malformed") from error


def parse_date(value: object, *, name: str = "published") -> date | None:
    """Read a date of publication.

    Args:
        value: An ISO date (``2021-03-01``), an ISO time, whose day is taken as it is written, or nothing.
        name: The column it is from, for the error.

    Returns:
        The date; None for None and for an empty string.

    Raises:
        ValueError: It is anything else.

    >>> parse_date("2021-03-01T08:30:00+08:00")
    datetime.date(2021, 3, 1)
    """
    if value is None or value == "":
        return None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, str):
        try:
            return datetime.fromisoformat(value.strip()).date()
        except ValueError:
            pass
    raise ValueError(f"{name} is {_brief(value)}; give an ISO date such as 2021-03-01, or leave it out")


def _object(row: str) -> dict[str, Any]:
    try:
        fields = json.loads(row)
    except json.JSONDecodeError as error:
        raise ValueError(f"no JSON: {error.msg} at column {error.colno}; write one object a line") from error
    except RecursionError as error:
        raise ValueError("JSON nested too deep; write one flat object a line") from error
    except ValueError as error:  # Python reads no integer of more digits
        raise ValueError("JSON with a number of thousands of digits; write it as a string") from error
    if not isinstance(fields, dict):
        raise ValueError(f'{_brief(fields)} is no object; write rows like {{"text": "…"}}')  # noqa: TRY004
    return fields


def _text(fields: Mapping[str, Any], name: str) -> str:
    if name not in fields:
        raise ValueError(f'no "{name}"; each row needs its article under "{name}"')
    if not isinstance(text := fields[name], str):
        raise ValueError(f'"{name}" is {_brief(text)}; it must be a string')  # noqa: TRY004
    return text


def _doc_id(fields: Mapping[str, Any], name: str, default: str) -> str:
    value = fields.get(name)
    if value is None or value == "":
        return default
    if isinstance(value, str) or (isinstance(value, int) and not isinstance(value, bool)):
        return str(value)
    raise ValueError(f"{name} is {_brief(value)}; it must be a string or an integer")


def _title(fields: Mapping[str, Any], name: str) -> str | None:
    if (value := fields.get(name)) is None or isinstance(value, str):
        return value
    raise ValueError(f"{name} is {_brief(value)}; it must be a string")


def _brief(value: object) -> str:
    shown = json.dumps(value, ensure_ascii=False, default=str)
    return shown if len(shown) <= 40 else shown[:39] + "…"
