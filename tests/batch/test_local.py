"""A run over many documents: none can end it, and the output is whole or not there."""

import json
from collections import Counter

import pyarrow.parquet as pq
import pytest

from zhclaims.batch import batch, extract_each
from zhclaims.documents import Document
from zhclaims.errors import DocumentError, ZhclaimsError


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text("甲营收3亿元，乙营收4亿元。", encoding="utf-8")
    (folder / "b.txt").write_bytes(b"\x80\xff")
    (folder / "c.txt").write_text("乙方崩溃", encoding="utf-8")
    (folder / "d.jsonl").write_text(
        '{"text": "丙营收5亿元", "doc_id": "丙", "published": "2021-03-01"}\n{"published": "2021-03-01"}\n{"text": "无"}\n',
        encoding="utf-8",
    )
    return folder


def test_what_can_be_read_is_written_in_order(folder, tmp_path, read_revenues):
    summary = batch([folder], tmp_path / "claims.jsonl", extractor=read_revenues, jobs=0)
    claims = [json.loads(line) for line in (tmp_path / "claims.jsonl").read_bytes().splitlines()]
    assert [(claim["doc_id"], claim["value"]["number"]) for claim in claims] == [("a", 3e8), ("a", 4e8), ("丙", 5e8)]
    assert claims[2]["period"]["value"] == "2021"
    assert (summary.documents, summary.claims, len(summary.failures)) == (3, 3, 3)
    assert str(summary).startswith("3 documents, 3 claims, 3 failed, ")


def test_failures_say_where_and_why(folder, tmp_path, read_revenues):
    b, c, d = batch([folder], tmp_path / "claims.jsonl", extractor=read_revenues, jobs=0).failures
    assert str(b).startswith(f"{folder / 'b.txt'}: byte 0 is not UTF-8")
    assert str(c).startswith(f"{folder / 'c.txt'}: c: the extraction failed (RuntimeError: 崩溃)")
    assert str(d).startswith(f'{folder / "d.jsonl"}:2: no "text"')


@pytest.mark.parametrize("name", ["claims.csv", "claims.parquet"])
def test_the_suffix_chooses_the_form(name, folder, tmp_path, read_revenues):
    batch([folder], tmp_path / name, extractor=read_revenues, jobs=0)
    data = (tmp_path / name).read_bytes()
    assert (pq.read_table(tmp_path / name).num_rows if name.endswith("parquet") else data.count(b"\r\n") - 1) == 3


def test_a_second_run_into_the_same_folder_gives_the_same(folder, read_revenues):
    out = folder / "claims.jsonl"
    first = batch([folder], out, extractor=read_revenues, jobs=0), out.read_bytes()
    second = batch([folder], out, extractor=read_revenues, jobs=0), out.read_bytes()
    assert (first[0].documents, first[1]) == (second[0].documents, second[1])
    assert len(second[0].failures) == 3


def test_where_nothing_can_be_read_the_output_stays(tmp_path, read_revenues):
    out = tmp_path / "claims.jsonl"
    out.write_text("old")
    (tmp_path / "bad.txt").write_bytes(b"\0")
    summary = batch([tmp_path / "missing", tmp_path / "bad.txt"], out, extractor=read_revenues, jobs=0)
    assert (summary.documents, len(summary.failures)) == (0, 2)
    assert out.read_text() == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bad.txt", "claims.jsonl"]


def test_an_empty_document_is_a_failure_of_its_own_kind(tmp_path, read_revenues):
    (tmp_path / "empty.txt").touch()
    (tmp_path / "good.txt").write_text("没有数字", encoding="utf-8")
    summary = batch([tmp_path], tmp_path / "claims.jsonl", extractor=read_revenues, jobs=0)
    assert (summary.documents, summary.claims, summary.causes) == (1, 0, {"empty": 1})
    assert (tmp_path / "claims.jsonl").read_bytes() == b""


def test_progress_counts_documents_and_failures(folder, tmp_path, read_revenues):
    calls = []
    batch([folder], tmp_path / "claims.jsonl", extractor=read_revenues, jobs=0, progress=calls.append)
    assert calls == [1, 2, 3, 4, 5, 6]


def test_an_output_of_no_known_form_is_refused_before_anything_is_read(folder, tmp_path):
    read = Counter()
    with pytest.raises(ZhclaimsError, match=r"can't write \.xlsx"):
        batch([folder], tmp_path / "claims.xlsx", jobs=0, extractor=lambda *_, **__: read.update("x"))
    assert not read


def test_errors_pass_through_in_their_places(read_revenues):
    error = DocumentError("no such file")
    documents = [error, Document("d", "甲营收3亿元"), Document("e", "崩溃")]
    first, claims, last = extract_each(documents, extractor=read_revenues)
    assert first is error
    assert [claim.doc_id for claim in claims] == ["d"]
    assert "崩溃" in last.message
    assert isinstance(last.__cause__, RuntimeError)


def test_one_input_may_stand_alone(tmp_path, read_revenues):
    (tmp_path / "a.txt").write_text("甲营收3亿元", encoding="utf-8")
    for given in (str(tmp_path / "a.txt"), tmp_path):
        assert batch(given, tmp_path / "claims.csv", extractor=read_revenues, jobs=0).claims == 1
