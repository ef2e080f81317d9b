"""Claims are read back as they were written."""

import pytest

from zhclaims import extract
from zhclaims.batch import all_but, batch, read_with_claims
from zhclaims.documents import open_writer, read_claims
from zhclaims.errors import DocumentError, GoldError

TEXT = "据IDC数据，2020年甲公司营收约3亿元，同比增长10%至12%，门店超50家。预计明年利润1.5亿元。"


@pytest.fixture
def claims():
    return extract(TEXT, published="2021-03-01", doc_id="d")


@pytest.mark.parametrize("name", ["claims.jsonl", "claims.parquet"])
def test_claims_come_back(name, claims, tmp_path):
    with open_writer(tmp_path / name) as writer:
        writer.write(claims)
    assert len(claims) > 3
    assert list(read_claims(tmp_path / name)) == claims


def test_the_claims_of_a_dataset_come_back(tmp_path, read_revenues):
    (tmp_path / "in").mkdir()
    for name, number in (("a", 3), ("b", 5)):
        (tmp_path / "in" / f"{name}.txt").write_text(f"甲营收{number}亿元", encoding="utf-8")
    out = tmp_path / "in" / "claims"
    batch([tmp_path / "in"], out, extractor=read_revenues, jobs=0)
    assert [(claim.doc_id, claim.value.text) for claim in read_claims(out)] == [("a", "3亿元"), ("b", "5亿元")]
    given = list(read_with_claims(tmp_path / "in", out, selection=all_but(out)))
    assert [(document.doc_id, len(claims)) for document, claims in given] == [("a", 1), ("b", 1)]
    with pytest.raises(GoldError, match="no dataset of claims"):
        list(read_claims(tmp_path / "in"))


# fmt: off
BAD = [
    ("claims.csv", b"", "can't read claims from .csv; give .jsonl or .parquet"),
    ("claims.jsonl", b"\n{", ":2: no JSON"),
    ("claims.jsonl", b"[]", ":1: no claim"),
    ("claims.jsonl", b'{"id": 1}', ":1: no claim: id: "),
    ("claims.parquet", b"PAR1", "no Parquet file of claims"),
]
# fmt: on


@pytest.mark.parametrize(("name", "data", "cause"), BAD)
def test_what_is_no_claim_is_named(name, data, cause, tmp_path):
    (tmp_path / name).write_bytes(data)
    with pytest.raises(GoldError) as caught:
        list(read_claims(tmp_path / name))
    assert str(caught.value).startswith(str(tmp_path / name))
    assert cause in str(caught.value)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(GoldError, match="can't be read: No such file"):
        list(read_claims(tmp_path / "none.jsonl"))


def test_documents_come_with_the_claims_given_or_with_their_own(claims, tmp_path, read_revenues):
    (tmp_path / "d.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "e.txt").write_text("别的文章，营收3亿元", encoding="utf-8")
    out = tmp_path / "claims.jsonl"
    with open_writer(out) as writer:
        writer.write([*claims, claims[0].model_copy(update={"doc_id": "e"})])
    inputs = [tmp_path / name for name in ("d.txt", "e.txt", "none.txt")]
    given, other, missing = read_with_claims(inputs, out)
    assert given[1] == claims
    assert isinstance(other, DocumentError)
    assert "the claims given are of another text" in str(other)
    assert isinstance(missing, DocumentError)
    [(document, found)] = read_with_claims(str(tmp_path / "e.txt"), extractor=read_revenues)
    assert (document.doc_id, [claim.value.text for claim in found]) == ("e", ["3亿元"])
