"""What the commands share: exit codes, how errors are told, and the progress bar."""

# ruff: noqa: PLC0415 # rich is imported where a bar is wanted, so that --help and --version start at once

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import typer

from zhclaims.errors import ZhclaimsError

if TYPE_CHECKING:
    from rich.progress import Progress

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
def progress_bar(inputs: list[Path], out: Path) -> "Iterator[Progress]":
    """Show a bar on a terminal; a log gets none."""
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    from zhclaims.documents import count

    console = Console(stderr=True)
    columns = (TextColumn("documents"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal, transient=True) as progress:
        progress.add_task("documents", total=count(inputs, exclude=out) if console.is_terminal else None)
        yield progress
