"""Texts with annotated names, to train the tagger on: what each character may be labelled."""

import json
import random
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple, cast

import numpy as np
from numpy.typing import NDArray

from zhclaims.entities import default_lexicon
from zhclaims.entities.entity import EntityType
from zhclaims.entities.finder import by_rules
from zhclaims.entities.lexicon import plain
from zhclaims.entities.tagger import TYPES
from zhclaims.errors import GoldError
from zhclaims.tagging.bilou import OUTSIDE, label
from zhclaims.training.standoff import Standoff, is_standoff, read_standoff

_ORGANISATION: tuple[EntityType, ...] = ("company", "brand", "institution")
_LABELS = 1 + 4 * len(TYPES)
ANY = (1 << _LABELS) - 1
"""The set of all labels."""
_ROLES: dict[str, tuple[EntityType, ...]] = {
    "sub-org": _ORGANISATION,
    "obj-org": _ORGANISATION,
    "share-org": _ORGANISATION,
    "target-company": _ORGANISATION,
    "institution": _ORGANISATION,
    "sub-per": ("person",),
    "obj-per": ("person",),
    "share-per": ("person",),
}
_NO_COMPANY = 1 << OUTSIDE | sum(1 << person for person in range(1 + 4 * TYPES.index("person"), _LABELS))
_OWN = 3  # few corpora have all names annotated, and tell their types apart
_PARTLY, _HARDLY = 0.5, 0.2  # where some names are annotated, where only those of the lexicon are
_MASKED = re.compile("<N>")


class Name(NamedTuple):
    """An annotated name and what it may be; the corpora differ in what they tell apart."""

    start: int
    end: int
    types: tuple[EntityType, ...]


class Annotated(NamedTuple):
    """A text and its names.

    Attributes:
        text: The text.
        names: The names that are annotated.
        complete: Whether all names are; otherwise other names may stand in it unmarked.
        silence: How much it counts, from 0 to 1, that a character is in no annotated name.
        split: ``train``; or ``dev`` where the selection is trained on it, ``test`` where nothing is.
        times: How often it counts.
    """

    text: str
    names: Sequence[Name]
    complete: bool
    silence: float = 1.0
    split: str = "train"
    times: int = 1


def allowed(annotated: Annotated) -> NDArray[np.int32]:
    """The labels that each character may have, as a set of bits.

    Where not all names are annotated, what the tables and rules take for a name, and what may be one, may be anything.
    """
    text = annotated.text
    labels = np.full(len(text), 1 << OUTSIDE if annotated.complete else _NO_COMPANY, dtype=np.int32)
    if not annotated.complete:
        for entity in by_rules(text):
            labels[entity.start : entity.end] = ANY
        for match in default_lexicon().matches(plain(text)):
            if match.readings[0].ambiguous:
                labels[match.start : match.end] = ANY
    for name in annotated.names:
        for at in range(name.start, name.end):
            labels[at] = sum(1 << label(TYPES.index(kind), at, name.start, name.end) for kind in name.types)
    return labels


def read_names(path: Path, *, texts: Path | None = None) -> Iterator[Annotated]:
    """Read a file of annotated names.

    The form is told by the file's ending and first row: ``.iob2`` (Universal NER), or rows of JSON as FewFC
    (``content``, ``events``), FinRE (``text``, ``orgs``) and this project (``text``, ``names``, or standoff) have them. A
    row that has only ``text`` teaches the names of the lexicon.

    Args:
        path: The file.
        texts: The folder of the texts of standoff annotation.

    Yields:
        The texts in order.

    Raises:
        GoldError: The file can't be read, or a row is of none of these forms.
    """
    if is_standoff(path):
        yield from (_annotated(row) for row in read_standoff(path, texts))
        return
    try:
        with path.open(encoding="utf-8") as file:
            if path.suffix == ".iob2":
                yield from _iob2(file)
                return
            for line, row in enumerate(file, 1):
                if row.strip():
                    try:
                        yield _row(json.loads(row))
                    except (ValueError, KeyError, TypeError, IndexError) as error:
                        raise GoldError(f"no annotated names: {error!r}", path=path, line=line) from error
    except (OSError, UnicodeDecodeError) as error:
        raise GoldError(f"can't be read: {error}", path=path) from error


