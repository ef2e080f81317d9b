"""A run that is killed and gone on with: nothing lost, nothing twice, and the same bytes as a quiet run."""

import json
import os
import random
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pyarrow.parquet as pq
import pytest

from zhclaims.batch import BatchOptions, batch, local, run
from zhclaims.batch.parts import Parts
from zhclaims.documents.rows import Columns
from zhclaims.errors import ZhclaimsError

RUN = """
import os, signal, sys
from pathlib import Path
from revenues import read_revenues
from zhclaims.batch import batch, local

local._DOCUMENTS = 50
last = int(sys.argv[3])

def die(done):
    if done == last:
        os.kill(os.getpid(), signal.SIGKILL)

batch(sys.argv[1], sys.argv[2], extractor=read_revenues, jobs=2, resume=True, progress=die)
"""


@pytest.fixture
def folder(tmp_path):
    """1,500 documents in files of several forms, one in a hundred hostile."""
    folder = tmp_path / "in"
    folder.mkdir()
    for name, start in (("a.jsonl", 0), ("c.jsonl", 800)):
        rows = [
            {"doc_id": f"{name}-{n}", "text": f"公司{n}营收{n}亿元" if n % 100 else "崩溃"}
            for n in range(start, start + 700)
        ]
        (folder / name).write_text("".join(json.dumps(row) + "\n" for row in rows))
    for number in range(100):
        (folder / f"b{number:02d}.txt").write_bytes(f"乙营收{number}亿元".encode() if number % 50 else b"\x80\xff")
    return folder


def _documents(path):
    if path.suffix == ".parquet":
        rows = pq.read_table(path).to_pylist()
    else:
        rows = [json.loads(line) for line in path.read_bytes().splitlines()]
    return [{key: value for key, value in row.items() if key != "seconds"} for row in rows]


@pytest.mark.parametrize(("name", "seed"), [("claims.jsonl", 1), ("claims.csv", 2), ("claims.parquet", 3)])
def test_killed_at_random_and_resumed_it_gives_the_same_bytes(name, seed, folder, tmp_path, read_revenues):
    quiet = tmp_path / "quiet" / name
    killed = tmp_path / "killed" / name
    for out in (quiet, killed):
        out.parent.mkdir()
    summary = batch(folder, quiet, extractor=read_revenues, jobs=2)
    assert (summary.documents, summary.failed) == (1_484, 16)
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    points = sorted(random.Random(seed).sample(range(1, 1_500), 4))  # noqa: S311 # no secret
    for last in [*points, 0]:
        command = [sys.executable, "-c", RUN, str(folder), str(killed), str(last)]
        ended = subprocess.run(command, env=environment, check=False)  # noqa: S603
        assert ended.returncode == (-signal.SIGKILL if last else 0)
        assert killed.exists() is not bool(last)
    assert killed.read_bytes() == quiet.read_bytes()
    documents = [out.with_suffix(f".documents{out.suffix}") for out in (killed, quiet)]
    if name != "claims.csv":
        assert _documents(documents[0]) == _documents(documents[1])
    names = [name, f"claims.documents{killed.suffix}", "claims.run.json"]
    assert sorted(path.name for path in killed.parent.iterdir()) == sorted(names)


@pytest.fixture
def broken_off(folder, tmp_path, read_revenues, monkeypatch):
    """A run that was interrupted after 120 documents."""
    monkeypatch.setattr(local, "_DOCUMENTS", 50)

    def interrupt(done):
        if done == 120:
            raise KeyboardInterrupt

    out = tmp_path / "claims.jsonl"
    with pytest.raises(KeyboardInterrupt):
        batch(folder, out, extractor=read_revenues, jobs=0, progress=interrupt)
    assert not out.exists()
    return out


def test_an_interrupted_run_goes_on_where_it_was(folder, broken_off, tmp_path, read_revenues):
    seen = []
    summary = batch(folder, broken_off, extractor=read_revenues, jobs=0, resume=True, progress=seen.append)
    assert seen[0] == summary.resumed == 120
    assert seen[-1] == 1_500
    assert "(120 documents were done before)" in str(summary)
    batch(folder, tmp_path / "quiet.jsonl", extractor=read_revenues, jobs=0)
    assert broken_off.read_bytes() == (tmp_path / "quiet.jsonl").read_bytes()


