"""The parts of a run: what is done is on the disk, whole, under the number of its first document.

A part is two files in the run's own folder beside the output: ``N.claims`` holds the claims of some documents in a row,
``N.documents`` their records. Each is written under another name, forced to the disk and then renamed, the records
last; so that whatever ends the run, a part is there whole or not at all.
"""

import json
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple, Self

from filelock import FileLock, Timeout

from zhclaims.batch.fingerprint import difference
from zhclaims.batch.record import DocumentRecord
from zhclaims.batch.work import Outcome
from zhclaims.errors import ZhclaimsError

_MANIFEST = "run.json"


class Part(NamedTuple):
    """A part that is done: its number, how many documents it has."""

    key: str
    documents: int


class Parts:
    """The folder of the parts of a run, held by one process at a time.

    Args:
        out: The output of the run.
        fingerprint: What the run is made of.
        resume: Whether to go on with the parts of an earlier run, where there are any.

    Raises:
        ZhclaimsError: Another process has the folder, it can't be written, or the parts are of another run.
    """

    def __init__(self, out: Path, fingerprint: dict[str, Any], *, resume: bool) -> None:
        target = out.resolve()
        self.folder = target.with_name(f".{target.name}.run")
        try:
            self.folder.mkdir(exist_ok=True)
        except OSError as error:
            raise ZhclaimsError(
                f"can't be written: {error.strerror or error}; is there such a folder?", path=out
            ) from error
        self._lock = FileLock(self.folder / "lock", timeout=0)
        try:
            self._lock.acquire()
        except Timeout:
            raise ZhclaimsError("another run is writing this output; wait for it, or name another", path=out) from None
        try:
            self._open(out, fingerprint, resume=resume)
        except BaseException:
            self._lock.release()
            raise

    def _open(self, out: Path, fingerprint: dict[str, Any], *, resume: bool) -> None:
        manifest = self.folder / _MANIFEST
        if resume and manifest.exists():
            if told := difference(json.loads(manifest.read_text(encoding="utf-8")), fingerprint):
                raise ZhclaimsError(
                    f"can't resume: {told} changed since the run began; run without --resume to begin again", path=out
                )
        else:
            self._clear()
            write_whole(manifest, json.dumps(fingerprint, indent=1).encode())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._lock.release()

    def done(self) -> list[Part]:
        """The parts that are done, in their order."""
        found = []
        for path in sorted(self.folder.glob("*.documents")):
            with path.open("rb") as file:
                found.append(Part(path.stem, sum(1 for _ in file)))
        return found

    def write(self, key: str) -> "PartWriter":
        """Open a part for writing."""
        return PartWriter(self.folder, key)

    def read(self, key: str) -> Iterator[Outcome]:
        """Read the documents of a part and their claims, one by one."""
        with (
            (self.folder / f"{key}.documents").open(encoding="utf-8") as records,
            (self.folder / f"{key}.claims").open("rb") as claims,
        ):
            for line in records:
                record, size = DocumentRecord.from_json(line)
                yield Outcome(record, claims.read(size))

    def remove(self) -> None:
        """Remove the folder: the output is there."""
        self._clear()
        self._lock.release()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _clear(self) -> None:
        for path in self.folder.iterdir():
            if path.name != "lock":
                path.unlink()


class PartWriter:
    """A part that is being written; it is there when it is closed.

    Args:
        folder: The folder of the run.
        key: The number of the part, in digits that sort.
    """

    def __init__(self, folder: Path, key: str) -> None:
        self._final = (folder / f"{key}.claims", folder / f"{key}.documents")
        end = f".{secrets.token_hex(4)}.tmp"  # a cluster may do the same part twice at a time
        self._claims, self._records = (path.with_suffix(f"{path.suffix}{end}").open("wb") for path in self._final)
        self.documents = 0

    def add(self, outcome: Outcome) -> None:
        """Add a document and its claims."""
        self._claims.write(outcome.claims)
        self._records.write(outcome.record.to_json(len(outcome.claims)).encode() + b"\n")
        self.documents += 1

    def close(self) -> None:
        """Force it to the disk and give it its name."""
        for file, path in zip((self._claims, self._records), self._final, strict=True):
            with file:
                file.flush()
                os.fsync(file.fileno())
            Path(file.name).replace(path)


def write_whole(path: Path, data: bytes) -> None:
    """Write a file whole or not at all."""
    temporary = path.with_name(f".{path.name}.tmp")
    try:
        with temporary.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise
