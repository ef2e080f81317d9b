"""The command ``zhclaims report``: the review page of articles and their claims."""

# ruff: noqa: PLC0415 # commands import what they need, so that --help and --version start at once

from pathlib import Path
from typing import Annotated

import typer

from zhclaims.cli_common import SOME_FAILED, errors_told, fail, progress_bar, tell


def report(
    inputs: Annotated[
        list[str], typer.Argument(metavar="INPUT...", help="Files, folders, patterns or URLs, as for batch.")
    ],
    out: Annotated[Path, typer.Option("--out", "-o", metavar="REPORT.html", help="The page to write.")],
    predicted: Annotated[
        Path | None,
        typer.Option(metavar="CLAIMS", help="Claims of the inputs, as batch writes them; by default extracted."),
    ] = None,
    gold: Annotated[
        Path | None, typer.Option(metavar="GOLD.jsonl", help="Gold, to show what is right, wrong, missed and spurious.")
    ] = None,
) -> None:
    """Write one HTML file to review claims in: articles with their claims marked, a table, charts."""
    from zhclaims.batch import all_but
    from zhclaims.review import report as run

    with errors_told():
        with progress_bar(inputs, all_but(out, predicted)) as progress:
            task = progress.task_ids[0]
            summary = run(
                inputs,
                out,
                predicted=predicted,
                gold=gold,
                progress=lambda done: progress.update(task, completed=done),
            )
        tell(summary.failures)
        if not summary.documents:
            fail(f"nothing to do: no document could be read, and {out} was not written")
        typer.echo(f"{summary} → {out}", err=True)
        if summary.failures:
            raise typer.Exit(SOME_FAILED)


def serve(
    host: Annotated[str, typer.Option(help="The address to listen on; by default this machine only.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="The port.")] = 8765,
    seconds: Annotated[float, typer.Option(min=0.1, help="How long a text may take.")] = 30.0,
    characters: Annotated[int, typer.Option(min=1, help="How long a text may be.")] = 100_000,
    *,
    browser: Annotated[bool, typer.Option("--open", help="Open the page in a browser.")] = False,
) -> None:
    """Open the review page for pasted texts on this machine, with a JSON API (POST /extract)."""
    with errors_told():
        try:
            from zhclaims.serving import serve as run
        except ModuleNotFoundError as error:
            if (error.name or "").partition(".")[0] not in {"fastapi", "uvicorn", "starlette"}:
                raise
            fail(f"serve needs {error.name}; install the extra: pip install 'zhclaims[serve]'")
        address = f"http://{host}:{port}/"
        typer.echo(f"{address} (API: POST {address}extract, schema: {address}openapi.json); Ctrl+C ends it", err=True)
        if browser:
            typer.launch(address)
        run(host=host, port=port, seconds=seconds, characters=characters)
