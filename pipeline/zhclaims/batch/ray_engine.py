"""The engine of a cluster: the same work and the same parts, done by actors of Ray Data.

Files are told to reading tasks, which find their documents and hand them on some hundred at a time; each actor has a worker
process of its own, as on one machine, so that limits and crashes cost one document and no more, and writes a part for
each handful. A task that Ray does again writes the same part again.
"""

import logging
import math
import pickle
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

from zhclaims.batch.extractor import Extractor
from zhclaims.batch.options import BatchOptions, OutputForm
from zhclaims.batch.parts import Parts, PartWriter
from zhclaims.batch.pool import Pool
from zhclaims.documents.forms import CONTAINERS
from zhclaims.documents.items import Item, failed, items_of
from zhclaims.documents.sources import Selection, Source, sources
from zhclaims.errors import DocumentError, ZhclaimsError

_DOCUMENTS = 200  # of a part
_BLOCK = 1_000_000  # bytes that Ray hands on at once: a part or two, so that no actor has many while others wait

Unit = list[Source | Item]
"""Files that one task reads: many of one document each, or one of many documents."""


def run_ray(
    parts: Parts,
    inputs: Iterable[str | Path],
    selection: Selection,
    options: BatchOptions,
    form: OutputForm,
    *,
    jobs: int | None = None,
    address: str | None = None,
    extractor: Extractor | None = None,
    progress: Callable[[int], object] | None = None,
) -> None:
    """Do the documents that no part has yet, on a cluster.

    Args:
        parts: The parts of the run, in a folder that all machines of the cluster see.
        inputs: Where the documents are.
        selection: Which files of them are taken.
        options: How they are read.
        form: What claims are encoded as.
        jobs: How many actors do it; by default one for each core of the cluster.
        address: Address of the cluster; by default one is started on this machine.
        extractor: What reads the claims of a text.
        progress: Called with the number of documents done.

    Raises:
        ZhclaimsError: Ray is not installed, the cluster can't be reached, or a worker can't be started.
    """
    there = parts.done()
    done = sum(part.documents for part in there)
    reader = _Reader(selection, options, frozenset(part.key for part in there))
    with _cluster(address, jobs) as ray:
        actors = jobs or max(1, math.floor(ray.cluster_resources().get("CPU", 1)))
        found = ray.data.from_items([{"unit": pickle.dumps(unit)} for unit in units(inputs, selection)])
        written = found.map_batches(reader, batch_size=1, num_cpus=0).map_batches(
            _Actor,
            fn_constructor_args=(parts.folder, options, form, extractor),
            batch_size=1,
            num_cpus=1,
            compute=ray.data.ActorPoolStrategy(size=actors),
        )
        try:
            for row in written.iter_rows():
                done += int(row["documents"])
                if progress is not None:
                    progress(done)
        except ray.exceptions.RayError as error:
            raise ZhclaimsError(f"the run on the cluster broke off, --resume goes on: {error}") from error


def units(inputs: Iterable[str | Path], selection: Selection) -> Iterator[tuple[int, Unit]]:
    """Part inputs into what one task reads, numbered in their order.

    Args:
        inputs: Where the documents are.
        selection: Which files of them are taken.

    Yields:
        The number of each unit and its files.
    """
    number, singles = 0, Unit()
    for source in sources(inputs, selection):
        whole = isinstance(source, Source) and source.kind.form in CONTAINERS
        if singles and (whole or len(singles) >= _DOCUMENTS):
            yield number, singles
            number, singles = number + 1, Unit()
        if isinstance(source, DocumentError):
            singles.append(failed(source, ""))
        elif whole:
            yield number, [source]
            number += 1
        else:
            singles.append(source)
    if singles:
        yield number, singles


class _Reader:
    """Finds the documents of units, some hundred at a time; those of parts that are done apart."""

    def __init__(self, selection: Selection, options: BatchOptions, done: frozenset[str]) -> None:
        self._selection, self._options, self._done = selection, options, done

    def __call__(self, rows: Mapping[str, Any]) -> Iterator[dict[str, list[Any]]]:
        for written in rows["unit"]:
            number, unit = pickle.loads(written)  # noqa: S301 # written by run_ray
            items = self._items(unit)
            block = 0
            while chunk := list(islice(items, _DOCUMENTS)):
                key = f"{number:08d}-{block:08d}"
                block += 1
                if key not in self._done:
                    yield {"key": [key], "items": [pickle.dumps(chunk)]}

    def _items(self, unit: Unit) -> Iterator[Item]:
        options = self._options
        for source in unit:
            if isinstance(source, Item):
                yield source
            else:
                yield from items_of(
                    source,
                    selection=self._selection,
                    columns=options.columns,
                    max_bytes=options.max_bytes,
                    encoding=options.encoding,
                )


class _Actor:
    """Writes parts, with a worker process that does the work."""

    def __init__(self, folder: Path, options: BatchOptions, form: OutputForm, extractor: Extractor | None) -> None:
        self._folder = folder
        self._pool = Pool(1, options, form, extractor)
        self._pool.__enter__()  # its end closes the pipe, which ends the worker

    def __call__(self, rows: Mapping[str, Any]) -> dict[str, list[Any]]:
        written: dict[str, list[Any]] = {"key": [], "documents": []}
        for key, items in zip(rows["key"], rows["items"], strict=True):
            part = PartWriter(self._folder, str(key))
            for outcome in self._pool.run(pickle.loads(items)):  # noqa: S301 # written by _Reader
                part.add(outcome)
            part.close()
            written["key"].append(str(key))
            written["documents"].append(part.documents)
        return written


@contextmanager
def _cluster(address: str | None, jobs: int | None) -> Iterator[Any]:
    """Ray, connected to a cluster, and told to be quiet; what was connected before stays so."""
    try:
        import ray  # noqa: PLC0415 # an extra
        import ray.data  # noqa: PLC0415
    except ImportError as error:
        raise ZhclaimsError("the engine ray needs Ray: pip install 'zhclaims[ray]'") from error
    begun = not ray.is_initialized()
    if begun:
        asked = {"address": address} if address else {"num_cpus": jobs, "include_dashboard": False}
        try:
            ray.init(**asked, log_to_driver=False, logging_level=logging.ERROR)
        except (ConnectionError, ValueError) as error:
            raise ZhclaimsError(f"no Ray cluster at {address}: {error}") from error
    context = ray.data.DataContext.get_current()
    logger = logging.getLogger("ray.data")  # which tells each step of its plan
    before, level = (context.enable_progress_bars, context.target_max_block_size), logger.level
    logger.setLevel(logging.ERROR)
    context.enable_progress_bars, context.target_max_block_size = False, _BLOCK
    try:
        yield ray
    finally:
        context.enable_progress_bars, context.target_max_block_size = before
        logger.setLevel(level)
        if begun:
            ray.shutdown()
