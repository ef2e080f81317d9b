"""From articles, and perhaps gold, to the file of the review page."""

import time
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

from zhclaims.batch import Extractor, Summary, all_but, read_with_claims
from zhclaims.documents import Document, replacing
from zhclaims.errors import DocumentError
from zhclaims.evaluation import GoldDocument, read_gold
from zhclaims.records import Claim
from zhclaims.review.page import page
from zhclaims.review.payload import payload


def report(
    inputs: str | Path | Iterable[str | Path],
    out: str | Path,
    *,
    predicted: str | Path | None = None,
    gold: str | Path | None = None,
    extractor: Extractor | None = None,
    progress: Callable[[int], object] | None = None,
) -> Summary:
    """Write the review page of articles: one HTML file that needs no network.

    Args:
        inputs: Files, folders, patterns and URLs, as for :func:`zhclaims.batch`; a gold file is one too.
        out: The HTML file to write. It is never read, and neither is ``predicted``, where a folder given holds them.
        predicted: Claims, ``.jsonl``, ``.parquet`` or a dataset; by default they are extracted.
        gold: A gold file, to judge the claims by, field by field.
        extractor: What reads the claims of a text; by default the shipped pipeline.
        progress: Called after each document or failure with how many there were so far.

    Returns:
        The counts, and what could not be read; where that is everything, no file is written.

    Raises:
        GoldError: The gold or the file of claims breaks the form of the record.
        ZhclaimsError: The output can't be written.
    """
    started = time.monotonic()
    by_id = None if gold is None else {document.doc_id: document for document in read_gold(Path(gold))}
    documents: list[tuple[Document, list[Claim]]] = []
    failures: list[DocumentError] = []
    selection = all_but(out, predicted)  # the page, as an earlier run left it, is HTML and could be read
    results = read_with_claims(inputs, predicted, selection=selection, extractor=extractor)
    for number, result in enumerate(results, start=1):
        if isinstance(result, DocumentError):
            failures.append(result)
        elif wrong := _other_text(result[0], by_id or {}):
            failures.append(wrong)
        else:
            documents.append(result)
        if progress is not None:
            progress(number)
    shown = {document.doc_id for document, _ in documents}
    failures += [
        DocumentError(f"{doc_id}: has gold, but is not among the inputs that were read", path=gold)
        for doc_id in by_id or ()
        if doc_id not in shown
    ]
    if documents:
        with replacing(Path(out)) as file:
            file.write(page(payload(documents, by_id)).encode())
    return Summary(
        len(documents),
        sum(len(claims) for _, claims in documents),
        tuple(failures),
        time.monotonic() - started,
        failed=len(failures),
        characters=sum(len(document.text) for document, _ in documents),
        causes=dict(Counter(failure.cause for failure in failures)),
    )


def _other_text(document: Document, gold: dict[str, GoldDocument]) -> DocumentError | None:
    known = gold.get(document.doc_id)
    if known is None or known.text == document.text:
        return None
    return DocumentError(f"{document.doc_id}: its gold is of another text", path=document.path, line=document.line)
