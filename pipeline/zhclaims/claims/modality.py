"""Modality: whether a claim is stated as fact, aim, expectation or condition."""

from collections.abc import Sequence

from zhclaims.claims.choice import Option
from zhclaims.claims.cues import Cue
from zhclaims.claims.figures import Figure
from zhclaims.claims.link import Link
from zhclaims.claims.reading import Reading, between
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


def _conditional(reading: Reading, figure: Figure, cues: Sequence[Cue]) -> bool:
    """Whether a clause that opens with 若 or 如果 governs the figure: its own, or one before it in the sentence."""
    for cue in between(cues, figure.sentence_start, figure.start):
        if cue.text in _CONDITIONS:
            clause = reading.layout.clauses[reading.layout.clause(cue.start)]
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
    cues: Sequence[Cue],
    history: Sequence[Link],
) -> list[Option]:
    """The four modalities, and what speaks for each: cue words and how far they stand, tense of the period, neighbours."""
    if _conditional(reading, figure, cues):
        return [Option("hypothetical", [])]
    names = [
        "always",
        f"kind={kind}",
        f"metric={metric.text if metric else None}",
        f"when={_when(reading, period)}",
        f"when={_when(reading, period)}:{kind}",
    ]
    names.append(f"qualifier={figure.qualifier}")
    in_clause = between(cues, figure.clause_start, figure.start)
    in_sentence = between(cues, figure.sentence_start, figure.clause_start)
    after = between(cues, figure.end, figure.clause_end)
    for where, found in (("clause", in_clause), ("sentence", in_sentence[-3:]), ("after", after[:2])):
        names += [f"{where}={cue.modality}" for cue in found]
        names += [f"{where}:cue={cue.text}" for cue in found]
    if in_clause:
        names.append(f"last={in_clause[-1].modality}")
    elif in_sentence:
        names.append(f"last-before={in_sentence[-1].modality}")
        names.append(
            f"last-before={in_sentence[-1].modality}:clauses={min(figure.clause - reading.layout.clause(in_sentence[-1].start), 3)}"
        )
    else:
        names.append("no-cue")
    names.append(f"before={reading.folded[max(figure.sentence_start, figure.start - 2) : figure.start]}")
    if history and history[-1].figure.sentence == figure.sentence:
        near = min(figure.clause - history[-1].figure.clause, 2)
        names += [f"previous={history[-1].modality}:{near}", f"previous={history[-1].modality}:cue={bool(in_clause)}"]
    elif history and figure.sentence - history[-1].figure.sentence == 1:
        names.append(f"sentence-before={history[-1].modality}")
    return [Option(modality, [f"{modality}|{name}" for name in names]) for modality in _MODALITIES]
