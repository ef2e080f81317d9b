"""Kill a long batch at random, over and over, and compare what it gives in the end with a quiet run.

    python tests/benchmarks/soak_batch.py                                     2,000 documents, 5 kills
    python tests/benchmarks/soak_batch.py TEXTS.jsonl --documents 100000 --kills 20 --characters 60

One document in a hundred is hostile: bytes of no encoding, JSON that breaks off, no text, a text that is no string, a bad
date, a doc_id that was used, 30 MB of digits in a row, corrupt PDF, Word, zip and gzip files, deep HTML; a few kill the
worker that reads them, or hold it for ever. Exit code 0 says that nothing was lost, doubled or changed.
"""

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from importlib import import_module
from itertools import cycle, islice
from pathlib import Path

import zhclaims
from zhclaims.batch import BatchOptions, Summary, batch
from zhclaims.batch.extractor import Pipeline
from zhclaims.records import Claim

OPTIONS = BatchOptions(seconds=20.0, memory=1_500)
_FILES = {"bad.pdf": b"%PDF-1.7 no", "bad.docx": b"PK no", "bad.zip": b"PK no", "bad.txt.gz": b"no", "bad.txt": b"\x80\xff\xff\x01"}  # fmt: skip


class Hostile:
    """The shipped pipeline, which a document can kill or hold."""

    def __init__(self) -> None:
        self._read = Pipeline()

    def __reduce__(self) -> tuple[type["Hostile"], tuple[()]]:
        return type(self), ()

    def __call__(self, text: str, *, published: date | None, doc_id: str | None) -> list[Claim]:
        """Read the claims of a text, unless it kills first."""
        if "KILL" in text:
            os.kill(os.getpid(), signal.SIGKILL)
        if "HOLD" in text:
            time.sleep(600)
        return self._read(text, published=published, doc_id=doc_id)


def hostile(number: int) -> bytes:
    """A row that can't be read as it should."""
    kinds = [
        b"\x80\xff\xff\x01",
        b'{"text": "\xe8\x90\xa5',
        b"{}",
        b'{"text": " "}',
        b'{"text": 3}',
        b'{"text": "a", "published": "yesterday"}',
        b'{"doc_id": "d0000001", "text": "a"}',
        b"[" * 100_000,
    ]
    if number % 200 == 0:
        return b'{"text": "KILL"}' if number % 400 else b'{"text": "HOLD"}'
    if number % 333 == 0:
        return b'{"text": "' + b"1" * 30_000_000 + b'"}'
    return kinds[number % len(kinds)]


def lay_out(folder: Path, texts: Sequence[str], documents: int) -> None:
    """Write the input: ten files of rows, and the hostile files."""
    folder.mkdir()
    for name, data in _FILES.items():
        (folder / name).write_bytes(data)
    (folder / "deep.html").write_text("<div>" * 100_000)
    source: Iterator[str] = cycle(texts)
    each = documents // 10
    for part in range(10):
        with (folder / f"rows-{part}.jsonl").open("wb") as file:
            for at in range(each):
                number = part * each + at
                if number % 100 == 50:
                    file.write(hostile(number // 100) + b"\n")
                else:
                    row = {"doc_id": f"d{number:07d}", "text": next(source)}
                    file.write(json.dumps(row, ensure_ascii=False).encode() + b"\n")


def kill_over_and_over(folder: Path, out: Path, kills: int, parts: int, seed: int) -> int:
    """Run, kill at a random moment, resume; let the last run end. Returns how many were killed.

    A moment is some parts further on, and up to a second and a half after that: within a part, or while it is written.
    """
    chance = random.Random(seed)  # noqa: S311 # no secret
    command = [sys.executable, __file__, "--run", str(folder), str(out)]
    done = out.with_name(f".{out.name}.run")
    for killed in range(kills):
        goal = len(list(done.glob("*.documents"))) + chance.randint(0, parts // (kills + 1))
        with subprocess.Popen(command) as run:  # noqa: S603 # this script
            while run.poll() is None and len(list(done.glob("*.documents"))) < goal:
                time.sleep(0.01)
            try:
                run.wait(chance.uniform(0.0, 1.5))
            except subprocess.TimeoutExpired:
                os.kill(run.pid, signal.SIGKILL)
            else:
                return killed
    subprocess.run(command, check=True)  # noqa: S603
    return kills


def documents_of(path: Path) -> list[dict[str, object]]:
    """The table of documents, without the one column that differs from run to run."""
    with path.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [{key: value for key, value in row.items() if key != "seconds"} for row in rows]


def run(source: Path, out: Path) -> Summary:
    """Run, or go on."""
    extractor = import_module("soak_batch").Hostile()  # by this name workers can import it
    return batch(source, out, jobs=2, options=OPTIONS, extractor=extractor, resume=True)


def soak(texts: Sequence[str], documents: int, kills: int, seed: int, work: Path) -> None:
    """Do both runs and compare them."""
    lay_out(work / "in", texts, documents)
    quiet, killed = work / "quiet.jsonl", work / "killed.jsonl"
    started = time.monotonic()
    summary = run(work / "in", quiet)
    seconds = time.monotonic() - started
    print(f"quiet:  {summary}; {dict(summary.causes)}", flush=True)  # noqa: T201 # a script
    done = kill_over_and_over(work / "in", killed, kills, documents // 500, seed)
    rows = documents_of(quiet.with_suffix(".documents.jsonl"))
    again = documents_of(killed.with_suffix(".documents.jsonl"))
    same = {
        "claims": quiet.read_bytes() == killed.read_bytes(),
        "documents": rows == again,
        "each once": max(Counter(row["doc_id"] for row in again if row["status"] == "ok").values()) == 1,
        "all there": len(again) == documents // 10 * 10 + len(_FILES) + 1,
    }
    print(f"killed: {done} times, {time.monotonic() - started - seconds:.0f} s in all; {same}", flush=True)  # noqa: T201
    for before, after in zip(rows, again, strict=False):
        if before != after:
            print(f"first difference: {before}\n                  {after}", flush=True)  # noqa: T201
            break
    raise SystemExit(0 if all(same.values()) and done == kills else 1)


def main() -> None:
    """Read the arguments."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path, nargs="?", help='JSON Lines with a "text" each; the corpus where left out')
    parser.add_argument("--documents", type=int, default=2_000)
    parser.add_argument("--kills", type=int, default=5)
    parser.add_argument("--characters", type=int, default=200, help="of each text that are taken")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--run", nargs=2, type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.run:
        run(*arguments.run)
        return
    if arguments.texts is None:
        texts = [path.read_text(encoding="utf-8") for path in sorted(zhclaims.corpus_path().glob("articles/*.txt"))]
    else:
        with arguments.texts.open(encoding="utf-8") as lines:
            texts = [json.loads(line)["text"] for line in islice(lines, 20_000)]
    texts = [text[: arguments.characters] for text in texts if text.strip()]
    with tempfile.TemporaryDirectory() as work:
        soak(texts, arguments.documents, arguments.kills, arguments.seed, Path(work))


if __name__ == "__main__":
    main()