def _row(row: dict[str, Any]) -> Annotated:
    for key, read in _FORMS.items():
        if key in row:
            return read(row)
    raise ValueError(f"a row with {', '.join(row)}; expected one of {', '.join(_FORMS)}")


def _fewfc(row: dict[str, Any]) -> Annotated:
    names = {
        Name(mention["span"][0], mention["span"][1], _ROLES[mention["role"]])
        for event in row["events"]
        for mention in event["mentions"]
        if mention["role"] in _ROLES
    }
    return Annotated(row["content"], sorted(names), complete=False, silence=_PARTLY)


def _finre(row: dict[str, Any]) -> Annotated:
    digits = random.Random(row["text"])  # noqa: S311 # what stands for a masked number
    text = _MASKED.sub(lambda _: f"{digits.uniform(0, 2000):.{digits.randrange(3)}f}", row["text"])
    return Annotated(
        text, _occurrences(text, dict.fromkeys(row["orgs"], _ORGANISATION)), complete=False, silence=_PARTLY
    )


def _annotated(row: Standoff) -> Annotated:
    names = [Name(start, end, (cast("EntityType", kind),)) for start, end, kind in row.names]
    return Annotated(row.text, names, complete=True, split=row.split, times=_OWN)


def _own(row: dict[str, Any]) -> Annotated:
    names = [Name(start, end, (kind,)) for start, end, kind in row["names"] if kind in TYPES]
    return Annotated(row["text"], names, complete=True, times=_OWN)


def _bare(row: dict[str, Any]) -> Annotated:
    """A text without annotation teaches the names that the lexicon is sure of: their forms, and what stands around them."""
    text = row["text"]
    matches = default_lexicon().matches(plain(text))
    names = [
        Name(match.start, match.end, (reading.name.type,))
        for match in matches
        if (reading := match.readings[0]).name is not None and not reading.ambiguous and reading.name.type in TYPES
    ]
    return Annotated(text, names, complete=False, silence=_HARDLY)


_FORMS: dict[str, Callable[[dict[str, Any]], Annotated]] = {
    "events": _fewfc,
    "orgs": _finre,
    "names": _own,
    "text": _bare,
}


def _occurrences(text: str, names: dict[str, tuple[EntityType, ...]]) -> list[Name]:
    """Every occurrence of the names, the longer first where one holds another."""
    found: list[Name] = []
    taken: set[int] = set()
    for name in sorted(names, key=lambda name: (-len(name), name)):
        for match in re.finditer(re.escape(name), text):
            if taken.isdisjoint(range(*match.span())):
                taken.update(range(*match.span()))
                found.append(Name(match.start(), match.end(), names[name]))
    return sorted(found)


def _iob2(lines: Iterable[str]) -> Iterator[Annotated]:
    """Sentences of words with IOB2 tags, joined as Chinese is written: without blanks."""
    text, names = "", list[Name]()
    kinds: dict[str, tuple[EntityType, ...]] = {"ORG": _ORGANISATION, "PER": ("person",)}
    for line in (*lines, ""):
        cells = line.rstrip("\n").split("\t")
        if len(cells) < 3:
            if text and not line.startswith("#"):
                yield Annotated(text, names, complete=True)
                text, names = "", []
            continue
        word, (part, _, kind) = cells[1], cells[2].partition("-")
        types = kinds.get(kind)
        if types and part == "I" and names and names[-1].end == len(text):
            names[-1] = names[-1]._replace(end=len(text) + len(word))
        elif types:
            names.append(Name(len(text), len(text) + len(word), types))
        text += word
