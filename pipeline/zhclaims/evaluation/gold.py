"""Gold and prediction files: their form, checked field by field and offset by offset."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, Self

from pydantic import ConfigDict, Field, ValidationError, model_validator

from zhclaims.documents import read_text
from zhclaims.errors import DocumentError, GoldError
from zhclaims.records import Change, Claim, Kind, Mention, Modality, Number, Period, Qualifier, Record, Span, Subject

_SPANS = ("subject", "metric", "item", "value", "period", "source")


class GoldValue(Span):
    """How much, where whatever is left out counts as null; see :class:`zhclaims.records.Value`."""

    number: Number | None = None
    low: Number | None = None
    high: Number | None = None
    unit: str | None = None
    qualifier: Qualifier | None = None


class GoldClaim(Record):
    """A claim as the scores see it: in a gold file, or as it was predicted.

    The fields are those of :class:`zhclaims.records.Claim` that are scored; id, evidence and what
    others may add are passed over.

    Attributes:
        optional: In gold: it counts neither for nor against.
        confidence: Of a predicted claim: how likely it is right, from 0 to 1.
    """

    model_config = ConfigDict(extra="ignore")

    kind: Kind
    subject: Subject | None = None
    metric: Mention | None = None
    item: Mention | None = None
    value: GoldValue
    change: Change | None = None
    period: Period | None = None
    modality: Modality = "actual"
    negated: bool = False
    source: Mention | None = None
    optional: bool = False
    confidence: Annotated[float, Field(ge=0, le=1)] | None = None

    @model_validator(mode="before")
    @classmethod
    def _spelled(cls, data: Any) -> Any:
        """Find the misspelt field, which would else be passed over while the right one counts as null."""
        if isinstance(data, dict):
            missing = [name for name in cls.model_fields if name not in data]
            for name in data.keys() - cls.model_fields.keys():
                if meant := get_close_matches(name, missing, n=1, cutoff=0.75):
                    raise ValueError(f"the field {name!r} is not known; is {meant[0]!r} meant?")
        return data


class GoldDocument(Record):
    """A text and the claims that it makes, as people read it.

    Attributes:
        doc_id: Its name.
        published: Date of publication, where it is known.
        text: The text that the offsets count.
        claims: Its claims.
    """

    model_config = ConfigDict(extra="ignore")

    doc_id: str
    published: date | None = None
    text: str
    claims: tuple[GoldClaim, ...]

    @model_validator(mode="after")
    def _offsets_hold(self) -> Self:
        for number, claim in enumerate(self.claims):
            for name in _SPANS:
                span = getattr(claim, name)
                if span is not None and (wrong := misplaced(span, self.text)):
                    raise ValueError(f"claims[{number}].{name}: {wrong}")
        return self

    @classmethod
    def checked(cls, row: Mapping[str, Any], *, path: Path, line: int) -> Self:
        """Check a row of a file.

        Args:
            row: The row.
            path: The file, for the error.
            line: Its line, for the error.

        Returns:
            The document.

        Raises:
            GoldError: The row has not the form, or an offset does not hold.
        """
        try:
            return cls.model_validate(row)
        except ValidationError as error:
            raise GoldError(cause(error), path=path, line=line) from error


def gold_row(doc_id: str, text: str, published: date | None, claims: Iterable[Claim]) -> dict[str, Any]:
    """Write a document with predicted claims as a row of a gold file, to be corrected.

    Args:
        doc_id: Its name.
        text: Its text.
        published: Date of publication, where it is known.
        claims: Its claims.

    Returns:
        The row, without what only predictions have: id, evidence, confidence.
    """
    rows = [claim.model_dump(mode="json", exclude={"id", "doc_id", "evidence", "confidence"}) for claim in claims]
    return {
        "doc_id": doc_id,
        "published": None if published is None else published.isoformat(),
        "text": text,
        "claims": rows,
    }


def misplaced(span: Span | Period, text: str) -> str | None:
    """Say what is wrong with the offsets of a span.

    Args:
        span: The span, or a period, which may have none.
        text: The text it should be cut from.

    Returns:
        What the offsets cover instead; None where they hold.

    >>> misplaced(Span(start=0, end=2, text="营收"), "年营收")
    "text[0:2] is '年营', not '营收'"
    """
    if span.start is None or text[span.start : span.end] == span.text:
        return None
    return f"text[{span.start}:{span.end}] is {text[span.start : span.end]!r}, not {span.text!r}"


def read_gold(path: Path) -> list[GoldDocument]:
    """Read a gold file: JSON Lines, one document a line with its claims (guideline, section Gold files).

    Args:
        path: The file.

    Returns:
        The documents, in its order.

    Raises:
        GoldError: The file can't be read, a line has not the form, an offset does not hold, or two documents have the
            same ``doc_id``.
    """
    documents: dict[str, GoldDocument] = {}
    for line, row in read_rows(path):
        document = GoldDocument.checked(row, path=path, line=line)
        if document.doc_id in documents:
            raise GoldError(f"the doc_id {document.doc_id!r} was already used", path=path, line=line)
        documents[document.doc_id] = document
    return list(documents.values())


def read_predictions(path: Path, texts: Mapping[str, str]) -> dict[str, list[GoldClaim]]:
    """Read a file of predicted claims: JSON Lines, one claim a line with its ``doc_id``.

    Args:
        path: The file.
        texts: The gold texts by ``doc_id``, against which the offsets of values are checked.

    Returns:
        The claims by ``doc_id``, in the order of the file.

    Raises:
        GoldError: The file can't be read, a line has not the form, or the offsets of a value do not hold.
    """
    claims = defaultdict(list)
    for line, row in read_rows(path):
        doc_id = row.get("doc_id")
        if not isinstance(doc_id, str):
            raise GoldError('no "doc_id"; each predicted claim needs that of its document', path=path, line=line)
        try:
            claim = GoldClaim.model_validate(row)
        except ValidationError as error:
            raise GoldError(cause(error), path=path, line=line) from error
        if doc_id in texts and (wrong := misplaced(claim.value, texts[doc_id])):
            raise GoldError(f"value: {wrong}; was it another text that was read?", path=path, line=line)
        claims[doc_id].append(claim)
    return dict(claims)


def read_rows(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """Read a file of JSON Lines, its form unchecked.

    Args:
        path: The file.

    Yields:
        The number of each line, from 1, and its object; empty lines are passed over.

    Raises:
        GoldError: The file can't be read, or a line is no JSON object.
    """
    try:
        with path.open("rb") as file:
            for line, data in enumerate(file, start=1):
                if data.strip():
                    yield line, _row(data, path, line)
    except OSError as error:
        raise GoldError(f"can't be read: {error.strerror or error}", path=path) from error


def _row(data: bytes, path: Path, line: int) -> dict[str, Any]:
    try:
        row = json.loads(read_text(data))
    except DocumentError as error:
        raise GoldError(error.message, path=path, line=line) from error
    except (ValueError, RecursionError) as error:
        raise GoldError(f"no JSON: {error}", path=path, line=line) from error
    if not isinstance(row, dict):
        raise GoldError("no JSON object; write one a line", path=path, line=line)
    return row


def cause(error: ValidationError) -> str:
    """Say in a line what pydantic found wrong with a row: the first cause, where it is, and how many more there are."""
    first = error.errors(include_url=False)[0]
    where = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in first["loc"]).lstrip(".")
    what = first["msg"].removeprefix("Value error, ")
    more = f" (and {error.error_count() - 1} more in this line)" if error.error_count() > 1 else ""
    return f"{where}: {what}{more}" if where else what + more
