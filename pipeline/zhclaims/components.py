"""The stages of the pipeline as spaCy components, and their factories.

Each stage adds a layer to the ``Doc`` and takes none away: the records under its name in ``doc._`` (exact offsets), and
a span group of the same name in ``doc.spans``.
"""

import heapq
import sys
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache
from hashlib import sha256
from itertools import accumulate, pairwise
from operator import attrgetter
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import registry
from spacy.vocab import Vocab

from zhclaims import claims as linking
from zhclaims.entities import Entity, Lexicon, default_lexicon, pronouns
from zhclaims.entities import entities as find_entities
from zhclaims.entities.lexicon import plain
from zhclaims.metrics import Metric, MetricLexicon, directions
from zhclaims.metrics import default_lexicon as default_metrics
from zhclaims.metrics import metrics as find_metrics
from zhclaims.periods import PeriodExpression
from zhclaims.periods import periods as find_periods
from zhclaims.quantities import quantities as find_quantities
from zhclaims.records import Claim
from zhclaims.text import layout, words

LAYERS = ("clauses", "quantities", "periods", "companies", "metrics", "claims")
"""Names of the layers in ``doc.spans`` and ``doc._``."""

_TEXT = "zhclaims.text"  # key in doc.user_data: the text as it was given, which spaCy can't always hold
_quantities = lru_cache(maxsize=2)(find_quantities)  # the tokenizer and the quantities stage read the same text

for _name in (*LAYERS, "published", "doc_id"):
    Doc.set_extension(_name, default=None, force=True)


class Located(Protocol):
    """Anything with a span of characters."""

    @property
    def start(self) -> int:
        """Offset of the first character."""

    @property
    def end(self) -> int:
        """Offset after the last character."""


def source_text(doc: Doc) -> str:
    """The text that a ``Doc`` was made from, as it was given: lone surrogates included."""
    return str(doc.user_data.get(_TEXT) or doc.text)


def bare_doc(vocab: Vocab, text: str) -> Doc:
    """A ``Doc`` that has a text and no words: for stages that read nothing but its text."""
    doc = Doc(vocab)
    doc.user_data[_TEXT] = text
    return doc


def digest(text: str) -> str:
    """The name of a document that was given none."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


class Tokenizer:
    """Words by jieba; numbers, quantities and the names of the lexicon are never cut through.

    Args:
        vocab: The vocabulary of the pipeline.
        lexicon: Names that stay whole.
    """

    def __init__(self, vocab: Vocab, lexicon: Lexicon) -> None:
        self.vocab = vocab
        self.lexicon = lexicon

    def __call__(self, text: str) -> Doc:
        """Make a ``Doc`` of a text; what spaCy can't hold (lone surrogates) is replaced, one to one."""
        names = [(match.start, match.end) for match in self.lexicon.matches(plain(text))]
        bounds = [at for quantity in _quantities(text) for at in (quantity.start, quantity.end)]
        pieces = words(text, names=names, bounds=bounds)
        try:
            doc = Doc(self.vocab, words=pieces, spaces=[False] * len(pieces))
        except UnicodeEncodeError:
            pieces = [piece.encode("utf-16", "surrogatepass").decode("utf-16", "replace") for piece in pieces]
            doc = Doc(self.vocab, words=pieces, spaces=[False] * len(pieces))
        doc.user_data[_TEXT] = text
        return doc

    def to_bytes(self, **_: Any) -> bytes:
        """Nothing to keep: the lexicon travels with the ``companies`` stage."""
        return b""

    def from_bytes(self, _data: bytes, **_: Any) -> "Tokenizer":
        """Nothing to read."""
        return self

    def to_disk(self, _path: Path, **_: Any) -> None:
        """Nothing to keep."""

    def from_disk(self, _path: Path, **_: Any) -> "Tokenizer":
        """Nothing to read."""
        return self


class Stage:
    """A stage of the pipeline: finds mentions in a ``Doc``, and adds them as a layer.

    Args:
        layer: Name of the layer.
        find: Finds the mentions; changes nothing.
        label: Label of a mention in the span group.
    """

    def __init__(self, layer: str, find: Callable[[Doc], Sequence[Any]], label: Callable[[Any], str]) -> None:
        self.layer = layer
        self.find = find
        self.label = label

    def __call__(self, doc: Doc) -> Doc:
        """Find and annotate."""
        self.set_annotations(doc, self.find(doc))
        return doc

    def set_annotations(self, doc: Doc, mentions: Sequence[Any]) -> None:
        """Add the layer: the only change to the ``Doc``."""
        doc._.set(self.layer, mentions)
        spans = (_span(doc, mention, self.label(mention)) for mention in mentions)
        doc.spans[self.layer] = [span for span in spans if span is not None]


def _span(doc: Doc, mention: Any, label: str) -> Span | None:
    where = mention.value if isinstance(mention, Claim) else mention
    return doc.char_span(where.start, where.end, label=label, alignment_mode="expand")


