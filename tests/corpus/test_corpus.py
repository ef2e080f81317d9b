"""The corpus: every gold file keeps the form of the guideline, and every offset holds."""

import itertools
import json
import re
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from zhclaims.evaluation.gold import read_gold
from zhclaims.records import Change, Mention, Period, Subject, Value
from zhclaims.resources import corpus_path

ARTICLES = {path.stem: path for path in sorted((corpus_path() / "articles").glob("*.txt"))}
GOLD = sorted((corpus_path() / "gold").glob("*.jsonl"))

CLAIM_FIELDS = {
    "kind", "subject", "metric", "item", "value", "change", "period", "modality", "negated", "source",
}  # fmt: skip
MODELS = {"subject": Subject, "metric": Mention, "item": Mention, "value": Value, "source": Mention}
KINDS = {"change", "share", "amount", "count", "measure", "ratio", "rank", "date", "duration"}
MODALITIES = {"actual", "target", "forecast", "hypothetical"}
METRIC_IDS = set(re.findall(r"`([a-z_]+)`", (corpus_path() / "GUIDELINE.md").read_text("utf-8").split("## 15.")[-1]))

CURRENCIES = {"AUD", "TWD", "CNY", "USD", "HKD", "EUR", "CHF", "JPY", "GBP", "KRW"}
UNITS_OF_KIND = {
    "share": {"%"},
    "rank": {"rank"},
    "date": {"year"},
    "duration": {"year", "month", "week", "day", "h", "min", "s"},
}
# What the words of a qualifier leave open: is the number given, is the lower, is the upper bound given (None: either).
BOUNDS = {
    "exact": (True, True, True),
    "about": (True, False, False),
    "nearly": (True, False, True),
    "under": (True, False, True),
    "at_most": (True, False, True),
    "at_least": (True, True, False),
    "over": (True, True, None),
    "several": (False, True, True),
    "range": (False, True, True),
}


def _documents() -> list[dict[str, Any]]:
    return [json.loads(line) for path in GOLD for line in path.read_text("utf-8").splitlines()]


DOCUMENTS = _documents()
CLAIMS = [
    pytest.param(document["text"], claim, id=f"{document['doc_id']}-{claim['value']['start']}-{number}")
    for document in DOCUMENTS
    for number, claim in enumerate(document["claims"])
]

ALONE = [pytest.param(case.values[1], id=case.id) for case in CLAIMS]


def _value(claim: dict[str, Any]) -> Value:
    return Value.model_validate(claim["value"])


# fmt: off
NO_CLAIMS_IN_THE_SEED = [
    "1688", "C2M", "618", "国庆十一", "今年双十一", "三大", "三巨头", "双赢", "百亿补贴", "1元香节", "90后", "柳矿110",
    "近两年来", "几年的积累", "到了今年", "当2020年即将结束时",
]
# fmt: on


def test_files():
    assert {path.stem for path in GOLD} == {"c2m", "dev", "train", "test"}
    assert len(ARTICLES) >= 150


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_the_scorer_reads_it(path):
    assert read_gold(path)


def test_every_article_has_gold_once():
    assert sorted(document["doc_id"] for document in DOCUMENTS) == sorted(ARTICLES)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document["doc_id"])
def test_document(document):
    assert set(document) == {"doc_id", "published", "text", "claims"}
    assert document["text"].encode("utf-8") == ARTICLES[document["doc_id"]].read_bytes()
    assert document["published"] is None or date.fromisoformat(document["published"])
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", document["doc_id"])
    starts = [claim["value"]["start"] for claim in document["claims"]]
    assert starts
    assert starts == sorted(starts)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document["doc_id"])
def test_a_value_is_used_once_for_each_subject(document):
    keys = [
        (claim["value"]["start"], (claim["subject"] or {}).get("id"), claim["metric"]) for claim in document["claims"]
    ]
    assert len(keys) == len({json.dumps(key) for key in keys})
    spans = sorted({(claim["value"]["start"], claim["value"]["end"]) for claim in document["claims"]})
    for (_, end), (start, _) in itertools.pairwise(spans):
        assert end <= start


@pytest.mark.parametrize("claim", ALONE)
def test_fields(claim):
    assert set(claim) - {"optional", "evidence"} == CLAIM_FIELDS
    assert claim.get("optional", True) is True  # written only where it holds
    assert claim["kind"] in KINDS
    assert claim["modality"] in MODALITIES
    assert isinstance(claim["negated"], bool)


