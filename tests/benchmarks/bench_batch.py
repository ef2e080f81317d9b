"""Measure batches: speed beside a word cutter, two processes beside one, memory, start-up.

    python tests/benchmarks/bench_batch.py                              the articles of the shipped corpus
    python tests/benchmarks/bench_batch.py TEXTS.jsonl                  the "text" of every line
    python tests/benchmarks/bench_batch.py TEXTS.jsonl --documents 100000   repeated up to so many

All is measured in one run, a round each in turn, so that a busy machine slows all alike: read the ratios. Speeds are
medians of characters a second; those of one process are of processor time, those of batches of the clock. Memory is the
resident set of each process, looked at as documents are done.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import cycle, islice
from pathlib import Path

import jieba

import zhclaims
from zhclaims.batch import batch

MARKS = (100, 1_000, 3_000, 10_000, 30_000, 100_000, 300_000, 1_000_000)


def write(line: str) -> None:
    """Write a line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def resident(process: int) -> float:
    """Memory of a process in MB, as Linux tells it."""
    pages = int(Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def children() -> list[int]:
    """The workers of this process that are alive."""
    told = Path(f"/proc/self/task/{os.getpid()}/children").read_text(encoding="ascii")
    return [int(process) for process in told.split()]


def rows(texts: Sequence[str], documents: int) -> Iterator[dict[str, str]]:
    """Documents, the texts over and over."""
    for number, text in enumerate(islice(cycle(texts), documents)):
        yield {"doc_id": f"d{number:07d}", "text": text}


def single(texts: Sequence[str], rounds: int) -> None:
    """Characters a second of one process: the word cutter, and claims."""
    cut: Callable[[str], object] = jieba.Tokenizer().lcut
    readers: dict[str, Callable[[str], object]] = {"jieba.lcut": cut, "zhclaims.extract": zhclaims.extract}
    for reader in readers.values():
        reader("去年营收1.5亿元")
    speeds: dict[str, list[float]] = {name: [] for name in readers}
    size = sum(map(len, texts))
    for _ in range(rounds):
        for name, reader in readers.items():
            start = time.process_time()
            for text in texts:
                reader(text)
            speeds[name].append(size / (time.process_time() - start))
    medians = {name: statistics.median(found) for name, found in speeds.items()}
    for name, speed in medians.items():
        write(f"{name:32s}{speed:12,.0f} characters/s   {speed / medians['jieba.lcut']:6.3f} of jieba.lcut")


def batches(texts: Sequence[str], documents: int, rounds: int, folder: Path) -> None:
    """Characters a second of one and of two worker processes, the time until the first document apart; and memory."""
    source = folder / "in.jsonl"
    with source.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows(texts, documents))
    size = sum(len(text) for text in islice(cycle(texts), documents))
    speeds: dict[int, list[float]] = {1: [], 2: []}
    for _ in range(rounds):
        for jobs, found in speeds.items():
            watch = Watch(jobs)
            own = time.process_time()
            summary = batch(source, folder / f"{jobs}.parquet", jobs=jobs, progress=watch)
            own = time.process_time() - own
            found.append(size / (time.monotonic() - watch.first))
            write(f"{jobs} process(es): {found[-1]:10,.0f} characters/s, {summary}; main process {own:.1f} s; {watch}")
    ratio = statistics.median(two / one for one, two in zip(speeds[1], speeds[2], strict=True))
    write(f"two processes are {ratio:.2f} x one; load of the machine {os.getloadavg()[0]:.1f}, {os.cpu_count()} cores")


class Watch:
    """Looks at memory as documents are done."""

    def __init__(self, jobs: int) -> None:
        self.jobs = jobs
        self.first = 0.0
        self.seen: dict[int, tuple[float, float]] = {}

    def __call__(self, done: int) -> None:
        """Called after each document."""
        self.first = self.first or time.monotonic()
        if done in MARKS:
            self.seen[done] = max(map(resident, children()), default=0.0), resident(os.getpid())

    def __str__(self) -> str:
        told = (f"{done:,}: {worker:.0f} + {main:.0f}" for done, (worker, main) in self.seen.items())
        return "MB of a worker + main at " + ", ".join(told)


def startup(rounds: int) -> None:
    """Seconds of a cold process."""
    seed = zhclaims.corpus_path() / "articles" / "c2m.txt"
    for arguments in (["--help"], ["extract", str(seed)]):
        command = [sys.executable, "-c", "from zhclaims.cli import main; main()", *arguments]
        taken = []
        for _ in range(rounds):
            start = time.monotonic()
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 # this interpreter
            taken.append(time.monotonic() - start)
        write(f"zhclaims {arguments[0]:24s}{statistics.median(taken):8.2f} s, best {min(taken):.2f} s")


def main() -> None:
    """Read the arguments and measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path, nargs="?", help='JSON Lines with a "text" each; the corpus where left out')
    parser.add_argument("--documents", type=int, help="how many documents a batch has; by default one of each text")
    parser.add_argument("--first", type=int, help="take only so many texts")
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    if arguments.texts is None:
        texts = [path.read_text(encoding="utf-8") for path in sorted(zhclaims.corpus_path().glob("articles/*.txt"))]
    else:
        with arguments.texts.open(encoding="utf-8") as lines:
            texts = [json.loads(line)["text"] for line in islice(lines, arguments.first)]
    write(f"{len(texts)} texts, {sum(map(len, texts)):,d} characters, {arguments.rounds} rounds")
    startup(arguments.rounds)
    with tempfile.TemporaryDirectory() as folder:
        batches(texts, arguments.documents or len(texts), arguments.rounds, Path(folder))
    single(texts, arguments.rounds)  # last, as it loads the pipeline into this process


if __name__ == "__main__":
    main()
