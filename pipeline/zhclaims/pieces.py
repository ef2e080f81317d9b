"""Long texts: read in pieces cut at paragraphs, with the names and dates that the whole text makes known.

A ``Doc`` takes some 200 bytes a character. Names that a text introduces (以下简称…), and the year that it tells, hold to its
end, so these two layers are found in the whole text at once, by readers of plain strings, and handed to the pieces.
"""

import hashlib
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from operator import attrgetter
from typing import Any, NamedTuple

from spacy.language import Language
from spacy.tokens import Doc

from zhclaims.records import Claim, Record
from zhclaims.stage import Stage, bare_doc

LONG = 100_000
"""Characters beyond which a text is read in pieces."""
_BEFORE = 2_000  # characters before a piece that are read with it: what 该公司 and 其 refer to
_WHOLE = ("periods", "companies")  # layers that are found in the whole text
_CUTS = (re.compile(r"[\r\n]+"), re.compile(r"[。！？；]"))  # where to cut, the best first


class Piece(NamedTuple):
    """A piece of a text: what it is read with begins at ``context``, its own part is ``start`` to ``end``."""

    context: int
    start: int
    end: int


def pieces(text: str, *, size: int = LONG, before: int = _BEFORE) -> Iterator[Piece]:
    r"""Cut a text at paragraphs, else at sentences, else where it must be.

    Args:
        text: The text.
        size: The longest piece, in characters.
        before: How much of what stands before it is read with it, at the most.

    Yields:
        The pieces; their own parts follow each other and cover the text.

    >>> list(pieces("一二三\n四五六\n七八", size=5, before=4))
    [Piece(context=0, start=0, end=4), Piece(context=0, start=4, end=8), Piece(context=4, start=8, end=10)]
    """
    start = 0
    while start < len(text):
        end = _cut(text, start, start + size)
        yield Piece(_context(text, start, before), start, end)
        start = end


def extract_in_pieces(text: str, *, published: date | None, doc_id: str, nlp: Language) -> list[Claim]:
    """Read the claims of a long text, piece by piece.

    Args:
        text: The text.
        published: Its date of publication.
        doc_id: Its name in the claims.
        nlp: The pipeline.

    Returns:
        The claims, in order of their values; offsets are offsets into ``text``.
    """
    whole = {name: _found(nlp, name, text, published) for name in _WHOLE if name in nlp.pipe_names}
    return [
        _moved(claim, piece.context)
        for piece in pieces(text)
        for claim in _read(text, piece, whole, published=published, doc_id=doc_id, nlp=nlp)
        if piece.context + claim.value.start >= piece.start
    ]


def _cut(text: str, start: int, limit: int) -> int:
    if limit >= len(text):
        return len(text)
    for pattern in _CUTS:
        cut = max((found.end() for found in pattern.finditer(text, (start + limit) // 2, limit)), default=0)
        if cut > start:
            return cut
    return limit


def _context(text: str, start: int, before: int) -> int:
    """Where what is read with a piece begins: at a paragraph or sentence no further before it than that."""
    first = max(start - before, 0)
    if first == 0:
        return 0
    found = next((match for pattern in _CUTS if (match := pattern.search(text, first - 1, start))), None)
    return start if found is None else found.end()


def _found(nlp: Language, name: str, text: str, published: date | None) -> Sequence[Any]:
    stage = nlp.get_pipe(name)
    doc = bare_doc(nlp.vocab, text)
    doc._.published = published
    return stage.find(doc) if isinstance(stage, Stage) else ()


def _read(
    text: str, piece: Piece, whole: dict[str, Sequence[Any]], *, published: date | None, doc_id: str, nlp: Language
) -> Sequence[Claim]:
    doc: Doc = nlp.tokenizer(text[piece.context : piece.end])
    doc._.published, doc._.doc_id = published, doc_id
    for name, stage in nlp.pipeline:
        if name in whole and isinstance(stage, Stage):
            stage.set_annotations(doc, _within(whole[name], piece))
        else:
            doc = stage(doc)
    return doc._.claims or ()


def _within(mentions: Sequence[Any], piece: Piece) -> list[Any]:
    first = bisect_left(mentions, piece.context, key=attrgetter("start"))
    last = bisect_left(mentions, piece.end, key=attrgetter("start"))
    return [
        replace(mention, start=mention.start - piece.context, end=mention.end - piece.context)
        for mention in mentions[first:last]
        if mention.end <= piece.end
    ]


def _moved(claim: Claim, by: int) -> Claim:
    """A claim with its spans moved, and an id that tells it from one at the same place of another piece."""
    if not by:
        return claim
    moved = {name: _moved_span(part, by) for name, part in claim if isinstance(part, Record)}
    moved["id"] = hashlib.sha256(f"{claim.id}|{by}".encode()).hexdigest()[:16]
    return claim.model_copy(update=moved)


def _moved_span(part: Any, by: int) -> Any:
    start, end = getattr(part, "start", None), getattr(part, "end", None)
    return part if start is None or end is None else part.model_copy(update={"start": start + by, "end": end + by})
