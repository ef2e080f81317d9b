"""Training the network of roles on gold claims."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from zhclaims.claims.roles import ROLES, ROWS
from zhclaims.tagging import Ints, Network
from zhclaims.tagging.bilou import label
from zhclaims.training.network import Example, Hiding, Labels, fit

_HIDING = Hiding((0.05, 0.1, 0.1, 0.05, 0.0), (3, 0.0))
_ANY = (1 << (1 + 4 * len(ROLES))) - 1


def example(text: str, features: Ints, gold: Sequence[Mapping[str, Any]]) -> Example:
    """What a text with gold claims teaches.

    Args:
        text: The text.
        features: Its features, as `zhclaims.claims.roles.featurize` gives them.
        gold: Its claims. What stands in for the subject of a claim elsewhere in the text may be one there as well.
    """
    labels = np.ones(len(text), dtype=np.int32)
    sure: Labels = np.zeros(len(text), dtype=np.int32)
    for claim in gold:
        for kind, role in enumerate(ROLES):
            mention = claim.get(role)
            if not mention or mention.get("start") is None:
                continue
            start, end = mention["start"], mention["end"]
            if claim.get("optional"):
                labels[start:end] = _ANY
                continue
            if role == "subject":
                for match in re.finditer(re.escape(text[start:end]), text):
                    labels[slice(*match.span())] = _ANY
            for at in range(start, end):
                sure[at] |= 1 << label(kind, at, start, end)
    labels = np.where(sure, sure, labels)
    return Example(features, labels, np.ones(len(text), dtype=np.float32), complete=True)


def train_roles(
    examples: Sequence[Example],
    *,
    epochs: int = 10,
    seed: int = 0,
    start: Network | None = None,
    progress: Callable[[int, float], object] | None = None,
) -> Network:
    """Train the network.

    Args:
        examples: The texts, as `example` gives them.
        epochs: How often each is seen.
        seed: Of the order, the first weights and what is hidden.
        start: A network that has learned the language, see `zhclaims.training.characters`.
        progress: Called after each epoch with its number and mean loss.
    """
    return fit(
        examples, rows=ROWS, labels=1 + 4 * len(ROLES), hiding=_HIDING, epochs=epochs, seed=seed, progress=progress,
        start=start,
    )  # fmt: skip
