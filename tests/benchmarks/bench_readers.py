"""Measure the readers of quantities and periods beside their peers, and how their time grows with the text.

    python tests/benchmarks/bench_readers.py                 the articles of the shipped corpus
    python tests/benchmarks/bench_readers.py TEXTS.jsonl     the "text" of every line

Peers take part where they are installed (``pip install recognizers-text-suite jionlp``). All run in one process on one
core, a round each in turn, so that a busy machine slows all alike; the figures are medians over the rounds.
"""

import argparse
import contextlib
import io
import json
import logging
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from datetime import date, datetime
from importlib import import_module
from pathlib import Path

import jieba

import zhclaims

Reader = Callable[[str], object]
REFERENCE = date(2021, 6, 14)
SIZES = (1_000, 10_000, 100_000, 1_000_000)
# Repeated up to each size.
HOSTILE = {
    "digits": "1", "一": "一", "亿": "亿", "万": "万", "半": "半", "几": "几", "第一": "第一", "brackets": "（(", "1,": "1,", "1.": "1.",
    "1-": "1-", "dashes": "-", "2018年": "2018年", "一年零": "一年零", "十分之": "十分之", "1元/": "1元/", "每": "每", "翻": "翻", "12、": "12、",
    "单位:亿元": "单位:亿元 ", "1月至": "1月至", "2020-": "2020-", "上": "上", "大": "大", "近": "近", "周": "周", "a1": "a1",
}  # fmt: skip


_MODELS = {
    "recognizers_number": ("number", "ordinal", "percentage"),
    "recognizers_number_with_unit": ("currency", "dimension", "age", "temperature"),
    "recognizers_date_time": ("datetime",),
}


def peers() -> dict[str, tuple[Reader, int]]:
    """The peers that are installed: a reader, and how many characters a round gives it."""
    tokenizer = jieba.Tokenizer()
    found: dict[str, tuple[Reader, int]] = {"jieba.lcut": (tokenizer.lcut, 200_000)}
    with contextlib.suppress(ImportError):
        found["Recognizers-Text, all models"] = (recognizers(), 5_000)
    with contextlib.suppress(ImportError):
        found |= jionlp()
    return found


def recognizers() -> Reader:
    """Number, ordinal, percentage, currency, dimension, age, temperature and datetime of Recognizers-Text."""
    models: list[Callable[[str, str], object]] = []
    for module, kinds in _MODELS.items():
        found = import_module(module)
        models += [getattr(found, f"recognize_{kind}") for kind in kinds]
    return lambda text: [model(text, "zh-cn") for model in models]


def jionlp() -> dict[str, tuple[Reader, int]]:
    """The readers of times and of money of JioNLP; both find and resolve."""
    with contextlib.redirect_stdout(io.StringIO()):
        jio = import_module("jionlp")
    base = datetime(REFERENCE.year, REFERENCE.month, REFERENCE.day).timestamp()  # noqa: DTZ001 - as jionlp takes it
    return {
        "JioNLP, time": (lambda text: jio.ner.extract_time(text, time_base=base), 50_000),
        "JioNLP, money": (jio.ner.extract_money, 200_000),
    }


def own() -> dict[str, tuple[Reader, int]]:
    """The readers of this package."""
    return {
        "quantities": (zhclaims.quantities, 1_000_000),
        "periods": (lambda text: zhclaims.periods(text, reference=REFERENCE), 1_000_000),
        "both": (both, 1_000_000),
    }


def both(text: str) -> None:
    """Read quantities and periods."""
    zhclaims.quantities(text)
    zhclaims.periods(text, reference=REFERENCE)


def take(texts: Sequence[str], characters: int) -> list[str]:
    """The first texts that hold so many characters."""
    taken, held = [], 0
    for text in texts:
        if held >= characters:
            break
        taken.append(text)
        held += len(text)
    return taken


def seconds(reader: Reader, texts: Sequence[str]) -> float:
    """Processor time of a reader over texts; a peer that raises on a text has done with it."""
    start = time.process_time()
    for text in texts:
        with contextlib.suppress(Exception):
            reader(text)
    return time.process_time() - start


def compare(texts: Sequence[str], rounds: int) -> None:
    """Write how many characters a second each reader reads, and how many times as fast both of ours are."""
    readers = {name: (reader, take(texts, share)) for name, (reader, share) in (peers() | own()).items()}
    for reader, _ in readers.values():
        reader("去年营收1.5亿元")  # loads what it loads at first use
    taken: dict[str, list[float]] = {name: [] for name in readers}
    for _ in range(rounds):
        for name, (reader, share) in readers.items():
            taken[name].append(sum(map(len, share)) / max(seconds(reader, share), 1e-9))
    medians = {name: statistics.median(speeds) for name, speeds in taken.items()}
    write(f"{'reader':32s}{'characters/s':>14s}{'both is':>12s}")
    for name, speed in medians.items():
        write(f"{name:32s}{speed:14,.0f}{medians['both'] / speed:10.1f} x")


def growth(texts: Sequence[str], rounds: int) -> None:
    """Write the time of a character, in microseconds, as one document grows: of real text and of hostile input."""
    whole = "\n".join(texts)
    real = {"real text": whole * (SIZES[-1] // max(1, len(whole)) + 1)}
    write(f"\n{'us a character at a length of':32s}" + "".join(f"{size:>12,d}" for size in SIZES))
    for name, unit in (real | HOSTILE).items():
        cells = []
        for size in SIZES:
            text = (unit * (size // len(unit) + 1))[:size]
            repeats = max(1, 20_000 // size)
            times = [seconds(both, [text] * repeats) / repeats / size for _ in range(rounds if name in real else 1)]
            cells.append(f"{1e6 * statistics.median(times):12.2f}")
        write(f"{name:32s}" + "".join(cells))


def write(line: str) -> None:
    """Write a line at once, so that a slow peer can be watched."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main() -> None:
    """Read the arguments and measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path, nargs="?", help='JSON Lines with a "text" each; the corpus where left out')
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    logging.disable(logging.CRITICAL)  # a peer logs what it fails on
    if arguments.texts is None:
        texts = [path.read_text(encoding="utf-8") for path in sorted(zhclaims.corpus_path().glob("articles/*.txt"))]
    else:
        with arguments.texts.open(encoding="utf-8") as lines:
            texts = [json.loads(line)["text"] for line in lines]
    write(f"{len(texts)} texts, {sum(map(len, texts)):,d} characters, {arguments.rounds} rounds")
    compare(texts, arguments.rounds)
    growth(texts, arguments.rounds)


if __name__ == "__main__":
    main()
