"""Metrics: what is measured or done, as nouns of the metric lexicon and as verbs."""

from zhclaims.metrics.concepts import Concept, Polarity
from zhclaims.metrics.directions import DirectionCue, directions
from zhclaims.metrics.grammar import Metric, metrics
from zhclaims.metrics.lexicon import MetricLexicon, default_lexicon
from zhclaims.metrics.verbs import Verb

__all__ = [
    "Concept",
    "DirectionCue",
    "Metric",
    "MetricLexicon",
    "Polarity",
    "Verb",
    "default_lexicon",
    "directions",
    "metrics",
]
