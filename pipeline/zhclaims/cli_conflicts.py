"""The command ``zhclaims conflicts``: what articles disagree about."""

# ruff: noqa: PLC0415 # commands import what they need, so that --help and --version start at once

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from zhclaims.cli_common import counted, errors_told

if TYPE_CHECKING:
    from rich.table import Table

    from zhclaims.contradictions import Conflict, Reading


class Format(StrEnum):
    """How conflicts are shown."""

    TABLE = "table"
    JSONL = "jsonl"


class Modality(StrEnum):
    """As what claims are made."""

    ACTUAL = "actual"
    TARGET = "target"
    FORECAST = "forecast"
    HYPOTHETICAL = "hypothetical"


def conflicts(
    claims: Annotated[
        list[Path],
        typer.Argument(metavar="CLAIMS...", help="Claims as batch writes them: .jsonl, .parquet or a dataset."),
    ],
    modality: Annotated[
        list[Modality] | None,
        typer.Option(help="Which claims to compare; may be repeated. By default what is said to be."),
    ] = None,
    confidence: Annotated[float, typer.Option(min=0, max=1, help="Pass over claims below this confidence.")] = 0.0,
    form: Annotated[
        Format | None,
        typer.Option("--format", help="How to show them; by default a table on a terminal, else JSON Lines."),
    ] = None,
) -> None:
    """List claims of different articles about the same thing whose values can't both be right."""
    from zhclaims.contradictions import conflicts as find
    from zhclaims.documents import read_claims
    from zhclaims.records import json_text

    with errors_told():
        chosen = tuple(each.value for each in modality or [Modality.ACTUAL])
        every = [claim for path in claims for claim in read_claims(path)]
        found = find(every, modalities=chosen, confidence=confidence)
        if (form or (Format.TABLE if sys.stdout.isatty() else Format.JSONL)) is Format.TABLE:
            from rich.console import Console

            Console().print(_table(found))
        else:
            sys.stdout.buffer.writelines(json_text(each.to_dict()).encode() + b"\n" for each in found)
            sys.stdout.buffer.flush()
        typer.echo(f"{counted(len(found), 'conflict')} in {counted(len(every), 'claim')}", err=True)


def _table(found: "list[Conflict]") -> "Table":
    from rich.table import Table
    from rich.text import Text

    from zhclaims.documents.printable import printable

    table = Table(show_lines=True)
    for name, share in (("subject, metric, period", 3), ("one says", 5), ("another says", 5)):
        table.add_column(name, overflow="fold", ratio=share)
    table.add_column("gap", justify="right", width=4)
    for each in found:
        about = each.to_dict()["about"]
        title = " · ".join(str(about[name]) for name in ("subject", "metric", "item", "period") if about[name])
        cells = [title, _side(each.first), _side(each.second), f"{each.gap:.0%}"]
        table.add_row(*(Text(printable(cell)) for cell in cells))
    return table


def _side(reading: "Reading") -> str:
    """Write a figure, its sentence, and the articles that give it."""
    surest, documents = reading.claims[0], sorted(reading.documents)
    more = f" +{len(documents) - 1}" if len(documents) > 1 else ""
    return f"{surest.value.text} [{surest.doc_id}{more}] {surest.evidence.text}"
