"""What a run is made of, as digests: so that it can be resumed by the same run only, and be told from any other."""

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from zhclaims.batch.extractor import Extractor
from zhclaims.batch.options import BatchOptions, OutputForm
from zhclaims.documents.sources import Selection, sources
from zhclaims.errors import DocumentError
from zhclaims.resources import model_path
from zhclaims.version import __version__


def fingerprint(
    inputs: Iterable[str | Path],
    selection: Selection,
    options: BatchOptions,
    *,
    form: OutputForm,
    engine: str,
    extractor: Extractor | None,
) -> dict[str, Any]:
    """Tell a run from others by all that changes its output.

    Args:
        inputs: Its inputs; of each file path, size and time of change count, not the content.
        selection: Which files of them are taken.
        options: How documents are read.
        form: What is written.
        engine: What does the work.
        extractor: What reads the claims of a text.

    Returns:
        Digests and values by what they are of, as JSON can hold them.
    """
    own = {name: _of_file(Path(path)) for name in ("companies", "metrics") if (path := getattr(options, name))}
    return {
        "version": __version__,
        "code": _of_folder(Path(__file__).parents[1], "**/*.py"),
        "model": _of_folder(model_path(), "**/*"),
        "inputs": _of_inputs(inputs, selection),
        "options": json.loads(json.dumps(options.to_dict())),
        "tables": own,
        "form": form,
        "engine": engine,
        "extractor": None if extractor is None else getattr(extractor, "__qualname__", type(extractor).__qualname__),
    }


def difference(earlier: dict[str, Any], now: dict[str, Any]) -> str:
    """Say in words what differs between two runs; empty where nothing does."""
    told = []
    for what, value in now.items():
        before = earlier.get(what)
        if what == "options":
            told += [f"the option {name}" for name in value if (before or {}).get(name) != value[name]]
        elif before != value:
            told.append(f"the {what}")
    return " and ".join(told)


def _of_inputs(inputs: Iterable[str | Path], selection: Selection) -> str:
    digest = hashlib.sha256()
    for source in sources(inputs, selection):
        if isinstance(source, DocumentError):
            digest.update(f"!{source.path}|{source.message}\n".encode("utf-8", "surrogateescape"))
        else:
            told = f"{source.path}|{source.name}|{source.size}|{source.stamp}\n"
            digest.update(told.encode("utf-8", "surrogateescape"))
    return digest.hexdigest()


def _of_folder(folder: Path, pattern: str) -> str:
    digest = hashlib.sha256()
    for path in sorted(path for path in folder.glob(pattern) if path.is_file() and "__pycache__" not in path.parts):
        digest.update(f"{path.relative_to(folder).as_posix()}|{_of_file(path)}\n".encode())
    return digest.hexdigest()


def _of_file(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
