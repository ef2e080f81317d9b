"""Training a network of `zhclaims.tagging`: gradient descent on partly annotated text.

The loss of a character is minus the logarithm of the probability of all labels that its annotation allows, so that text
in which only some spans are annotated teaches what it can (Tsuboi et al. 2008, without the sequence).
"""

from collections.abc import Callable, Sequence
from copy import deepcopy
from dataclasses import replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from zhclaims.tagging import REACH, Floats, Ints, Network
from zhclaims.tagging.network import DILATIONS, Packed, embed, log_softmax, windows

_WIDTH = 64
_BATCH = 6000  # characters
_GAP = REACH  # empty rows between the texts of a batch
_RATE, _DROPOUT = 2e-3, 0.25
_DOUBT = 0.7  # a character that is outside any span with less than this probability may be in one

Labels = NDArray[np.int32]


class Hiding(NamedTuple):
    """What is hidden from the network while it learns, so that it does not rely on it.

    Attributes:
        column: Share of the characters for which a column is hidden, as if it had never been seen.
        whole: A column that is hidden for whole texts, and for which share of them.
    """

    column: Sequence[float]
    whole: tuple[int, float]


class Example(NamedTuple):
    """The features of a text and the labels that each of its characters may have.

    Attributes:
        features: Rows of the embedding tables, a row for each character.
        allowed: The labels of each character, as a set of bits.
        weights: How much each character counts.
        complete: Whether all spans of the text are annotated.
    """

    features: Ints
    allowed: Labels
    weights: Floats
    complete: bool


class Adam:
    """Adam (Kingma and Ba 2015), for some rows of an array at a time."""

    def __init__(self, array: Floats) -> None:
        self.array = array
        self.mean, self.square = np.zeros_like(array), np.zeros_like(array)
        self.steps = 0

    def step(self, gradient: Floats, rate: float, rows: Ints | slice = slice(None)) -> None:
        """Move the rows against their gradient."""
        self.steps += 1
        self.mean[rows] = mean = 0.9 * self.mean[rows] + 0.1 * gradient
        self.square[rows] = square = 0.999 * self.square[rows] + 0.001 * gradient**2
        correction = np.sqrt(1 - 0.999**self.steps) / (1 - 0.9**self.steps)
        self.array[rows] -= rate * correction * mean / (np.sqrt(square) + 1e-8)


