"""The commands ``zhclaims annotate export`` and ``import``: gold to and from annotation tools."""

# ruff: noqa: PLC0415 # commands import what they need, so that --help and --version start at once

import json
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from zhclaims.cli_common import SOME_FAILED, counted, errors_told, fail, tell
from zhclaims.errors import DocumentError

app = typer.Typer(help="Take gold, or predictions to correct, to an annotation tool and back.", no_args_is_help=True)


class Tool(StrEnum):
    """The annotation tools that gold can be exchanged with."""

    LABEL_STUDIO = "label-studio"
    DOCCANO = "doccano"
    BRAT = "brat"


@app.command("export")
def export_(
    inputs: Annotated[
        list[str],
        typer.Argument(
            metavar="GOLD.jsonl|INPUT...", help="A gold file; or files, folders, patterns or URLs of texts."
        ),
    ],
    tool: Annotated[Tool, typer.Option("--to", help="The annotation tool.")],
    out: Annotated[
        Path, typer.Option("--out", "-o", metavar="PATH", help="The file to write; for brat, a new folder.")
    ],
    predicted: Annotated[
        Path | None,
        typer.Option(metavar="CLAIMS.jsonl", help="Claims of the inputs, to be corrected; by default extracted."),
    ] = None,
) -> None:
    """Write gold, or texts with their predicted claims, in the format of an annotation tool."""
    from zhclaims.annotation import export_annotations, read_gold_rows

    with errors_told():
        failures: list[DocumentError] = []
        gold = predicted is None and len(inputs) == 1 and _is_gold(Path(inputs[0]))
        rows = read_gold_rows(inputs[0]) if gold else list(_predicted(inputs, out, predicted, failures))
        tell(failures)
        if not rows:
            fail(f"nothing to do: there is no document, and {out} was not written")
        count = export_annotations(rows, out, tool.value, predicted=not gold)
        config = f", and its labelling configuration to {out.with_suffix('.xml')}" if tool is Tool.LABEL_STUDIO else ""
        typer.echo(f"{counted(count, 'document')} → {out}{config}", err=True)
        if failures:
            raise typer.Exit(SOME_FAILED)


def _is_gold(path: Path) -> bool:
    """Tell a gold file from one of documents: its rows have claims."""
    if path.suffix.lower() != ".jsonl" or not path.is_file():
        return False
    with path.open("rb") as file:
        try:
            row = json.loads(next((line for line in file if line.strip()), b""))
        except ValueError:
            return False
    return isinstance(row, dict) and "claims" in row


def _predicted(
    inputs: list[str], out: Path, claims: Path | None, failures: list[DocumentError]
) -> Iterable[dict[str, Any]]:
    from zhclaims.batch import all_but, read_with_claims
    from zhclaims.evaluation import gold_row

    for result in read_with_claims(inputs, claims, selection=all_but(out, claims)):
        if isinstance(result, DocumentError):
            failures.append(result)
        else:
            document, found = result
            yield gold_row(document.doc_id, document.text, document.published, found)


@app.command("import")
def import_(
    source: Annotated[Path, typer.Argument(metavar="PATH", help="What the tool exported: a file; for brat, a folder.")],
    tool: Annotated[Tool, typer.Option("--from", help="The annotation tool.")],
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", metavar="GOLD.jsonl", help="The gold file to write; without it, only check."),
    ] = None,
) -> None:
    """Check what an annotation tool gave back, name each bad line, and write the rest as gold."""
    from zhclaims.annotation import import_annotations, write_gold

    with errors_told():
        imported = import_annotations(source, tool.value)
        tell(imported.problems)
        if not imported.rows:
            fail(f"nothing to do: {source} has no document that is whole")
        if out is not None:
            write_gold(imported.rows, out)
        claims = sum(len(row["claims"]) for row in imported.rows)
        written = "" if out is None else f" → {out}"
        parts = ((len(imported.rows), "document"), (claims, "claim"), (len(imported.problems), "problem"))
        typer.echo(", ".join(counted(*part) for part in parts) + written, err=True)
        if imported.problems:
            raise typer.Exit(SOME_FAILED)
