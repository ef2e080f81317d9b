"""doccano's JSON Lines for relation extraction: a document a line, with entities and relations.

doccano keeps nothing about an entity but its label and offsets, and gives entities ids of its own. What else is known
of them stands in the column ``zhclaims``, which doccano keeps as metadata of the document; on the way back an entity
takes the fields of the one that had its label and offsets, else of the one of its label that it overlaps most.
"""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from zhclaims.annotation.regions import KINDS, Annotated, Region, to_regions
from zhclaims.annotation.tasks import Placed
from zhclaims.documents import replacing
from zhclaims.evaluation.gold import read_rows
from zhclaims.records import json_text

_OURS = "zhclaims"
_THEIRS = ("id", "text", "data", "entities", "relations", "Comments", "comments", "label", "meta", "metadata", _OURS)


def write(rows: Iterable[Mapping[str, Any]], out: Path) -> int:
    """Write gold rows for doccano, to be imported as ``JSONL(relation)``.

    Args:
        rows: The gold rows.
        out: The file.

    Returns:
        How many documents were written.
    """
    count = entity = relation = 0
    with replacing(out) as file:
        for count, row in enumerate(rows, start=1):
            annotated = to_regions(row)
            ids = {region.id: entity + number for number, region in enumerate(annotated.regions, start=1)}
            line = {
                "id": count,
                "text": annotated.text,
                "entities": [
                    {"id": ids[each.id], "label": each.label, "start_offset": each.start, "end_offset": each.end}
                    for each in annotated.regions
                ],
                "relations": [
                    {
                        "id": relation + number,
                        "from_id": ids[value],
                        "to_id": ids[mention],
                        "type": _label(annotated, mention),
                    }
                    for number, (value, mention) in enumerate(annotated.relations, start=1)
                ],
                **annotated.head,
                _OURS: [
                    {"label": each.label, "start": each.start, "end": each.end, "fields": dict(each.fields)}
                    for each in annotated.regions
                ],
            }
            entity += len(annotated.regions)
            relation += len(annotated.relations)
            file.write(json_text(line).encode() + b"\n")
    return count


def _label(annotated: Annotated, region_id: str) -> str:
    return next(region.label for region in annotated.regions if region.id == region_id)


def read(path: Path) -> Iterator[Placed]:
    """Read an export of doccano.

    Args:
        path: The file: JSON Lines.

    Yields:
        A document a line.

    Raises:
        GoldError: The file can't be read, or a line is no JSON object.
    """
    for line, row in read_rows(path):
        try:
            yield Placed(_document(row), path, {None: line}, [])
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            yield Placed(None, path, {None: line}, [(None, f"not the form of doccano's JSONL(relation): {error!r}")])


def _document(row: dict[str, Any]) -> Annotated:
    meta = {**(row.get("meta") or {}), **(row.get("metadata") or {}), **row}
    text = row["text"] if "text" in row else row["data"]
    known = [
        Region(
            str(number), each["label"], each["start"], each["end"], each["fields"], text[each["start"] : each["end"]]
        )
        for number, each in enumerate(meta.get(_OURS) or ())
    ]
    entities = sorted(row["entities"], key=lambda each: int(each["id"]))
    regions = [Region(str(each["id"]), each["label"], each["start_offset"], each["end_offset"]) for each in entities]
    relations = tuple((str(each["from_id"]), str(each["to_id"])) for each in row["relations"])
    head = {name: value for name, value in meta.items() if name not in _THEIRS}
    return Annotated(text, tuple(_with_fields(regions, known)), relations, head)


def _with_fields(regions: list[Region], known: list[Region]) -> list[Region]:
    """Give each region the fields that were exported with it: the surest matches first, each once."""
    matches = sorted(
        (-_overlap(region, each) / max(region.end - region.start, each.end - each.start, 1), i, j)
        for i, region in enumerate(regions)
        for j, each in enumerate(known)
        if _overlap(region, each) and _alike(region.label, each.label)
    )
    given: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in matches:
        if i not in given and j not in taken:
            given[i] = j
            taken.add(j)
    return [
        Region(each.id, each.label, each.start, each.end, known[given[i]].fields, known[given[i]].read_from)
        if i in given
        else each
        for i, each in enumerate(regions)
    ]


def _alike(label: str, other: str) -> bool:
    return label == other or (label in KINDS and other in KINDS)


def _overlap(one: Region, other: Region) -> int:
    return max(0, min(one.end, other.end) - max(one.start, other.start))
