"""Standoff annotation: offsets into texts that are not ours to publish, joined with the texts where a user has them.

A row of a standoff file names a file of JSON rows with ``text``, the row, and where in its text the annotated stretch
begins; a digest tells whether it is the same text. It holds names as ``[start, end, type]`` and claims as lists: kind,
start and end of the value, subject, metric, period, modality, negated, source, optional. A mention is ``[start, end]`` and
its id where that is not its text; a period is its first and last day. Numbers and units are not held: they are read anew.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from zhclaims.errors import GoldError


class Standoff(NamedTuple):
    """An annotated text.

    Attributes:
        doc_id: Its id.
        split: ``train``, ``dev`` or ``test``.
        text: The text.
        published: Its date, if known.
        names: ``(start, end, type)`` of every name.
        claims: The claims, in the fields of a gold file, without numbers and units.
    """

    doc_id: str
    split: str
    text: str
    published: date | None
    names: Sequence[tuple[int, int, str]]
    claims: Sequence[Mapping[str, Any]]


def is_standoff(path: Path) -> bool:
    """Whether a file holds standoff annotation, by its first row."""
    try:
        with path.open(encoding="utf-8") as file:
            return "sha256" in json.loads(file.readline() or "{}")
    except (OSError, ValueError):
        return False


def read_standoff(path: Path, texts: Path | None) -> Iterator[Standoff]:
    """Read a standoff file and join it with its texts.

    Args:
        path: The file.
        texts: The folder of the files that it names.

    Yields:
        The annotated texts, in order.

    Raises:
        GoldError: There is no folder, a file or row is missing, or a text is not the one that was annotated.
    """
    if texts is None:
        raise GoldError("holds offsets only; name the folder of its texts with --texts", path=path)
    with path.open(encoding="utf-8") as file:
        for line, content in enumerate(file, 1):
            try:
                row = json.loads(content)
                text = _rows(texts / row["file"])[row["row"] - 1][row["start"] : row["start"] + row["length"]]
                if sha256(text.encode()).hexdigest()[:16] != row["sha256"]:
                    raise GoldError(
                        f"{row['file']}:{row['row']} is not the text that was annotated", path=path, line=line
                    )
                yield Standoff(
                    row["doc_id"],
                    row["split"],
                    text,
                    date.fromisoformat(row["published"]) if row["published"] else None,
                    [(start, end, kind) for start, end, kind in row["names"]],
                    [_claim(text, *claim) for claim in row["claims"]],
                )
            except (OSError, ValueError, KeyError, IndexError, TypeError) as error:
                raise GoldError(f"can't be joined with its text: {error!r}", path=path, line=line) from error


@lru_cache(maxsize=4)
def _rows(path: Path) -> Sequence[str]:
    with path.open(encoding="utf-8") as file:
        return [json.loads(line)["text"] for line in file]


def _claim(  # noqa: PLR0917 # the order of the columns
    text: str,
    kind: str,
    start: int,
    end: int,
    subject: Sequence[Any] | None,
    metric: Sequence[Any] | None,
    period: Sequence[str | None] | None,
    modality: str,
    negated: bool,  # noqa: FBT001
    source: Sequence[Any] | None,
    optional: bool,  # noqa: FBT001
) -> dict[str, Any]:
    def mention(span: Sequence[Any] | None, default: str | None = None) -> dict[str, Any] | None:
        if span is None:
            return None
        words = text[span[0] : span[1]]
        name = span[2] if len(span) > 2 else (default and words)
        return {"start": span[0], "end": span[1], "text": words, "id": name}

    return {
        "kind": kind,
        "value": {"start": start, "end": end, "text": text[start:end]},
        "subject": mention(subject, "text"),
        "metric": mention(metric),
        "period": period and {"from": period[0], "to": period[1]},
        "modality": modality,
        "negated": negated,
        "source": mention(source),
        "optional": optional,
    }
