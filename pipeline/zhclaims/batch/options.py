"""What a run is told: all that changes its result, so that two runs can be told apart."""

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

from zhclaims.documents.items import MAX_BYTES
from zhclaims.documents.rows import NAMES, Columns
from zhclaims.documents.sources import Selection
from zhclaims.errors import ZhclaimsError

OutputForm = Literal["jsonl", "csv", "parquet", "dataset"]
Partition = Literal["year", "month"]
_FORMS: dict[str, OutputForm] = {".jsonl": "jsonl", ".csv": "csv", ".parquet": "parquet", "": "dataset"}
SECONDS = 60.0
"""How long a document may take unless another limit is given."""
MEMORY = 2_000
"""How much memory a worker may take unless another limit is given, in MB."""


@dataclass(frozen=True, slots=True)
class BatchOptions:
    """How documents are found, read and written.

    Attributes:
        columns: The columns of tables, or fields of JSON rows, that documents are made of.
        include: Patterns of the files to take from folders and archives; none: all that can be read.
        exclude: Patterns of the files to leave out.
        encoding: What the files are said to be in; tried first, after a byte order mark.
        max_bytes: The largest document that is read.
        seconds: The longest time a document may take, and as much again for each million bytes above the first; None: no limit. Needs worker
            processes.
        memory: The most memory a worker may take, in MB; None: no limit. Needs worker processes.
        companies: A table with names of your own, as :func:`zhclaims.load` takes it.
        metrics: A table with metrics of your own.
        keep_text: Whether the texts are kept in the table of documents: for HTML, Word and PDF the only place where the
            text is that the offsets of claims count in.
        partition: Whether the claims of a dataset are parted into folders by the year or month in which their articles were
            published (``month=2024-10``, ``month=none``), so that queries read only those they need.
        bom: Whether CSV begins with a byte order mark, which some spreadsheets need to see UTF-8.
    """

    columns: Columns = NAMES
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    encoding: str | None = None
    max_bytes: int = MAX_BYTES
    seconds: float | None = SECONDS
    memory: int | None = MEMORY
    companies: str | None = None
    metrics: str | None = None
    keep_text: bool = False
    bom: bool = False
    partition: Partition | None = None

    def selection(self, leave_out: tuple[Path, ...]) -> Selection:
        """Which files are taken."""
        return Selection(self.include, self.exclude, leave_out)

    def to_dict(self) -> dict[str, Any]:
        """As JSON has it."""
        return asdict(self)


DEFAULT = BatchOptions()
"""The options where none are given."""


def output_form(out: Path) -> OutputForm:
    """The form of an output, by its name: a file with a suffix, or the folder of a Parquet dataset without one.

    Raises:
        ZhclaimsError: The suffix is none that can be written.
    """
    suffix = out.suffix.lower()
    if suffix not in _FORMS:
        known = ", ".join(filter(None, _FORMS))
        raise ZhclaimsError(f"can't write {suffix}; name it {known}, or without suffix for a Parquet dataset", path=out)
    return _FORMS[suffix]
