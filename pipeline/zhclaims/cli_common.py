"""What the commands share: exit codes, how errors are told, and the progress bar."""

# ruff: noqa: PLC0415 # rich is imported where a bar is wanted, so that --help and --version start at once

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import typer

from zhclaims.errors import ZhclaimsError

if TYPE_CHECKING:
    from rich.progress import Progress

    from zhclaims.documents.sources import Selection

SOME_FAILED = 1
NOTHING_DONE = 2


@contextmanager
def errors_told() -> Iterator[None]:
    """Tell an error that the user can mend in one line, and end with exit code 2."""
    try:
        yield
    except ZhclaimsError as error:
        fail(str(error))
    except BrokenPipeError:
        raise  # the reader has enough; click ends quietly
    except OSError as error:
        fail(f"{error.filename or 'input or output'}: {error.strerror or error}")


def fail(message: str) -> NoReturn:
    """Say why nothing is done, and end with exit code 2."""
    typer.echo(f"zhclaims: {message}", err=True)
    raise typer.Exit(NOTHING_DONE)


def tell(failures: Iterable[ZhclaimsError]) -> None:
    """Name what failed on standard error, a line each."""
    for failure in failures:
        typer.echo(f"failed: {failure}", err=True)


def counted(number: int, what: str) -> str:
    """Write a number of things: ``1 document``, ``1,200 documents``."""
    return f"{number:,} {what}{'s' * (number != 1)}"


@contextmanager
def progress_bar(inputs: Sequence[str | Path], selection: "Selection") -> "Iterator[Progress]":
    """Show a bar on a terminal; a log gets none.

    Args:
        inputs: What the command reads.
        selection: Which files of it.

    Yields:
        The bar, with one task.
    """
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        Task,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )
    from rich.text import Text

    from zhclaims.documents import count

    class Rate(TextColumn):
        def render(self, task: Task) -> Text:
            return Text("" if task.speed is None else f"{task.speed:,.1f}/s")

    console = Console(stderr=True)
    columns = (
        TextColumn("documents"),
        BarColumn(),
        MofNCompleteColumn(),
        Rate(""),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console, disable=not console.is_terminal, transient=True) as progress:
        progress.add_task("documents", total=count(inputs, selection=selection) if console.is_terminal else None)
        yield progress
