"""A small gold file, with what is hard to keep: shared values, mentions with no place, fields of other tools."""

import json

import pytest

TEXT = "😀甲集团表示，2020年营收\n约3亿元；甲和乙均增长10%，明年目标50家。"


def _span(text, **fields):
    start = TEXT.index(text)
    return {"start": start, "end": start + len(text), "text": text, **fields}


def _claim(kind, value, subject, **fields):
    parts = dict.fromkeys(
        ("kind", "subject", "metric", "item", "value", "change", "period", "modality", "negated", "source")
    )
    return parts | {"kind": kind, "value": value, "subject": subject, "modality": "actual", "negated": False} | fields


@pytest.fixture
def row():
    jia = _span("甲集团", id="甲集团", parent=None, ticker="600000.SH")
    year = {"value": "2020", "from": "2020-01-01", "to": "2020-12-31", "inferred": False}
    ten = _span("10%", number=10, low=10, high=10, unit="%", qualifier="exact")
    up = {"direction": "up", "basis": "none", "form": "percent"}
    revenue = _span("营收", id="revenue")
    return {
        "doc_id": "新闻/1",
        "published": "2021-03-01",
        "text": TEXT,
        "claims": [
            _claim(
                "amount",
                _span("约3亿元", number=300000000, low=None, high=None, unit="CNY", qualifier="about"),
                jia,
                metric=revenue,
                period=_span("2020年", **year),
                source=_span("甲集团", id="甲集团"),
            ),
            _claim(
                "change",
                ten,
                jia,
                metric=revenue,
                change=up,
                period={"start": None, "end": None, "text": "2020年", **year},
            ),
            _claim(
                "change", ten, _span("乙", id=None, parent=None, ticker=None), metric=revenue, change=up, note="看过"
            ),
            _claim(
                "count",
                _span("50家", number=50, low=50, high=50, unit="家", qualifier="exact"),
                None,
                modality="target",
                period=_span("明年", value="2022", **{"from": "2022-01-01", "to": "2022-12-31"}, inferred=True),
                negated=True,
                optional=True,
            ),
        ],
        "title": "标题",
    }


@pytest.fixture
def gold(tmp_path, row):
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(row, ensure_ascii=False) + "\n", encoding="utf-8")
    return path
