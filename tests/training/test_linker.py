"""The training command's function: from gold files to weights."""

import json

import pytest

from zhclaims.claims.choice import Model
from zhclaims.errors import GoldError, ZhclaimsError
from zhclaims.training import train

TEXT = "京东2023年营收达到100亿元，同比增长10%。"


def _claim(words, number, unit, **fields):
    start = TEXT.index(words)
    value = {
        "start": start,
        "end": start + len(words),
        "text": words,
        "number": number,
        "unit": unit,
        "qualifier": "exact",
    }
    subject = {"start": 0, "end": 2, "text": "京东", "id": "京东"}
    metric = {"start": 7, "end": 9, "text": "营收", "id": "revenue"}
    period = {"start": 2, "end": 7, "text": "2023年", "value": "2023", "from": "2023-01-01", "to": "2023-12-31"}
    return {"value": value, "subject": subject, "metric": metric, "period": period, "modality": "actual", **fields}


CHANGE = {"direction": "up", "basis": "yoy", "form": "percent"}
CLAIMS = [
    _claim("100亿元", 10**10, "CNY", kind="amount"),
    _claim("10%", 10, "%", kind="change", change=CHANGE),
]


@pytest.fixture
def gold(tmp_path):
    path = tmp_path / "gold.jsonl"
    rows = [{"doc_id": str(at), "published": "2024-01-01", "text": TEXT, "claims": CLAIMS} for at in range(2)]
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def test_weights_are_learned_from_gold_files_and_the_same_each_time(tmp_path, gold):
    out = tmp_path / "weights.json"
    assert train([gold, gold], out, penalty=0.1) == 4
    first = out.read_bytes()
    assert {"claim", "kind", "metric", "period"} <= Model.read(out).weights.keys()
    assert train([gold, gold], out, penalty=0.1) == 4  # what stood there is replaced
    assert out.read_bytes() == first
    assert len(first.splitlines()) > 50  # a feature a line


def test_without_gold_nothing_is_learned(tmp_path):
    assert train([], tmp_path / "weights.json") == 0
    assert Model.read(tmp_path / "weights.json").weights == {}


def test_bad_gold_is_told_and_old_weights_stay(tmp_path, gold):
    out = tmp_path / "weights.json"
    out.write_text("{}", encoding="utf-8")
    with gold.open("a", encoding="utf-8") as file:
        file.write("{}\n")
    with pytest.raises(GoldError) as caught:
        train([gold], out)
    assert (caught.value.path, caught.value.line) == (str(gold), 3)
    assert out.read_text(encoding="utf-8") == "{}"


def test_gold_that_is_not_there_is_told(tmp_path):
    with pytest.raises(GoldError, match=r"none\.jsonl"):
        train([tmp_path / "none.jsonl"], tmp_path / "weights.json")


def test_weights_that_can_not_be_written_are_told(tmp_path, gold):
    with pytest.raises(ZhclaimsError, match="weights"):
        train([gold], tmp_path / "none" / "weights.json")
