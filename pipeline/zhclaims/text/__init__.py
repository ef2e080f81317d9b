"""Text: folding, segmentation, sentences and clauses."""
