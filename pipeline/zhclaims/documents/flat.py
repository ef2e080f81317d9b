"""A claim as one flat row: the columns that data frames, CSV and Parquet share."""

from collections.abc import Callable, Iterable, Iterator
from operator import attrgetter

from zhclaims.documents import columns as tables
from zhclaims.documents.columns import Cell, Column
from zhclaims.records import Claim


def _at(*path: str) -> Callable[[Claim], Cell]:
    def cell(claim: Claim) -> Cell:
        part: object = claim
        for name in path:
            if part is None:
                return None
            part = getattr(part, name)
        return part  # type: ignore[return-value] # the paths below end at leaves

    return cell


def _span(name: str, of: str) -> tuple[Column, ...]:
    return (
        Column(f"{name}_text", "text", _at(of, "text")),
        Column(f"{name}_start", "integer", _at(of, "start")),
        Column(f"{name}_end", "integer", _at(of, "end")),
    )


def _mention(name: str) -> tuple[Column, ...]:
    mention = attrgetter(name)

    def shown(claim: Claim) -> Cell:
        part = mention(claim)
        return None if part is None else part.id or part.text

    return Column(name, "text", shown), Column(f"{name}_id", "text", _at(name, "id")), *_span(name, name)


COLUMNS: tuple[Column, ...] = (
    Column("doc_id", "text", _at("doc_id")),
    Column("claim_id", "text", _at("id")),
    Column("kind", "text", _at("kind")),
    *_mention("subject"),
    Column("subject_parent", "text", _at("subject", "parent")),
    Column("subject_ticker", "text", _at("subject", "ticker")),
    *_mention("metric"),
    *_mention("item"),
    Column("number", "number", _at("value", "number")),
    Column("low", "number", _at("value", "low")),
    Column("high", "number", _at("value", "high")),
    Column("unit", "text", _at("value", "unit")),
    Column("qualifier", "text", _at("value", "qualifier")),
    *_span("value", "value"),
    Column("direction", "text", _at("change", "direction")),
    Column("basis", "text", _at("change", "basis")),
    Column("form", "text", _at("change", "form")),
    Column("period", "text", _at("period", "value")),
    Column("period_from", "date", _at("period", "from_")),
    Column("period_to", "date", _at("period", "to")),
    Column("period_inferred", "flag", _at("period", "inferred")),
    *_span("period", "period"),
    Column("modality", "text", _at("modality")),
    Column("negated", "flag", _at("negated")),
    *_mention("source"),
    *_span("evidence", "evidence"),
    Column("confidence", "number", _at("confidence")),
)
"""The columns, in order. ``subject``, ``metric``, ``item`` and ``source`` hold the name to group by: the mention's id,
or where it has none its text; ``number``, ``low``, ``high`` and ``unit`` are those of the value, ``direction``,
``basis`` and ``form`` those of the change; spans have ``_text``, ``_start`` and ``_end``."""


def rows(claims: Iterable[Claim]) -> Iterator[tuple[Cell, ...]]:
    """Flatten claims to rows, one cell a column of :data:`COLUMNS`.

    Args:
        claims: The claims.

    Yields:
        A row for each claim; see :func:`zhclaims.documents.columns.rows`.
    """
    return tables.rows(claims, COLUMNS)
