"""What a run writes: claims, the table of documents, the record of the run; ready for the tools that read tables."""

import csv
import json
from datetime import date

import duckdb
import pandas as pd
import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq
import pytest

from zhclaims.batch import BatchOptions, assembly, batch, dataset
from zhclaims.batch.assembly import Seen, paths
from zhclaims.documents.flat import COLUMNS
from zhclaims.errors import ZhclaimsError


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    rows = [
        {"doc_id": "甲", "text": "甲营收3亿元，乙营收4亿元。", "title": "丙营收5亿元", "published": "2021-03-05"},
        {"doc_id": "=1+1", "text": "没有"},
        {"doc_id": "甲", "text": "丁营收6亿元"},
        {"doc_id": "坏", "text": 3},
    ]
    (folder / "news.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    (folder / "old_20200102.txt").write_bytes("戊营收7亿元".encode("gb18030"))
    return folder


def test_a_table_of_documents_stands_beside_the_claims(folder, tmp_path, read_revenues):
    batch(folder, tmp_path / "c.jsonl", extractor=read_revenues, jobs=0)
    rows = [json.loads(line) for line in (tmp_path / "c.documents.jsonl").read_bytes().splitlines()]
    seconds = [row.pop("seconds") for row in rows]
    assert all(0 <= taken < 60 for taken in seconds)
    told = [(r["doc_id"], r["status"], r["cause"], r["line"], r["claims"], r["title_claims"]) for r in rows]
    assert told == [
        ("甲", "ok", None, 1, 2, 1),
        ("=1+1", "ok", None, 2, 0, 0),
        ("甲", "error", "duplicate", 3, 0, 0),
        ("news#4", "error", "malformed", 4, 0, 0),
        ("old_20200102", "ok", None, None, 1, 0),
    ]
    assert rows[0] | {"path": None} == {
        "doc_id": "甲", "status": "ok", "cause": None, "error": None, "path": None, "line": 1, "format": "jsonl",
        "encoding": "utf-8", "bytes": len(json.dumps({"doc_id": "甲", "text": "甲营收3亿元，乙营收4亿元。", "title": "丙营收5亿元", "published": "2021-03-05"})) + 1,
        "characters": 14, "title": "丙营收5亿元", "published": "2021-03-05", "published_from": "row", "claims": 2, "title_claims": 1,
    }  # fmt: skip
    assert (rows[4]["encoding"], rows[4]["published"], rows[4]["published_from"]) == ("gb18030", "2020-01-02", "name")
    assert rows[3]["error"] == '"text" is 3; it must be a string'


def test_claims_of_a_title_are_told_from_those_of_the_text(folder, tmp_path, read_revenues):
    batch(folder, tmp_path / "c.jsonl", extractor=read_revenues, jobs=0)
    claims = [json.loads(line) for line in (tmp_path / "c.jsonl").read_bytes().splitlines()]
    assert [(claim["doc_id"], claim["value"]["text"]) for claim in claims] == [
        ("甲#title", "5亿元"),
        ("甲", "3亿元"),
        ("甲", "4亿元"),
        ("old_20200102", "7亿元"),
    ]


def test_the_run_is_recorded(folder, tmp_path, read_revenues):
    summary = batch(folder, tmp_path / "c.csv", extractor=read_revenues, jobs=0, options=BatchOptions(encoding="gbk"))
    run = json.loads((tmp_path / "c.run.json").read_text())
    assert run["counts"] == {
        "documents": 3,
        "failed": 2,
        "causes": {"duplicate": 1, "malformed": 1},
        "claims": 4,
        "characters": summary.characters,
        "resumed": 0,
    }
    assert run["options"]["encoding"] == "gbk"
    assert run["inputs"] == [str(folder)]
    assert set(run) >= {"zhclaims", "model", "engine", "jobs", "began", "seconds", "documents_per_second"}


@pytest.mark.parametrize("bom", [False, True])
def test_csv_is_safe_and_may_have_a_mark(bom, folder, tmp_path, read_revenues):
    batch(folder, tmp_path / "c.csv", extractor=read_revenues, jobs=0, options=BatchOptions(bom=bom))
    for name in ("c.csv", "c.documents.csv"):
        assert (tmp_path / name).read_bytes().startswith(b"\xef\xbb\xbf") is bom
    with (tmp_path / "c.documents.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, strict=True))
    assert [row["doc_id"] for row in rows] == ["甲", "'=1+1", "甲", "news#4", "old_20200102"]
    with (tmp_path / "c.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [row["number"] for row in csv.DictReader(file, strict=True)] == [
            "500000000",
            "300000000",
            "400000000",
            "700000000",
        ]


def test_texts_are_kept_on_request(folder, tmp_path, read_revenues):
    batch(folder, tmp_path / "c.parquet", extractor=read_revenues, jobs=0, options=BatchOptions(keep_text=True))
    claims = pd.read_parquet(tmp_path / "c.parquet")
    documents = pd.read_parquet(tmp_path / "c.documents.parquet")
    joined = claims.merge(documents[documents["status"] == "ok"], on="doc_id")
    assert len(joined) == 3
    for row in joined.itertuples():
        assert row.text[row.value_start : row.value_end] == row.value_text


def test_parquet_is_typed(folder, tmp_path, read_revenues):
    batch(folder, tmp_path / "c.parquet", extractor=read_revenues, jobs=0)
    documents = pq.read_schema(tmp_path / "c.documents.parquet")
    types = {"text": pa.string(), "date": pa.date32(), "integer": pa.int64(), "number": pa.float64()}
    assert documents.field("published").type == types["date"]
    assert documents.field("claims").type == documents.field("bytes").type == types["integer"]
    assert documents.field("seconds").type == types["number"]
    assert pq.read_schema(tmp_path / "c.parquet").names == [column.name for column in COLUMNS]
    assert pq.read_table(tmp_path / "c.documents.parquet")["published"].to_pylist()[-1] == date(2020, 1, 2)


def test_a_dataset_is_ready_for_queries(folder, tmp_path, read_revenues, monkeypatch):
    monkeypatch.setattr(dataset, "_FILE_ROWS", 2)
    out = tmp_path / "claims"
    batch(folder, out, extractor=read_revenues, jobs=1)
    assert sorted(path.relative_to(out).as_posix() for path in out.rglob("*.*")) == [
        "claims/part-00000.parquet",
        "claims/part-00001.parquet",
        "documents/part-00000.parquet",
        "run.json",
    ]
    assert ds.dataset(out / "claims").count_rows() == 4
    query = f"""
        select subject, sum(number) as total from '{out}/claims/*.parquet' join '{out}/documents/*.parquet' using (doc_id)
        where metric_id = 'revenue' and status = 'ok' group by subject order by total
    """  # noqa: S608 # our own folder
    assert duckdb.sql(query).fetchall() == [("甲", 3e8), ("乙", 4e8), ("戊", 7e8)]


@pytest.mark.parametrize(
    ("partition", "names"), [("month", ["2020-01", "2021-03", "none"]), ("year", ["2020", "2021", "none"])]
)
@pytest.mark.parametrize("held", [0, 99])
def test_a_dataset_may_be_parted_by_date(partition, names, held, *, folder, tmp_path, read_revenues, monkeypatch):
    monkeypatch.setattr(dataset, "_HELD_ROWS", held)
    (folder / "undated.txt").write_text("己营收8亿元", encoding="utf-8")
    out = tmp_path / "claims"
    batch(folder, out, extractor=read_revenues, jobs=0, options=BatchOptions(partition=partition))
    assert sorted(path.name for path in (out / "claims").iterdir()) == [f"{partition}={name}" for name in names]
    totals = pd.read_parquet(out / "claims").groupby(partition, observed=True)["number"].sum()
    assert {str(name): total for name, total in totals.items()} == dict(zip(names, (7e8, 12e8, 8e8), strict=True))
    assert pd.read_parquet(out / "claims").shape[1] == len(COLUMNS) + 1


def test_a_dataset_replaces_only_one_of_its_kind(folder, tmp_path, read_revenues):
    out = tmp_path / "claims"
    for _ in range(2):
        batch(folder, out, extractor=read_revenues, jobs=0)
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("一")
    with pytest.raises(ZhclaimsError, match="no run has written"):
        batch(folder, tmp_path / "mine", extractor=read_revenues, jobs=0)
    assert (tmp_path / "mine" / "thesis.txt").read_text() == "一"


def test_its_own_output_is_no_input(folder, read_revenues):
    for name in ("c.jsonl", "c.csv", "c.parquet"):
        first = batch(folder, folder / name, extractor=read_revenues, jobs=0)
        second = batch(folder, folder / name, extractor=read_revenues, jobs=0)
        assert (first.documents, first.failed) == (second.documents, second.failed) == (3, 2)
        for path in paths(folder / name, "csv"):
            path.unlink()


def test_a_name_is_seen_once_however_many_there_are(monkeypatch):
    monkeypatch.setattr(assembly, "_RECENT", 10)
    seen = Seen()
    assert all(seen.add(f"d{number}") for number in range(95))
    assert not any(seen.add(f"d{number}") for number in range(95))
    assert seen.add("\ud800")
