"""zhclaims: the numbers in Chinese business articles as data.

Every public name is imported from its home when it is first used, so that importing the package is cheap.
"""

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

from zhclaims.version import __version__

if TYPE_CHECKING:
    from zhclaims.batch import BatchOptions, batch
    from zhclaims.batch.frames import claim_schema, extract_frame
    from zhclaims.contradictions import conflicts
    from zhclaims.documents.frame import to_frame
    from zhclaims.documents.rows import Columns
    from zhclaims.entities import companies
    from zhclaims.errors import DocumentError, GoldError, TableError, ZhclaimsError
    from zhclaims.evaluation import evaluate
    from zhclaims.language import extract, extract_many, load
    from zhclaims.periods import periods
    from zhclaims.quantities import quantities
    from zhclaims.records import Claim
    from zhclaims.resources import corpus_path, model_path
    from zhclaims.review import report

_HOME = {
    "BatchOptions": "batch",
    "Claim": "records",
    "Columns": "documents.rows",
    "DocumentError": "errors",
    "GoldError": "errors",
    "TableError": "errors",
    "ZhclaimsError": "errors",
    "batch": "batch",
    "claim_schema": "batch.frames",
    "companies": "entities",
    "conflicts": "contradictions",
    "corpus_path": "resources",
    "evaluate": "evaluation",
    "extract": "language",
    "extract_frame": "batch.frames",
    "extract_many": "language",
    "load": "language",
    "model_path": "resources",
    "periods": "periods",
    "quantities": "quantities",
    "report": "review",
    "to_frame": "documents.frame",
}

__all__ = [
    "BatchOptions",
    "Claim",
    "Columns",
    "DocumentError",
    "GoldError",
    "TableError",
    "ZhclaimsError",
    "__version__",
    "batch",
    "claim_schema",
    "companies",
    "conflicts",
    "corpus_path",
    "evaluate",
    "extract",
    "extract_frame",
    "extract_many",
    "load",
    "model_path",
    "periods",
    "quantities",
    "report",
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


class _Package(ModuleType):
    """Keeps a public function from being hidden by the room of the same name, whenever that room is imported."""

    def __reduce__(self) -> tuple[object, ...]:
        return import_module, (self.__name__,)  # functions that use it are sent to the workers of Spark and Ray

    def __setattr__(self, name: str, value: object) -> None:
        if not (name in _HOME and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
