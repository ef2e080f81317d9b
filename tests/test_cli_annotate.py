"""The commands that exchange annotations."""

import json

import pytest
from typer.testing import CliRunner

from zhclaims.cli import app

TEXT = "蓝天公司2020年营收100亿元，同比增长20%。"


def _run(*arguments):
    return CliRunner().invoke(app, ["annotate", *map(str, arguments)], env={"COLUMNS": "400"})


@pytest.fixture
def article(tmp_path):
    path = tmp_path / "article.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.mark.parametrize("tool", ["label-studio", "doccano", "brat"])
def test_predictions_go_out_to_be_corrected_and_come_back_as_gold(tool, article, tmp_path):
    run = _run("export", article, "--to", tool, "--out", tmp_path / "out.json")
    assert run.exit_code == 0, run.stderr
    assert run.stderr.startswith(f"1 document → {tmp_path / 'out.json'}")
    if tool == "label-studio":
        run = _run("import", tmp_path / "out.json", "--from", tool)
        assert run.exit_code == 2
        assert "article: has no annotation; submit its predictions" in run.stderr
        return
    run = _run("import", tmp_path / "out.json", "--from", tool, "--out", tmp_path / "gold.jsonl")
    assert (run.exit_code, run.stderr) == (0, f"1 document, 2 claims, 0 problems → {tmp_path / 'gold.jsonl'}\n")
    again = _run("export", tmp_path / "gold.jsonl", "--to", tool, "--out", tmp_path / "again.json")
    assert again.exit_code == 0
    gold = json.loads((tmp_path / "gold.jsonl").read_text(encoding="utf-8"))
    assert [claim["value"]["number"] for claim in gold["claims"]] == [10**10, 20]


def test_what_was_exported_before_is_not_read(article):
    for _ in range(2):
        run = _run("export", article.parent, "--to", "doccano", "--out", article.parent / "out.jsonl")
        assert (run.exit_code, run.stderr) == (0, f"1 document → {article.parent / 'out.jsonl'}\n")


def test_bad_lines_are_named_and_the_rest_is_written(article, tmp_path):
    _run("export", article, "--to", "doccano", "--out", tmp_path / "out.jsonl")
    with (tmp_path / "out.jsonl").open("a") as file:
        file.write("{}\n")
    run = _run("import", tmp_path / "out.jsonl", "--from", "doccano", "--out", tmp_path / "gold.jsonl")
    assert run.exit_code == 1
    assert run.stderr.startswith(f"failed: {tmp_path / 'out.jsonl'}:2: not the form of doccano's")
    assert len((tmp_path / "gold.jsonl").read_text(encoding="utf-8").splitlines()) == 1


# fmt: off
MISUSED = [
    (["export", "{}/none.txt", "--to", "brat", "--out", "{}/x"], "nothing to do: there is no document"),
    (["export", "{}/article.txt", "--to", "prodigy", "--out", "{}/x"], "'prodigy' is not one of"),
    (["export", "{}/article.txt", "--to", "brat", "--out", "{}"], "is no empty folder"),
    (["export", "{}/article.txt", "--to", "doccano", "--out", "{}/none/x"], "is there such a folder?"),
    (["import", "{}/none", "--from", "brat"], "is no folder"),
]
# fmt: on


@pytest.mark.parametrize(("arguments", "said"), MISUSED)
def test_misuse_is_told_and_nothing_written(arguments, said, article):
    folder = article.parent
    before = sorted(folder.iterdir())
    run = _run(*(argument.replace("{}", str(folder)) for argument in arguments))
    assert run.exit_code == 2
    assert said in run.stderr
    assert sorted(folder.iterdir()) == before
