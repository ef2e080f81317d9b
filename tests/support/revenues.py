"""An extractor that worker processes can import by name; it does to its process what a hostile document might."""

import ctypes
import os
import re
import signal
import time
from datetime import date

from zhclaims.records import Claim, Mention, Span, Subject, Value

_REVENUE = re.compile(r"(?P<subject>[^，。\s营]*)营收(?P<value>(?P<number>\d+)亿元)")


def read_revenues(text: str, *, published: date | None = None, doc_id: str | None = None) -> list[Claim]:
    """An extractor that reads 甲营收3亿元 and nothing else, and fails in the way that a text asks for."""
    _misbehave(text)
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


def _misbehave(text: str) -> None:
    if "杀死" in text:
        os.kill(os.getpid(), signal.SIGKILL)
    if "越界" in text:
        ctypes.string_at(0)
    if "很久" in text:
        time.sleep(600)
    if "忙碌" in text:
        while True:
            pass
    if "很大" in text:
        bytearray(10**10)
    if "退出" in text:
        os._exit(3)
