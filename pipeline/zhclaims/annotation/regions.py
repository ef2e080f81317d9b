"""Claims as annotation tools see them: labelled regions of a text, and relations between them.

The value of each claim is a region, labelled by its kind; subject, metric, item, period and source are regions too,
each tied to the values it belongs to. Two claims that name the same mention share its region. What is no span
(number, unit, modality, days of a period …) are fields of the region it describes.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, get_args

from zhclaims.records import Basis, Direction, Form, Kind, Modality, Qualifier

KINDS: tuple[str, ...] = get_args(Kind)
ROLES = ("subject", "metric", "item", "period", "source")

CHOICES: Mapping[str, tuple[str, ...]] = {
    "qualifier": get_args(Qualifier),
    "modality": get_args(Modality),
    "direction": get_args(Direction),
    "basis": get_args(Basis),
    "form": get_args(Form),
}
"""Fields that take one of a few words, and the words; all are fields of values."""
FLAGS: Mapping[str, tuple[str, ...]] = {"negated": KINDS, "optional": KINDS, "inferred": ("period",)}
"""Fields that are true or absent, and the labels whose regions have them."""
TEXTS: Mapping[str, tuple[str, ...]] = {
    "number": KINDS,
    "low": KINDS,
    "high": KINDS,
    "unit": KINDS,
    "id": ("subject", "metric", "item", "source"),
    "parent": ("subject",),
    "ticker": ("subject",),
    "value": ("period",),
    "from": ("period",),
    "to": ("period",),
}
"""Fields that are written out, and the labels whose regions have them."""
NUMBERS = ("number", "low", "high")

_SPAN = ("start", "end", "text")
_VALUE = ("number", "low", "high", "unit", "qualifier")
_CHANGE = ("direction", "basis", "form")
_PLAIN = ("modality", "negated", "optional")
_OF_ROLE = {
    "subject": ("id", "parent", "ticker"),
    "metric": ("id",),
    "item": ("id",),
    "period": ("value", "from", "to", "inferred"),
    "source": ("id",),
}
_ORDER = ("kind", "subject", "metric", "item", "value", "change", "period", "modality", "negated", "source")
_IN_VALUE = "value."
_TRUE_OR_FALSE = ("negated", "inferred")


@dataclass(frozen=True, slots=True)
class Region:
    """A labelled span of the text.

    Attributes:
        id: Its name within the document.
        label: The kind of a claim, for its value, or one of :data:`ROLES`.
        start: Its first character.
        end: The character after its last.
        fields: What else is known of it; of the fields of the record, null and false are left out.
        read_from: The characters that the fields were read from, where they may be others than it now covers.
    """

    id: str
    label: str
    start: int
    end: int
    fields: Mapping[str, Any] = field(default_factory=dict)
    read_from: str | None = None


@dataclass(frozen=True, slots=True)
class Annotated:
    """A document with its regions and relations.

    Attributes:
        text: The text.
        regions: Its regions; those of values in the order of their claims.
        relations: Pairs of region ids: a value, and a mention that belongs to it.
        head: The other fields of the gold row: ``doc_id``, ``published`` and what there may be.
    """

    text: str
    regions: tuple[Region, ...]
    relations: tuple[tuple[str, str], ...]
    head: Mapping[str, Any]


def to_regions(row: Mapping[str, Any]) -> Annotated:
    """Lay the claims of a gold row out as regions and relations.

    Args:
        row: A row of a gold file, as JSON reads it.

    Returns:
        The same as regions; :func:`zhclaims.annotation.claims.to_row` gives the row back.
    """
    regions: list[Region] = []
    relations: list[tuple[str, str]] = []
    shared: dict[str, str] = {}
    text = row["text"]
    for claim in row["claims"]:
        value, mentions = _regions_of(claim, text)
        named = _named(value, len(regions))
        regions.append(named)
        for mention in mentions:
            key = repr((mention.label, mention.start, mention.end, sorted(mention.fields.items())))
            if key not in shared:
                regions.append(_named(mention, len(regions)))
                shared[key] = regions[-1].id
            relations.append((named.id, shared[key]))
    head = {name: value for name, value in row.items() if name not in {"text", "claims"}}
    return Annotated(text, tuple(regions), tuple(relations), head)


def _regions_of(claim: Mapping[str, Any], text: str) -> tuple[Region, list[Region]]:
    known = {name: claim["value"].get(name) for name in _VALUE}
    known |= {name: (claim.get("change") or {}).get(name) for name in _CHANGE}
    known |= {name: claim.get(name) for name in _PLAIN}
    fields = _said(known)
    mentions = []
    for role in ROLES:
        part = claim.get(role)
        if part is None:
            continue
        if part.get("start") is None:
            fields[role] = {name: each for name, each in part.items() if name not in {"start", "end"}}
        else:
            own = _said({name: part.get(name) for name in _OF_ROLE[role]})
            mentions.append(_region(role, part, own | _others(part, (*_SPAN, *_OF_ROLE[role])), text))
    # What the record does not know (yet) is kept as it is; that of the value under a name of its own.
    fields |= {_IN_VALUE + name: each for name, each in _others(claim["value"], (*_SPAN, *_VALUE)).items()}
    fields |= _others(claim, (*_ORDER, "optional"))
    return _region(claim["kind"], claim["value"], fields, text), mentions


def _said(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {name: each for name, each in fields.items() if each is not None and each is not False}


def _others(part: Mapping[str, Any], known: tuple[str, ...]) -> dict[str, Any]:
    return {name: each for name, each in part.items() if name not in known}


def _region(label: str, span: Mapping[str, Any], fields: Mapping[str, Any], text: str) -> Region:
    return Region("", label, span["start"], span["end"], fields, text[span["start"] : span["end"]])


def _named(region: Region, number: int) -> Region:
    return Region(f"T{number + 1}", region.label, region.start, region.end, region.fields, region.read_from)


def to_claim(value: Region, mentions: Mapping[str, Region], text: str) -> dict[str, Any]:
    """Put a claim together from its regions.

    Args:
        value: The region of its value.
        mentions: The regions that belong to it, by role.
        text: The text.

    Returns:
        The claim, as a gold row has it.
    """
    fields = dict(value.fields)
    claim: dict[str, Any] = dict.fromkeys(_ORDER)
    claim["kind"] = value.label
    others = {name: fields.pop(name) for name in list(fields) if name.startswith(_IN_VALUE)}
    claim["value"] = {**_span(value, text), **_taken(fields, _VALUE)}
    claim["value"] |= {name.removeprefix(_IN_VALUE): each for name, each in others.items()}
    change = _taken(fields, _CHANGE)
    if change["direction"] is not None:
        claim["change"] = change
    claim["modality"] = fields.pop("modality", "actual")
    claim["negated"] = fields.pop("negated", False)
    optional = fields.pop("optional", False)
    for role in ROLES:
        unplaced = fields.pop(role, None)
        if role in mentions:
            own = dict(mentions[role].fields)
            claim[role] = {**_span(mentions[role], text), **_taken(own, _OF_ROLE[role]), **own}
        elif unplaced is not None:
            own = dict(unplaced)
            claim[role] = {"start": None, "end": None, **_taken(own, ("text", *_OF_ROLE[role])), **own}
    return claim | ({"optional": True} if optional else {}) | fields


def _span(region: Region, text: str) -> dict[str, Any]:
    return {"start": region.start, "end": region.end, "text": text[region.start : region.end]}


def _taken(fields: dict[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {name: fields.pop(name, False if name in _TRUE_OR_FALSE else None) for name in names}


def fields_of(label: str) -> Iterator[str]:
    """Name the fields that a region of a label may have and a tool can show."""
    yield from (name for name, labels in TEXTS.items() if label in labels)
    yield from CHOICES if label in KINDS else ()
    yield from (name for name, labels in FLAGS.items() if label in labels)
