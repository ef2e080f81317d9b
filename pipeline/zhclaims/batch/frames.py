"""Data frames in, data frames out: the same work within pandas, and so within Spark and Dask."""

from collections.abc import Iterator
from datetime import date
from typing import Any, Literal

import pandas as pd

from zhclaims.documents.columns import arrow_schema
from zhclaims.documents.flat import COLUMNS
from zhclaims.documents.frame import to_frame
from zhclaims.documents.rows import parse_date
from zhclaims.errors import DocumentError
from zhclaims.language import extract
from zhclaims.records import Claim


def extract_frame(
    frame: pd.DataFrame,
    *,
    text: str = "text",
    published: str | None = None,
    doc_id: str | None = None,
    on_error: Literal["raise", "skip"] = "raise",
) -> pd.DataFrame:
    """Extract the claims of a column of texts.

    Args:
        frame: A row for each document.
        text: Name of the column of texts; a null has no claims.
        published: Name of the column of dates of publication: dates, timestamps or ISO strings.
        doc_id: Name of the column of names; by default the labels of the index.
        on_error: Whether a document that can't be read raises, or is left out: in a job over a cluster, one bad row
            should not end it.

    Returns:
        A row for each claim, in the columns of :func:`zhclaims.to_frame`; ``doc_id`` says which document it is of.

    Raises:
        DocumentError: A column is missing, or a text is no string, or a date is none; the error names the row.

    >>> news = pd.DataFrame({"text": ["2023年，美团营收达到2767亿元。"], "date": ["2024-03-22"]}, index=["a1"])
    >>> extract_frame(news, published="date")[["doc_id", "subject", "metric", "number", "unit"]].values.tolist()
    [['a1', '美团', 'revenue', 276700000000.0, 'CNY']]
    """
    for name in (text, published, doc_id):
        if name is not None and name not in frame.columns:
            raise DocumentError(f"no column {name!r} among {', '.join(map(str, frame.columns))}", cause="malformed")
    return to_frame(_claims(frame, text, published, doc_id, on_error))


def claim_schema() -> Any:
    """The Arrow schema of the table of claims: what Spark and Dask want to know before they begin.

    >>> claim_schema().field("number").type
    DataType(double)
    """
    return arrow_schema(COLUMNS)


def _claims(
    frame: pd.DataFrame, text: str, published: str | None, doc_id: str | None, on_error: str
) -> Iterator[Claim]:
    names = frame.index if doc_id is None else frame[doc_id]
    dates: Any = [None] * len(frame) if published is None else frame[published]
    for name, article, day in zip(names, frame[text], dates, strict=True):
        if article is None or (not isinstance(article, str) and pd.isna(article)):
            continue
        try:
            yield from extract(article, published=_day(day), doc_id=str(name))
        except DocumentError as error:
            if on_error == "raise":
                raise DocumentError(f"row {name}: {error.message}", cause=error.cause) from error
        except Exception as error:
            if on_error == "raise":
                raise DocumentError(f"row {name}: the extraction failed: {error}", cause="extraction") from error


def _day(value: Any) -> date | None:
    if value is None or (not isinstance(value, str) and pd.isna(value)):
        return None
    try:
        return parse_date(value)
    except ValueError as error:
        raise DocumentError(str(error), cause="malformed") from error
