"""Rows of CSV and Parquet files, as a stream; only the columns that documents are made of."""

import csv
import io
import itertools
from collections.abc import Iterator, Sequence
from typing import IO, Any, cast

from zhclaims.documents.encodings import decode
from zhclaims.documents.forms import Form
from zhclaims.documents.rows import Columns
from zhclaims.errors import DocumentError

_SAMPLE = 1 << 16  # bytes that tell the encoding of a CSV file
_BATCH = 64  # rows of Parquet in memory at a time; an article may be long


def csv_rows(
    file: IO[bytes], form: Form, columns: Columns, *, max_bytes: int, encoding: str | None = None
) -> Iterator[tuple[int, dict[str, Any] | DocumentError]]:
    """Read a CSV or TSV file with a header line.

    Args:
        file: The file, open.
        form: ``csv`` (parted by commas, or by semicolons where the header is) or ``tsv``.
        columns: The names of its columns.
        max_bytes: The longest cell that is read.
        encoding: What it is said to be in; by default, and where it is not, told from its beginning.

    Yields:
        The number of each row, from 1 for the first after the header, and its cells by column, or what is wrong with it.

    Raises:
        DocumentError: It is no text, or has no column of texts.
    """
    head = file if isinstance(file, io.BufferedReader) else io.BufferedReader(cast("io.RawIOBase", file), _SAMPLE)
    sample = head.peek(_SAMPLE)[:_SAMPLE]
    sample = sample[: sample.rfind(b"\n") + 1] or sample  # no character is cut
    found = decode(sample, declared=encoding).encoding
    first = sample.partition(b"\n")[0]
    comma = "\t" if form == "tsv" else ";" if first.count(b";") > first.count(b",") else ","
    csv.field_size_limit(max_bytes)
    text = io.TextIOWrapper(head, encoding=found, newline="")
    rows = csv.reader(text, delimiter=comma)
    try:
        header = next(rows, [])
        if columns.text not in header:
            raise DocumentError(_without(columns.text, header), cause="malformed")
        for number in itertools.count(1):
            try:
                cells = next(rows)
            except csv.Error as error:
                yield number, DocumentError(f"no CSV: {error}", cause="malformed")
                continue
            yield number, dict(zip(header, cells, strict=False))
    except StopIteration:
        return
    except UnicodeDecodeError as error:
        raise DocumentError(
            f"it begins as {found}, but goes on with bytes that are not", cause="undecodable"
        ) from error
    finally:
        text.detach()  # the file is its opener's to close


def _without(name: str, there: Sequence[str]) -> str:
    return f'no column "{name}" among {", ".join(there[:9])}; say which one holds the texts'


def parquet_rows(file: IO[bytes], columns: Columns) -> Iterator[tuple[int, dict[str, Any]]]:
    """Read the columns of a Parquet file that documents are made of.

    Args:
        file: The file, open.
        columns: The names of its columns.

    Yields:
        The number of each row, from 1, and its cells by column.

    Raises:
        DocumentError: It has no column of texts.
        OSError, ValueError: It is no Parquet file, or a damaged one.
    """
    import pyarrow.parquet as pq  # noqa: PLC0415 # 0.1 s that other inputs need not wait for

    table = pq.ParquetFile(file, pre_buffer=False)
    there = table.schema_arrow.names
    if columns.text not in there:
        raise DocumentError(_without(columns.text, there), cause="malformed")
    wanted = [name for name in (columns.text, columns.doc_id, columns.published, columns.title) if name in there]
    number = 0
    for batch in table.iter_batches(_BATCH, columns=wanted, use_threads=False):
        for row in batch.to_pylist():
            number += 1
            yield number, row
