"""A dataset: a folder of Parquet files, whole or not there, perhaps parted by date of publication."""

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

from zhclaims.batch.encoding import unpack
from zhclaims.batch.options import Partition
from zhclaims.documents.columns import Column, arrow_schema, record_batch
from zhclaims.documents.writers import ParquetFile
from zhclaims.errors import ZhclaimsError

_FILE_ROWS = 1_000_000  # of a file
_HELD_ROWS = 200_000  # of all partitions together, before they are written


class ParquetTable:
    """A Parquet file of claims, as they stand in parts, or of other rows.

    Args:
        file: The file, open.
        columns: Its columns.
        bom: Of CSV; nothing here.
    """

    _BATCH = 1_000  # records that are put in a batch at once

    def __init__(self, file: BinaryIO, columns: Sequence[Column], *, bom: bool = False) -> None:  # noqa: ARG002 # of CSV
        self._schema = arrow_schema(columns)
        self._parquet = ParquetFile(file, self._schema)
        self._rows: list[tuple[Any, ...]] = []

    @property
    def full(self) -> bool:
        """Whether a dataset should go on in another file."""
        return self._parquet.rows >= _FILE_ROWS

    def add(self, claims: bytes, _published: date | None = None) -> None:
        """Add the claims of a document."""
        self._parquet.write(unpack(claims, self._schema))

    def add_row(self, row: tuple[Any, ...]) -> None:
        """Add a row."""
        self._rows.append(row)
        if len(self._rows) >= self._BATCH:
            self._flush()

    def close(self) -> None:
        """Write what is held back; the file itself stays open."""
        self._flush()
        self._parquet.close()

    @property
    def held(self) -> int:
        """Rows that are not written yet."""
        return self._parquet.held

    def flush(self) -> None:
        """Write what is held back now."""
        self._parquet.flush()

    def _flush(self) -> None:
        if self._rows:
            self._parquet.write(record_batch(self._rows, self._schema))
            self._rows.clear()


class Dataset:
    """A folder of Parquet files of about a million rows each; parted by date, a folder for each year or month.

    Args:
        folder: The folder; it is made.
        columns: The columns of its tables.
        partition: What it is parted by.
    """

    def __init__(self, folder: Path, columns: Sequence[Column], partition: Partition | None = None) -> None:
        folder.mkdir()
        self._folder, self._columns, self._partition = folder, columns, partition
        self._shares: dict[str, _Share] = {}
        self._share(None)  # a table without rows has its columns all the same

    def add(self, claims: bytes, published: date | None = None) -> None:
        """Add the claims of a document that was published then."""
        self._share(published).table.add(claims)
        if len(self._shares) > 1 and sum(share.table.held for share in self._shares.values()) > _HELD_ROWS:
            for share in self._shares.values():
                share.table.flush()

    def add_row(self, row: tuple[Any, ...]) -> None:
        """Add a row."""
        self._share(None).table.add_row(row)

    def close(self) -> None:
        """Write all to the disk."""
        for share in self._shares.values():
            share.close()

    def _share(self, published: date | None) -> "_Share":
        name = ""
        if self._partition is not None:
            day = "none" if published is None else published.isoformat()
            name = f"{self._partition}={day[: 4 if self._partition == 'year' else 7]}"
        if name not in self._shares:
            self._shares[name] = _Share(self._folder / name, self._columns)
        share = self._shares[name]
        if share.table.full:
            share.next()
        return share


class _Share:
    """The files of one folder."""

    def __init__(self, folder: Path, columns: Sequence[Column]) -> None:
        folder.mkdir(exist_ok=True)
        self._folder, self._columns = folder, columns
        self._number = 0
        self._open()

    def next(self) -> None:
        """Go on in another file."""
        self.close()
        self._number += 1
        self._open()

    def close(self) -> None:
        """Write the file to the disk."""
        with self._file:
            self.table.close()
            self._file.flush()
            os.fsync(self._file.fileno())

    def _open(self) -> None:
        self._file = (self._folder / f"part-{self._number:05d}.parquet").open("wb")
        self.table = ParquetTable(self._file, self._columns)


@contextmanager
def replacing_folder(out: Path) -> Iterator[Path]:
    """Write a folder whole or not at all; one that an earlier run wrote is replaced, any other is left alone.

    Args:
        out: The folder. The one above it must exist.

    Yields:
        The folder to write to.

    Raises:
        ZhclaimsError: It can't be written, or holds what no run wrote.
    """
    target = out.resolve()
    if target.exists() and not (target / "run.json").exists() and any(target.iterdir()):
        raise ZhclaimsError("is a folder that no run has written; name another, or empty it", path=out)
    temporary, old = (target.with_name(f".{target.name}.{end}") for end in ("tmp", "old"))
    for left in (temporary, old):
        shutil.rmtree(left, ignore_errors=True)
    try:
        temporary.mkdir()
        yield temporary
        if target.exists():
            target.rename(old)
        temporary.rename(target)
    except OSError as error:
        raise ZhclaimsError(f"can't be written: {error.strerror or error}", path=out) from error
    finally:
        for left in (temporary, old):
            shutil.rmtree(left, ignore_errors=True)