# --- factories --------------------------------------------------------------------------------------------------------


@registry.tokenizers("zhclaims.JiebaTokenizer.v1")  # type: ignore[untyped-decorator]
def create_tokenizer() -> Callable[[Language], Tokenizer]:
    """Make the tokenizer for a pipeline's config."""

    def create(nlp: Language) -> Tokenizer:
        nlp.max_length = sys.maxsize  # spaCy's limit is for neural parsers; time and memory grow with the claims here
        return Tokenizer(nlp.vocab, default_lexicon())

    return create


@Language.factory("zhclaims_sentences")
def create_sentences(nlp: Language, name: str) -> Stage:  # noqa: ARG001
    """Sentences as ``doc.sents``, clauses as a layer."""

    def find(doc: Doc) -> Sequence[Any]:
        found = layout(source_text(doc))
        starts = {span.start for span in found.sentences}
        if len(doc):
            marks = [1 if token.idx in starts else -1 for token in doc]
            doc.from_array("SENT_START", np.array(marks, dtype="int64").astype("uint64"))  # type: ignore[arg-type]
        return found.clauses

    return Stage("clauses", find, lambda _: "CLAUSE")


@Language.factory("zhclaims_quantities")
def create_quantities(nlp: Language, name: str) -> Stage:  # noqa: ARG001
    """Quantities."""
    return Stage("quantities", lambda doc: _quantities(source_text(doc)), lambda quantity: quantity.type.upper())


@Language.factory("zhclaims_periods")
def create_periods(nlp: Language, name: str) -> Stage:  # noqa: ARG001
    """Calendar expressions, resolved against ``doc._.published``."""

    def find(doc: Doc) -> Sequence[PeriodExpression]:
        return find_periods(source_text(doc), reference=doc._.published)

    return Stage("periods", find, lambda period: "PERIOD" if period.grain is None else period.grain.upper())


class Companies(Stage):
    """Companies and other names, by a lexicon that can be exchanged."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        super().__init__("companies", self._find, lambda entity: entity.type.upper())

    def _find(self, doc: Doc) -> Sequence[Entity]:
        return find_entities(source_text(doc), lexicon=self.lexicon)


@Language.factory("zhclaims_companies")
def create_companies(nlp: Language, name: str) -> Companies:  # noqa: ARG001
    """Companies and other names that can be a subject or a source."""
    return Companies(default_lexicon())


class Metrics(Stage):
    """Metrics, by a lexicon that can be exchanged."""

    def __init__(self, lexicon: MetricLexicon) -> None:
        self.lexicon = lexicon
        super().__init__("metrics", self._find, lambda metric: metric.id or metric.type.upper())

    def _find(self, doc: Doc) -> Sequence[Metric]:
        return find_metrics(source_text(doc), lexicon=self.lexicon)


@Language.factory("zhclaims_metrics")
def create_metrics(nlp: Language, name: str) -> Metrics:  # noqa: ARG001
    """What is measured."""
    return Metrics(default_metrics())


@Language.factory("zhclaims_claims")
def create_claims(nlp: Language, name: str) -> Stage:  # noqa: ARG001
    """Claims, from the layers before."""

    def find(doc: Doc) -> Sequence[Claim]:
        return linking.extract(reading(doc), doc_id=doc._.doc_id or digest(source_text(doc)))

    return Stage("claims", find, lambda claim: claim.kind.upper())


def _inside(metric: Metric, names: Sequence[Entity]) -> bool:
    """Whether a word that may name a metric is part of a name: 股份 in 福田股份."""
    at = bisect_right(names, metric.start, key=attrgetter("start")) - 1
    return at >= 0 and names[at].end >= metric.end and names[at].end - names[at].start > metric.end - metric.start


def _after(metric: Metric, dates: Sequence[PeriodExpression]) -> Metric:
    """A metric without the end of a period that it seems to begin with: 出口额, not 月出口额, in 前11个月出口额."""
    at = bisect_left(dates, metric.end, key=attrgetter("start")) - 1
    if at < 0 or not metric.start < dates[at].end < metric.end:
        return metric
    text = metric.text[dates[at].end - metric.start :]
    return replace(metric, start=dates[at].end, text=text)


def reading(doc: Doc) -> linking.Reading:
    """All that the stages before the claims have found in a ``Doc``."""
    text = source_text(doc)
    names, dates = doc._.companies or (), doc._.periods or ()
    ends = accumulate((len(token) for token in doc), initial=0)
    return linking.Reading(
        text=text,
        published=doc._.published,
        layout=layout(text),
        words=list(pairwise(ends)),
        quantities=doc._.quantities or (),
        periods=dates,
        entities=[*heapq.merge(names, pronouns(text, names), key=attrgetter("start"))],
        metrics=[_after(metric, dates) for metric in doc._.metrics or () if not _inside(metric, names)],
        directions=directions(text),
    )
