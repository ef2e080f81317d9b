"""Claims as a pandas data frame."""

from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd

from zhclaims.documents.columns import Cell, ColumnType
from zhclaims.documents.flat import COLUMNS, rows
from zhclaims.records import Claim

_DTYPES: dict[ColumnType, str] = {
    "text": "string",
    "integer": "Int64",
    "number": "Float64",
    "flag": "boolean",
    "date": "datetime64[s]",  # nanoseconds would end in 2262
}


def to_frame(claims: Iterable[Claim]) -> pd.DataFrame:
    """Put claims in a data frame, one flat row a claim, in the order given.

    The columns are those of :data:`zhclaims.documents.flat.COLUMNS`, always all of them, in nullable types: ``string``,
    ``Int64`` (offsets), ``Float64`` (numbers), ``boolean``, ``datetime64[s]``.

    Args:
        claims: The claims, of one document or many.

    Returns:
        The frame, with a plain range as index.

    >>> frame = to_frame([])
    >>> list(frame.columns[:4]), str(frame["number"].dtype)
    (['doc_id', 'claim_id', 'kind', 'subject'], 'Float64')
    """
    by_column = list(zip(*rows(claims), strict=True)) or [()] * len(COLUMNS)
    return pd.DataFrame(
        {column.name: _series(cells, column.type) for column, cells in zip(COLUMNS, by_column, strict=True)}
    )


def _series(cells: tuple[Cell, ...], kind: ColumnType) -> "pd.Series[Any]":
    if kind == "number":
        numbers = [None if cell is None else float(cell) for cell in cells]  # type: ignore[arg-type] # by its type
        return pd.Series(numbers, dtype=_DTYPES[kind])
    if kind == "date":
        return pd.Series(np.array(cells, dtype=_DTYPES[kind]))
    return pd.Series(list(cells), dtype=_DTYPES[kind])
