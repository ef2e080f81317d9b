"""Writing claims: whole or not at all, and read back as they were."""

import csv
import io
import json
from decimal import Decimal

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhclaims.documents import json_line, open_writer
from zhclaims.documents.flat import COLUMNS
from zhclaims.errors import ZhclaimsError
from zhclaims.records import Claim, Mention, Period, Span, Value

# fmt: off
FORMULAS = ["=1+1", "+1", "-5%", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠a"]
PLAIN = ["营收", "5%", "1=1", " =1", "'=1", 'a"b', "a,b", "a\nb", "a\r\nb"]
NUMBERS = [("3", "3"), ("1E+12", "1000000000000"), ("-0.5", "-0.5"), ("33.3333333333333", "33.3333333333333"), ("1.50", "1.5"), ("0E+3", "0")]
# fmt: on


def _claim(text: str = "甲营收3亿元", number: Decimal | None = Decimal(300_000_000), **fields: object) -> Claim:
    span = {"start": 0, "end": len(text), "text": text}
    return Claim(
        **{
            "id": "i",
            "doc_id": "d",
            "kind": "amount",
            "subject": None,
            "metric": None,
            "item": None,
            "value": Value(**span, number=number, low=None, high=None, unit="CNY"),
            "change": None,
            "period": None,
            "modality": "actual",
            "negated": False,
            "source": None,
            "evidence": Span(**span),
            "confidence": 1,
            **fields,
        }
    )


def _write(path, *claims):
    with open_writer(path) as writer:
        for claim in claims:
            writer.write([claim])


def _csv_rows(path):
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode(), newline=""), strict=True))


@given(st.text(), st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**30), max_value=10**30))
def test_a_line_reads_back_as_the_claim(text, number):
    period = Period(value="2021-03", from_="2021-03-01", to="2021-03-31")
    claim = _claim(text, number, period=period)
    line = json_line(claim)
    assert line.count(b"\n") == 1
    row = json.loads(line)
    assert row["period"]["from"] == "2021-03-01"
    back = Claim.model_validate(row)
    assert back.value.number == claim.value.number
    if len(back.value.text) == len(text):
        assert back == claim


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("\ud800甲", "\ud800甲"),
        ("甲\udc00", "甲\udc00"),
        ("\udc00\ud800", "\udc00\ud800"),
        ("\ud83d\ude00甲", "\ufffd\ufffd甲"),
    ],
)
def test_lone_surrogates_keep_offsets(text, written):
    line = json_line(_claim(text))
    line.decode()
    back = Claim.model_validate(json.loads(line))
    assert (back.evidence.text, back.value.end) == (written, len(text))


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_runs_as_a_formula(text, tmp_path):
    _write(tmp_path / "c.csv", _claim(text, doc_id=text, metric=Mention(start=0, end=len(text), text=text)))
    [row] = _csv_rows(tmp_path / "c.csv")
    assert (
        row["doc_id"] == row["metric"] == row["metric_text"] == row["value_text"] == row["evidence_text"] == "'" + text
    )


@pytest.mark.parametrize("text", PLAIN)
def test_other_cells_are_as_they_were(text, tmp_path):
    _write(tmp_path / "c.csv", _claim(text))
    [row] = _csv_rows(tmp_path / "c.csv")
    assert row["value_text"] == text


@pytest.mark.parametrize(("number", "cell"), NUMBERS)
def test_numbers_stay_numbers(number, cell, tmp_path):
    _write(tmp_path / "c.csv", _claim(number=Decimal(number)))
    [row] = _csv_rows(tmp_path / "c.csv")
    assert row["number"] == cell
    assert (row["low"], row["negated"], row["value_start"]) == ("", "false", "0")


def test_csv_has_the_flat_columns(tmp_path):
    _write(tmp_path / "c.csv", _claim(period=Period(from_="2021-03-01", inferred=True)), _claim("\ud800"))
    data = (tmp_path / "c.csv").read_bytes()
    assert data.startswith(b"doc_id,claim_id,kind,subject,")
    assert data.count(b"\r\n") == 3
    first, second = _csv_rows(tmp_path / "c.csv")
    assert list(first) == [column.name for column in COLUMNS]
    assert (first["period_from"], first["period_inferred"], first["period_start"]) == ("2021-03-01", "true", "")
    assert second["value_text"] == "\ufffd"


def test_parquet_is_typed(tmp_path):
    path = tmp_path / "c.parquet"
    _write(path, _claim(period=Period(from_="2021-03-01")), _claim("\ud800", None), _claim(number=Decimal("0.1")))
    table = pq.read_table(path)
    types = {
        "text": pa.string(),
        "integer": pa.int64(),
        "number": pa.float64(),
        "flag": pa.bool_(),
        "date": pa.date32(),
    }
    assert table.schema.names == [column.name for column in COLUMNS]
    assert table.schema.types == [types[column.type] for column in COLUMNS]
    assert table["number"].to_pylist() == [3e8, None, 0.1]
    assert table["value_text"].to_pylist() == ["甲营收3亿元", "\ufffd", "甲营收3亿元"]
    assert [day and day.isoformat() for day in table["period_from"].to_pylist()] == ["2021-03-01", None, None]


def test_parquet_holds_more_than_a_group(tmp_path):
    with open_writer(tmp_path / "c.parquet") as writer:
        for _ in range(3):
            writer.write([_claim()] * 20_000)
    assert pq.read_metadata(tmp_path / "c.parquet").num_rows == 60_000


@pytest.mark.parametrize("suffix", [".jsonl", ".csv", ".parquet", ".CSV"])
def test_no_claims_make_a_file_too(suffix, tmp_path):
    _write(tmp_path / f"c{suffix}")
    assert [path.name for path in tmp_path.iterdir()] == [f"c{suffix}"]
    if suffix == ".parquet":
        assert pq.read_table(tmp_path / "c.parquet").num_rows == 0


@pytest.mark.parametrize("suffix", [".jsonl", ".csv", ".parquet"])
def test_the_same_claims_make_the_same_bytes(suffix, tmp_path):
    for name in "ab":
        _write(tmp_path / (name + suffix), _claim(), _claim("乙"))
    assert (tmp_path / f"a{suffix}").read_bytes() == (tmp_path / f"b{suffix}").read_bytes()


def _break_off(path):
    with open_writer(path) as writer:
        writer.write([_claim()])
        raise KeyboardInterrupt


@pytest.mark.parametrize("suffix", [".jsonl", ".csv", ".parquet"])
def test_a_run_that_breaks_off_leaves_what_was_there(suffix, tmp_path):
    path = tmp_path / f"c{suffix}"
    path.write_text("old")
    with pytest.raises(KeyboardInterrupt):
        _break_off(path)
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("name", "cause"),
    [
        ("c.xlsx", "can't write .xlsx; name it .jsonl, .csv, .parquet"),
        ("c", "file without suffix"),
        ("no/c.csv", "is there such a folder"),
        ("d.csv", "is a folder"),
    ],
)
def test_what_can_not_be_written_is_named(name, cause, tmp_path):
    (tmp_path / "d.csv").mkdir()
    with pytest.raises(ZhclaimsError, match=cause):
        _write(tmp_path / name)
    assert [path.name for path in tmp_path.iterdir()] == ["d.csv"]


def test_a_link_is_written_through(tmp_path):
    (tmp_path / "real.jsonl").touch()
    (tmp_path / "link.jsonl").symlink_to("real.jsonl")
    _write(tmp_path / "link.jsonl", _claim())
    assert (tmp_path / "link.jsonl").is_symlink()
    assert (tmp_path / "real.jsonl").read_bytes() == json_line(_claim())
