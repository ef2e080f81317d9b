"""Which forms of files there are, by the ends of their names."""

from typing import Literal, NamedTuple

Form = Literal["text", "markdown", "html", "docx", "pdf", "jsonl", "csv", "tsv", "parquet", "zip", "tar"]
Packing = Literal["gzip", "zstd", "bz2", "xz"]

_FORMS: dict[str, Form] = {
    ".txt": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".docx": "docx",
    ".pdf": "pdf",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".tsv": "tsv",
    ".parquet": "parquet",
    ".zip": "zip",
    ".tar": "tar",
}
_PACKED: dict[str, Packing] = {".gz": "gzip", ".zst": "zstd", ".bz2": "bz2", ".xz": "xz"}
_SHORT = {".tgz": (".tar", ".gz")}

CONTAINERS: frozenset[Form] = frozenset({"jsonl", "csv", "tsv", "parquet", "zip", "tar"})
"""Forms that hold many documents."""
READABLE = ".txt, .md, .html, .docx, .pdf, .jsonl, .csv, .tsv, .parquet, .zip or .tar, also as .gz, .zst, .bz2 or .xz"
"""The ends of names that can be read, to tell people."""


class Kind(NamedTuple):
    """The form of a file, what it is packed with, and its name without the ends that say so."""

    form: Form
    packing: Packing | None
    stem: str


def kind_of(name: str) -> Kind | None:
    """Tell a file's form by its name.

    Args:
        name: A file name or path.

    Returns:
        Its kind; None where it is none that can be read.

    >>> kind_of("2024/news.jsonl.zst")
    Kind(form='jsonl', packing='zstd', stem='2024/news')
    """
    stem, suffix = _split(name)
    for short, (inner, outer) in _SHORT.items():
        if suffix == short:
            stem, suffix = stem + inner, outer
    packing = _PACKED.get(suffix)
    if packing is not None:
        stem, suffix = _split(stem)
    form = _FORMS.get(suffix)
    return None if form is None or not stem else Kind(form, packing, stem)


def suffix_of(name: str) -> str:
    """The end of a file name that no form has, as it is told to people."""
    return _split(name)[1] or "a file without suffix"


def _split(name: str) -> tuple[str, str]:
    start = name.rfind("/") + 1
    dot = name.rfind(".")
    return (name[:dot], name[dot:].lower()) if dot > start else (name, "")
