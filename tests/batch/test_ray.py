"""The engine of a cluster, on a real one: a head and a worker node, each with processes of its own."""

import json
import os
import subprocess
import sys
from importlib.util import find_spec

import pytest

from zhclaims.batch import BatchOptions, batch
from zhclaims.batch.ray_engine import units
from zhclaims.documents.sources import ALL

needs_ray = pytest.mark.skipif(not find_spec("ray"), reason="Ray is not installed: pip install 'zhclaims[ray]'")

CLUSTER = """
import sys
from pathlib import Path
import ray
from ray.cluster_utils import Cluster
from revenues import read_revenues
from zhclaims.batch import BatchOptions, batch, ray_engine

ray_engine._DOCUMENTS = 50
cluster = Cluster(initialize_head=True, head_node_args={"num_cpus": 1, "include_dashboard": False})
worker = cluster.add_node(num_cpus=1)
folder, out, lose = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3] == "lose"
seen = []

def progress(done):
    seen.append(done)
    if lose and len(seen) == 2:
        cluster.remove_node(worker, allow_graceful=False)

ray.init(address=cluster.address, log_to_driver=False)
assert len([node for node in ray.nodes() if node["Alive"]]) == 2
options = BatchOptions(seconds=5.0)
summary = batch(folder, out, engine="ray", extractor=read_revenues, options=options, progress=progress)
print(summary.documents, summary.claims, summary.failed, seen[-1])
ray.shutdown()
cluster.shutdown()
"""


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("a", "c"):
        rows = [{"doc_id": f"{name}{n}", "text": f"公司{n}营收{n}亿元"} for n in range(300)]
        rows[17]["text"], rows[44]["text"], rows[99]["doc_id"] = "杀死", "很久", "同"
        (folder / f"{name}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    for number in range(30):
        (folder / f"b{number:02d}.txt").write_text(f"乙营收{number}亿元", encoding="utf-8")
    (folder / "bad.pdf").write_bytes(b"no")
    return folder


def _documents(path):
    rows = [json.loads(line) for line in path.read_bytes().splitlines()]
    return [{key: value for key, value in row.items() if key != "seconds"} for row in rows]


@needs_ray
@pytest.mark.parametrize("loses", ["keep", "lose"])
def test_two_nodes_give_what_one_machine_gives(loses, folder, tmp_path, read_revenues):
    local, ray = tmp_path / "local.jsonl", tmp_path / "ray.jsonl"
    options = BatchOptions(seconds=5.0)
    summary = batch(folder, local, extractor=read_revenues, jobs=2, options=options)
    assert (summary.documents, summary.failed) == (625, 6)
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "RAY_DEDUP_LOGS": "0"}
    command = [sys.executable, "-W", "ignore", "-c", CLUSTER, str(folder), str(ray), loses]
    run = subprocess.run(command, env=environment, capture_output=True, check=False, text=True)  # noqa: S603
    assert run.returncode == 0, run.stderr
    assert run.stdout.splitlines()[-1] == f"{summary.documents} {summary.claims} {summary.failed} 631"
    assert ray.read_bytes() == local.read_bytes()
    ours, theirs = _documents(ray.with_suffix(".documents.jsonl")), _documents(local.with_suffix(".documents.jsonl"))
    assert ours == theirs


def test_files_are_parted_in_their_order(folder):
    found = list(units([folder, folder / "missing"], ALL))
    assert [number for number, _ in found] == [0, 1, 2, 3]
    assert [len(unit) for _, unit in found] == [1, 31, 1, 1]
