"""A small network over characters, in plain NumPy: sums of embeddings, residual dilated convolutions, a linear output.

The shape is that of Strubell et al. 2017 (Fast and Accurate Entity Recognition with Iterated Dilated Convolutions): each
layer sees three characters, in each layer farther apart, so that a few layers see a long name as a whole.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from zhclaims.errors import TableError
from zhclaims.text.layout import Span

DILATIONS = (1, 2, 4, 8)
"""How far apart the three characters are that each layer sees."""
REACH = sum(DILATIONS)
"""How far from a character the network sees."""

Floats = NDArray[np.float32]
Ints = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Packed:
    """An embedding table in eight bits, each row by its own scale; a row is unpacked when it is asked for.

    Attributes:
        cells: The numbers, ``rows x width``.
        scales: What they are to be multiplied with, ``rows x 1``.
    """

    cells: NDArray[np.int8]
    scales: Floats

    @classmethod
    def of(cls, table: Floats) -> Self:
        """Pack a table; each number loses what is beyond the 127th part of the largest of its row."""
        scales = np.maximum(np.abs(table).max(axis=1, keepdims=True), 1e-6) / 127
        return cls(np.rint(table / scales).astype(np.int8), scales.astype(np.float32))

    def __getitem__(self, rows: Ints) -> Floats:
        result: Floats = self.cells.take(rows, axis=0) * self.scales.take(rows, axis=0)
        return result


Table = Floats | Packed
"""An embedding table: as it is in training, or packed."""


@dataclass(frozen=True, slots=True)
class Network:
    """The weights.

    Attributes:
        tables: One embedding table for each column of features, ``rows x width``.
        layers: Weights and bias of each residual layer, ``3 * width x width`` and ``width``.
        output: Weights and bias of the output, ``width x labels`` and ``labels``.
    """

    tables: Sequence[Table]
    layers: Sequence[tuple[Floats, Floats]]
    output: tuple[Floats, Floats]

    def __call__(self, features: Ints) -> Floats:
        """Logarithms of the probabilities of the labels.

        Args:
            features: A row of table indices for each character, a column for each table.

        Returns:
            A row for each character, a column for each label.
        """
        hidden = embed(self.tables, features)
        for (weights, bias), dilation in zip(self.layers, DILATIONS, strict=True):
            active = windows(hidden, dilation) @ weights
            active += bias
            hidden += np.maximum(active, 0, out=active)
        return log_softmax(hidden @ self.output[0] + self.output[1])

    def read_regions(self, features: Ints, regions: Sequence[Span] | None = None) -> Floats:
        """Read stretches of a text at once, none of which sees beyond its surroundings.

        Args:
            features: As for a call, of the whole text.
            regions: The stretches, in order; by default the whole text.

        Returns:
            As a call; NaN outside the stretches.
        """
        count = len(features)
        regions = [Span(0, count)] if regions is None else regions
        gap = np.zeros((REACH, features.shape[1]), dtype=np.int32)
        wider = [Span(max(0, region.start - REACH), min(count, region.end + REACH)) for region in regions]
        read = self(np.concatenate([gap, *(part for span in wider for part in (features[slice(*span)], gap))]))
        result = np.full((count, read.shape[1]), np.nan, dtype=np.float32)
        at = REACH
        for region, span in zip(regions, wider, strict=True):
            offset = at - span.start
            result[slice(*region)] = read[region.start + offset : region.end + offset]
            at += span.end - span.start + REACH
        return result

    def to_arrays(self) -> dict[str, NDArray[np.generic]]:
        """The weights by name, for `numpy.savez`; the embeddings in eight bits, each row by its own scale."""
        arrays: dict[str, NDArray[np.generic]] = {}
        for at, table in enumerate(self.tables):
            packed = table if isinstance(table, Packed) else Packed.of(table)
            arrays |= {f"table{at}": packed.cells, f"scale{at}": packed.scales}
        for at, (weights, bias) in enumerate(self.layers):
            arrays |= {f"layer{at}": weights, f"bias{at}": bias}
        return arrays | {"output": self.output[0], "output_bias": self.output[1]}

    @classmethod
    def read(cls, path: Path) -> Self:
        """Read the weights that training wrote: an ``.npz`` file of plain arrays, in which nothing is pickled.

        Raises:
            TableError: The file is missing or holds no network.
        """
        try:
            with path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
                return cls.from_arrays(arrays)
        except (OSError, EOFError, ValueError, KeyError, BadZipFile) as error:
            raise TableError(f"can't be read as the weights of a network: {error}", path=path) from error

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[np.generic]]) -> Self:
        """The network of weights that `to_arrays` gave.

        Raises:
            KeyError: An array is missing.
        """

        def series(name: str) -> list[NDArray[Any]]:
            count = sum(key.removeprefix(name).isdigit() for key in arrays if key.startswith(name))
            return [arrays[f"{name}{at}"] for at in range(count)]

        tables = [Packed(cells, scales) for cells, scales in zip(series("table"), series("scale"), strict=True)]
        layers = list(zip(series("layer"), series("bias"), strict=True))
        output: tuple[NDArray[Any], NDArray[Any]] = arrays["output"], arrays["output_bias"]
        return cls(tables, layers, output)


def embed(tables: Sequence[Table], features: Ints) -> Floats:
    """The sum of the embeddings of each character."""
    total: Floats = tables[0][features[:, 0]]
    for column, table in enumerate(tables[1:], 1):
        total += table[features[:, column]]
    return total


def windows(hidden: Floats, dilation: int) -> Floats:
    """The vectors of each character and of those that many characters before and after, side by side; zeros beyond the ends."""
    count, width = hidden.shape
    wide = np.zeros((count, 3 * width), dtype=np.float32)
    wide[dilation:, :width] = hidden[:-dilation]
    wide[:, width : 2 * width] = hidden
    wide[:-dilation, 2 * width :] = hidden[dilation:]
    return wide


def log_softmax(scores: Floats) -> Floats:
    """Logarithms of the probabilities that scores amount to, row by row."""
    scores = scores - scores.max(axis=1, keepdims=True)
    result: Floats = scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))
    return result
