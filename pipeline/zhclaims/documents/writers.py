"""Writers: claims to JSON Lines, CSV or Parquet, chosen by suffix; the file appears whole or not at all."""

import csv
import io
import os
import secrets
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import BinaryIO, Protocol

from zhclaims.documents.flat import COLUMNS, Cell, rows
from zhclaims.errors import ZhclaimsError
from zhclaims.records import Claim

# Cells that spreadsheets run as formulas; the full-width forms too, where the locale is Chinese or Japanese.
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")


class Writer(Protocol):
    """A file of claims that is being written."""

    def write(self, claims: Iterable[Claim]) -> None:
        """Add claims, in order."""

    def close(self) -> None:
        """Write what is still held back; the file itself stays open."""


@contextmanager
def open_writer(path: Path) -> Iterator[Writer]:
    """Open a file of claims for writing: ``.jsonl``, ``.csv`` or ``.parquet``.

    The claims go to a temporary file beside it, which takes its place when the block ends; if the block raises, the
    temporary file is removed and what stood there before stays.

    Args:
        path: The file. Its folder must exist.

    Yields:
        The writer.

    Raises:
        ZhclaimsError: The suffix is none of the three, or the file can't be written.
    """
    suffix = path.suffix.lower()
    if suffix not in _WRITERS:
        known = ", ".join(_WRITERS)
        raise ZhclaimsError(f"can't write {suffix or 'a file without suffix'}; name it {known}", path=path)
    with replacing(path) as file:
        writer = _WRITERS[suffix](file)
        try:
            yield writer
        finally:
            writer.close()


def json_line(claim: Claim) -> bytes:
    r"""Write a claim as one line of JSON, in the fields of the guideline.

    Dates are ISO strings, numbers JSON numbers that read back as they were. A lone surrogate of the text, which UTF-8
    can't hold, is escaped (``\ud800``), so that the text read back is the same and its offsets hold.

    Args:
        claim: The claim.

    Returns:
        UTF-8, with the line end.
    """
    return claim.model_dump_json().encode() + b"\n"


class _JsonLines:
    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def write(self, claims: Iterable[Claim]) -> None:
        self._file.writelines(map(json_line, claims))

    def close(self) -> None:
        pass


class _Csv:
    """The flat columns as UTF-8 CSV (RFC 4180), safe to open in a spreadsheet.

    A text cell that would run as a formula is led by an apostrophe; numbers stay numbers.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._text = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=True)
        self._csv = csv.writer(self._text)
        self._csv.writerow(column.name for column in COLUMNS)

    def write(self, claims: Iterable[Claim]) -> None:
        self._csv.writerows(map(_csv_cell, row) for row in rows(claims))

    def close(self) -> None:
        self._text.detach()


def _csv_cell(cell: Cell) -> str:
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


class _Parquet:
    """The flat columns as Parquet: string, int64, double, bool, date32, each nullable.

    Numbers are doubles, not decimals: those of a claim are made to survive the way through a double (and JSON), no
    decimal type holds both 万亿 and 0.0001 without a scale that some text exceeds, and every tool does arithmetic on
    doubles. The digits of the text stand in ``value_text``.
    """

    _GROUP = 50_000  # rows: large enough to compress, small enough for flat memory

    def __init__(self, file: BinaryIO) -> None:
        import pyarrow as pa  # noqa: PLC0415 # 0.1 s that other formats need not wait for
        import pyarrow.parquet as pq  # noqa: PLC0415

        types = {
            "text": pa.string(),
            "integer": pa.int64(),
            "number": pa.float64(),
            "flag": pa.bool_(),
            "date": pa.date32(),
        }
        self._arrow = pa
        self._schema = pa.schema([(column.name, types[column.type]) for column in COLUMNS])
        self._parquet = pq.ParquetWriter(file, self._schema)
        self._rows: list[tuple[Cell, ...]] = []

    def write(self, claims: Iterable[Claim]) -> None:
        self._rows.extend(rows(claims))
        if len(self._rows) >= self._GROUP:
            self._flush()

    def close(self) -> None:
        self._flush()
        self._parquet.close()

    def _flush(self) -> None:
        if self._rows:
            columns = zip(*self._rows, strict=True)
            arrays = [
                self._arrow.array([float(cell) if isinstance(cell, Decimal) else cell for cell in cells], field.type)
                for cells, field in zip(columns, self._schema, strict=True)
            ]
            self._parquet.write_table(self._arrow.Table.from_arrays(arrays, schema=self._schema))
            self._rows.clear()


_WRITERS: dict[str, Callable[[BinaryIO], Writer]] = {".jsonl": _JsonLines, ".csv": _Csv, ".parquet": _Parquet}


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """Write a file whole or not at all: to a temporary file beside it that takes its place when the block ends.

    Args:
        path: The file. Its folder must exist.

    Yields:
        The open temporary file.

    Raises:
        ZhclaimsError: The file can't be written.
    """
    target = path.resolve()  # a link is written through, not replaced
    if target.is_dir():
        raise ZhclaimsError("can't be written: it is a folder; give the name of a file in it", path=path)
    temporary = target.with_name(f".{target.name}.{secrets.token_hex(4)}.tmp")
    try:
        file = temporary.open("xb")
    except OSError as error:
        raise ZhclaimsError(
            f"can't be written: {error.strerror or error}; is there such a folder?", path=path
        ) from error
    try:
        with file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
