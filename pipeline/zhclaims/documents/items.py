"""Files to items: one for each document, found without decoding it.

An item is all that a worker needs to make a document, and small to send. What is costly or can go wrong on a hostile
file (decoding, parsing, main text) is left to :mod:`zhclaims.documents.loading`, which runs where a crash costs one
document.
"""

import bz2
import gzip
import io
import lzma
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, cast

from zhclaims.documents.archives import members
from zhclaims.documents.forms import CONTAINERS, Form, Packing
from zhclaims.documents.rows import Columns
from zhclaims.documents.sources import ALL, Selection, Source, open_source, sources
from zhclaims.documents.tables import csv_rows, parquet_rows
from zhclaims.errors import DocumentError, ZhclaimsError

MAX_BYTES = 20_000_000
"""The largest document that is read unless another limit is given, in bytes."""


@dataclass(frozen=True, slots=True)
class Item:
    """A document that has been found and not yet been read.

    Attributes:
        doc_id: Its name, unless it has one of its own in it.
        path: The file it is in, to tell people; ``archive.zip/name`` within an archive.
        form: What the bytes are; ``jsonl`` for one row, ``csv`` for the fields of one row of any table.
        line: Its line or row in the file, from 1, where the file has many.
        packing: What ``path`` is packed with, where the bytes are yet to be read from there.
        data: Its bytes, None where they are yet to be read from ``path``.
        fields: Its fields, of a table.
        error: Why it can't be read, as message and cause.
        size: Length of the file in bytes, where it is yet to be read and known.
    """

    doc_id: str
    path: str
    form: Form
    line: int | None = None
    packing: Packing | None = None
    data: bytes | None = None
    fields: Mapping[str, Any] | None = None
    error: tuple[str, str] | None = None
    size: int | None = None

    @property
    def weight(self) -> int:
        """About how many bytes it takes to send."""
        fields = self.fields or {}
        return len(self.data or b"") + sum(3 * len(value) for value in fields.values() if isinstance(value, str))


def find_items(
    inputs: Iterable[str | Path],
    *,
    selection: Selection = ALL,
    columns: Columns,
    max_bytes: int = MAX_BYTES,
    encoding: str | None = None,
) -> Iterator[Item]:
    """Find the documents of inputs, in a fixed order; those that can't be read are items with an ``error``.

    Args:
        inputs: Files, folders, patterns and URLs, see :func:`zhclaims.documents.sources.sources`.
        selection: Which files of folders, patterns and archives are taken.
        columns: The columns of tables that are read.
        max_bytes: The largest document that is held in memory.
        encoding: What CSV files are said to be in.

    Yields:
        An item for each document.
    """
    for source in sources(inputs, selection):
        if isinstance(source, DocumentError):
            yield failed(source, "")
        else:
            yield from items_of(source, selection=selection, columns=columns, max_bytes=max_bytes, encoding=encoding)


def items_of(
    source: Source, *, selection: Selection = ALL, columns: Columns, max_bytes: int, encoding: str | None = None
) -> Iterator[Item]:
    """Find the documents of one file; see :func:`find_items`."""
    form, packing = source.kind.form, source.kind.packing
    if form not in CONTAINERS:
        if packing is None and source.size is not None and source.size > max_bytes:
            yield failed(too_large(source.size, max_bytes, source.path), source.name)
        else:
            yield Item(source.name, source.path, form, packing=packing, size=source.size)
        return
    try:
        with open_source(source.path) as raw, unpacked(raw, packing) as file:
            if form == "jsonl":
                yield from _lines(file, source, max_bytes)
            elif form in ("zip", "tar"):
                yield from _members(file, source, selection, max_bytes)
            else:
                yield from _rows(file, source, columns, max_bytes, encoding)
    except (OSError, ValueError, EOFError, lzma.LZMAError, ZhclaimsError) as error:  # pyarrow's errors are of these
        cause = getattr(error, "cause", "unreadable")
        message = error.message if isinstance(error, ZhclaimsError) else f"can't be read: {_plain(error)}"
        yield failed(DocumentError(message, path=source.path, cause=cause), source.name)


def failed(error: DocumentError, doc_id: str) -> Item:
    """The item that stands for what can't be read."""
    return Item(doc_id, error.path or "", "text", error.line, error=(error.message, error.cause))


def too_large(size: int, limit: int, path: str, line: int | None = None) -> DocumentError:
    """The error of a document over the limit of size."""
    message = f"{size:,} bytes are over the limit of {limit:,}; set another limit, or split it"
    return DocumentError(message, path=path, line=line, cause="large")


def unpacked(file: IO[bytes], packing: Packing | None) -> IO[bytes]:
    """Read through what a file is packed with, as a stream."""
    if packing is None:
        return file
    if packing == "zstd":
        import pyarrow as pa  # noqa: PLC0415 # which brings the codec

        return io.BufferedReader(cast("io.RawIOBase", pa.CompressedInputStream(pa.PythonFile(file), "zstd")))
    opened: dict[Packing, Callable[..., Any]] = {"gzip": gzip.open, "bz2": bz2.open, "xz": lzma.open}
    return cast("IO[bytes]", opened[packing](file))


def _plain(error: Exception) -> str:
    return str(getattr(error, "strerror", None) or error).partition("\n")[0] or type(error).__name__


def _lines(file: IO[bytes], source: Source, max_bytes: int) -> Iterator[Item]:
    number = 0
    while data := file.readline(max_bytes + 1):
        number += 1
        size = len(data)
        while not data.endswith(b"\n") and (more := file.readline(1 << 20)):
            data, size = more, size + len(more)
        name = f"{source.name}#{number}"
        if size > max_bytes:
            yield failed(too_large(size, max_bytes, source.path, number), name)
        elif not data.isspace():
            yield Item(name, source.path, "jsonl", number, data=data)


def _rows(file: IO[bytes], source: Source, columns: Columns, max_bytes: int, encoding: str | None) -> Iterator[Item]:
    form = source.kind.form
    if form == "parquet":
        rows: Iterable[tuple[int, dict[str, Any] | DocumentError]] = parquet_rows(file, columns)
    else:
        rows = csv_rows(file, form, columns, max_bytes=max_bytes, encoding=encoding)
    for line, row in rows:
        name = f"{source.name}#{line}"
        if isinstance(row, DocumentError):
            yield failed(DocumentError(row.message, path=source.path, line=line, cause=row.cause), name)
        elif isinstance(text := row.get(columns.text), str) and len(text) > max_bytes:
            yield failed(too_large(len(text), max_bytes, source.path, line), name)
        else:
            yield Item(name, source.path, "csv", line, fields=row)


def _members(file: IO[bytes], source: Source, selection: Selection, max_bytes: int) -> Iterator[Item]:
    for member in members(file, source.kind.form, selection, max_bytes):
        path, name = f"{source.path}/{member.name}", f"{source.name}/{member.kind.stem}"
        if isinstance(member.data, DocumentError):
            error = DocumentError(member.data.message, path=path, cause=member.data.cause)
            yield failed(error, name)
        elif member.kind.form == "jsonl":
            within = Source(path, name, member.kind, len(member.data), "")
            with unpacked(io.BytesIO(member.data), member.kind.packing) as lines:
                yield from _lines(lines, within, max_bytes)
        else:
            yield Item(name, path, member.kind.form, packing=member.kind.packing, data=member.data)
