"""The stages of the pipeline as spaCy components, and their factories.

Each stage adds a layer to the ``Doc`` and takes none away: the records under its name in ``doc._`` (exact offsets), and
a span group of the same name in ``doc.spans``.
"""

import heapq
import sys
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from operator import attrgetter
from pathlib import Path
from typing import Any

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import registry
from spacy.vocab import Vocab

from zhclaims import claims as linking
from zhclaims.claims import roles
from zhclaims.claims.ordered import Located, Ordered
from zhclaims.entities import Entity, Lexicon, default_lexicon, pronouns
from zhclaims.entities import entities as find_entities
from zhclaims.entities.lexicon import plain
from zhclaims.metrics import Metric, MetricLexicon, directions
from zhclaims.metrics import default_lexicon as default_metrics
from zhclaims.metrics import metrics as find_metrics
from zhclaims.periods import PeriodExpression
from zhclaims.periods import periods as find_periods
from zhclaims.quantities import Quantity
from zhclaims.quantities import quantities as find_quantities
from zhclaims.records import Claim
from zhclaims.stage import LAYERS, TEXT, LexiconStage, Stage, as_file, digest, source_text, unpickled
from zhclaims.tagging import Ints
from zhclaims.text import fold, layout, words
from zhclaims.text.layout import Span as TextSpan

__all__ = [
    "LAYERS",
    "Companies",
    "Metrics",
    "Stage",
    "Tokenizer",
    "company_lexicon",
    "metric_lexicon",
    "reading",
    "source_text",
]

_quantities = lru_cache(maxsize=2)(find_quantities)  # the tokenizer and the quantities stage read the same text


class Tokenizer:
    """Words by jieba; numbers, quantities and the names of the lexicon are never cut through.

    Args:
        vocab: The vocabulary of the pipeline.
        lexicon: Names that stay whole.
        table: The user's rows of it, as CSV.
    """

    def __init__(self, vocab: Vocab, lexicon: Lexicon, table: str = "") -> None:
        self.vocab = vocab
        self.lexicon = lexicon
        self.table = table

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
            doc.user_data[TEXT] = text.encode("utf-8", "surrogatepass")  # what can be written to bytes
        else:
            doc.user_data[TEXT] = text
        return doc

    def __reduce__(self) -> tuple[Any, ...]:
        return _tokenizer, (self.vocab, self.table)

    def to_bytes(self, **_: Any) -> bytes:
        """Write the user's table of names; the shipped ones are with the package."""
        return self.table.encode()

    def from_bytes(self, data: bytes, **_: Any) -> "Tokenizer":
        """Read the user's table of names."""
        self.table = data.decode()
        self.lexicon = company_lexicon(self.table)
        return self

    def to_disk(self, path: Path, **_: Any) -> None:
        """Write the user's table of names, if there is one."""
        if self.table:
            path.write_bytes(self.to_bytes())

    def from_disk(self, path: Path, **_: Any) -> "Tokenizer":
        """Read the user's table of names, if there is one."""
        return self.from_bytes(path.read_bytes()) if path.is_file() else self


class Companies(LexiconStage):
    """Companies and other names, by a lexicon that can be exchanged and a tagger.

    Args:
        lexicon: The names to look for.
        table: The user's rows of it, as CSV.
        everywhere: Whether the tagger reads all sentences, or only those with a number and the one before each.
    """

    def __init__(self, lexicon: Lexicon, table: str = "", *, everywhere: bool = False) -> None:
        super().__init__(lexicon, table)
        self.everywhere = everywhere
        Stage.__init__(self, "companies", self._find, _entity_label)

    def __reduce__(self) -> tuple[Any, ...]:
        return unpickled, (type(self), self.table, {"everywhere": self.everywhere})

    def rebuild(self, table: str) -> None:
        """Take the shipped names with a user's table of them."""
        self.lexicon, self.table = company_lexicon(table), table

    def _find(self, doc: Doc) -> Sequence[Entity]:
        text = source_text(doc)
        regions = None if self.everywhere else _near(layout(text).sentences, doc._.quantities or ())
        return find_entities(text, lexicon=self.lexicon, regions=regions)


def _near(sentences: Sequence[TextSpan], mentions: Sequence[Located]) -> list[TextSpan]:
    """The sentences that hold a mention, each with the one before it, joined where they touch."""
    starts = [sentence.start for sentence in sentences]
    held = {bisect_right(starts, mention.start) - 1 for mention in mentions}
    regions: list[TextSpan] = []
    near = {at for one in held for at in (one - 1, one) if at >= 0}
    for at in sorted(near):
        sentence = sentences[at]
        if regions and regions[-1].end >= sentence.start:
            regions[-1] = TextSpan(regions[-1].start, max(regions[-1].end, sentence.end))
        else:
            regions.append(sentence)
    return regions


class Metrics(LexiconStage):
    """Metrics, by a lexicon that can be exchanged."""

    def __init__(self, lexicon: MetricLexicon, table: str = "") -> None:
        super().__init__(lexicon, table)
        Stage.__init__(self, "metrics", self._find, _metric_label)

    def rebuild(self, table: str) -> None:
        """Take the shipped metrics with a user's table of them."""
        self.lexicon, self.table = metric_lexicon(table), table

    def _find(self, doc: Doc) -> Sequence[Metric]:
        return find_metrics(source_text(doc), lexicon=self.lexicon)


