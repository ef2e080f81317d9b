"""Text: folding, segmentation, and the layout of paragraphs, sentences and clauses."""

from zhclaims.text.folding import fold
from zhclaims.text.layout import Layout, layout
from zhclaims.text.segmentation import cut, words

__all__ = ["Layout", "cut", "fold", "layout", "words"]
