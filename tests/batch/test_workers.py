"""Worker processes: what a document does to its own never reaches the others, and none is lost, doubled or moved."""

import json
import os
import signal
import subprocess
import sys
import threading
import time

import pytest

from zhclaims.batch import BatchOptions, batch
from zhclaims.batch.pool import Pool
from zhclaims.documents.items import Item
from zhclaims.errors import CAUSES, ZhclaimsError

# fmt: off
HOSTILE = [
    # text, cause, a part of what is said
    ("甲崩溃了", "extraction", "RuntimeError: 崩溃"),
    ("杀死", "crash", "died (SIGKILL)"),
    ("越界", "crash", "died (SIGSEGV)"),
    ("退出", "crash", "died (exit code 3)"),
    ("很久", "time", "longer than the limit of 2 s"),
    ("忙碌", "time", "longer than the limit of 2 s"),
    ("很大", "memory", "more than the 900 MB of memory"),
    (" \n", "empty", "holds no text"),
]
# fmt: on

OPTIONS = BatchOptions(seconds=2.0, memory=900)


def _item(number, text):
    return Item(f"d{number:03d}", "rows.csv", "csv", number, fields={"text": text})


def _good(number):
    return _item(number, f"公司{number}营收{number}亿元")


def _run(items, extractor, jobs=2, options=OPTIONS):
    with Pool(jobs, options, "jsonl", extractor) as pool:
        return list(pool.run(items))


@pytest.mark.parametrize(("text", "cause", "said"), HOSTILE)
def test_a_hostile_document_is_an_error_and_its_neighbours_are_well(text, cause, said, read_revenues):
    items = [_good(1), _good(2), _item(3, text), _good(4), _good(5), _good(6)]
    outcomes = _run(items, read_revenues, jobs=1)
    assert [outcome.record.doc_id for outcome in outcomes] == [item.doc_id for item in items]
    assert [outcome.record.status for outcome in outcomes] == ["ok", "ok", "error", "ok", "ok", "ok"]
    assert outcomes[2].record.cause == cause
    assert cause in CAUSES
    assert said in outcomes[2].record.error
    assert (outcomes[2].record.path, outcomes[2].record.line, outcomes[2].claims) == ("rows.csv", 3, b"")
    assert [len(outcome.claims.splitlines()) for outcome in outcomes] == [1, 1, 0, 1, 1, 1]


