"""Runs over many documents."""

from zhclaims.batch.given import read_with_claims
from zhclaims.batch.local import Extractor, Summary, batch, extract_each

__all__ = ["Extractor", "Summary", "batch", "extract_each", "read_with_claims"]
