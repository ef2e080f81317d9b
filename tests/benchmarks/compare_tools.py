"""Compare what tools find in the same texts: a table of Markdown, counted against gold.

    python tests/benchmarks/compare_tools.py                 the seed article and the development articles
    python tests/benchmarks/compare_tools.py GOLD.jsonl ...

Peers take part where they are installed (``pip install recognizers-text-suite "emoji<2" jionlp``). Counted are the values
of gold claims, optional ones apart: found, where a hit overlaps the value; number right, where its number is the gold's
(of a date, its year); elsewhere, hits that overlap no value, which need not be wrong: a date may be a period.
"""

import argparse
import contextlib
import io
import logging
import re
import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

import zhclaims
from zhclaims.evaluation import GoldClaim, GoldDocument, read_gold


class Hit(NamedTuple):
    """What a tool found: a span, and the numbers that it stands for."""

    start: int
    end: int
    numbers: tuple[float, ...]


Reader = Callable[[GoldDocument], Iterator[Hit]]
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?")
_MODELS = {
    "recognizers_number": ("number", "ordinal", "percentage"),
    "recognizers_number_with_unit": ("currency", "dimension", "age", "temperature"),
    "recognizers_date_time": ("datetime",),
}


def claims(document: GoldDocument) -> Iterator[Hit]:
    """The claims of this package."""
    for claim in zhclaims.extract(document.text, published=document.published):
        value = claim.value
        yield Hit(value.start, value.end, _floats(value.number, value.low, value.high))


def quantities(document: GoldDocument) -> Iterator[Hit]:
    """The quantities and periods of this package, without its model."""
    for each in zhclaims.quantities(document.text):
        yield Hit(each.start, each.end, _floats(each.number, each.low, each.high))
    for period in zhclaims.periods(document.text, reference=document.published):
        yield Hit(period.start, period.end, _read(period.value or "")[:1])


def recognizers() -> Reader:
    """All eight models of Recognizers-Text for Chinese."""
    models = [
        getattr(import_module(module), f"recognize_{kind}") for module, kinds in _MODELS.items() for kind in kinds
    ]

    def read(document: GoldDocument) -> Iterator[Hit]:
        for model in models:
            with contextlib.suppress(Exception):
                for each in model(document.text, "zh-cn"):
                    yield Hit(each.start, each.end + 1, _read(str(each.resolution)))

    return read


def jionlp() -> Reader:
    """The readers of money and of times of JioNLP."""
    with contextlib.redirect_stdout(io.StringIO()):
        jio = import_module("jionlp")

    def read(document: GoldDocument) -> Iterator[Hit]:
        day = document.published
        base = (datetime(day.year, day.month, day.day) if day else datetime(2020, 12, 31)).timestamp()  # noqa: DTZ001 # as it takes it
        for reader in (jio.ner.extract_money, lambda text: jio.ner.extract_time(text, time_base=base)):
            with contextlib.suppress(Exception):
                for each in reader(document.text):
                    yield Hit(*each["offset"], _read(str(each["detail"])))

    return read


def tools() -> dict[str, Reader]:
    """The tools that are installed."""
    found: dict[str, Reader] = {"zhclaims": claims, "zhclaims.quantities, periods": quantities}
    with contextlib.suppress(ImportError):
        found["Recognizers-Text, all eight models"] = recognizers()
    with contextlib.suppress(ImportError):
        found["JioNLP, money and time"] = jionlp()
    return found


def _floats(*numbers: object) -> tuple[float, ...]:
    return tuple(float(str(number)) for number in numbers if number is not None)


def _read(text: str) -> tuple[float, ...]:
    return tuple(map(float, _NUMBER.findall(text)))


def _right(hit: Hit, claim: GoldClaim) -> bool:
    wanted = _floats(claim.value.number) or _floats(claim.value.low, claim.value.high)
    return all(any(abs(abs(number) - abs(each)) <= 1e-9 * abs(each) for number in hit.numbers) for each in wanted)


def count(reader: Reader, documents: list[GoldDocument]) -> tuple[int, int, int, int]:
    """How many gold values there are, were found, have their number, and how many hits are elsewhere."""
    values = found = right = elsewhere = 0
    for document in documents:
        hits = list(reader(document))
        gold = [claim for claim in document.claims if not claim.optional]
        values += len(gold)
        for claim in gold:
            mine = [hit for hit in hits if hit.start < claim.value.end and claim.value.start < hit.end]
            found += bool(mine)
            right += any(_right(hit, claim) for hit in mine)
        spans = [claim.value for claim in document.claims]
        elsewhere += sum(not any(hit.start < span.end and span.start < hit.end for span in spans) for hit in hits)
    return values, found, right, elsewhere


def main() -> None:
    """Read the arguments and compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path, nargs="*", help="gold files")
    arguments = parser.parse_args()
    logging.disable(logging.CRITICAL)  # a peer logs what it fails on
    folder = zhclaims.corpus_path() / "gold"
    files = arguments.gold or [folder / "c2m.jsonl", folder / "dev.jsonl"]
    documents = [document for path in files for document in read_gold(path)]
    lines = [
        "| tool | values found | number right | hits elsewhere | subject, metric, period, modality, source |",
        "| --- | --- | --- | --- | --- |",
    ]
    for name, reader in tools().items():
        values, found, right, elsewhere = count(reader, documents)
        gives = "yes" if reader is claims else "no"
        lines.append(f"| {name} | {found} of {values} | {right} | {elsewhere} | {gives} |")
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
