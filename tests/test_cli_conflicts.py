"""The command that lists what articles disagree about."""

import json

import pytest
from typer.testing import CliRunner

from zhclaims.cli import app

TEXTS = {
    "a": "2020年，蓝天公司营收100亿元。",
    "b": "蓝天公司2020年营收达到120亿元，高于预期。",
    "c": "2020年，蓝天公司营收约101亿元。",
}


@pytest.fixture
def claims(tmp_path):
    for name, text in TEXTS.items():
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    run = CliRunner().invoke(app, ["batch", str(tmp_path), "--out", str(tmp_path / "claims.parquet")])
    assert run.exit_code == 0
    return tmp_path / "claims.parquet"


def test_conflicts_are_listed_with_both_sentences(claims):
    run = CliRunner().invoke(app, ["conflicts", str(claims)])
    assert (run.exit_code, run.stderr) == (0, "2 conflicts in 3 claims\n")
    found = [json.loads(line) for line in run.stdout.splitlines()]
    assert {tuple(each[side][0]["doc_id"] for side in ("first", "second")) for each in found} == {
        ("a", "b"),
        ("c", "b"),
    }
    for each in found:
        assert each["second"][0]["evidence"]["text"] == TEXTS["b"]


def test_conflicts_are_shown_as_a_table(claims):
    run = CliRunner().invoke(app, ["conflicts", str(claims), "--format", "table"], env={"COLUMNS": "200"})
    for part in ("蓝天公司 · revenue · 2020", "100亿元 [a]", "120亿元 [b]"):
        assert part in run.stdout


@pytest.mark.parametrize(("name", "said"), [("none.jsonl", "can't be read"), ("a.txt", "can't read claims from .txt")])
def test_misuse_is_told(name, said, claims):
    run = CliRunner().invoke(app, ["conflicts", str(claims.parent / name)])
    assert run.exit_code == 2
    assert said in run.stderr
