"""The command line: what it prints where, and with which exit code it ends."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from zhclaims.cli import app
from zhclaims.records import Claim
from zhclaims.version import __version__

TEXT = "蓝天公司2020年营收100亿元，同比增长20%。"


def _run(*arguments, **options):
    return CliRunner().invoke(app, [str(argument) for argument in arguments], **options)


def _process(*arguments, **options):
    command = [sys.executable, "-c", "from zhclaims.cli import main; main()", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, check=False, **options)  # noqa: S603


@pytest.fixture
def article(tmp_path):
    path = tmp_path / "article.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture
def gold(tmp_path):
    value = {"start": 11, "end": 16, "text": "100亿元", "number": 10**10, "unit": "CNY", "qualifier": "exact"}
    claim = {"kind": "amount", "value": value}
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps({"doc_id": "article", "text": TEXT, "claims": [claim]}), encoding="utf-8")
    (tmp_path / "claims.jsonl").write_text(
        "".join(json.dumps({"doc_id": name, **claim}) + "\n" for name in ("article", "other")), encoding="utf-8"
    )
    return path


def test_the_version_is_told():
    run = _run("--version")
    assert (run.exit_code, run.stdout) == (0, f"zhclaims {__version__}\n")


@pytest.mark.parametrize(
    "command",
    [
        [],
        ["extract"],
        ["batch"],
        ["evaluate"],
        ["conflicts"],
        ["report"],
        ["serve"],
        ["annotate", "export"],
        ["annotate", "import"],
        ["train", "names"],
        ["train", "linker"],
    ],
)
def test_each_command_explains_itself(command):
    run = _run(*command, "--help")
    assert run.exit_code == 0
    assert "Usage: zhclaims" in " ".join(run.stdout.split())


def test_help_starts_without_the_heavy_libraries():
    code = (
        "import sys; from zhclaims.cli import app; app(['--help'], standalone_mode=False);"
        "sys.exit(' '.join({'spacy', 'pandas', 'pyarrow', 'numpy', 'sklearn', 'fastapi', 'pydantic'} & sys.modules.keys()) or 0)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False, text=True)  # noqa: S603
    assert (run.returncode, run.stderr) == (0, "")


# fmt: off
MISUSED = [
    # arguments, a part of what is said; {} is the folder of the test
    (["extract"], "Missing argument"),
    (["extract", "{}/none.txt"], "failed: {}/none.txt: can't be read: No such file"),
    (["extract", "{}"], "use zhclaims batch for folders"),
    (["extract", "{}/article.txt", "--published", "2021-13-01"], "is no ISO date"),
    (["extract", "{}/article.txt", "--format", "xml"], "'xml' is not one of"),
    (["extract", "{}/binary.txt"], "failed: {}/binary.txt: byte 0 is NUL"),
    (["batch", "{}/article.txt"], "Missing option '--out'"),
    (["batch", "{}/article.txt", "--out", "{}/claims.xlsx"], "can't write .xlsx; name it .jsonl, .csv, .parquet"),
    (["batch", "{}/article.txt", "--out", "{}/none/claims.csv"], "is there such a folder?"),
    (["batch", "{}/none.txt", "--out", "{}/out.csv"], "nothing to do: no document could be read"),
    (["batch", "{}/empty", "--out", "{}/out.csv"], "{}/empty: no file to read in this folder"),
    (["evaluate", "{}/none.jsonl"], "zhclaims: {}/none.jsonl: can't be read"),
    (["evaluate", "{}/article.txt"], "zhclaims: {}/article.txt:1: no JSON"),
    (["evaluate", "g", "--predicted", "p", "--agreement", "o"], "exclude one another"),
]
# fmt: on


@pytest.mark.parametrize(("arguments", "said"), MISUSED)
def test_misuse_is_told_and_nothing_written(arguments, said, article):
    folder = article.parent
    (folder / "empty").mkdir()
    (folder / "binary.txt").write_bytes(b"\0")
    before = sorted(folder.iterdir())
    run = _run(*(argument.replace("{}", str(folder)) for argument in arguments), env={"COLUMNS": "400"})
    assert run.exit_code == 2
    assert run.stdout == ""
    assert said.replace("{}", str(folder)) in run.stderr
    assert "Traceback" not in run.stderr
    assert sorted(folder.iterdir()) == before


def test_given_claims_are_scored(gold):
    run = _run("evaluate", gold, "--predicted", gold.parent / "claims.jsonl")
    assert run.exit_code == 0
    assert run.stdout.startswith("1 documents, 1 predicted, 1 gold\nspan      P 1.000  R 1.000  F1 1.000\n")
    assert run.stderr == "left out: claims of 1 documents without gold (other)\n"


def test_scores_are_given_as_json(gold):
    run = _run("evaluate", gold, "--predicted", gold.parent / "claims.jsonl", "--json")
    scores = json.loads(run.stdout)
    assert scores["claim"] == {"precision": 1.0, "recall": 1.0, "f1": 1.0}
    assert scores["kinds"]["amount"]["claim"] == scores["claim"]
    assert (scores["mistakes"], scores["unknown"]) == ([], ["other"])


def test_mistakes_are_listed_with_their_sentence(gold):
    run = _run("evaluate", gold, "--errors")
    assert run.exit_code == 0
    assert "### spurious (1)" in run.stdout
    assert "- article, **20%**: got " in run.stdout
    assert f"  > {TEXT}" in run.stdout
    assert "Expected calibration error" in run.stdout


def test_a_page_of_markdown_can_be_asked_for(gold):
    run = _run("evaluate", gold, "--markdown")
    for part in ("## Fields", "## Kinds", "## Calibration", "## Mistakes by cause", "| spurious | 1 |"):
        assert part in run.stdout


def test_two_predictions_are_compared(gold):
    claims = gold.parent / "claims.jsonl"
    (gold.parent / "none.jsonl").write_text("")
    run = _run("evaluate", gold, "--compare", gold.parent / "none.jsonl", claims)
    assert "1 won, 0 lost" in run.stdout
    assert "no claims were predicted for 1 of the documents with gold (article)" in run.stderr
    run = _run("evaluate", gold, "--compare", gold.parent / "none.jsonl", claims, "--json")
    assert json.loads(run.stdout)["claim_f1_difference"] == 1.0


def test_two_annotators_are_compared(gold):
    run = _run("evaluate", gold, "--agreement", gold)
    assert "| claim | 1.000 | 1.000 to 1.000 | 1.000 |" in run.stdout
    run = _run("evaluate", gold, "--agreement", gold, "--json")
    assert json.loads(run.stdout)["claims"] == [1, 1]


def test_the_gold_of_other_texts_is_refused(gold):
    gold.write_text(json.dumps({"doc_id": "article", "text": "别的文章", "claims": []}), encoding="utf-8")
    run = _run("evaluate", gold, "--predicted", gold.parent / "claims.jsonl")
    assert run.exit_code == 2
    assert f"{gold.parent / 'claims.jsonl'}:1: value: text[11:16] is ''" in run.stderr


def test_the_claims_of_a_text_are_lines_of_json_when_piped(article):
    run = _process("extract", article)
    assert (run.returncode, run.stderr) == (0, b"")
    claims = [Claim.model_validate(json.loads(line)) for line in run.stdout.splitlines()]
    assert [claim.value.text for claim in claims] == ["100亿元", "20%"]
    assert {claim.doc_id for claim in claims} == {"article"}


def test_standard_input_is_read():
    run = _process("extract", "-", "--published", "2021-03-01", input="蓝天公司去年营收100亿元。".encode())
    [claim] = map(json.loads, run.stdout.splitlines())
    assert claim["doc_id"] == "stdin"
    assert (claim["period"]["from"], claim["period"]["to"]) == ("2020-01-01", "2020-12-31")


@pytest.mark.parametrize("data", [b"\x80\xff", b"\0\0"])
def test_standard_input_that_is_no_text_is_told(data):
    run = _process("extract", "-", input=data)
    assert (run.returncode, run.stdout) == (2, b"")
    assert run.stderr.startswith(b"zhclaims: standard input: byte 0 is ")


def test_names_of_ones_own_are_found(article, tmp_path):
    table = tmp_path / "own.csv"
    table.write_text(
        "name,type,ticker,full,english,aliases,ambiguous,parent,industry\n"
        "蓝天云海,company,699999.SH,,,蓝天公司,,云海集团,\n",
        encoding="utf-8",
    )
    run = _run("extract", article, "--companies", table)
    subject = json.loads(run.stdout.splitlines()[0])["subject"]
    assert (subject["id"], subject["ticker"], subject["parent"]) == ("蓝天云海", "699999.SH", "云海集团")
    table.write_text("name\n", encoding="utf-8")
    run = _run("extract", article, "--companies", table)
    assert run.exit_code == 2
    assert "own.csv:1" in run.stderr


@pytest.mark.parametrize("text", ["", " \n\t ", "没有数字。", "\ufeff"])
def test_a_text_without_claims_gives_none(text, article):
    article.write_text(text, encoding="utf-8")
    run = _run("extract", article)
    assert (run.exit_code, run.stdout, run.stderr) == (0, "", "")


def test_a_table_can_be_asked_for(article):
    run = _run("extract", article, "--format", "table", env={"COLUMNS": "200"})
    assert run.exit_code == 0
    for part in ("蓝天公司", "100亿 CNY", "2 claims"):
        assert part in run.stdout


def test_hostile_rows_are_read_and_their_offsets_hold(tmp_path):
    text = f"\ud800\0{TEXT}\udc00"
    (tmp_path / "rows.jsonl").write_text(json.dumps({"doc_id": "d", "text": text}) + '\n{"published": 1}\n')
    run = _process("extract", tmp_path / "rows.jsonl")
    assert run.returncode == 1
    assert (
        run.stderr.decode()
        == f'failed: {tmp_path / "rows.jsonl"}:2: no "text"; each row needs its article under "text"\n'
    )
    claims = [json.loads(line) for line in run.stdout.splitlines()]
    assert len(claims) == 2
    for claim in claims:
        spans = [part for part in claim.values() if isinstance(part, dict) and part.get("start") is not None]
        assert claim["evidence"] in spans
        for span in spans:
            assert text[span["start"] : span["end"]] == span["text"]


@pytest.mark.parametrize("name", ["claims.jsonl", "claims.csv", "claims.parquet"])
def test_a_folder_becomes_a_table(name, article):
    run = _process("batch", article.parent, "--out", article.parent / name)
    assert run.returncode == 0
    assert run.stdout == b""
    said = run.stderr.decode()
    assert said.startswith("1 document, 2 claims, 0 failed, ")
    assert said.endswith(f" → {article.parent / name}\n")
    assert said.count("\n") == 1


def test_what_fails_is_named_and_the_rest_goes_on(article):
    folder = article.parent
    (folder / "binary.txt").write_bytes(b"\0")
    run = _process("batch", folder, folder / "none.txt", "--out", folder / "claims.jsonl")
    assert run.returncode == 1
    told = run.stderr.decode().splitlines()
    assert told[0].startswith(f"failed: {folder / 'binary.txt'}: byte 0 is NUL")
    assert told[1] == f"failed: {folder / 'none.txt'}: no such file or folder"
    assert told[2].startswith("1 document, 2 claims, 2 failed, ")
    assert len((folder / "claims.jsonl").read_bytes().splitlines()) == 2


def test_the_extractor_is_scored_where_no_claims_are_given(gold):
    run = _run("evaluate", gold, "--json")
    assert run.exit_code == 0
    assert json.loads(run.stdout)["predicted"] == 2


def test_a_reader_that_stops_is_no_error(article):
    article.write_text(TEXT * 2000, encoding="utf-8")
    script = 'exec "$0" -c "from zhclaims.cli import main; main()" extract "$1" | head -n 1'
    command = ["/bin/sh", "-c", script, sys.executable, article]
    run = subprocess.run(command, capture_output=True, check=False)  # noqa: S603
    assert run.stdout.count(b"\n") == 1
    assert run.stderr == b""


def test_the_command_is_installed():
    assert Path(sys.executable).with_name("zhclaims").exists() or Path(sys.prefix, "Scripts").exists()


def test_a_review_page_is_written(gold):
    folder = gold.parent
    run = _run("report", gold, "--predicted", gold.with_name("none.jsonl"), "--out", folder / "page.html")
    assert run.exit_code == 2
    assert not (folder / "page.html").exists()
    run = _run("report", gold, folder / "none.txt", "--gold", gold, "--out", folder / "page.html")
    assert run.exit_code == 1
    assert f"failed: {folder / 'none.txt'}: no such file" in run.stderr
    assert "1 document, 2 claims, 1 failed, " in run.stderr
    assert (folder / "page.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    run = _run("report", folder / "none.txt", "--out", folder / "none.html")
    assert (run.exit_code, (folder / "none.html").exists()) == (2, False)


def test_the_extra_that_serve_needs_is_named():
    code = "import sys; sys.modules['fastapi'] = None; from zhclaims.cli import main; main()"
    run = subprocess.run([sys.executable, "-c", code, "serve"], capture_output=True, check=False, text=True)  # noqa: S603
    assert run.returncode == 2
    assert run.stderr == "zhclaims: serve needs fastapi; install the extra: pip install 'zhclaims[serve]'\n"
