"""Gold, or predictions to correct, to an annotation tool and back."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Literal, get_args

from zhclaims.annotation import brat, doccano, label_studio
from zhclaims.annotation.tasks import Imported, collect
from zhclaims.documents import replacing
from zhclaims.evaluation.gold import GoldDocument, read_rows
from zhclaims.records import json_text

Tool = Literal["label-studio", "doccano", "brat"]
TOOLS: tuple[Tool, ...] = get_args(Tool)


def export_annotations(
    rows: Iterable[Mapping[str, Any]], out: str | Path, tool: Tool, *, predicted: bool = False
) -> int:
    """Write documents and their claims in the format of an annotation tool.

    Args:
        rows: Rows of a gold file, as :func:`read_gold_rows` reads them.
        out: The file to write, for brat the folder.
        tool: The tool. For Label Studio a labelling configuration is written beside the file.
        predicted: Whether the claims are predictions; Label Studio keeps those apart from annotations.

    Returns:
        How many documents were written.

    Raises:
        GoldError: The output can't hold a text, or is in the way.
        ZhclaimsError: The output can't be written.
    """
    match tool:
        case "label-studio":
            return label_studio.write(rows, Path(out), predicted=predicted)
        case "doccano":
            return doccano.write(rows, Path(out))
        case "brat":
            return brat.write(rows, Path(out))


def import_annotations(source: str | Path, tool: Tool) -> Imported:
    """Read what an annotation tool gives back.

    Args:
        source: The file that the tool exported, for brat the folder.
        tool: The tool.

    Returns:
        The gold rows of the documents that are whole, and what is wrong with the others.

    Raises:
        GoldError: The source as a whole can't be read.
    """
    readers = {"label-studio": label_studio.read, "doccano": doccano.read, "brat": brat.read}
    return collect(readers[tool](Path(source)))


def read_gold_rows(path: str | Path) -> list[dict[str, Any]]:
    """Read the rows of a gold file as they stand, checked.

    Args:
        path: The gold file.

    Returns:
        The rows.

    Raises:
        GoldError: The file can't be read or breaks the form of the record.
    """
    rows = []
    for line, row in read_rows(Path(path)):
        GoldDocument.checked(row, path=Path(path), line=line)
        rows.append(row)
    return rows


def write_gold(rows: Iterable[Mapping[str, Any]], out: str | Path) -> None:
    """Write gold rows to a file, a document a line.

    Args:
        rows: The rows.
        out: The file.

    Raises:
        ZhclaimsError: The file can't be written.
    """
    with replacing(Path(out)) as file:
        file.writelines(json_text(row).encode() + b"\n" for row in rows)
