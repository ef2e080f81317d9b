"""Measure the tokenizer and the search for names beside jieba and a neural recogniser, in one process and one run.

    python tests/benchmarks/bench_names.py TEXTS.jsonl [--texts 200] [--rounds 3]

spaCy's recogniser has its default size (96 wide, 4 deep) and is not trained: its speed does not depend on that. Set
OPENBLAS_NUM_THREADS=1 to keep all on one core. The figures are medians over the rounds, in which all take turns.
"""

import argparse
import json
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import jieba
import spacy
from spacy.training import Example

import zhclaims

SLOW = 10  # the recogniser reads every tenth text


def recogniser() -> Callable[[str], object]:
    """spaCy's named entity recogniser over jieba's words."""
    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": {"segmenter": "jieba"}}})
    ner = nlp.add_pipe("ner")
    for label in ("ORG", "PER", "LOC"):
        ner.add_label(label)
    nlp.initialize(lambda: [Example.from_dict(nlp.make_doc("云麓科技涨了"), {"entities": [(0, 4, "ORG")]})])
    return nlp


def whole(nlp: spacy.Language, *stages: str) -> Callable[[str], object]:
    """The tokenizer and some stages of the pipeline."""
    chosen = [stage for name, stage in nlp.pipeline if name in stages]

    def run(text: str) -> object:
        doc = nlp.tokenizer(text)
        for stage in chosen:
            doc = stage(doc)
        return doc

    return run


def main() -> None:
    """Print characters a second and the ratio to jieba."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--texts", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    with arguments.file.open(encoding="utf-8") as file:
        texts = [json.loads(line)["text"] for _, line in zip(range(arguments.texts), file, strict=False)]
    nlp = zhclaims.load()
    tokenizer = jieba.Tokenizer()
    tools: dict[str, tuple[Callable[[str], object], list[str]]] = {
        "jieba.lcut": (tokenizer.lcut, texts),
        "tokenizer": (nlp.tokenizer, texts),
        "tokenizer + companies": (whole(nlp, "quantities", "companies"), texts),
        "whole pipeline": (whole(nlp, *nlp.pipe_names), texts),
        "spaCy recogniser, default size": (recogniser(), texts[::SLOW]),
    }
    for run, _ in tools.values():
        run(texts[0])
    rates: dict[str, list[float]] = {name: [] for name in tools}
    for _ in range(arguments.rounds):
        for name, (run, its) in tools.items():
            start = time.perf_counter()
            for text in its:
                run(text)
            rates[name].append(sum(map(len, its)) / (time.perf_counter() - start))
    base = statistics.median(rates["jieba.lcut"])
    for name, found in rates.items():
        rate = statistics.median(found)
        sys.stdout.write(f"{name:32s} {rate / 1e6:6.3f} M characters/s  {rate / base:5.2f} x jieba.lcut\n")


if __name__ == "__main__":
    main()
