"""The command line: a thin layer over the functions of the package.

Exit codes: 0 all right; 1 some documents could not be read, the rest is written; 2 wrong use, or nothing to do, and
nothing is written. Results go to standard output, all else to standard error.
"""

# ruff: noqa: PLC0415 # commands import what they need, so that --help and --version start at once

import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from zhclaims import cli_annotate, cli_batch, cli_conflicts, cli_evaluate, cli_review
from zhclaims.cli_common import NOTHING_DONE, SOME_FAILED, errors_told, tell
from zhclaims.errors import DocumentError
from zhclaims.version import __version__

if TYPE_CHECKING:
    from zhclaims.documents import Document
    from zhclaims.records import Claim

app = typer.Typer(
    name="zhclaims",
    help="Turn Chinese business articles into numeric claims: who says what metric is how much, for which period.",
    epilog="Exit codes: 0 all right; 1 some documents failed, the rest is written; 2 wrong use or nothing to do.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


class Format(StrEnum):
    """How ``extract`` shows claims."""

    TABLE = "table"
    JSONL = "jsonl"


app.command("batch")(cli_batch.batch)
app.command("evaluate")(cli_evaluate.evaluate)
app.command("report")(cli_review.report)
app.command("serve")(cli_review.serve)
app.command("conflicts")(cli_conflicts.conflicts)
app.add_typer(cli_annotate.app, name="annotate")


def main() -> None:
    """Run the command line."""
    app()


def _print_version(wanted: bool) -> None:  # noqa: FBT001 # typer calls it so
    if wanted:
        typer.echo(f"zhclaims {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    *,
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    pass


def _iso_date(value: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise typer.BadParameter(f"{value!r} is no ISO date; write it like 2021-03-01") from None


@app.command()
def extract(
    file: Annotated[str, typer.Argument(metavar="FILE|-", help="A text file, a .jsonl file, or - for standard input.")],
    published: Annotated[
        date | None,
        typer.Option(parser=_iso_date, metavar="DATE", help="Date of publication, which 今年, 上个月 need."),
    ] = None,
    form: Annotated[
        Format | None,
        typer.Option("--format", help="How to show the claims; by default a table on a terminal, else JSON Lines."),
    ] = None,
    companies: Annotated[Path | None, typer.Option(metavar="CSV", help="Names of your own.")] = None,
    metrics: Annotated[Path | None, typer.Option(metavar="CSV", help="Metrics of your own.")] = None,
) -> None:
    """Print the claims of one file: a table on a terminal, JSON Lines in a pipe."""
    from zhclaims.batch import Pipeline, extract_each
    from zhclaims.documents import json_line

    with errors_told():
        own = Pipeline(companies, metrics) if companies or metrics else None
        results = list(extract_each(_documents(file, published), extractor=own))
        failures = [result for result in results if isinstance(result, DocumentError)]
        claims = [claim for result in results if not isinstance(result, DocumentError) for claim in result]
        if (form or (Format.TABLE if sys.stdout.isatty() else Format.JSONL)) is Format.TABLE:
            _print_table(claims)
        else:
            sys.stdout.buffer.writelines(map(json_line, claims))
            sys.stdout.buffer.flush()
        tell(failures)
        if failures:
            raise typer.Exit(SOME_FAILED if len(failures) < len(results) else NOTHING_DONE)


training = typer.Typer(help="Train the parts that learn from annotated text.", no_args_is_help=True)
app.add_typer(training, name="train")
_Texts = Annotated[
    Path | None,
    typer.Option(
        "--texts", metavar="FOLDER", help="The texts that standoff annotation belongs to, in the files it names."
    ),
]
_Seed = Annotated[int, typer.Option(help="Of the order, the first weights and the dropout.")]


@training.command()
def names(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE", help="Annotated names: .iob2, or rows of JSON (FewFC, FinRE, our own)."),
    ],
    out: Annotated[Path, typer.Option("--out", "-o", metavar="FOLDER", help="The folder companies/ of a model.")],
    texts: _Texts = None,
    epochs: Annotated[int, typer.Option(min=2, help="How often each text is seen.")] = 6,
    seed: _Seed = 0,
) -> None:
    """Train what finds names: the tagger, and the selection among what it and the rules propose."""
    from zhclaims.training.tagger import train_names

    with errors_told():
        learned = train_names(files, out, texts=texts, epochs=epochs, seed=seed, progress=_tell_loss)
        typer.echo(f"learned from {learned:,} texts → {out}", err=True)


@training.command()
def linker(
    gold: Annotated[
        list[Path], typer.Argument(metavar="GOLD.jsonl", help="Documents with the claims that they make, or standoff.")
    ],
    out: Annotated[Path, typer.Option("--out", "-o", metavar="FOLDER", help="The folder claims/ of a model.")],
    *,
    texts: _Texts = None,
    plain: Annotated[
        list[Path] | None,
        typer.Option(
            metavar="FILE", help="Articles that nobody has annotated, to learn the language from; repeatable."
        ),
    ] = None,
    penalty: Annotated[float, typer.Option(min=0.01, help="Strength of the L2 penalty on the weights.")] = 4.0,
    seed: _Seed = 0,
) -> None:
    """Train the linker, the part that ties numbers to subjects, metrics and periods, on gold files."""
    from zhclaims.training.linker import train_linker

    with errors_told():
        learned = train_linker(
            gold, out, texts=texts, plain=plain or (), penalty=penalty, seed=seed, progress=_tell_loss
        )
        typer.echo(f"learned from {learned:,} documents → {out}", err=True)


def _tell_loss(epoch: int, loss: float) -> None:
    typer.echo(f"epoch {epoch}: loss {loss:.4f}", err=True)


def _documents(file: str, published: date | None) -> "Iterator[Document | DocumentError]":
    from zhclaims.documents import Document, read_file, read_text

    if file == "-":
        yield Document("stdin", read_text(sys.stdin.buffer.read(), path=Path("standard input")), published=published)
        return
    if Path(file).is_dir():
        raise DocumentError("is a folder; use zhclaims batch for folders", path=file)
    for document in read_file(Path(file)):
        if isinstance(document, DocumentError) or document.published is not None:
            yield document
        else:
            yield replace(document, published=published)


def _print_table(claims: "Iterable[Claim]") -> None:
    from rich.console import Console

    from zhclaims.documents.table import table

    Console().print(table(claims))
