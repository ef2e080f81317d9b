"""The training of the linker: from gold files and standoff to roles, weights and confidence."""

import pytest

from zhclaims.claims.choice import CONFIDENCE, Model
from zhclaims.errors import GoldError, ZhclaimsError
from zhclaims.tagging import Network
from zhclaims.training.linker import train_linker

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
def gold(tmp_path, lines):
    rows = [
        {"doc_id": str(at), "published": "2024-01-01", "text": TEXT + "。" * at, "claims": CLAIMS} for at in range(3)
    ]
    return lines(tmp_path / "gold.jsonl", rows)


@pytest.fixture
def out(tmp_path):
    folder = tmp_path / "claims"
    folder.mkdir()
    return folder


def test_weights_are_learned_from_gold_files_and_the_same_each_time(out, gold):
    assert train_linker([gold, gold], out, penalty=0.1, epochs=2) == 6
    first = (out / "weights.json").read_bytes()
    model = Model.read(out / "weights.json")
    assert {"claim", "kind", "metric", "period"} <= model.weights.keys()
    assert model.weights[CONFIDENCE] == {}  # no text was kept to calibrate it
    assert Network.read(out / "roles.npz").output[1].shape == (9,)
    assert train_linker([gold, gold], out, penalty=0.1, epochs=2) == 6  # what stood there is replaced
    assert (out / "weights.json").read_bytes() == first
    assert len(first.splitlines()) > 50  # a feature a line


def test_standoff_teaches_and_its_kept_texts_calibrate(out, gold, standoff):
    path, texts = standoff
    assert train_linker([gold, path], out, texts=texts, epochs=2) == 6
    shares = Model.read(out / "weights.json").weights[CONFIDENCE]
    assert shares
    assert all(0 <= share <= 1 for share in shares.values())
    assert list(shares.values()) == sorted(shares.values())


def test_few_documents_are_not_enough(out):
    with pytest.raises(GoldError, match="too few"):
        train_linker([], out)
    assert not list(out.iterdir())


def test_bad_gold_is_told_and_old_weights_stay(out, gold):
    (out / "weights.json").write_text("{}", encoding="utf-8")
    with gold.open("a", encoding="utf-8") as file:
        file.write("{}\n")
    with pytest.raises(GoldError) as caught:
        train_linker([gold], out)
    assert (caught.value.path, caught.value.line) == (str(gold), 4)
    assert (out / "weights.json").read_text(encoding="utf-8") == "{}"


def test_gold_that_is_not_there_is_told(tmp_path, out):
    with pytest.raises(GoldError, match=r"none\.jsonl"):
        train_linker([tmp_path / "none.jsonl"], out)


def test_weights_that_can_not_be_written_are_told(tmp_path, gold):
    with pytest.raises(ZhclaimsError, match="roles"):
        train_linker([gold, gold], tmp_path / "none", epochs=2)
