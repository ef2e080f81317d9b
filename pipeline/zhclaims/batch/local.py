"""A run over many documents in this process."""

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Protocol

from zhclaims.documents import Document, open_writer, read
from zhclaims.errors import DocumentError
from zhclaims.records import Claim


class Extractor(Protocol):
    """What reads the claims of one text, as :func:`zhclaims.extract` does."""

    def __call__(self, text: str, *, published: date | None, doc_id: str | None) -> list[Claim]:
        """Read the claims of a text."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What came of a run.

    Attributes:
        documents: How many documents were read, and their claims written.
        claims: How many claims they have.
        failures: What could not be read, each with file, line and cause, in the order of the input.
        seconds: How long it took.
    """

    documents: int
    claims: int
    failures: tuple[DocumentError, ...]
    seconds: float

    def __str__(self) -> str:
        """Say it in a line.

        >>> str(Summary(documents=1, claims=42, failures=(), seconds=0.52))
        '1 document, 42 claims, 0 failed, 0.5 s'
        """
        documents = f"{self.documents:,} document{'s' * (self.documents != 1)}"
        claims = f"{self.claims:,} claim{'s' * (self.claims != 1)}"
        return f"{documents}, {claims}, {len(self.failures):,} failed, {self.seconds:.1f} s"


class _NothingRead(Exception):  # noqa: N818 # no error: it leaves the output as it was
    pass


def batch(
    inputs: str | Path | Iterable[str | Path],
    out: str | Path,
    *,
    extractor: Extractor | None = None,
    progress: Callable[[int], object] | None = None,
) -> Summary:
    """Extract the claims of files and folders to one file.

    A document that can't be read, or that the extractor fails on, becomes a failure in the summary; the rest goes on.
    The output appears only when it is whole, in the order of the input; where no document at all could be read, what
    stood there before stays.

    Args:
        inputs: ``.txt`` and ``.jsonl`` files, and folders of them, or one of either; see :func:`zhclaims.documents.read`.
        out: The file to write: ``.jsonl``, ``.csv`` or ``.parquet``.
        extractor: What reads the claims of a text; by default :func:`zhclaims.extract`.
        progress: Called after each document or failure with how many there were so far.

    Returns:
        The counts and the failures.

    Raises:
        ZhclaimsError: The output can't be written.
    """
    started = time.monotonic()
    inputs = [inputs] if isinstance(inputs, str | Path) else inputs  # a string would be read letter by letter, / first
    results = extract_each(read(inputs, exclude=Path(out)), extractor=extractor)
    counts: Counter[str] = Counter()
    failures: list[DocumentError] = []
    with suppress(_NothingRead), open_writer(Path(out)) as writer:
        for result in results:
            if isinstance(result, DocumentError):
                failures.append(result)
            else:
                writer.write(result)
                counts.update(documents=1, claims=len(result))
            if progress is not None:
                progress(counts["documents"] + len(failures))
        _demand(counts["documents"])
    return Summary(counts["documents"], counts["claims"], tuple(failures), time.monotonic() - started)


def _demand(documents: int) -> None:
    if not documents:
        raise _NothingRead


def extract_each(
    documents: Iterable[Document | DocumentError], *, extractor: Extractor | None = None
) -> Iterator[list[Claim] | DocumentError]:
    """Extract the claims of documents one by one; none can end the run.

    Args:
        documents: The documents, and the errors that stand for those that could not be read.
        extractor: What reads the claims of a text; by default :func:`zhclaims.extract`.

    Yields:
        For each document its claims, or the error in its place: the one given, or one that names what the extractor
        raised, with the exception as its ``__cause__``.
    """
    for document in documents:
        if isinstance(document, DocumentError):
            yield document
            continue
        extractor = extractor or default_extractor()
        try:
            result = extractor(document.text, published=document.published, doc_id=document.doc_id)
        except Exception as error:  # noqa: BLE001 # whatever a document brings about, the others are still wanted
            yield _failure(document, error)
        else:
            yield result


def _failure(document: Document, error: Exception) -> DocumentError:
    cause = f"{type(error).__name__}: {error}"
    failure = DocumentError(
        f"{document.doc_id}: the extraction failed ({cause}); please report it with the text",
        path=document.path,
        line=document.line,
    )
    failure.__cause__ = error
    return failure


def default_extractor() -> Extractor:
    """Give :func:`zhclaims.extract`, with the model loaded."""
    from zhclaims.language import extract  # noqa: PLC0415 # spaCy takes its time; another extractor needs none

    extract("")  # loads the model: what is wrong with it ends the run, and is not held against a document
    return extract
