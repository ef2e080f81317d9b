"""A pool of workers that none of their documents can bring down.

Each worker is a process of its own with a pipe. It is given a few items ahead, so that it never waits, and works on
them in order; when it dies or is over time, the first item that it has not answered is the one at fault, and the others
are given out again. The standard library's executors lose every item that is under way when one process dies.
"""

import json
import os
import signal
import subprocess
import sys
import time
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import suppress
from multiprocessing import Pipe
from multiprocessing.connection import wait
from pickle import PicklingError
from types import TracebackType
from typing import Any, Self

from zhclaims.batch.extractor import Extractor
from zhclaims.batch.options import BatchOptions, OutputForm
from zhclaims.batch.work import Outcome, failed
from zhclaims.documents.items import Item
from zhclaims.errors import ZhclaimsError

_AHEAD = 4  # items given to a worker before it asks
_AHEAD_BYTES = 32_768  # of which no more than the pipe's buffer may be unread, or both ends could wait for each other
_WINDOW = 512  # items between the first that is awaited and the last that is given out
_WINDOW_BYTES = 64_000_000  # of outcomes that wait for an earlier one
_TRIES = 2  # a worker that dies may have been killed by someone else
_STARTS = 3  # workers in a row that may be killed before they are ready
_START = 120.0  # seconds until a worker must be ready
_BOOT = "import sys, json; sys.path[:] = json.loads(sys.argv[2]); from zhclaims.batch.worker import serve; serve(int(sys.argv[1]))"
# One thread a worker: the pool is what runs in parallel, and each thread of these libraries costs memory.
_THREADS = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "ARROW_NUM_THREADS"), "1")


class _Task:
    """An item under way: its number, and how often a worker died with it."""

    __slots__ = ("item", "millions", "number", "tries", "weight")

    def __init__(self, number: int, item: Item) -> None:
        self.number = number
        self.item = item
        self.tries = 0
        self.weight = item.weight
        self.millions = max(1.0, (item.size or item.weight) / 1e6)


