"""One row of a JSON Lines file to a document, field by field."""

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

from zhclaims.documents.document import Document
from zhclaims.errors import DocumentError


def parse_row(row: str, *, path: Path | None = None, line: int | None = None, default_id: str) -> Document:
    """Read one row: an object with ``text`` and perhaps ``doc_id``, ``published`` and ``title``; others are ignored.

    Args:
        row: The JSON.
        path: The file, for the document and for errors.
        line: Its line, from 1.
        default_id: Name of the document where the row has none.

    Returns:
        The document.

    Raises:
        DocumentError: It is no JSON object, has no ``text``, or one of its fields is not what it must be.

    >>> parse_row('{"text": "营收100亿元", "published": "2021-03-01"}', default_id="news#1").published
    datetime.date(2021, 3, 1)
    """
    try:
        fields = _object(row)
        return Document(
            doc_id=_doc_id(fields, default_id),
            text=_text(fields),
            published=parse_date(fields.get("published")),
            title=_title(fields),
            path=path,
            line=line,
        )
    except ValueError as error:
        raise DocumentError(str(error), path=path, line=line) from error


def parse_date(value: object) -> date | None:
    """Read a date of publication.

    Args:
        value: An ISO date (``2021-03-01``), an ISO time, whose day is taken as it is written, or nothing.

    Returns:
        The date; None for None and for an empty string.

    Raises:
        ValueError: It is anything else.

    >>> parse_date("2021-03-01T08:30:00+08:00")
    datetime.date(2021, 3, 1)
    """
    if value is None or value == "":
        return None
    if isinstance(value, str):
        try:
            return datetime.fromisoformat(value.strip()).date()
        except ValueError:
            pass
    raise ValueError(f"published is {_brief(value)}; give an ISO date such as 2021-03-01, or leave it out")


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


def _text(fields: dict[str, Any]) -> str:
    if "text" not in fields:
        raise ValueError('no "text"; each row needs its article under "text"')
    if not isinstance(text := fields["text"], str):
        raise ValueError(f'"text" is {_brief(text)}; it must be a string')  # noqa: TRY004
    return text


def _doc_id(fields: dict[str, Any], default: str) -> str:
    value = fields.get("doc_id")
    if value is None or value == "":
        return default
    if isinstance(value, str) or (isinstance(value, int) and not isinstance(value, bool)):
        return str(value)
    raise ValueError(f"doc_id is {_brief(value)}; it must be a string or an integer")


def _title(fields: dict[str, Any]) -> str | None:
    if (value := fields.get("title")) is None or isinstance(value, str):
        return value
    raise ValueError(f"title is {_brief(value)}; it must be a string")


def _brief(value: object) -> str:
    shown = json.dumps(value, ensure_ascii=False)
    return shown if len(shown) <= 40 else shown[:39] + "…"
