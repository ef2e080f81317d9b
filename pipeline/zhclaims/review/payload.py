"""What the review page shows, as plain data."""

from collections.abc import Iterable, Sequence
from typing import Any, TypeAlias

from zhclaims.documents import Document
from zhclaims.evaluation import GoldClaim, GoldDocument, calibration
from zhclaims.evaluation.judging import Judged, judge
from zhclaims.records import Claim, Record

Payload: TypeAlias = dict[str, Any]

# What a judged field is called on the page; the headline and the mere finding of a number are told by the verdict.
_SHOWN = ("value", "subject", "metric", "item", "change", "period", "modality", "source")


def payload(
    documents: Iterable[tuple[Document, Sequence[Claim]]], gold: dict[str, GoldDocument] | None = None
) -> Payload:
    """Gather what the page shows.

    Args:
        documents: The documents, each with its claims.
        gold: Gold by ``doc_id``; a document without is shown unjudged.

    Returns:
        The data of the page.
    """
    judged: list[Judged] = []
    shown = [_document(document, claims, (gold or {}).get(document.doc_id), judged) for document, claims in documents]
    trust = calibration(judged)
    return {
        "mode": "report",
        "gold": gold is not None,
        "calibration": None if trust is None else trust.to_dict(),
        "documents": shown,
    }


def _document(
    document: Document, claims: Sequence[Claim], gold: GoldDocument | None, judged: list[Judged]
) -> dict[str, Any]:
    if gold is None:
        entries = [{"predicted": slim(claim)} for claim in claims]
    else:
        by_identity: dict[int, Claim] = {}
        predicted = []
        for claim in claims:
            predicted.append(GoldClaim.model_validate(claim.model_dump(mode="json")))
            by_identity[id(predicted[-1])] = claim
        found = judge(predicted, gold.claims)
        judged += found
        entries = [_entry(each, by_identity) for each in found]
    return {
        "id": document.doc_id,
        "title": document.title,
        "published": None if document.published is None else document.published.isoformat(),
        "text": document.text,
        "claims": entries,
    }


def _entry(each: Judged, by_identity: dict[int, Claim]) -> dict[str, Any]:
    entry: dict[str, Any] = {"verdict": each.verdict}
    if each.predicted is not None:
        entry["predicted"] = slim(by_identity[id(each.predicted)])
    if each.gold is not None:
        entry["gold"] = slim(each.gold)
    if each.predicted is not None and each.gold is not None:
        entry["wrong"] = [field for field in _SHOWN if field not in each.right]
    return entry


def slim(claim: Record) -> dict[str, Any]:
    """Write a claim without what the page can tell from the text: the characters of spans, and what is null.

    Args:
        claim: A claim, predicted or gold.

    Returns:
        The record, thinned out.
    """
    return {
        name: _thin(part) if isinstance(part, dict) else part
        for name, part in claim.model_dump(mode="json", exclude={"doc_id"}).items()
        if part is not None and part is not False
    }


def _thin(part: dict[str, Any]) -> dict[str, Any]:
    placed = part.get("start") is not None
    return {
        name: value
        for name, value in part.items()
        if value is not None and value is not False and not (name == "text" and placed)
    }