class _Worker:
    """A process and what it has been given."""

    def __init__(self, greeting: tuple[BatchOptions, OutputForm, Extractor | None]) -> None:
        self.connection, child = Pipe()
        with child:
            self.process = subprocess.Popen(  # noqa: S603 # this interpreter
                [sys.executable, "-c", _BOOT, str(child.fileno()), json.dumps(sys.path)],
                pass_fds=[child.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                env=os.environ | _THREADS,
            )
        self.tasks: deque[_Task] = deque()
        self.ready = False
        self.since = time.monotonic()  # when it began with its first task, or was started
        try:
            with suppress(BrokenPipeError):
                self.connection.send(greeting)
        except (PicklingError, AttributeError, TypeError) as error:
            self.end()
            message = f"the extractor can't be sent to workers ({error}); define it in a module, or use jobs=0"
            raise ZhclaimsError(message) from error

    def takes(self, task: _Task) -> bool:
        """Whether it can be given a task without a chance that both wait for each other."""
        if not self.ready or not self.tasks:
            return self.ready
        ahead = sum(given.weight for given in self.tasks) + task.weight
        return len(self.tasks) < _AHEAD and ahead <= _AHEAD_BYTES

    def give(self, task: _Task) -> None:
        """Give it a task; one that died takes it too, and gives it back when its end is seen."""
        if not self.tasks:
            self.since = time.monotonic()
        self.tasks.append(task)
        with suppress(BrokenPipeError, ConnectionResetError):
            self.connection.send((task.number, task.item))

    def end(self) -> int:
        """Kill it, if it is alive; tell how it ended, as :attr:`subprocess.Popen.returncode` does."""
        with suppress(OSError):
            self.connection.close()
        self.process.kill()
        return self.process.wait()


class Pool:
    """Workers, started when it is entered and ended when it is left.

    Args:
        jobs: How many.
        options: How documents are read.
        form: What claims are encoded as.
        extractor: What reads the claims of a text, importable by name; by default the shipped pipeline.
    """

    def __init__(self, jobs: int, options: BatchOptions, form: OutputForm, extractor: Extractor | None = None) -> None:
        if os.name != "posix":
            raise ZhclaimsError("worker processes need a POSIX system; use jobs=0, which works in this process")
        if extractor is not None and "__main__" in (type(extractor).__module__, getattr(extractor, "__module__", "")):
            raise ZhclaimsError("workers can't import an extractor from a script; define it in a module, or use jobs=0")
        self._seconds = options.seconds
        self._memory = options.memory
        self._greeting = (options, form, extractor)
        self._jobs = jobs
        self._workers: list[_Worker] = []
        self._again: deque[_Task] = deque()
        self._done: dict[int, Outcome] = {}
        self._held = 0
        self._unready = 0  # workers in a row that died before they were ready

    def __enter__(self) -> Self:
        self._workers = [_Worker(self._greeting) for _ in range(self._jobs)]
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for worker in self._workers:
            worker.end()
        self._workers.clear()

    @property
    def processes(self) -> list[int]:
        """The ids of the processes that are at work now."""
        return [worker.process.pid for worker in self._workers]

    def run(self, items: Iterable[Item]) -> Iterator[Outcome]:
        """Do the work on items.

        Args:
            items: The items; no more are taken than are soon given out.

        Yields:
            The outcome of each, in the order of the items.

        Raises:
            ZhclaimsError: The workers can't be started.
        """
        coming = enumerate(items)
        waiting: _Task | None = None
        given = emitted = 0
        exhausted = False
        while True:
            while not exhausted and given - emitted < _WINDOW and self._held < _WINDOW_BYTES:
                if waiting is None:
                    number, item = next(coming, (-1, None))
                    if item is None:
                        exhausted = True
                        break
                    waiting = _Task(number, item)
                if not self._give(waiting):
                    break
                waiting, given = None, given + 1
            while (outcome := self._done.pop(emitted, None)) is not None:
                self._held -= len(outcome.claims)
                emitted += 1
                yield outcome
            if exhausted and emitted == given:
                return
            self._attend()

    def _give(self, task: _Task) -> bool:
        """Give tasks out: first those that come back from a worker that died, then this one; tell whether it was."""
        while self._again:
            if (worker := self._free(self._again[0])) is None:
                return False
            worker.give(self._again.popleft())
        worker = self._free(task)
        if worker is not None:
            worker.give(task)
        return worker is not None

    def _free(self, task: _Task) -> _Worker | None:
        """The worker with the least to do of those that can take a task; one at fault before is taken alone."""
        able = [worker for worker in self._workers if worker.takes(task) and not (task.tries and worker.tasks)]
        return min(able, key=lambda worker: len(worker.tasks), default=None)

    def _attend(self) -> None:
        """Wait for word from the workers, and see to those that died or are over time."""
        while self._again and (worker := self._free(self._again[0])) is not None:
            worker.give(self._again.popleft())
        heard = wait([worker.connection for worker in self._workers], timeout=self._patience())
        for worker in list(self._workers):
            if worker.connection in heard:
                self._hear(worker)
            elif self._left(worker) <= 0:
                self._out_of_time(worker)

    def _hear(self, worker: _Worker) -> None:
        try:
            word, content = worker.connection.recv()
        except (EOFError, OSError):
            self._died(worker)
            return
        if word == "ready":
            worker.ready, self._unready = True, 0
        elif word == "broken":
            raise ZhclaimsError(content)
        elif content is None:
            task = worker.tasks.popleft()
            message = f"it takes more than the {self._memory:,} MB of memory that a worker may have"
            self._settle(task, failed(task.item, "memory", message, time.monotonic() - worker.since))
            self._replace(worker)
        else:
            self._settle(worker.tasks.popleft(), content)
            worker.since = time.monotonic()

    def _settle(self, task: _Task, outcome: Outcome) -> None:
        self._done[task.number] = outcome
        self._held += len(outcome.claims)

    def _left(self, worker: _Worker) -> float:
        """Seconds that a worker has left for what it does."""
        if not worker.ready:
            return worker.since + _START - time.monotonic()
        if self._seconds is None or not worker.tasks:
            return 3600.0
        return worker.since + self._seconds * worker.tasks[0].millions - time.monotonic()

    def _patience(self) -> float:
        return max(0.0, min(map(self._left, self._workers)))

    def _out_of_time(self, worker: _Worker) -> None:
        if not worker.ready:
            raise ZhclaimsError(f"a worker was not ready after {_START:.0f} s; is the machine out of memory?")
        task = worker.tasks.popleft()
        message = f"it takes longer than the limit of {(self._seconds or 0) * task.millions:g} s"
        self._settle(task, failed(task.item, "time", message, time.monotonic() - worker.since))
        self._replace(worker)

    def _died(self, worker: _Worker) -> None:
        code = worker.process.wait() if _ended(worker.process) else worker.end()
        if not worker.ready:
            self._unready += 1
            if code >= 0 or self._unready > _STARTS:  # else someone killed it
                raise ZhclaimsError(f"a worker could not be started ({_told(code)}); jobs=0 works in this process")
        if worker.tasks:
            task = worker.tasks.popleft()
            task.tries += 1
            if task.tries < _TRIES:
                self._again.appendleft(task)
            else:
                message = f"the worker that read it died ({_told(code)}), and so did another; please report it"
                self._settle(task, failed(task.item, "crash", message, time.monotonic() - worker.since))
        self._replace(worker)

    def _replace(self, worker: _Worker) -> None:
        """Put a new worker in the place of one; what that had not begun is given out again."""
        worker.end()
        self._again.extend(worker.tasks)
        self._workers[self._workers.index(worker)] = _Worker(self._greeting)


def _ended(process: "subprocess.Popen[Any]") -> bool:
    """Whether a process whose pipe is closed ends by itself, as it should in a moment."""
    try:
        process.wait(5)
    except subprocess.TimeoutExpired:
        return False
    return True


def _told(code: int) -> str:
    if code >= 0:
        return f"exit code {code}"
    try:
        return signal.Signals(-code).name
    except ValueError:
        return f"signal {-code}"
