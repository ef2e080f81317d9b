"""Documents with their claims: those of a file where one is given, else extracted."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from zhclaims.batch.local import Extractor, default_extractor, extract_each
from zhclaims.documents import Document, read, read_claims
from zhclaims.errors import DocumentError
from zhclaims.records import Claim


def read_with_claims(
    inputs: str | Path | Iterable[str | Path],
    claims: str | Path | None = None,
    *,
    extractor: Extractor | None = None,
) -> Iterator[tuple[Document, list[Claim]] | DocumentError]:
    """Read documents, each with its claims.

    Args:
        inputs: Files and folders; see :func:`zhclaims.documents.read`.
        claims: A file of claims (``.jsonl`` or ``.parquet``) of these documents; by default they are extracted.
        extractor: What reads the claims of a text; by default :func:`zhclaims.extract`.

    Yields:
        A document and its claims, or the error in its place: it can't be read, the extraction failed, or the claims
        that are given were read from another text.

    Raises:
        GoldError: The file of claims can't be read.
    """
    inputs = [inputs] if isinstance(inputs, str | Path) else inputs
    given: dict[str, list[Claim]] = defaultdict(list)
    if claims is not None:
        for claim in read_claims(claims):
            given[claim.doc_id].append(claim)
    elif extractor is None:
        extractor = default_extractor()
    for document in read(inputs):
        if isinstance(document, DocumentError):
            yield document
        elif claims is not None:
            yield _given(document, given[document.doc_id])
        else:
            for result in extract_each([document], extractor=extractor):
                yield result if isinstance(result, DocumentError) else (document, result)


def _given(document: Document, claims: list[Claim]) -> tuple[Document, list[Claim]] | DocumentError:
    for claim in claims:
        value = claim.value
        if document.text[value.start : value.end] != value.text:
            return DocumentError(
                f"{document.doc_id}: the claims given are of another text: "
                f"text[{value.start}:{value.end}] is not {value.text!r}",
                path=document.path,
                line=document.line,
            )
    return document, claims
