"""What the tests of several rooms need."""

import sys
from collections.abc import Callable
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
