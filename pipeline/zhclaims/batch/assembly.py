"""Parts to output: the claims and records of a run, in the order of the input, in the form that was asked for."""

import csv
import hashlib
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, Protocol

from zhclaims.batch.dataset import Dataset, ParquetTable, replacing_folder
from zhclaims.batch.options import BatchOptions, OutputForm
from zhclaims.batch.record import document_columns
from zhclaims.batch.work import Outcome
from zhclaims.documents.columns import Column, csv_cell, json_row, rows
from zhclaims.documents.flat import COLUMNS
from zhclaims.documents.writers import replacing

_BOM = b"\xef\xbb\xbf"
_RECENT = 50_000


class Paths(NamedTuple):
    """Where the output of a run goes: claims, the table of documents, and the record of the run."""

    claims: Path
    documents: Path
    run: Path


def paths(out: Path, form: OutputForm) -> Paths:
    """Name the files of an output.

    >>> [path.name for path in paths(Path("claims.csv"), "csv")]
    ['claims.csv', 'claims.documents.csv', 'claims.run.json']
    """
    if form == "dataset":
        return Paths(out / "claims", out / "documents", out / "run.json")
    return Paths(out, out.with_suffix(f".documents{out.suffix}"), out.with_suffix(".run.json"))


class Seen:
    """Which names were seen: a set of 64-bit digests, eight bytes a name however many there are."""

    def __init__(self) -> None:
        import numpy as np  # noqa: PLC0415 # which a run without workers' libraries need not wait for

        self._np = np
        self._old = np.empty(0, dtype=np.uint64)
        self._new: set[int] = set()

    def add(self, name: str) -> bool:
        """Add a name; tell whether it is new."""
        digest = hashlib.blake2b(name.encode("utf-8", "surrogatepass"), digest_size=8).digest()
        number = int.from_bytes(digest, "little")
        if number in self._new:
            return False
        at = int(self._np.searchsorted(self._old, self._np.uint64(number)))
        if at < len(self._old) and int(self._old[at]) == number:
            return False
        self._new.add(number)
        if len(self._new) >= _RECENT:
            recent = self._np.fromiter(self._new, dtype=self._np.uint64, count=len(self._new))
            self._old = self._np.union1d(self._old, recent)
            self._new.clear()
        return True


def without_duplicates(outcomes: Iterable[Outcome]) -> Iterator[Outcome]:
    """Turn documents whose ``doc_id`` an earlier one has into errors without claims."""
    seen = Seen()
    for outcome in outcomes:
        if outcome.record.status == "ok" and not seen.add(outcome.record.doc_id):
            yield Outcome(outcome.record.as_duplicate(), b"")
        else:
            yield outcome


class Sink(Protocol):
    """What documents and their claims are written to."""

    def write(self, outcome: Outcome) -> None:
        """Write a document and its claims."""

    def note(self, run: dict[str, Any]) -> None:
        """Write the record of the run."""


@contextmanager
def open_sink(out: Path, form: OutputForm, options: BatchOptions) -> Iterator[Sink]:
    """Open the claims, the documents and the record of a run for writing; they appear when the block ends, or none does.

    Args:
        out: The output.
        form: Its form.
        options: Those of the run.

    Yields:
        What to write to.

    Raises:
        ZhclaimsError: It can't be written.
    """
    target = paths(out, form)
    columns = document_columns(text=options.keep_text)
    with ExitStack() as stack:
        if form == "dataset":
            folder = stack.enter_context(replacing_folder(out))
            claims: Any = stack.enter_context(closing(Dataset(folder / "claims", COLUMNS, options.partition)))
            documents: Any = stack.enter_context(closing(Dataset(folder / "documents", columns)))
            run: BinaryIO = stack.enter_context((folder / "run.json").open("wb"))
        else:
            opened = _OPENED[form]
            run = stack.enter_context(replacing(target.run))
            documents = opened(stack.enter_context(replacing(target.documents)), columns, bom=options.bom)
            claims = opened(stack.enter_context(replacing(target.claims)), COLUMNS, bom=options.bom)
            stack.callback(claims.close)
            stack.callback(documents.close)
        yield _Output(claims, documents, run, columns)


class _Output:
    def __init__(self, claims: Any, documents: Any, run: BinaryIO, columns: Sequence[Column]) -> None:
        self._claims, self._documents, self._run, self._columns = claims, documents, run, columns

    def write(self, outcome: Outcome) -> None:
        if outcome.claims:
            self._claims.add(outcome.claims, outcome.record.published)
        self._documents.add_row(next(rows([outcome.record], self._columns)))

    def note(self, run: dict[str, Any]) -> None:
        self._run.write(json.dumps(run, ensure_ascii=False, indent=2).encode() + b"\n")


class _Lines:
    def __init__(self, file: BinaryIO, columns: Sequence[Column], *, bom: bool) -> None:  # noqa: ARG002 # of CSV
        self._file, self._columns = file, columns

    def add(self, claims: bytes, _published: date | None) -> None:
        self._file.write(claims)

    def add_row(self, row: tuple[Any, ...]) -> None:
        self._file.write(json_row(row, self._columns))

    def close(self) -> None:
        pass


class _Csv(_Lines):
    def __init__(self, file: BinaryIO, columns: Sequence[Column], *, bom: bool) -> None:
        super().__init__(file, columns, bom=bom)
        if bom:
            file.write(_BOM)
        self.add_row(tuple(column.name for column in columns))

    def add_row(self, row: tuple[Any, ...]) -> None:
        buffer = io.StringIO(newline="")
        csv.writer(buffer).writerow(map(csv_cell, row))
        self._file.write(buffer.getvalue().encode())


_OPENED: dict[str, Any] = {"jsonl": _Lines, "csv": _Csv, "parquet": ParquetTable}
