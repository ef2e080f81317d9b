"""An item to a document: its bytes are read, decoded, and parted from markup, front matter or pages."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from zhclaims.documents.dates import day_in_name, front_matter
from zhclaims.documents.document import Document
from zhclaims.documents.encodings import decode
from zhclaims.documents.forms import Form
from zhclaims.documents.items import MAX_BYTES, Item, too_large, unpacked
from zhclaims.documents.pages import Page, docx_page, html_page, pdf_page
from zhclaims.documents.rows import NAMES, Columns, parse_row, to_document
from zhclaims.documents.sources import open_source
from zhclaims.errors import DocumentError, ZhclaimsError


def load(item: Item, *, columns: Columns = NAMES, max_bytes: int = MAX_BYTES, encoding: str | None = None) -> Document:
    """Make the document of an item.

    Args:
        item: The item.
        columns: The columns or fields of a row that it is made of.
        max_bytes: The largest file that is read.
        encoding: What its bytes are said to be in.

    Returns:
        The document. Its text is the file's own but for front matter, and for HTML, Word and PDF what was drawn from it.

    Raises:
        DocumentError: It can't be read; the error has file, line and cause.
    """
    if item.error is not None:
        message, cause = item.error
        raise DocumentError(message, path=item.path, line=item.line, cause=cause)
    try:
        return _dated(_load(item, columns, max_bytes, encoding), item)
    except DocumentError as error:
        raise DocumentError(error.message, path=item.path, line=item.line, cause=error.cause) from error
    except OSError as error:
        message = f"can't be read: {error.strerror or error}"
        raise DocumentError(message, path=item.path, line=item.line) from error
    except ZhclaimsError as error:
        raise DocumentError(error.message, path=item.path, line=item.line, cause="unsupported") from error


def _load(item: Item, columns: Columns, max_bytes: int, encoding: str | None) -> Document:
    path = item.path if "://" in item.path else Path(item.path)
    if item.fields is not None:
        document = to_document(item.fields, path=path, line=item.line, default_id=item.doc_id, columns=columns)
        return replace(document, size=len(document.text.encode("utf-8", "surrogatepass")))
    data = _bytes(item, max_bytes)
    if item.form == "jsonl":
        row = decode(data, declared=encoding)
        document = parse_row(row.text, path=path, line=item.line, default_id=item.doc_id, columns=columns)
        return replace(document, encoding=row.encoding, size=len(data))
    page = _PAGES[item.form](data, encoding)
    return Document(
        item.doc_id,
        page.text,
        published=page.published,
        title=page.title,
        path=path,
        line=item.line,
        published_from=page.published_from,
        encoding=page.encoding,
        size=len(data),
    )


def _bytes(item: Item, max_bytes: int) -> bytes:
    if item.data is not None and item.packing is None:
        return item.data
    if item.data is not None:
        import io  # noqa: PLC0415 # rare: a packed file in an archive

        raw = io.BytesIO(item.data)
    else:
        raw = open_source(item.path)  # type: ignore[assignment]
    try:
        with raw, unpacked(raw, item.packing) as file:
            data = file.read(max_bytes + 1)
    except EOFError as error:
        raise DocumentError(f"can't be unpacked: {error}") from error
    if len(data) > max_bytes:
        raise too_large(len(data), max_bytes, item.path)
    return data


def _dated(document: Document, item: Item) -> Document:
    if document.published is not None or item.form in ("jsonl", "csv"):
        return document
    published = day_in_name(item.doc_id)
    return document if published is None else replace(document, published=published, published_from="name")


def _text_page(data: bytes, encoding: str | None) -> Page:
    decoded = decode(data, declared=encoding)
    front = front_matter(decoded.text)
    where = None if front.published is None else "front matter"
    return Page(front.body, front.title, front.published, where, decoded.encoding)


_PAGES: dict[Form, Callable[[bytes, str | None], Page]] = {
    "text": _text_page,
    "markdown": _text_page,
    "html": html_page,
    "docx": docx_page,
    "pdf": pdf_page,
}
