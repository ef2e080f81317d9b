"""Claims: from figures, names, metrics and periods to claims. A number becomes a claim in :mod:`.linking`."""

from dataclasses import replace
from functools import cache

from zhclaims.claims.assembly import claims
from zhclaims.claims.choice import Model
from zhclaims.claims.linking import links
from zhclaims.claims.reading import Reading
from zhclaims.records import Claim
from zhclaims.resources import model_path

__all__ = ["Reading", "extract"]


@cache
def _shipped() -> Model:
    return Model.read(model_path() / "claims" / "weights.json")


def extract(reading: Reading, *, doc_id: str) -> list[Claim]:
    """Read the claims of a text with the shipped model.

    Args:
        reading: The text and all that was found in it.
        doc_id: The document's id.

    Returns:
        The claims, in order of their values.
    """
    model = _shipped()
    found = (replace(link, confidence=model.confidence(link.confidence)) for link in links(reading, model))
    return list(claims(reading, found, doc_id=doc_id))
