"""Dates: what tells a date that dates an act of its own from the period of another figure."""

from collections.abc import Iterator, Sequence

from zhclaims.claims.choice import Group, speller
from zhclaims.claims.features import bucket
from zhclaims.claims.figures import Figure
from zhclaims.claims.link import Link
from zhclaims.claims.ordered import Ordered, between
from zhclaims.claims.reading import Reading
from zhclaims.periods import PeriodExpression
from zhclaims.text.parts import part_of_speech


def date_features(
    reading: Reading, figure: Figure, period: PeriodExpression, every: Ordered[Figure], history: Sequence[Link]
) -> Iterator[str | Group]:
    """Whether a date dates an act of its own, or is the period of another figure, or of a mere saying.

    Args:
        reading: The text.
        figure: The date.
        period: The calendar expression that it is.
        every: All figures of the text.
        history: The links before.
    """
    folded = reading.folded
    here = between(every, figure.sentence_start, figure.sentence_end)
    others = [f for f in here if f.type != "date"]
    rival = next((f for f in here if f.type == "date" and f.start > figure.start), None)
    until = rival.start if rival else figure.sentence_end
    governed = [f for f in others if figure.end <= f.start < until]
    act = next((m for m in between(reading.metrics, figure.end, until) if m.type == "verb" and m.dates), None)
    first = next(
        (span for span in reading.words_between(figure.end, until) if part_of_speech(folded[slice(*span)]) == "v"), None
    )
    describes = None if act is None else folded[act.end : act.end + 1] == "的"
    yield _act, period.grain, period.relation, describes, min(len(governed), 2), rival is not None
    yield f"date:act={act.text if act else None}"
    yield f"date:verb={folded[slice(*first)] if first else None}"
    if first is not None:
        breaks = _commas(folded[figure.end : first[0]])
        named = bool(between(reading.entities, figure.end, first[0]))
        yield _verb, bucket(first[0] - figure.end), min(breaks, 2), named, bool(governed)
    if governed:
        gap, before = folded[figure.end : governed[0].start], act is not None and act.start < governed[0].start
        yield _governs, bucket(len(gap)), min(_commas(gap), 3), before, governed[0].type
    else:
        yield f"date:ungoverned:{period.grain}:known={period.from_ is not None}"
    yield f"date:text={period.text if len(period.text) <= 3 else '…'}"
    yield f"date:led={folded[max(figure.start - 1, figure.sentence_start) : figure.start]}:{act is not None}"
    yield (
        _stands, first is not None, bool(governed), min(len(others) - len(governed), 2), act is not None,
        not folded[figure.clause_start : figure.start].strip(), folded[max(figure.start - 1, 0) : figure.start] in ("较", "比"),
        history[-1].kind if history and history[-1].figure.sentence == figure.sentence else None,
    )  # fmt: skip


def _commas(gap: str) -> int:
    return gap.count("，") + gap.count(",")


@speller
def _act(grain: str | None, relation: str | None, describes: bool | None, governed: int, rivals: bool) -> Iterator[str]:
    """Whether an act follows, which may be an attribute; None where there is none."""
    act = describes is not None
    yield f"date:{grain}:{relation}"
    yield f"date:describes={bool(describes)}:{bool(governed)}"
    yield f"date:{grain}:act={act}:governs={bool(governed)}"
    yield f"date:act={act}:governs={governed}:rivals={rivals}"


@speller
def _verb(distance: str, breaks: int, named: bool, governs: bool) -> Iterator[str]:
    """How far the first verb is."""
    yield f"date:to-verb={distance}:breaks={breaks}"
    yield f"date:name-first={named}:governs={governs}"


@speller
def _governs(distance: str, breaks: int, act: bool, kind: str) -> Iterator[str]:
    """How far the first figure is that the date may be the period of."""
    yield f"date:to-figure={distance}"
    yield f"date:to-figure:breaks={breaks}:act={act}"
    yield f"date:governed={kind}"


@speller
def _stands(
    verb: bool, governs: bool, before: int, act: bool, opens: bool, compared: bool, previous: str | None
) -> Iterator[str]:
    """What stands around the date."""
    yield f"date:verb={verb}:governs={governs}"
    yield f"date:before-figures={before}"
    yield f"date:opens={opens}:{governs}:{act}"
    yield f"date:compared={compared}"
    yield f"date:history={previous}"
