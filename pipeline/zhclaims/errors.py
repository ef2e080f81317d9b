"""Every error the package raises on purpose.

::

    ZhclaimsError
    ├── TableError      a row of a table (lexicon, units, festivals …) is wrong
    ├── DocumentError   a document, or a row of an input file, can't be read
    └── GoldError       a gold or prediction file breaks the record's form
"""

from pathlib import Path

CAUSES = (
    "missing",  # no such file, or nothing in it to read
    "unreadable",  # the file system, the archive or the file's own form does not let it be read
    "undecodable",  # its bytes are no text
    "malformed",  # a row without text, or with a field that is not what it must be
    "unsupported",  # a form that zhclaims does not read, or not without an extra
    "empty",  # it holds no text
    "large",  # over the limit of size
    "time",  # over the limit of time
    "memory",  # over the limit of memory
    "crash",  # the process that read it died
    "extraction",  # the extraction raised an error
    "duplicate",  # an earlier document has its doc_id
)
"""Why a document can fail: the values of ``cause`` in the table of documents."""


class ZhclaimsError(Exception):
    """Base of all errors of zhclaims. The message says what was wrong, where, and what to do.

    Args:
        message: What was wrong and what to do about it.
        path: The file it was found in, if there is one.
        line: The line of that file, counted from 1.
    """

    def __init__(self, message: str, *, path: str | Path | None = None, line: int | None = None) -> None:
        self.message = message
        self.path = None if path is None else str(path)
        self.line = line
        where = "" if path is None else f"{path}: " if line is None else f"{path}:{line}: "
        super().__init__(where + message)


class TableError(ZhclaimsError):
    """A table of knowledge (lexicon, units, festivals, cues) has a row that can't be used."""


class DocumentError(ZhclaimsError):
    """A document can't be read: missing, binary, undecodable, or a row without text or with a bad date.

    Args:
        message: What was wrong and what to do about it.
        path: The file it was found in, if there is one.
        line: The line of that file, counted from 1.
        cause: The kind of failure in a word, to count and filter by; one of :data:`CAUSES`.
    """

    def __init__(
        self, message: str, *, path: str | Path | None = None, line: int | None = None, cause: str = "unreadable"
    ) -> None:
        super().__init__(message, path=path, line=line)
        self.cause = cause


class GoldError(ZhclaimsError):
    """A gold or prediction file breaks the form of the record."""
