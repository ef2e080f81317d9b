"""Data frames: the same claims as one call a text gives, in pandas, Dask and Spark."""

import os
import re
import shutil
import sys
from datetime import date
from importlib.util import find_spec
from pathlib import Path

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

import zhclaims
from zhclaims.errors import DocumentError

GUIDE = Path(__file__).resolve().parents[2] / "pipeline" / "CLUSTERS.md"
TEXTS = ["蓝天公司去年营收100亿元，同比增长20%。", "没有数字。", "乙公司2019年净利润3亿元。", "丙集团上个月销量5万辆。"]


@pytest.fixture
def news():
    days = ["2021-03-01", "2021-03-02", "2021-03-03", "2021-03-04"]
    return pd.DataFrame({"doc_id": ["a", "b", "c", "d"], "text": TEXTS, "date": days})


@pytest.fixture
def claims(news):
    each = [
        claim
        for row in news.itertuples()
        for claim in zhclaims.extract(row.text, published=row.date, doc_id=row.doc_id)
    ]
    assert len(each) == 4
    return zhclaims.to_frame(each)


def test_a_frame_gives_what_each_text_gives(news, claims):
    assert_frame_equal(zhclaims.extract_frame(news, published="date", doc_id="doc_id"), claims)


@pytest.mark.parametrize(
    "convert", [pd.to_datetime, lambda days: days.map(date.fromisoformat), lambda days: days.astype("string")]
)
def test_dates_may_be_of_any_kind(convert, news, claims):
    news["date"] = convert(news["date"])
    assert_frame_equal(zhclaims.extract_frame(news, published="date", doc_id="doc_id"), claims)


def test_the_index_names_the_documents(news):
    found = zhclaims.extract_frame(news.set_index("doc_id"), published="date")
    assert found["doc_id"].unique().tolist() == ["a", "c", "d"]
    assert zhclaims.extract_frame(news)["doc_id"].unique().tolist() == ["0", "2", "3"]


@pytest.mark.parametrize("missing", [None, float("nan"), pd.NA, pd.NaT])
def test_nulls_are_nothing(missing, news):
    news = news.astype(object)
    news.loc[0, "text"] = news.loc[2, "date"] = missing
    assert set(zhclaims.extract_frame(news, published="date", doc_id="doc_id")["doc_id"]) == {"c", "d"}
    assert len(zhclaims.extract_frame(news.iloc[:0])) == 0


# fmt: off
BAD = [
    ({"text": "body"}, "no column 'body' among doc_id, text, date"),
    ({"published": "doc_id"}, 'row 0: published is "a"; give an ISO date'),
    ({"text": "n"}, "row 0: the text is of type int"),
]
# fmt: on


@pytest.mark.parametrize(("arguments", "said"), BAD)
def test_what_can_not_be_read_is_told_or_left_out(arguments, said, news):
    news = news.assign(n=1) if arguments.get("text") == "n" else news
    with pytest.raises(DocumentError, match=re.escape(said)):
        zhclaims.extract_frame(news, **arguments)
    if "no column" not in said:
        assert len(zhclaims.extract_frame(news, **arguments, on_error="skip")) == 0


def _snippet(title):
    """A block of code of the guide, as it stands there."""
    section = GUIDE.read_text(encoding="utf-8").split(f"## {title}", 1)[1]
    return re.search(r"```python\n(.*?)```", section, re.DOTALL)[1]


def _sorted(frame):
    frame = frame.astype({"period_from": "string", "period_to": "string"})
    return frame.sort_values(["doc_id", "value_start"], ignore_index=True)


@pytest.fixture
def crawl(news, tmp_path, monkeypatch):
    news.rename(columns={"date": "published"}).to_parquet(tmp_path / "crawl.parquet")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.skipif(not find_spec("dask"), reason="Dask is not installed: pip install 'dask[dataframe]'")
@pytest.mark.filterwarnings("ignore")
def test_the_snippet_for_dask(crawl, claims):
    exec(compile(_snippet("Dask"), "dask", "exec"), {"__name__": "snippet"})  # noqa: S102 # our own guide
    assert_frame_equal(_sorted(pd.read_parquet(crawl / "claims")), _sorted(claims), check_dtype=False)


@pytest.mark.skipif(not (find_spec("pyspark") and shutil.which("java")), reason="PySpark or Java is not installed")
@pytest.mark.filterwarnings("ignore")
def test_the_snippet_for_spark(crawl, claims, monkeypatch):
    monkeypatch.setenv("PYSPARK_PYTHON", sys.executable)
    monkeypatch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(filter(None, sys.path)))
    scope = {"__name__": "snippet"}
    try:
        exec(compile(_snippet("Spark"), "spark", "exec"), scope)  # noqa: S102 # our own guide
    finally:
        if "spark" in scope:
            scope["spark"].stop()
    assert_frame_equal(_sorted(pd.read_parquet(crawl / "claims")), _sorted(claims), check_dtype=False)
