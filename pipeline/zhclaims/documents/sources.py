"""Inputs to files: folders, patterns, single files and URLs, in a fixed order."""

import glob
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from io import BufferedReader
from pathlib import Path
from typing import IO, Any, cast

from zhclaims.documents.forms import READABLE, Kind, kind_of, suffix_of
from zhclaims.errors import DocumentError, ZhclaimsError


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read documents from.

    Attributes:
        path: Where it is: a path, or a URL that fsspec opens.
        name: What its documents are called after: the path below the folder given, without suffix.
        kind: Its form.
        size: Its length in bytes, None where the file system does not tell.
        stamp: What changes with its content: the time of its last change, or what a store has in its place.
    """

    path: str
    name: str
    kind: Kind
    size: int | None
    stamp: str


@dataclass(frozen=True, slots=True)
class Selection:
    """Which files of folders, patterns and archives are read.

    Attributes:
        include: Patterns (``*.html``, ``2024/*``); a file is read where its path or name matches one. None: all.
        exclude: Patterns of files to leave out.
        leave_out: Files that are never read: the output of the run itself.
    """

    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    leave_out: tuple[Path, ...] = ()

    def takes(self, path: str) -> bool:
        """Whether a file is read, by its path below the folder or in the archive.

        >>> Selection(include=("*.txt",), exclude=("draft/*",)).takes("draft/a.txt")
        False
        """
        return (not self.include or _matches(path, self.include)) and not _matches(path, self.exclude)


ALL = Selection()
"""Every file that can be read."""


def sources(inputs: Iterable[str | Path], selection: Selection = ALL) -> Iterator[Source | DocumentError]:
    """Find the files of inputs, in the order given; those of folders in the order of their names.

    Args:
        inputs: Files, folders, patterns (``news/**/*.html``) and URLs (``s3://bucket/news/*.parquet``).
        selection: Which files of folders and patterns are taken. Hidden ones never are.

    Yields:
        Each file, or the error that stands for an input that can't be read.
    """
    left_out = frozenset(path.resolve() for path in selection.leave_out)
    for given in inputs:
        if isinstance(given, str) and "://" in given:
            yield from _remote(given, selection)
            continue
        path = Path(given)
        if path.is_dir():
            yield from _folder(path, selection, left_out)
        elif path.exists():
            yield from _single(path, left_out)
        elif glob.has_magic(str(path)):
            yield from _pattern(str(path), selection, left_out)
        else:
            yield DocumentError("no such file or folder", path=path, cause="missing")


def open_source(path: str) -> IO[bytes]:
    """Open a file or URL for reading.

    Raises:
        OSError: It can't be opened.
        ZhclaimsError: It is a URL, and fsspec or its file system is not installed.
    """
    if "://" not in path:
        return Path(path).open("rb")
    system, within = _system(path)
    return cast("BufferedReader", system.open(within, "rb"))


def _matches(path: str, patterns: Sequence[str]) -> bool:
    name = path.rsplit("/", 1)[-1]
    return any(fnmatchcase(path, pattern) or fnmatchcase(name, pattern) for pattern in patterns)


def _single(path: Path, left_out: frozenset[Path]) -> Iterator[Source | DocumentError]:
    kind = kind_of(path.name)
    if kind is None:
        yield DocumentError(f"can't read {suffix_of(path.name)}; give {READABLE}", path=path, cause="unsupported")
    elif path.resolve() not in left_out:
        yield _source(path, kind, kind.stem)


def _source(path: Path, kind: Kind, name: str) -> Source | DocumentError:
    try:
        found = path.stat()
    except OSError as error:
        return DocumentError(f"can't be read: {error.strerror or error}", path=path)
    return Source(str(path), _printable(name), kind, found.st_size, str(found.st_mtime_ns))


def _folder(folder: Path, selection: Selection, left_out: frozenset[Path]) -> Iterator[Source | DocumentError]:
    errors: list[OSError] = []
    found = False
    for root, folders, names in os.walk(folder, onerror=errors.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(root, name)
            below = path.relative_to(folder).as_posix()
            kind = None if name.startswith(".") else kind_of(below)
            if kind is None or not selection.takes(below) or (left_out and path.resolve() in left_out):
                continue
            found = True
            yield _source(path, kind, kind.stem)
    for error in errors:
        found = True
        yield DocumentError(f"can't be read: {error.strerror or error}", path=error.filename)
    if not found:
        yield DocumentError(f"no file to read in this folder; such are {READABLE}", path=folder, cause="missing")


def _pattern(pattern: str, selection: Selection, left_out: frozenset[Path]) -> Iterator[Source | DocumentError]:
    fixed = Path(*_before_magic(Path(pattern).parts[:-1]))
    found = False
    for text in sorted(glob.glob(pattern, recursive=True)):  # noqa: PTH207 # takes a pattern with its root
        path = Path(text)
        below = path.relative_to(fixed).as_posix()
        kind = kind_of(below)
        if kind is None or not path.is_file() or not selection.takes(below) or path.resolve() in left_out:
            continue
        found = True
        yield _source(path, kind, kind.stem)
    if not found:
        yield DocumentError("no file that can be read matches this pattern", path=pattern, cause="missing")


def _before_magic(parts: Sequence[str]) -> Iterator[str]:
    for part in parts:
        if glob.has_magic(part):
            return
        yield part


def _remote(url: str, selection: Selection) -> Iterator[Source | DocumentError]:
    try:
        system, within = _system(url)
        if glob.has_magic(within):
            paths = sorted(system.glob(within))
            root = "/".join(_before_magic(within.split("/")[:-1]))
        elif system.isdir(within):
            paths, root = sorted(system.find(within)), within.rstrip("/")
        else:
            paths, root = [within], within.rpartition("/")[0]
        infos = [(path, system.info(path)) for path in paths]
    except (OSError, ZhclaimsError) as error:
        yield DocumentError(f"can't be read: {getattr(error, 'strerror', None) or error}", path=url)
        return
    found = False
    for path, info in infos:
        below = path.removeprefix(root).lstrip("/")
        kind = kind_of(below)
        if info.get("type") == "directory" or kind is None or not selection.takes(below) or "/." in f"/{below}":
            continue
        found = True
        stamp = next(
            (str(info[key]) for key in ("ETag", "etag", "LastModified", "mtime", "updated") if key in info), ""
        )
        yield Source(system.unstrip_protocol(path), _printable(kind.stem), kind, info.get("size"), stamp)
    if not found:
        yield DocumentError(f"no file to read here; such are {READABLE}", path=url, cause="missing")


def _system(url: str) -> tuple[Any, str]:
    try:
        from fsspec.core import url_to_fs  # noqa: PLC0415 # an extra
    except ImportError as error:
        raise ZhclaimsError("URLs need fsspec: pip install 'zhclaims[remote]'", path=url) from error
    try:
        system, within = url_to_fs(url)
    except (ImportError, ValueError) as error:  # s3 without s3fs; an unknown protocol
        raise ZhclaimsError(f"no file system for this URL: {error}", path=url) from error
    return system, str(within)


def _printable(name: str) -> str:
    """Spell out the bytes of a file name that are not UTF-8, which no output could hold."""
    return name.encode(errors="backslashreplace").decode()
