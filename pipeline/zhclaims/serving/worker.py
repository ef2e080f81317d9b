"""A process that reads claims, so that a reading which takes too long can be ended."""

import threading
from datetime import date
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any

from zhclaims.errors import ZhclaimsError

_STARTS = get_context("spawn")  # threads of a server must not be copied
_STARTING = 120.0  # seconds that loading the model may take on a slow machine


class TimeLimitError(ZhclaimsError):
    """A text took longer than it may."""


class BusyError(ZhclaimsError):
    """Other texts were before this one for as long as it may wait."""


class Worker:
    """Reads texts one after the other in a process of its own.

    Args:
        seconds: How long a text may take, and how long one may wait for those before it.
    """

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._turn = threading.Lock()
        self._process: BaseProcess | None = None
        self._line: Connection | None = None

    def start(self) -> None:
        """Start the process and wait until it is ready; does nothing where it is.

        Raises:
            ZhclaimsError: It ended before it was ready.
        """
        if self._process is not None and self._process.is_alive():
            return
        self.close()
        self._line, other = _STARTS.Pipe()
        self._process = _STARTS.Process(target=_work, args=(other,), daemon=True)
        self._process.start()
        other.close()
        try:
            ready = self._line.poll(_STARTING) and self._line.recv() == "ready"
        except EOFError:
            ready = False
        if not ready:
            self.close()
            raise ZhclaimsError("the process that reads texts did not start; does zhclaims extract work?")

    def extract(self, text: str, published: date | None, doc_id: str | None) -> list[dict[str, Any]]:
        """Read the claims of a text.

        Args:
            text: The text.
            published: Date of publication.
            doc_id: Its name in the claims.

        Returns:
            The claims, as JSON has them.

        Raises:
            BusyError: Other texts were before it for too long.
            TimeLimitError: It took too long; the process was ended, and the next text gets a new one.
            ZhclaimsError: It can't be read.
        """
        if not self._turn.acquire(timeout=self.seconds):
            raise BusyError(f"other texts are being read; try again in {self.seconds:g} s")
        try:
            self.start()
            return self._ask((text, published, doc_id))
        finally:
            self._turn.release()

    def _ask(self, question: tuple[str, date | None, str | None]) -> list[dict[str, Any]]:
        line = self._line
        if line is None:
            raise ZhclaimsError("the process that reads texts was closed")
        try:
            line.send(question)
            if not line.poll(self.seconds):
                self.close()
                raise TimeLimitError(f"the text took longer than {self.seconds:g} s; give it in parts")
            claims, wrong = line.recv()
        except (EOFError, OSError):  # it ran out of memory, or was ended from outside
            self.close()
            raise ZhclaimsError("the process that reads texts ended; give the text in parts") from None
        if wrong is not None:
            raise ZhclaimsError(wrong)
        read: list[dict[str, Any]] = claims
        return read

    def close(self) -> None:
        """End the process."""
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._process.close()
        if self._line is not None:
            self._line.close()
        self._process = self._line = None


def _work(line: Connection) -> None:
    from zhclaims.language import extract  # noqa: PLC0415 # only this process needs the model

    extract("")
    line.send("ready")
    while True:
        try:
            text, published, doc_id = line.recv()
        except (EOFError, KeyboardInterrupt):
            return
        try:
            claims = extract(text, published=published, doc_id=doc_id)
            line.send(([claim.model_dump(mode="json") for claim in claims], None))
        except Exception as error:  # noqa: BLE001 # whatever a text brings about, the next is still wanted
            line.send((None, f"the extraction failed ({type(error).__name__}: {error})"))
