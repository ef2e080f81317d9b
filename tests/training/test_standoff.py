"""Standoff annotation: joined with the right texts, and told where it can't be."""

from datetime import date

import pytest

from zhclaims.errors import GoldError
from zhclaims.resources import corpus_path
from zhclaims.training.standoff import is_standoff, read_standoff


def test_offsets_are_joined_with_their_texts(standoff):
    path, texts = standoff
    first, second, third = read_standoff(path, texts)
    assert first.text == "云麓科技宣布收购青岚智能60%股权。"
    assert [first.text[start:end] for start, end, _ in first.names] == ["云麓科技", "青岚智能"]
    [claim] = second.claims
    assert (claim["value"]["text"], claim["subject"]["id"], claim["metric"]["id"]) == ("10%", "海棠食品", "revenue")
    assert claim["period"] == {"from": "2024-01-01", "to": "2024-12-31"}
    assert claim["source"] == {"start": 4, "end": 7, "text": "谢云舟", "id": None}
    assert second.published == date(2024, 3, 1)
    assert third.claims == []


def test_without_the_texts_it_is_told_how_to_name_them(standoff):
    with pytest.raises(GoldError, match="--texts"):
        list(read_standoff(standoff[0], None))


def test_another_text_is_not_taken_for_the_annotated_one(standoff):
    path, texts = standoff
    news = texts / "news.jsonl"
    news.write_text(news.read_text(encoding="utf-8").replace("海棠食品", "海棠饮品"), encoding="utf-8")
    rows = read_standoff(path, texts)
    next(rows)
    with pytest.raises(GoldError, match="not the text that was annotated") as caught:
        next(rows)
    assert caught.value.line == 2


def test_a_missing_file_is_told_with_its_line(standoff, tmp_path):
    with pytest.raises(GoldError, match="joined") as caught:
        list(read_standoff(standoff[0], tmp_path / "none"))
    assert caught.value.line == 1


def test_gold_files_are_no_standoff(lines, tmp_path):
    assert not is_standoff(lines(tmp_path / "gold.jsonl", [{"doc_id": "1", "text": "甲", "claims": []}]))
    assert not is_standoff(tmp_path / "none.jsonl")


def test_the_shipped_annotation_holds_offsets_and_no_text():
    path = corpus_path() / "real" / "annotations.jsonl"
    assert is_standoff(path)
    lines = path.read_text(encoding="utf-8").splitlines()
    assert len(lines) > 1_000
    assert max(map(len, (part for line in lines for part in line.split('"')))) < 1_000
    assert '"text"' not in "".join(lines)
