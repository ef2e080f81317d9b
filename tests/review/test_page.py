"""The file of the review page, and what it is made from."""

import base64
import hashlib
import json
import re

import pytest

from zhclaims.documents import open_writer
from zhclaims.errors import GoldError
from zhclaims.review import page, report
from zhclaims.review.payload import slim

TEXT = "甲营收3亿元，乙营收5亿元"


@pytest.fixture
def article(tmp_path):
    path = tmp_path / "article.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture
def gold(tmp_path, read_revenues):
    claims = [claim.model_dump(mode="json") for claim in read_revenues(TEXT)]
    claims[0]["subject"] = None
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps({"doc_id": "article", "text": TEXT, "claims": claims[:1]}), encoding="utf-8")
    return path


def _data(path):
    return json.loads(re.search(r'id="data">(.*?)</script>', path.read_text(encoding="utf-8"), re.DOTALL)[1])


def test_the_page_holds_articles_and_claims(article, read_revenues, tmp_path):
    seen = []
    summary = report(article, tmp_path / "page.html", extractor=read_revenues, progress=seen.append)
    assert (summary.documents, summary.claims, summary.failures, seen) == (1, 2, (), [1])
    data = _data(tmp_path / "page.html")
    assert (data["gold"], data["calibration"]) == (False, None)
    [document] = data["documents"]
    assert (document["id"], document["text"], len(document["claims"])) == ("article", TEXT, 2)
    assert document["claims"][0]["predicted"]["value"] == {
        "start": 3,
        "end": 6,
        "number": 300000000,
        "low": 300000000,
        "high": 300000000,
        "unit": "CNY",
        "qualifier": "exact",
    }


@pytest.mark.usefixtures("article")
def test_a_page_in_the_folder_of_the_articles_is_not_read_by_the_next(read_revenues, tmp_path):
    for _ in range(2):
        summary = report(tmp_path, tmp_path / "page.html", extractor=read_revenues)
        assert (summary.documents, summary.claims, summary.failures) == (1, 2, ())
    claims = tmp_path / "claims.jsonl"
    with open_writer(claims) as writer:
        writer.write(read_revenues(TEXT, doc_id="article"))
    summary = report(tmp_path, tmp_path / "page.html", predicted=claims)
    assert (summary.documents, summary.claims, summary.failures) == (1, 2, ())


def test_the_page_judges_by_gold(article, gold, read_revenues, tmp_path):
    report(article, tmp_path / "page.html", gold=gold, extractor=read_revenues)
    data = _data(tmp_path / "page.html")
    wrong, spurious = data["documents"][0]["claims"]
    assert (wrong["verdict"], wrong["wrong"]) == ("wrong", ["subject"])
    assert (spurious["verdict"], "gold" in spurious) == ("spurious", False)
    assert data["calibration"]["claims"] == 2


def test_what_is_missing_is_named(gold, read_revenues, tmp_path):
    rows = [{"doc_id": "article", "text": "别的"}, {"doc_id": "other", "text": TEXT}]
    (tmp_path / "rows.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    summary = report(tmp_path / "rows.jsonl", tmp_path / "page.html", gold=gold, extractor=read_revenues)
    assert [str(failure) for failure in summary.failures] == [
        f"{tmp_path / 'rows.jsonl'}:1: article: its gold is of another text",
        f"{gold}: article: has gold, but is not among the inputs that were read",
    ]
    assert [document["id"] for document in _data(tmp_path / "page.html")["documents"]] == ["other"]


def test_where_nothing_can_be_read_nothing_is_written(tmp_path):
    assert report(tmp_path / "none.txt", tmp_path / "page.html").documents == 0
    with pytest.raises(GoldError):
        report(tmp_path, tmp_path / "page.html", gold=tmp_path / "none.jsonl")
    assert list(tmp_path.iterdir()) == []


def test_the_policy_names_the_very_script_and_style(article, read_revenues, tmp_path):
    report(article, tmp_path / "page.html", extractor=read_revenues)
    html = (tmp_path / "page.html").read_text(encoding="utf-8")
    policy = re.search(r'Content-Security-Policy" content="(.*?)"', html)[1]
    for name, pattern in (("script", r"<script>(.*?)</script>"), ("style", r"<style>(.*?)</style>")):
        [content] = re.findall(pattern, html, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"{name}-src 'sha256-{digest}'" in policy
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in re.sub(r"http://www\.w3\.org/2000/svg|http-equiv", "", html)


# fmt: off
HOSTILE = ["</script>", "<!--<script>", "\u2028\u2029", "\ud800", "$data ${script}", "]]>", "\\u003c"]
# fmt: on


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_gets_out_of_its_place(text):
    html = page({"mode": "report", "gold": False, "calibration": None, "documents": [{"id": text, "text": text}]})
    assert html.count("</script>") == 2
    html.encode()
    assert json.loads(re.search(r'id="data">(.*?)</script>', html, re.DOTALL)[1])["documents"][0]["text"] == text


def test_a_slim_claim_leaves_out_what_the_text_tells(read_revenues):
    [claim] = read_revenues("甲营收3亿元", doc_id="d")
    thin = slim(claim)
    assert thin["subject"] == {"start": 0, "end": 1, "id": "甲"}
    assert not {"doc_id", "item", "source", "change", "negated"} & thin.keys()
