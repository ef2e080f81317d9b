"""The text of web pages, Word files and PDF files, each drawn out by a library that is an extra of the package."""

# ruff: noqa: PLC0415 # each library is loaded where a file of its form is read

import io
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import NamedTuple

from zhclaims.documents.dates import day_in
from zhclaims.documents.encodings import declared_encoding, decode
from zhclaims.errors import DocumentError

_NESTING = 5_000  # tags open at a time; beyond, parsers of HTML take quadratic time or overflow the stack


class Page(NamedTuple):
    """What was drawn from a file.

    Attributes:
        text: Its main text, a paragraph a line.
        title: Its headline.
        published: The date of publication it gives.
        published_from: Where it gives it.
        encoding: How its bytes were decoded, where that had to be found out.
    """

    text: str
    title: str | None = None
    published: date | None = None
    published_from: str | None = None
    encoding: str | None = None


def html_page(data: bytes, encoding: str | None = None) -> Page:
    """Draw the main text of a web page, without menus and advertisements, with its title and date.

    Args:
        data: The page.
        encoding: What it is said to be in, over what it says itself.

    Raises:
        DocumentError: It is no text, has no main text, or is nested too deep; or trafilatura is not installed.
    """
    with _needs("trafilatura", "html"):
        import trafilatura
    decoded = decode(data, declared=encoding or declared_encoding(data))
    if decoded.text.count("<") > _NESTING and _depth(decoded.text) > _NESTING:
        raise DocumentError(f"its tags are nested more than {_NESTING:,} deep", cause="malformed")
    found = trafilatura.bare_extraction(decoded.text, include_comments=False, with_metadata=True)
    if found is None or isinstance(found, dict):  # a dict where it is asked for, which is deprecated
        raise DocumentError("no main text was found in this page", cause="empty")
    published = day_in(found.date or "")
    where = None if published is None else "html"
    return Page(found.text or "", found.title or None, published, where, decoded.encoding)


def docx_page(data: bytes, _encoding: str | None = None) -> Page:
    """Draw the paragraphs and tables of a Word file, cells parted by tabs.

    Raises:
        DocumentError: It is no Word file, or a damaged one; or python-docx is not installed.
    """
    with _needs("python-docx", "office"):
        import docx
        from docx.table import Table
    with _parsing("Word"):
        document = docx.Document(io.BytesIO(data))
        parts = []
        for part in document.iter_inner_content():
            if isinstance(part, Table):
                parts += ["\t".join(cell.text for cell in row.cells) for row in part.rows]
            else:
                parts.append(part.text)
        return Page("\n".join(parts), document.core_properties.title or None)


def pdf_page(data: bytes, _encoding: str | None = None) -> Page:
    """Draw the text of a PDF file, page after page.

    Raises:
        DocumentError: It is no PDF file, a damaged or a locked one; or pypdfium2 is not installed.
    """
    with _needs("pypdfium2", "office"):
        import pypdfium2
    with _parsing("PDF"):
        pdf = pypdfium2.PdfDocument(data)
        try:
            texts = []
            for number in range(len(pdf)):
                page = pdf[number]
                texts.append(page.get_textpage().get_text_bounded().replace("\r\n", "\n"))
                page.close()
            title = pdf.get_metadata_value("Title")
        finally:
            pdf.close()
    text = "\n".join(texts)
    if not text.strip():
        raise DocumentError("no text in this PDF; are its pages pictures?", cause="empty")
    return Page(text, title or None)


@contextmanager
def _needs(package: str, extra: str) -> Iterator[None]:
    try:
        yield
    except ImportError as error:
        message = f"needs {package} ({error}): pip install 'zhclaims[{extra}]'"
        raise DocumentError(message, cause="unsupported") from error


@contextmanager
def _parsing(form: str) -> Iterator[None]:
    """Tell whatever a parser raises on a damaged file as what it is."""
    try:
        yield
    except (DocumentError, MemoryError):
        raise
    except Exception as error:
        message = f"no {form} file that can be read: {type(error).__name__}: {error}"
        raise DocumentError(message, cause="malformed") from error


def _depth(html: str) -> int:
    """How deep the tags of a page are nested, those apart that are never closed."""
    depth = deepest = 0
    at = html.find("<")
    while at >= 0:
        after = html[at + 1 : at + 2]
        depth += -1 if after == "/" else after.isalpha()
        deepest = max(deepest, depth)
        at = html.find("<", at + 1)
    return deepest
