"""The pipeline as a spaCy ``Language``: ``load()``, and the calls that run it."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from zhclaims.components import Tokenizer, company_lexicon
from zhclaims.entities import default_lexicon
from zhclaims.errors import DocumentError
from zhclaims.metrics import MetricLexicon
from zhclaims.pieces import LONG, extract_in_pieces
from zhclaims.records import Claim
from zhclaims.resources import model_path
from zhclaims.stage import digest


@cache
def _shipped() -> Language:
    return spacy.load(model_path())


def load(*, companies: str | Path | None = None, metrics: str | Path | None = None) -> Language:
    """Load the shipped pipeline.

    Args:
        companies: A CSV file with names of your own, in the form of the shipped ``companies/*.csv``.
        metrics: A CSV file with metrics of your own, in the form of the shipped ``metrics/metrics.csv``.

    Returns:
        A spaCy pipeline, the same as ``spacy.load(zhclaims.model_path())`` gives.

    Raises:
        TableError: A table has a bad row; the message names file and line.
    """
    nlp = spacy.load(model_path())
    if companies is not None:
        default_lexicon().add(companies)  # an error names the user's file
        table = Path(companies).read_text(encoding="utf-8-sig")
        nlp.get_pipe("companies").rebuild(table)  # type: ignore[attr-defined]
        nlp.tokenizer = Tokenizer(nlp.vocab, company_lexicon(table), table)
    if metrics is not None:
        MetricLexicon.default(additions=Path(metrics))
        nlp.get_pipe("metrics").rebuild(Path(metrics).read_text(encoding="utf-8-sig"))  # type: ignore[attr-defined]
    return nlp


def _day(published: date | str | None) -> date | None:
    if isinstance(published, datetime):
        return published.date()
    if published is None or isinstance(published, date):
        return published
    try:
        return date.fromisoformat(published)
    except (TypeError, ValueError):
        raise DocumentError(f"published is {published!r}; expected a date such as 2020-11-30") from None


def read(
    text: str, *, published: date | str | None = None, doc_id: str | None = None, nlp: Language | None = None
) -> Doc:
    """Run the pipeline over a text.

    Args:
        text: Any string; may be empty.
        published: Date of publication, a date or an ISO string; relative periods need it.
        doc_id: The document's id in the claims; by default a digest of the text.
        nlp: A pipeline from :func:`load`; by default the shipped one, loaded once.

    Returns:
        The ``Doc`` with all layers.

    Raises:
        DocumentError: ``text`` is no string, or ``published`` no date.
    """
    if not isinstance(text, str):
        raise DocumentError(f"the text is of type {type(text).__name__}; expected str")
    nlp = nlp or _shipped()
    doc = nlp.tokenizer(text)
    doc._.published, doc._.doc_id = _day(published), doc_id
    for _, stage in nlp.pipeline:
        doc = stage(doc)
    return doc


def extract(
    text: str, *, published: date | str | None = None, doc_id: str | None = None, nlp: Language | None = None
) -> list[Claim]:
    """Read the numeric claims of a text.

    A text of more than 100,000 characters is read in pieces, cut at paragraphs, so that memory stays flat.

    Args:
        text: A Chinese text; any string will do.
        published: Date of publication, a date or an ISO string; relative periods (今年, 上个月) need it.
        doc_id: The document's id in the claims; by default a digest of the text.
        nlp: A pipeline from :func:`load`; by default the shipped one, loaded once.

    Returns:
        The claims, in order of their values. Offsets are offsets into ``text``.

    Raises:
        DocumentError: ``text`` is no string, or ``published`` no date.

    >>> [claim] = extract("2023年，美团营收达到2767亿元。")
    >>> claim.subject.id, claim.metric.id, claim.value.number, claim.period.value
    ('美团', 'revenue', Decimal('276700000000'), '2023')
    """
    if isinstance(text, str) and len(text) > LONG:
        named = doc_id or digest(text)
        return extract_in_pieces(text, published=_day(published), doc_id=named, nlp=nlp or _shipped())
    return list(read(text, published=published, doc_id=doc_id, nlp=nlp)._.claims or ())


def extract_many(documents: Iterable[str | Mapping[str, Any]], *, nlp: Language | None = None) -> Iterator[list[Claim]]:
    """Read the claims of many texts, one after the other.

    Args:
        documents: Texts, or mappings with ``text`` and optional ``published`` and ``doc_id``.
        nlp: A pipeline from :func:`load`; by default the shipped one.

    Yields:
        The claims of each document, in the order given.

    Raises:
        DocumentError: A document has no text, or its date is none.
    """
    for document in documents:
        if isinstance(document, str):
            yield extract(document, nlp=nlp)
        elif not isinstance(document, Mapping):
            raise DocumentError(f"a document of type {type(document).__name__}; expected str or a mapping with text")
        elif "text" not in document:
            raise DocumentError(f"a document without text; its fields are {', '.join(document) or 'none'}")
        else:
            yield extract(document["text"], published=document.get("published"), doc_id=document.get("doc_id"), nlp=nlp)
