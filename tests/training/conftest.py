"""Annotated texts of our own, for the tests of training."""

import json
from hashlib import sha256

import pytest

TEXTS = ["云麓科技宣布收购青岚智能60%股权。", "据分析师谢云舟预计，海棠食品2024年营收增长10%。", "没有名字的一句话。"]
NAMES = [[[0, 4, "company"], [8, 12, "company"]], [[4, 7, "person"], [10, 14, "company"]], []]
CLAIMS = [
    [["share", 12, 15, [0, 4], [15, 17, "shareholding"], None, "actual", False, [0, 4], False]],
    [["change", 23, 26, [10, 14], [19, 21, "revenue"], ["2024-01-01", "2024-12-31"], "forecast", False, [4, 7], False]],
    [],
]


def _lines(path, rows):
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


@pytest.fixture
def lines():
    return _lines


@pytest.fixture
def standoff(tmp_path):
    """A standoff file and the folder of its texts."""
    texts = tmp_path / "texts"
    texts.mkdir()
    _lines(texts / "news.jsonl", [{"text": f"讯 {text}"} for text in TEXTS])
    rows = [
        {
            "doc_id": f"news-{at}",
            "split": "dev" if at == 1 else "train",
            "file": "news.jsonl",
            "row": at + 1,
            "start": 2,
            "length": len(text),
            "sha256": sha256(text.encode()).hexdigest()[:16],
            "published": "2024-03-01" if at == 1 else None,
            "names": NAMES[at],
            "claims": CLAIMS[at],
        }
        for at, text in enumerate(TEXTS)
    ]
    return _lines(tmp_path / "standoff.jsonl", rows), texts
