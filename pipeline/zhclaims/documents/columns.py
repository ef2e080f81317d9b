"""What the columns of tables are: names, types, and the cells they hold."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Literal, NamedTuple

Cell = str | int | bool | Decimal | float | date | None
ColumnType = Literal["text", "integer", "number", "flag", "date"]

# Cells that spreadsheets run as formulas; the full-width forms too, where the locale is Chinese or Japanese.
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")
_LONE_SURROGATE = re.compile(r"[\ud800-\udfff]")


class Column(NamedTuple):
    """A column of a table.

    Attributes:
        name: Its name.
        type: What its cells hold, null apart.
        cell: Reads it from the record that a row is made of.
    """

    name: str
    type: ColumnType
    cell: Callable[[Any], Cell]


def rows(records: Iterable[Any], columns: Sequence[Column]) -> Iterator[tuple[Cell, ...]]:
    """Flatten records to rows, one cell a column.

    Lone surrogates, which UTF-8 and so no CSV or Parquet file can hold, become U+FFFD, one for one.

    Args:
        records: The records.
        columns: The columns to read from them.

    Yields:
        A row for each record.
    """
    for record in records:
        cells = (column.cell(record) for column in columns)
        yield tuple(_LONE_SURROGATE.sub("\ufffd", cell) if isinstance(cell, str) else cell for cell in cells)


def csv_cell(cell: Cell) -> str:
    """Write a cell for CSV; a text that a spreadsheet would run as a formula is led by an apostrophe.

    >>> csv_cell("=1+1"), csv_cell(Decimal("1E+8")), csv_cell(None)
    ("'=1+1", '100000000', '')
    """
    match cell:
        case None:
            return ""
        case str():
            return f"'{cell}" if cell.startswith(_FORMULA) else cell
        case bool():
            return "true" if cell else "false"
        case Decimal():
            return str(int(cell)) if cell == cell.to_integral_value() else repr(float(cell))
        case date():
            return cell.isoformat()
        case _:
            return str(cell)


def json_row(row: Sequence[Cell], columns: Sequence[Column]) -> bytes:
    """Write a row as one line of JSON, with the names of its columns."""
    cells = zip((column.name for column in columns), row, strict=True)
    return json.dumps(dict(cells), ensure_ascii=False, default=str).encode() + b"\n"


def arrow_schema(columns: Sequence[Column]) -> Any:
    """The Arrow schema of a table: string, int64, double, bool and date32, each nullable.

    Numbers are doubles, not decimals: those of a claim are made to survive the way through a double (and JSON), no
    decimal type holds both 万亿 and 0.0001 without a scale that some text exceeds, and every tool does arithmetic on
    doubles. The digits of the text stand in ``value_text``.
    """
    import pyarrow as pa  # noqa: PLC0415 # 0.1 s that other forms need not wait for

    types = {
        "text": pa.string(),
        "integer": pa.int64(),
        "number": pa.float64(),
        "flag": pa.bool_(),
        "date": pa.date32(),
    }
    return pa.schema([(column.name, types[column.type]) for column in columns])


def record_batch(table: Sequence[tuple[Cell, ...]], schema: Any) -> Any:
    """Put rows in an Arrow record batch."""
    import pyarrow as pa  # noqa: PLC0415 # as above

    cells = zip(*table, strict=True) if table else [()] * len(schema)
    arrays = [
        pa.array([float(cell) if isinstance(cell, Decimal) else cell for cell in column], field.type)
        for column, field in zip(cells, schema, strict=True)
    ]
    return pa.record_batch(arrays, schema=schema)
