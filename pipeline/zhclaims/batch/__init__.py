"""Runs over many documents: local processes or Ray, parts that outlive a kill, tables that appear whole."""

from zhclaims.batch.extractor import Extractor, Pipeline, extract_each
from zhclaims.batch.given import all_but, read_with_claims
from zhclaims.batch.options import BatchOptions
from zhclaims.batch.run import Summary, batch

__all__ = ["BatchOptions", "Extractor", "Pipeline", "Summary", "all_but", "batch", "extract_each", "read_with_claims"]
