"""Learning characters: a network first learns to guess hidden characters of text that nobody has annotated.

What it learns of the language so, it need not learn from the few annotated texts (masked language modelling, Devlin et
al. 2019).
"""

from collections.abc import Callable, Iterable, Sequence

import numpy as np

from zhclaims.tagging import REACH, Ints, Network
from zhclaims.tagging.network import log_softmax
from zhclaims.training.network import Adam, Pass, initial, optimizers_of

_COMMON = 4000  # rows of the most frequent characters: only these are guessed
_LONGEST, _SHORTEST = 450, 30  # characters of a piece of text
_BATCH = 8000  # characters
_RATE, _DROPOUT = 2e-3, 0.05
_BEGINS, _GOES_ON = 0.08, 0.6  # how often a hidden stretch begins, and has a second character
_CHARACTER, _PAIR, _WORD = range(3)  # columns that tell a character
_NEAR = 3  # a word that reaches as near to a hidden character tells it


def pieces(features: Ints) -> Iterable[Ints]:
    """Cut a text into pieces to learn from."""
    for at in range(0, len(features), _LONGEST):
        piece = features[at : at + _LONGEST]
        if len(piece) >= _SHORTEST:
            yield piece


def pretrain(
    texts: Sequence[Ints],
    *,
    rows: Sequence[int],
    epochs: int,
    seed: int,
    progress: Callable[[int, float], object] | None = None,
) -> Network:
    """Learn to guess hidden characters.

    Args:
        texts: Features of pieces of text.
        rows: Rows of each embedding table.
        epochs: How often each piece is seen.
        seed: Of the order, the first weights and what is hidden.
        progress: Called after each epoch with its number and mean loss.

    Returns:
        A network whose output guesses characters; its tables and layers are what to start from.
    """
    random = np.random.default_rng(seed)
    counts = np.bincount(np.concatenate([text[:, _CHARACTER] for text in texts]), minlength=rows[_CHARACTER])
    counts[0] = 0
    common = np.argsort(-counts, kind="stable")[:_COMMON]
    guesses = np.full(rows[_CHARACTER], -1)
    guesses[common] = np.arange(len(common))
    network = initial(random, rows, len(common))
    optimizers = optimizers_of(network)
    lengths = np.array([len(text) + REACH for text in texts])
    total, seen = epochs * int(lengths.sum()), 0
    for epoch in range(epochs):
        losses, order = [], random.permutation(len(texts))
        cuts = np.flatnonzero(np.diff(np.cumsum(lengths[order]) // _BATCH)) + 1
        for chosen in np.split(order, cuts):
            joined = np.concatenate([np.pad(texts[at], ((0, REACH), (0, 0))) for at in chosen])
            losses.append(_step(network, optimizers, joined, guesses, rate=_RATE * (1 - seen / total), random=random))
            seen += int(lengths[chosen].sum())
        if progress is not None:
            progress(epoch + 1, float(np.mean(losses)))
    return network


def _step(
    network: Network,
    optimizers: Sequence[Adam],
    features: Ints,
    guesses: Ints,
    *,
    rate: float,
    random: np.random.Generator,
) -> float:
    """One step down the gradient; the mean loss."""
    hidden = random.random(len(features)) < _BEGINS
    hidden[1:] |= hidden[:-1] & (random.random(len(features) - 1) < _GOES_ON)
    wanted = guesses[features[:, _CHARACTER]]
    asked = np.flatnonzero(hidden & (wanted >= 0))
    passed = Pass(network, _hide(features, hidden, random), random, drop=_DROPOUT)
    vectors = passed.hidden[asked]
    scores = log_softmax(vectors @ network.output[0] + network.output[1])
    slope = np.exp(scores)
    slope[np.arange(len(asked)), wanted[asked]] -= 1
    slope /= np.float32(max(len(asked), 1))
    back = np.zeros_like(passed.hidden)
    back[asked] = slope @ network.output[0].T
    passed.learn(optimizers, back, [vectors.T @ slope, slope.sum(axis=0)], rate)
    return float(-scores[np.arange(len(asked)), wanted[asked]].mean()) if len(asked) else 0.0


def _hide(features: Ints, hidden: np.ndarray[tuple[int], np.dtype[np.bool_]], random: np.random.Generator) -> Ints:
    """The features without what tells the hidden characters; half of the time without what the stages before found there."""
    shown = features.copy()
    shown[hidden, : _WORD + 1] = 0
    shown[:-1, _PAIR][hidden[1:]] = 0
    near = np.convolve(hidden, np.ones(2 * _NEAR + 1), mode="same") > 0
    shown[near, _WORD] = 0
    if random.random() < 0.5:
        shown[hidden, _WORD + 1 :] = 0
    return shown
