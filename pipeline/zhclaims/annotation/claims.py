"""From regions back to a gold row: what a person changed is checked, and read where it has not been."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from pydantic import ValidationError

from zhclaims.annotation.regions import KINDS, NUMBERS, ROLES, Annotated, Region, to_claim
from zhclaims.documents.rows import parse_date
from zhclaims.evaluation.gold import GoldDocument, cause
from zhclaims.periods import periods
from zhclaims.quantities import Quantity, quantities


def to_row(annotated: Annotated) -> tuple[dict[str, Any], list[tuple[str | None, str]]]:
    """Put the gold row of a document together.

    A relation may be drawn either way, and its role is the label of the mention. A region that is new, or whose span
    was moved, has no fields of its own yet: number and unit of a value and the days of a period are then read from
    what it covers.

    Args:
        annotated: The regions and relations.

    Returns:
        The row, its claims in order of their values, and what is wrong with it: the id of the region, where it is
        about one, and the cause.
    """
    problems: list[tuple[str | None, str]] = []
    published = _published(annotated.head, problems)
    regions = {region.id: region for region in annotated.regions}
    problems += [(region.id, wrong) for region in annotated.regions if (wrong := _misplaced(region, annotated.text))]
    if problems:
        return {}, problems
    mentions = _mentions(annotated, regions, problems)
    tied = {mention.id for owned in mentions.values() for mention in owned.values()}
    for region in annotated.regions:
        if region.label in ROLES and region.id not in tied:
            problems.append((region.id, f"the {region.label} belongs to no value; draw a relation, or remove it"))
    claims = []
    for region in sorted((each for each in annotated.regions if each.label in KINDS), key=lambda each: each.start):
        value = _read_value(region, annotated.text, problems)
        owned = {role: _read_period(each, annotated.text, published) for role, each in mentions[region.id].items()}
        claims.append(to_claim(value, owned, annotated.text))
    row = {"doc_id": annotated.head.get("doc_id"), "published": annotated.head.get("published")}
    row |= {"text": annotated.text, "claims": claims}
    row |= {name: value for name, value in annotated.head.items() if name not in row}
    if not problems:
        try:
            GoldDocument.model_validate(row)
        except ValidationError as error:
            problems.append((None, cause(error)))
    return row, problems


def _published(head: Mapping[str, Any], problems: list[tuple[str | None, str]]) -> date | None:
    try:
        return parse_date(head.get("published"))
    except ValueError as error:
        problems.append((None, str(error)))
        return None


def _misplaced(region: Region, text: str) -> str | None:
    if region.label not in KINDS and region.label not in ROLES:
        return f"the label {region.label!r} is not known; use one of {', '.join((*KINDS, *ROLES))}"
    if not 0 <= region.start < region.end <= len(text):
        return f"{region.start}–{region.end} is no span of the text, which has {len(text)} characters"
    return None


def _mentions(
    annotated: Annotated, regions: Mapping[str, Region], problems: list[tuple[str | None, str]]
) -> dict[str, dict[str, Region]]:
    """Find the mentions of each value, by role."""
    mentions: dict[str, dict[str, Region]] = {region.id: {} for region in annotated.regions if region.label in KINDS}
    for ends in annotated.relations:
        if missing := [end for end in ends if end not in regions]:
            problems.append((None, f"a relation leads to {missing[0]!r}, which is no region"))
            continue
        value, mention = sorted((regions[end] for end in ends), key=lambda each: each.label in ROLES)
        if value.label in ROLES or mention.label in KINDS:
            problems.append((value.id, f"a relation ties {value.label} to {mention.label}; tie a value to a mention"))
        elif (other := mentions[value.id].get(mention.label)) and other.id != mention.id:
            problems.append((value.id, f"the value has two {mention.label}s, {other.id} and {mention.id}; keep one"))
        else:
            mentions[value.id][mention.label] = mention
    return mentions


def _read_value(region: Region, text: str, problems: list[tuple[str | None, str]]) -> Region:
    covered = text[region.start : region.end]
    given = region.read_from is None and any(name in region.fields for name in NUMBERS)
    if given or region.read_from == covered:
        return region
    if region.label == "date":
        return _dated(region, covered)
    found = quantities(covered)
    if len(found) == 1:
        read = _signed(found[0], falls=region.fields.get("direction") == "down")
        rest = {name: value for name, value in region.fields.items() if name not in read}
        return replace(region, fields=rest | {name: value for name, value in read.items() if value is not None})
    if not any(name in region.fields for name in NUMBERS):
        problems.append((region.id, f"no number is given, and none can be read from {covered!r}"))
    return region


def _dated(region: Region, covered: str) -> Region:
    """Read the year, which is what a date counts."""
    found = periods(covered)
    if len(found) != 1 or not (found[0].value or "")[:4].isdecimal():
        return region
    year = int((found[0].value or "")[:4])
    fields = dict.fromkeys(NUMBERS, year) | {"unit": "year", "qualifier": "exact"}
    return replace(region, fields={**region.fields, **fields})


def _read_period(region: Region, text: str, published: date | None) -> Region:
    covered = text[region.start : region.end]
    if region.label != "period" or region.read_from == covered:
        return region
    found = periods(covered, reference=published)
    if len(found) != 1:
        return region
    read = {"value": found[0].value, "from": found[0].from_, "to": found[0].to, "inferred": found[0].inferred}
    return replace(
        region,
        fields={name: each.isoformat() if isinstance(each, date) else each for name, each in read.items() if each},
    )


def _signed(quantity: Quantity, *, falls: bool) -> dict[str, Any]:
    """Give the fields of a value; those of a decline are negative, and its bounds change places."""
    number, low, high = (_json(each, falls=falls) for each in (quantity.number, quantity.low, quantity.high))
    low, high = (high, low) if falls else (low, high)
    return {"number": number, "low": low, "high": high, "unit": quantity.unit, "qualifier": quantity.qualifier}


def _json(number: Decimal | None, *, falls: bool) -> int | float | None:
    if number is None:
        return None
    number = -abs(number) if falls else number
    return int(number) if number == number.to_integral_value() else float(number)
