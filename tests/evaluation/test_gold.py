"""Gold and prediction files: what breaks their form is named, with file and line."""

import json

import pytest

from zhclaims.errors import GoldError
from zhclaims.evaluation import read_gold, read_predictions

TEXT = "甲营收3亿元"
VALUE = {
    "start": 3,
    "end": 6,
    "text": "3亿元",
    "number": 300000000,
    "low": 3e8,
    "high": 3e8,
    "unit": "CNY",
    "qualifier": "exact",
}
SUBJECT = {"start": 0, "end": 1, "text": "甲", "id": None}
CLAIM = {
    "kind": "amount",
    "subject": SUBJECT,
    "metric": None,
    "item": None,
    "value": VALUE,
    "change": None,
    "period": None,
    "modality": "actual",
    "negated": False,
    "source": None,
}

# fmt: off
GOOD = [
    {},
    {"id": "x", "confidence": 0.5, "evidence": {"start": 0, "end": 6}, "note": "看过"},
    {"optional": True},
    {"period": {"value": "2021", "from": "2021-01-01", "to": "2021-12-31"}},
    {"period": {"start": None, "end": None, "text": None, "value": None, "from": None, "to": None, "inferred": False}},
    {"value": {"start": 3, "end": 6, "text": "3亿元"}},
]
BAD = [
    ({"kind": "sum"}, "claims[0].kind: "),
    ({"modality": "wish"}, "claims[0].modality: "),
    ({"value": None}, "claims[0].value: "),
    ({"value": {**VALUE, "start": 2, "end": 5}}, "claims[0].value: text[2:5] is '收3亿', not '3亿元'"),
    ({"value": {**VALUE, "end": 7}}, "claims[0].value: the span 3–7 is not as long as its text '3亿元'"),
    ({"value": {**VALUE, "start": -3}}, "claims[0].value.start: "),
    ({"value": {**VALUE, "number": "many"}}, "claims[0].value.number: "),
    ({"value": {**VALUE, "qualifier": "maybe"}}, "claims[0].value.qualifier: "),
    ({"value": {**VALUE, "numbr": 3}}, "claims[0].value.numbr: "),
    ({"subject": {**SUBJECT, "text": "乙"}}, "claims[0].subject: text[0:1] is '甲', not '乙'"),
    ({"subject": {"text": "甲"}}, "claims[0].subject.start: "),
    ({"period": {"from": "2021-02-30"}}, "claims[0].period.from: "),
    ({"period": {"start": 0, "end": 1, "text": "乙"}}, "claims[0].period: text[0:1]"),
    ({"change": {"direction": "sideways"}}, "claims[0].change.direction: "),
]
BAD_LINES = [
    ("{", "no JSON"),
    ("[]", "no JSON object"),
    ('{"doc_id": "d", "claims": []}', "text: Field required"),
    ('{"text": "甲", "claims": []}', "doc_id: Field required"),
    ('{"doc_id": "d", "text": "甲"}', "claims: Field required"),
    ('{"doc_id": "d", "text": "甲", "published": "x", "claims": []}', "published: "),
    ("\0", "byte 0 is NUL"),
]
# fmt: on


def _file(path, *rows):
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def _document(doc_id="d", **fields):
    return {"doc_id": doc_id, "published": None, "text": TEXT, "claims": [{**CLAIM, **fields}]}


@pytest.mark.parametrize("fields", GOOD)
def test_good_claims_are_read(fields, tmp_path):
    [document] = read_gold(_file(tmp_path / "g.jsonl", _document(**fields)))
    assert document.claims[0].optional == fields.get("optional", False)
    predictions = read_predictions(_file(tmp_path / "p.jsonl", {"doc_id": "d", **CLAIM, **fields}), {"d": TEXT})
    assert predictions["d"] == list(document.claims)


@pytest.mark.parametrize(("fields", "cause"), BAD)
def test_bad_claims_are_named(fields, cause, tmp_path):
    path = _file(tmp_path / "g.jsonl", _document("a"), _document("b", **fields))
    with pytest.raises(GoldError) as caught:
        read_gold(path)
    assert str(caught.value).startswith(f"{path}:2: {cause}")


@pytest.mark.parametrize(("line", "cause"), BAD_LINES)
def test_bad_lines_are_named(line, cause, tmp_path):
    path = tmp_path / "g.jsonl"
    path.write_text(f"\n{line}\n", encoding="utf-8")
    with pytest.raises(GoldError) as caught:
        read_gold(path)
    assert str(caught.value).startswith(f"{path}:2: {cause}")


def test_a_misspelt_field_is_named(tmp_path):
    claim = {**CLAIM, "metirc": None}
    del claim["metric"]
    with pytest.raises(GoldError, match="'metirc' is not known; is 'metric' meant"):
        read_gold(_file(tmp_path / "g.jsonl", {**_document(), "claims": [claim]}))


def test_a_document_stands_once(tmp_path):
    with pytest.raises(GoldError, match="'d' was already used"):
        read_gold(_file(tmp_path / "g.jsonl", _document(), _document()))


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(GoldError, match=r"g\.jsonl: can't be read"):
        read_gold(tmp_path / "g.jsonl")


@pytest.mark.parametrize(
    ("row", "cause"),
    [
        (CLAIM, 'no "doc_id"'),
        ({**CLAIM, "doc_id": 3}, 'no "doc_id"'),
        ({**CLAIM, "doc_id": "d", "kind": "sum"}, "kind: "),
        (
            {**CLAIM, "doc_id": "d", "value": {**VALUE, "start": 2, "end": 5}},
            "value: text[2:5] is '收3亿', not '3亿元'",
        ),
    ],
)
def test_bad_predictions_are_named(row, cause, tmp_path):
    path = _file(tmp_path / "p.jsonl", row)
    with pytest.raises(GoldError) as caught:
        read_predictions(path, {"d": TEXT})
    assert str(caught.value).startswith(f"{path}:1: {cause}")


def test_predictions_for_other_texts_are_not_held_against_this_one(tmp_path):
    path = _file(tmp_path / "p.jsonl", {**CLAIM, "doc_id": "e", "value": {**VALUE, "start": 0, "end": 3}})
    assert list(read_predictions(path, {"d": TEXT})) == ["e"]
