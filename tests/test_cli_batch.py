"""The command ``zhclaims batch``: its options reach the run, and its end is told in words and in a code."""

import csv
import json
import subprocess
import sys

import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from zhclaims.cli import app

TEXT = "蓝天公司2020年营收100亿元，同比增长20%。"


def _run(*arguments):
    return CliRunner().invoke(app, ["batch", *map(str, arguments)], env={"COLUMNS": "400"})


@pytest.fixture
def crawl(tmp_path):
    folder = tmp_path / "crawl"
    folder.mkdir()
    with (folder / "news.csv").open("w", encoding="gb18030", newline="") as file:
        rows = csv.writer(file)
        rows.writerows(
            [
                ["编号", "正文", "日期", "标题"],
                ["甲", TEXT, "2021-03-05", "蓝天公司营收100亿元"],
                ["乙", "没有", "", ""],
            ]
        )
    (folder / "draft.txt").write_text(TEXT, encoding="utf-8")
    return folder


COLUMNS = ["--text-column", "正文", "--id-column", "编号", "--date-column", "日期", "--title-column", "标题"]


def test_options_reach_the_run(crawl, tmp_path):
    out = tmp_path / "claims.parquet"
    run = _run(crawl, "--out", out, "--jobs", 2, "--exclude", "draft*", "--keep-text", *COLUMNS)
    assert run.exit_code == 0
    assert run.stderr.startswith("2 documents, 3 claims, 0 failed, ")
    documents = pq.read_table(tmp_path / "claims.documents.parquet").to_pylist()
    assert [(row["doc_id"], row["encoding"], row["text"]) for row in documents] == [
        ("甲", None, TEXT),
        ("乙", None, "没有"),
    ]
    assert pq.read_table(out)["doc_id"].to_pylist() == ["甲#title", "甲", "甲"]
    options = json.loads((tmp_path / "claims.run.json").read_text())["options"]
    assert (options["exclude"], options["keep_text"], options["columns"]["text"]) == (["draft*"], True, "正文")


def test_a_dataset_can_be_parted(crawl, tmp_path):
    run = _run(crawl, "-o", tmp_path / "claims", "--partition", "month", "-j", 0, *COLUMNS)
    assert run.exit_code == 0
    assert sorted(path.name for path in (tmp_path / "claims" / "claims").iterdir()) == ["month=2021-03", "month=none"]


def test_many_failures_are_told_in_part(tmp_path):
    (tmp_path / "bad.jsonl").write_text("{}\n" * 50 + json.dumps({"text": TEXT}) + "\n")
    run = _run(tmp_path / "bad.jsonl", "--out", tmp_path / "claims.jsonl", "--jobs", 0)
    assert run.exit_code == 1
    assert run.stderr.count("failed: ") == 20
    assert "… and 30 more; see the table of documents" in run.stderr


def test_an_ended_run_goes_on_unless_an_option_changed(crawl, tmp_path):
    out = tmp_path / "claims.csv"
    code = (
        "import os, sys; from zhclaims.batch import local; from zhclaims.cli import main\n"
        "local._DOCUMENTS = 1\n"
        "write = local.PartWriter.close\n"
        "local.PartWriter.close = lambda self: (write(self), os._exit(9))\n"
        f"sys.argv = ['zhclaims', 'batch', {str(crawl)!r}, '--out', {str(out)!r}, '--jobs', '0', *{COLUMNS!r}]\n"
        "main()"
    )
    ended = subprocess.run([sys.executable, "-c", code], check=False)  # noqa: S603
    assert ended.returncode == 9
    assert not out.exists()
    refused = _run(crawl, "--out", out, "--jobs", 0, "--resume", "--bom", *COLUMNS)
    assert refused.exit_code == 2
    assert (
        "can't resume: the option bom changed since the run began; run without --resume to begin again"
        in refused.stderr
    )
    went_on = _run(crawl, "--out", out, "--jobs", 1, "--resume", *COLUMNS)
    assert went_on.exit_code == 0
    assert "(1 documents were done before)" in went_on.stderr


@pytest.mark.parametrize("said", ["Exit codes: 0", "--resume", "--jobs", "GB18030"])
def test_help_tells_what_counts(said):
    assert said in _run("--help").stdout
