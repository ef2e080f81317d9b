"""brat's standoff: for each document a ``.txt`` and an ``.ann``, in a folder with brat's configuration.

Regions are text-bound annotations (``T``), relations ``R``, words out of a few and flags are attributes (``A``); what
else is known of a region is a note (``#``). The file ``documents.jsonl`` keeps what brat has no place for: ``doc_id``,
date of publication, and the file of each document.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

from zhclaims.annotation.regions import CHOICES, FLAGS, KINDS, ROLES, Annotated, Region, to_regions
from zhclaims.annotation.tasks import Placed
from zhclaims.documents import replacing
from zhclaims.errors import GoldError
from zhclaims.evaluation.gold import read_rows
from zhclaims.records import json_text

_INDEX = "documents.jsonl"
_UNSAFE = re.compile(r"[^\w.-]|^[.-]")
_TEXT_BOUND = re.compile(r"(T\d+)\t(\S+) (\d+) (\d+(?:;\d+ \d+)*)\t(.*)")
_RELATION = re.compile(r"R\d+\t\S+ Arg1:(\S+) Arg2:(\S+)\s*")
_ATTRIBUTE = re.compile(r"[AM]\d+\t(\S+) (\S+)(?: (\S+))?\s*")
_NOTE = re.compile(r"#\d+\tAnnotatorNotes (\S+)\t(.*)")
_BREAKS = str.maketrans("\r\n\t", "   ")


def write(rows: Iterable[Mapping[str, Any]], out: Path) -> int:
    """Write gold rows to a folder for brat.

    Args:
        rows: The gold rows.
        out: The folder; made where there is none, and refused where it has files.

    Returns:
        How many documents were written.

    Raises:
        GoldError: The folder is not empty, or a text holds a lone surrogate, which no text file can.
    """
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise GoldError("is no empty folder; name a new one for brat", path=out)
    out.mkdir(parents=True, exist_ok=True)
    (out / "annotation.conf").write_text(configuration(), encoding="utf-8")
    index, names = [], set[str]()
    for row in rows:
        annotated = to_regions(row)
        name = _file_name(str(row["doc_id"]), names)
        _write_text(out / f"{name}.txt", annotated.text)
        _write_text(out / f"{name}.ann", "".join(f"{line}\n" for line in _lines(annotated)))
        index.append(json_text({**annotated.head, "file": name}))
    with replacing(out / _INDEX) as file:
        file.writelines(line.encode() + b"\n" for line in index)
    return len(index)


def _file_name(doc_id: str, names: set[str]) -> str:
    name = _UNSAFE.sub("_", doc_id)[:100] or "_"
    numbered = (name if number == 1 else f"{name}-{number}" for number in count(1))
    free = next(each for each in numbered if each.lower() not in names)
    names.add(free.lower())
    return free


def _write_text(path: Path, text: str) -> None:
    try:
        path.write_bytes(text.encode())
    except UnicodeEncodeError as error:
        raise GoldError(
            f"character {error.start} of its text is a lone surrogate, which no text file can hold; use another format",
            path=path,
        ) from error


def _lines(annotated: Annotated) -> Iterator[str]:
    attributes = 0
    for notes, region in enumerate(annotated.regions, start=1):
        covered = annotated.text[region.start : region.end]
        yield f"{region.id}\t{region.label} {region.start} {region.end}\t{covered.translate(_BREAKS)}"
        for name, value in region.fields.items():
            if name in CHOICES or name in FLAGS:
                attributes += 1
                yield f"A{attributes}\t{name} {region.id}" + ("" if name in FLAGS else f" {value}")
        note = {name: value for name, value in region.fields.items() if name not in CHOICES and name not in FLAGS}
        yield f"#{notes}\tAnnotatorNotes {region.id}\t{json_text({'text': covered, **note})}"
    labels = {region.id: region.label for region in annotated.regions}
    for number, (value, mention) in enumerate(annotated.relations, start=1):
        yield f"R{number}\t{labels[mention]} Arg1:{value} Arg2:{mention}"


def configuration() -> str:
    """Write ``annotation.conf``: what brat lets an annotator draw.

    Returns:
        The file.
    """
    kinds = "|".join(KINDS)
    lines = ["[entities]", *KINDS, *ROLES, "", "[relations]"]
    lines += [f"{role}\tArg1:{kinds}, Arg2:{role}" for role in ROLES]
    # Values that share a span, or overlap with mentions, are no mistake.
    lines += ["<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>", "", "[events]", "", "[attributes]"]
    lines += [f"{name}\tArg:{kinds}, Value:{'|'.join(words)}" for name, words in CHOICES.items()]
    lines += [f"{name}\tArg:{'|'.join(labels)}" for name, labels in FLAGS.items()]
    return "\n".join((*lines, ""))


def read(folder: Path) -> Iterator[Placed]:
    """Read a folder of brat.

    Args:
        folder: The folder, with ``documents.jsonl``; without it every ``.ann`` is read, and ``doc_id`` is its name.

    Yields:
        A document for each ``.ann``.

    Raises:
        GoldError: The folder can't be read.
    """
    if not folder.is_dir():
        raise GoldError("is no folder; give the one that brat keeps the .txt and .ann files in", path=folder)
    index = folder / _INDEX
    if index.exists():
        heads = [row for _, row in read_rows(index)]
    else:
        heads = [{"doc_id": path.stem, "published": None, "file": path.stem} for path in sorted(folder.glob("*.ann"))]
    if not heads:
        raise GoldError("has no .ann file", path=folder)
    for head in heads:
        name = str(head.pop("file", head.get("doc_id")))
        path = folder / f"{Path(name).name}.ann"
        try:
            text = path.with_suffix(".txt").read_bytes().decode() if path.with_suffix(".txt").exists() else None
            lines = path.read_bytes().decode().split("\n")
        except (OSError, UnicodeDecodeError) as error:
            yield Placed(None, path, {}, [(None, f"can't be read: {error}")])
            continue
        if text is None:
            yield Placed(None, path, {}, [(None, "has no .txt beside it")])
        else:
            yield _read(lines, text, head, path)


@dataclass(slots=True)
class _Standoff:
    """What the lines of an ``.ann`` say so far."""

    text: str
    spans: dict[str, tuple[str, int, int]] = field(default_factory=dict)
    fields: dict[str, dict[str, Any]] = field(default_factory=dict)
    relations: list[tuple[str, str]] = field(default_factory=list)

    def take(self, line: str) -> str | None:
        """Take in one line; say what is wrong with it."""
        if match := _TEXT_BOUND.fullmatch(line):
            return self._take_span(match)
        if match := _RELATION.fullmatch(line):
            self.relations.append((match[1], match[2]))
        elif match := _ATTRIBUTE.fullmatch(line):
            self.fields.setdefault(match[2], {})[match[1]] = match[3] or True
        elif match := _NOTE.fullmatch(line):
            try:
                self.fields.setdefault(match[1], {}).update(json.loads(match[2]))
            except ValueError:
                return "the note is no JSON; write remarks in a note of their own, on no region"
        elif line.strip() and not line.startswith(("#", "*")):
            return "no line of a text-bound annotation, relation, attribute or note"
        return None

    def _take_span(self, match: re.Match[str]) -> str | None:
        start, end = int(match[3]), int(re.split(r"[ ;]", match[4])[-1])
        covered = self.text[start:end]
        if ";" in match[4] and "\n" not in covered:  # brat parts a span only at line ends of its own accord
            return "a span in several pieces; a mention is one span"
        if ";" not in match[4] and covered.translate(_BREAKS) != match[5].translate(_BREAKS):
            return f"text[{start}:{end}] is {covered!r}, not {match[5]!r}; was the .txt changed?"
        self.spans[match[1]] = (match[2], start, end)
        return None

    def regions(self) -> Iterator[Region]:
        """Put spans and fields together."""
        for region_id, (label, start, end) in self.spans.items():
            own = dict(self.fields.get(region_id, {}))
            read_from = own.pop("text", None)
            yield Region(region_id, label, start, end, own, read_from)


def _read(lines: list[str], text: str, head: dict[str, Any], path: Path) -> Placed:
    standoff = _Standoff(text)
    places: dict[str | None, int] = {}
    problems: list[tuple[str | None, str]] = []
    for number, line in enumerate(lines, start=1):
        if wrong := standoff.take(line.rstrip("\r")):
            places[f"line {number}"] = number
            problems.append((f"line {number}", wrong))
        elif line.startswith("T"):
            places[line.split("\t", 1)[0]] = number
    annotated = Annotated(text, tuple(standoff.regions()), tuple(standoff.relations), head)
    return Placed(annotated, path, places, problems)
