"""What the tests of several rooms need."""

import re
from collections.abc import Callable
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
