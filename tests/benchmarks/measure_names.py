"""Measure the names that are found against annotated text.

    python tests/benchmarks/measure_names.py FEWFC.json ... CLUENER.json UNER.iob2 NAMES.jsonl

Each file is told by its form: FewFC (recall of the organisations that take part in its events, whose other names are not
annotated), CLUENER (``company``), Universal NER (ORG) and this project's own rows with ``text`` and ``names``.
``--no-lexicon`` leaves the tables of names out. ``--false-hits 50`` draws as many names that touch none of the annotated,
and prints each with its sentence, to be read; ``--types company brand`` draws them from these types alone.
"""

import argparse
import json
import random
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

from zhclaims.entities import COMPANY_TYPES, Entity, Lexicon, default_lexicon, entities
from zhclaims.training.names import read_names

Finder = Callable[[str], list[Entity]]
EVENT_ROLES = {"sub-org", "obj-org", "target-company"}


class Text(NamedTuple):
    """A text and the spans that are annotated in it."""

    text: str
    spans: set[tuple[int, int]]


def fewfc(row: dict) -> Text:
    """The organisations that take part in the events of a row of FewFC."""
    mentions = [mention for event in row["events"] for mention in event["mentions"]]
    return Text(row["content"], {tuple(m["span"]) for m in mentions if m["role"] in EVENT_ROLES})


def cluener(row: dict) -> Text:
    """The companies of a row of CLUENER, whose spans include their last character."""
    spans = row["label"].get("company", {}).values()
    return Text(row["text"], {(start, end + 1) for places in spans for start, end in places})


def texts(path: Path) -> tuple[str, Iterator[Text]]:
    """The texts of a file and what is annotated in it."""
    if path.suffix == ".iob2":
        return "ORG", (
            Text(a.text, {(n.start, n.end) for n in a.names if "company" in n.types}) for a in read_names(path)
        )
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    if "events" in rows[0]:
        return "organisations of events", map(fewfc, rows)
    if "label" in rows[0]:
        return "company", map(cluener, rows)
    return "names", (
        Text(row["text"], {(start, end) for start, end, kind in row["names"] if kind in COMPANY_TYPES}) for row in rows
    )


def score(found: list[set[tuple[int, int]]], gold: list[Text]) -> dict[str, float]:
    """Precision, recall and F1 of whole spans, and how many overlap one; and of the names per text, each counted once."""
    spans, right, given = sum(len(g.spans) for g in gold), 0, sum(map(len, found))
    touched = hit = names = named = both = 0
    for have, want in zip(found, gold, strict=True):
        right += len(have & want.spans)
        touched += sum(any(s < end and e > start for s, e in have) for start, end in want.spans)
        hit += sum(any(s < end and e > start for s, e in want.spans) for start, end in have)
        texts_found, texts_wanted = ({want.text[s:e] for s, e in some} for some in (have, want.spans))
        names, named, both = names + len(texts_wanted), named + len(texts_found), both + len(texts_found & texts_wanted)
    return {
        "texts": len(gold), "spans": spans, "precision": right / given, "recall": right / spans, "f1": 2 * right / (given + spans),
        "overlap_precision": hit / given, "overlap_recall": touched / spans, "names_f1": 2 * both / (names + named),
    }  # fmt: skip


def false_hits(gold: list[Text], finder: Finder, types: frozenset[str], count: int) -> list[str]:
    """Random names of some types that touch none of the annotated, each as a line with its type, origin and sentence."""
    lines = [
        f"{name.text}\t{name.type}\t{name.source}\t{text.text}"
        for text in gold
        for name in finder(text.text)
        if name.type in types and not any(name.start < end and name.end > start for start, end in text.spans)
    ]
    return random.Random(1).sample(lines, min(count, len(lines)))  # noqa: S311 (a sample to read)


def main() -> None:
    """Print a line of figures for each file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--no-lexicon", action="store_true")
    parser.add_argument("--false-hits", type=int, default=0)
    parser.add_argument("--types", nargs="+", choices=sorted(COMPANY_TYPES), default=sorted(COMPANY_TYPES))
    arguments = parser.parse_args()
    lexicon = Lexicon(()) if arguments.no_lexicon else default_lexicon()
    for path in arguments.files:
        what, read = texts(path)
        gold = list(read)
        found = [{(e.start, e.end) for e in entities(g.text, lexicon=lexicon) if e.type in COMPANY_TYPES} for g in gold]
        figures = score(found, gold)
        shown = ", ".join(f"{k} {v:.3f}" if isinstance(v, float) else f"{k} {v:,}" for k, v in figures.items())
        sys.stdout.write(f"{path.name} ({what}): {shown}\n")
        if arguments.false_hits:
            finder = partial(entities, lexicon=lexicon)
            hits = false_hits(gold, finder, frozenset(arguments.types), arguments.false_hits)
            sys.stdout.writelines(f"{hit}\n" for hit in hits)


if __name__ == "__main__":
    main()
