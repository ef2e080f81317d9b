"""Documents with their claims: those of a file where one is given, else extracted."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from zhclaims.batch.extractor import Extractor, Pipeline, extract_each
from zhclaims.documents import Document, read, read_claims
from zhclaims.documents.sources import ALL, Selection
from zhclaims.errors import DocumentError
from zhclaims.records import Claim


def read_with_claims(
    inputs: str | Path | Iterable[str | Path],
    claims: str | Path | None = None,
    *,
    selection: Selection = ALL,
    extractor: Extractor | None = None,
) -> Iterator[tuple[Document, list[Claim]] | DocumentError]:
    """Read documents, each with its claims.

    Args:
        inputs: Files, folders, patterns and URLs, or one of them; see :func:`zhclaims.documents.read`.
        claims: Claims of these documents, ``.jsonl``, ``.parquet`` or a dataset; by default they are extracted.
        selection: Which files are read, such as all but an earlier output.
        extractor: What reads the claims of a text; by default the shipped pipeline.

    Yields:
        A document and its claims, or the error in its place: it can't be read, the extraction failed, or the claims
        that are given were read from another text.

    Raises:
        GoldError: The claims given can't be read.
    """
    inputs = [inputs] if isinstance(inputs, str | Path) else inputs
    given: dict[str, list[Claim]] = defaultdict(list)
    if claims is not None:
        for claim in read_claims(claims):
            given[claim.doc_id].append(claim)
    elif extractor is None:
        extractor = Pipeline()
    for document in read(inputs, selection=selection):
        if isinstance(document, DocumentError):
            yield document
        elif claims is not None:
            yield _given(document, given[document.doc_id])
        else:
            for result in extract_each([document], extractor=extractor):
                yield result if isinstance(result, DocumentError) else (document, result)


def all_but(*files: str | Path | None) -> Selection:
    """Select all files but the output of the run itself and what else is no article, such as the claims given."""
    paths = [Path(file) for file in files if file is not None]
    return Selection(leave_out=(*paths, *(part for path in paths for part in path.glob("*/*.parquet"))))


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