@pytest.mark.parametrize(("text", "claim"), CLAIMS)
def test_offsets(text, claim):
    mentions = [MODELS[field].model_validate(claim[field]) for field in MODELS if claim[field] is not None]
    for mention in mentions:
        assert text[mention.start : mention.end] == mention.text
        assert mention.text == mention.text.strip() != ""


@pytest.mark.parametrize("claim", ALONE)
def test_ids(claim):
    for field in ("subject", "source"):
        assert claim[field] is None or claim[field]["id"]
    assert claim["item"] is None or claim["item"]["id"] is None
    assert claim["metric"] is None or claim["metric"]["id"] in METRIC_IDS | {None}


@pytest.mark.parametrize("claim", ALONE)
def test_value(claim):
    value = _value(claim)
    low, high = value.low, value.high
    falling = claim["kind"] == "change" and value.number is not None and value.number < 0
    has_number, has_low, has_high = BOUNDS[value.qualifier]
    if falling:
        has_low, has_high = has_high, has_low
    assert (value.number is not None) is has_number
    assert has_low is None or (low is not None) is has_low
    assert has_high is None or (high is not None) is has_high
    if value.qualifier == "exact" and claim["kind"] != "rank":
        assert low == value.number == high
    if None not in (low, high):
        assert low <= high
        assert value.number is None or low <= value.number <= high


@pytest.mark.parametrize("claim", ALONE)
def test_unit(claim):
    unit = claim["value"]["unit"]
    assert unit is None or re.fullmatch(r"\S+", unit)
    if claim["kind"] in UNITS_OF_KIND:
        assert unit in UNITS_OF_KIND[claim["kind"]]
    if claim["kind"] == "amount":
        assert unit.split("/")[0] in CURRENCIES
    if claim["kind"] == "measure":
        assert unit is not None
    if claim["kind"] == "count":
        assert unit not in CURRENCIES | {"%", "pp", "bp"}


@pytest.mark.parametrize("claim", ALONE)
def test_change(claim):
    assert (claim["kind"] == "change") is (claim["change"] is not None)
    if claim["change"] is None:
        return
    change, value = Change.model_validate(claim["change"]), _value(claim)
    bounds = [bound for bound in (value.number, value.low, value.high) if bound is not None]
    if change.direction == "flat":
        assert not any(bounds)
    else:
        assert all((bound > 0) is (change.direction == "up") for bound in bounds)
    assert (value.unit in {"pp", "bp"}) is (change.form == "points")
    if change.form in {"percent", "multiple"}:
        assert value.unit == "%"


@pytest.mark.parametrize(("text", "claim"), CLAIMS)
def test_period(text, claim):
    if claim["period"] is None:
        assert claim["kind"] != "date"
        return
    period = Period.model_validate(claim["period"])
    assert (period.start is None) is (period.end is None)
    if period.start is not None:
        assert text[period.start : period.end] == period.text
    assert period.value
    if period.from_ and period.to:
        assert period.from_ <= period.to
    if period.from_ is None and period.to is None:
        assert period.value.startswith(("XXXX", "FY", "P"))
    if claim["kind"] == "date":
        first = period.from_ or period.to
        assert first is not None
        assert first.year == claim["value"]["number"]
        assert period.start is not None


@pytest.mark.parametrize("path", [path for path in GOLD if path.stem != "c2m"], ids=lambda path: path.stem)
def test_splits_are_large_enough(path):
    claims = sum(len(document.claims) for document in read_gold(path))
    everything = sum(len(document["claims"]) for document in DOCUMENTS if document["doc_id"] != "c2m")
    assert Decimal(claims) / everything > Decimal("0.05")


@pytest.mark.parametrize("surface", NO_CLAIMS_IN_THE_SEED)
def test_the_traps_of_the_seed_are_no_claims(surface):
    seed = next(document for document in DOCUMENTS if document["doc_id"] == "c2m")
    traps = [match.span() for match in re.finditer(surface, seed["text"])]
    assert traps
    for claim in seed["claims"]:
        assert all(claim["value"]["end"] <= start or end <= claim["value"]["start"] for start, end in traps)


def test_the_phenomena_are_there():
    claims = [claim for document in DOCUMENTS for claim in document["claims"]]
    assert {claim["kind"] for claim in claims} == KINDS
    assert {claim["modality"] for claim in claims} == MODALITIES
    assert {claim["value"]["qualifier"] for claim in claims} == set(BOUNDS)
    assert any(claim["negated"] for claim in claims)
    assert any(claim["period"] and claim["period"]["start"] is None for claim in claims)
