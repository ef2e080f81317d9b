"""Measure what each group of features is worth to the linker: train it without them, one group at a time.

    python tests/benchmarks/ablate_linker.py GOLD.jsonl… --texts FOLDER --on EVAL.jsonl [--rounds 0]

Prints a table of F1 on the gold of EVAL.jsonl: by the rules alone (no weights: the first option of each decision), with all
features, and without each group. The network of roles is trained once, on the gold alone.
"""

import argparse
import re
import sys
from collections.abc import Iterable
from pathlib import Path

from zhclaims.claims import training
from zhclaims.claims.assembly import claims
from zhclaims.claims.choice import Model
from zhclaims.claims.linking import links
from zhclaims.claims.reading import Reading
from zhclaims.claims.roles import find_roles
from zhclaims.components import reading, role_features
from zhclaims.evaluation import GoldDocument, evaluate, read_gold
from zhclaims.language import load
from zhclaims.language import read as read_text
from zhclaims.tagging import Network
from zhclaims.training.linker import prepare

GROUPS = {
    "distance and clauses": r"(?:breaks|clauses|length|figures|depth|sentences|paragraphs|anchor|side|nth|recency)=",
    "characters around": r"(?:left1?|right1?|gap|next|last|before|tail|led)=",
    "network of roles": r"role=",
    "decisions before": r"previous|used|unused|since=",
    "order in lists": r"parallel|moved=",
    "what a name is": r"type=|entity:|phrase|company|continues",
}
FIELDS = ("subject", "metric", "period", "modality", "claim")


def readings(documents: Iterable[GoldDocument], network: Network) -> dict[str, Reading]:
    """The texts, read with a network of roles."""
    nlp = load()
    nlp.remove_pipe("claims")
    docs = {d.doc_id: read_text(d.text, published=d.published, nlp=nlp) for d in documents}
    return {name: reading(doc, find_roles(network, role_features(doc))) for name, doc in docs.items()}


def row(cells: Iterable[str]) -> None:
    """Print a row of the table."""
    sys.stdout.write(f"| {' | '.join(cells)} |\n")
    sys.stdout.flush()


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--texts", type=Path)
    parser.add_argument("--on", type=Path, required=True)
    parser.add_argument("--rounds", type=int, default=0)
    arguments = parser.parse_args()
    ready = prepare(arguments.gold, texts=arguments.texts)
    documents = read_gold(arguments.on)
    read = readings(documents, ready.network)

    def show(name: str, model: Model) -> None:
        found = [claim for key, one in read.items() for claim in claims(one, links(one, model), doc_id=key)]
        scores = evaluate(documents, found).scores
        row([name, *(f"{scores[field].f1:.3f}" for field in FIELDS)])

    row(["features", *FIELDS])
    row(["---"] * (len(FIELDS) + 1))
    show("none: rules alone", Model({}))
    for name, pattern in {"all": None, **GROUPS}.items():
        without = re.compile(pattern) if pattern else None
        weights = training.train(ready.taught, penalty=4.0, rounds=arguments.rounds, without=without)
        show(f"without {name}" if without else name, Model(weights))


if __name__ == "__main__":
    main()
