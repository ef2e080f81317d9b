"""Readers: files, folders, archives and tables to documents.

A document that can't be read is yielded as a :class:`~zhclaims.errors.DocumentError` in its place, never raised, so
that one bad document does not end a run over many.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from zhclaims.documents.document import Document
from zhclaims.documents.encodings import decode
from zhclaims.documents.forms import kind_of
from zhclaims.documents.items import MAX_BYTES, Item, find_items, items_of
from zhclaims.documents.loading import load
from zhclaims.documents.rows import NAMES, Columns
from zhclaims.documents.sources import ALL, Selection, Source, sources
from zhclaims.errors import DocumentError


def read_text(data: bytes, *, path: str | Path | None = None, line: int | None = None) -> str:
    r"""Decode the bytes of a text; see :func:`zhclaims.documents.encodings.decode`.

    Args:
        data: The bytes, in UTF-8, GB18030, Big5 or an encoding that a detector knows.
        path: The file, for the error.
        line: Its line, for the error.

    Returns:
        The text, without byte order mark.

    Raises:
        DocumentError: The bytes are no text.

    >>> read_text("\ufeff营收100亿元\r\n".encode())
    '营收100亿元\r\n'
    """
    try:
        return decode(data).text
    except DocumentError as error:
        raise DocumentError(error.message, path=path, line=line, cause=error.cause) from error


def read_file(path: Path, *, doc_id: str | None = None) -> Iterator[Document | DocumentError]:
    """Read one file by its form; one whose name tells none is a text.

    Args:
        path: The file.
        doc_id: Name of the document, or of the file where its rows have none; by default the file's stem.

    Yields:
        Its documents. A row without ``doc_id`` is named by its file and line (``news#12``).
    """
    kind = kind_of(path.name)
    name = (path.stem if kind is None else kind.stem) if doc_id is None else doc_id
    name = name.encode(errors="backslashreplace").decode()
    if kind is None:
        yield _loaded(Item(name, str(path), "text"), NAMES)
        return
    source = Source(str(path), name, kind, None, "")
    for item in items_of(source, columns=NAMES, max_bytes=MAX_BYTES):
        yield _loaded(item, NAMES)


def read(
    inputs: Iterable[str | Path], *, selection: Selection = ALL, columns: Columns = NAMES
) -> Iterator[Document | DocumentError]:
    """Read files, folders, patterns and URLs, in the order given; folders recursively, in the order of their names.

    The ``doc_id`` of a file is its path below the folder that was given, without suffix (``2020/03/jd``), or its
    stem where the file itself was given. A second document of the same ``doc_id`` becomes an error: its claims could
    not be told from those of the first.

    Args:
        inputs: Files of the forms that :data:`zhclaims.documents.forms.READABLE` tells, folders, patterns and URLs of
            such files. Hidden files are passed over in folders.
        selection: Which files are taken, such as all but the output of an earlier run.
        columns: The columns or fields of rows that documents are made of.

    Yields:
        Each document, or the error that stands for it.
    """
    seen: set[str] = set()
    for item in find_items(inputs, selection=selection, columns=columns):
        document = _loaded(item, columns)
        if isinstance(document, DocumentError):
            yield document
        elif document.doc_id in seen:
            yield duplicate(document.doc_id, document.path, document.line)
        else:
            seen.add(document.doc_id)
            yield document


def duplicate(doc_id: str, path: str | Path | None, line: int | None) -> DocumentError:
    """The error of a document whose ``doc_id`` an earlier one has."""
    return DocumentError(
        f"the doc_id {doc_id!r} was already used; give each document its own "
        "(for files of the same name, give the folder above them)",
        path=path,
        line=line,
        cause="duplicate",
    )


def count(inputs: Iterable[str | Path], *, selection: Selection = ALL) -> int | None:
    """Count what :func:`read` will yield, for a progress bar.

    Args:
        inputs: As for :func:`read`.
        selection: As for :func:`read`.

    Returns:
        The number of documents and errors; None where counting would take as long as reading (archives, CSV, packed
        or distant tables).
    """
    total = 0
    for source in sources(inputs, selection):
        documents = 1 if isinstance(source, DocumentError) else _count(source)
        if documents is None:
            return None
        total += documents
    return total


def _count(source: Source) -> int | None:
    form = source.kind.form
    if form in ("zip", "tar", "csv", "tsv") or (form in ("jsonl", "parquet") and ("://" in source.path)):
        return None
    if form == "jsonl" and source.kind.packing is not None:
        return None
    if form not in ("jsonl", "parquet"):
        return 1
    try:
        if form == "parquet":
            import pyarrow.parquet as pq  # noqa: PLC0415 # as in tables

            return int(pq.read_metadata(source.path).num_rows)
        with Path(source.path).open("rb") as file:
            return sum(1 for row in file if not row.isspace())
    except (OSError, ValueError):
        return 1


def _loaded(item: Item, columns: Columns) -> Document | DocumentError:
    try:
        return load(item, columns=columns)
    except DocumentError as error:
        return error
