"""Claims about one text, made from the words they stand on."""

import pytest

from zhclaims.evaluation import GoldClaim, GoldDocument

TEXT = "甲公司营收3亿元。乙公司营收5亿元，利润2亿元！员工80人。"


def _span(text):
    start = TEXT.index(text)
    return {"start": start, "end": start + len(text), "text": text}


@pytest.fixture
def claim():
    def make(value, *, subject="甲公司", metric="revenue", number=1, unit="CNY", qualifier="exact", **fields):
        row = {
            "kind": "amount",
            "subject": None if subject is None else _span(subject),
            "metric": None if metric is None else {**_span("营收"), "id": metric},
            "value": {**_span(value), "number": number, "unit": unit, "qualifier": qualifier},
        }
        return GoldClaim.model_validate({**row, **fields})

    return make


@pytest.fixture
def document():
    def make(doc_id, *claims, text=TEXT):
        return GoldDocument(doc_id=doc_id, text=text, claims=claims)

    return make
