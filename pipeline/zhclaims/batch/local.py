"""The engine of one machine: worker processes, or the process of the caller."""

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from itertools import islice
from pathlib import Path

from zhclaims.batch.extractor import Extractor
from zhclaims.batch.options import BatchOptions, OutputForm
from zhclaims.batch.parts import Parts, PartWriter
from zhclaims.batch.pool import Pool
from zhclaims.batch.work import Outcome, Work, failed
from zhclaims.documents.items import Item, find_items
from zhclaims.documents.sources import Selection

_DOCUMENTS = 500  # of a part
_SECONDS = 20.0  # after which a part is closed however few it has
_ZONE = 100


def run_local(
    parts: Parts,
    inputs: Iterable[str | Path],
    selection: Selection,
    options: BatchOptions,
    form: OutputForm,
    *,
    jobs: int,
    extractor: Extractor | None = None,
    progress: Callable[[int], object] | None = None,
) -> None:
    """Do the documents that no part has yet.

    Args:
        parts: The parts of the run.
        inputs: Where the documents are.
        selection: Which files of them are taken.
        options: How they are read.
        form: What claims are encoded as.
        jobs: How many worker processes do it; 0: this process.
        extractor: What reads the claims of a text.
        progress: Called with the number of documents done.

    Raises:
        ZhclaimsError: The workers can't be started.
    """
    done = sum(part.documents for part in parts.done())
    found = find_items(
        inputs, selection=selection, columns=options.columns, max_bytes=options.max_bytes, encoding=options.encoding
    )
    items = islice(found, done, None)
    if progress is not None and done:
        progress(done)
    with ExitStack() as stack:
        if jobs:
            outcomes = stack.enter_context(Pool(jobs, options, form, extractor)).run(items)
        else:
            outcomes = in_process(items, Work(options, form, extractor))
        _write(parts, outcomes, done, progress)


def in_process(items: Iterable[Item], work: Work) -> Iterator[Outcome]:
    """Do the work on items in this process, one after the other."""
    items = iter(items)
    while chunk := list(islice(items, _ZONE)):
        with work.zone():
            for item in chunk:
                try:
                    yield work(item)
                except MemoryError:
                    yield failed(item, "memory", "it takes more memory than there is")


def _write(parts: Parts, outcomes: Iterable[Outcome], done: int, progress: Callable[[int], object] | None) -> None:
    writer: PartWriter | None = None
    opened = 0.0
    try:
        for outcome in outcomes:
            if writer is None:
                writer, opened = parts.write(f"{done:012d}"), time.monotonic()
            writer.add(outcome)
            done += 1
            if progress is not None:
                progress(done)
            if writer.documents >= _DOCUMENTS or time.monotonic() - opened > _SECONDS:
                closing, writer = writer, None
                closing.close()
    finally:
        if writer is not None:
            writer.close()  # what is done is done, whatever ended the run
