"""The flat table: columns, data frame, and the table for reading."""

import io
import re
import types
from collections.abc import Iterator
from decimal import Decimal
from typing import get_args

import pandas as pd
import pytest
from pydantic import BaseModel
from rich.console import Console

from zhclaims.batch.record import document_columns
from zhclaims.documents.flat import COLUMNS, rows
from zhclaims.documents.frame import to_frame
from zhclaims.documents.table import table
from zhclaims.records import Change, Claim, Period
from zhclaims.resources import corpus_path


def _leaves(model: type[BaseModel]) -> Iterator[tuple[str, ...]]:
    for name, field in model.model_fields.items():
        parts = [part for part in (field.annotation, *get_args(field.annotation)) if isinstance(part, type)]
        inner = [part for part in parts if part is not types.NoneType and issubclass(part, BaseModel)]
        yield from ((name, *rest) for rest in _leaves(inner[0])) if inner else [(name,)]


def _column(leaf: tuple[str, ...]) -> str:
    match leaf:
        case ("id",):
            return "claim_id"
        case ("value", "number" | "low" | "high" | "unit" | "qualifier") | ("change", _):
            return leaf[1]
        case ("period", "value"):
            return "period"
        case _:
            return "_".join(leaf).rstrip("_")


def test_every_field_of_a_claim_has_a_column():
    names = [column.name for column in COLUMNS]
    assert len(set(names)) == len(names)
    assert {_column(leaf) for leaf in _leaves(Claim)} <= set(names)


def test_a_frame_has_a_row_a_claim(read_revenues):
    [claim] = read_revenues("甲营收3亿元", doc_id="d")
    period = Period(value="0900-H2", from_="0900-07-01", to=None, inferred=True)
    claim = claim.model_copy(update={"period": period, "change": Change(direction="up", basis="yoy")})
    frame = to_frame([claim, *read_revenues("营收12亿元", doc_id="e")])
    assert list(frame.columns) == [column.name for column in COLUMNS]
    first, second = (frame.loc[row] for row in (0, 1))
    assert (first["doc_id"], first["subject"], first["subject_start"], first["metric"]) == ("d", "甲", 0, "revenue")
    assert (first["number"], first["unit"], first["value_text"]) == (3e8, "CNY", "3亿元")
    assert (first["basis"], first["period"], first["period_inferred"]) == ("yoy", "0900-H2", True)
    assert str(first["period_from"].date()) == "0900-07-01"
    assert second["number"] == 12e8
    for null in ("subject", "subject_start", "basis", "period_from", "period_inferred", "source_text"):
        assert pd.isna(second[null]), null


@pytest.mark.parametrize("texts", [[], ["甲营收3亿元"], ["营收3亿元"]])
def test_the_types_do_not_depend_on_the_claims(texts, read_revenues):
    frame = to_frame(claim for text in texts for claim in read_revenues(text, doc_id="d"))
    dtypes = {"text": "string", "integer": "Int64", "number": "Float64", "flag": "boolean", "date": "datetime64[s]"}
    assert [str(dtype) for dtype in frame.dtypes] == [dtypes[column.type] for column in COLUMNS]
    assert frame.index.equals(pd.RangeIndex(len(texts)))


def test_what_has_no_id_is_named_by_its_text(read_revenues):
    [claim] = read_revenues("甲营收3亿元", doc_id="d")
    claim = claim.model_copy(update={"metric": claim.metric.model_copy(update={"id": None})})
    [row] = to_frame([claim]).to_dict("records")
    assert (row["metric"], row["metric_text"]) == ("营收", "营收")
    assert pd.isna(row["metric_id"])


def test_lone_surrogates_keep_their_places(read_revenues):
    claims = read_revenues("\ud800甲营收3亿元\udc00", doc_id="d")
    [row] = rows(claims)
    assert row[[column.name for column in COLUMNS].index("evidence_text")] == "\ufffd甲营收3亿元\ufffd"
    assert to_frame(claims)["subject_text"][0] == "\ufffd甲"


def _shown(claims: list[Claim]) -> str:
    console = Console(file=io.StringIO(), width=200)
    console.print(table(claims))
    return console.file.getvalue()


def test_the_table_shows_what_was_read(read_revenues):
    shown = _shown(read_revenues("甲营收3亿元，乙营收12亿元", doc_id="d"))
    for part in ("甲", "营收 (revenue)", "3亿 CNY", "12亿 CNY", "actual", "2 claims"):
        assert part in shown
    assert "document" not in shown


def test_the_table_names_the_documents_where_there_are_several(read_revenues):
    shown = _shown([claim for name in ("d1", "d2") for claim in read_revenues("甲营收3亿元", doc_id=name)])
    assert "d1" in shown
    assert "d2" in shown


def test_an_article_can_not_steer_the_terminal(read_revenues):
    shown = _shown(read_revenues("\x1b[31m[bold]\ud800甲\u202e营收3亿元", doc_id="d"))
    assert "[31m[bold] 甲 " in shown
    assert not set("\x1b\ud800\u202e") & set(shown)


def test_open_values_are_shown_by_their_bounds(read_revenues):
    [claim] = read_revenues("甲营收3亿元", doc_id="d")
    value = claim.value.model_copy(update={"number": None, "low": None, "qualifier": "range", "unit": None})
    period = Period(from_="2020-01-01")
    shown = _shown([claim.model_copy(update={"value": value, "period": period, "negated": True})])
    assert "–3亿 " in shown
    assert "2020-01-01–" in shown
    assert "not actual" in shown


def test_a_change_says_what_it_is_measured_against(read_revenues):
    [claim] = read_revenues("甲营收3亿元", doc_id="d")
    assert "3亿 CNY yoy" in _shown([claim.model_copy(update={"change": Change(direction="up", basis="yoy")})])
    assert "CNY none" not in _shown([claim.model_copy(update={"change": Change(direction="up")})])


def test_numbers_are_shown_as_their_readers_count(read_revenues):
    [claim] = read_revenues("甲营收3亿元", doc_id="d")
    # fmt: off
    for number, qualifier, expected in (
        ("150", "exact", "150 CNY"),
        ("12345678", "exact", "1,234.5678万 CNY"),
        ("123456.7891", "exact", "123,456.7891 CNY"),
        ("-30000", "exact", "-3万 CNY"),
        ("6000", "over", ">6,000 CNY"),
        ("500", "nearly", "≲500 CNY"),
    ):
        # fmt: on
        value = claim.value.model_copy(update={"number": Decimal(number), "qualifier": qualifier})
        assert f" {expected} " in _shown([claim.model_copy(update={"value": value})])
    assert " 3亿元 " in _shown([claim.model_copy(update={"kind": "date"})])


def test_no_figure_is_cut_on_a_narrow_terminal(read_revenues):
    [claim] = read_revenues("甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲营收3亿元", doc_id="d")
    value = claim.value.model_copy(update={"number": Decimal("123456.7891")})
    console = Console(file=io.StringIO(), width=80)
    console.print(table([claim.model_copy(update={"value": value, "period": Period(value="2019-06/2019-07")})]))
    for part in ("123,456.7891 CNY", "2019-06/2019-07", "actual"):
        assert part in console.file.getvalue()


def test_every_column_is_described():
    guide = (corpus_path() / "README.md").read_text(encoding="utf-8").split("## Tables", 1)[1].split("## Splits", 1)[0]
    told = set(re.findall(r"`(\w+)`", guide))
    spans = {f"{name}_{end}" for name in told for end in ("text", "start", "end")}
    names = {column.name for column in (*COLUMNS, *document_columns(text=True))}
    assert names <= told | spans
