"""Evaluations, comparisons and agreements as Markdown, for people."""

from collections.abc import Iterable, Sequence

from zhclaims.documents.printable import printable
from zhclaims.evaluation.agreement import AGREED, Agreement
from zhclaims.evaluation.calibration import Calibration
from zhclaims.evaluation.comparison import Comparison, Turned, field_differences
from zhclaims.evaluation.evaluation import Evaluation
from zhclaims.evaluation.mistakes import Mistake, causes

_KIND_FIELDS = ("value", "subject", "metric", "period", "modality")


def evaluation_page(evaluation: Evaluation, *, listed: bool = False) -> str:
    """Write an evaluation: scores by field and by kind, calibration, mistakes by cause.

    Args:
        evaluation: The evaluation.
        listed: Whether to list each mistake with its sentence.

    Returns:
        Markdown.
    """
    found = evaluation.mistakes()
    parts = [
        f"# Evaluation\n\n{evaluation.documents} documents, {evaluation.predicted} predicted, {evaluation.gold} gold",
        "## Fields\n\n" + _fields(evaluation),
        "## Kinds\n\n" + _kinds(evaluation),
        calibration_section(evaluation.calibration()),
        "## Mistakes by cause\n\n" + _table(("cause", "claims"), ((cause, str(n)) for cause, n in causes(found))),
    ]
    if listed:
        parts.append("## Mistakes\n\n" + mistake_list(found))
    return "\n\n".join(parts)


def _fields(evaluation: Evaluation) -> str:
    rows = (
        (name, *_three(score), "{:.3f} to {:.3f}".format(*evaluation.intervals[name]))
        for name, score in evaluation.scores.items()
    )
    return _table(("field", "P", "R", "F1", "F1, 95 % over documents"), rows)


def _kinds(evaluation: Evaluation) -> str:
    rows = []
    for kind, counts in evaluation.kinds().items():
        scores = counts.scores()
        f1 = (f"{scores[name].f1:.3f}" for name in _KIND_FIELDS)
        rows.append((kind, str(counts.gold), str(counts.predicted), *f1, *_three(scores["claim"])))
    head = ("kind", "gold", "predicted", *(f"{name} F1" for name in _KIND_FIELDS), "claim P", "claim R", "claim F1")
    return _table(head, rows)


def calibration_section(calibration: Calibration | None) -> str:
    """Write how far confidence can be trusted.

    Args:
        calibration: The calibration; None where no claim has a confidence.

    Returns:
        A section of Markdown.
    """
    if calibration is None:
        return "## Calibration\n\nThe predicted claims have no confidence."
    kept = f"{calibration.sure:.1%} of the claims have a confidence of 0.9 or more"
    if calibration.sure_precision is not None:
        kept += f"; {calibration.sure_precision:.1%} of those are right"
    rows = (
        (f"{each.low:.1f}–{each.high:.1f}", str(each.claims), f"{each.confidence:.3f}", f"{each.right:.3f}")
        for each in calibration.bins
    )
    return (
        f"## Calibration\n\nExpected calibration error {calibration.error:.3f}, Brier score {calibration.brier:.3f}, "
        f"over {calibration.claims} claims. {kept}.\n\n"
        + _table(("confidence", "claims", "mean confidence", "right"), rows)
    )


def mistake_list(found: Iterable[Mistake]) -> str:
    """List mistakes by field and cause, each with its sentence.

    Args:
        found: The mistakes.

    Returns:
        Sections of Markdown.
    """
    groups: dict[str, list[Mistake]] = {}
    for mistake in found:
        groups.setdefault(mistake.label, []).append(mistake)
    ordered = sorted(groups.items(), key=lambda item: (-len(item[1]), item[0]))
    return "\n\n".join(
        f"### {cause} ({len(group)})\n\n" + "\n".join(_item(mistake) for mistake in group) for cause, group in ordered
    )


def _item(mistake: Mistake) -> str:
    got = f"got {mistake.predicted or 'none'}, right is {mistake.gold or 'none'}"
    return f"- {_inline(mistake.doc_id)}, **{_inline(mistake.value)}**: {_inline(got)}\n  > {_inline(mistake.sentence)}"


def comparison_page(comparison: Comparison) -> str:
    """Write what a change won and lost.

    Args:
        comparison: The comparison.

    Returns:
        Markdown.
    """
    before, after = comparison.before, comparison.after
    rows = (
        (name, f"{before.scores[name].f1:.3f}", f"{after.scores[name].f1:.3f}", f"{difference:+.3f}")
        for name, difference in field_differences(comparison).items()
    )
    won = [each for each in comparison.turned if each.won]
    lost = [each for each in comparison.turned if not each.won]
    return "\n\n".join(
        [
            "# Comparison",
            _verdict(comparison, len(won), len(lost)),
            _table(("field", "F1 before", "F1 after", "difference"), rows),
            f"## Won ({len(won)})\n\n" + "\n".join(map(_turn, won)),
            f"## Lost ({len(lost)})\n\n" + "\n".join(map(_turn, lost)),
        ]
    )


def _verdict(comparison: Comparison, won: int, lost: int) -> str:
    before, after = (each.scores["claim"].f1 for each in (comparison.before, comparison.after))
    low, high = comparison.interval
    return (
        f"Claim F1 {before:.3f} → {after:.3f}, {comparison.difference:+.3f} (95 % {low:+.3f} to {high:+.3f} over "
        f"documents); paired randomisation test: p = {comparison.p_value:.4f}. {won} won, {lost} lost."
    )


def _turn(turned: Turned) -> str:
    what = " → ".join(turned.what)
    return f"- {_inline(turned.doc_id)}, {what}: {_inline(turned.claim)}\n  > {_inline(turned.sentence)}"


def agreement_page(agreement: Agreement) -> str:
    """Write how far two annotators agree.

    Args:
        agreement: The agreement.

    Returns:
        Markdown.
    """
    first, second = agreement.claims
    rows = (
        (
            name,
            f"{agreement.scores[name].f1:.3f}",
            "{:.3f} to {:.3f}".format(*agreement.intervals[name]),
            f"{agreement.among_aligned[name]:.3f}",
        )
        for name in AGREED
    )
    parts = [
        "# Agreement",
        f"{agreement.documents} documents in both; {first} and {second} claims, {agreement.aligned} about the same number.",
        _table(("field", "F1", "95 % over documents", "agreed, of the same number"), rows),
    ]
    for whose, names in (("first", agreement.only_first), ("second", agreement.only_second)):
        if names:
            parts.append(f"Left out, only in the {whose} file: {', '.join(map(_inline, names))}")
    if agreement.differences:
        parts.append(
            "## Differences\n\n(“right” is the first annotator, “got” the second.)\n\n"
            + mistake_list(agreement.differences)
        )
    return "\n\n".join(parts)


def _three(score: tuple[float, float, float]) -> tuple[str, ...]:
    return tuple(f"{each:.3f}" for each in score)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = ["| " + " | ".join(map(_inline, row)) + " |" for row in (head, *rows)]
    lines.insert(1, "| --- " * len(head) + "|")
    return "\n".join(lines)


def _inline(text: str) -> str:
    """Keep a text on one line, and from being read as markup."""
    for mark in "\\`*_[]<>|#":
        text = text.replace(mark, "\\" + mark)
    return " ".join(printable(text).split())
