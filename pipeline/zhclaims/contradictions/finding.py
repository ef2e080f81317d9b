"""Finding claims of different articles that disagree about the same thing."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import combinations
from typing import Any, NamedTuple

from zhclaims.batch.work import TITLE
from zhclaims.contradictions.bounds import bounds
from zhclaims.records import Claim, Mention

# Names that mean another thing in each article; 我国 and 全国 mean the same in all.
_POINTING = frozenset(
    [
        "全省",
        "全市",
        "全县",
        "全区",
        "全州",
        "本省",
        "本市",
        "公司",
        "本公司",
        "该公司",
        "集团",
        "该集团",
        "其",
        "基金",
        "股东",
        "行业",
        "市场",
    ]
)
_KINDS = frozenset({"change", "share", "amount", "count", "measure", "ratio", "rank"})


class _About(NamedTuple):
    """What a claim is about: claims of one such are about the same."""

    subject: str
    metric: str
    item: str | None
    kind: str
    unit: str | None
    change: tuple[str, str] | None
    from_: date | None
    to: date | None
    modality: str
    negated: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """One of the figures that are given for the same thing.

    Attributes:
        low: The least that it can be.
        high: The most that it can be.
        claims: The claims that give it, surest first.
    """

    low: Decimal
    high: Decimal
    claims: tuple[Claim, ...]

    @property
    def documents(self) -> frozenset[str]:
        """The articles that give it, in the text or in the title."""
        return frozenset(_article(claim) for claim in self.claims)


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two figures of different articles for the same subject, metric and period that can't both be right.

    Attributes:
        first: The figure that more articles give, or of as many the lower one.
        second: The other.
        gap: How far they are apart, relative to the greater of the two; 1 where they differ in sign.
        confidence: How likely it is that both were read rightly: the product of their claims' best confidence.
    """

    first: Reading
    second: Reading
    gap: float
    confidence: float

    def to_dict(self) -> dict[str, Any]:
        """Give it as plain data, for JSON: what it is about, and the claims of each side."""
        claim = self.first.claims[0].model_dump(mode="json")
        about = {name: claim[name] for name in ("subject", "metric", "item", "period", "kind", "modality")}
        return {
            "about": {
                name: (part.get("id") or part.get("value") or part.get("text")) if isinstance(part, dict) else part
                for name, part in about.items()
            },
            "gap": self.gap,
            "confidence": self.confidence,
            "first": [each.model_dump(mode="json") for each in self.first.claims],
            "second": [each.model_dump(mode="json") for each in self.second.claims],
        }


def conflicts(
    claims: Iterable[Claim], *, modalities: Collection[str] = ("actual",), confidence: float = 0.0
) -> list[Conflict]:
    """List claims of different articles about the same thing whose values disagree beyond their qualifiers.

    The same thing: subject, metric (by id, else by its words), item, kind, unit, basis of a change, days of the period
    and modality are the same. Dates and durations are not compared, nor claims without subject, metric or days. Values
    agree where their :func:`~zhclaims.contradictions.bounds` overlap, so that a rounded figure agrees with a finer one.

    Args:
        claims: The claims, of any number of articles.
        modalities: Which to compare; forecasts and targets of different people may well differ, so by default none.
        confidence: Claims below are passed over.

    Returns:
        The conflicts, likeliest first.
    """
    groups: defaultdict[_About, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.modality in modalities and claim.confidence >= confidence and (about := _about(claim)):
            groups[about].append(claim)
    found = [conflict for group in groups.values() for conflict in _disagreeing(group)]
    return sorted(
        found, key=lambda each: (-each.confidence, -each.gap, each.first.claims[0].id, each.second.claims[0].id)
    )


def _about(claim: Claim) -> _About | None:
    subject, metric, period, change = _name(claim.subject), _name(claim.metric), claim.period, claim.change
    if not subject or subject in _POINTING or not metric or period is None or claim.kind not in _KINDS:
        return None
    if period.from_ is None and period.to is None:
        return None
    return _About(
        subject=subject,
        metric=metric,
        item=None if claim.item is None else claim.item.text,
        kind=claim.kind,
        unit=claim.value.unit,
        change=None if change is None else (change.basis, change.form),
        from_=period.from_,
        to=period.to,
        modality=claim.modality,
        negated=claim.negated,
    )


def _article(claim: Claim) -> str:
    return claim.doc_id.removesuffix(TITLE)


def _name(mention: Mention | None) -> str | None:
    return None if mention is None else mention.id or mention.text


def _disagreeing(claims: list[Claim]) -> Iterator[Conflict]:
    if len(set(map(_article, claims))) < 2:
        return
    readings = defaultdict(list)
    for claim in claims:
        if (span := bounds(claim.value)) is not None:
            readings[span].append(claim)
    sides = [
        Reading(low, high, tuple(sorted(each, key=lambda claim: (-claim.confidence, claim.id))))
        for (low, high), each in sorted(readings.items())
    ]
    for first, second in combinations(sides, 2):
        # An article that gives both figures knows of both: it means two things, and so may the other.
        apart = first.documents - second.documents and second.documents - first.documents
        if first.high < second.low and apart:
            yield _conflict(*sorted((first, second), key=lambda each: -len(each.documents)))


def _conflict(first: Reading, second: Reading) -> Conflict:
    lower, upper = sorted((first, second), key=lambda each: each.low)
    distance, scale = upper.low - lower.high, max(abs(upper.low), abs(lower.high))
    return Conflict(
        first=first,
        second=second,
        gap=min(1.0, float(distance / scale)) if scale else 1.0,
        confidence=first.claims[0].confidence * second.claims[0].confidence,
    )
