"""Annotation exchange: gold to and from Label Studio, doccano and brat, without loss."""

from zhclaims.annotation.exchange import (
    TOOLS,
    Tool,
    export_annotations,
    import_annotations,
    read_gold_rows,
    write_gold,
)
from zhclaims.annotation.tasks import Imported

__all__ = ["TOOLS", "Imported", "Tool", "export_annotations", "import_annotations", "read_gold_rows", "write_gold"]
