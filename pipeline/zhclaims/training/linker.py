"""Training: from gold files to the weights of the linker."""

import json
from collections.abc import Iterable
from pathlib import Path

from zhclaims.claims import training
from zhclaims.components import reading
from zhclaims.documents import replacing
from zhclaims.evaluation import read_gold
from zhclaims.language import load, read


def train(gold: Iterable[Path], out: Path, *, penalty: float = 4.0) -> int:
    """Train the weights of the linker and write them.

    The same gold, tables and options give the same weights; nothing is random.

    Args:
        gold: Gold files, as :func:`zhclaims.evaluation.read_gold` reads them.
        out: Where the weights go: ``claims/weights.json`` of a model.
        penalty: Strength of the L2 penalty.

    Returns:
        How many documents it learned from.

    Raises:
        GoldError: A gold file has a bad row; the message names file and line.
        ZhclaimsError: The weights can't be written.
    """
    nlp = load()
    nlp.remove_pipe("claims")
    documents = [
        (
            reading(read(document.text, published=document.published, nlp=nlp)),
            [claim.model_dump(mode="json") for claim in document.claims],
        )
        for path in gold
        for document in read_gold(path)
    ]
    weights = training.train(documents, penalty=penalty)
    with replacing(out) as file:  # a feature a line, so that a change can be read
        file.write(json.dumps(weights, ensure_ascii=False, indent=0, sort_keys=True).encode() + b"\n")
    return len(documents)
