"""The work of a run on one document: from an item to its claims and its record. Pure: the same item, the same result.

Local processes, the workers of Ray and the process of the caller all do this and nothing else.
"""

import time
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from typing import NamedTuple

from zhclaims.batch.encoding import encoder
from zhclaims.batch.extractor import Extractor, Pipeline, failure
from zhclaims.batch.options import BatchOptions, OutputForm
from zhclaims.batch.record import DocumentRecord, record_of
from zhclaims.documents import Document
from zhclaims.documents.items import Item
from zhclaims.documents.loading import load
from zhclaims.errors import DocumentError
from zhclaims.records import Claim

TITLE = "#title"
"""What is put after the ``doc_id`` of a document for the claims of its title, whose offsets count in the title."""


class Outcome(NamedTuple):
    """What became of an item: the record of the document, and its claims as bytes of the form of output."""

    record: DocumentRecord
    claims: bytes


class Work:
    """The work on items, with the pipeline loaded.

    Args:
        options: How documents are read.
        form: What claims are encoded as.
        extractor: What reads the claims of a text; by default the shipped pipeline.

    Raises:
        ZhclaimsError: The pipeline can't be loaded.
    """

    def __init__(self, options: BatchOptions, form: OutputForm, extractor: Extractor | None = None) -> None:
        self._options = options
        self._extractor = extractor or Pipeline(options.companies, options.metrics)
        self._encode = encoder(form)

    def zone(self) -> AbstractContextManager[object]:
        """A zone of memory to work on some items in; what the pipeline learns from them is forgotten with it."""
        return self._extractor.zone() if isinstance(self._extractor, Pipeline) else nullcontext()

    def __call__(self, item: Item) -> Outcome:
        """Read an item and the claims in its text and title; whatever is wrong with it becomes its record.

        Raises:
            MemoryError: The limit of memory was met; the process is no longer to be trusted.
        """
        started = time.perf_counter()
        outcome = self._outcome(item)
        seconds = round(time.perf_counter() - started, 4)
        return outcome._replace(record=replace(outcome.record, seconds=seconds))

    def _outcome(self, item: Item) -> Outcome:
        options = self._options
        try:
            document = load(item, columns=options.columns, max_bytes=options.max_bytes, encoding=options.encoding)
        except DocumentError as error:
            return Outcome(record_of(error, doc_id=item.doc_id, format=item.form), b"")
        except MemoryError:
            raise
        except Exception as error:  # noqa: BLE001 # a library fails on hostile bytes in ways that it does not tell
            raised = DocumentError(
                f"can't be read: {type(error).__name__}: {error}", path=item.path, line=item.line, cause="malformed"
            )
            return Outcome(record_of(raised, doc_id=item.doc_id, format=item.form), b"")
        record = self._record(document, item)
        if not document.text.strip() and not (document.title or "").strip():
            return Outcome(replace(record, status="error", cause="empty", error="it holds no text"), b"")
        try:
            in_title = self._title_claims(document)
            in_text = self._extractor(document.text, published=document.published, doc_id=document.doc_id)
        except MemoryError:
            raise
        except Exception as error:  # noqa: BLE001 # as above
            raised = failure(document, error)
            return Outcome(replace(record, status="error", cause=raised.cause, error=raised.message), b"")
        record = replace(record, claims=len(in_text), title_claims=len(in_title))
        return Outcome(record, self._encode([*in_title, *in_text]))

    def _title_claims(self, document: Document) -> list[Claim]:
        if not (document.title or "").strip():
            return []
        return self._extractor(document.title or "", published=document.published, doc_id=f"{document.doc_id}{TITLE}")

    def _record(self, document: Document, item: Item) -> DocumentRecord:
        return DocumentRecord(
            doc_id=document.doc_id,
            status="ok",
            path=item.path,
            line=item.line,
            format=item.form,
            encoding=document.encoding,
            bytes=document.size,
            characters=len(document.text),
            title=document.title,
            published=document.published,
            published_from=document.published_from,
            text=document.text if self._options.keep_text else None,
        )


def failed(item: Item, cause: str, message: str, seconds: float = 0.0) -> Outcome:
    """The outcome of an item whose worker could not tell it."""
    error = DocumentError(message, path=item.path, line=item.line, cause=cause)
    return Outcome(record_of(error, doc_id=item.doc_id, format=item.form, seconds=round(seconds, 4)), b"")