def test_many_hostile_documents_among_many(read_revenues):
    texts = {number: HOSTILE[number // 50 % 4][0] for number in range(0, 400, 50)}
    items = [_item(number, texts[number]) if number in texts else _good(number) for number in range(400)]
    outcomes = _run(items, read_revenues)
    assert [outcome.record.doc_id for outcome in outcomes] == [item.doc_id for item in items]
    assert {at for at, outcome in enumerate(outcomes) if outcome.record.status == "error"} == set(texts)
    ids = [json.loads(outcome.claims)["doc_id"] for outcome in outcomes if outcome.claims]
    assert ids == [item.doc_id for number, item in enumerate(items) if number not in texts]


def test_a_worker_that_someone_kills_costs_nothing(read_revenues):
    outcomes = []
    with Pool(2, OPTIONS, "jsonl", read_revenues) as pool:
        for outcome in pool.run(map(_good, range(600))):
            outcomes.append(outcome)
            if len(outcomes) in (100, 300, 500):
                os.kill(pool.processes[0], signal.SIGKILL)
    assert [outcome.record.doc_id for outcome in outcomes] == [f"d{number:03d}" for number in range(600)]
    assert {outcome.record.status for outcome in outcomes} == {"ok"}


def test_large_documents_pass_through_small_pipes(read_revenues):
    text = "甲营收3亿元。" + "字。" * 500_000
    outcomes = _run([_item(number, text) for number in range(12)], read_revenues)
    assert [outcome.record.characters for outcome in outcomes] == [len(text)] * 12
    assert all(len(outcome.claims) > 1_000_000 for outcome in outcomes)  # the sentence is its evidence


def test_no_more_is_taken_than_is_soon_given_out(read_revenues):
    taken = []
    with Pool(1, OPTIONS, "jsonl", read_revenues) as pool:
        outcomes = pool.run(taken.append(number) or _good(number) for number in range(100_000))
        next(outcomes)
        assert len(taken) < 1_000


def test_workers_end_with_their_pool(read_revenues):
    with Pool(2, OPTIONS, "jsonl", read_revenues) as pool:
        next(pool.run(map(_good, range(100))))
        processes = pool.processes
    for process in processes:
        with pytest.raises(ProcessLookupError):
            os.kill(process, 0)


def test_a_worker_without_its_parent_ends_itself(tmp_path):
    code = (
        "import os; from revenues import read_revenues; from zhclaims.batch.pool import Pool;"
        "from zhclaims.batch import BatchOptions; from zhclaims.documents.items import Item;"
        "pool = Pool(1, BatchOptions(), 'jsonl', read_revenues).__enter__();"
        "next(pool.run([Item('d', 'p', 'csv', fields={'text': '甲营收3亿元'})] * 2));"
        f"open({str(tmp_path / 'pid')!r}, 'w').write(str(pool.processes[0]));"
        "os._exit(0)"
    )
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    subprocess.run([sys.executable, "-c", code], env=environment, check=True)  # noqa: S603
    process = int((tmp_path / "pid").read_text())
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return
        time.sleep(0.05)
    pytest.fail("the worker lives on")


def test_what_is_wrong_with_the_pipeline_ends_the_run(tmp_path):
    (tmp_path / "own.csv").write_text("name,type\n")
    (tmp_path / "a.txt").write_text("甲营收3亿元", encoding="utf-8")
    with pytest.raises(ZhclaimsError, match=r"own\.csv:1: its columns are name,type"):
        batch(tmp_path / "a.txt", tmp_path / "c.jsonl", options=BatchOptions(companies=str(tmp_path / "own.csv")))
    assert not (tmp_path / "c.jsonl").exists()


def test_an_extractor_that_can_not_be_imported_is_told(tmp_path, read_revenues):
    (tmp_path / "a.txt").write_text("甲营收3亿元", encoding="utf-8")
    with pytest.raises(ZhclaimsError, match="jobs=0"):
        batch(tmp_path / "a.txt", tmp_path / "c.jsonl", extractor=lambda *_, **__: [])
    with pytest.raises(ZhclaimsError, match="could not be started"):
        batch(tmp_path / "a.txt", tmp_path / "c.jsonl", extractor=_Unloadable())
    summary = batch(tmp_path / "a.txt", tmp_path / "c.jsonl", extractor=read_revenues)
    assert summary.claims == 1


class _Unloadable:
    def __call__(self, text, *, published, doc_id):
        raise NotImplementedError

    def __reduce__(self):
        return (sys.exit, (1,))


@pytest.mark.parametrize("jobs", [0, 1, 3])
@pytest.mark.parametrize("name", ["claims.jsonl", "claims.csv", "claims.parquet"])
def test_the_output_does_not_depend_on_the_number_of_processes(name, jobs, tmp_path, read_revenues):
    rows = [{"text": f"公司{number}营收{number}亿元", "title": f"题{number}"} for number in range(300)]
    rows[7]["doc_id"] = rows[200]["doc_id"] = "同"
    (tmp_path / "in.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    for run, processes in (("a", 0), ("b", jobs)):
        (tmp_path / run).mkdir()
        batch(tmp_path / "in.jsonl", tmp_path / run / name, extractor=read_revenues, jobs=processes)
    assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


def test_a_pool_works_in_a_thread(read_revenues):
    outcomes = []
    thread = threading.Thread(target=lambda: outcomes.extend(_run(map(_good, range(20)), read_revenues)))
    thread.start()
    thread.join()
    assert len(outcomes) == 20
