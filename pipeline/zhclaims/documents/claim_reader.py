"""Claims read back from what a run wrote: JSON Lines, Parquet, or a dataset."""

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from zhclaims.errors import GoldError
from zhclaims.records import Claim

_SPAN = ("text", "start", "end")
_MENTIONS = {
    "subject": ("id", "parent", "ticker"),
    "metric": ("id",),
    "item": ("id",),
    "source": ("id",),
    "evidence": (),
}


def read_claims(path: str | Path) -> Iterator[Claim]:
    """Read the claims that ``zhclaims batch`` or :func:`zhclaims.batch` wrote.

    Args:
        path: The file, ``.jsonl`` or ``.parquet``, or the folder of a dataset.

    Yields:
        The claims, in the order they were written.

    Raises:
        GoldError: The file can't be read, or a row is no claim; the message names its line (of Parquet, its row).
    """
    path = Path(path)
    if path.is_dir():
        for file in _files(path):
            yield from read_claims(file)
        return
    suffix = path.suffix.lower()
    if suffix not in _READERS:
        known = " or ".join(_READERS)
        raise GoldError(f"can't read claims from {suffix or 'a file without suffix'}; give {known}", path=path)
    try:
        for line, row in _READERS[suffix](path):
            yield _claim(row, path, line)
    except OSError as error:
        raise GoldError(f"can't be read: {error.strerror or error}", path=path) from error


def _files(folder: Path) -> list[Path]:
    files = sorted(folder.glob("claims/*.parquet"))
    if not files:
        raise GoldError("no dataset of claims; such a folder has claims/*.parquet in it", path=folder)
    return files


def _claim(row: object, path: Path, line: int) -> Claim:
    try:
        return Claim.model_validate(row)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(map(str, first["loc"]))
        raise GoldError(f"no claim: {where}: {first['msg']}", path=path, line=line) from error


def _json_lines(path: Path) -> Iterator[tuple[int, object]]:
    with path.open("rb") as file:
        for line, data in enumerate(file, start=1):
            if data.strip():
                try:
                    yield line, json.loads(data)
                except (ValueError, RecursionError) as error:
                    raise GoldError(f"no JSON: {error}", path=path, line=line) from error


def _parquet(path: Path) -> Iterator[tuple[int, object]]:
    import pyarrow as pa  # noqa: PLC0415 # 0.1 s that other formats need not wait for
    import pyarrow.parquet as pq  # noqa: PLC0415

    try:
        with pq.ParquetFile(path) as file:
            number = 0
            for batch in file.iter_batches():
                for row in batch.to_pylist():
                    number += 1
                    yield number, _nested(row)
    except (pa.ArrowInvalid, KeyError) as error:
        raise GoldError(f"no Parquet file of claims: {error}", path=path) from error


def _nested(row: Mapping[str, Any]) -> dict[str, Any]:
    """Put the flat columns back together; the way of :mod:`zhclaims.documents.flat`, backwards."""
    claim = {name: row[name] for name in ("doc_id", "kind", "modality", "negated", "confidence")}
    claim["id"] = row["claim_id"]
    for name, more in _MENTIONS.items():
        span = {part: row[f"{name}_{part}"] for part in (*_SPAN, *more)}
        claim[name] = None if span["text"] is None else span
    value = {part: row[f"value_{part}"] for part in _SPAN}
    claim["value"] = value | {part: row[part] for part in ("number", "low", "high", "unit", "qualifier")}
    change = {part: row[part] for part in ("direction", "basis", "form")}
    claim["change"] = None if change["direction"] is None else change
    period = {part: row[f"period_{part}"] for part in (*_SPAN, "from", "to", "inferred")}
    claim["period"] = None if period["inferred"] is None else {**period, "value": row["period"]}
    return claim


_READERS: dict[str, Callable[[Path], Iterator[tuple[int, object]]]] = {".jsonl": _json_lines, ".parquet": _parquet}
