"""What the commands share: exit codes, and how errors are told."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import NoReturn

import typer

from zhclaims.errors import ZhclaimsError

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
