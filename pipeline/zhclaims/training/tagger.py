"""Training what finds names: the tagger, and the selection among what it and the rules propose."""

import json
from collections.abc import Callable, Iterable
from pathlib import Path

import numpy as np

from zhclaims.documents import replacing
from zhclaims.entities import default_lexicon
from zhclaims.entities.lexicon import plain
from zhclaims.entities.tagger import LEXICON, ROWS, TYPES, Tagger, featurize
from zhclaims.errors import GoldError
from zhclaims.training.names import Annotated, allowed, read_names
from zhclaims.training.network import Example, Hiding, fit
from zhclaims.training.selection import fit_selection

_HIDING = Hiding((0.05, 0.1, 0.1, 0.0, 0.0), (LEXICON, 0.5))
"""The lexicon's names are hidden from half of the texts, so that names outside it are learnt too."""


def train_names(
    paths: Iterable[Path],
    out: Path,
    *,
    texts: Path | None = None,
    epochs: int = 6,
    seed: int = 0,
    progress: Callable[[int, float], object] | None = None,
) -> int:
    """Train the tagger and the selection, and write their weights.

    Args:
        paths: Files of annotated names, as `zhclaims.training.names.read_names` reads them.
        out: The folder ``companies`` of a model: ``tagger.npz`` and ``selection.json`` go there.
        texts: The folder of the texts of standoff annotation.
        epochs: How often each text is seen.
        seed: Of the order, the first weights and what is hidden.
        progress: Called after each epoch with its number and mean loss.

    Returns:
        How many texts it learned from.

    Raises:
        GoldError: A file can't be read, or a row is of no known form, or there is nothing to learn from.
    """
    annotated = [text for path in paths for text in read_names(path, texts=texts)]
    seen = [text for text in annotated if text.split == "train"]
    kept = [text for text in annotated if text.split == "dev"]
    if not seen or not kept:
        raise GoldError("there are no texts of both splits, train for the tagger and dev for the selection")
    examples = [_example(text) for text in seen]
    network = fit(
        [example for example, text in zip(examples, seen, strict=True) for _ in range(text.times)],
        rows=ROWS, labels=1 + 4 * len(TYPES), hiding=_HIDING, epochs=epochs, seed=seed, progress=progress,
    )  # fmt: skip
    weights = fit_selection(kept, Tagger(network))
    with replacing(out / "tagger.npz") as file:
        np.savez_compressed(file, **network.to_arrays())  # type: ignore[arg-type]
    with replacing(out / "selection.json") as file:
        file.write(json.dumps(weights, ensure_ascii=False, indent=0, sort_keys=True).encode() + b"\n")
    return len(annotated)


def _example(annotated: Annotated) -> Example:
    folded, labels = plain(annotated.text), allowed(annotated)
    weights = np.where(labels & 1, np.float32(annotated.silence), np.float32(1))
    return Example(featurize(folded, default_lexicon().matches(folded)), labels, weights, annotated.complete)
