"""Measure the review page in headless Chromium: how soon it can be used, and how fast its filters answer.

    python tests/benchmarks/bench_review.py                      1,000 documents, 20,000 claims
    python tests/benchmarks/bench_review.py --documents 5000

The documents are the articles of the corpus with the claims extracted from them, over and over. Chromium must be installed.
"""

import argparse
import dataclasses
import itertools
import json
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

import zhclaims
from zhclaims.batch import read_with_claims
from zhclaims.review.page import page
from zhclaims.review.payload import payload

FILTERS = (
    ("f-company", "公司"),
    ("f-metric", "revenue"),
    ("f-search", "增长"),
    ("f-kind", "amount"),
    ("f-modality", "forecast"),
    ("f-from", "2021"),
    ("f-confidence", "0.5"),
)
# From the key press to the frame that shows what it did.
ANSWER = """async ([id, value]) => {
    const field = document.getElementById(id);
    field.value = value;
    const start = performance.now();
    field.dispatchEvent(new Event("input", { bubbles: true }));
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    const taken = performance.now() - start;
    field.value = "";
    field.dispatchEvent(new Event("input", { bubbles: true }));
    return taken;
}"""


def write_page(out: Path, documents: int) -> int:
    """Write a page of so many documents; gives its claims."""
    texts = [each for each in read_with_claims(zhclaims.corpus_path() / "articles") if isinstance(each, tuple)]
    rounds = itertools.chain.from_iterable(
        ((dataclasses.replace(document, doc_id=f"{document.doc_id}-{number}"), claims) for document, claims in texts)
        for number in itertools.count()
    )
    chosen = list(itertools.islice(rounds, documents))
    out.write_text(page(payload(chosen)), encoding="utf-8")
    return sum(len(claims) for _, claims in chosen)


def opened(tab: Page, address: str) -> float:
    """Seconds until the table stands and a filter answers."""
    start = time.perf_counter()
    tab.goto(address)
    tab.wait_for_selector("#grid-body tr.claim")
    tab.evaluate(ANSWER, ["f-kind", "amount"])
    return time.perf_counter() - start


def main() -> None:
    """Read the arguments and measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--chromium", default=shutil.which("chromium") or shutil.which("google-chrome"))
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        out = Path(folder, "page.html")
        claims = write_page(out, arguments.documents)
        browser = playwright.chromium.launch(executable_path=arguments.chromium, args=["--no-sandbox"])
        loads: list[float] = []
        answers: dict[str, list[float]] = {name: [] for name, _ in FILTERS}
        for _ in range(arguments.rounds):
            tab = browser.new_page()
            loads.append(opened(tab, out.as_uri()))
            for name, value in FILTERS:
                answers[name].append(tab.evaluate(ANSWER, [name, value]))
            tab.close()
        browser.close()
        size = out.stat().st_size
    result = {
        "documents": arguments.documents,
        "claims": claims,
        "megabytes": round(size / 1e6, 1),
        "seconds until a filter has answered": [round(statistics.median(loads), 2), round(max(loads), 2)],
        "milliseconds of a filter": {
            name: [round(statistics.median(taken)), round(max(taken))] for name, taken in answers.items()
        },
    }
    sys.stdout.write(json.dumps(result, indent=1) + "\n")


if __name__ == "__main__":
    main()
