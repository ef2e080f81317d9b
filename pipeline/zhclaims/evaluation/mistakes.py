"""What is wrong in predicted claims, by cause, each with its sentence."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from zhclaims.documents.printable import mention_name
from zhclaims.evaluation.gold import GoldClaim, GoldValue
from zhclaims.evaluation.judging import Judged, JudgedDocument, sentence_at
from zhclaims.evaluation.scores import same_value
from zhclaims.records import Period


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing that is wrong. A claim with two wrong fields makes two mistakes.

    Attributes:
        doc_id: The document.
        start: Start of the value in its text.
        end: Its end, exclusive.
        field: The field that is wrong: ``value``, ``subject``, ``metric``, ``period`` or ``modality``; ``claim`` where
            the claim as a whole was missed or is spurious.
        cause: What is wrong about it, such as ``missed``, ``another subject`` or ``unit``.
        value: The value as the text has it.
        predicted: What was predicted, in short; None where nothing was.
        gold: What is right, in short; None where nothing is.
        sentence: The sentence the value stands in.
    """

    doc_id: str
    start: int
    end: int
    field: str
    cause: str
    value: str
    predicted: str | None
    gold: str | None
    sentence: str

    @property
    def label(self) -> str:
        """Field and cause, by which mistakes are grouped."""
        return self.cause if self.field == "claim" else f"{self.field}: {self.cause}"

    def to_dict(self) -> dict[str, Any]:
        """Give it as plain data, for JSON."""
        return asdict(self)


def mistakes(judged: Iterable[JudgedDocument]) -> list[Mistake]:
    """List what is wrong, in the order of the texts.

    Args:
        judged: The documents with their claims judged; optional gold makes no mistake.

    Returns:
        The mistakes.
    """
    return [mistake for document in judged for each in document.claims for mistake in _of(document, each)]


def causes(found: Iterable[Mistake]) -> list[tuple[str, int]]:
    """Count mistakes by field and cause.

    Returns:
        Cause, led by its field, and count, most frequent first.
    """
    counts = Counter(mistake.label for mistake in found)
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def _of(document: JudgedDocument, each: Judged) -> Iterable[Mistake]:
    predicted, gold, _ = each
    if each.verdict in {"optional", "right"}:
        return
    claim = gold or predicted
    if claim is None:
        return
    text = document.document.text
    first, last = sentence_at(text, claim.value.start, claim.value.end)
    for field in each.wrong or ("claim",):
        yield Mistake(
            doc_id=document.document.doc_id,
            start=claim.value.start,
            end=claim.value.end,
            field=field,
            cause=each.verdict if predicted is None or gold is None else _cause(field, predicted, gold),
            value=claim.value.text,
            predicted=None if predicted is None else in_short(field, predicted),
            gold=None if gold is None else in_short(field, gold),
            sentence=text[first:last],
        )


def _cause(field: str, predicted: GoldClaim, gold: GoldClaim) -> str:
    match field:
        case "value":
            return _value_cause(predicted, gold)
        case "modality":
            return "negation" if predicted.modality == gold.modality else f"{predicted.modality} for {gold.modality}"
        case "period":
            return _presence(field, _dated(predicted.period), _dated(gold.period))
        case _:
            return _presence(field, getattr(predicted, field) is not None, getattr(gold, field) is not None)


def _presence(field: str, predicted: bool, gold: bool) -> str:  # noqa: FBT001 # named by their places
    if predicted and gold:
        return f"another {field}"
    return f"no {field} found" if gold else f"a {field} where there is none"


def _value_cause(predicted: GoldClaim, gold: GoldClaim) -> str:
    if predicted.kind != gold.kind:
        return "kind"
    mended = predicted.value
    for name in ("unit", "qualifier"):
        mended = mended.model_copy(update={name: getattr(gold.value, name)})
        if same_value(mended, gold.value):
            return name
    return "bounds" if predicted.value.number is None and gold.value.number is None else "number"


def _dated(period: Period | None) -> bool:
    return period is not None and (period.from_ is not None or period.to is not None)


def in_short(field: str, claim: GoldClaim) -> str | None:
    """Write a field of a claim in a few words.

    Args:
        field: ``value``, ``subject``, ``metric``, ``item``, ``period``, ``modality`` or ``source``; ``claim`` for all.
        claim: The claim.

    Returns:
        The words; None where the field is null.
    """
    match field:
        case "claim":
            parts = (in_short(name, claim) for name in ("subject", "metric", "value", "period", "modality"))
            return " | ".join(part or "–" for part in parts)
        case "value":
            return f"{claim.kind} {_figure(claim.value)}"
        case "period":
            return _days(claim.period)
        case "modality":
            return f"not {claim.modality}" if claim.negated else claim.modality
        case _:
            return mention_name(getattr(claim, field)) or None


def _days(period: Period | None) -> str | None:
    if period is None or not _dated(period):
        return None
    return f"{period.from_ or '…'} to {period.to or '…'}"


def _figure(value: GoldValue) -> str:
    number = f"{value.low}–{value.high}" if value.number is None else f"{value.number:f}"
    qualifier = None if value.qualifier == "exact" else value.qualifier
    return " ".join(part for part in (qualifier, number, value.unit) if part)
