"""Writers: claims to JSON Lines, CSV or Parquet, chosen by suffix; the file appears whole or not at all."""

import csv
import io
import os
import secrets
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, Protocol

from zhclaims.documents.columns import arrow_schema, csv_cell, record_batch
from zhclaims.documents.flat import COLUMNS, rows
from zhclaims.errors import ZhclaimsError
from zhclaims.records import Claim


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
        self._csv.writerows(map(csv_cell, row) for row in rows(claims))

    def close(self) -> None:
        self._text.detach()


class _Parquet:
    """The flat columns as Parquet; see :func:`zhclaims.documents.columns.arrow_schema`."""

    def __init__(self, file: BinaryIO) -> None:
        self._schema = arrow_schema(COLUMNS)
        self._parquet = ParquetFile(file, self._schema)

    def write(self, claims: Iterable[Claim]) -> None:
        self._parquet.write(record_batch(list(rows(claims)), self._schema))

    def close(self) -> None:
        self._parquet.close()


class ParquetFile:
    """A Parquet file that is written in groups of rows, however small the pieces are.

    Args:
        file: The file, open.
        schema: Its Arrow schema.
    """

    _GROUP = 50_000  # rows: large enough to compress, small enough for flat memory

    def __init__(self, file: BinaryIO, schema: Any) -> None:
        import pyarrow.parquet as pq  # noqa: PLC0415 # 0.1 s that other forms need not wait for

        self._schema = schema
        self._parquet = pq.ParquetWriter(file, schema, compression="zstd")
        self._batches: list[Any] = []
        self.held = 0
        self.rows = 0

    def write(self, batch: Any) -> None:
        """Add the rows of an Arrow record batch."""
        self._batches.append(batch)
        self.held += batch.num_rows
        self.rows += batch.num_rows
        if self.held >= self._GROUP:
            self.flush()

    def close(self) -> None:
        """Write what is held back; the file itself stays open."""
        self.flush()
        self._parquet.close()

    def flush(self) -> None:
        """Write what is held back now, as a group of rows of its own."""
        if not self.held:
            return
        import pyarrow as pa  # noqa: PLC0415 # as above

        self._parquet.write_table(pa.Table.from_batches(self._batches, self._schema).combine_chunks())
        self._batches.clear()
        self.held = 0


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
