"""The members of zip and tar archives, read as a stream and bounded in size."""

import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO, NamedTuple

from zhclaims.documents.forms import CONTAINERS, Form, Kind, kind_of
from zhclaims.documents.sources import Selection
from zhclaims.errors import DocumentError


class Member(NamedTuple):
    """A file in an archive: its path there, its kind, its bytes or why there are none."""

    name: str
    kind: Kind
    data: bytes | DocumentError


def members(file: IO[bytes], form: Form, selection: Selection, max_bytes: int) -> Iterator[Member]:
    """Read the members of an archive that are documents or JSON Lines; other tables and archives are passed over.

    Nothing is ever unpacked to the disk, and no more than ``max_bytes`` of a member to memory, whatever its head says.

    Args:
        file: The archive, open; a tar archive is read as a stream.
        form: ``zip`` or ``tar``.
        selection: Which members are taken.
        max_bytes: The largest member that is read.

    Yields:
        The members, in the order of the archive.

    Raises:
        OSError: The archive can't be read, or is none.
    """
    yield from _zip(file, selection, max_bytes) if form == "zip" else _tar(file, selection, max_bytes)


def _wanted(name: str, selection: Selection) -> Kind | None:
    kind = kind_of(name)
    hidden = any(part.startswith((".", "__MACOSX")) for part in name.split("/"))
    if kind is None or hidden or (kind.form in CONTAINERS and kind.form != "jsonl") or not selection.takes(name):
        return None
    return kind


def _zip(file: IO[bytes], selection: Selection, max_bytes: int) -> Iterator[Member]:
    try:
        archive = zipfile.ZipFile(file)
    except zipfile.BadZipFile as error:
        raise OSError(f"no zip archive: {error}") from error
    with archive:
        for info in archive.infolist():
            kind = None if info.is_dir() else _wanted(info.filename, selection)
            if kind is None:
                continue
            try:
                with archive.open(info) as member:
                    data = _bounded(member, max_bytes)
            except (
                zipfile.BadZipFile,
                zlib.error,
                RuntimeError,
                OSError,
                EOFError,
            ) as error:  # RuntimeError: a password
                yield Member(info.filename, kind, DocumentError(f"can't be unpacked: {error}"))
            else:
                yield Member(info.filename, kind, data)


def _tar(file: IO[bytes], selection: Selection, max_bytes: int) -> Iterator[Member]:
    try:
        with tarfile.open(fileobj=file, mode="r|") as archive:
            for info in archive:
                kind = _wanted(info.name, selection) if info.isfile() else None
                if kind is not None and (member := archive.extractfile(info)) is not None:
                    yield Member(info.name, kind, _bounded(member, max_bytes))
    except tarfile.TarError as error:
        raise OSError(f"no whole tar archive: {error}") from error


def _bounded(member: IO[bytes], max_bytes: int) -> bytes | DocumentError:
    data = member.read(max_bytes + 1)
    if len(data) <= max_bytes:
        return data
    return DocumentError(f"more than {max_bytes:,} bytes; set another limit, or split it", cause="large")
