"""What the tests of several rooms need."""

import re
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date

import pytest
from hypothesis import settings

from zhclaims.records import Claim, Mention, Span, Subject, Value

settings.register_profile("zhclaims", deadline=None)  # a busy machine is no finding
settings.load_profile("zhclaims")

_REVENUE = re.compile(r"(?P<subject>[^，。\s营]*)营收(?P<value>(?P<number>\d+)亿元)")


def _read_revenues(text: str, *, published: date | None = None, doc_id: str | None = None) -> list[Claim]:
    """An extractor that reads 甲营收3亿元 and nothing else, and fails on a text that says 崩溃."""
    if "崩溃" in text:
        raise RuntimeError("崩溃")
    return [
        Claim(
            id=f"{doc_id}-{match.start()}",
            doc_id=doc_id or "",
            kind="amount",
            subject=Subject.of(text, *match.span("subject"), id=match["subject"]) if match["subject"] else None,
            metric=Mention.of(text, match.end("subject"), match.start("value"), id="revenue"),
            item=None,
            value=Value.of(
                text,
                *match.span("value"),
                **dict.fromkeys(("number", "low", "high"), int(match["number"]) * 10**8),
                unit="CNY",
            ),
            change=None,
            period=None if published is None else {"value": str(published.year), "inferred": True},
            modality="actual",
            negated=False,
            source=None,
            evidence=Span.of(text, 0, len(text)),
            confidence=0.5,
        )
        for match in _REVENUE.finditer(text)
    ]


@pytest.fixture
def read_revenues() -> Callable[..., list[Claim]]:
    return _read_revenues


@pytest.fixture(scope="session")
def serving() -> Callable[..., object]:
    """Serve an ASGI application on a free port of this machine, as a context that gives the port."""
    uvicorn = pytest.importorskip("uvicorn", reason="needs the extra zhclaims[serve]")

    @contextmanager
    def run(app: object) -> Iterator[int]:
        with socket.socket() as listening:
            listening.bind(("127.0.0.1", 0))
            server = uvicorn.Server(uvicorn.Config(app, log_level="error"))
            thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
            thread.start()
            while not server.started and thread.is_alive():
                time.sleep(0.02)
            yield listening.getsockname()[1]
            server.should_exit = True
            thread.join()

    return run
