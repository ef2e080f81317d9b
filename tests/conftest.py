"""What the tests of several rooms need."""

import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import settings

from zhclaims.records import Claim

sys.path.insert(0, str(Path(__file__).parent / "support"))  # worker processes get this path too
from revenues import read_revenues as _read_revenues

settings.register_profile("zhclaims", deadline=None)  # a busy machine is no finding
settings.load_profile("zhclaims")


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
