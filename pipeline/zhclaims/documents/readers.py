"""Readers: files, folders and JSON Lines to documents.

A document that can't be read is yielded as a :class:`~zhclaims.errors.DocumentError` in its place, never raised, so
that one bad document does not end a run over many.
"""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from zhclaims.documents.document import Document
from zhclaims.documents.rows import parse_row
from zhclaims.errors import DocumentError

SUFFIXES = (".txt", ".jsonl")
_BOM = b"\xef\xbb\xbf"


def read_text(data: bytes, *, path: Path | None = None, line: int | None = None) -> str:
    r"""Decode the bytes of a text, strictly.

    Line ends stay as they are, so that offsets count the characters of the file; only a byte order mark is dropped.

    Args:
        data: UTF-8, with or without a byte order mark.
        path: The file, for the error.
        line: Its line, for the error.

    Returns:
        The text.

    Raises:
        DocumentError: The bytes are not UTF-8, or hold a NUL as binary files do.

    >>> read_text("\ufeff营收100亿元\r\n".encode())
    '营收100亿元\r\n'
    """
    data = data.removeprefix(_BOM)
    if (nul := data.find(0)) >= 0:
        raise DocumentError(
            f"byte {nul} is NUL, so this is no UTF-8 text (a binary file, or UTF-16?); give it as UTF-8 text",
            path=path,
            line=line,
        )
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        raise DocumentError(
            f"byte {error.start} is not UTF-8 ({error.reason}); convert it, e.g. iconv -f GB18030 -t UTF-8",
            path=path,
            line=line,
        ) from error


def read_file(path: Path, *, doc_id: str | None = None) -> Iterator[Document | DocumentError]:
    """Read one file: JSON Lines by the suffix ``.jsonl``, anything else as the text of one document.

    Args:
        path: The file.
        doc_id: Name of the document, or of the file where its rows have none; by default the file's stem.

    Yields:
        Its documents. A row without ``doc_id`` is named by its file and line (``news#12``).
    """
    name = _printable(path.stem if doc_id is None else doc_id)
    try:
        with path.open("rb") as file:
            if path.suffix.lower() == ".jsonl":
                yield from _rows(file, path, name)
            else:
                yield Document(name, read_text(file.read(), path=path), path=path)
    except DocumentError as error:
        yield error
    except OSError as error:
        yield DocumentError(f"can't be read: {error.strerror or error}", path=path)


def read(inputs: Iterable[str | Path], *, exclude: Path | None = None) -> Iterator[Document | DocumentError]:
    """Read files and folders, in the order given; folders recursively, in the order of their names.

    The ``doc_id`` of a text file is its path below the folder that was given, without suffix (``2020/03/jd``), or its
    stem where the file itself was given. A second document of the same ``doc_id`` becomes an error: its claims could
    not be told from those of the first.

    Args:
        inputs: Files (``.txt``, ``.jsonl``) and folders of such files. Hidden files are passed over in folders.
        exclude: A file to leave out, such as the output of an earlier run in the same folder.

    Yields:
        Each document, or the error that stands for it.
    """
    seen: set[str] = set()
    for source in _sources(inputs, exclude):
        for document in [source] if isinstance(source, DocumentError) else read_file(source[0], doc_id=source[1]):
            if isinstance(document, DocumentError):
                yield document
            elif document.doc_id in seen:
                yield DocumentError(
                    f"the doc_id {document.doc_id!r} was already used; give each document its own "
                    "(for files of the same name, give the folder above them)",
                    path=document.path,
                    line=document.line,
                )
            else:
                seen.add(document.doc_id)
                yield document


def count(inputs: Iterable[str | Path], *, exclude: Path | None = None) -> int:
    """Count what :func:`read` will yield, for a progress bar; fast, as nothing is decoded.

    Args:
        inputs: As for :func:`read`.
        exclude: As for :func:`read`.

    Returns:
        The number of documents and errors.
    """
    total = 0
    for source in _sources(inputs, exclude):
        if isinstance(source, DocumentError) or source[0].suffix.lower() != ".jsonl":
            total += 1
            continue
        try:
            with source[0].open("rb") as file:
                total += sum(1 for row in file if row.strip())
        except OSError:
            total += 1
    return total


def _rows(file: Iterable[bytes], path: Path, name: str) -> Iterator[Document | DocumentError]:
    for number, data in enumerate(file, start=1):
        if not data.strip():
            continue
        try:
            row = read_text(data, path=path, line=number)
            yield parse_row(row, path=path, line=number, default_id=f"{name}#{number}")
        except DocumentError as error:
            yield error


def _sources(inputs: Iterable[str | Path], exclude: Path | None) -> Iterator[tuple[Path, str] | DocumentError]:
    left_out = None if exclude is None else exclude.resolve()
    for path in map(Path, inputs):
        if path.is_dir():
            yield from _folder(path, left_out)
        elif not path.exists():
            yield DocumentError("no such file or folder", path=path)
        elif path.suffix.lower() not in SUFFIXES:
            yield DocumentError(f"can't read {path.suffix or 'a file without suffix'}; give .txt or .jsonl", path=path)
        elif path.resolve() != left_out:
            yield path, path.stem


def _folder(folder: Path, left_out: Path | None) -> Iterator[tuple[Path, str] | DocumentError]:
    errors: list[OSError] = []
    found = False
    for root, folders, names in os.walk(folder, onerror=errors.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(root, name)
            if not name.startswith(".") and path.suffix.lower() in SUFFIXES and path.resolve() != left_out:
                found = True
                yield path, path.relative_to(folder).with_suffix("").as_posix()
    for error in errors:
        found = True
        yield DocumentError(f"can't be read: {error.strerror or error}", path=error.filename)
    if not found:
        yield DocumentError("no .txt or .jsonl file in this folder", path=folder)


def _printable(name: str) -> str:
    """Spell out the bytes of a file name that are not UTF-8, which no output could hold."""
    return name.encode(errors="backslashreplace").decode()
