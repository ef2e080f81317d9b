"""The command that lists what articles disagree about."""

import json

import pytest
from typer.testing import CliRunner

from zhclaims.cli import app
from zhclaims.documents import open_writer
from zhclaims.records import Claim

TEXTS = {"a": "蓝天公司营收100亿元", "b": "蓝天公司营收120亿元", "c": "蓝天公司营收101亿元"}
PERIOD = {"value": "2020", "from": "2020-01-01", "to": "2020-12-31"}


@pytest.fixture
def claims(tmp_path, read_revenues):
    (tmp_path / "a.txt").write_text(TEXTS["a"], encoding="utf-8")
    with open_writer(tmp_path / "claims.parquet") as writer:
        for name, text in TEXTS.items():
            [claim] = read_revenues(text, doc_id=name)
            value = claim.value.model_dump() | (
                {"qualifier": "about", "low": None, "high": None} if name == "c" else {}
            )
            writer.write([Claim.model_validate(claim.model_dump() | {"period": PERIOD, "value": value})])
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