def test_a_run_that_ends_while_it_writes_its_output_goes_on(folder, tmp_path, read_revenues, monkeypatch):
    out = tmp_path / "claims.jsonl"
    out.write_text("old")
    with monkeypatch.context() as patch:
        patch.setattr(run, "without_duplicates", _interrupted)
        with pytest.raises(KeyboardInterrupt):
            batch(folder, out, extractor=read_revenues, jobs=0)
    assert out.read_text() == "old"
    summary = batch(folder, out, extractor=read_revenues, jobs=0, resume=True)
    assert (summary.documents, summary.failed, summary.resumed) == (1_484, 16, 1_500)


def _interrupted(outcomes):
    for number, outcome in enumerate(outcomes):
        if number == 700:
            raise KeyboardInterrupt
        yield outcome


def test_without_resume_it_begins_again(folder, broken_off, read_revenues):
    seen = []
    summary = batch(folder, broken_off, extractor=read_revenues, jobs=0, progress=seen.append)
    assert (seen[0], summary.resumed) == (1, 0)


def test_where_there_is_nothing_to_resume_it_runs(folder, tmp_path, read_revenues):
    assert batch(folder, tmp_path / "c.jsonl", extractor=read_revenues, jobs=0, resume=True).documents == 1_484


def test_half_a_part_is_none(folder, broken_off, read_revenues):
    parts = broken_off.with_name(".claims.jsonl.run")
    (parts / "000000000100.documents").unlink()  # as if killed between its two files
    (parts / "000000000120.claims.tmp").write_bytes(b"half")
    assert batch(folder, broken_off, extractor=read_revenues, jobs=0, resume=True).resumed == 100


# fmt: off
CHANGED = [
    # what is changed, what is said
    ({"options": BatchOptions(max_bytes=999)}, "the option max_bytes changed"),
    ({"options": BatchOptions(columns=Columns(text="正文"))}, "the option columns changed"),
    ({"options": BatchOptions(encoding="gbk", bom=True)}, "the option encoding and the option bom changed"),
    ({"extractor": None, "jobs": 0}, "the extractor changed"),
]
# fmt: on


@pytest.mark.parametrize(("changed", "said"), CHANGED)
def test_another_run_is_not_resumed(changed, said, folder, broken_off, read_revenues):
    with pytest.raises(ZhclaimsError, match=said) as caught:
        batch(folder, broken_off, **{"extractor": read_revenues, "jobs": 0, "resume": True} | changed)
    assert "run without --resume to begin again" in str(caught.value)


def test_a_run_over_other_input_is_not_resumed(folder, broken_off, read_revenues):
    (folder / "z.txt").write_text("新", encoding="utf-8")
    with pytest.raises(ZhclaimsError, match="the inputs changed"):
        batch(folder, broken_off, extractor=read_revenues, jobs=0, resume=True)


def test_another_model_is_not_resumed(folder, broken_off, read_revenues):
    manifest = broken_off.with_name(".claims.jsonl.run") / "run.json"
    told = json.loads(manifest.read_text())
    manifest.write_text(json.dumps(told | {"model": "another", "version": "0.0"}))
    with pytest.raises(ZhclaimsError, match="the version and the model changed"):
        batch(folder, broken_off, extractor=read_revenues, jobs=0, resume=True)


def test_one_run_at_a_time(tmp_path):
    with Parts(tmp_path / "c.jsonl", {}, resume=False), ThreadPoolExecutor(1) as other:
        refused = other.submit(Parts, tmp_path / "c.jsonl", {}, resume=True)
        with pytest.raises(ZhclaimsError, match="another run is writing this output"):
            refused.result()


def test_the_number_of_processes_may_change_on_the_way(folder, broken_off, tmp_path, read_revenues):
    batch(folder, broken_off, extractor=read_revenues, jobs=3, resume=True)
    batch(folder, tmp_path / "quiet.jsonl", extractor=read_revenues, jobs=0)
    assert broken_off.read_bytes() == (tmp_path / "quiet.jsonl").read_bytes()
