"""A worker: a fresh interpreter that does the work on one item after the other, until its pipe closes.

It is started by :mod:`zhclaims.batch.pool`, by command line and not by :mod:`multiprocessing`, so that the main module
of the caller is not run again: a script needs no ``if __name__ == "__main__"``.
"""

import contextlib
import logging
import resource
import signal
import sys
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING

from zhclaims.errors import ZhclaimsError

if TYPE_CHECKING:
    from zhclaims.batch.work import Work

_ZONE = 100  # documents after which the vocabulary forgets their words, so that memory stays flat


def serve(descriptor: int) -> None:
    """Work until the pipe closes.

    Args:
        descriptor: The file descriptor of the pipe. The first message holds the options, the form of output and the
            extractor; each other one a number and an item. What goes back is ``("ready", None)`` or ``("broken",
            message)``, then a number and an outcome for each item, in order; None for an outcome says that the limit
            of memory was met, and that the worker ends.
    """
    logging.disable(logging.CRITICAL)  # parsers tell of each oddity of a page
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who is interrupted is the caller, who ends its workers
    with Connection(descriptor) as connection, contextlib.suppress(EOFError, BrokenPipeError, ConnectionResetError):
        options, form, extractor = connection.recv()
        try:
            from zhclaims.batch.work import Work  # noqa: PLC0415 # what fails to be imported is told

            work = Work(options, form, extractor)
            if options.memory is not None:
                _limit_memory(options.memory * 1_000_000)
        except (ZhclaimsError, ImportError) as error:
            connection.send(("broken", str(error)))
            return
        connection.send(("ready", None))
        while _serve_zone(connection, work, options.seconds):
            pass


def _serve_zone(connection: Connection, work: "Work", seconds: float | None) -> bool:
    """Work on some items, in a zone of memory that is left with them; tell whether to go on."""
    with work.zone():
        for _ in range(_ZONE):
            number, item = connection.recv()
            _set_alarm(None if seconds is None else 10 + 2 * seconds * max(1.0, (item.size or item.weight) / 1e6))
            try:
                outcome = work(item)
            except MemoryError:
                connection.send((number, None))
                return False
            _set_alarm(None)
            connection.send((number, outcome))
    return True


def _set_alarm(seconds: float | None) -> None:
    """Have the kernel end this process should the caller, who else keeps the time, be gone."""
    signal.setitimer(signal.ITIMER_REAL, seconds or 0)


def _limit_memory(limit: int) -> None:
    """Let allocations over a limit fail, so that a document which asks for too much can be told from the others."""
    resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))


if __name__ == "__main__":
    serve(int(sys.argv[1]))
