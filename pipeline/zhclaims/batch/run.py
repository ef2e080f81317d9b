"""``batch``: a run over many documents, from inputs to tables, that can be killed and gone on with."""

import os
import platform
import time
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from zhclaims.batch.assembly import open_sink, paths, without_duplicates
from zhclaims.batch.extractor import Extractor
from zhclaims.batch.fingerprint import fingerprint
from zhclaims.batch.local import run_local
from zhclaims.batch.options import DEFAULT, BatchOptions, OutputForm, output_form
from zhclaims.batch.parts import Parts
from zhclaims.batch.record import DocumentRecord
from zhclaims.errors import DocumentError, ZhclaimsError
from zhclaims.version import __version__

Engine = Literal["local", "ray"]
_FAILURES = 1_000  # that are kept in memory; all are in the table of documents


@dataclass(frozen=True, slots=True)
class Summary:
    """What came of a run.

    Attributes:
        documents: How many documents were read, and their claims written.
        claims: How many claims they have.
        failures: What could not be read, each with file, line and cause, in the order of the input; the first thousand.
        seconds: How long it took.
        failed: How many could not be read.
        characters: How many characters were read.
        resumed: How many of the documents an earlier run had done.
        causes: How many failed of each cause.
    """

    documents: int
    claims: int
    failures: tuple[DocumentError, ...]
    seconds: float
    failed: int = 0
    characters: int = 0
    resumed: int = 0
    causes: dict[str, int] = field(default_factory=dict)

    def __str__(self) -> str:
        """Say it in a line.

        >>> str(Summary(documents=1, claims=42, failures=(), seconds=0.52))
        '1 document, 42 claims, 0 failed, 0.5 s'
        """
        documents = f"{self.documents:,} document{'s' * (self.documents != 1)}"
        claims = f"{self.claims:,} claim{'s' * (self.claims != 1)}"
        resumed = f" ({self.resumed:,} documents were done before)" if self.resumed else ""
        return f"{documents}, {claims}, {self.failed:,} failed, {self.seconds:.1f} s{resumed}"


class _NothingRead(Exception):  # noqa: N818 # no error: it leaves the output as it was
    pass


def batch(
    inputs: str | Path | Iterable[str | Path],
    out: str | Path,
    *,
    jobs: int | None = None,
    resume: bool = False,
    options: BatchOptions = DEFAULT,
    engine: Engine = "local",
    address: str | None = None,
    extractor: Extractor | None = None,
    progress: Callable[[int], object] | None = None,
) -> Summary:
    """Extract the claims of many documents to a table, with a table of the documents and a record of the run beside it.

    A document that can't be read, or that the extraction fails on, becomes a row with its cause in the table of
    documents; the rest goes on. The output appears only when it is whole, in the order of the input, and is the same
    whatever ``jobs`` and ``engine`` are; where no document at all could be read, what stood there before stays. What
    is done is kept beside it until then, in ``.NAME.run``.

    Args:
        inputs: Files of the forms that :data:`zhclaims.documents.forms.READABLE` tells, folders, patterns and URLs of
            such files, or one of them.
        out: The file to write, ``.jsonl``, ``.csv`` or ``.parquet``; without a suffix, the folder of a Parquet dataset.
        jobs: How many worker processes read; 0 reads in this process, where no limit of time or memory holds and a
            crash ends the run. By default one; for Ray, one for each core of the cluster.
        resume: Whether to go on with an earlier run that was ended; where there is none, begin.
        options: How documents are found, read and written.
        engine: ``local``, or ``ray`` for the workers of a Ray cluster, which need the same file system.
        address: Address of the cluster (``auto``, ``ray://host:10001``); by default one on this machine.
        extractor: What reads the claims of a text; by default the shipped pipeline. Workers import it by its name.
        progress: Called after each document or failure with how many there were so far.

    Returns:
        The counts and the failures.

    Raises:
        ZhclaimsError: The output can't be written, the workers can't be started, another run is writing the output, or
            an earlier run can't be resumed since the model, an option or the input has changed.
    """
    started, began = time.monotonic(), datetime.now(UTC)
    out = Path(out)
    inputs = [inputs] if isinstance(inputs, str | Path) else list(inputs)  # else a string would be read by its letters
    form = output_form(out)
    _demand_writable(out, form)
    jobs = (1 if os.name == "posix" else 0) if jobs is None and engine == "local" else jobs
    selection = options.selection(own_files(out))
    made_of = fingerprint(inputs, selection, options, form=form, engine=engine, extractor=extractor)
    with Parts(out, made_of, resume=resume) as parts:
        resumed = sum(part.documents for part in parts.done())
        if engine == "ray":
            from zhclaims.batch.ray_engine import run_ray  # noqa: PLC0415 # an extra

            run_ray(parts, inputs, selection, options, form, jobs=jobs, address=address, extractor=extractor, progress=progress)  # fmt: skip
        else:
            run_local(parts, inputs, selection, options, form, jobs=jobs or 0, extractor=extractor, progress=progress)
        tally = _Tally()
        summary = tally.summary(0.0, resumed)
        with suppress(_NothingRead), open_sink(out, form, options) as sink:
            outcomes = (outcome for part in parts.done() for outcome in parts.read(part.key))
            for outcome in without_duplicates(outcomes):
                sink.write(outcome)
                tally.add(outcome.record)
            summary = tally.summary(time.monotonic() - started, resumed)
            _demand(summary.documents)
            sink.note(_run_record(summary, made_of, inputs, jobs, began))
        parts.remove()
    return tally.summary(time.monotonic() - started, resumed)


