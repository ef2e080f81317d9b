"""What a stage of the pipeline is: it finds mentions in a ``Doc``, and adds them as a layer; some have a table of the user's."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from zhclaims.records import Claim
from zhclaims.serialization import register

LAYERS = ("clauses", "quantities", "periods", "companies", "metrics", "claims")
"""Names of the layers in ``doc.spans`` and ``doc._``."""

TEXT = "zhclaims.text"
"""Key in ``doc.user_data``: the text as it was given, which spaCy can't always hold."""

for _name in (*LAYERS, "published", "doc_id"):
    Doc.set_extension(_name, default=None, force=True)


register()


def source_text(doc: Doc) -> str:
    """The text that a ``Doc`` was made from, as it was given: lone surrogates included."""
    text = doc.user_data.get(TEXT)
    return text.decode("utf-8", "surrogatepass") if isinstance(text, bytes) else str(text or doc.text)


def bare_doc(vocab: Vocab, text: str) -> Doc:
    """A ``Doc`` that has a text and no words: for stages that read nothing but its text."""
    doc = Doc(vocab)
    doc.user_data[TEXT] = text
    return doc


def digest(text: str) -> str:
    """The name of a document that was given none."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


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


class LexiconStage(Stage):
    """A stage with a lexicon that can be added to; what was added is written and read with the pipeline.

    Args:
        lexicon: The lexicon.
        table: The user's rows of it, as CSV.
    """

    _FILE = "own.csv"

    def __init__(self, lexicon: Any, table: str = "") -> None:
        self.lexicon = lexicon
        self.table = table

    def __reduce__(self) -> tuple[Any, ...]:
        return unpickled, (type(self), self.table, {})

    def rebuild(self, table: str) -> None:
        """Take the shipped lexicon with a user's table added to it."""
        raise NotImplementedError

    def to_bytes(self, **_: Any) -> bytes:
        """Write the user's table; the shipped ones are with the package."""
        return self.table.encode()

    def from_bytes(self, data: bytes, **_: Any) -> "LexiconStage":
        """Read the user's table."""
        self.rebuild(data.decode())
        return self

    def to_disk(self, path: Path, **_: Any) -> None:
        """Write the user's table, if there is one."""
        if self.table:
            path.mkdir(exist_ok=True)
            (path / self._FILE).write_bytes(self.to_bytes())

    def from_disk(self, path: Path, **_: Any) -> "LexiconStage":
        """Read the user's table, if there is one."""
        file = path / self._FILE
        return self.from_bytes(file.read_bytes()) if file.is_file() else self


@contextmanager
def as_file(table: str) -> Iterator[Path]:
    """A user's table as a file, for readers that take one."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "own.csv")
        path.write_text(table, encoding="utf-8", newline="")
        yield path


def unpickled(kind: type[LexiconStage], table: str, options: Mapping[str, Any]) -> LexiconStage:
    """A stage in another process, from its kind, the user's table and its options."""
    stage = kind(None, **options)  # rebuilt at once
    stage.rebuild(table)
    return stage
