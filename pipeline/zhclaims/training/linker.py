"""Training the linker: the network of roles, and the weights of the decisions."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from spacy.tokens import Doc

from zhclaims.claims import training
from zhclaims.claims.choice import CONFIDENCE, Model
from zhclaims.claims.reading import Reading
from zhclaims.claims.roles import ROWS, Roles, find_roles
from zhclaims.components import reading, role_features
from zhclaims.documents import Document, replacing
from zhclaims.documents import read as read_all
from zhclaims.errors import GoldError
from zhclaims.evaluation import read_gold
from zhclaims.language import load, read
from zhclaims.tagging import Network
from zhclaims.training.characters import pieces, pretrain
from zhclaims.training.roles import example, train_roles
from zhclaims.training.standoff import is_standoff, read_standoff

_FOLDS = 3
_LANGUAGE_EPOCHS = 4


class Annotated(NamedTuple):
    """A text that was read up to the claims, and its gold claims."""

    doc: Doc
    gold: Sequence[Mapping[str, Any]]
    split: str = "train"


class Prepared(NamedTuple):
    """What the weights are learned from.

    Attributes:
        taught: Texts as read, with their gold claims; their roles are by networks that were not trained on them.
        kept: Those to calibrate the confidence on, with their roles by the network.
        network: The network of roles.
    """

    taught: Sequence[tuple[Reading, Sequence[Mapping[str, Any]]]]
    kept: Sequence[tuple[Reading, Sequence[Mapping[str, Any]]]]
    network: Network


def train_linker(
    gold: Iterable[Path],
    out: Path,
    *,
    texts: Path | None = None,
    plain: Iterable[Path] = (),
    penalty: float = 4.0,
    epochs: int = 8,
    seed: int = 0,
    progress: Callable[[int, float], object] | None = None,
) -> int:
    """Train the network of roles and the weights of the linker, and write them.

    The linker learns on roles as networks read them that were not trained on the same text, so that it does not trust
    them more than it will be able to.

    Args:
        gold: Gold files, as `zhclaims.evaluation.read_gold` reads them, or standoff files. Of the latter the texts of the
            split ``dev`` are kept to calibrate the confidence, and those of ``test`` left out.
        out: The folder ``claims`` of a model: ``roles.npz`` and ``weights.json`` go there.
        texts: The folder of the texts of standoff annotation.
        plain: Files or folders of articles that nobody has annotated, for the network to learn the language from first.
        penalty: Strength of the L2 penalty on the weights.
        epochs: How often the network sees each text.
        seed: Of the network's order, first weights and dropout.
        progress: Called after each epoch with its number and mean loss.

    Returns:
        How many documents it learned from.

    Raises:
        GoldError: A gold file has a bad row; the message names file and line.
        ZhclaimsError: The weights can't be written.
    """
    ready = prepare(gold, texts=texts, plain=plain, epochs=epochs, seed=seed, progress=progress)
    weights = training.train(ready.taught, penalty=penalty)
    weights[CONFIDENCE] = training.calibrate(ready.kept, Model(weights))
    with replacing(out / "roles.npz") as file:
        np.savez_compressed(file, **ready.network.to_arrays())  # type: ignore[arg-type]
    with replacing(out / "weights.json") as file:  # a feature a line, so that a change can be read
        file.write(json.dumps(weights, ensure_ascii=False, indent=0, sort_keys=True).encode() + b"\n")
    return len(ready.taught) + len(ready.kept)


def prepare(
    gold: Iterable[Path],
    *,
    texts: Path | None = None,
    plain: Iterable[Path] = (),
    epochs: int = 8,
    seed: int = 0,
    progress: Callable[[int, float], object] | None = None,
) -> Prepared:
    """Read texts up to where the weights are learned; arguments and errors as of `train_linker`."""
    documents = [document for path in gold for document in _documents(path, texts)]
    kept = [document for document in documents if document.split == "dev"]
    documents = [document for document in documents if document.split != "dev"]
    if (different := len({document.doc.text for document in documents})) < _FOLDS:
        raise GoldError(f"{different} different documents are too few to learn from: give {_FOLDS} or more")
    features = [role_features(document.doc) for document in documents]
    examples = [
        example(document.doc.text, its, document.gold) for document, its in zip(documents, features, strict=True)
    ]
    start = _language(plain, seed, progress)
    fitted = partial(train_roles, start=start, epochs=epochs, seed=seed, progress=progress)
    found: dict[int, Roles] = {}
    folds = training.folds_of([document.doc.text for document in documents], _FOLDS)
    for fold in range(_FOLDS):
        network = fitted([one for one, its in zip(examples, folds, strict=True) if its != fold])
        found |= {at: find_roles(network, features[at]) for at, its in enumerate(folds) if its == fold}
    network = fitted(examples)
    return Prepared(
        [(reading(document.doc, found[at]), document.gold) for at, document in enumerate(documents)],
        [(reading(one.doc, find_roles(network, role_features(one.doc))), one.gold) for one in kept],
        network,
    )


def _language(plain: Iterable[Path], seed: int, progress: Callable[[int, float], object] | None) -> Network | None:
    """The network that the networks of roles start from."""
    nlp = load()
    nlp.remove_pipe("claims")
    found = [piece for document in read_all(plain) if isinstance(document, Document)
             for piece in pieces(role_features(read(document.text, published=document.published, nlp=nlp)))]  # fmt: skip
    if not found:
        return None
    return pretrain(found, rows=ROWS, epochs=_LANGUAGE_EPOCHS, seed=seed, progress=progress)


def _documents(path: Path, texts: Path | None) -> Iterator[Annotated]:
    nlp = load()
    nlp.remove_pipe("claims")
    if is_standoff(path):
        for row in read_standoff(path, texts):
            if row.split != "test":
                yield Annotated(read(row.text, published=row.published, nlp=nlp), row.claims, row.split)
        return
    for document in read_gold(path):
        claims = [claim.model_dump(mode="json") for claim in document.claims]
        yield Annotated(read(document.text, published=document.published, nlp=nlp), claims)