class _Tally:
    """Counts of documents as they are written."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._causes: Counter[str] = Counter()
        self._failures: list[DocumentError] = []

    def add(self, record: DocumentRecord) -> None:
        """Count a document."""
        if record.status == "ok":
            claims = record.claims + record.title_claims
            self._counts.update(documents=1, claims=claims, characters=record.characters or 0)
            return
        self._causes[record.cause or ""] += 1
        if len(self._failures) < _FAILURES:
            self._failures.append(record.as_error())

    def summary(self, seconds: float, resumed: int) -> Summary:
        """What was counted."""
        counts = self._counts
        return Summary(
            documents=counts["documents"],
            claims=counts["claims"],
            failures=tuple(self._failures),
            seconds=seconds,
            failed=self._causes.total(),
            characters=counts["characters"],
            resumed=resumed,
            causes=dict(sorted(self._causes.items())),
        )


def _run_record(
    summary: Summary, made_of: dict[str, Any], inputs: list[str | Path], jobs: int | None, began: datetime
) -> dict[str, Any]:
    seconds = max(summary.seconds, 1e-3)
    return {
        "zhclaims": __version__,
        "model": {"digest": made_of["model"], "code": made_of["code"], "tables": made_of["tables"]},
        "engine": made_of["engine"],
        "jobs": jobs,
        "options": made_of["options"],
        "inputs": [str(given) for given in inputs],
        "counts": {
            "documents": summary.documents,
            "failed": summary.failed,
            "causes": summary.causes,
            "claims": summary.claims,
            "characters": summary.characters,
            "resumed": summary.resumed,
        },
        "began": began.isoformat(timespec="seconds"),
        "seconds": round(summary.seconds, 3),
        # A resumed run is told by what it did itself.
        "documents_per_second": round((summary.documents + summary.failed - summary.resumed) / seconds, 1),
        "python": platform.python_version(),
        "platform": platform.platform(),
    }


def own_files(out: Path) -> tuple[Path, ...]:
    """The files that a run into an output writes, which are never its input."""
    form = output_form(out)
    return (*out.rglob("*.parquet"), out / "run.json") if form == "dataset" else paths(out, form)


def _demand_writable(out: Path, form: OutputForm) -> None:
    if form != "dataset" and out.is_dir():
        raise ZhclaimsError("can't be written: it is a folder; give the name of a file in it", path=out)


def _demand(documents: int) -> None:
    if not documents:
        raise _NothingRead