def fit(
    examples: Sequence[Example],
    *,
    rows: Sequence[int],
    labels: int,
    hiding: Hiding,
    epochs: int,
    seed: int,
    progress: Callable[[int, float], object] | None = None,
    start: Network | None = None,
) -> Network:
    """Fit the weights of a network, averaged over the second half of the epochs.

    Args:
        examples: The annotated texts.
        rows: Rows of each embedding table.
        labels: How many labels there are.
        hiding: What is hidden at random.
        epochs: How often each text is seen.
        seed: Of the order, the first weights and what is hidden.
        progress: Called after each epoch with its number and mean loss.
        start: A network whose tables and layers to start from, as `pretrain` gives it; by default from chance.
    """
    random = np.random.default_rng(seed)
    network = initial(random, rows, labels)
    if start is not None:
        network = replace(network, tables=deepcopy(start.tables), layers=deepcopy(start.layers))
    optimizers = optimizers_of(network)
    sums = None
    lengths = np.array([len(example.allowed) + _GAP for example in examples])
    total = epochs * lengths.sum()
    seen = 0
    for epoch in range(epochs):
        loss, order = 0.0, random.permutation(len(examples))
        cuts = np.flatnonzero(np.diff(np.cumsum(lengths[order]) // _BATCH)) + 1
        for chosen in np.split(order, cuts):
            batch = [examples[at] for at in chosen]
            rate = _RATE * (1 - seen / total)
            loss += _step(network, optimizers, *_joined(batch, hiding, random), rate=rate, random=random)
            seen += int(lengths[chosen].sum())
        if epoch == epochs // 2 - 1:
            _open_up(network, examples, (1 << labels) - 1)
        if epoch >= epochs // 2:
            arrays = [optimizer.array for optimizer in optimizers]
            sums = [a.copy() for a in arrays] if sums is None else [s + a for s, a in zip(sums, arrays, strict=True)]
        if progress is not None:
            progress(epoch + 1, loss / float(lengths.sum()))
    for optimizer, mean in zip(optimizers, sums or [], strict=True):
        optimizer.array[...] = mean / (epochs - epochs // 2)
    return network


def _open_up(network: Network, examples: Sequence[Example], anything: int) -> None:
    """Where spans may stand unmarked, no longer hold against the network what it takes for one."""
    for example in examples:
        if not example.complete:
            outside = np.exp(network(example.features)[:, 0])
            example.allowed[outside < _DOUBT] |= anything * (example.allowed[outside < _DOUBT] & 1)


def initial(random: np.random.Generator, rows: Sequence[int], labels: int) -> Network:
    """A network that knows nothing."""

    def normal(rows: int, columns: int, scale: float) -> Floats:
        return (random.standard_normal((rows, columns)) * scale).astype(np.float32)

    # What was never seen in training must say nothing: all tables but that of the characters begin at zero.
    tables = [normal(count, _WIDTH, 0.1 if at == 0 else 0.0) for at, count in enumerate(rows)]
    tables[0][0] = 0
    wide = 3 * _WIDTH
    layers = [(normal(wide, _WIDTH, wide**-0.5), np.zeros(_WIDTH, dtype=np.float32)) for _ in DILATIONS]
    return Network(tables, layers, (normal(_WIDTH, labels, _WIDTH**-0.5), np.zeros(labels, dtype=np.float32)))


def optimizers_of(network: Network) -> list[Adam]:
    """What moves each array of a network, in the order of `Pass.learn`."""
    return [
        *(Adam(table) for table in network.tables if not isinstance(table, Packed)),
        *(Adam(array) for layer in (*network.layers, network.output) for array in layer),
    ]


def _joined(batch: Sequence[Example], hiding: Hiding, random: np.random.Generator) -> tuple[Ints, Labels, Floats]:
    features, labels, weights = [], [], []
    for example in batch:
        shown = np.where(random.random(example.features.shape) < hiding.column, 0, example.features)
        if random.random() < hiding.whole[1]:
            shown[:, hiding.whole[0]] = 0
        features += [shown, np.zeros((_GAP, shown.shape[1]), dtype=np.int32)]
        labels += [example.allowed, np.ones(_GAP, dtype=np.int32)]
        weights += [example.weights, np.zeros(_GAP, dtype=np.float32)]
    return np.concatenate(features), np.concatenate(labels), np.concatenate(weights)


def _step(
    network: Network,
    optimizers: Sequence[Adam],
    features: Ints,
    labels: Labels,
    weights: Floats,
    *,
    rate: float,
    random: np.random.Generator,
) -> float:
    """One step down the gradient; the summed loss."""
    passed = Pass(network, features, random, drop=_DROPOUT)
    scores = log_softmax(passed.hidden @ network.output[0] + network.output[1])
    chances = np.exp(scores)
    mask = (labels[:, None] >> np.arange(scores.shape[1])) & 1
    good = np.maximum((chances * mask).sum(axis=1, keepdims=True), 1e-12)
    slope = ((chances - chances * mask / good) * weights[:, None] / len(labels)).astype(np.float32)
    output = [passed.hidden.T @ slope, slope.sum(axis=0)]
    passed.learn(optimizers, slope @ network.output[0].T, output, rate)
    return float(-(np.log(good[:, 0]) * weights).sum())


class Pass:
    """One pass of a batch through a network, with dropout, and back.

    Args:
        network: The network.
        features: The features of the batch.
        random: Says what to drop.
        drop: How much.

    Attributes:
        hidden: What the last layer makes of each character.
    """

    def __init__(self, network: Network, features: Ints, random: np.random.Generator, *, drop: float) -> None:
        self._network, self._features = network, features

        def dropout(like: Floats) -> Floats:
            kept = random.random(like.shape, dtype=np.float32) >= drop
            return kept.astype(np.float32) / np.float32(1 - drop)

        hidden = embed(network.tables, features)
        self._masks = [dropout(hidden)]
        hidden *= self._masks[0]
        self._seen = []
        for (kernel, bias), dilation in zip(network.layers, DILATIONS, strict=True):
            wide = windows(hidden, dilation)
            active = np.maximum(wide @ kernel + bias, 0)
            self._masks.append(dropout(active))
            self._seen.append((wide, active))
            hidden = hidden + active * self._masks[-1]
        self.hidden: Floats = hidden

    def learn(self, optimizers: Sequence[Adam], back: Floats, output: Sequence[Floats], rate: float) -> None:
        """Move the weights.

        Args:
            optimizers: Of the tables, the layers and the output, in this order.
            back: The gradient of `hidden`.
            output: The gradients of the output.
            rate: How far to move.
        """
        network, gradients = self._network, list(output)
        for (kernel, _), dilation, (wide, active), drop in reversed(
            list(zip(network.layers, DILATIONS, self._seen, self._masks[1:], strict=True))
        ):
            inner = back * drop * (active > 0)
            gradients = [wide.T @ inner, inner.sum(axis=0), *gradients]
            back = back + _unwindowed(inner @ kernel.T, dilation)
        back = back * self._masks[0]
        for optimizer, column in zip(optimizers, self._features.T, strict=False):
            rows, places = np.unique(column, return_inverse=True)
            hot = csr_matrix((np.ones(len(column), dtype=np.float32), (places, np.arange(len(column)))))
            gradient = hot @ back
            gradient[rows == 0] = 0
            optimizer.step(gradient, rate, rows)
        for optimizer, gradient in zip(optimizers[len(network.tables) :], gradients, strict=True):
            optimizer.step(gradient, rate)


def _unwindowed(wide: Floats, dilation: int) -> Floats:
    """The gradient of what `windows` was given, from that of what it gave."""
    width = wide.shape[1] // 3
    total = wide[:, width : 2 * width].copy()
    total[:-dilation] += wide[dilation:, :width]
    total[dilation:] += wide[:-dilation, 2 * width :]
    return total
