"""What a format gives back: the documents that are whole, and what is wrong with the others."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from zhclaims.annotation.claims import to_row
from zhclaims.annotation.regions import Annotated
from zhclaims.errors import GoldError


class Placed(NamedTuple):
    """A document read from a file of a tool.

    Attributes:
        annotated: The document; None where it could not be read.
        path: The file.
        lines: The line of each region, where the file has one a line; of the document under None.
        problems: What was found wrong while it was read: the id of the region, if it is about one, and the cause.
    """

    annotated: Annotated | None
    path: Path
    lines: dict[str | None, int]
    problems: list[tuple[str | None, str]]


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of an import.

    Attributes:
        rows: The gold rows of the documents that are whole.
        problems: What is wrong with the others, each with file and line.
    """

    rows: tuple[dict[str, Any], ...]
    problems: tuple[GoldError, ...]


def collect(documents: Iterable[Placed]) -> Imported:
    """Turn documents to gold rows; one that has a problem gives none.

    Args:
        documents: The documents.

    Returns:
        The rows and the problems, in their order.
    """
    rows: dict[str, dict[str, Any]] = {}
    problems: list[GoldError] = []
    for annotated, path, lines, found in documents:
        row: dict[str, Any] = {}
        wrong = list(found)
        if annotated is not None and not wrong:
            row, wrong = to_row(annotated)
            if not wrong and row["doc_id"] in rows:
                wrong = [(None, f"the doc_id {row['doc_id']!r} was already used")]
        if wrong:
            problems += [_error(region, cause, annotated, path, lines) for region, cause in wrong]
        elif row:
            rows[row["doc_id"]] = row
    return Imported(tuple(rows.values()), tuple(problems))


def _error(
    region: str | None, cause: str, annotated: Annotated | None, path: Path, lines: dict[str | None, int]
) -> GoldError:
    where = "" if annotated is None else f"{annotated.head.get('doc_id')}: "
    if region is not None and annotated is not None:
        where += next((_named(annotated, each.id) for each in annotated.regions if each.id == region), "")
    return GoldError(where + cause, path=path, line=lines.get(region, lines.get(None)))


def _named(annotated: Annotated, region_id: str) -> str:
    region = next(each for each in annotated.regions if each.id == region_id)
    return f"{region.id} {annotated.text[max(0, region.start) : max(0, region.end)]!r}: "
