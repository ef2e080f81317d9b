"""The command ``zhclaims batch``: options, a bar on a terminal, and how it ends."""

# ruff: noqa: PLC0415 # commands import what they need, so that --help and --version start at once

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from zhclaims.cli_common import SOME_FAILED, errors_told, fail, progress_bar, tell

_TOLD = 20  # failures that are named one by one


class Engine(StrEnum):
    """What does the work."""

    LOCAL = "local"
    RAY = "ray"


class Partition(StrEnum):
    """What the claims of a dataset are parted by."""

    YEAR = "year"
    MONTH = "month"


def batch(
    inputs: Annotated[list[str], typer.Argument(metavar="INPUT...", help="Files, folders, patterns or URLs.")],
    out: Annotated[
        Path,
        typer.Option(
            "--out", "-o", metavar="PATH", help="What to write: .jsonl, .csv, .parquet; no suffix: a Parquet dataset."
        ),
    ],
    *,
    jobs: Annotated[
        int | None,
        typer.Option(
            "--jobs", "-j", min=0, help="Worker processes. 0: work in this one, with no limits.  [default: 1]"
        ),
    ] = None,
    resume: Annotated[bool, typer.Option("--resume", help="Go on with a run that was ended, if there is one.")] = False,
    include: Annotated[list[str] | None, typer.Option(metavar="PATTERN", help="Take only such files.")] = None,
    exclude: Annotated[list[str] | None, typer.Option(metavar="PATTERN", help="Leave such files out.")] = None,
    text_column: Annotated[str, typer.Option(metavar="NAME", help="Column of the articles.")] = "text",
    id_column: Annotated[str, typer.Option(metavar="NAME", help="Column of their names.")] = "doc_id",
    date_column: Annotated[str, typer.Option(metavar="NAME", help="Column of their dates.")] = "published",
    title_column: Annotated[str, typer.Option(metavar="NAME", help="Column of their titles.")] = "title",
    encoding: Annotated[str | None, typer.Option(metavar="NAME", help="What files are said to be in.")] = None,
    companies: Annotated[Path | None, typer.Option(metavar="CSV", help="Names of your own.")] = None,
    metrics: Annotated[Path | None, typer.Option(metavar="CSV", help="Metrics of your own.")] = None,
    max_bytes: Annotated[int, typer.Option(min=1, metavar="BYTES", help="The largest document.")] = 20_000_000,
    time_limit: Annotated[
        float, typer.Option(min=0.1, metavar="SECONDS", help="The longest for a document (of a million bytes).")
    ] = 60.0,
    memory_limit: Annotated[int, typer.Option(min=300, metavar="MB", help="The most for a worker.")] = 2_000,
    keep_text: Annotated[bool, typer.Option("--keep-text", help="Put the texts in the table of documents.")] = False,
    partition: Annotated[
        Partition | None, typer.Option(help="Part the claims of a dataset by when their articles were published.")
    ] = None,
    bom: Annotated[bool, typer.Option("--bom", help="Begin CSV with a byte order mark, for spreadsheets.")] = False,
    engine: Annotated[Engine, typer.Option(help="What does the work.")] = Engine.LOCAL,
    address: Annotated[str | None, typer.Option(metavar="ADDRESS", help="Of the Ray cluster; none: one here.")] = None,
) -> None:
    """Extract the claims of many articles to a table.

    Reads .txt, .md, .html, .docx, .pdf, .jsonl, .csv, .tsv, .parquet, .zip and .tar, also as .gz, .zst, .bz2 or .xz,
    in UTF-8, GB18030, Big5 and others; folders, patterns ('news/**/*.html') and URLs of such files.

    Beside PATH come a table of documents (PATH.documents.*: status, cause, sizes, counts) and a record of the run
    (PATH.run.json). What can't be read is an error there, and the rest goes on. PATH appears only when it is whole; a
    run that was ended goes on with --resume.

    Exit codes: 0 all right; 1 some documents failed, the rest is written; 2 wrong use, nothing could be read, or the
    run could not go on, and nothing is written.
    """
    from zhclaims.batch import BatchOptions
    from zhclaims.batch import batch as run
    from zhclaims.batch.run import own_files
    from zhclaims.documents.rows import Columns

    options = BatchOptions(
        columns=Columns(text_column, id_column, date_column, title_column),
        include=tuple(include or ()),
        exclude=tuple(exclude or ()),
        encoding=encoding,
        max_bytes=max_bytes,
        seconds=time_limit,
        memory=memory_limit,
        companies=None if companies is None else str(companies),
        metrics=None if metrics is None else str(metrics),
        keep_text=keep_text,
        bom=bom,
        partition=None if partition is None else partition.value,
    )
    with errors_told():
        with progress_bar(inputs, options.selection(own_files(out))) as progress:
            task = progress.task_ids[0]
            summary = run(
                inputs,
                out,
                jobs=jobs,
                resume=resume,
                options=options,
                engine=engine.value,
                address=address,
                progress=lambda done: progress.update(task, completed=done),
            )
        tell(summary.failures[:_TOLD])
        if summary.failed > _TOLD:
            typer.echo(f"… and {summary.failed - _TOLD:,} more; see the table of documents", err=True)
        if not summary.documents:
            fail(f"nothing to do: no document could be read, and {out} was not written")
        typer.echo(f"{summary} → {out}", err=True)
        if summary.failed:
            raise typer.Exit(SOME_FAILED)
