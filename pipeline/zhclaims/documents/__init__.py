"""Documents in, tables of claims out: readers, writers, flat columns, data frames.

Importing this package is cheap: pandas and pyarrow are loaded where a frame or a Parquet file is asked for.
"""

from zhclaims.documents.claim_reader import read_claims
from zhclaims.documents.document import Document
from zhclaims.documents.readers import count, read, read_file, read_text
from zhclaims.documents.writers import json_line, open_writer, replacing

__all__ = [
    "Document",
    "count",
    "json_line",
    "open_writer",
    "read",
    "read_claims",
    "read_file",
    "read_text",
    "replacing",
]
