"""Claims to the bytes they have in a part, made where they are found so that the main process only passes them on."""

import csv
import io
from collections.abc import Sequence
from typing import Any, Protocol

from zhclaims.batch.options import OutputForm
from zhclaims.documents.columns import arrow_schema, csv_cell, record_batch
from zhclaims.documents.flat import COLUMNS, rows
from zhclaims.documents.writers import json_line
from zhclaims.records import Claim


class Encoder(Protocol):
    """Writes the claims of a document to bytes."""

    def __call__(self, claims: Sequence[Claim]) -> bytes:
        """Encode claims; none give no bytes."""


def encoder(form: OutputForm) -> Encoder:
    """The encoder for a form of output: lines of JSON or CSV, or a packed Arrow record batch."""
    return {"jsonl": _json, "csv": _csv}.get(form) or _Arrow()


def _json(claims: Sequence[Claim]) -> bytes:
    return b"".join(map(json_line, claims))


def _csv(claims: Sequence[Claim]) -> bytes:
    buffer = io.StringIO(newline="")
    csv.writer(buffer).writerows(map(csv_cell, row) for row in rows(claims))
    return buffer.getvalue().encode()


class _Arrow:
    def __init__(self) -> None:
        self._schema = arrow_schema(COLUMNS)

    def __call__(self, claims: Sequence[Claim]) -> bytes:
        return pack(record_batch(list(rows(claims)), self._schema)) if claims else b""


def pack(batch: Any) -> bytes:
    """Write an Arrow record batch without its schema, packed: its length first, then the bytes."""
    import pyarrow as pa  # noqa: PLC0415 # 0.1 s that other forms need not wait for

    data = batch.serialize()
    return len(data).to_bytes(8, "little") + bytes(pa.compress(data, codec="zstd", asbytes=True))


def unpack(data: bytes, schema: Any) -> Any:
    """Read what :func:`pack` wrote."""
    import pyarrow as pa  # noqa: PLC0415 # as above

    whole = pa.decompress(data[8:], int.from_bytes(data[:8], "little"), codec="zstd")
    return pa.ipc.read_record_batch(whole, schema)
