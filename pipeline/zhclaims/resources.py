"""Where the shipped model and corpus are, and how its tables are read."""

import csv
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path

from zhclaims.errors import TableError

MODEL = "zh_claims_news"


@cache
def _root() -> Path:
    package = Path(str(files("zhclaims")))
    return package if (package / "models").is_dir() else package.parents[1]  # a wheel, or a checkout


def model_path() -> Path:
    """Folder of the shipped spaCy model, for ``spacy.load``.

    >>> (model_path() / "config.cfg").is_file()
    True
    """
    return _root() / "models" / MODEL


def corpus_path() -> Path:
    """Folder of the shipped corpus: articles, gold and guideline.

    >>> (corpus_path() / "GUIDELINE.md").is_file()
    True
    """
    return _root() / "corpus"


def read_table(path: Path, columns: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    """Read a CSV table with a header line, row by row.

    Args:
        path: The file, UTF-8 (a byte order mark is allowed).
        columns: The columns it must have; it may have no other.

    Yields:
        The line number of each row, from 1, and its cells by column, stripped.

    Raises:
        TableError: The file is missing or not UTF-8, or its columns are not the expected ones, or a row has more or
            fewer cells.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, strict=True)
            header = next(reader, [])
            if tuple(header) != columns:
                raise TableError(f"its columns are {','.join(header)}; expected {','.join(columns)}", path=path, line=1)
            for cells in reader:
                if not cells or cells[0].startswith("#"):
                    continue
                if len(cells) != len(columns):
                    raise TableError(f"{len(cells)} cells; expected {len(columns)}", path=path, line=reader.line_num)
                yield reader.line_num, dict(zip(columns, map(str.strip, cells), strict=True))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise TableError(f"can't be read: {error}", path=path) from error
