"""Modality: whether a claim is stated as fact, aim, expectation or condition."""

from collections.abc import Iterator, Sequence

from zhclaims.claims.choice import Group, Option, for_each, speller
from zhclaims.claims.cues import Cue
from zhclaims.claims.figures import Figure
from zhclaims.claims.link import Link
from zhclaims.claims.ordered import Ordered, between
from zhclaims.claims.reading import Reading
from zhclaims.metrics import Metric
from zhclaims.periods import PeriodExpression
from zhclaims.records import Modality

_MODALITIES: tuple[Modality, ...] = ("actual", "forecast", "target", "hypothetical")


def _when(reading: Reading, period: PeriodExpression | None) -> str:
    if period is None or reading.published is None:
        return "unknown"
    if period.from_ is not None and period.from_ > reading.published:
        return "future"
    return "open" if period.to is None or period.to > reading.published else "past"


_CONDITIONS = frozenset(("若", "如果", "假如", "倘若", "假设", "一旦"))


def _conditional(reading: Reading, figure: Figure, cues: Ordered[Cue]) -> bool:
    """Whether a clause that opens with 若 or 如果 governs the figure: its own, or one before it in the sentence."""
    for cue in between(cues, figure.sentence_start, figure.start):
        if cue.text in _CONDITIONS:
            clause = reading.layout.clauses[reading.clause_at[cue.start]]
            if not reading.folded[clause.start : cue.start].strip():
                return True
    return False


def modality_options(
    reading: Reading,
    figure: Figure,
    *,
    kind: str,
    metric: Metric | None,
    period: PeriodExpression | None,
    cues: Ordered[Cue],
    history: Sequence[Link],
) -> list[Option]:
    """The four modalities, and what speaks for each: cue words and how far they stand, tense of the period, neighbours."""
    if _conditional(reading, figure, cues):
        return [Option("hypothetical", [])]
    in_clause = between(cues, figure.clause_start, figure.start)
    in_sentence = between(cues, figure.sentence_start, figure.clause_start)
    after = between(cues, figure.end, figure.clause_end)
    traits: list[str | Group] = [
        f"metric={metric.text if metric else None}",
        (_told, kind, _when(reading, period), figure.qualifier),
    ]
    for where, found in (("clause", in_clause), ("sentence", in_sentence[-3:]), ("after", after[:2])):
        traits += [(_cued, where, cue.text, cue.modality) for cue in found]
    if in_clause:
        traits.append(f"last={in_clause[-1].modality}")
    elif in_sentence:
        clauses = min(figure.clause - reading.clause_at[in_sentence[-1].start], 3)
        traits.append((_led, in_sentence[-1].modality, clauses))
    else:
        traits.append("no-cue")
    traits.append(f"before={reading.folded[max(figure.sentence_start, figure.start - 2) : figure.start]}")
    if history and history[-1].figure.sentence == figure.sentence:
        near = min(figure.clause - history[-1].figure.clause, 2)
        traits.append((_previous, history[-1].modality, near, bool(in_clause)))
    elif history and figure.sentence - history[-1].figure.sentence == 1:
        traits.append(f"sentence-before={history[-1].modality}")
    return for_each(_MODALITIES, traits)


@speller
def _told(kind: str, when: str, qualifier: str) -> Iterator[str]:
    """What is told, and of what time."""
    yield from ("always", f"kind={kind}", f"when={when}", f"when={when}:{kind}")
    yield f"qualifier={qualifier}"


@speller
def _cued(where: str, cue: str, modality: str) -> Iterator[str]:
    yield from (f"{where}={modality}", f"{where}:cue={cue}")


@speller
def _led(modality: str, clauses: int) -> Iterator[str]:
    """The last cue of the clauses before."""
    yield from (f"last-before={modality}", f"last-before={modality}:clauses={clauses}")


@speller
def _previous(modality: str, near: int, cued: bool) -> Iterator[str]:
    yield from (f"previous={modality}:{near}", f"previous={modality}:cue={cued}")
