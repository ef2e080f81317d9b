"""What reads the claims of one text, and how documents are put through it one by one."""

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path
from typing import Protocol

from zhclaims.documents import Document
from zhclaims.errors import DocumentError
from zhclaims.records import Claim

_WARM = "2020年，蓝天公司营收达到100亿元，同比增长20%。"


class Extractor(Protocol):
    """What reads the claims of one text, as :func:`zhclaims.extract` does."""

    def __call__(self, text: str, *, published: date | None, doc_id: str | None) -> list[Claim]:
        """Read the claims of a text."""


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
        extractor = extractor or Pipeline()
        try:
            result = extractor(document.text, published=document.published, doc_id=document.doc_id)
        except Exception as error:  # noqa: BLE001 # whatever a document brings about, the others are still wanted
            yield failure(document, error)
        else:
            yield result


def failure(document: Document, error: Exception) -> DocumentError:
    """The error of a document that an extractor failed on."""
    cause = f"{type(error).__name__}: {error}"
    raised = DocumentError(
        f"{document.doc_id}: the extraction failed ({cause}); please report it with the text",
        path=document.path,
        line=document.line,
        cause="extraction",
    )
    raised.__cause__ = error
    return raised


class Pipeline:
    """The shipped pipeline, loaded at once: what is wrong with it ends the run, and is not held against a document.

    Args:
        companies: A table with names of the user's own.
        metrics: A table with metrics of the user's own.

    Raises:
        TableError: A table has a bad row.
    """

    def __init__(self, companies: str | Path | None = None, metrics: str | Path | None = None) -> None:
        from zhclaims.language import extract, load  # noqa: PLC0415 # spaCy takes its time; another extractor needs none

        self._nlp = load(companies=companies, metrics=metrics)
        self._extract = extract
        extract(_WARM, nlp=self._nlp)  # what is loaded at first use, such as the dictionary, is no document's fault

    def __call__(self, text: str, *, published: date | None, doc_id: str | None) -> list[Claim]:
        """Read the claims of a text."""
        return self._extract(text, published=published, doc_id=doc_id, nlp=self._nlp)

    def zone(self) -> AbstractContextManager[object]:
        """A zone of memory: what spaCy learns in it, such as new words, is forgotten when it ends."""
        return self._nlp.memory_zone()