@lru_cache(maxsize=4)  # the tokenizer and the companies stage share one
def company_lexicon(table: str = "") -> Lexicon:
    """The shipped names, with a user's table of them added.

    Args:
        table: The table as CSV; empty for none.

    Raises:
        TableError: The table has a bad row.
    """
    if not table:
        return default_lexicon()
    with as_file(table) as path:
        return default_lexicon().add(path)


@lru_cache(maxsize=4)
def metric_lexicon(table: str = "") -> MetricLexicon:
    """The shipped metrics, with a user's table of them added; as :func:`company_lexicon`."""
    if not table:
        return default_metrics()
    with as_file(table) as path:
        return MetricLexicon.default(additions=path)


def _tokenizer(vocab: Vocab, table: str) -> Tokenizer:
    return Tokenizer(vocab, company_lexicon(table), table)


# --- what the stages find, and how they label it: functions of the module, as lambdas can't go to other processes -------


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause: a half-open span of character offsets."""

    start: int
    end: int


def _find_clauses(doc: Doc) -> Sequence[Clause]:
    found = layout(source_text(doc))
    starts = {span.start for span in found.sentences}
    if len(doc):
        marks = [1 if token.idx in starts else -1 for token in doc]
        doc.from_array("SENT_START", np.array(marks, dtype="int64").astype("uint64"))  # type: ignore[arg-type]
    return [Clause(*span) for span in found.clauses]


def _find_quantities(doc: Doc) -> Sequence[Quantity]:
    return _quantities(source_text(doc))


def _find_periods(doc: Doc) -> Sequence[PeriodExpression]:
    return find_periods(source_text(doc), reference=doc._.published)


def _find_claims(doc: Doc) -> Sequence[Claim]:
    return linking.extract(reading(doc), doc_id=doc._.doc_id or digest(source_text(doc)))


def _clause_label(_: Clause) -> str:
    return "CLAUSE"


def _quantity_label(quantity: Quantity) -> str:
    return quantity.type.upper()


def _period_label(period: PeriodExpression) -> str:
    return "PERIOD" if period.grain is None else period.grain.upper()


def _entity_label(entity: Entity) -> str:
    return entity.type.upper()


def _metric_label(metric: Metric) -> str:
    return metric.id or metric.type.upper()


def _claim_label(claim: Claim) -> str:
    return claim.kind.upper()


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
    return Stage("clauses", _find_clauses, _clause_label)


@Language.factory("zhclaims_quantities")
def create_quantities(nlp: Language, name: str) -> Stage:  # noqa: ARG001
    """Quantities."""
    return Stage("quantities", _find_quantities, _quantity_label)


@Language.factory("zhclaims_periods")
def create_periods(nlp: Language, name: str) -> Stage:  # noqa: ARG001
    """Calendar expressions, resolved against ``doc._.published``."""
    return Stage("periods", _find_periods, _period_label)


@Language.factory("zhclaims_companies", default_config={"everywhere": False})
def create_companies(nlp: Language, name: str, *, everywhere: bool) -> Companies:  # noqa: ARG001
    """Companies and other names that can be a subject or a source."""
    return Companies(default_lexicon(), everywhere=everywhere)


@Language.factory("zhclaims_metrics")
def create_metrics(nlp: Language, name: str) -> Metrics:  # noqa: ARG001
    """What is measured."""
    return Metrics(default_metrics())


@Language.factory("zhclaims_claims")
def create_claims(nlp: Language, name: str) -> Stage:  # noqa: ARG001
    """Claims, from the layers before."""
    return Stage("claims", _find_claims, _claim_label)


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


def _metrics(doc: Doc) -> list[Metric]:
    """The metrics of a ``Doc`` that are no part of a name or a period."""
    names, dates = doc._.companies or (), doc._.periods or ()
    return [_after(metric, dates) for metric in doc._.metrics or () if not _inside(metric, names)]


def role_features(doc: Doc) -> Ints:
    """What the network of roles sees of a ``Doc``."""
    return roles.featurize(
        fold(source_text(doc)),
        entities=doc._.companies or (),
        metrics=_metrics(doc),
        quantities=doc._.quantities or (),
        periods=doc._.periods or (),
    )


def _last_number(doc: Doc) -> int:
    """Where the last sentence with a number or a date ends: beyond it is nothing that a claim is made of."""
    starts = [layer[-1].start for layer in (doc._.quantities, doc._.periods) if layer]
    if not starts:
        return 0
    found = layout(source_text(doc))
    return found.sentences[found.sentence(max(starts))].end


def reading(doc: Doc, found: roles.Roles | None = None) -> linking.Reading:
    """All that the stages before the claims have found in a ``Doc``.

    Args:
        doc: The text with its layers.
        found: Its roles; by default as the shipped network reads them.
    """
    text, names = source_text(doc), doc._.companies or ()
    ends = [0, *np.cumsum(doc.to_array("LENGTH"), dtype=int).tolist()]
    return linking.Reading(
        text=text,
        published=doc._.published,
        layout=layout(text),
        words=list(pairwise(ends)),
        quantities=Ordered(doc._.quantities or ()),
        periods=Ordered(doc._.periods or ()),
        entities=Ordered(heapq.merge(names, pronouns(text, names), key=attrgetter("start"))),
        metrics=Ordered(_metrics(doc)),
        directions=Ordered(directions(text)),
        roles=found or roles.find_roles(roles.default_network(), role_features(doc), _last_number(doc)),
    )
