"""zhclaims: the numbers in Chinese business articles as data.

What needs spaCy or pandas is imported when it is first used, so that importing the package is cheap. ``batch``,
``periods`` and ``quantities`` are functions that share their name with the package they live in; they are imported at
once, so that the name always means the function.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from zhclaims.batch import batch
from zhclaims.periods import periods
from zhclaims.quantities import quantities
from zhclaims.version import __version__

if TYPE_CHECKING:
    from zhclaims.documents.frame import to_frame
    from zhclaims.entities import companies
    from zhclaims.errors import DocumentError, GoldError, TableError, ZhclaimsError
    from zhclaims.evaluation import evaluate
    from zhclaims.language import extract, extract_many, load
    from zhclaims.records import Claim
    from zhclaims.resources import corpus_path, model_path

_HOME = {
    "Claim": "records",
    "DocumentError": "errors",
    "GoldError": "errors",
    "TableError": "errors",
    "ZhclaimsError": "errors",
    "companies": "entities",
    "corpus_path": "resources",
    "evaluate": "evaluation",
    "extract": "language",
    "extract_many": "language",
    "load": "language",
    "model_path": "resources",
    "to_frame": "documents.frame",
}

__all__ = [
    "Claim",
    "DocumentError",
    "GoldError",
    "TableError",
    "ZhclaimsError",
    "__version__",
    "batch",
    "companies",
    "corpus_path",
    "evaluate",
    "extract",
    "extract_many",
    "load",
    "model_path",
    "periods",
    "quantities",
    "to_frame",
]


def __getattr__(name: str) -> Any:
    """Import a public name from its home on first use."""
    if name not in _HOME:
        raise AttributeError(f"module 'zhclaims' has no attribute {name!r}")
    value = getattr(import_module(f"zhclaims.{_HOME[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
